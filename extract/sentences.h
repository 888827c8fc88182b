/* SPDX-License-Identifier: MIT */
/* sentences.h - cut one block of text into sentences.
 *
 * Also where the marks are lost: bullets inside a line, "done.Then", items
 * glued by commas ("first thing,Second thing,Third thing"). Private to
 * structure.c. */
#ifndef EXTRACT_SENTENCES_H
#define EXTRACT_SENTENCES_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

struct sentence_cutter {
    struct str text;     /* the whole document */
    uint32_t at, end;    /* what is left of the block; at: a sentence */
    bool comma_items;    /* the block is a list glued by commas */
    uint32_t next_split; /* a split asked for by the caller, or UINT32_MAX */
};

/* Begin to cut the block [start, end) of text. */
void sentences_begin(struct sentence_cutter *c, struct str text, uint32_t start,
                     uint32_t end);

/* The next sentence, [*start, *end) without blanks around it, never empty.
 * It ends at c->next_split at the latest where that is ahead. False: no more.
 */
bool sentences_next(struct sentence_cutter *c, uint32_t *start, uint32_t *end);

#endif
