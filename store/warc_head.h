/* SPDX-License-Identifier: MIT */
/* warc_head.h - the named fields of a WARC record, read and written.
 *
 * Private to store/. Reading follows WARC 1.1 but takes what other writers
 * do: <URI> in angle brackets, spaces in a URI, folded lines, bare LF. Writing
 * lets no control byte into a field. */
#ifndef STORE_WARC_HEAD_H
#define STORE_WARC_HEAD_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

struct warc_head {
    struct str type; /* never absent */
    struct str uri, date, content_type, source, kind, board, company, note;
    struct str digest, refers_to;
    int64_t utc;           /* 0: no date, or none that can be read */
    uint64_t length_bytes; /* of the block */
    bool truncated;        /* WARC-Truncated is there */
};

/* Join lines that begin with white space to the ones before them, in place. */
void warc_head_unfold(struct buf *text);

/* Read the lines of a record's head, unfolded, without the empty line at its
 * end. The slices of *out live in text or in a. ST_BAD_INPUT: no type, no
 * length, or two lengths; err has the words without the place. */
MUST_CHECK enum st warc_head_parse(struct str text, struct arena *a,
                                   struct warc_head *out, struct err *err);

/* Append "name: value\r\n", control bytes as '?'. An absent value appends
 * nothing. */
void warc_field(struct buf *out, const char *name, struct str value);

/* The same for a URI: control bytes, spaces and what is no UTF-8 are
 * percent-encoded. */
void warc_field_uri(struct buf *out, const char *name, struct str uri);

#define WARC_ID_BYTES 48 /* "<urn:uuid:...>" and NUL */

/* A new random record id. ST_IO: the system gives no random bytes. */
MUST_CHECK enum st warc_new_id(char out[WARC_ID_BYTES], struct err *err);

#endif
