/* SPDX-License-Identifier: MIT */
#include "report/figures_places.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "report/figures_work.h"
#include "report/sums.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NO_CITY                                                                \
    0u /* the place of a posting that names a country or nothing               \
        */

/* The cities seen so far, found by their hash. */
struct city {
    uint64_t hash;
    struct str city, region, country;
};

struct cities {
    struct arena *a;
    struct city *v; /* v[NO_CITY] is none */
    size_t n, cap;
    uint32_t *table; /* places in v; 0: free. A power of two of them */
    size_t n_table;
};

/* A posting's cluster, in its role, is there. */
struct spot {
    uint64_t cluster;
    uint32_t city;
    uint16_t slot;
};

/* A posting that is asked about. */
struct wanted {
    int64_t posting;
    uint32_t row;
};

struct gathering {
    const struct rows *rows;
    struct cities cities;
    struct wanted *wanted; /* by posting */
    size_t n_wanted, at;
    struct spot *v;
    size_t n, cap;
};

static void put_in_table(struct cities *c, uint32_t at)
{
    size_t i = c->v[at].hash & (c->n_table - 1);
    while (c->table[i])
        i = (i + 1) & (c->n_table - 1);
    c->table[i] = at;
}

static void grow_table(struct cities *c)
{
    if (c->n * 2 < c->n_table)
        return;
    c->n_table = c->n_table ? c->n_table * 2 : 256;
    free(c->table);
    c->table = xcalloc(c->n_table, sizeof *c->table);
    for (uint32_t i = 1; i < c->n; i++)
        put_in_table(c, i);
}

/* The number of a city. Two that share 64 bits of hash would be one. */
static uint32_t city_of(struct cities *c, struct str city, struct str region,
                        struct str country)
{
    uint64_t hash = hash64_seed(city, hash64_seed(region, hash64(country)));
    grow_table(c);
    for (size_t i = hash & (c->n_table - 1); c->table[i];
         i = (i + 1) & (c->n_table - 1))
        if (c->v[c->table[i]].hash == hash)
            return c->table[i];
    c->v = xgrow(c->v, c->n, &c->cap, sizeof *c->v);
    c->v[c->n] = (struct city){
        .hash = hash,
        .city = figures_clean(city, c->a),
        .region = figures_clean(region, c->a),
        .country = figures_clean(country, c->a),
    };
    put_in_table(c, (uint32_t)c->n);
    return (uint32_t)c->n++;
}

/* Places come in the order of their postings. */
static void add_place(void *ctx, const struct place_row *place)
{
    struct gathering *g = ctx;
    while (g->at < g->n_wanted && g->wanted[g->at].posting < place->posting_id)
        g->at++;
    if (g->at == g->n_wanted || g->wanted[g->at].posting != place->posting_id ||
        place->city.n == 0)
        return;
    const struct row *row = &g->rows->v[g->wanted[g->at].row];
    g->v = xgrow(g->v, g->n, &g->cap, sizeof *g->v);
    g->v[g->n++] = (struct spot){
        .cluster = row->cluster,
        .city = city_of(&g->cities, place->city, place->region, place->country),
        .slot = row->slot};
}

static int by_cluster(const void *pa, const void *pb)
{
    const struct spot *a = pa, *b = pb;
    if (a->slot != b->slot)
        return a->slot < b->slot ? -1 : 1;
    if (a->cluster != b->cluster)
        return a->cluster < b->cluster ? -1 : 1;
    return (a->city > b->city) - (a->city < b->city);
}

/* Copies say the same city once. */
static void sort_spots(struct gathering *g)
{
    size_t kept = 0;
    if (g->n)
        qsort(g->v, g->n, sizeof *g->v, by_cluster);
    for (size_t i = 0; i < g->n; i++)
        if (kept == 0 || by_cluster(&g->v[kept - 1], &g->v[i]) != 0)
            g->v[kept++] = g->v[i];
    g->n = kept;
}

static bool is_before(const struct spot *spot, const struct row *row)
{
    return spot->slot != row->slot ? spot->slot < row->slot
                                   : spot->cluster < row->cluster;
}

/* The first spot of the row's cluster, or where it would stand. */
static size_t find_spot(const struct gathering *g, const struct row *row)
{
    size_t low = 0, high = g->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_before(&g->v[middle], row))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void count_posting(const struct gathering *g, const struct row *row,
                          struct sums *s)
{
    size_t at = find_spot(g, row), first = at;
    sums_posting(s, row->employer);
    for (; at < g->n && g->v[at].slot == row->slot &&
           g->v[at].cluster == row->cluster;
         at++)
        sums_value(s, g->v[at].city);
    if (at == first)
        sums_value(s, NO_CITY);
}

static int by_size(const void *pa, const void *pb)
{
    const struct place_figure *a = pa, *b = pb;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    int d = str_cmp(a->city, b->city);
    d = d ? d : str_cmp(a->region, b->region);
    return d ? d : str_cmp(a->country, b->country);
}

static struct place_figure place_of(const struct sums *s,
                                    const struct city *city, uint32_t value)
{
    struct cluster_sums sums = sums_of(s, value);
    struct part_share part = figures_share(&sums);
    return (struct place_figure){
        .city = city->city,
        .region = city->region,
        .country = city->country,
        .n = (uint32_t)sums.x,
        .employers = sums_employers_of(s, value),
        .share = part.share,
        .low = part.low,
        .high = part.high,
    };
}

/* The postings without a city, then the largest cities. */
static void fill(const struct gathering *g, const struct sums *s,
                 struct arena *a, struct role_figure *role)
{
    size_t n = 0;
    struct place_figure *all = xcalloc(g->cities.n, sizeof *all);
    for (uint32_t i = 1; i < g->cities.n; i++) {
        all[n] = place_of(s, &g->cities.v[i], i);
        n += all[n].n > 0;
    }
    if (n)
        qsort(all, n, sizeof *all, by_size);
    size_t kept = n < FIGURES_PLACES ? n : FIGURES_PLACES;
    struct place_figure *v = arena_calloc(a, kept + 1, sizeof *v);
    v[0] = place_of(s, &g->cities.v[NO_CITY], NO_CITY);
    size_t first = v[0].n > 0;
    if (kept)
        memcpy(v + first, all, kept * sizeof *v);
    free(all);
    role->n_cities = n;
    role->n_places = first + kept;
    role->places = v;
}

static int by_posting(const void *pa, const void *pb)
{
    const struct wanted *a = pa, *b = pb;
    return (a->posting > b->posting) - (a->posting < b->posting);
}

static enum st gather(const struct places_of *p, struct gathering *g,
                      struct err *err)
{
    const struct rows *r = g->rows;
    g->wanted = xcalloc(r->n, sizeof *g->wanted);
    for (uint32_t i = 0; i < r->slot_at[r->n_slots]; i++)
        if (r->v[i].inside)
            g->wanted[g->n_wanted++] = (struct wanted){r->v[i].posting, i};
    if (g->n_wanted == 0)
        return ST_OK;
    qsort(g->wanted, g->n_wanted, sizeof *g->wanted, by_posting);
    enum st st = p->each(p->store, g->wanted[0].posting,
                         g->wanted[g->n_wanted - 1].posting, add_place, g, err);
    if (st == ST_OK)
        sort_spots(g);
    return st;
}

static void fill_role(const struct gathering *g, size_t slot, struct arena *a,
                      struct role_figure *role)
{
    const struct rows *r = g->rows;
    AUTO(auto_sums_free) struct sums *s = sums_new(g->cities.n);
    for (size_t i = r->slot_at[slot]; i < r->slot_at[slot + 1]; i++) {
        const struct row *row = &r->v[r->by_employer[i]];
        if (row->marks & ROW_FOR_ROLE)
            count_posting(g, row, s);
    }
    sums_end(s);
    fill(g, s, a, role);
}

enum st figures_places(const struct rows *r, const struct places_of *p,
                       struct arena *a, struct figures *f, struct err *err)
{
    struct gathering g = {.rows = r, .cities = {.a = a, .n = 1, .cap = 64}};
    g.cities.v = xcalloc(g.cities.cap, sizeof *g.cities.v);
    enum st st = gather(p, &g, err);
    for (size_t slot = 0; st == ST_OK && slot < f->n_roles; slot++)
        fill_role(&g, slot, a, &f->roles[slot]);
    free(g.cities.v);
    free(g.cities.table);
    free(g.wanted);
    free(g.v);
    return st;
}
