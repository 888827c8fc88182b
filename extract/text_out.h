/* SPDX-License-Identifier: MIT */
/* text_out.h - the normalised text while it is made, block by block.
 *
 * The parsers say what they read: text, and where a block ends. White space,
 * repair, typed bullets and headings that are only bold or end in ':' are seen
 * to here, so that every format gets the same care. */
#ifndef EXTRACT_TEXT_OUT_H
#define EXTRACT_TEXT_OUT_H

#include "extract/text.h"

struct text_out {
    struct arena *a;
    char *p; /* the text, cap bytes in the arena */
    size_t n, cap;
    struct block *blocks;
    size_t n_blocks, blocks_cap;

    enum block_kind kind; /* of the next block; an item only once */
    uint8_t level;
    unsigned layers; /* of character references that text may still have */

    bool open;  /* a block has begun, at line; its text at start */
    bool space; /* white space is owed before the next byte */
    bool high;  /* the block has non-ASCII bytes */
    bool bold;  /* some of the block is bold */
    bool plain; /* some of the block is not */
    bool full;  /* a limit was reached; what follows is dropped */
    size_t line, start;
};

/* Begin a text from in_bytes bytes of input; everything lives in a. */
void text_out_init(struct text_out *o, struct arena *a, size_t in_bytes,
                   unsigned layers);

/* Forget all text, as after text_out_init(). */
void text_out_restart(struct text_out *o, unsigned layers);

/* Add clean UTF-8 to the block that is open, or open one. */
void text_out_add(struct text_out *o, struct str s, bool bold);

/* End the block, if one is open; the next is a paragraph again, or of the same
 * heading. */
void text_out_break(struct text_out *o);

/* The next block is of this kind. The block that is open is ended. */
void text_out_next(struct text_out *o, enum block_kind kind, uint8_t level);

/* End the text and hand it over. */
void text_out_finish(struct text_out *o, struct doc *out);

#endif
