/* SPDX-License-Identifier: MIT */
/* reader_board.h - the walk over a board's list of postings, for readers whose
 * answer is one JSON list. */
#ifndef EXTRACT_READER_BOARD_H
#define EXTRACT_READER_BOARD_H

#include "extract/reader_json.h"

struct reader_board {
    const char *list;     /* member that holds the list; NULL: the root is it */
    bool takes_one;       /* a posting without a list around it will do */
    const char *no_board; /* words for an answer that is neither */
    const char *bad_one;  /* words for a posting that cannot be read */
    /* A posting to pass over without a word; NULL: there are none. */
    bool (*is_hidden)(struct json_object *o);
    /* Has o what a posting must have? */
    bool (*is_posting)(struct json_object *o);
    void (*read)(struct reader *r, struct json_object *o);
};

/* Read in->body as b says; the statuses are those of reader_read(). */
MUST_CHECK enum st reader_read_board(const struct reader_board *b,
                                     const struct reader_input *in,
                                     struct arena *a, struct raw_list *out,
                                     struct err *err);

#endif
