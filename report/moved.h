/* SPDX-License-Identifier: MIT */
/* moved.h - which cells of a report move when the store is derived again.
 *
 * A cell counts the postings of a role, with usable text, that name a skill
 * (copies included, negated mentions left out). It moves because mentions were
 * found or lost, because postings changed their role, or because postings came
 * or went; the three parts sum to the difference.
 *
 *     st = moved_read(store, &before, &err);
 *     ... the store is derived again ...
 *     st = moved_read(store, &after, &err);
 *     moved_compare(before, after, arena, &v, &n);
 */
#ifndef REPORT_MOVED_H
#define REPORT_MOVED_H

#include "base/arena.h"
#include "base/cleanup.h"
#include "base/err.h"
#include "store/postings.h"

struct moved_side; /* what a store says of each posting; opaque */

struct moved_cell {
    struct str role, skill; /* ids; they live in the arena */
    uint32_t before, after;
    int32_t by_mentions, by_role, by_postings;
};

/* Read the store: some 20 bytes a posting and 4 a mention. *out is the
 * caller's, to free with moved_free(). Fails as postings_scan(). */
MUST_CHECK enum st moved_read(struct postings *store, struct moved_side **out,
                              struct err *err);
void moved_free(struct moved_side *s); /* NULL is a no-op */

/* Every cell whose count differs, the largest difference first, then by role
 * and skill. Both sides are sorted by the call. */
void moved_compare(struct moved_side *before, struct moved_side *after,
                   struct arena *a, struct moved_cell **out, size_t *n);

/* For people, at most so many cells; nothing when none has moved. why says
 * what is other than before ("taxonomy a to b"). */
void moved_print(const struct moved_cell *v, size_t n, size_t most,
                 struct str why, unsigned columns, struct buf *out);

DEFINE_AUTO(struct moved_side *, moved_free);

#endif
