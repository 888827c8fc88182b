/* SPDX-License-Identifier: MIT */
/* compare.h - roles, or skills, side by side.
 *
 * Roles: the skills that any of them names most, with each role's share and,
 * of the first two, the difference. Skills: in each role how many postings
 * name each, and of the first two the difference between their shares of the
 * same postings; their trend, pay and what they go together with. */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include "report/figures.h"
#include "report/tables.h"
#include "store/postings.h"

#define COMPARE_MIN 2
#define COMPARE_MAX 6

/* Compare ids[0..n), all roles or all skills of t; o->roles are the roles to
 * compare skills in (none: the default ones; with roles they are not looked
 * at). *f is what page is about. ST_BAD_INPUT: an id that is neither, roles
 * and skills mixed, too few or too many; else as report_compute(). Everything
 * lives in a. */
MUST_CHECK enum st compare(struct postings *store, const struct taxonomy *t,
                           const struct figures_options *o,
                           const struct str *ids, size_t n, struct arena *a,
                           struct figures *f, struct page *page,
                           struct err *err);

#endif
