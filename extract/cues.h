/* SPDX-License-Identifier: MIT */
/* cues.h - phrases that tell what a sentence is about, found in one pass.
 *
 * "nice to have", "years of experience", "401(k)": some thousand phrases in
 * the main languages, each with the kinds of evidence it is. The time taken
 * does not grow with their number. Compiled once, then read-only: threads may
 * share it. Used by structure.h and attributes.h; nobody else needs it. */
#ifndef EXTRACT_CUES_H
#define EXTRACT_CUES_H

#include "base/arena.h"
#include "base/str.h"
#include <stdint.h>

/* What a phrase is evidence of; a phrase may be several. */
#define CUE(bit) (UINT64_C(1) << (bit))

/* A heading with these words opens a section. */
#define CUE_HEAD_REQUIRED  CUE(0)
#define CUE_HEAD_PREFERRED CUE(1)
#define CUE_HEAD_NEGATED   CUE(2) /* "who you are not" */
#define CUE_HEAD_DUTIES    CUE(3)
#define CUE_HEAD_OVERVIEW  CUE(4) /* of the role: duties, loosely */
#define CUE_HEAD_ABOUT     CUE(5)
#define CUE_HEAD_BENEFITS  CUE(6)
#define CUE_HEAD_LEGAL     CUE(7)
#define CUE_HEAD_OTHER     CUE(8) /* stack, how to apply, place */
/* The phrase is a heading only when nothing else stands beside it. */
#define CUE_HEAD_ALONE CUE(9)
#define CUE_HEADS      (CUE(10) - 1)

/* A sentence with these words belongs to a section; strong counts double. */
#define CUE_REQUIREMENT        CUE(10)
#define CUE_REQUIREMENT_STRONG CUE(11)
#define CUE_DUTY               CUE(12)
#define CUE_DUTY_STRONG        CUE(13)
#define CUE_ABOUT              CUE(14)
#define CUE_ABOUT_STRONG       CUE(15)
#define CUE_BENEFIT            CUE(16)
#define CUE_BENEFIT_STRONG     CUE(17)
#define CUE_LEGAL              CUE(18)
#define CUE_LEGAL_STRONG       CUE(19)
#define CUE_SECTIONS           (CUE(20) - CUE(10))

/* Words that label what stands behind (PRE) or before (POST) them. */
#define CUE_PREFER_PRE    CUE(20) /* "ideally", "bonus points for" */
#define CUE_PREFER_POST   CUE(21) /* "is a plus" */
#define CUE_PREFER_EITHER CUE(22) /* "preferred": which, the place tells */
#define CUE_MUST_PRE      CUE(23) /* "must have" */
#define CUE_MUST_POST     CUE(24) /* "is required" */
#define CUE_NO_PRE        CUE(25) /* "you don't need" */
#define CUE_NO_POST       CUE(26) /* "not necessary" */
#define CUE_NO_WORD       CUE(27) /* "no", with "required" behind */
#define CUE_NEW_PHRASE    CUE(28) /* "experience": begins another demand */
#define CUE_CONTRAST      CUE(29) /* "but": ends what was said before */
#define CUE_LABELS        (CUE(30) - CUE(20))

/* Words that make a closer look worth while. */
#define CUE_YEARS    CUE(30)
#define CUE_DEGREE   CUE(31)
#define CUE_REMOTE   CUE(32) /* from home, from anywhere */
#define CUE_HYBRID   CUE(40) /* hybrid; some days a week */
#define CUE_ON_SITE  CUE(41) /* office, in person */
#define CUE_PAY      CUE(33)
#define CUE_PAY_WORD CUE(39) /* "salary": pay itself, not its period */
#define CUE_NOT_PAY  CUE(34) /* funding, revenue: no salary beside it */
/* At the beginning of a sentence only: evidence of a duty ("design"), or of a
 * requirement ("strong"). */
#define CUE_VERB       CUE(35)
#define CUE_TRAIT      CUE(36)
#define CUE_ROLE       CUE(37) /* "engineer": a role may be named */
#define CUE_EMPLOYMENT CUE(38) /* "full-time position" */
/* What a longer phrase takes over from a shorter one that begins it. */
#define CUE_KEPT (~(CUE_HEADS | CUE_CONTRAST))

struct cues;

struct cue_hit {
    uint32_t start, end; /* bytes [start, end) of the text */
    uint64_t kinds;
};

struct cue_hits {
    const struct cue_hit *v; /* by start, one for each start */
    size_t n;
};

/* Compile the phrases; the caller's, to free with cues_free(). */
struct cues *cues_new(void);
/* The same for other phrases, whose kinds mean what their owner says. */
struct cue_group;
struct cues *cues_new_of(const struct cue_group *groups, size_t n);
void cues_free(struct cues *c); /* NULL is a no-op */

/* Find the longest phrase at every word of text (clean UTF-8), any case. A
 * phrase never runs over the end of a line or a sentence. Hits live in a. */
void cues_find(const struct cues *c, struct str text, struct arena *a,
               struct cue_hits *out);

/* Index of the first hit that starts at or behind byte at. */
size_t cues_from(const struct cue_hits *h, uint32_t at);

DEFINE_AUTO(struct cues *, cues_free);

#endif
