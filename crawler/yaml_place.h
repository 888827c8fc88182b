/* SPDX-License-Identifier: MIT */
/* yaml_place.h - where in a list of mappings a value stands.
 *
 * libcyaml knows the place of what does not fit its schema; what is found wrong
 * later (a name used twice) needs another look at the text. */
#ifndef CRAWLER_YAML_PLACE_H
#define CRAWLER_YAML_PLACE_H

#include "base/str.h"

/* The line, from 1, of key in the entry-th mapping (from 0) of the list that
 * text is; of the mapping itself when key is NULL or not in it; 0 when there is
 * no such entry. */
unsigned yaml_place(struct str text, unsigned entry, const char *key);

#endif
