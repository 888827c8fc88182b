/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/alloc.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES (64u << 10)
#define KEEP_BYTES  (4u << 20)
#define ALIGNMENT   _Alignof(max_align_t)

struct chunk {
    struct chunk *next;
    size_t cap, used;
    _Alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct chunk *head;    /* all chunks, in order of use */
    struct chunk *current; /* the one that is filled now */
    size_t used;
};

static struct chunk *chunk_new(size_t cap)
{
    size_t bytes;
    if (__builtin_add_overflow(sizeof(struct chunk), cap, &bytes))
        bytes = SIZE_MAX; /* ends the process */
    /* Zeroed once: compiled patterns read some bytes beyond a text's end, and
     * that must not look like the use of what was never written. */
    struct chunk *c = xalloc(bytes);
    *c = (struct chunk){.cap = cap};
    return c;
}

struct arena *arena_new(void)
{
    struct arena *a = xalloc(sizeof *a);
    a->head = a->current = chunk_new(CHUNK_BYTES);
    return a;
}

static void free_chunks(struct chunk *c)
{
    while (c) {
        struct chunk *next = c->next;
        free(c);
        c = next;
    }
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    free_chunks(a->head);
    free(a);
}

void arena_reset(struct arena *a)
{
    size_t kept = 0;
    for (struct chunk *c = a->head; c; c = c->next) {
        c->used = 0;
        kept += c->cap;
        if (kept > KEEP_BYTES ||
            (c->next && kept + c->next->cap > KEEP_BYTES)) {
            free_chunks(c->next);
            c->next = NULL;
        }
    }
    a->current = a->head;
    a->used = 0;
}

/* A chunk behind the current one with room for n bytes. */
static struct chunk *next_chunk(struct arena *a, size_t n)
{
    struct chunk *next = a->current->next;
    if (!next || next->cap < n) {
        struct chunk *c = chunk_new(n > CHUNK_BYTES ? n : CHUNK_BYTES);
        c->next = next;
        a->current->next = c;
        next = c;
    }
    a->current = next;
    return next;
}

void *arena_alloc(struct arena *a, size_t n)
{
    size_t padded = (n + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
    struct chunk *c = a->current;
    if (padded < n || c->cap - c->used < padded)
        c = next_chunk(a, padded < n ? SIZE_MAX / 2 : padded);
    void *p = c->bytes + c->used;
    c->used += padded;
    a->used += padded;
    return memset(p, 0, n);
}

void *arena_calloc(struct arena *a, size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes))
        bytes = SIZE_MAX / 2;
    return arena_alloc(a, bytes);
}

struct str arena_str(struct arena *a, struct str s)
{
    if (!s.p)
        return STR_NONE;
    char *p = arena_alloc(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    return (struct str){p, s.n};
}

struct str arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    size_t bytes = n > 0 ? (size_t)n : 0;
    char *p = arena_alloc(a, bytes + 1);
    vsnprintf(p, bytes + 1, fmt, again);
    va_end(again);
    return (struct str){p, bytes};
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}
