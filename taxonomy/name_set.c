/* SPDX-License-Identifier: MIT */
#include "taxonomy/name_set.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/hash.h"
#include "taxonomy/taxonomy_words.h"
#include <stdlib.h>

#define FIRST_SLOTS 1024u

struct slot {
    struct str spelling; /* absent: the slot is free */
    struct str owner;
};

struct name_set {
    struct arena *arena;
    struct slot *v; /* open addressing; size is a power of two */
    size_t size, n;
};

struct name_set *name_set_new(void)
{
    struct name_set *s = xalloc(sizeof *s);
    s->arena = arena_new();
    s->size = FIRST_SLOTS;
    s->v = xcalloc(s->size, sizeof *s->v);
    return s;
}

void name_set_free(struct name_set *s)
{
    if (!s)
        return;
    arena_free(s->arena);
    free(s->v);
    free(s);
}

static struct slot *slot_of(const struct name_set *s, struct str spelling)
{
    size_t at = (size_t)hash64(spelling) & (s->size - 1);
    while (s->v[at].spelling.p && !str_eq(s->v[at].spelling, spelling))
        at = (at + 1) & (s->size - 1);
    return &s->v[at];
}

static void grow(struct name_set *s)
{
    struct slot *old = s->v;
    size_t n = s->size;
    s->size *= 2;
    s->v = xcalloc(s->size, sizeof *s->v);
    for (size_t i = 0; i < n; i++)
        if (old[i].spelling.p)
            *slot_of(s, old[i].spelling) = old[i];
    free(old);
}

enum name_put name_set_put(struct name_set *s, struct str name,
                           struct str owner, struct str *taken_by,
                           struct err *err)
{
    struct name_key key;
    char bytes[NAME_SPELLING_MAX_BYTES];
    if (name_key_of(name, &key, err) != ST_OK)
        return NAME_UNFIT;
    const struct str spelling = {bytes, name_key_spelling(&key, bytes)};
    struct slot *slot = slot_of(s, spelling);
    if (slot->spelling.p) {
        if (str_eq(slot->owner, owner))
            return NAME_OWN;
        if (taken_by)
            *taken_by = slot->owner;
        return NAME_TAKEN;
    }
    *slot = (struct slot){arena_str(s->arena, spelling), owner};
    if (++s->n > s->size / 2)
        grow(s);
    return NAME_PUT;
}

bool name_set_has(const struct name_set *s, struct str name)
{
    struct name_key key;
    char bytes[NAME_SPELLING_MAX_BYTES];
    if (name_key_of(name, &key, NULL) != ST_OK)
        return false;
    return slot_of(s, (struct str){bytes, name_key_spelling(&key, bytes)})
               ->spelling.p != NULL;
}
