/* SPDX-License-Identifier: MIT */
/* demands.h - years of experience and the degree that a posting asks for. */
#ifndef EXTRACT_DEMANDS_H
#define EXTRACT_DEMANDS_H

#include "extract/pattern.h"
#include "extract/structure.h"

struct demand_rules;

/* Compile the patterns; the caller's, to free with demand_rules_free(). */
struct demand_rules *demand_rules_new(void);
void demand_rules_free(struct demand_rules *r); /* NULL is a no-op */

/* The general years of experience required, the smallest of alternatives; -1
 * where none are, or where they are only preferred. */
int demand_years(const struct demand_rules *r, struct pattern_scratch *s,
                 const struct doc *doc, const struct structure *in);

/* The lowest degree that satisfies what is required. "A degree" without a
 * level is a bachelor's. */
enum degree demand_degree(const struct demand_rules *r,
                          struct pattern_scratch *s, const struct doc *doc,
                          const struct structure *in);

#endif
