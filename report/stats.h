/* SPDX-License-Identifier: MIT */
/* stats.h - the formulas behind the figures. Pure; docs/method.md explains
 * each with its source and an example.
 *
 * A share is a number in 0..1. Postings of one employer resemble each other,
 * so that n postings tell less than n independent ones; the design effect says
 * how much less. */
#ifndef REPORT_STATS_H
#define REPORT_STATS_H

#include <stdint.h>

/* The standard normal deviate that leaves 2.5 % in each tail. */
#define STATS_Z95 1.959963984540054

struct interval {
    double low, high; /* 0 <= low <= share <= high <= 1 */
};

/* Wilson's score interval of a share seen in n trials (n may be a fraction: an
 * effective sample size), for the normal deviate z. n <= 0 gives 0..1. */
struct interval stats_wilson(double share, double n, double z);

/* Sums over clusters (employers) e with n_e postings of which x_e name the
 * skill. All are whole numbers, so the order of summing does not matter. */
struct cluster_sums {
    double n;        /* sum of n_e */
    double x;        /* sum of x_e */
    double clusters; /* number of e */
    double xx;       /* sum of x_e * x_e */
    double xn;       /* sum of x_e * n_e */
    double nn;       /* sum of n_e * n_e */
};

/* Variance of the share x/n with whole clusters as the sampling units, divided
 * by the variance under simple random sampling of n postings (the linearised
 * ratio estimator). 1 where it is not defined: no clusters, one cluster, a
 * share of 0 or 1, n < 2. May be below 1. */
double stats_design_effect(const struct cluster_sums *s);

/* Interval of the share x/n at 95 %: Wilson's, with n divided by the design
 * effect where that is above 1. */
struct interval stats_share_interval(const struct cluster_sums *s);

#endif
