/* SPDX-License-Identifier: MIT */
#include "report/tally.h"
#include "base/alloc.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NOT_NAMED UINT8_MAX /* weaker than any strength */

/* A list of touched places with a value for each, cleared in the time that it
 * took to fill. Places: concepts by name, then as unions, then groups. */
struct touched {
    uint32_t *list;
    size_t n;
};

struct tally_work {
    size_t n_concepts;
    const struct taxonomy *taxonomy;
    uint32_t *first_group; /* of a concept, in groups; of the next its end */
    uint32_t *groups;      /* numbers of groups, by member */
    uint8_t *strength;     /* in the posting at hand: ROWS_STRENGTH() */
    struct touched posting;
    uint32_t *of_employer; /* postings of the employer at hand */
    struct touched employer;
};

/* Of which groups each concept is a member. */
static void list_groups(struct tally_work *w, const struct taxonomy *t)
{
    uint32_t *first = xcalloc(t->n_concepts + 2, sizeof *first);
    size_t n = 0;
    for (size_t i = 0; i < t->n_groups; i++)
        for (size_t k = 0; k < t->groups[i].n_members; k++, n++)
            first[t->groups[i].members[k] + 2]++;
    for (size_t i = 0; i < t->n_concepts; i++)
        first[i + 2] += first[i + 1];
    w->groups = xcalloc(n, sizeof *w->groups);
    for (size_t i = 0; i < t->n_groups; i++)
        for (size_t k = 0; k < t->groups[i].n_members; k++)
            w->groups[first[t->groups[i].members[k] + 1]++] = (uint32_t)i;
    w->first_group = first;
}

struct tally_work *tally_work_new(const struct taxonomy *t)
{
    struct tally_work *w = xalloc(sizeof *w);
    size_t n = 2 * t->n_concepts + t->n_groups;
    w->taxonomy = t;
    w->n_concepts = t->n_concepts;
    list_groups(w, t);
    w->strength = xalloc(n);
    memset(w->strength, NOT_NAMED, n);
    w->posting.list = xcalloc(n, sizeof *w->posting.list);
    w->of_employer = xcalloc(n, sizeof *w->of_employer);
    w->employer.list = xcalloc(n, sizeof *w->employer.list);
    return w;
}

void tally_work_free(struct tally_work *w)
{
    if (!w)
        return;
    free(w->first_group);
    free(w->groups);
    free(w->strength);
    free(w->posting.list);
    free(w->of_employer);
    free(w->employer.list);
    free(w);
}

/* False when the concept was touched with this strength, or a greater one. */
static bool touch(struct tally_work *w, size_t at, uint8_t strength)
{
    if (w->strength[at] <= strength)
        return false;
    if (w->strength[at] == NOT_NAMED)
        w->posting.list[w->posting.n++] = (uint32_t)at;
    w->strength[at] = strength;
    return true;
}

static void touch_groups(struct tally_work *w, size_t concept, uint8_t strength)
{
    for (uint32_t i = w->first_group[concept]; i < w->first_group[concept + 1];
         i++)
        touch(w, 2 * w->n_concepts + w->groups[i], strength);
}

static void touch_posting(struct tally_work *w, const struct tally_input *in,
                          const struct row *row)
{
    const struct concept *concepts = w->taxonomy->concepts;
    for (size_t i = 0; i < row->n_skills; i++) {
        uint32_t skill = in->rows->skills[row->first_skill + i];
        uint8_t strength = ROWS_STRENGTH(skill);
        size_t at = ROWS_CONCEPT(skill);
        touch(w, at, strength);
        if (in->detail == TALLY_ALL)
            touch_groups(w, at, strength);
        /* What is above a union that was touched so has been touched so. */
        while (in->detail == TALLY_ALL && at < w->n_concepts &&
               touch(w, w->n_concepts + at, strength))
            at = concepts[at].parent;
    }
}

static struct tally_cell *cell_at(struct tally *t, size_t at)
{
    size_t n = t->n_concepts;
    return at < n       ? &t->by_name[at]
           : at < 2 * n ? &t->as_union[at - n]
                        : &t->groups[at - 2 * n];
}

static void count_posting(struct tally_work *w, const struct tally_input *in,
                          const struct row *row, struct tally *out)
{
    touch_posting(w, in, row);
    for (size_t i = 0; i < w->posting.n; i++) {
        size_t at = w->posting.list[i];
        struct tally_cell *cell = cell_at(out, at);
        enum label label = ROWS_LABEL(w->strength[at]);
        cell->named++;
        cell->required += label == LABEL_REQUIRED;
        cell->preferred += label == LABEL_PREFERRED;
        cell->in_section[ROWS_SECTION(w->strength[at])]++;
        w->strength[at] = NOT_NAMED;
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
    out->largest = n > out->largest ? n : out->largest;
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
        .groups = arena_calloc(a, w->taxonomy->n_groups, sizeof *out->groups),
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

struct without {
    const struct tally *t;
    const uint32_t *v;
    size_t n;
    uint32_t *counts; /* of the employer at hand, by place in v */
    struct interval *out;
};

static void leave_out(const struct without *x, uint64_t postings)
{
    double rest = (double)(x->t->usable - postings);
    for (size_t i = 0; i < x->n; i++) {
        uint32_t named = x->t->by_name[x->v[i]].named - x->counts[i];
        double share = rest > 0 ? named / rest : NAN;
        x->out[i].low = fmin(x->out[i].low, share);
        x->out[i].high = fmax(x->out[i].high, share);
        x->counts[i] = 0;
    }
}

void tally_without_one(const struct tally_input *in, const struct tally *t,
                       const uint32_t *v, size_t n, struct interval *out)
{
    uint16_t *place = xcalloc(t->n_concepts, sizeof *place); /* in v, from 1 */
    struct without x = {t, v, n, xcalloc(n, sizeof *x.counts), out};
    for (size_t i = 0; i < n; i++) {
        place[v[i]] = (uint16_t)(i + 1);
        out[i] = (struct interval){NAN, NAN};
    }
    uint64_t postings = 0;
    for (size_t i = 0; i < in->n; i++) {
        const struct row *row = &in->rows->v[in->idx[i]];
        const uint32_t *skills = in->rows->skills + row->first_skill;
        if (i && in->rows->v[in->idx[i - 1]].employer != row->employer) {
            leave_out(&x, postings);
            postings = 0;
        }
        postings += row->usable;
        for (size_t k = 0; row->usable && k < row->n_skills; k++)
            if (place[ROWS_CONCEPT(skills[k])])
                x.counts[place[ROWS_CONCEPT(skills[k])] - 1]++;
    }
    leave_out(&x, postings);
    free(x.counts);
    free(place);
}
