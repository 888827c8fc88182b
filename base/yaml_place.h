/* SPDX-License-Identifier: MIT */
/* yaml_place.h - where in a YAML text a value stands.
 *
 * libcyaml knows the place of what does not fit its schema; what is found wrong
 * later (a name used twice), or is kept as it is written, needs another look at
 * the text. */
#ifndef BASE_YAML_PLACE_H
#define BASE_YAML_PLACE_H

#include "base/arena.h"
#include "base/str.h"
#include <stdbool.h>

/* For yaml_line(): the text is a mapping, not a list of mappings. */
#define YAML_WHOLE (~0u)

/* The line, from 1, of key in the entry-th mapping (from 0) of the list that
 * text is; of the mapping itself when key is NULL or not in it; 0 when there is
 * no such entry. */
unsigned yaml_line(struct str text, unsigned entry, const char *key);

/* A value as it is written. */
struct yaml_written {
    unsigned entry, line; /* line: of its first byte, from 1 */
    struct str text; /* indented as in the file, so that it can be read alone */
};

#define YAML_WRITTEN_MAX 1000u

/* The mappings that are values of key in the entries of the list that text is,
 * in the order of the text, at most YAML_WRITTEN_MAX; they live in a. Entries
 * where it has another value are passed over. Returns how many. */
size_t yaml_written(struct str text, const char *key, struct arena *a,
                    struct yaml_written **out);

#endif
