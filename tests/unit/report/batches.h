/* SPDX-License-Identifier: MIT */
/* batches.h - postings made by hand: two roles, two skills, employers with one
 * posting each, so that every number can be worked out on paper. */
#ifndef TESTS_BATCHES_H
#define TESTS_BATCHES_H

#include "report/figures.h"

extern const struct taxonomy batches_taxonomy; /* skills sql, dbt */
extern const struct str batches_roles[2];      /* data-engineer, data-analyst */

/* n postings of a month, so many of which name SQL and dbt. */
struct batch {
    int month;
    unsigned n, sql, dbt;
    uint32_t source; /* 0..2 */
    uint8_t seniority;
    uint32_t role; /* index of batches_roles */
};

/* Add them; each has an employer and a cluster of its own, from *next on. */
void batches_add(struct rows *rows, const struct batch *b, uint32_t *next);

/* The figures of both roles, of the months from..to (-1: open). */
void batches_figures(const struct batch *v, size_t n, int from, int to,
                     struct arena *a, struct figures *out);

#endif
