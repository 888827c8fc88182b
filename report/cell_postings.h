/* SPDX-License-Identifier: MIT */
/* cell_postings.h - the postings that a cell of a report counts.
 *
 * A cell is a skill in a role over some months. The postings are chosen as the
 * report chooses them: of each cluster of copies the one that stands for all,
 * with usable text, naming the skill and not negating it. So there are as many
 * as the report's `named`. */
#ifndef REPORT_CELL_POSTINGS_H
#define REPORT_CELL_POSTINGS_H

#include "base/arena.h"
#include "base/err.h"
#include "store/postings.h"
#include "taxonomy/taxonomy.h"

struct cell_question {
    struct str skill, role;   /* ids */
    int from_month, to_month; /* inclusive month indexes; -1: open */
};

struct cell_postings {
    uint64_t n_usable;       /* the denominator */
    const int64_t *postings; /* numbers in the store, the newest first */
    size_t n;                /* how many name the skill */
};

/* Read the store once; the answer lives in a. ST_BAD_INPUT: the taxonomy has no
 * such skill or role; ST_TOO_BIG and the rest as report_compute(). */
MUST_CHECK enum st cell_postings(struct postings *store,
                                 const struct taxonomy *t,
                                 const struct cell_question *question,
                                 struct arena *a, struct cell_postings *out,
                                 struct err *err);

#endif
