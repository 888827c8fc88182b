/* SPDX-License-Identifier: MIT */
/* taxonomy_yaml.h - what the readers of the taxonomy's files share. */
#ifndef TAXONOMY_TAXONOMY_YAML_H
#define TAXONOMY_TAXONOMY_YAML_H

#include "base/arena.h"
#include "base/yaml.h"
#include "taxonomy/taxonomy.h"

#define TAXONOMY_ID_FIELD(type, key)                                           \
    CYAML_FIELD_STRING_PTR(#key, CYAML_FLAG_POINTER, type, key, 1,             \
                           TAXONOMY_ID_MAX_BYTES)
#define TAXONOMY_NAME_FIELD(type, key)                                         \
    CYAML_FIELD_STRING_PTR(#key, CYAML_FLAG_POINTER, type, key, 1,             \
                           TAXONOMY_NAME_MAX_BYTES)
#define TAXONOMY_LIST_FIELD(type, key, item)                                   \
    CYAML_FIELD_SEQUENCE(#key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, \
                         key, &item, 0, TAXONOMY_LIST_MAX)

/* Copies that live in a. */
struct str taxonomy_copy(struct arena *a, const char *s);
struct str_list taxonomy_copy_list(struct arena *a, char **v, unsigned n);

/* Give the line of each of the n items of the top-level sequence of text, which
 * libcyaml keeps to itself: the lines that begin as the first item does. */
void taxonomy_item_lines(struct str text, unsigned *lines, size_t n);

/* The first line of text in [first, last) that holds needle; 0 where none
 * does. */
unsigned taxonomy_line_with(struct str text, unsigned first, unsigned last,
                            struct str needle);

#endif
