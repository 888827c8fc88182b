/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/figures_work.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ALL UINT32_MAX

struct paying {
    const struct figures_work *w;
    const uint32_t *idx; /* rows with pay in the unit, by employer */
    size_t n;
    int64_t *values; /* room for all of them */
};

static int by_value(const void *pa, const void *pb)
{
    int64_t a = *(const int64_t *)pa, b = *(const int64_t *)pb;
    return (a > b) - (a < b);
}

static bool names(const struct rows *r, const struct row *row, uint32_t concept)
{
    for (size_t i = 0; i < row->n_skills; i++)
        if (ROWS_CONCEPT(r->skills[row->first_skill + i]) == concept)
            return true;
    return false;
}

/* Quartiles of the rows that name concept (ALL: whatever they name) and are of
 * that seniority (SENIORITY_MANAGER + 1: of any). */
static struct pay_figure quartiles(const struct paying *p, uint32_t concept,
                                   unsigned seniority)
{
    const struct rows *r = p->w->rows;
    struct pay_figure out = {.concept = concept,
                             .low = NAN,
                             .middle = NAN,
                             .high = NAN,
                             .middle_low = NAN,
                             .middle_high = NAN};
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < p->n; i++) {
        const struct row *row = &r->v[p->idx[i]];
        if ((seniority <= SENIORITY_MANAGER && row->seniority != seniority) ||
            (concept != ALL && (!row->usable || !names(r, row, concept))))
            continue;
        p->values[out.n++] = row->pay;
        out.employers += row->employer != last;
        last = row->employer;
    }
    if (out.n < FIGURES_PAY_POSTINGS || out.employers < FIGURES_FLOOR_EMPLOYERS)
        return out;
    qsort(p->values, out.n, sizeof *p->values, by_value);
    out.low = stats_quantile(p->values, out.n, 0.25);
    out.middle = stats_quantile(p->values, out.n, 0.5);
    out.high = stats_quantile(p->values, out.n, 0.75);
    struct ranks ranks;
    if (stats_median_ranks(out.n, &ranks)) {
        out.middle_low = (double)p->values[ranks.low];
        out.middle_high = (double)p->values[ranks.high];
    }
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

static void by_seniority(const struct paying *p, struct pay_table *out)
{
    struct pay_figure *v = arena_calloc(p->w->a, SENIORITY_MANAGER, sizeof *v);
    for (unsigned i = SENIORITY_INTERN; i <= SENIORITY_MANAGER; i++) {
        struct pay_figure f = quartiles(p, ALL, i);
        f.id = str_from(seniority_name((enum seniority)i));
        f.seniority = f.id;
        if (!isnan(f.middle))
            v[out->n_by_seniority++] = f;
    }
    out->by_seniority = v;
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
            struct pay_figure f = quartiles(p, role->skills[i].concept, k);
            f.id = role->skills[i].id;
            f.name = role->skills[i].name;
            f.seniority = str_from(seniority_name((enum seniority)k));
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
        struct pay_figure f =
            quartiles(p, role->skills[i].concept, SENIORITY_MANAGER + 1);
        f.id = role->skills[i].id;
        f.name = role->skills[i].name;
        if (!isnan(f.middle))
            v[out->n_by_skill++] = f;
    }
    out->by_skill = v;
}

void figures_pay(const struct figures_work *w, size_t n,
                 struct role_figure *role)
{
    uint32_t named = 0, in_unit;
    uint16_t unit = common_unit(w, n, &named, &in_unit);
    struct pay_table *out = &role->pay;
    *out = (struct pay_table){
        .currency = STR(""), .period = STR(""), .n_other = named - in_unit};
    if (unit == ROWS_NO_UNIT)
        return;
    uint32_t *idx = xcalloc(in_unit, sizeof *idx);
    struct paying p = {w, idx, 0, xcalloc(in_unit, sizeof *p.values)};
    for (size_t i = 0; i < n; i++)
        if (w->rows->v[w->idx[i]].pay_unit == unit)
            idx[p.n++] = w->idx[i];
    out->currency =
        figures_clean(str_from(w->rows->units[unit].currency), w->a);
    out->period = str_from(pay_period_name(w->rows->units[unit].period));
    out->all = quartiles(&p, ALL, SENIORITY_MANAGER + 1);
    by_seniority(&p, out);
    by_skill(&p, role, out);
    by_both(&p, role, out);
    free(idx);
    free(p.values);
}
