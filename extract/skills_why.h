/* SPDX-License-Identifier: MIT */
/* skills_why.h - the rule that made a mention count, or kept it from counting.
 *
 * Every hit of the matcher carries one; it leads to the very line of the
 * taxonomy's lists that was found, and to the evidence that decided. */
#ifndef EXTRACT_SKILLS_WHY_H
#define EXTRACT_SKILLS_WHY_H

#include "base/str.h"
#include "taxonomy/taxonomy.h"
#include <stdbool.h>
#include <stdint.h>

/* By strength: where a concept has one text under two kinds, the first one
 * that fits counts. */
enum name_type {
    NAME_ANY_CASE,
    NAME_CASED,
    NAME_WEAK,
    NAME_EXCEPT /* no mention: none of its concept counts inside */
};

/* In the number of a rule: it indexes the list of patterns of its kind. */
#define RULE_IS_PATTERN 0x8000u
#define RULE_NONE       UINT16_MAX

/* What decided. skills_evidence.h tells of those about weak names. */
enum skill_why {
    WHY_STRONG, /* a strong name or a pattern: no evidence is asked for */
    WHY_CONTEXT,
    WHY_ASKED,
    WHY_ALONE,
    WHY_LISTED,
    WHY_BESIDE,
    WHY_TITLED,
    WHY_KNOWN,
    WHY_LAST_COUNTED = WHY_KNOWN,
    WHY_NO_EVIDENCE,
    WHY_JOINED,
    WHY_PAIRED,
    WHY_INITIAL,
    WHY_EXCEPT, /* inside a phrase that the concept excepts */
    WHY_TORN,   /* a part of one name that the text writes as two words */
    WHY_EMPLOYER,
    WHY_FIRMS,  /* a firm in a list of customers and the like, a post, a team */
    WHY_COVERED /* another mention of the same concept lies over it */
};

struct skill_reason {
    uint8_t type;      /* enum name_type of what was found */
    uint8_t why;       /* enum skill_why */
    uint16_t rule;     /* index in the concept's names, cased or weak; with
                          RULE_IS_PATTERN in its patterns */
    uint16_t evidence; /* index in its context (WHY_CONTEXT) or except
                          (WHY_EXCEPT; with RULE_IS_PATTERN in its
                          except_patterns); else RULE_NONE */
};

static inline bool skill_counts(struct skill_reason r)
{
    return r.why <= WHY_LAST_COUNTED;
}

/* "name", "cased name", "weak name" or "pattern". */
const char *skill_rule_kind(struct skill_reason r);

/* The text in the taxonomy that the mention was found by. */
struct str skill_rule_text(const struct concept *c, struct skill_reason r);

/* The context or except rule that decided; absent where none did. */
struct str skill_evidence_text(const struct concept *c, struct skill_reason r);

/* One word for records: "strong", "context", "no-evidence" ... */
const char *skill_why_name(enum skill_why why);

/* The same in words for people: "stands in a list beside another tool". */
const char *skill_why_words(enum skill_why why);

#endif
