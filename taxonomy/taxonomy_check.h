/* SPDX-License-Identifier: MIT */
/* taxonomy_check.h - what must hold of a taxonomy beyond its form.
 *
 * Ids are well formed and used once, parents exist and make no cycle, names
 * can be matched, no text would name two concepts by the same name, and cross-
 * references have their form. */
#ifndef TAXONOMY_TAXONOMY_CHECK_H
#define TAXONOMY_TAXONOMY_CHECK_H

#include "taxonomy/taxonomy.h"

/* t is loaded and indexed from these texts; groups are not looked at.
 * ST_CONFIG: err says the first fault as "FILE:LINE: words". */
MUST_CHECK enum st taxonomy_check(const struct taxonomy *t,
                                  const struct taxonomy_texts *in,
                                  struct err *err);

/* ST_CONFIG: id is not made of small letters, digits and inner hyphens. */
MUST_CHECK enum st taxonomy_check_id(const char *file, unsigned line,
                                     struct str id, struct err *err);

/* Has the reference the form of those of ESCO (a URI), of Wikidata ("Q1")? */
bool taxonomy_is_esco(struct str uri);
bool taxonomy_is_wikidata(struct str id);

#endif
