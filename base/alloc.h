/* SPDX-License-Identifier: MIT */
/* alloc.h - allocation that cannot fail.
 *
 * Out of memory ends the process with a message (the one place in the library
 * that does), so nothing else carries a path for it. Sizes that come from
 * outside must be capped before they reach these functions. */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stddef.h>

/* n zeroed bytes (n may be 0); the caller's, to free(). */
void *xalloc(size_t n);

/* n zeroed items of size bytes; overflow of the product ends the process. */
void *xcalloc(size_t n, size_t size);

/* p grown or shrunk to n items of size bytes; new bytes are not zeroed. */
void *xrealloc(void *p, size_t n, size_t size);

/* A copy of the NUL-terminated s; the caller's, to free(). */
char *xstrdup(const char *s);

/* Ensure room for one more item in a vector that doubles: when n == *cap, p is
 * regrown to a larger *cap (first 8). Returns the vector. */
void *xgrow(void *p, size_t n, size_t *cap, size_t size);

#endif
