/* SPDX-License-Identifier: MIT */
/* role.h - which role of roles.yaml a posting is for. */
#ifndef EXTRACT_ROLE_H
#define EXTRACT_ROLE_H

#include "extract/pattern.h"
#include "extract/structure.h"
#include "taxonomy/taxonomy.h"

struct role_rules;

struct role_found {
    struct str role; /* id, borrowed from the taxonomy; absent: none */
    struct str rule; /* "title:data-engineer:2", "text:data-engineer" */
};

/* Compile the patterns of t, which must outlive them. ST_CONFIG: one does not
 * compile; err has file, line and role. */
MUST_CHECK enum st role_rules_new(const struct taxonomy *t,
                                  struct role_rules **out, struct err *err);
void role_rules_free(struct role_rules *r); /* NULL is a no-op */

/* The role that a cleaned title (title.h) names: of all patterns the one that
 * matches furthest to the left, then the role that stands first. */
struct role_found role_of_title(const struct role_rules *r,
                                struct pattern_scratch *s, struct str clean);

/* True when the title names no occupation, so that the text may tell. */
bool role_title_is_empty(struct str clean);

/* The role that the text says it is for ("we are looking for a data
 * engineer"); none where it names none, or several alike. a is
 * scratch. */
struct role_found role_of_text(const struct role_rules *r,
                               struct pattern_scratch *s, const struct doc *doc,
                               const struct structure *in, struct arena *a);

/* The level of whom the text looks for or speaks to ("as a senior engineer,
 * you will ..."). */
enum seniority seniority_of_text(const struct doc *doc,
                                 const struct structure *in);

DEFINE_AUTO(struct role_rules *, role_rules_free);

#endif
