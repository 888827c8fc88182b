/* SPDX-License-Identifier: MIT */
/* skills_around.h - what stands round a name in a text.
 *
 * Small questions that the rules of skills_evidence.h are made of. Offsets are
 * bytes of the text; a word here is a run of letters and digits. */
#ifndef EXTRACT_SKILLS_AROUND_H
#define EXTRACT_SKILLS_AROUND_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

/* What ties a name to the word next to it, without a space. */
enum join {
    JOIN_NONE,
    JOIN_HYPHEN,
    JOIN_DOT,
    JOIN_BRACKET, /* "Intel(R)" */
    JOIN_OTHER    /* slash, '&', '@' and the like */
};

/* The join before byte at, or behind it; *other is then a byte of the word
 * that it is joined to. */
enum join join_before(struct str text, uint32_t at, uint32_t *other);
enum join join_after(struct str text, uint32_t at, uint32_t *other);

/* True when '&' or '/', spaced or not, ties bytes [start, end) to a word of one
 * letter, before or behind; *other is that letter. */
bool paired_letter(struct str text, uint32_t start, uint32_t end, bool behind,
                   uint32_t *other);

/* True when the word at byte at makes a compound of what it is hyphened to
 * that still names it: "Spark-based". */
bool is_compound_tail(struct str text, uint32_t at);

/* True at ". " and a capital. */
bool is_dot_and_capital(struct str text, uint32_t at);

/* True when no word lies in bytes [from, at). */
bool is_first_word(struct str text, uint32_t from, uint32_t at);

/* The word that one space parts from byte at, before it and not before from;
 * or behind it and before to. Absent when there is none. */
struct str word_before(struct str text, uint32_t from, uint32_t at);
struct str word_behind(struct str text, uint32_t at, uint32_t to);

/* The number of words of s; "8.1" is none, as no number is. */
size_t count_words(struct str s);

/* True when what lies between two names makes them neighbours in a list: a
 * separator or "and", and at most max_words other words; or only a space. */
bool is_enumeration(struct str between, size_t max_words);

/* True when the words before byte at, not before from, ask for what comes:
 * "experience with", "knowledge of advanced", "written in". */
bool is_asked_for(struct str text, uint32_t from, uint32_t at);

/* True when years follow, as in "Spark: 4 years" and "Spark (3+ years)". */
bool is_rated(struct str text, uint32_t end);

/* True when the word at byte at is a single letter. */
bool is_letter_word(struct str text, uint32_t at);

/* True when a title is one of a job that has to do with computers. */
bool is_technical_title(struct str title);

#endif
