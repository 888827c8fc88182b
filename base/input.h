/* SPDX-License-Identifier: MIT */
/* input.h - the bytes of a plain or gzipped file, or of stdin, in order.
 *
 * Gzip is told by its first bytes, not by the name; several members in one
 * file are read as one text. lines.h and csv.h stand on it. */
#ifndef BASE_INPUT_H
#define BASE_INPUT_H

#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

struct input;

/* Open path, "-" for stdin. *out is the caller's, to free with input_free().
 * ST_NO_INPUT, ST_PERMISSION, ST_IO, ST_BAD_INPUT (a directory). */
MUST_CHECK enum st input_open(const char *path, struct input **out,
                              struct err *err);
void input_free(struct input *in); /* NULL is a no-op */

/* Up to cap bytes into p; *n is 0 only at the end. ST_IO: reading failed;
 * ST_BAD_INPUT: corrupt or truncated gzip. A failure stays: every later call
 * gives it again. */
MUST_CHECK enum st input_read(struct input *in, char *p, size_t cap, size_t *n,
                              struct err *err);

/* The path given, or "standard input"; valid as long as in. */
const char *input_name(const struct input *in);

/* Bytes of the file consumed and its whole size (compressed bytes); size is 0
 * when it is not known (a pipe). */
void input_position(const struct input *in, uint64_t *consumed_bytes,
                    uint64_t *size_bytes);

DEFINE_AUTO(struct input *, input_free);

#endif
