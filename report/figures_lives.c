/* SPDX-License-Identifier: MIT */
#include "report/figures_lives.h"
#include "base/alloc.h"
#include <stdlib.h>

#define REPOST_MONTHS 12

/* The months at hand, and what each role had in them. */
struct living {
    const struct rows *rows;
    const struct life_row *v; /* of crawled sources */
    size_t n;
    const struct figures *f;
    int first, last;
    struct life_month **months; /* [role][month - first] */
};

/* The role's place in f; f->n_roles: none of them. */
static size_t role_of(const struct figures *f, struct str id)
{
    size_t i = 0;
    while (i < f->n_roles && !str_eq(f->roles[i].id, id))
        i++;
    return i;
}

/* The months that crawls tell of: from the earliest end on. A board shows what
 * is open when it is read, so that of the time before nothing is known but what
 * was still open then. */
static bool span_of_crawls(const struct living *l, int *first, int *last)
{
    const struct figures *f = l->f;
    bool any = false;
    for (size_t i = 0; i < l->n; i++) {
        const struct life_row *row = &l->v[i];
        if (role_of(f, row->role) == f->n_roles)
            continue;
        *first = !any || row->ended < *first ? row->ended : *first;
        *last = !any || row->ended > *last ? row->ended : *last;
        any = true;
    }
    if (f->asked.from_month >= 0 && *first < f->asked.from_month)
        *first = f->asked.from_month;
    if (f->asked.to_month >= 0 && *last > f->asked.to_month)
        *last = f->asked.to_month;
    return any && *first <= *last;
}

/* The months of the series and of the crawls, the last ones where they are too
 * many. */
static bool choose_months(struct living *l, bool crawled, int first, int last)
{
    const struct figures *f = l->f;
    int to = f->first_month + (int)f->n_months - 1;
    if (!crawled && !f->n_months)
        return false;
    l->first = !f->n_months || (crawled && first < f->first_month)
                   ? first
                   : f->first_month;
    l->last = !f->n_months || (crawled && last > to) ? last : to;
    if (l->last - l->first >= FIGURES_MAX_MONTHS)
        l->first = l->last - FIGURES_MAX_MONTHS + 1;
    return true;
}

static struct life_month *month_of(const struct living *l, size_t role,
                                   int month)
{
    return month < l->first || month > l->last
               ? NULL
               : &l->months[role][month - l->first];
}

/* ---- What was posted ---- */

/* Postings without an employer's name are of one when they are copies. */
static uint32_t employer_of(const struct rows *r, const struct row *row)
{
    return row->employer < r->first_nameless ? row->employer : UINT32_MAX;
}

static int by_advert(const void *pa, const void *pb, void *ctx)
{
    const struct rows *r = ctx;
    const struct row *a = &r->v[*(const uint32_t *)pa];
    const struct row *b = &r->v[*(const uint32_t *)pb];
    uint32_t x = employer_of(r, a), y = employer_of(r, b);
    if (a->near != b->near)
        return a->near < b->near ? -1 : 1;
    if (x != y)
        return x < y ? -1 : 1;
    return (a->month > b->month) - (a->month < b->month);
}

/* idx[0..n) are one employer's copies of one advertisement, by month. */
static void count_reposts(const struct living *l, const uint32_t *idx, size_t n)
{
    int before = -1, at = l->rows->v[idx[0]].month;
    for (size_t i = 0; i < n; i++) {
        const struct row *row = &l->rows->v[idx[i]];
        if (row->month != at)
            before = at;
        at = row->month;
        struct life_month *m = month_of(l, row->slot, at);
        if (m && before >= 0 && at - before <= REPOST_MONTHS)
            m->n_reposted++;
    }
}

static void add_posted(const struct living *l)
{
    const struct rows *r = l->rows;
    uint32_t *idx = xcalloc(r->n, sizeof *idx);
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct row *row = &r->v[i];
        if (row->slot == ROWS_NO_SLOT || row->month < 0)
            continue;
        idx[n++] = (uint32_t)i;
        struct life_month *m = month_of(l, row->slot, row->month);
        if (m) {
            m->n_new++;
            m->n_distinct += (row->marks & ROW_FOR_MONTH) != 0;
        }
    }
    if (n) /* the context is only read, whatever its type says */
        qsort_r(idx, n, sizeof *idx, by_advert, (void *)(uintptr_t)r);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n; to++)
            if (r->v[idx[to]].near != r->v[idx[from]].near ||
                employer_of(r, &r->v[idx[to]]) !=
                    employer_of(r, &r->v[idx[from]]))
                break;
        count_reposts(l, idx + from, to - from);
    }
    free(idx);
}

/* ---- What was there ---- */

/* A posting of a crawled source, of the role with this number. */
struct spell {
    uint64_t cluster;
    uint32_t role;
    int opened, ended;
};

static int by_cluster(const void *pa, const void *pb)
{
    const struct spell *a = pa, *b = pb;
    if (a->role != b->role)
        return a->role < b->role ? -1 : 1;
    if (a->cluster != b->cluster)
        return a->cluster < b->cluster ? -1 : 1;
    return (a->opened > b->opened) - (a->opened < b->opened);
}

static void add_open(const struct living *l, const struct spell *s, size_t n)
{
    int counted = -1; /* the cluster's months so far, distinct */
    for (size_t i = 0; i < n; i++) {
        bool same =
            i && s[i].role == s[i - 1].role && s[i].cluster == s[i - 1].cluster;
        int from = s[i].opened > l->first ? s[i].opened : l->first;
        int to = s[i].ended < l->last ? s[i].ended : l->last;
        counted = same ? counted : -1;
        for (int m = from; m <= to; m++) {
            struct life_month *month = month_of(l, s[i].role, m);
            month->n_open++;
            month->n_open_distinct += m > counted;
        }
        counted = to > counted ? to : counted;
    }
}

static uint64_t cluster_of(const struct rows *r, const struct life_row *row,
                           size_t number)
{
    return r->dedup == ROWS_NEAR    ? row->near
           : r->dedup == ROWS_EXACT ? row->exact
                                    : number;
}

static void add_crawled(const struct living *l)
{
    struct spell *spells = xcalloc(l->n, sizeof *spells);
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        const struct life_row *row = &l->v[i];
        size_t role = role_of(l->f, row->role);
        if (role == l->f->n_roles)
            continue;
        spells[n++] = (struct spell){cluster_of(l->rows, row, i),
                                     (uint32_t)role, row->opened, row->ended};
        struct life_month *posted = month_of(l, role, row->posted);
        struct life_month *ended = month_of(l, role, row->ended);
        if (posted)
            posted->n_late += row->seen > row->posted;
        if (ended)
            ended->n_ended++;
    }
    if (n)
        qsort(spells, n, sizeof *spells, by_cluster);
    add_open(l, spells, n);
    free(spells);
}

void figures_lives(const struct rows *rows, const struct life_row *v, size_t n,
                   struct arena *a, struct figures *f)
{
    struct living l = {.rows = rows, .v = v, .n = n, .f = f};
    int first = 0, last = -1;
    bool crawled = span_of_crawls(&l, &first, &last);
    if (!choose_months(&l, crawled, first, last))
        return;
    size_t n_months = (size_t)(l.last - l.first + 1);
    l.months = arena_calloc(a, f->n_roles, sizeof *l.months);
    for (size_t i = 0; i < f->n_roles; i++) {
        l.months[i] = arena_calloc(a, n_months, sizeof **l.months);
        for (size_t m = 0; m < n_months; m++) {
            l.months[i][m].month = l.first + (int)m;
            l.months[i][m].is_crawled = crawled && l.first + (int)m >= first &&
                                        l.first + (int)m <= last;
        }
        f->roles[i].lives = l.months[i];
        f->roles[i].n_lives = n_months;
    }
    add_posted(&l);
    add_crawled(&l);
}
