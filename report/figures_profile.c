/* SPDX-License-Identifier: MIT */
#include "report/figures_work.h"
#include "report/sums.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NOT_SAID 0u

/* The value of a row among those of a profile: below its n_values. */
struct dimension {
    uint32_t (*value)(const struct row *row);
    uint32_t n_values;
    struct str (*id)(uint32_t value, struct arena *a);
    bool of_text; /* a posting without usable text cannot say it */
};

static uint32_t seniority_of(const struct row *row)
{
    return row->seniority;
}

static struct str seniority_id(uint32_t value, struct arena *a)
{
    (void)a;
    const char *name = seniority_name((enum seniority)value);
    return str_from(name ? name : "");
}

static uint32_t remote_of(const struct row *row)
{
    return row->remote;
}

static struct str remote_id(uint32_t value, struct arena *a)
{
    (void)a;
    const char *name = remote_name((enum remote)value);
    return str_from(name ? name : "");
}

static uint32_t degree_of(const struct row *row)
{
    return row->degree;
}

static struct str degree_id(uint32_t value, struct arena *a)
{
    (void)a;
    const char *name = degree_name((enum degree)value);
    return str_from(name ? name : "");
}

/* Years in the steps that postings think in. */
static const struct {
    int from; /* to the next one's */
    const char *id;
} steps[] = {{-1, ""},   {0, "0-1"}, {2, "2"},    {3, "3-4"},
             {5, "5-7"}, {8, "8-9"}, {10, "10+"}, {INT16_MAX + 1, NULL}};

static uint32_t years_of(const struct row *row)
{
    uint32_t i = 0;
    while (row->years >= steps[i + 1].from)
        i++;
    return i;
}

static struct str years_id(uint32_t value, struct arena *a)
{
    (void)a;
    return str_from(steps[value].id);
}

static uint32_t country_of(const struct row *row)
{
    return row->country;
}

static struct str country_id(uint32_t value, struct arena *a)
{
    if (value == NOT_SAID)
        return STR("");
    char code[3] = {(char)(value >> 8), (char)(value & 0xff), 0};
    return figures_clean(str_from(code), a);
}

static const struct dimension dimensions[PROFILES] = {
    [PROFILE_SENIORITY] = {seniority_of, SENIORITY_MANAGER + 1, seniority_id,
                           false},
    [PROFILE_REMOTE] = {remote_of, REMOTE_REMOTE + 1, remote_id, false},
    [PROFILE_DEGREE] = {degree_of, DEGREE_PHD + 1, degree_id, true},
    [PROFILE_YEARS] = {years_of, sizeof steps / sizeof *steps - 1, years_id,
                       true},
    [PROFILE_COUNTRY] = {country_of, UINT16_MAX + 1u, country_id, false},
};

static struct sums *sum_up(const struct figures_work *w,
                           const struct dimension *d, size_t n)
{
    struct sums *s = sums_new(d->n_values);
    for (size_t i = 0; i < n; i++) {
        const struct row *row = &w->rows->v[w->idx[i]];
        if (d->of_text && !row->usable)
            continue;
        sums_posting(s, row->employer);
        sums_value(s, d->value(row));
    }
    sums_end(s);
    return s;
}

static struct part part_of(struct str id, const struct cluster_sums *s)
{
    struct part_share part = figures_share(s);
    return (struct part){.id = id,
                         .n = (uint32_t)s->x,
                         .share = part.share,
                         .low = part.low,
                         .high = part.high};
}

static int by_size(const void *pa, const void *pb)
{
    const struct part *a = pa, *b = pb;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return str_cmp(a->id, b->id);
}

static void fill_profile(const struct figures_work *w, enum profile_kind kind,
                         size_t n, struct profile *out)
{
    const struct dimension *d = &dimensions[kind];
    AUTO(auto_sums_free) struct sums *s = sum_up(w, d, n);
    size_t n_parts = 0;
    for (uint32_t i = 0; i < d->n_values; i++)
        n_parts += sums_of(s, i).x > 0;
    struct part *v = arena_calloc(w->a, n_parts, sizeof *v);
    size_t at = 0;
    for (uint32_t i = 1; i < d->n_values; i++) {
        struct cluster_sums value = sums_of(s, i);
        if (value.x > 0)
            v[at++] = part_of(d->id(i, w->a), &value);
    }
    if (kind == PROFILE_COUNTRY && at)
        qsort(v, at, sizeof *v, by_size);
    struct cluster_sums none = sums_of(s, NOT_SAID);
    if (none.x > 0)
        v[at++] = part_of(STR(""), &none);
    *out = (struct profile){sums_n(s), v, n_parts};
}

/* ---- Employers ---- */

/* An employer's number follows the order in which postings came, so that of two
 * equally large ones the content of their postings says which comes first. */
static bool is_before(const struct employer_part *a,
                      const struct employer_part *b)
{
    return a->n != b->n ? a->n > b->n : a->mark < b->mark;
}

static void keep_largest(struct employer_part *v, size_t *n,
                         struct employer_part one)
{
    size_t at = *n;
    while (at > 0 && is_before(&one, &v[at - 1]))
        at--;
    if (at == FIGURES_EMPLOYERS)
        return;
    size_t last = *n < FIGURES_EMPLOYERS ? (*n)++ : FIGURES_EMPLOYERS - 1;
    memmove(v + at + 1, v + at, (last - at) * sizeof *v);
    v[at] = one;
}

static void fill_employers(const struct figures_work *w, size_t n,
                           struct role_figure *role)
{
    struct employer_part *v = role->employers;
    double squares = 0;
    for (size_t from = 0, to; from < n; from = to) {
        const struct row *row = &w->rows->v[w->idx[from]];
        struct employer_part one = {.employer = row->employer,
                                    .mark = UINT64_MAX};
        for (to = from; to < n; to++) {
            row = &w->rows->v[w->idx[to]];
            if (row->employer != one.employer)
                break;
            one.n++;
            one.mark = row->exact < one.mark ? row->exact : one.mark;
        }
        squares += (double)one.n * one.n;
        keep_largest(v, &role->n_employers, one);
    }
    for (size_t i = 0; i < role->n_employers; i++)
        v[i].share = v[i].n / (double)n;
    role->concentration =
        stats_concentration((double)n, squares, role->n_employers ? v[0].n : 0);
}

void figures_profile(const struct figures_work *w, size_t n,
                     struct role_figure *role)
{
    for (int i = 0; i < PROFILES; i++)
        fill_profile(w, (enum profile_kind)i, n, &role->profiles[i]);
    fill_employers(w, n, role);
}
