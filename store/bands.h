/* SPDX-License-Identifier: MIT */
/* bands.h - find the sketches that share a band of bins with another.
 *
 * Texts that have a share J in common agree in a band of b bins with the
 * probability J^b; with LIKENESS_BANDS of them, those worth comparing meet
 * (Indyk and Motwani 1998). Private to store/. */
#ifndef STORE_BANDS_H
#define STORE_BANDS_H

#include "store/likeness.h"

#define BANDS_MAX_ITEMS (UINT32_MAX / LIKENESS_BANDS)
#define BANDS_END       UINT32_MAX

/* heads[hash] is the latest entry, next[] the one before it; entry number
 * item * LIKENESS_BANDS + band. */
struct bands {
    uint32_t *heads, *next;
    uint64_t mask;
};

/* For items numbered below n, BANDS_MAX_ITEMS at most. */
void bands_init(struct bands *b, uint32_t n);
void bands_done(struct bands *b);

/* Each item once. */
void bands_add(struct bands *b, uint32_t item, const struct sketch *s);

/* Entries that may share this band of s, the latest first: begin with
 * bands_first(); BANDS_END ends them. */
uint32_t bands_first(const struct bands *b, const struct sketch *s,
                     uint32_t band);
uint32_t bands_next(const struct bands *b, uint32_t entry);

/* True when entry, whose item has the sketch theirs, does share the band. */
bool bands_meet(uint32_t entry, const struct sketch *theirs,
                const struct sketch *s, uint32_t band);

#endif
