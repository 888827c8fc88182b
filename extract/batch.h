/* SPDX-License-Identifier: MIT */
/* batch.h - many postings through extract.h, on several threads.
 *
 * A stream of pieces (NDJSON lines, or whole answers of boards) becomes a
 * stream of posting records, in the order of the input and the same bytes for
 * any number of threads. Memory does not grow with the input: a few blocks of
 * pieces are under way at a time. */
#ifndef EXTRACT_BATCH_H
#define EXTRACT_BATCH_H

#include "base/err.h"
#include "extract/extract.h"

#define BATCH_MAX_THREADS 256u
/* A block is handed to a thread when it holds this much, or so many pieces. */
#define BATCH_BLOCK_BYTES  (128u << 10)
#define BATCH_BLOCK_PIECES 256u
/* A piece whose records would be longer than this is a bad one. */
#define BATCH_OUTPUT_MAX_BYTES (256u << 20)

struct batch_piece {
    struct str bytes;
    struct str kind; /* of the reader; absent: one NDJSON line */
    struct str url, content_type, board, note; /* may be absent */
    bool details_apart; /* a posting of which it has a part only is a piece of
                           its own, and is passed over here */
    const char *file;   /* for messages; must outlive the run */
    uint64_t number;    /* line, or offset of a record, in it */
    bool unreadable;    /* no bytes: only to be counted, for the reason why */
    const char *why;    /* of an unreadable piece; must outlive the run */
};

enum batch_what { BATCH_PIECE, BATCH_END, BATCH_FAILED };

struct batch_input {
    /* Give the next piece; its slices need last until the next call only.
     * BATCH_FAILED: err is set, and the run fails with it. */
    enum batch_what (*next)(void *ctx, struct batch_piece *out,
                            struct err *err);
    void *ctx;
};

struct batch_output {
    /* Take records, each ending in "\n". */
    enum st (*write)(void *ctx, struct str records, struct err *err);
    void *ctx;
};

struct batch_options {
    unsigned threads; /* 0 and 1: none but the caller's */
    bool with_text;
};

struct batch_result {
    uint64_t n_pieces, n_postings;
    uint64_t n_bad;       /* pieces, and postings within them, not read */
    struct err first_bad; /* "FILE:LINE: why", of the first of them */
};

/* Run in through x into out. Calls of next and write come from the calling
 * thread. *result is always written: what was done until the end or the
 * failure. */
MUST_CHECK enum st batch_run(const struct extractor *x,
                             const struct batch_options *options,
                             struct batch_input in, struct batch_output out,
                             struct batch_result *result, struct err *err);

#endif
