/* SPDX-License-Identifier: MIT */
/* fetch_head.h - the head of an answer, taken line by line within limits.
 *
 * Private to fetch.c. */
#ifndef CRAWLER_FETCH_HEAD_H
#define CRAWLER_FETCH_HEAD_H

#include "base/str.h"
#include <stdbool.h>

struct fetch_head {
    bool done; /* what follows are trailers */
    unsigned n_lines, n_heads;
    int status; /* 0: no status line came */
};

/* The next line, with its end: those of 1xx answers, which are dropped, then
 * those of the real one, which out gets with folded lines joined, then
 * trailers, which are dropped too. NULL, or what is wrong with the answer. */
const char *fetch_head_line(struct fetch_head *h, struct str line,
                            struct buf *out);

/* Value of the first field of that name; absent when there is none. */
struct str fetch_head_field(struct str head, struct str name);

#endif
