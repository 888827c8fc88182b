/* SPDX-License-Identifier: MIT */
/* names.h - dense numbers for names.
 *
 * The first new name is 0, the next 1, and so on, so that whoever keeps facts
 * by name can keep them in a plain array. */
#ifndef CRAWLER_NAMES_H
#define CRAWLER_NAMES_H

#include "base/arena.h"
#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct names {
    struct arena *arena; /* holds the bytes of the names */
    struct str *v;       /* by number */
    uint32_t *slots;     /* number + 1; 0 is free */
    size_t n, cap, n_slots;
};

void names_init(struct names *names);
void names_done(struct names *names);

/* The number of name, which is copied when it is new. *is_new may be NULL. */
size_t names_put(struct names *names, struct str name, bool *is_new);

#endif
