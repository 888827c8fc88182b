/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/rows.h"
#include <stdlib.h>
#include <string.h>

#define MONTHS_END 25212 /* month indexes of date.h end with the year 2100 */

/* ---- Order ---- */

static uint32_t slot_of(const struct rows *r, const struct row *row)
{
    return row->slot == ROWS_NO_SLOT ? (uint32_t)r->n_slots : row->slot;
}

static uint32_t employer_of(const struct rows *r, const struct row *row)
{
    (void)r;
    return row->employer;
}

static uint32_t month_of(const struct rows *r, const struct row *row)
{
    (void)r;
    return row->month < 0 || row->month >= MONTHS_END ? 0
                                                      : (uint32_t)row->month;
}

/* Row numbers in the making of an order. */
struct order {
    const struct rows *rows;
    uint32_t *idx, *before;
};

/* Bring all rows in the order of key, whose values are below n_keys; those of
 * one value keep the order that they had. */
static void sort_by(struct order *o,
                    uint32_t (*key)(const struct rows *r,
                                    const struct row *row),
                    size_t n_keys)
{
    const struct rows *r = o->rows;
    uint32_t *next = xcalloc(n_keys + 1, sizeof *next);
    for (size_t i = 0; i < r->n; i++)
        next[key(r, &r->v[i]) + 1]++;
    for (size_t i = 0; i < n_keys; i++)
        next[i + 1] += next[i];
    for (size_t i = 0; i < r->n; i++)
        o->before[next[key(r, &r->v[o->idx[i]])]++] = o->idx[i];
    free(next);
    uint32_t *swap = o->idx;
    o->idx = o->before;
    o->before = swap;
}

static struct order order_new(const struct rows *r)
{
    struct order o = {r, xcalloc(r->n, sizeof *o.idx),
                      xcalloc(r->n, sizeof *o.before)};
    for (size_t i = 0; i < r->n; i++)
        o.idx[i] = (uint32_t)i;
    return o;
}

static void list_slots(struct rows *r)
{
    size_t n = r->n_slots + 1;
    r->slot_at = xrealloc(r->slot_at, n + 1, sizeof *r->slot_at);
    memset(r->slot_at, 0, (n + 1) * sizeof *r->slot_at);
    for (size_t i = 0; i < r->n; i++)
        r->slot_at[slot_of(r, &r->v[i]) + 1]++;
    for (size_t i = 0; i < n; i++)
        r->slot_at[i + 1] += r->slot_at[i];
}

/* The rows by slot and employer, and by employer alone. */
static void list_by_employer(struct rows *r)
{
    struct order o = order_new(r);
    free(r->by_employer);
    free(r->of_all);
    sort_by(&o, employer_of, r->n_employers);
    r->of_all = xcalloc(r->n, sizeof *r->of_all);
    if (r->n)
        memcpy(r->of_all, o.idx, r->n * sizeof *r->of_all);
    sort_by(&o, slot_of, r->n_slots + 1);
    r->by_employer = o.idx;
    free(o.before);
}

/* Put the rows, and their mentions, beside each other that are counted
 * together: a comparison of months would else wait for memory at each row. */
static void sort_rows(struct rows *r)
{
    struct order o = order_new(r);
    sort_by(&o, employer_of, r->n_employers);
    sort_by(&o, month_of, MONTHS_END);
    sort_by(&o, slot_of, r->n_slots + 1);
    uint32_t *order = o.idx;
    free(o.before);
    struct row *v = xcalloc(r->n, sizeof *v);
    for (size_t i = 0; i < r->n; i++)
        v[i] = r->v[order[i]];
    free(order);
    free(r->v);
    r->v = v;
    r->cap = r->n;
    uint32_t *skills = xcalloc(r->n_skills, sizeof *skills);
    uint32_t n = 0;
    for (size_t i = 0; i < r->n; i++) {
        if (v[i].n_skills)
            memcpy(skills + n, r->skills + v[i].first_skill,
                   v[i].n_skills * sizeof *skills);
        v[i].first_skill = n;
        n += v[i].n_skills;
    }
    free(r->skills);
    r->skills = skills;
    r->skills_cap = r->n_skills;
}

/* ---- Which rows may have copies ---- */

static size_t place_of(uint64_t cluster, unsigned bits)
{
    return (size_t)(cluster * 0x9e3779b97f4a7c15ULL >> (64 - bits));
}

/* Take those for not alone whose cluster shares its place in a table with
 * another row's: all that have copies, and a few more. */
static void find_shared(struct rows *r, unsigned bits, bool exact)
{
    unsigned char *seen = xcalloc((size_t)1 << bits, 1); /* 2: more than one */
    for (size_t i = 0; i < r->n; i++) {
        uint64_t cluster = exact ? r->v[i].exact : r->v[i].near;
        unsigned char *at = &seen[place_of(cluster, bits)];
        *at = *at ? 2 : 1;
    }
    for (size_t i = 0; i < r->n; i++) {
        uint64_t cluster = exact ? r->v[i].exact : r->v[i].near;
        if (seen[place_of(cluster, bits)] == 2)
            r->v[i].alone = false;
    }
    free(seen);
}

static void find_alone(struct rows *r)
{
    unsigned bits = 10;
    while (((size_t)1 << bits) < 8 * r->n)
        bits++;
    for (size_t i = 0; i < r->n; i++)
        r->v[i].alone = true;
    find_shared(r, bits, false);
    find_shared(r, bits, true);
}

/* ---- Choice among copies ---- */

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* What the attributes of two copies say first: numbers that the order of the
 * scan has given out are compared by what they stand for. */
static int by_attributes(const struct rows *r, const struct row *a,
                         const struct row *b)
{
    const int64_t pairs[][2] = {
        {b->pay, a->pay}, /* the copy that names its pay first */
        {a->seniority, b->seniority},
        {a->remote, b->remote},
        {a->degree, b->degree},
        {a->years, b->years},
        {a->country, b->country},
        {a->source, b->source},
        {(int64_t)a->exact, (int64_t)b->exact}, /* else of one employer */
        {a->employer, b->employer}};
    int order = 0;
    for (size_t i = 0; !order && i < sizeof pairs / sizeof *pairs; i++)
        order = compare(pairs[i][0], pairs[i][1]);
    if (order || !a->pay)
        return order;
    const struct pay_unit *x = &r->units[a->pay_unit];
    const struct pay_unit *y = &r->units[b->pay_unit];
    order = strcmp(x->currency, y->currency);
    return order ? order : compare(x->period, y->period);
}

static int by_content(const struct rows *r, const struct row *a,
                      const struct row *b)
{
    int order = compare(a->day, b->day);
    if (!order)
        order = compare(a->n_skills, b->n_skills);
    if (!order && a->n_skills)
        order = memcmp(r->skills + a->first_skill, r->skills + b->first_skill,
                       a->n_skills * sizeof *r->skills);
    return order ? order : by_attributes(r, a, b);
}

static int by_key(const struct row *a, const struct row *b)
{
    return (a->cluster > b->cluster) - (a->cluster < b->cluster);
}

/* By cluster, role and month; then by content, the usable copy first. */
static int by_cluster(const void *pa, const void *pb, void *ctx)
{
    const struct rows *r = ctx;
    const struct row *a = &r->v[*(const uint32_t *)pa];
    const struct row *b = &r->v[*(const uint32_t *)pb];
    int order = by_key(a, b);
    if (!order)
        order = compare(a->slot, b->slot);
    if (!order)
        order = compare(a->month, b->month);
    if (!order)
        order = compare(b->usable, a->usable);
    return order ? order : by_content(r, a, b);
}

int rows_by_copy(const void *pa, const void *pb, void *ctx)
{
    const struct rows *r = ctx;
    const struct row *a = &r->v[*(const uint32_t *)pa];
    const struct row *b = &r->v[*(const uint32_t *)pb];
    int order = by_key(a, b);
    if (!order)
        order = compare(b->usable, a->usable);
    if (!order)
        order = compare(a->month, b->month);
    return order ? order : by_content(r, a, b);
}

/* The better of two rows to stand for both. */
static struct row *better(struct rows *r, struct row *best, struct row *next)
{
    if (!best)
        return next;
    uint32_t a = (uint32_t)(best - r->v), b = (uint32_t)(next - r->v);
    return rows_by_copy(&b, &a, r) < 0 ? next : best;
}

static void mark(struct row *row, enum row_mark mark)
{
    if (row)
        row->marks = (uint8_t)(row->marks | mark);
}

static void mark_alone(struct row *row)
{
    mark(row, ROW_FOR_MONTH);
    if (!row->inside)
        return;
    mark(row, ROW_FOR_ALL);
    mark(row, ROW_FOR_ROLE);
    if (row->slot != ROWS_NO_SLOT)
        mark(row, ROW_FOR_SELECTED);
}

/* Mark the rows of one cluster, idx[0..n), which are sorted by_cluster. */
static void mark_cluster(struct rows *r, const uint32_t *idx, size_t n)
{
    struct row *all = NULL, *selected = NULL, *role = NULL;
    for (size_t i = 0; i < n; i++) {
        struct row *row = &r->v[idx[i]];
        const struct row *before = i ? &r->v[idx[i - 1]] : NULL;
        bool new_role = !before || before->slot != row->slot;
        if (new_role) {
            mark(role, ROW_FOR_ROLE);
            role = NULL;
        }
        if (new_role || before->month != row->month)
            mark(row, ROW_FOR_MONTH);
        if (!row->inside)
            continue;
        role = better(r, role, row);
        all = better(r, all, row);
        if (row->slot != ROWS_NO_SLOT)
            selected = better(r, selected, row);
    }
    mark(role, ROW_FOR_ROLE);
    mark(all, ROW_FOR_ALL);
    mark(selected, ROW_FOR_SELECTED);
}

void rows_mark(struct rows *r)
{
    sort_rows(r);
    list_slots(r);
    list_by_employer(r);
    find_alone(r);
    uint32_t *idx = xcalloc(r->n, sizeof *idx);
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i].alone)
            mark_alone(&r->v[i]);
        else
            idx[n++] = (uint32_t)i;
    if (n)
        qsort_r(idx, n, sizeof *idx, by_cluster, r);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n; to++)
            if (r->v[idx[to]].cluster != r->v[idx[from]].cluster)
                break;
        mark_cluster(r, idx + from, to - from);
    }
    free(idx);
}

static int by_place(const void *pa, const void *pb, void *ctx)
{
    const struct rows *r = ctx;
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
    int order = compare(r->v[a].employer, r->v[b].employer);
    return order ? order : compare(a, b);
}

/* Keep of each cluster among idx[0..n) the row that stands for the others. */
static size_t keep_one(const struct rows *r, uint32_t *idx, size_t n)
{
    size_t kept = 0;
    void *ctx = (void *)(uintptr_t)r; /* only read, whatever its type says */
    if (n)
        qsort_r(idx, n, sizeof *idx, rows_by_copy, ctx);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || r->v[idx[kept - 1]].cluster != r->v[idx[i]].cluster)
            idx[kept++] = idx[i];
    if (kept)
        qsort_r(idx, kept, sizeof *idx, by_place, ctx);
    return kept;
}

size_t rows_distinct(const struct rows *r, uint32_t *idx, size_t n)
{
    void *ctx = (void *)(uintptr_t)r;
    size_t alone = 0, others = 0;
    for (size_t i = 0; i < n; i++)
        others += !r->v[idx[i]].alone;
    if (others == 0)
        return n;
    uint32_t *copies = xcalloc(others, sizeof *copies);
    others = 0;
    for (size_t i = 0; i < n; i++)
        if (r->v[idx[i]].alone)
            idx[alone++] = idx[i];
        else
            copies[others++] = idx[i];
    others = keep_one(r, copies, others);
    /* Merged from behind, where there is room. */
    for (size_t to = alone + others, a = alone, b = others; b > 0; to--)
        if (a > 0 && by_place(&idx[a - 1], &copies[b - 1], ctx) > 0)
            idx[to - 1] = idx[--a];
        else
            idx[to - 1] = copies[--b];
    free(copies);
    return alone + others;
}

size_t rows_select(const struct rows *r, size_t slot, enum row_mark mark,
                   uint32_t *idx)
{
    const uint32_t *from = r->by_employer + r->slot_at[slot];
    const uint32_t *end = r->by_employer + r->slot_at[slot + 1];
    size_t n = 0;
    for (; from < end; from++)
        if (r->v[*from].marks & mark)
            idx[n++] = *from;
    return n;
}

uint32_t *rows_of_role(const struct rows *r, size_t slot, size_t *n)
{
    uint32_t *idx =
        xcalloc(r->slot_at[slot + 1] - r->slot_at[slot], sizeof *idx);
    size_t all = rows_select(r, slot, ROW_FOR_ROLE, idx);
    *n = 0;
    for (size_t i = 0; i < all; i++)
        if (r->v[idx[i]].usable)
            idx[(*n)++] = idx[i];
    return idx;
}
