/* SPDX-License-Identifier: MIT */
#include "report/stats_spread.h"
#include "report/stats.h"
#include <math.h>

/* 2^-n is a normal number up to here; beyond, the normal distribution is off by
 * less than one rank. */
#define EXACT_MAX 1000

double stats_quantile(const int64_t *v, size_t n, double q)
{
    double at = q * (double)(n - 1);
    size_t i = (size_t)at;
    if (i + 1 >= n)
        return (double)v[n - 1];
    double rest = at - (double)i;
    return (double)v[i] + rest * ((double)v[i + 1] - (double)v[i]);
}

/* The largest k for which at most k - 1 heads in n throws have probability
 * below 2.5 %. */
static size_t lower_rank(size_t n)
{
    if (n > EXACT_MAX)
        return (size_t)floor((double)n / 2 - STATS_Z95 * sqrt((double)n) / 2);
    double term = ldexp(1, -(int)n), sum = 0;
    size_t k = 0;
    for (;; k++) {
        sum += term;
        if (sum > 0.025)
            return k;
        term *= (double)(n - k) / (double)(k + 1);
    }
}

bool stats_median_ranks(size_t n, double worth, struct ranks *out)
{
    size_t m = worth < (double)n ? (size_t)fmax(0, worth) : n;
    size_t k = lower_rank(m);
    if (k == 0)
        return false;
    size_t at = k * n / m; /* from 1: k of m, and the same part of n */
    *out = (struct ranks){.low = at - 1, .high = n - at};
    return true;
}

struct concentration stats_concentration(double total, double squares,
                                         double largest)
{
    if (!(total > 0))
        return (struct concentration){0, 0, 0};
    double hhi = squares / (total * total);
    return (struct concentration){hhi, 1 / hhi, largest / total};
}
