/* SPDX-License-Identifier: MIT */
/* arena.h - memory that lives together and is let go together.
 *
 * One arena per page, posting or report: allocate freely, reset when done.
 * Not safe to share between threads. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/cleanup.h"
#include "base/str.h"
#include <stddef.h>

struct arena;

/* A new arena; the caller's, to free with arena_free(). */
struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is a no-op */

/* Give back everything handed out; the memory is kept for the next round,
 * except what goes beyond a few MiB. */
void arena_reset(struct arena *a);

/* n zeroed bytes, aligned for any type, valid until reset. */
void *arena_alloc(struct arena *a, size_t n);

/* n * size zeroed bytes; the product may not overflow (ends the process). */
void *arena_calloc(struct arena *a, size_t n, size_t size);

/* A copy of s that ends in NUL (not counted); absent stays absent. */
struct str arena_str(struct arena *a, struct str s);
struct str arena_printf(struct arena *a, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

/* Bytes handed out since the last reset, for limits and statistics. */
size_t arena_used(const struct arena *a);

DEFINE_AUTO(struct arena *, arena_free);

#endif
