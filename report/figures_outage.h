/* SPDX-License-Identifier: MIT */
/* figures_outage.h - months in which sources are missing.
 *
 * A source is missing in a month that lies between its first and its last
 * posting, in which it has none, although it has OUTAGE_POSTINGS a month on
 * average: a board that was down, or was not read. What is left is a sample of
 * other employers, whose shares are no point of the same series. */
#ifndef REPORT_FIGURES_OUTAGE_H
#define REPORT_FIGURES_OUTAGE_H

#include "report/figures_work.h"

/* A source with so many postings a month has none by chance in less than one
 * month of a hundred. */
#define OUTAGE_POSTINGS 5

/* Sources with so large a part of a role's postings in the other months, or a
 * larger one, make the month a gap. */
#define OUTAGE_SHARE 0.2

/* What the sources that are missing in each month of f's axis have of each
 * role's postings in the other months: [slot * f->n_months + month], 0..1. The
 * caller's, to free(). */
double *figures_outages(const struct figures_work *w, const struct figures *f);

#endif
