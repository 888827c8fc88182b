/* SPDX-License-Identifier: MIT */
#include "cli/reading.h"
#include "base/alloc.h"
#include <pthread.h>
#include <stdlib.h>

/* An answer, and what it is read with. */
struct desk {
    struct answer_read read;
    struct arena *arena;
    struct extract_scratch *scratch;
    struct desk *next;
};

struct reading {
    const struct ingest *in;
    bool extract;
    pthread_mutex_t large; /* held while a large answer is read */
    pthread_mutex_t lock;  /* guards what follows */
    struct desk *idle;
};

struct reading *reading_new(const struct ingest *in, bool extract)
{
    struct reading *r = xalloc(sizeof *r);
    r->in = in;
    r->extract = extract;
    pthread_mutex_init(&r->large, NULL);
    pthread_mutex_init(&r->lock, NULL);
    return r;
}

void reading_free(struct reading *r)
{
    if (!r)
        return;
    while (r->idle) {
        struct desk *d = r->idle;
        r->idle = d->next;
        arena_free(d->arena);
        extract_scratch_free(d->scratch);
        free(d);
    }
    pthread_mutex_destroy(&r->large);
    pthread_mutex_destroy(&r->lock);
    free(r);
}

static struct desk *desk_take(struct reading *r)
{
    pthread_mutex_lock(&r->lock);
    struct desk *d = r->idle;
    if (d)
        r->idle = d->next;
    pthread_mutex_unlock(&r->lock);
    if (d)
        return d;
    d = xalloc(sizeof *d);
    d->arena = arena_new();
    d->scratch = extract_scratch_new(r->in->rules.extractor);
    return d;
}

void reading_drop(struct reading *r, struct answer_read *read)
{
    struct desk *d = (struct desk *)read; /* its first member */
    arena_reset(d->arena);
    pthread_mutex_lock(&r->lock);
    d->next = r->idle;
    r->idle = d;
    pthread_mutex_unlock(&r->lock);
}

static void extract_all(const struct reading *r, struct desk *d,
                        const struct ingest_answer *answer)
{
    struct raw_list *list = &d->read.list;
    struct posting *postings =
        arena_calloc(d->arena, list->n, sizeof *postings);
    for (size_t i = 0; i < list->n; i++)
        ingest_extract(r->in, d->scratch, answer, &list->v[i], d->arena,
                       &postings[i]);
    d->read.postings = postings;
}

struct answer_read *reading_take(struct reading *r,
                                 const struct ingest_answer *answer)
{
    struct desk *d = desk_take(r);
    bool large = answer->body.n > READING_SMALL_BYTES;
    d->read = (struct answer_read){.st = ST_OK};
    if (large)
        pthread_mutex_lock(&r->large);
    d->read.st =
        ingest_read_into(r->in, answer, d->arena, &d->read.list, &d->read.err);
    if (large)
        pthread_mutex_unlock(&r->large);
    if (d->read.st == ST_OK && r->extract && !large)
        extract_all(r, d, answer);
    return &d->read;
}
