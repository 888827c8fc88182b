/* SPDX-License-Identifier: MIT */
/* salary.h - base pay named in free text.
 *
 * Never a bonus, a stipend, 401(k), funding or revenue. Several bands in one
 * currency and period become one, from the smallest to the largest. */
#ifndef EXTRACT_SALARY_H
#define EXTRACT_SALARY_H

#include "extract/pattern.h"
#include "extract/structure.h"

struct salary_rules;

/* Compile the patterns; the caller's, to free with salary_rules_free(). */
struct salary_rules *salary_rules_new(void);
void salary_rules_free(struct salary_rules *r); /* NULL is a no-op */

/* The pay that the text names, provenance FROM_PROSE; FROM_NONE when it names
 * none. country (ISO code, may be absent) tells what "$" is. */
struct salary salary_of_text(const struct salary_rules *r,
                             struct pattern_scratch *s, const struct doc *doc,
                             const struct structure *in, struct str country);

/* The pay that a field of a source names, which holds nothing but pay; the
 * provenance is FROM_FIELD. */
struct salary salary_of_field(const struct salary_rules *r,
                              struct pattern_scratch *s, struct str field,
                              struct str country);

/* Give pay that was written without a sign the currency of a country. */
void salary_set_country(struct salary *pay, struct str country);

/* Make what a source gave fit to print: limits in order, a bad currency or an
 * absurd amount taken out, the period of an annual-sized sum. */
void salary_mend(struct salary *pay);

#endif
