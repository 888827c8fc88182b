/* SPDX-License-Identifier: MIT */
/* board_parts.h - a board that gives only so much of one query, in parts.
 *
 * Workday ends a list at 2,000 entries, and says 2,000 when there are more. Its
 * answers name facets (places, job families) with their counts; a query that is
 * narrowed to some values of a facet gives those entries. A part is what stands
 * in "appliedFacets" of a request: "" for the whole board. */
#ifndef CRAWLER_BOARD_PARTS_H
#define CRAWLER_BOARD_PARTS_H

#include "base/arena.h"
#include "crawler/ask.h"

#define BOARD_QUERY_MAX  2000u /* entries of one query that can be had */
#define BOARD_PARTS_MAX  400u  /* that a board is split into at once */
#define BOARD_VALUES_MAX 100u  /* values of a facet in one of them */

/* A value by which a board's list can be narrowed. */
struct board_facet {
    struct str name, id;
    uint64_t n; /* entries that have it */
};

struct board_parts {
    struct str *v;
    size_t n;
};

/* The part that a request was for: a slice of its body; "" for the whole. */
struct str board_part(const struct ask *ask);

/* The body of a request for what is behind the first offset entries of a part.
 * In a. */
struct str board_part_body(struct arena *a, struct str part, uint64_t offset);

/* Split a part by a facet that it is not narrowed by yet, so that each is below
 * BOARD_QUERY_MAX where the counts allow it. False: no facet covers what
 * the part has. *out lives in a. */
bool board_split(struct str part, const struct board_facet *facets, size_t n,
                 struct arena *a, struct board_parts *out);

#endif
