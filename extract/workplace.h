/* SPDX-License-Identifier: MIT */
/* workplace.h - where and how somebody works: remote, hybrid or on site; full
 * time, part time, on contract. */
#ifndef EXTRACT_WORKPLACE_H
#define EXTRACT_WORKPLACE_H

#include "extract/pattern.h"
#include "extract/structure.h"

struct workplace_rules;

/* Compile the patterns; the caller's, to free with workplace_rules_free(). */
struct workplace_rules *workplace_rules_new(void);
void workplace_rules_free(struct workplace_rules *r); /* NULL is a no-op */

/* What a title or a place says ("Remote - US"). */
enum remote remote_of_field(const struct workplace_rules *r,
                            struct pattern_scratch *s, struct str field);

/* What the text says. A perk (a home office allowance, some weeks from
 * anywhere) is none of it. */
enum remote remote_of_text(const struct workplace_rules *r,
                           struct pattern_scratch *s, const struct doc *doc,
                           const struct structure *in);

/* full-time, part-time, contract, temporary or internship for a source's own
 * word ("FULL_TIME", "Permanent"), or for a title; absent: none of them. */
struct str employment_of_word(struct str word);
struct str employment_of_title(struct str clean);

/* The same from the text. */
struct str employment_of_text(const struct doc *doc,
                              const struct structure *in);

#endif
