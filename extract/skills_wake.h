/* SPDX-License-Identifier: MIT */
/* skills_wake.h - which patterns the words of a sentence make worth trying.
 *
 * Patterns are known by number. Each is called by the words of that set of its
 * anchors (skills_anchor.h) which promises to be the rarest; at the end of the
 * sentence the other sets are looked for among the words seen. Where the first
 * set leads, the places of its words are where the pattern may begin. The index
 * is read-only once built; the state is one thread's. */
#ifndef EXTRACT_SKILLS_WAKE_H
#define EXTRACT_SKILLS_WAKE_H

#include "extract/skills_anchor.h"
#include "taxonomy/taxonomy_words.h"

struct wake;
struct wake_state;

struct wake *wake_new(void);
void wake_free(struct wake *w); /* NULL is a no-op */

/* Let the pattern of the next number (from 0) wait for anchors. */
void wake_add(struct wake *w, const struct anchors *anchors);

/* Build the index; nothing may be added from here on. */
void wake_build(struct wake *w);

struct wake_state *wake_state_new(const struct wake *w);
void wake_state_free(struct wake_state *s); /* NULL is a no-op */

/* Take notice of a word of text. */
void wake_see(const struct wake *w, struct wake_state *s, struct str text,
              const struct word *word);

/* The patterns that the words since wake_reset() let match; valid until then.
 */
const uint32_t *wake_awake(const struct wake *w, struct wake_state *s,
                           size_t *n);

/* The bytes of the text at which such a pattern, one that leads, may begin, in
 * their order; valid until the next call. */
const uint32_t *wake_places(const struct wake *w, struct wake_state *s,
                            uint32_t pattern, size_t *n);

/* Forget the words seen: a sentence ends. */
void wake_reset(const struct wake *w, struct wake_state *s);

#endif
