/* SPDX-License-Identifier: MIT */
/* taxonomy_diff.h - what changed between two taxonomies, told by ids.
 *
 * Lines and order in the files do not count. A name that one concept lost and
 * another gained is one move, not a loss and a gain: it moves figures from one
 * row of a report to another. */
#ifndef TAXONOMY_TAXONOMY_DIFF_H
#define TAXONOMY_TAXONOMY_DIFF_H

#include "base/arena.h"
#include "taxonomy/taxonomy.h"

enum change_what {
    CHANGE_ADDED,   /* the id is new; after: its name */
    CHANGE_REMOVED, /* the id is gone; before: its name */
    CHANGE_VALUE,   /* list: "name", "kind", "parent", "wikidata" or "vendor";
                       before and after, absent where there was none */
    CHANGE_ENTRY_ADDED,   /* text is new in list, of an id that both have */
    CHANGE_ENTRY_REMOVED, /* text is gone from list */
    CHANGE_RELISTED,      /* the name in text went from list before to list
                             after of the same concept */
    CHANGE_MOVED          /* the name in text went from concept before (= id)
                             to concept after */
};

enum change_scope { SCOPE_CONCEPT, SCOPE_ROLE, SCOPE_GROUP };

struct taxonomy_change {
    enum change_scope scope;
    enum change_what what;
    struct str id;
    const char *list; /* a key of the file ("names", "weak"), or NULL */
    struct str text, before, after;
};

struct taxonomy_changes {
    const struct taxonomy_change *v; /* by scope, id, what, list, text */
    size_t n;
};

/* Compare. Everything lives in a or in the two taxonomies. */
void taxonomy_diff(const struct taxonomy *before, const struct taxonomy *after,
                   struct arena *a, struct taxonomy_changes *out);

/* "added", "removed", "changed", "entry_added", "entry_removed", "relisted",
 * "moved"; "concept", "role", "group". */
const char *change_what_name(enum change_what what);
const char *change_scope_name(enum change_scope scope);

#endif
