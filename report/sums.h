/* SPDX-License-Identifier: MIT */
/* sums.h - of postings that come by employer: how many have each of some
 * values, with the sums over employers that intervals need (stats.h).
 *
 *     struct sums *s = sums_new(n_values);
 *     for each posting, those of an employer together
 *         sums_posting(s, employer), then sums_value() for each it has
 *     sums_end(s), then sums_of() */
#ifndef REPORT_SUMS_H
#define REPORT_SUMS_H

#include "base/cleanup.h"
#include "report/stats.h"
#include <stddef.h>
#include <stdint.h>

struct sums;

/* For values below n_values. The caller's, to free with sums_free(). */
struct sums *sums_new(size_t n_values);
void sums_free(struct sums *s); /* NULL is a no-op */

/* A posting of this employer; postings of one employer follow each other. */
void sums_posting(struct sums *s, uint32_t employer);
/* The posting has this value; at most once for each. */
void sums_value(struct sums *s, size_t value);
/* There are no more postings. */
void sums_end(struct sums *s);

/* All postings, of which x have the value. */
struct cluster_sums sums_of(const struct sums *s, size_t value);
/* Postings and employers, whatever they have. */
uint64_t sums_n(const struct sums *s);
uint64_t sums_employers(const struct sums *s);
/* Employers with a posting that has the value. */
uint32_t sums_employers_of(const struct sums *s, size_t value);

DEFINE_AUTO(struct sums *, sums_free);

#endif
