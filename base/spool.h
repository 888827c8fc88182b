/* SPDX-License-Identifier: MIT */
/* spool.h - bytes that come in: in memory while they are few, in a file when
 * they are many.
 *
 * The file has no name; the bytes of one are read through a mapping. Whoever
 * reads a large one from start to end gives back what is behind it with
 * spool_forget(), so that it never stands in memory as a whole. */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include "base/err.h"
#include "base/str.h"

/* What is read between two calls of spool_forget(). */
#define SPOOL_STRIDE_BYTES (1u << 20)

struct spool {
    size_t n, max;
    struct buf memory; /* empty when there is a file */
    bool in_file;
    int fd;          /* of the file, while it is written */
    const char *map; /* of the file, once it was read */
};

/* Nothing yet, and never more than max bytes. */
void spool_init(struct spool *s, size_t max);
void spool_done(struct spool *s); /* frees; s may be used again after _init */

/* Append as much as there is room for. ST_TOO_BIG: not all of it; ST_IO: the
 * disk takes no more. Not after spool_str(). */
MUST_CHECK enum st spool_add(struct spool *s, const void *p, size_t n,
                             struct err *err);

/* Go on in a file of dir, which gets what there is. Nothing happens where that
 * is so already. ST_IO, ST_CREATE: it stays in memory. */
MUST_CHECK enum st spool_to_file(struct spool *s, const char *dir,
                                 struct err *err);

/* The bytes, valid until spool_done(). ST_IO: the file cannot be mapped. */
MUST_CHECK enum st spool_read(struct spool *s, struct err *err);
struct str spool_str(const struct spool *s); /* after spool_read() */

/* The pages of read, a part of a spool that is in a file, need not stay in
 * memory; they can still be read. */
void spool_forget(struct str read);

#endif
