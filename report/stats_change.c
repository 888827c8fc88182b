/* SPDX-License-Identifier: MIT */
#include "report/stats_change.h"
#include "base/alloc.h"
#include <math.h>
#include <stdlib.h>

struct sample stats_sample(const struct cluster_sums *s)
{
    if (!(s->n > 0))
        return (struct sample){.low = 0, .high = 1};
    double share = s->x / s->n, n = stats_effective_n(s);
    struct interval i = stats_wilson(share, n, STATS_Z95);
    return (struct sample){share, n, i.low, i.high};
}

struct interval stats_difference(const struct sample *from,
                                 const struct sample *to)
{
    double d = to->share - from->share;
    double down = hypot(to->share - to->low, from->high - from->share);
    double up = hypot(to->high - to->share, from->share - from->low);
    return (struct interval){fmax(-1, d - down), fmin(1, d + up)};
}

void stats_paired_add(struct paired_sums *s, double d, double n)
{
    s->n += n;
    s->d += d;
    s->clusters++;
    s->dd += d * d;
    s->dn += d * n;
    s->nn += n * n;
}

double stats_paired_mean(const struct paired_sums *s)
{
    return s->n > 0 ? s->d / s->n : NAN;
}

struct interval stats_paired_interval(const struct paired_sums *s)
{
    if (s->clusters < 2)
        return (struct interval){NAN, NAN};
    double mean = s->d / s->n;
    double squares = s->dd - 2 * mean * s->dn + mean * mean * s->nn;
    if (!(squares > 0))
        return (struct interval){NAN, NAN};
    double variance = squares / (s->n * s->n) / (1 - s->nn / (s->n * s->n));
    double half = stats_t95(s->n * s->n / s->nn - 1) * sqrt(variance);
    return (struct interval){fmax(-1, mean - half), fmin(1, mean + half)};
}

/* Of the difference, if both are samples of one share. 0: nothing can be
 * told. */
static double pooled_error(const struct sample *from, const struct sample *to)
{
    if (!(from->n > 0 && to->n > 0))
        return 0;
    double pooled =
        (from->share * from->n + to->share * to->n) / (from->n + to->n);
    return sqrt(pooled * (1 - pooled) * (1 / from->n + 1 / to->n));
}

double stats_two_shares(const struct sample *from, const struct sample *to)
{
    double error = pooled_error(from, to);
    if (!(error > 0))
        return 1;
    double z = (to->share - from->share) / error;
    return erfc(fabs(z) / sqrt(2));
}

double stats_normal_above(double p)
{
    double low = 0, high = 40; /* above which lies less than any double */
    for (int i = 0; i < 64; i++) {
        double middle = (low + high) / 2;
        *(erfc(middle / sqrt(2)) / 2 > p ? &low : &high) = middle;
    }
    return (low + high) / 2;
}

double stats_detectable(const struct sample *from, const struct sample *to,
                        double alpha)
{
    double error = pooled_error(from, to);
    if (!(error > 0))
        return 1;
    double z = stats_normal_above(alpha / 2) + stats_normal_above(.2);
    return fmin(1, z * error);
}

static int by_p(const void *pa, const void *pb, void *ctx)
{
    const double *p = ctx;
    size_t a = *(const size_t *)pa, b = *(const size_t *)pb;
    if (p[a] != p[b])
        return p[a] < p[b] ? -1 : 1;
    return (a > b) - (a < b);
}

void stats_false_discovery(const double *p, size_t n, double *q)
{
    if (n == 0)
        return;
    size_t *order = xcalloc(n, sizeof *order);
    double *sorted = xcalloc(n, sizeof *sorted);
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
        sorted[i] = p[i];
    }
    qsort_r(order, n, sizeof *order, by_p, sorted);
    double least = 1;
    for (size_t rank = n; rank > 0; rank--) {
        size_t i = order[rank - 1];
        least = fmin(least, sorted[i] * (double)n / (double)rank);
        q[i] = least;
    }
    free(order);
    free(sorted);
}

struct mix stats_mix(const struct mix_cell *cells, size_t n)
{
    double from = 0, to = 0;
    for (size_t i = 0; i < n; i++) {
        from += cells[i].n_from;
        to += cells[i].n_to;
    }
    struct mix out = {0, 0};
    if (!(from > 0 && to > 0))
        return out;
    for (size_t i = 0; i < n; i++) {
        const struct mix_cell *c = &cells[i];
        double weight_from = c->n_from / from, weight_to = c->n_to / to;
        double p_from = c->n_from > 0 ? c->x_from / c->n_from
                        : c->n_to > 0 ? c->x_to / c->n_to
                                      : 0;
        double p_to = c->n_to > 0 ? c->x_to / c->n_to : p_from;
        out.mix += (weight_to - weight_from) * (p_from + p_to) / 2;
        out.within += (p_to - p_from) * (weight_from + weight_to) / 2;
    }
    return out;
}
