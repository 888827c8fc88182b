/* SPDX-License-Identifier: MIT */
/* evidence_place.h - which mention of a posting to quote.
 *
 * The store has the label and section of a skill's strongest mention, and not
 * which one that is. Told again from the stored text, whose headings and lists
 * are lines by now, it is the right one nearly always; where none fits, the
 * first mention is as good as any. */
#ifndef REPORT_EVIDENCE_PLACE_H
#define REPORT_EVIDENCE_PLACE_H

#include "base/arena.h"
#include "store/posting.h"

struct evidence_place; /* compiled phrases; opaque */

/* The caller's, to free with evidence_place_free(). */
struct evidence_place *evidence_place_new(void);
void evidence_place_free(struct evidence_place *p); /* NULL is a no-op */

/* Index of the mention of skill, one of posting's, that has its label and
 * section; else of one with its label; else 0. */
size_t evidence_place_find(const struct evidence_place *p,
                           const struct posting *posting,
                           const struct posting_skill *skill,
                           struct arena *scratch);

#endif
