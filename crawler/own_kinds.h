/* SPDX-License-Identifier: MIT */
/* own_kinds.h - the kinds that a sources.yaml makes itself.
 *
 * An entry with a `preset` gives its `kind` a meaning, for itself and for the
 * other entries of that kind. What the preset says is not for the crawler,
 * which keeps the text for whoever reads the answers. Used by sources.c. */
#ifndef CRAWLER_OWN_KINDS_H
#define CRAWLER_OWN_KINDS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct own_kinds {
    struct yaml_written *presets; /* in the order of the file */
    struct str *names;            /* their kinds; absent until told */
    size_t n;
};

/* Find the presets of the list that text is. They live in a. */
void own_kinds_find(struct str text, struct arena *a, struct own_kinds *out);

/* kind (which outlives o) is what the i-th preset is for.
 * ST_CONFIG: it is no name for a kind, or has another preset. */
MUST_CHECK enum st own_kinds_name(struct own_kinds *o, size_t i,
                                  struct str kind, struct err *err);

/* The preset of kind, or NULL; only those that were named. */
const struct yaml_written *own_kinds_preset(const struct own_kinds *o,
                                            struct str kind);

#endif
