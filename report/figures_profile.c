/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/figures_work.h"
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

/* Sums over employers, by value. */
struct summing {
    struct cluster_sums *sums; /* x, xx and xn of each value */
    uint32_t *of_employer;
    uint32_t *seen; /* values of the employer at hand */
    size_t n_seen;
    struct cluster_sums all; /* n, clusters and nn */
};

static void end_employer(struct summing *s, double n)
{
    if (n == 0)
        return;
    s->all.n += n;
    s->all.nn += n * n;
    s->all.clusters++;
    for (size_t i = 0; i < s->n_seen; i++) {
        double x = s->of_employer[s->seen[i]];
        struct cluster_sums *sums = &s->sums[s->seen[i]];
        sums->x += x;
        sums->xx += x * x;
        sums->xn += x * n;
        s->of_employer[s->seen[i]] = 0;
    }
    s->n_seen = 0;
}

static void sum_up(const struct figures_work *w, const struct dimension *d,
                   size_t n, struct summing *s)
{
    double of_employer = 0;
    for (size_t i = 0; i < n; i++) {
        const struct row *row = &w->rows->v[w->idx[i]];
        if (i && w->rows->v[w->idx[i - 1]].employer != row->employer) {
            end_employer(s, of_employer);
            of_employer = 0;
        }
        if (d->of_text && !row->usable)
            continue;
        of_employer++;
        uint32_t value = d->value(row);
        if (s->of_employer[value]++ == 0)
            s->seen[s->n_seen++] = value;
    }
    end_employer(s, of_employer);
}

static struct part part_of(struct str id, const struct cluster_sums *value,
                           const struct cluster_sums *all)
{
    struct part part = {.id = id,
                        .n = (uint32_t)value->x,
                        .share = NAN,
                        .low = NAN,
                        .high = NAN};
    if (figures_few((uint64_t)all->n, (uint64_t)all->clusters))
        return part;
    struct cluster_sums s = *value;
    s.n = all->n;
    s.nn = all->nn;
    s.clusters = all->clusters;
    struct interval i = stats_share_interval(&s);
    part.share = s.x / s.n;
    part.low = i.low;
    part.high = i.high;
    return part;
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
    struct summing s = {
        .sums = xcalloc(d->n_values, sizeof *s.sums),
        .of_employer = xcalloc(d->n_values, sizeof *s.of_employer),
        .seen = xcalloc(d->n_values, sizeof *s.seen),
    };
    sum_up(w, d, n, &s);
    size_t n_parts = 0;
    for (uint32_t i = 0; i < d->n_values; i++)
        n_parts += s.sums[i].x > 0;
    struct part *v = arena_calloc(w->a, n_parts, sizeof *v);
    size_t at = 0;
    for (uint32_t i = 1; i < d->n_values; i++)
        if (s.sums[i].x > 0)
            v[at++] = part_of(d->id(i, w->a), &s.sums[i], &s.all);
    if (kind == PROFILE_COUNTRY && at)
        qsort(v, at, sizeof *v, by_size);
    if (s.sums[NOT_SAID].x > 0)
        v[at++] = part_of(STR(""), &s.sums[NOT_SAID], &s.all);
    *out = (struct profile){(uint64_t)s.all.n, v, n_parts};
    free(s.sums);
    free(s.of_employer);
    free(s.seen);
}

/* ---- Employers ---- */

static void keep_largest(struct employer_part *v, size_t *n, uint32_t employer,
                         uint32_t postings)
{
    size_t at = *n;
    while (at > 0 && v[at - 1].n < postings)
        at--;
    if (at == FIGURES_EMPLOYERS)
        return;
    size_t last = *n < FIGURES_EMPLOYERS ? (*n)++ : FIGURES_EMPLOYERS - 1;
    memmove(v + at + 1, v + at, (last - at) * sizeof *v);
    v[at] = (struct employer_part){.employer = employer, .n = postings};
}

static void fill_employers(const struct figures_work *w, size_t n,
                           struct role_figure *role)
{
    struct employer_part *v = role->employers;
    double squares = 0;
    for (size_t from = 0, to; from < n; from = to) {
        uint32_t employer = w->rows->v[w->idx[from]].employer;
        for (to = from + 1; to < n; to++)
            if (w->rows->v[w->idx[to]].employer != employer)
                break;
        double postings = (double)(to - from);
        squares += postings * postings;
        keep_largest(v, &role->n_employers, employer, (uint32_t)(to - from));
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
