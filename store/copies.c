/* SPDX-License-Identifier: MIT */
#include "store/copies.h"
#include "base/alloc.h"
#include "store/bands.h"
#include <stdlib.h>
#include <string.h>

#define CACHE_SLOTS 512u

struct candidate {
    uint32_t item;
    double estimate;
};

struct finder {
    struct copies_item *v;
    struct copies_texts texts;
    struct bands bands;
    uint32_t *seen; /* per item: the one it was a candidate of, from 1 */
    struct pair {
        uint32_t a, b; /* the earlier one first */
        bool same;
        float jaccard;
    } * pairs; /* whose texts were compared */
    size_t n_pairs, cap_pairs;
    uint32_t *parent, *next, *size; /* clusters: next is a ring */
    struct candidate found[COPIES_MAX_CANDIDATES];
    size_t n_found;
    struct shingles mine;
    bool mine_made;
    struct cached {
        uint32_t item; /* from 1; 0 is free */
        struct shingles shingles;
    } * cache;
};

/* --- exact copies -------------------------------------------------------- */

static int by_fingerprint(const void *pa, const void *pb, void *ctx)
{
    const struct copies_item *v = ctx;
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
    if (v[a].fingerprint != v[b].fingerprint)
        return v[a].fingerprint < v[b].fingerprint ? -1 : 1;
    return (a > b) - (a < b);
}

static void find_exact(struct copies_item *v, uint32_t n)
{
    uint32_t *order = xcalloc(n, sizeof *order);
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    if (n)
        qsort_r(order, n, sizeof *order, by_fingerprint, v);
    for (uint32_t i = 0, first = 0; i < n; i++) {
        if (!i || v[order[i]].fingerprint != v[order[i - 1]].fingerprint)
            first = order[i];
        v[order[i]].first = first;
        if (v[order[i]].advert.month > v[first].advert.last_month)
            v[first].advert.last_month = v[order[i]].advert.month;
    }
    free(order);
}

/* --- candidates by sketch ------------------------------------------------ */

static void consider(struct finder *f, uint32_t item, uint32_t other)
{
    const struct copies_item *a = &f->v[item], *b = &f->v[other];
    if (f->seen[other] == item + 1 || f->n_found == COPIES_MAX_CANDIDATES)
        return;
    f->seen[other] = item + 1;
    double least = likeness_floor(&a->advert, &b->advert);
    if (least > 1)
        return;
    double estimate = sketch_compare(&a->sketch, &b->sketch);
    if (estimate + LIKENESS_SLACK >= least)
        f->found[f->n_found++] = (struct candidate){other, estimate};
}

static int by_estimate(const void *pa, const void *pb)
{
    const struct candidate *a = pa, *b = pb;
    if (a->estimate != b->estimate)
        return a->estimate > b->estimate ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

static void find_candidates(struct finder *f, uint32_t item)
{
    const struct sketch *mine = &f->v[item].sketch;
    f->n_found = 0;
    for (uint32_t band = 0; band < LIKENESS_BANDS; band++) {
        unsigned steps = 0;
        for (uint32_t entry = bands_first(&f->bands, mine, band);
             entry != BANDS_END && steps++ < COPIES_MAX_STEPS;
             entry = bands_next(&f->bands, entry)) {
            uint32_t other = entry / LIKENESS_BANDS;
            if (bands_meet(entry, &f->v[other].sketch, mine, band))
                consider(f, item, other);
        }
    }
    qsort(f->found, f->n_found, sizeof f->found[0], by_estimate);
}

/* --- verification by text ------------------------------------------------ */

static enum st read_shingles(struct finder *f, uint32_t item,
                             struct shingles *out, struct err *err)
{
    struct str text;
    enum st st = f->texts.text(f->texts.ctx, item, &text, err);
    if (st == ST_OK)
        shingles_of(text, out);
    return st;
}

static enum st cached_shingles(struct finder *f, uint32_t item,
                               const struct shingles **out, struct err *err)
{
    struct cached *c = &f->cache[item % CACHE_SLOTS];
    *out = &c->shingles;
    if (c->item == item + 1)
        return ST_OK;
    c->item = 0;
    enum st st = read_shingles(f, item, &c->shingles, err);
    if (st == ST_OK)
        c->item = item + 1;
    return st;
}

static enum st compare(struct finder *f, uint32_t item, uint32_t other,
                       struct overlap *out, struct err *err)
{
    const struct shingles *theirs;
    enum st st = cached_shingles(f, other, &theirs, err);
    if (st == ST_OK && !f->mine_made)
        st = read_shingles(f, item, &f->mine, err);
    if (st != ST_OK)
        return st;
    f->mine_made = true;
    *out = shingles_compare(&f->mine, theirs);
    return ST_OK;
}

/* Compare item with the postings before it that it may be a copy of. */
static enum st compare_candidates(struct finder *f, uint32_t item,
                                  struct err *err)
{
    enum st st = ST_OK;
    find_candidates(f, item);
    f->mine_made = false;
    for (size_t i = 0; st == ST_OK && i < f->n_found && i < COPIES_MAX_TEXTS;
         i++) {
        uint32_t other = f->found[i].item;
        struct overlap o;
        st = compare(f, item, other, &o, err);
        if (st != ST_OK)
            break;
        f->pairs = xgrow(f->pairs, f->n_pairs, &f->cap_pairs, sizeof *f->pairs);
        f->pairs[f->n_pairs++] = (struct pair){
            .a = other,
            .b = item,
            .same = likeness_same(&f->v[item].advert, &f->v[other].advert, o),
            .jaccard = (float)o.jaccard};
    }
    bands_add(&f->bands, item, &f->v[item].sketch);
    return st;
}

/* --- clusters ------------------------------------------------------------ */

static int by_items(const void *pa, const void *pb)
{
    const struct pair *a = pa, *b = pb;
    if (a->b != b->b)
        return a->b < b->b ? -1 : 1;
    return (a->a > b->a) - (a->a < b->a);
}

static int by_strength(const void *pa, const void *pb)
{
    const struct pair *a = pa, *b = pb;
    if (a->jaccard != b->jaccard)
        return a->jaccard > b->jaccard ? -1 : 1;
    return by_items(pa, pb);
}

static uint32_t root_of(struct finder *f, uint32_t item)
{
    while (f->parent[item] != item) {
        f->parent[item] = f->parent[f->parent[item]];
        item = f->parent[item];
    }
    return item;
}

/* The members of a cluster that speak for it: all of a small one. */
static size_t members_of(const struct finder *f, uint32_t root,
                         uint32_t out[COPIES_MAX_MEMBERS])
{
    uint32_t step = 1 + (f->size[root] - 1) / COPIES_MAX_MEMBERS, at = 0;
    size_t n = 0;
    for (uint32_t i = root; n < COPIES_MAX_MEMBERS; i = f->next[i], at++) {
        if (at % step == 0)
            out[n++] = i;
        if (f->next[i] == root)
            break;
    }
    return n;
}

/* Where the texts were not compared, the sketches tell. */
static bool are_same(const struct finder *f, uint32_t x, uint32_t y)
{
    struct pair key = {.a = x < y ? x : y, .b = x < y ? y : x};
    const struct pair *found =
        bsearch(&key, f->pairs, f->n_pairs, sizeof key, by_items);
    if (found)
        return found->same;
    const struct copies_item *p = &f->v[x], *q = &f->v[y];
    struct overlap o = {.jaccard = sketch_compare(&p->sketch, &q->sketch),
                        .least = SIZE_MAX};
    return likeness_same(&p->advert, &q->advert, o);
}

/* True when most of the pairs that two clusters would make are copies. */
static bool belong_together(const struct finder *f, uint32_t a, uint32_t b)
{
    uint32_t x[COPIES_MAX_MEMBERS], y[COPIES_MAX_MEMBERS];
    size_t nx = members_of(f, a, x), ny = members_of(f, b, y), same = 0;
    if (nx == 1 && ny == 1)
        return true;
    for (size_t i = 0; i < nx; i++)
        for (size_t k = 0; k < ny; k++)
            same += are_same(f, x[i], y[k]);
    return 5 * same >= 2 * nx * ny;
}

static void join(struct finder *f, uint32_t a, uint32_t b)
{
    uint32_t first = a < b ? a : b, other = a < b ? b : a;
    uint32_t next = f->next[first];
    f->parent[other] = first;
    f->size[first] += f->size[other];
    f->next[first] = f->next[other];
    f->next[other] = next;
}

/* The most alike first, so that a long row of small changes parts where most
 * was changed. */
static void join_clusters(struct finder *f)
{
    struct pair *links = xcalloc(f->n_pairs, sizeof *links);
    size_t n = 0;
    for (size_t i = 0; i < f->n_pairs; i++)
        if (f->pairs[i].same)
            links[n++] = f->pairs[i];
    if (f->n_pairs)
        qsort(f->pairs, f->n_pairs, sizeof *f->pairs, by_items);
    if (n)
        qsort(links, n, sizeof *links, by_strength);
    for (size_t i = 0; i < n; i++) {
        uint32_t a = root_of(f, links[i].a), b = root_of(f, links[i].b);
        if (a != b && belong_together(f, a, b))
            join(f, a, b);
    }
    free(links);
}

static void finder_init(struct finder *f, uint32_t n)
{
    bands_init(&f->bands, n);
    f->seen = xcalloc(n, sizeof *f->seen);
    f->parent = xcalloc(n, sizeof *f->parent);
    f->next = xcalloc(n, sizeof *f->next);
    f->size = xcalloc(n, sizeof *f->size);
    for (uint32_t i = 0; i < n; i++) {
        f->parent[i] = f->next[i] = i;
        f->size[i] = 1;
    }
    f->cache = xcalloc(CACHE_SLOTS, sizeof *f->cache);
}

static void finder_done(struct finder *f)
{
    bands_done(&f->bands);
    free(f->seen);
    free(f->pairs);
    free(f->parent);
    free(f->next);
    free(f->size);
    for (size_t i = 0; i < CACHE_SLOTS; i++)
        free(f->cache[i].shingles.v);
    free(f->cache);
    free(f->mine.v);
}

enum st copies_find(struct copies_item *v, uint32_t n,
                    struct copies_texts texts, struct err *err)
{
    struct finder f = {.v = v, .texts = texts};
    enum st st = ST_OK;
    if (n > COPIES_MAX_POSTINGS)
        return err_set(err, ST_TOO_BIG, "more than %u postings",
                       COPIES_MAX_POSTINGS);
    find_exact(v, n);
    finder_init(&f, n);
    for (uint32_t i = 0; st == ST_OK && i < n; i++)
        if (v[i].first == i && v[i].has_sketch)
            st = compare_candidates(&f, i, err);
    if (st == ST_OK)
        join_clusters(&f);
    /* Exact copies follow the first of them; it comes before them. */
    for (uint32_t i = 0; st == ST_OK && i < n; i++)
        v[i].first = v[i].first == i ? root_of(&f, i) : v[v[i].first].first;
    finder_done(&f);
    return st;
}
