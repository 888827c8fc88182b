/* SPDX-License-Identifier: MIT */
/* board_next.h - what is asked of a board after an answer: its next pages, the
 * lists that it names, the details that its list lacks.
 *
 * Pure. What the answer says comes in as plain facts, whoever has read it; what
 * is needed from page to page stands in the requests themselves (their URL,
 * body and note), so that an interrupted crawl goes on from what it kept.
 *
 * Pages follow one another: each is asked where the one before ended, by what
 * came and not by what should have come. They end with a page that is empty or
 * has nothing new, whatever the board says of its total; where more was
 * promised than came, the board is cut. */
#ifndef CRAWLER_BOARD_NEXT_H
#define CRAWLER_BOARD_NEXT_H

#include "base/arena.h"
#include "crawler/ask.h"
#include "crawler/board_parts.h"
#include "crawler/sources.h"

/* The first word of a request's note says what its answer is. None: the first
 * answer of a source. "page": a further page of the list. "list": a list that
 * another one named. "entry": a posting that a list only named. "detail": a
 * posting of which the list had a part; behind the word stands a mark of that
 * part, which changes with it. */
#define BOARD_NOTE_DETAIL "detail"

struct board_detail {
    struct str url;
    uint64_t mark; /* of what the list says of it */
};

/* What an answer says. Texts are absent where it says nothing. */
struct board_facts {
    struct str url;        /* it was asked at, after redirects */
    const struct ask *ask; /* its body and note are looked at */
    size_t n_items;        /* entries of this page, those of no use included */
    size_t n_new;          /* of them, new in this part of the board */
    uint64_t n_postings;   /* of the source so far, with this page */
    uint64_t total;        /* entries of all pages; 0: it does not say */
    struct str next;       /* address of the next page */
    const struct str *lists, *entries; /* addresses of further ones */
    size_t n_lists, n_entries;
    size_t list_group; /* so many lists in a row hold one that is wanted */
    const struct board_detail *details;
    size_t n_details;
    const struct board_facet *facets;
    size_t n_facets;
};

struct board_plan {
    const struct ask *v;
    size_t n;
    const char *cut; /* why not all of the board can be had; NULL: it can */
    bool as_asked;   /* cut by a limit of the source's own */
};

/* The note of a request for a detail. In a. */
struct str board_detail_note(struct arena *a, uint64_t mark);

/* What follows. Everything lives in a, or is of f or s. */
void board_next(const struct source *s, const struct board_facts *f,
                struct arena *a, struct board_plan *out);

#endif
