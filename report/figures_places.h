/* SPDX-License-Identifier: MIT */
/* figures_places.h - the cities of each role's postings, which the packed rows
 * do not have. Not for others than report.c and its test. */
#ifndef REPORT_FIGURES_PLACES_H
#define REPORT_FIGURES_PLACES_H

#include "report/figures.h"

/* Where the cities are asked for; store is the first argument. */
struct places_of {
    enum st (*each)(struct postings *store, int64_t first, int64_t last,
                    void (*place)(void *ctx, const struct place_row *row),
                    void *ctx, struct err *err);
    struct postings *store;
};

/* Fill the places of f's roles, whose rows (marked) are r's slots. A distinct
 * posting is in every city that one of its copies names. Errors of p.each. */
MUST_CHECK enum st figures_places(const struct rows *r,
                                  const struct places_of *p, struct arena *a,
                                  struct figures *f, struct err *err);

#endif
