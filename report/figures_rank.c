/* SPDX-License-Identifier: MIT */
#include "report/figures_work.h"
#include <math.h>
#include <stdlib.h>

struct ranking {
    const struct taxonomy *taxonomy;
    const struct tally_cell *cells;
};

static int by_named(const void *pa, const void *pb, void *ctx)
{
    const struct ranking *r = ctx;
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
    uint32_t x = r->cells[a].named, y = r->cells[b].named;
    if (x != y)
        return x > y ? -1 : 1;
    return str_cmp(r->taxonomy->concepts[a].id, r->taxonomy->concepts[b].id);
}

size_t figures_rank(const struct figures_work *w, const struct tally *t,
                    uint32_t **out)
{
    uint32_t *v = arena_calloc(w->scratch, t->n_concepts, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < t->n_concepts; i++)
        if (t->by_name[i].named && figures_is_skill(&w->taxonomy->concepts[i]))
            v[n++] = (uint32_t)i;
    struct ranking ranking = {w->taxonomy, t->by_name};
    if (n)
        qsort_r(v, n, sizeof *v, by_named, &ranking);
    *out = v;
    return n;
}

void figures_ranks(const struct figures_work *w, const struct tally *t,
                   unsigned *rank)
{
    uint32_t *v;
    size_t n = figures_rank(w, t, &v);
    for (size_t i = 0; i < t->n_concepts; i++)
        rank[i] = 0;
    for (size_t i = 0; i < n; i++)
        rank[v[i]] = i && t->by_name[v[i]].named == t->by_name[v[i - 1]].named
                         ? rank[v[i - 1]]
                         : (unsigned)i + 1;
}

/* Of the skills before this one in the ranking only those whose intervals lie
 * wholly above it are surely before it, and likewise behind it. */
void figures_rank_ranges(const struct tally *t, const uint32_t *ranked,
                         size_t n_ranked, struct skill_figure *v, size_t n)
{
    if (figures_few(t->usable, t->employers))
        return;
    for (size_t i = 0; i < n; i++) {
        v[i].rank_low = 1;
        v[i].rank_high = (unsigned)n_ranked;
    }
    for (size_t k = 0; k < n_ranked; k++) {
        struct cell other = figures_cell(t, &t->by_name[ranked[k]]);
        for (size_t i = 0; i < n; i++) {
            v[i].rank_low += other.low > v[i].cell.high;
            v[i].rank_high -= other.high < v[i].cell.low;
        }
    }
}
