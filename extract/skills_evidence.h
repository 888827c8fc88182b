/* SPDX-License-Identifier: MIT */
/* skills_evidence.h - does a weak name mean the skill here?
 *
 * "Go", "R" or "Excel" count only with their case right and with evidence. A
 * candidate is out at once when it is
 *   joined   to another word by hyphen, dot or bracket ("C-level", "R.N.",
 *            "(R)"), but "Spark-based" and "Python-R" pass
 *   paired   with another letter by '&' or '/' ("R&D", "A/R")
 *   initial  of a person ("John R. Smith", "R. Smith")
 * and else counts when one of these holds, each told of in skills_evidence.c:
 *   context  a context pattern of its concept matches in the sentence
 *   asked    words beside it ask for it ("experience with", "written in",
 *            "Spark: 4 years")
 *   alone    it is all of a list item
 *   listed   its neighbour in an enumeration, or in the short line next door,
 *            is a kindred mention, itself strong or already taken; or another
 *            weak tool with nothing but "or" or a comma between ("R or SAS")
 *   beside   a strong tool or language is named in the sentence; it stands
 *            free, not as the first word, and not in a section about the
 *            employer, benefits or law
 *   titled   the title names it and is one of a technical job; as for beside
 *   known    its concept has a strong mention elsewhere; as for beside
 * The employer's own name is judged like a weak one, by context, asked and
 * listed alone. */
#ifndef EXTRACT_SKILLS_EVIDENCE_H
#define EXTRACT_SKILLS_EVIDENCE_H

#include "base/arena.h"
#include "extract/skills_patterns.h"
#include "extract/structure.h"
#include "taxonomy/taxonomy.h"
#include <stdbool.h>
#include <stdint.h>

enum candidate_state {
    CANDIDATE_SURE,  /* a strong name */
    CANDIDATE_WEAK,  /* not judged yet, or judged without success */
    CANDIDATE_TAKEN, /* a weak name with evidence */
    CANDIDATE_OUT
};

struct candidate {
    uint32_t concept;
    uint32_t start, end;
    uint32_t sentence;
    uint8_t state;
    struct skill_reason reason;
    bool own;  /* the employer's own name */
    bool torn; /* see struct found */
};

struct evidence {
    const struct taxonomy *taxonomy;
    const struct skills_patterns *patterns;
    struct patterns_scratch *scratch;
    struct str text;
    const struct doc *doc;
    const struct sentence *sentences;
    size_t n_sentences;
    struct candidate *v; /* by start, the longest first */
    size_t n;
    const struct found_list *titled; /* what the title names */
    struct str title;
    struct arena *arena;
};

/* Turn candidates of state WEAK into TAKEN or OUT, and say why. */
void evidence_judge(struct evidence *e);

#endif
