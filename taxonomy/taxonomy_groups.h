/* SPDX-License-Identifier: MIT */
/* taxonomy_groups.h - the any-of groups of a taxonomy, read and checked. */
#ifndef TAXONOMY_TAXONOMY_GROUPS_H
#define TAXONOMY_TAXONOMY_GROUPS_H

#include "taxonomy/taxonomy.h"

struct arena;

/* Read the groups of in into t, whose concepts are indexed already; they live
 * in a. ST_CONFIG: err has file and line: an id that is no id or is taken by a
 * group, concept or role; a member that is no concept or stands there twice;
 * fewer than two members. */
MUST_CHECK enum st taxonomy_groups_parse(struct taxonomy *t,
                                         const struct taxonomy_text *in,
                                         struct arena *a, struct err *err);

#endif
