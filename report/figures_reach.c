/* SPDX-License-Identifier: MIT */
#include "report/figures_reach.h"
#include <stdlib.h>

static bool is_reached(const struct reach_row *r)
{
    return r->crawled_utc == 0 || str_eq(r->verdict, STR("ok")) ||
           str_eq(r->verdict, STR("empty")) ||
           str_eq(r->verdict, STR("truncated"));
}

static int by_need(const void *pa, const void *pb)
{
    const struct source_figure *a = pa, *b = pb;
    if (a->reached != b->reached)
        return a->reached ? 1 : -1;
    if (a->n_months_lost != b->n_months_lost)
        return a->n_months_lost > b->n_months_lost ? -1 : 1;
    return str_cmp(a->name, b->name);
}

void figures_reach(const struct reach_row *v, size_t n, struct arena *a,
                   struct figures *f)
{
    struct source_figure *out = arena_calloc(a, n, sizeof *out);
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct source_figure){
            .name = figures_clean(v[i].source, a),
            .kind = figures_clean(v[i].kind, a),
            .verdict = figures_clean(v[i].verdict, a),
            .reached = is_reached(&v[i]),
            .n_crawls = v[i].n_crawls,
            .n_good = v[i].n_good,
            .n_months_lost = v[i].n_months_lost,
        };
        if (v[i].crawled_utc)
            out[i].crawled = date_from_utc(v[i].crawled_utc);
    }
    if (n)
        qsort(out, n, sizeof *out, by_need);
    f->sources = out;
    f->n_all_sources = n;
}
