/* SPDX-License-Identifier: MIT */
/* skills_anchor.h - words without which a pattern cannot match.
 *
 * A few hundred patterns cannot each be tried on each sentence. From the text
 * of a pattern this finds letters that every match holds at the starts of
 * words: "\b(clean|wrangl)\w* \w+ logs\b" needs a word that begins with "clean"
 * or "wrangl", and behind it the word "logs". The word pass then tells which
 * patterns are worth trying, and mostly where: this one can only begin at a
 * word of the first kind. */
#ifndef EXTRACT_SKILLS_ANCHOR_H
#define EXTRACT_SKILLS_ANCHOR_H

#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ANCHOR_MAX_BYTES 16u
#define ANCHOR_MIN_BYTES 3u /* but two where they are the whole word */
#define ANCHORS_MAX      128u
#define ANCHOR_MAX_SETS  4u

struct anchor {
    char p[ANCHOR_MAX_BYTES]; /* small letters and digits */
    uint8_t n;
    uint8_t set; /* 0 and up, in the order of the text */
    uint16_t at; /* byte of the pattern where it stands */
    bool whole;  /* the word ends here; else it may go on */
    bool last;   /* while reading: at the end of its branch, so that what comes
                    behind the group decides whether it is whole */
};

struct anchors {
    struct anchor v[ANCHORS_MAX]; /* by set */
    size_t n, n_sets;
    bool leads; /* a match begins at a word of set 0 */
};

/* Find the anchors of a pattern that pcre2 has compiled: every match holds, in
 * this order, for each set a word that one of its anchors begins. False when
 * none can be told; the pattern must then be tried always. */
bool anchors_of(struct str pattern, struct anchors *out);

#endif
