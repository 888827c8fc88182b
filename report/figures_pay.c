/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/figures_work.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ALL    UINT32_MAX
#define LEVELS (SENIORITY_MANAGER + 1)
#define ANY    LEVELS /* level */

/* Postings of an employer, and those that pay less than the median. */
struct below {
    uint32_t n, x;
};

/* What the rows with pay in the unit are paid, by what they name and by level:
 * list place * LEVELS + level, place 0 of all of them, 1 and on of those that
 * name each of the role's skills. The lists of a place follow each other. */
struct paying {
    const struct figures_work *w;
    const uint16_t *place; /* of a concept; 0: none of the role's skills */
    const uint32_t *idx;   /* the rows, by employer */
    size_t n;
    uint32_t *at; /* where a list begins; of the last one its end too */
    int64_t *values;
    uint32_t *owners;       /* employer of each value */
    struct below *below;    /* of each employer; zero between uses */
    int64_t *sorted;        /* room for a place's */
    uint32_t *employers[2]; /* of a list; of a place */
    uint32_t *last[2];      /* employer that was seen last, from 1 */
};

static void count_employer(struct paying *p, int of_place, size_t i,
                           uint32_t employer)
{
    p->employers[of_place][i] += p->last[of_place][i] != employer + 1;
    p->last[of_place][i] = employer + 1;
}

static void add_value(struct paying *p, const struct row *row, size_t place,
                      uint32_t *next)
{
    size_t list = place * LEVELS + row->seniority;
    p->owners[next[list]] = row->employer;
    p->values[next[list]++] = row->pay;
    count_employer(p, 0, list, row->employer);
    count_employer(p, 1, place, row->employer);
}

/* Count how long the lists will be (next is NULL), or fill them. */
static void walk(struct paying *p, uint32_t *next)
{
    const struct rows *r = p->w->rows;
    for (size_t i = 0; i < p->n; i++) {
        const struct row *row = &r->v[p->idx[i]];
        const uint32_t *skills = r->skills + row->first_skill;
        size_t n = row->usable ? row->n_skills : 0;
        for (size_t k = 0; k <= n; k++) { /* the first: whatever it names */
            size_t place = k ? p->place[ROWS_CONCEPT(skills[k - 1])] : 0;
            if (k && place == 0)
                continue;
            if (next)
                add_value(p, row, place, next);
            else
                p->at[place * LEVELS + row->seniority + 1]++;
        }
    }
}

static void collect(struct paying *p, size_t n_places)
{
    struct arena *a = p->w->scratch;
    size_t n = n_places * LEVELS;
    p->at = arena_calloc(a, n + 1, sizeof *p->at);
    for (int i = 0; i < 2; i++) {
        p->employers[i] = arena_calloc(a, n, sizeof **p->employers);
        p->last[i] = arena_calloc(a, n, sizeof **p->last);
    }
    walk(p, NULL);
    for (size_t i = 0; i < n; i++)
        p->at[i + 1] += p->at[i];
    p->values = xcalloc(p->at[n], sizeof *p->values);
    p->owners = xcalloc(p->at[n], sizeof *p->owners);
    p->below = xcalloc(p->w->rows->n_employers, sizeof *p->below);
    uint32_t *next = arena_calloc(a, n, sizeof *next);
    memcpy(next, p->at, n * sizeof *next);
    walk(p, next);
}

static int by_value(const void *pa, const void *pb)
{
    int64_t a = *(const int64_t *)pa, b = *(const int64_t *)pb;
    return (a > b) - (a < b);
}

/* The values from..end: which pay less than the median, by employer. */
static struct cluster_sums sum_below(const struct paying *p, size_t from,
                                     size_t end, double median)
{
    struct cluster_sums s = {0};
    for (size_t i = from; i < end; i++) {
        struct below *b = &p->below[p->owners[i]];
        b->n++;
        b->x += (double)p->values[i] < median;
    }
    for (size_t i = from; i < end; i++) {
        struct below *b = &p->below[p->owners[i]];
        double n = b->n, x = b->x;
        s.clusters += n > 0;
        s.n += n;
        s.x += x;
        s.xx += x * x;
        s.xn += x * n;
        s.nn += n * n;
        *b = (struct below){0, 0};
    }
    return s;
}

/* Quartiles of a place's rows of that level. */
static struct pay_figure quartiles(const struct paying *p, size_t place,
                                   unsigned level)
{
    bool any = level == ANY;
    size_t list = place * LEVELS + (any ? 0 : level);
    size_t end = any ? (place + 1) * LEVELS : list + 1;
    struct pay_figure out = {.concept = ALL,
                             .n = p->at[end] - p->at[list],
                             .employers = p->employers[any][any ? place : list],
                             .low = NAN,
                             .middle = NAN,
                             .high = NAN,
                             .middle_low = NAN,
                             .middle_high = NAN};
    if (out.n < FIGURES_PAY_POSTINGS || out.employers < FIGURES_FLOOR_EMPLOYERS)
        return out;
    int64_t *v = memcpy(p->sorted, p->values + p->at[list], out.n * sizeof *v);
    qsort(v, out.n, sizeof *v, by_value);
    double median = stats_quantile(v, out.n, 0.5);
    struct cluster_sums below = sum_below(p, p->at[list], p->at[end], median);
    struct ranks ranks;
    if (!stats_median_ranks(out.n, stats_effective_n(&below), &ranks))
        return out;
    out.low = stats_quantile(v, out.n, 0.25);
    out.middle = median;
    out.high = stats_quantile(v, out.n, 0.75);
    out.middle_low = (double)v[ranks.low];
    out.middle_high = (double)v[ranks.high];
    return out;
}

/* The unit that most of the rows idx[0..n) name their pay in; ties by what it
 * is called, so that the order of the rows does not matter. */
static uint16_t common_unit(const struct figures_work *w, size_t n,
                            uint32_t *named, uint32_t *in_unit)
{
    const struct rows *r = w->rows;
    uint32_t *counts = xcalloc(r->n_units, sizeof *counts);
    uint16_t best = ROWS_NO_UNIT;
    for (size_t i = 0; i < n; i++) {
        uint16_t unit = r->v[w->idx[i]].pay_unit;
        if (unit == ROWS_NO_UNIT || !*r->units[unit].currency)
            continue;
        counts[unit]++;
        ++*named;
    }
    for (uint16_t i = 0; i < r->n_units; i++) {
        const struct pay_unit *a = &r->units[i];
        const struct pay_unit *b = best == ROWS_NO_UNIT ? a : &r->units[best];
        int order = strcmp(a->currency, b->currency);
        bool first = order ? order < 0 : a->period < b->period;
        if (counts[i] && (best == ROWS_NO_UNIT || counts[i] > counts[best] ||
                          (counts[i] == counts[best] && first)))
            best = i;
    }
    *in_unit = best == ROWS_NO_UNIT ? 0 : counts[best];
    free(counts);
    return best;
}

static struct pay_figure at_level(const struct paying *p, size_t place,
                                  unsigned level)
{
    struct pay_figure f = quartiles(p, place, level);
    f.seniority = str_from(seniority_name((enum seniority)level));
    return f;
}

static void by_seniority(const struct paying *p, struct pay_table *out)
{
    struct pay_figure *v = arena_calloc(p->w->a, SENIORITY_MANAGER, sizeof *v);
    for (unsigned i = SENIORITY_INTERN; i <= SENIORITY_MANAGER; i++) {
        struct pay_figure f = at_level(p, 0, i);
        f.id = f.seniority;
        if (!isnan(f.middle))
            v[out->n_by_seniority++] = f;
    }
    out->by_seniority = v;
}

static void set_skill(struct pay_figure *f, const struct skill_figure *skill)
{
    f->concept = skill->concept;
    f->id = skill->id;
    f->name = skill->name;
}

/* Those of a skill within each seniority, so that a better paid level does not
 * pass for a better paid skill. */
static void by_both(const struct paying *p, const struct role_figure *role,
                    struct pay_table *out)
{
    size_t skills = role->n_skills < FIGURES_PAY_SKILLS ? role->n_skills
                                                        : FIGURES_PAY_SKILLS;
    struct pay_figure *v =
        arena_calloc(p->w->a, skills * SENIORITY_MANAGER, sizeof *v);
    for (size_t i = 0; i < skills; i++)
        for (unsigned k = SENIORITY_INTERN; k <= SENIORITY_MANAGER; k++) {
            struct pay_figure f = at_level(p, i + 1, k);
            set_skill(&f, &role->skills[i]);
            if (!isnan(f.middle))
                v[out->n_by_both++] = f;
        }
    out->by_both = v;
}

static void by_skill(const struct paying *p, const struct role_figure *role,
                     struct pay_table *out)
{
    struct pay_figure *v = arena_calloc(p->w->a, FIGURES_PAY_SKILLS, sizeof *v);
    for (size_t i = 0; i < role->n_skills; i++) {
        if (out->n_by_skill == FIGURES_PAY_SKILLS)
            break;
        struct pay_figure f = quartiles(p, i + 1, ANY);
        set_skill(&f, &role->skills[i]);
        if (!isnan(f.middle))
            v[out->n_by_skill++] = f;
    }
    out->by_skill = v;
}

void figures_pay(const struct figures_work *w, size_t n,
                 struct role_figure *role)
{
    const struct rows *r = w->rows;
    uint32_t named = 0, in_unit;
    uint16_t unit = common_unit(w, n, &named, &in_unit);
    struct pay_table *out = &role->pay;
    *out = (struct pay_table){
        .currency = STR(""), .period = STR(""), .n_other = named - in_unit};
    if (unit == ROWS_NO_UNIT)
        return;
    uint32_t *idx = xcalloc(in_unit, sizeof *idx);
    uint16_t *place = xcalloc(w->taxonomy->n_concepts, sizeof *place);
    for (size_t i = 0; i < role->n_skills; i++)
        place[role->skills[i].concept] = (uint16_t)(i + 1);
    struct paying p = {.w = w,
                       .place = place,
                       .idx = idx,
                       .sorted = xcalloc(in_unit, sizeof *p.sorted)};
    for (size_t i = 0; i < n; i++)
        if (r->v[w->idx[i]].pay_unit == unit)
            idx[p.n++] = w->idx[i];
    collect(&p, role->n_skills + 1);
    out->currency = figures_clean(str_from(r->units[unit].currency), w->a);
    out->period = str_from(pay_period_name(r->units[unit].period));
    out->all = quartiles(&p, 0, ANY);
    by_seniority(&p, out);
    by_skill(&p, role, out);
    by_both(&p, role, out);
    free(idx);
    free(place);
    free(p.values);
    free(p.owners);
    free(p.below);
    free(p.sorted);
}
