/* SPDX-License-Identifier: MIT */
/* warc_press.h - records into gzip members, in memory.
 *
 * Private to store/. One press serves one thread at a time. */
#ifndef STORE_WARC_PRESS_H
#define STORE_WARC_PRESS_H

#include "base/err.h"
#include "base/str.h"

/* A larger record is not for the press: it is written as it is compressed. */
#define WARC_PRESS_MAX_BYTES (1u << 20)

struct warc_press;

struct warc_press *warc_press_new(void);
void warc_press_free(struct warc_press *p); /* NULL is a no-op */

/* Forget the members that were made. */
void warc_press_clear(struct warc_press *p);

/* Make n parts, WARC_PRESS_MAX_BYTES at most in all, the next member; *at and
 * *bytes are its place in warc_press_bytes(). ST_BUG: libdeflate fails. */
MUST_CHECK enum st warc_press_member(struct warc_press *p,
                                     const struct str *parts, size_t n,
                                     size_t *at, size_t *bytes,
                                     struct err *err);

/* The members since the last clearing; valid until the next call. */
struct str warc_press_bytes(const struct warc_press *p);

#endif
