/* SPDX-License-Identifier: MIT */
/* stats_spread.h - medians and quartiles, and how few employers make up a
 * figure. Pure; docs/method.md explains each formula with its source. */
#ifndef REPORT_STATS_SPREAD_H
#define REPORT_STATS_SPREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Quantile q (0..1) of the n > 0 values v, which are sorted: linear between the
 * order statistics (Hyndman and Fan's type 7, as R and numpy have it). */
double stats_quantile(const int64_t *v, size_t n, double q);

struct ranks {
    size_t low, high; /* indexes from 0 into the sorted values */
};

/* The order statistics between which the median of the population lies with at
 * least 95 %, of n values that are worth so many independent ones (0..n): those
 * of the sign test for `worth` values, which holds for any distribution, at the
 * same parts of n. False: worth < 6, no two of them do. */
bool stats_median_ranks(size_t n, double worth, struct ranks *out);

struct concentration {
    double hhi;       /* sum of squared shares, 1/n..1 */
    double effective; /* 1 / hhi: so many equal ones would give the same */
    double largest;   /* share of the largest */
};

/* Of n parts that sum to total, from sum of squares and the largest part.
 * total 0 gives zeros. */
struct concentration stats_concentration(double total, double squares,
                                         double largest);

#endif
