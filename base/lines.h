/* SPDX-License-Identifier: MIT */
/* lines.h - lines of a plain or gzipped file, or of stdin, with a limit.
 *
 * Gzip is told by its first bytes, not by the name; several members in one
 * file are read as one text. */
#ifndef BASE_LINES_H
#define BASE_LINES_H

#include "base/err.h"
#include "base/str.h"
#include <stdint.h>

#define LINES_LINE_MAX_BYTES (16u << 20)

struct lines;

/* Open path, "-" for stdin. *out is the caller's, to free with lines_free().
 * ST_NO_INPUT, ST_PERMISSION, ST_BAD_INPUT (a directory). */
MUST_CHECK enum st lines_open(const char *path, struct lines **out,
                              struct err *err);
void lines_free(struct lines *l); /* NULL is a no-op */

enum lines_what {
    LINES_LINE,     /* *line is set */
    LINES_TOO_LONG, /* a line over the limit was passed over */
    LINES_END,      /* no more */
    LINES_ERROR     /* err is set: truncated or corrupt gzip, read error */
};

/* The next line without its "\n" or "\r\n" and, on the first line, without a
 * byte-order mark; valid until the next call. */
enum lines_what lines_next(struct lines *l, struct str *line, struct err *err);

/* Number of the line that lines_next gave last, from 1. */
uint64_t lines_number(const struct lines *l);

/* Bytes of the file consumed and its whole size (compressed bytes), for a
 * progress line; size is 0 when it is not known (a pipe). */
void lines_position(const struct lines *l, uint64_t *consumed_bytes,
                    uint64_t *size_bytes);

DEFINE_AUTO(struct lines *, lines_free);

#endif
