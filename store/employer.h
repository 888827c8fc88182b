/* SPDX-License-Identifier: MIT */
/* employer.h - one name for one employer. */
#ifndef STORE_EMPLOYER_H
#define STORE_EMPLOYER_H

#include "base/str.h"

/* Append the company's name as it is compared: case-folded, without
 * punctuation, runs of space as one, and without the legal form at its end
 * ("Acme, Inc." and "ACME GmbH & Co. KG" are "acme"). A name that is nothing
 * but a legal form stays. Absent or empty appends nothing. company is clean
 * UTF-8. */
void employer_normalise(struct str company, struct buf *out);

#endif
