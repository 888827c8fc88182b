/* SPDX-License-Identifier: MIT */
/* progress.h - one line that tells how far long work has come.
 *
 * The work calls progress_update() as often as it likes; at most ten times a
 * second a line is made and handed to the sink. The caller gives a sink only
 * when its stream is a terminal, so there is no progress line elsewhere. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include "base/str.h"
#include <stdint.h>

struct progress {
    /* Show line in place of the one before; NULL line clears it. */
    void (*sink)(void *ctx, const char *line);
    void *ctx;
    const char *what;          /* "import": the first word of the line */
    const char *unit;          /* "postings" */
    int64_t start_ms, last_ms; /* monotonic; set by progress_start() */
    unsigned columns;          /* width the line may take; 0: 80 */
};

/* Milliseconds of a clock that never goes back. */
int64_t monotonic_ms(void);

/* Begin timing. A NULL p or sink makes every call a no-op. */
void progress_start(struct progress *p, const char *what, const char *unit);

/* done units so far; part of whole (bytes, boards, any measure) gives the
 * percentage and the time left; whole 0: not known. note (may be absent) ends
 * the line. Example: "import  12,345 postings  4,120/s  61 %  3 s left". */
void progress_update(struct progress *p, uint64_t done, uint64_t part,
                     uint64_t whole, struct str note);

/* Clear the line. */
void progress_end(struct progress *p);

/* How far the work has come, as progress_update() is told it. */
struct progress_state {
    uint64_t done, part, whole;
    struct str note;
    int64_t elapsed_ms;
};

/* The line for given figures; pure, for tests. */
void progress_format(struct buf *out, const struct progress *p,
                     const struct progress_state *s);

/* n with thousands separated by commas, appended. */
void number_format(struct buf *out, uint64_t n);

#endif
