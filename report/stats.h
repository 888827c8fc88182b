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

/* The value that Student's t with df degrees of freedom exceeds with 2.5 %
 * (G. W. Hill, "Algorithm 396", Communications of the ACM 13 (1970) 619-620;
 * off by less than .05 %). df below 2 counts as 2. */
double stats_t95(double df);

/* Postings of one employer are taken to be at least so much alike (the
 * intra-cluster correlation; docs/quality.md says what was measured): the
 * spread over a few employers is too rough a measure to be trusted below. */
#define STATS_LEAST_ALIKE 0.2

/* How many independent postings the n of s are worth: n over the design effect,
 * which is the largest of 1; the variance of the share with whole clusters as
 * the sampling units (linearised ratio estimator) over that of n independent
 * postings; and the effect of clusters whose postings are STATS_LEAST_ALIKE.
 * Where there are few clusters, or a few hold most postings, n is worth less
 * still, by Student's t (Korn and Graubard 1998). At most n; 0 of nothing. */
double stats_effective_n(const struct cluster_sums *s);

/* n over stats_effective_n(): at least 1, and 1 with one posting a cluster. */
double stats_design_effect(const struct cluster_sums *s);

/* Interval of the share x/n at 95 %: Wilson's of the effective n. */
struct interval stats_share_interval(const struct cluster_sums *s);

#endif
