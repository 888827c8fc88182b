/* SPDX-License-Identifier: MIT */
/* gazetteer_list.h - the entries of a gazetteer while they are read. */
#ifndef TAXONOMY_GAZETTEER_LIST_H
#define TAXONOMY_GAZETTEER_LIST_H

#include "taxonomy/gazetteer.h"

struct gazetteer_list {
    struct arena *arena; /* borrowed: texts are copied to it */
    struct gazetteer_entry *v;
    size_t n, cap, n_skipped;
    bool full; /* an entry over GAZETTEER_MAX_ENTRIES was dropped */
};

/* Append a copy of e. others holds further names, one a line or between '|'.
 * What stands in brackets behind a name is cut off and may tell the kind
 * ("Python (programming language)"). An entry without a name is left out and
 * counted. */
void gazetteer_list_add(struct gazetteer_list *list,
                        const struct gazetteer_entry *e, struct str others);

/* ST_TOO_BIG when it was full, ST_BAD_INPUT when it is empty. */
MUST_CHECK enum st gazetteer_list_end(const struct gazetteer_list *list,
                                      const char *path, struct err *err);

/* The entries, copied to the arena. */
const struct gazetteer_entry *
gazetteer_list_take(const struct gazetteer_list *list);
void gazetteer_list_done(struct gazetteer_list *list);

/* Read Lightcast's JSON: {"data": [{"id", "name", "type": {"name"}}]}, or the
 * list alone. ST_BAD_INPUT: malformed, or no such list. */
MUST_CHECK enum st gazetteer_read_json(struct str text, const char *path,
                                       struct gazetteer_list *list,
                                       struct err *err);

#endif
