/* SPDX-License-Identifier: MIT */
#include "report/tally.h"
#include "base/alloc.h"
#include <stdlib.h>
#include <string.h>

#define NO_LABEL LABEL_NEGATED

/* A list of touched concepts with a value for each, cleared in the time that
 * it took to fill. The first half is by name, the second as a union. */
struct touched {
    uint32_t *list;
    size_t n;
};

struct tally_work {
    size_t n_concepts;
    const struct taxonomy *taxonomy;
    uint8_t *label; /* of the posting at hand; NO_LABEL: not named */
    struct touched posting;
    uint32_t *of_employer; /* postings of the employer at hand */
    struct touched employer;
};

struct tally_work *tally_work_new(const struct taxonomy *t)
{
    struct tally_work *w = xalloc(sizeof *w);
    size_t n = 2 * t->n_concepts;
    w->taxonomy = t;
    w->n_concepts = t->n_concepts;
    w->label = xalloc(n);
    memset(w->label, NO_LABEL, n);
    w->posting.list = xcalloc(n, sizeof *w->posting.list);
    w->of_employer = xcalloc(n, sizeof *w->of_employer);
    w->employer.list = xcalloc(n, sizeof *w->employer.list);
    return w;
}

void tally_work_free(struct tally_work *w)
{
    if (!w)
        return;
    free(w->label);
    free(w->posting.list);
    free(w->of_employer);
    free(w->employer.list);
    free(w);
}

/* False when the concept was touched with this label, or a stronger one. */
static bool touch(struct tally_work *w, size_t at, enum label label)
{
    if (w->label[at] <= label)
        return false;
    if (w->label[at] == NO_LABEL)
        w->posting.list[w->posting.n++] = (uint32_t)at;
    w->label[at] = (uint8_t)label;
    return true;
}

static void touch_posting(struct tally_work *w, const struct tally_input *in,
                          const struct row *row)
{
    const struct concept *concepts = w->taxonomy->concepts;
    for (size_t i = 0; i < row->n_skills; i++) {
        uint32_t skill = in->rows->skills[row->first_skill + i];
        enum label label = ROWS_LABEL(skill);
        size_t at = ROWS_CONCEPT(skill);
        touch(w, at, label);
        /* What is above a union that was touched so has been touched so. */
        while (in->detail == TALLY_ALL && at < w->n_concepts &&
               touch(w, w->n_concepts + at, label))
            at = concepts[at].parent;
    }
}

static struct tally_cell *cell_at(struct tally *t, size_t at)
{
    return at < t->n_concepts ? &t->by_name[at]
                              : &t->as_union[at - t->n_concepts];
}

static void count_posting(struct tally_work *w, const struct tally_input *in,
                          const struct row *row, struct tally *out)
{
    touch_posting(w, in, row);
    for (size_t i = 0; i < w->posting.n; i++) {
        size_t at = w->posting.list[i];
        struct tally_cell *cell = cell_at(out, at);
        cell->named++;
        cell->required += w->label[at] == LABEL_REQUIRED;
        cell->preferred += w->label[at] == LABEL_PREFERRED;
        w->label[at] = NO_LABEL;
        if (w->of_employer[at]++ == 0)
            w->employer.list[w->employer.n++] = (uint32_t)at;
    }
    w->posting.n = 0;
}

/* The employer at hand had n usable postings: add its share to the sums. */
static void end_employer(struct tally_work *w, uint64_t n, struct tally *out)
{
    if (n == 0)
        return;
    out->usable += n;
    out->employers++;
    out->nn += n * n;
    for (size_t i = 0; i < w->employer.n; i++) {
        size_t at = w->employer.list[i];
        struct tally_cell *cell = cell_at(out, at);
        uint64_t x = w->of_employer[at];
        cell->employers++;
        cell->xx += x * x;
        cell->xn += x * n;
        cell->weighted += (x << 32) / n;
        w->of_employer[at] = 0;
    }
    w->employer.n = 0;
}

void tally_count(struct tally_work *w, const struct tally_input *in,
                 struct arena *a, struct tally *out)
{
    size_t concepts = w->n_concepts;
    *out = (struct tally){
        .distinct = in->n,
        .n_concepts = concepts,
        .by_name = arena_calloc(a, concepts, sizeof *out->by_name),
        .as_union = arena_calloc(a, concepts, sizeof *out->as_union),
    };
    const struct row *v = in->rows->v;
    uint64_t of_employer = 0;
    for (size_t i = 0; i < in->n; i++) {
        const struct row *row = &v[in->idx[i]];
        if (i && v[in->idx[i - 1]].employer != row->employer) {
            end_employer(w, of_employer, out);
            of_employer = 0;
        }
        if (!row->usable)
            continue;
        of_employer++;
        if (in->detail != TALLY_COUNTS)
            count_posting(w, in, row, out);
    }
    end_employer(w, of_employer, out);
}
