/* SPDX-License-Identifier: MIT */
/* role.h - which role of roles.yaml a title names. */
#ifndef EXTRACT_ROLE_H
#define EXTRACT_ROLE_H

#include "extract/pattern.h"
#include "taxonomy/taxonomy.h"

struct role_rules;
struct role_scratch; /* one thread's working memory */

struct role_found {
    struct str role; /* id, borrowed from the taxonomy; absent: none */
    struct str rule; /* "title:data-engineer:2"; borrowed from the rules */
};

/* Compile the patterns of t, which must outlive them. ST_CONFIG: one does not
 * compile; err has file, line and role. */
MUST_CHECK enum st role_rules_new(const struct taxonomy *t,
                                  struct role_rules **out, struct err *err);
void role_rules_free(struct role_rules *r); /* NULL is a no-op */
struct role_scratch *role_scratch_new(const struct role_rules *r);
void role_scratch_free(struct role_scratch *s); /* NULL is a no-op */

/* The role that a cleaned title (title.h) names: of all patterns the one that
 * matches furthest to the left, then the role that stands first. */
struct role_found role_of_title(const struct role_rules *r,
                                struct role_scratch *s, struct str clean);

/* The same as an index into the taxonomy's roles, with the place where the
 * role is named; SIZE_MAX: none. */
size_t role_named_in(const struct role_rules *r, struct role_scratch *s,
                     struct str text, struct span *where);

/* A cleaned title that gives no role but speaks of a field of ours ("Data
 * Specialist"), so that the text may name the role; not where it names sales,
 * teaching or the like. */
bool role_title_is_open(const struct role_rules *r, struct role_scratch *s,
                        struct str clean);

/* True when the title names no occupation, so that the text may tell. */
bool role_title_is_empty(struct str clean);

DEFINE_AUTO(struct role_rules *, role_rules_free);
DEFINE_AUTO(struct role_scratch *, role_scratch_free);

#endif
