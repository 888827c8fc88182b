/* SPDX-License-Identifier: MIT */
/* skills_patterns.h - the regular expressions of a taxonomy, within limits.
 *
 * Patterns see one sentence at a time and any case. Mention and except patterns
 * are tried only on sentences with the words that they cannot do without (see
 * skills_anchor.h); context patterns, and except patterns that need no word,
 * only where their concept has a candidate. Compiled patterns are read-only;
 * the scratch is one thread's. */
#ifndef EXTRACT_SKILLS_PATTERNS_H
#define EXTRACT_SKILLS_PATTERNS_H

#include "base/err.h"
#include "extract/skills_table.h"
#include "taxonomy/taxonomy.h"
#include "taxonomy/taxonomy_words.h"

#define PATTERN_MATCH_LIMIT   100000u
#define PATTERN_DEPTH_LIMIT   1000u
#define PATTERN_HEAP_KIB      20000u
#define PATTERN_NEST_LIMIT    50u
#define PATTERN_JIT_MAX_BYTES (512u << 10)

enum pattern_use { USE_MENTION, USE_CONTEXT, USE_EXCEPT };
#define PATTERN_USES 3

struct skills_patterns;
struct patterns_scratch;

/* Compile all patterns of t. ST_CONFIG: one does not compile, is too big or
 * too deep, or matches the empty text; err has file, line and offset. */
MUST_CHECK enum st skills_patterns_new(const struct taxonomy *t,
                                       struct skills_patterns **out,
                                       struct err *err);
void skills_patterns_free(struct skills_patterns *p); /* NULL is a no-op */

struct patterns_scratch *patterns_scratch_new(const struct skills_patterns *p);
void patterns_scratch_free(struct patterns_scratch *s); /* NULL is a no-op */

/* Begin a text: clean says that it is valid UTF-8, which is checked at every
 * match otherwise. Forgets the words seen and the limits hit. */
void patterns_begin(struct patterns_scratch *s, struct str text, bool clean);

/* Note a word of the sentence at hand. */
void patterns_see(const struct skills_patterns *p, struct patterns_scratch *s,
                  const struct word *w);

/* The sentence at hand was bytes [start, end): append what the patterns that
 * its words woke find to out, and forget its words. */
void patterns_sentence(const struct skills_patterns *p,
                       struct patterns_scratch *s, uint32_t start, uint32_t end,
                       struct found_list *out);

/* True when the concept has patterns for this use that must be asked for. */
bool patterns_has(const struct skills_patterns *p, enum pattern_use use,
                  uint32_t concept);

/* Append all matches of those patterns in bytes [start, end) to out; true when
 * there was one. */
bool patterns_find(const struct skills_patterns *p, struct patterns_scratch *s,
                   enum pattern_use use, uint32_t concept, uint32_t start,
                   uint32_t end, struct found_list *out);

/* Runs since patterns_begin() that a limit ended. */
size_t patterns_limit_hits(const struct patterns_scratch *s);

/* How many mention patterns have no anchor and are tried on every sentence. */
size_t patterns_unanchored(const struct skills_patterns *p);

#endif
