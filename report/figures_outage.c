/* SPDX-License-Identifier: MIT */
#include "report/figures_outage.h"
#include "base/alloc.h"
#include <stdlib.h>

/* Postings on the axis, copies included. */
struct census {
    size_t n_months, n_sources, n_slots;
    uint32_t *monthly;  /* [source * n_months + month], of any role */
    uint32_t *by_role;  /* [source * n_slots + slot] */
    uint32_t *of_month; /* [slot * n_months + month] */
    uint32_t *of_slot;
};

static void take_census(const struct figures_work *w, const struct figures *f,
                        struct census *c)
{
    c->n_months = f->n_months;
    c->n_sources = w->rows->source_end;
    c->n_slots = w->n_roles;
    c->monthly = xcalloc(c->n_sources * c->n_months, sizeof *c->monthly);
    c->by_role = xcalloc(c->n_sources * c->n_slots, sizeof *c->by_role);
    c->of_month = xcalloc(c->n_slots * c->n_months, sizeof *c->of_month);
    c->of_slot = xcalloc(c->n_slots, sizeof *c->of_slot);
    for (size_t i = 0; i < w->rows->n; i++) {
        const struct row *row = &w->rows->v[i];
        int64_t month = (int64_t)row->month - f->first_month;
        if (row->month < 0 || month < 0 || month >= (int64_t)c->n_months)
            continue;
        c->monthly[row->source * c->n_months + (size_t)month]++;
        if (row->slot == ROWS_NO_SLOT)
            continue;
        c->by_role[row->source * c->n_slots + row->slot]++;
        c->of_month[row->slot * c->n_months + (size_t)month]++;
        c->of_slot[row->slot]++;
    }
}

/* A source's first and last month, and whether it has enough between them. */
static bool span_of(const struct census *c, size_t source, size_t *first,
                    size_t *last)
{
    const uint32_t *v = c->monthly + source * c->n_months;
    uint64_t n = 0;
    *first = c->n_months;
    for (size_t i = 0; i < c->n_months; i++) {
        n += v[i];
        if (v[i] && *first == c->n_months)
            *first = i;
        if (v[i])
            *last = i;
    }
    return n && n >= OUTAGE_POSTINGS * (*last - *first + 1);
}

double *figures_outages(const struct figures_work *w, const struct figures *f)
{
    struct census c;
    take_census(w, f, &c);
    double *out = xcalloc(c.n_slots * c.n_months, sizeof *out);
    for (size_t source = 0; source < c.n_sources; source++) {
        size_t first, last = 0;
        if (!span_of(&c, source, &first, &last))
            continue;
        for (size_t month = first; month < last; month++)
            for (size_t slot = 0; slot < c.n_slots; slot++) {
                size_t at = slot * c.n_months + month;
                uint32_t others = c.of_slot[slot] - c.of_month[at];
                if (!c.monthly[source * c.n_months + month] && others)
                    out[at] +=
                        c.by_role[source * c.n_slots + slot] / (double)others;
            }
    }
    free(c.monthly);
    free(c.by_role);
    free(c.of_month);
    free(c.of_slot);
    return out;
}
