/* SPDX-License-Identifier: MIT */
#include "base/pool.h"
#include "base/alloc.h"
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct list {
    struct pool_item *first, *last;
};

struct pool {
    struct pool_how how;
    pthread_t *threads;
    unsigned n_threads;
    size_t held;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t more;
    struct list waiting, ready;
    bool ends;
};

static void list_put(struct list *l, struct pool_item *item)
{
    item->next = NULL;
    if (l->last)
        l->last->next = item;
    else
        l->first = item;
    l->last = item;
}

static struct pool_item *list_take(struct list *l)
{
    struct pool_item *item = l->first;
    if (!item)
        return NULL;
    l->first = item->next;
    if (!l->first)
        l->last = NULL;
    return item;
}

/* The next item to work on; NULL: there will be none. */
static struct pool_item *wait_for_item(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (!p->ends && !p->waiting.first)
        pthread_cond_wait(&p->more, &p->lock);
    struct pool_item *item = p->ends ? NULL : list_take(&p->waiting);
    pthread_mutex_unlock(&p->lock);
    return item;
}

static void hand_back(struct pool *p, struct pool_item *item)
{
    pthread_mutex_lock(&p->lock);
    list_put(&p->ready, item);
    pthread_mutex_unlock(&p->lock);
    if (p->how.done)
        p->how.done(p->how.ctx);
}

static void *work(void *ctx)
{
    struct pool *p = ctx;
    struct pool_item *item;
    while ((item = wait_for_item(p))) {
        p->how.work(p->how.ctx, item);
        hand_back(p, item);
    }
    return NULL;
}

static unsigned wanted(unsigned threads)
{
    long n = threads ? (long)threads : sysconf(_SC_NPROCESSORS_ONLN);
    if (n < 1)
        n = 1;
    return n < (long)POOL_MAX_THREADS ? (unsigned)n : POOL_MAX_THREADS;
}

struct pool *pool_new(const struct pool_how *how)
{
    struct pool *p = xalloc(sizeof *p);
    unsigned n = wanted(how->threads);
    sigset_t all, before;
    p->how = *how;
    p->threads = xcalloc(n, sizeof *p->threads);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->more, NULL);
    sigfillset(&all); /* signals are for the thread that waits for them */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (p->n_threads < n &&
           pthread_create(&p->threads[p->n_threads], NULL, work, p) == 0)
        p->n_threads++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return p;
}

static void drop_all(struct pool *p, struct list *l)
{
    struct pool_item *item;
    while ((item = list_take(l)))
        p->how.drop(p->how.ctx, item);
}

void pool_free(struct pool *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->ends = true;
    pthread_cond_broadcast(&p->more);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->n_threads; i++)
        pthread_join(p->threads[i], NULL);
    drop_all(p, &p->waiting);
    drop_all(p, &p->ready);
    pthread_cond_destroy(&p->more);
    pthread_mutex_destroy(&p->lock);
    free(p->threads);
    free(p);
}

void pool_put(struct pool *p, struct pool_item *item)
{
    p->held++;
    if (p->n_threads == 0) {
        p->how.work(p->how.ctx, item);
        hand_back(p, item);
        return;
    }
    pthread_mutex_lock(&p->lock);
    list_put(&p->waiting, item);
    pthread_cond_signal(&p->more);
    pthread_mutex_unlock(&p->lock);
}

struct pool_item *pool_take(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    struct pool_item *item = list_take(&p->ready);
    pthread_mutex_unlock(&p->lock);
    p->held -= item != NULL;
    return item;
}

size_t pool_held(const struct pool *p)
{
    return p->held;
}
