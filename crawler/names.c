/* SPDX-License-Identifier: MIT */
#include "crawler/names.h"
#include "base/alloc.h"
#include "base/hash.h"
#include <stdlib.h>

#define FIRST_SLOTS 64

void names_init(struct names *names)
{
    *names = (struct names){.arena = arena_new(), .n_slots = FIRST_SLOTS};
    names->slots = xcalloc(FIRST_SLOTS, sizeof *names->slots);
}

void names_done(struct names *names)
{
    arena_free(names->arena);
    free(names->v);
    free(names->slots);
    *names = (struct names){0};
}

/* The slot that holds name, or the free one where it belongs. */
static size_t find_slot(const struct names *names, struct str name)
{
    size_t mask = names->n_slots - 1;
    size_t at = (size_t)hash64(name) & mask;
    while (names->slots[at] && !str_eq(names->v[names->slots[at] - 1], name))
        at = (at + 1) & mask;
    return at;
}

static void grow(struct names *names)
{
    free(names->slots);
    names->n_slots *= 2;
    names->slots = xcalloc(names->n_slots, sizeof *names->slots);
    for (size_t i = 0; i < names->n; i++)
        names->slots[find_slot(names, names->v[i])] = (uint32_t)i + 1;
}

size_t names_put(struct names *names, struct str name, bool *is_new)
{
    size_t at = find_slot(names, name);
    if (is_new)
        *is_new = names->slots[at] == 0;
    if (names->slots[at])
        return names->slots[at] - 1;
    names->v = xgrow(names->v, names->n, &names->cap, sizeof *names->v);
    names->v[names->n++] = arena_str(names->arena, name);
    names->slots[at] = (uint32_t)names->n;
    if (names->n * 2 > names->n_slots)
        grow(names);
    return names->n - 1;
}
