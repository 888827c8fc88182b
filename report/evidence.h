/* SPDX-License-Identifier: MIT */
/* evidence.h - quotes of postings behind the skills of each role.
 *
 * Quotes are short and few (quote.h, evidence_pick.h): they let a reader check
 * a figure, and are no copy of the advertisements. Only the texts of the chosen
 * postings are read. The same postings give the same quotes, in whatever order
 * they came. */
#ifndef REPORT_EVIDENCE_H
#define REPORT_EVIDENCE_H

#include "report/figures.h"
#include "store/postings.h"

#define EVIDENCE_URL_MAX_BYTES 1000u

/* Add evidence to each role of f, the figures of r; it lives in a. The statuses
 * are those of postings_get(). */
MUST_CHECK enum st evidence_add(struct postings *store, const struct rows *r,
                                struct figures *f, struct arena *a,
                                struct err *err);

/* True for an absolute http or https URL of printable ASCII, which is not too
 * long: the only ones that are shown as links. */
bool evidence_is_link(struct str url);

#endif
