/* SPDX-License-Identifier: MIT */
/* stats_change.h - is a share another one than it was? Pure; docs/method.md
 * explains each formula with its source and an example. */
#ifndef REPORT_STATS_CHANGE_H
#define REPORT_STATS_CHANGE_H

#include "report/stats.h"
#include <stddef.h>

/* A share with what its n postings are worth: stats_effective_n(). */
struct sample {
    double share;
    double n;         /* effective; > 0 */
    double low, high; /* its own interval */
};

/* The sample that s sums up. No clusters give n 0 and 0..1. */
struct sample stats_sample(const struct cluster_sums *s);

/* Interval at 95 % of to.share - from.share (Newcombe's hybrid score interval,
 * made of both shares' own intervals). -1 <= low <= difference <= high <= 1. */
struct interval stats_difference(const struct sample *from,
                                 const struct sample *to);

/* Of postings that were asked two questions: sums over clusters (employers) e
 * with n_e postings, d_e more of which said yes to the second than to the
 * first. */
struct paired_sums {
    double n, d, clusters, dd, dn, nn;
};
void stats_paired_add(struct paired_sums *s, double d, double n);

/* The share of the second less that of the first; NAN of nothing. */
double stats_paired_mean(const struct paired_sums *s);

/* Its 95 % interval, with whole clusters as the sampling units (linearised
 * ratio estimator, Student's t with as many degrees of freedom as there are
 * equally large clusters to the same effect, less one); NAN ends where nothing
 * varies. */
struct interval stats_paired_interval(const struct paired_sums *s);

/* Two-sided probability of a difference at least as large as this between two
 * samples of one share (z test with the pooled share). 1 where nothing can be
 * told: an empty sample, or both shares 0 or both 1. */
double stats_two_shares(const struct sample *from, const struct sample *to);

/* The least difference that stats_two_shares() finds at the level alpha in four
 * of five such pairs of samples, if their shares lie about where these two do
 * together: (z(alpha/2) + z(.2)) standard errors. 1 at most, and where nothing
 * can be told. */
double stats_detectable(const struct sample *from, const struct sample *to,
                        double alpha);

/* The standard normal deviate above which lies the part p, 0 < p <= .5. */
double stats_normal_above(double p);

/* Benjamini and Hochberg: q[i] is the smallest false-discovery rate at which
 * test i of n counts as found. p and q may be the same array. */
void stats_false_discovery(const double *p, size_t n, double *q);

/* One cell of a composition (a seniority, a country): n postings, x of them
 * naming, before and after. */
struct mix_cell {
    double n_from, x_from, n_to, x_to;
};

/* What a difference of two shares is made of; mix + within is all of it. */
struct mix {
    double mix;    /* the cells' weights have changed */
    double within; /* the share has changed inside the cells */
};

/* Kitagawa's decomposition. A cell that is empty on one side is taken to have
 * there the share of the other side. An empty side gives 0 and 0. */
struct mix stats_mix(const struct mix_cell *cells, size_t n);

#endif
