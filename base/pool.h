/* SPDX-License-Identifier: MIT */
/* pool.h - work that other threads do while one goes on.
 *
 * One thread puts items in and takes them back when they are done, in the order
 * in which that happens; in between an item is a worker's alone. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include "base/cleanup.h"
#include <stddef.h>

#define POOL_MAX_THREADS 64u

struct pool;

/* To be the first member of what is handed over. */
struct pool_item {
    struct pool_item *next;
};

struct pool_how {
    /* 0: as many as there are processors; at most POOL_MAX_THREADS. Where none
     * can be had, pool_put() does the work. */
    unsigned threads;
    void (*work)(void *ctx, struct pool_item *item); /* in a worker */
    void (*done)(void *ctx); /* in a worker: one can be taken; may be NULL */
    void (*drop)(void *ctx, struct pool_item *item); /* frees what is left */
    void *ctx;
};

/* The caller's, to end with pool_free(). */
struct pool *pool_new(const struct pool_how *how);
/* Waits for what is being worked on; what was not taken is dropped. NULL is a
 * no-op. */
void pool_free(struct pool *p);

void pool_put(struct pool *p, struct pool_item *item);
/* An item that is done; NULL: none is by now. */
struct pool_item *pool_take(struct pool *p);
/* Items that were put and not taken. */
size_t pool_held(const struct pool *p);

DEFINE_AUTO(struct pool *, pool_free);

#endif
