/* SPDX-License-Identifier: MIT */
/* text_glue.h - where two lines of a plain text met when a scraper dropped
 * the break between them: "accuracyAbility", "SQLExperience", "a plus)Strong".
 *
 * A capital within a word may belong to a name ("JavaScript", "DoorDash"), so
 * a single place is judged by words that begin or end lines of postings. A
 * text that lost all its breaks gives itself away: it has several small words
 * with another capitalised word at their end, which no name looks like. */
#ifndef EXTRACT_TEXT_GLUE_H
#define EXTRACT_TEXT_GLUE_H

#include "base/str.h"

/* Whether text s lost its breaks throughout. */
bool glue_is_everywhere(struct str s);

/* Whether a line begins at i > 0 of s: s[i] is a capital or a digit and s[i -
 * 1] no space. everywhere: what glue_is_everywhere() says of the text. */
bool glue_is_at(struct str s, size_t i, bool everywhere);

/* The letters of s that end at i. */
struct str glue_word_before(struct str s, size_t i);

#endif
