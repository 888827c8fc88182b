/* SPDX-License-Identifier: MIT */
/* warc_in.h - the bytes of a WARC file, plain or gzipped, as one stream that
 * knows where gzip members begin.
 *
 * Private to store/. Memory is one window of fixed size, whatever the file. */
#ifndef STORE_WARC_IN_H
#define STORE_WARC_IN_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

struct warc_in;

/* Open path at byte offset. ST_NO_INPUT, ST_PERMISSION, ST_BAD_INPUT (no file
 * or pipe, or the offset lies behind its end), ST_IO. */
MUST_CHECK enum st warc_in_open(const char *path, uint64_t offset,
                                struct warc_in **out, struct err *err);
void warc_in_free(struct warc_in *in); /* NULL is a no-op */

enum warc_in_what {
    WARC_IN_DATA, /* there is at least one byte */
    WARC_IN_END,  /* the file ends, between members where it is gzipped */
    WARC_IN_CUT,  /* the file ends inside a gzip member */
    WARC_IN_BAD   /* corrupt gzip, or a read error: warc_in_words() says */
};

/* Make at least want bytes visible where there are so many (want is at most
 * 4 KiB). WARC_IN_DATA does not promise want bytes, only one. */
enum warc_in_what warc_in_peek(struct warc_in *in, size_t want,
                               struct str *out);

/* Like peek, but *out never reaches beyond the end of the member that it
 * begins in. */
enum warc_in_what warc_in_chunk(struct warc_in *in, struct str *out);

/* Pass over n bytes that were seen. */
void warc_in_skip(struct warc_in *in, size_t n);

/* True when the next byte is the first of a gzip member, or of the file. */
bool warc_in_at_member(const struct warc_in *in);

/* Where the next byte comes from: its own place in a plain file, the start of
 * its member in a gzipped one. */
uint64_t warc_in_offset(const struct warc_in *in);

bool warc_in_is_gzip(const struct warc_in *in);

/* Start of the member that the stream stopped in. */
uint64_t warc_in_stop_offset(const struct warc_in *in);

/* Why WARC_IN_BAD or WARC_IN_CUT was said. */
const char *warc_in_words(const struct warc_in *in);

/* In a plain file: the bytes from at on, without moving; false when this is
 * not possible (gzip, a pipe, a read error). *out may be shorter than want
 * (at most 16) at the end of the file. */
bool warc_in_look_ahead(struct warc_in *in, uint64_t skip, size_t want,
                        char bytes[16], size_t *n);

/* After WARC_IN_CUT or WARC_IN_BAD in a gzipped file: go to the next member
 * that begins with a WARC record. False when there is none; the stream is then
 * at its end. */
bool warc_in_next_member(struct warc_in *in);

/* Bytes of the file consumed, and its size (0: a pipe). */
void warc_in_position(const struct warc_in *in, uint64_t *consumed_bytes,
                      uint64_t *size_bytes);

/* True when s begins as a record does: "WARC/1.1" and the end of the line. */
bool warc_in_is_record(struct str s);

DEFINE_AUTO(struct warc_in *, warc_in_free);

#endif
