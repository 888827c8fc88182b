/* SPDX-License-Identifier: MIT */
/* text.h - HTML, Markdown or plain text to one normalised text with blocks.
 *
 * The text is clean UTF-8. Every block is one line; lines are joined by "\n".
 * Runs of white space are one space; no-break and zero-width spaces are gone.
 * A list item's line begins with "- ", which is outside its block's span. */
#ifndef EXTRACT_TEXT_H
#define EXTRACT_TEXT_H

#include "base/arena.h"
#include "base/err.h"
#include "extract/raw.h"

#define TEXT_INPUT_MAX_BYTES  (10u << 20) /* more is cut and marked */
#define TEXT_OUTPUT_MAX_BYTES (1u << 20)  /* more is cut and marked */

enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_ITEM };

struct block {
    uint32_t start, end; /* bytes [start, end) of doc.text, never empty */
    enum block_kind kind;
    uint8_t level; /* heading 1-6; item depth from 1; paragraph 0 */
};

struct doc {
    struct str text;            /* NUL-terminated (not counted) */
    const struct block *blocks; /* in order, not overlapping */
    size_t n_blocks;
    bool truncated; /* a limit cut the text */
};

/* Normalise in to doc; everything lives in a. Never fails: what cannot be
 * parsed gives an empty text. A line of bold text alone, a line that ends in
 * ':' before a list, and Markdown headings count as headings. */
void text_normalise(struct str in, enum text_format format, struct arena *a,
                    struct doc *out);

/* Undo HTML entities in a short field (title, place) once; trims and folds
 * white space. The result lives in a. */
struct str text_unescape(struct str in, struct arena *a);

#endif
