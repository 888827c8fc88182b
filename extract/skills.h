/* SPDX-License-Identifier: MIT */
/* skills.h - find taxonomy skills in the text of a posting.
 *
 * A matcher is compiled once and is then read-only, so threads may share it;
 * each thread brings its own scratch. Text is clean UTF-8 and is not kept
 * after a call. The cost of a call does not grow with the number of names.
 *
 * Three steps, a file each: names are found as rows of words in one hash table
 * (skills_table.h), patterns are tried on the sentences whose words wake them
 * (skills_patterns.h, skills_wake.h), weak names are judged by what stands
 * beside them (skills_evidence.h). docs/taxonomy.md tells the same to those who
 * write a taxonomy. */
#ifndef EXTRACT_SKILLS_H
#define EXTRACT_SKILLS_H

#include "base/arena.h"
#include "base/err.h"
#include "extract/skills_why.h"
#include "extract/structure.h"
#include "extract/text.h"
#include "taxonomy/taxonomy.h"

struct skills;         /* the compiled matcher; opaque */
struct skills_scratch; /* per-thread working memory; opaque */

struct skill_hit {
    uint32_t concept;    /* index in taxonomy.concepts */
    uint32_t start, end; /* bytes [start, end) of the text */
    struct skill_reason reason;
};

struct skill_hits {
    const struct skill_hit *v; /* by start, then longest first; hits of
                                  different concepts may nest */
    size_t n;
    size_t n_limit_hits; /* runs of a pattern that its limits ended */
};

/* Compile every name of t, which must outlive the matcher. *out is the
 * caller's, to free with skills_free(); untouched on failure.
 * ST_CONFIG: a name or pattern does not compile; err has its file and line. */
MUST_CHECK enum st skills_new(const struct taxonomy *t, struct skills **out,
                              struct err *err);
void skills_free(struct skills *m); /* NULL is a no-op */

struct skills_scratch *skills_scratch_new(const struct skills *m);
void skills_scratch_free(struct skills_scratch *s); /* NULL is a no-op */

/* Find skills in doc, leftmost first, the longest name at each place; weak
 * names only where the evidence (their sentence in s, neighbours, sections)
 * allows. title (may be absent) and company (may be absent) are the posting's
 * own: they are evidence, never mentions. Hits live in a. */
void skills_find(const struct skills *m, struct skills_scratch *scratch,
                 const struct doc *doc, const struct structure *s,
                 struct str title, struct str company, struct arena *a,
                 struct skill_hits *out);

/* All that the last skills_find() with this scratch weighed, by start: hits and
 * what did not count, each with its reason. Lives in a. */
void skills_weighed(const struct skills_scratch *scratch, struct arena *a,
                    struct skill_hits *out);

DEFINE_AUTO(struct skills *, skills_free);
DEFINE_AUTO(struct skills_scratch *, skills_scratch_free);

#endif
