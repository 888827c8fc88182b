/* SPDX-License-Identifier: MIT */
/* page_data.h - the cube of the figures as JSON inside the page, for its script
 * to lay out; the script computes no statistic itself.
 *
 * One object, in which '<', '>' and '&' stand as \u escapes so that it may be
 * the content of a script element:
 *
 *     roles   [[id, name, months that its series takes together, {"2025-08":
 *             "no data" or "outage"}], ...]: months that are gaps
 *     skills  [[id, name], ...]
 *     rules   ["near", "exact", "none"], as --dedup has them
 *     rule    index of the rule that the rest of the page goes by
 *     period  the period in words
 *     versions  of program, taxonomy and rules, in words
 *     cut     true: earlier months were left out, for the page's size
 *     pairs   [[role, role], ...], indexes
 *     scopes  the period, then the months, the last first, each with its
 *             window where there are windows:
 *             {"month": "2025-03" or null, "window": 1, "by": one per rule}
 *
 * and by rule {"roles": one per role, "pairs": one per pair}, or the index of
 * an earlier rule that gives the same. A role is {"n": [found, distinct,
 * usable, employers], "any", "required", "preferred": columns}; columns are
 * [[named], [employers]], and where there are enough postings [share], and how
 * far its interval reaches [below] and [above], in tenths of per cent as the
 * tables print them; each by skill. A pair is null where one of its roles has
 * too few, else the second less the first for any, required and preferred:
 * [[difference], [below], [above], "0110" (1: more than chance)]. */
#ifndef REPORT_PAGE_DATA_H
#define REPORT_PAGE_DATA_H

#include "report/figures_cube.h"

#define PAGE_DATA_ROLES 6 /* the first of them can be compared */

/* Append the object for f, whose cube is there. What does not fit into
 * max_bytes is left out, the earliest months first; the period is always
 * there. */
void page_data(const struct figures *f, size_t max_bytes, struct buf *out);

#endif
