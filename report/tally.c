/* SPDX-License-Identifier: MIT */
#include "report/tally.h"
#include "base/alloc.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NOT_NAMED UINT8_MAX /* weaker than any strength */
#define STRENGTHS 32        /* values of ROWS_STRENGTH() */

/* A list of touched places, cleared in the time that it took to fill. */
struct touched {
    uint32_t *list;
    size_t n;
};

/* Places: concepts by name, then as unions, then groups. Postings are counted
 * by their strength in each place: one number a mention, from which the cells
 * are made in the end. An employer of one posting adds the same to every sum
 * over employers, so that its postings are only counted. */
struct tally_work {
    size_t n_concepts;
    const struct taxonomy *taxonomy;
    uint32_t *first_group; /* of a concept, in groups; of the next its end */
    uint32_t *groups;      /* numbers of groups, by member */
    uint8_t *strength;     /* in the posting at hand: ROWS_STRENGTH() */
    struct touched posting;
    uint32_t (*alone)[STRENGTHS];   /* postings of employers that have one */
    uint32_t (*several)[STRENGTHS]; /* of the others */
    uint8_t *is_touched;            /* at all */
    uint32_t *of_employer;          /* postings of the employer at hand */
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
    w->alone = xcalloc(n, sizeof *w->alone);
    w->several = xcalloc(n, sizeof *w->several);
    w->is_touched = xcalloc(n, 1);
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
    free(w->alone);
    free(w->several);
    free(w->is_touched);
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

/* What the posting names above its own concepts. */
static void touch_posting(struct tally_work *w, const uint32_t *skills,
                          size_t n)
{
    const struct concept *concepts = w->taxonomy->concepts;
    for (size_t i = 0; i < n; i++) {
        uint8_t strength = ROWS_STRENGTH(skills[i]);
        size_t at = ROWS_CONCEPT(skills[i]);
        touch_groups(w, at, strength);
        /* What is above a union that was touched so has been touched so. */
        while (at < w->n_concepts && touch(w, w->n_concepts + at, strength))
            at = concepts[at].parent;
    }
}

/* Count a posting's mentions; alone: it is the only one of its employer. */
static void count_mentions(struct tally_work *w, const uint32_t *skills,
                           size_t n, bool alone)
{
    uint32_t(*counts)[STRENGTHS] = alone ? w->alone : w->several;
    uint32_t *of_employer = w->of_employer, *list = w->employer.list;
    uint8_t *is_touched = w->is_touched;
    size_t n_list = w->employer.n;
    for (size_t i = 0; i < n; i++) {
        size_t at = ROWS_CONCEPT(skills[i]);
        is_touched[at] = 1;
        counts[at][ROWS_STRENGTH(skills[i])]++;
        if (!alone && of_employer[at]++ == 0)
            list[n_list++] = (uint32_t)at;
    }
    w->employer.n = n_list;
}

/* Count what touch_posting() found, and forget it. */
static void count_touched(struct tally_work *w, bool alone)
{
    uint32_t(*counts)[STRENGTHS] = alone ? w->alone : w->several;
    for (size_t i = 0; i < w->posting.n; i++) {
        size_t at = w->posting.list[i];
        w->is_touched[at] = 1;
        counts[at][w->strength[at]]++;
        w->strength[at] = NOT_NAMED;
        if (!alone && w->of_employer[at]++ == 0)
            w->employer.list[w->employer.n++] = (uint32_t)at;
    }
    w->posting.n = 0;
}

static void count_posting(struct tally_work *w, const struct tally_input *in,
                          const struct row *row, bool alone)
{
    const uint32_t *skills = in->rows->skills + row->first_skill;
    count_mentions(w, skills, row->n_skills, alone);
    if (in->detail != TALLY_ALL)
        return;
    touch_posting(w, skills, row->n_skills);
    count_touched(w, alone);
}

static struct tally_cell *cell_at(struct tally *t, size_t at)
{
    size_t n = t->n_concepts;
    return at < n       ? &t->by_name[at]
           : at < 2 * n ? &t->as_union[at - n]
                        : &t->groups[at - 2 * n];
}

/* The employer at hand had n usable postings: add its share to the sums. */
static void end_employer(struct tally_work *w, uint64_t n, struct tally *out)
{
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

/* Count the rows idx[0..n), all of one employer. */
static void count_employer(struct tally_work *w, const struct tally_input *in,
                           const uint32_t *idx, size_t n, struct tally *out)
{
    const struct row *v = in->rows->v;
    uint64_t usable = 0;
    for (size_t i = 0; i < n; i++)
        usable += v[idx[i]].usable;
    if (usable == 0)
        return;
    out->usable += usable;
    out->employers++;
    out->nn += usable * usable;
    out->largest = usable > out->largest ? usable : out->largest;
    for (size_t i = 0; in->detail != TALLY_COUNTS && i < n; i++) {
        const struct row *row = &v[idx[i]];
        if (row->usable)
            count_posting(w, in, row, usable == 1);
    }
    end_employer(w, usable, out);
}

/* Make the cell of what was counted in a place, and forget it there. */
static void fill_cell(struct tally_work *w, size_t at, struct tally_cell *cell)
{
    uint32_t alone = 0;
    for (unsigned i = 0; i < STRENGTHS; i++) {
        uint32_t n = w->alone[at][i] + w->several[at][i];
        if (n == 0)
            continue;
        cell->named += n;
        cell->required += ROWS_LABEL(i) == LABEL_REQUIRED ? n : 0;
        cell->preferred += ROWS_LABEL(i) == LABEL_PREFERRED ? n : 0;
        cell->in_section[ROWS_SECTION(i)] += n;
        alone += w->alone[at][i];
        w->alone[at][i] = w->several[at][i] = 0;
    }
    cell->employers += alone;
    cell->xx += alone;
    cell->xn += alone;
    cell->weighted += (uint64_t)alone << 32;
    w->is_touched[at] = 0;
}

void tally_count(struct tally_work *w, const struct tally_input *in,
                 struct arena *a, struct tally *out)
{
    size_t concepts = w->n_concepts, n_places = concepts;
    *out = (struct tally){
        .distinct = in->n,
        .n_concepts = concepts,
        .by_name = arena_calloc(a, concepts, sizeof *out->by_name),
    };
    if (in->detail == TALLY_ALL) {
        size_t groups = w->taxonomy->n_groups;
        n_places += concepts + groups;
        out->as_union = arena_calloc(a, concepts, sizeof *out->as_union);
        out->groups = arena_calloc(a, groups, sizeof *out->groups);
    }
    const struct row *v = in->rows->v;
    for (size_t from = 0, to; from < in->n; from = to) {
        uint32_t employer = v[in->idx[from]].employer;
        for (to = from + 1; to < in->n; to++)
            if (v[in->idx[to]].employer != employer)
                break;
        count_employer(w, in, in->idx + from, to - from, out);
    }
    for (size_t at = 0; at < n_places; at++)
        if (w->is_touched[at])
            fill_cell(w, at, cell_at(out, at));
}

struct without {
    const struct tally *t;
    const uint32_t *v;
    size_t n;
    uint32_t *counts; /* of the employer at hand, by place in v */
    uint64_t *most;   /* postings of an employer that did not name it */
    struct interval *out;
};

static void leave_out(const struct without *x, uint64_t postings)
{
    double rest = (double)(x->t->usable - postings);
    for (size_t i = 0; i < x->n; i++) {
        /* Of the employers that do not name it the largest alone counts. */
        if (x->counts[i] == 0 && postings <= x->most[i])
            continue;
        if (x->counts[i] == 0)
            x->most[i] = postings;
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
    struct without x = {.t = t,
                        .v = v,
                        .n = n,
                        .counts = xcalloc(n, sizeof *x.counts),
                        .most = xcalloc(n, sizeof *x.most),
                        .out = out};
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
    free(x.most);
    free(place);
}
