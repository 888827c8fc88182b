/* SPDX-License-Identifier: MIT */
/* taxonomy_check.h - what must hold of a taxonomy beyond its form.
 *
 * Ids are well formed and used once, parents exist and make no cycle, names
 * can be matched, and no text would name two concepts by the same name. */
#ifndef TAXONOMY_TAXONOMY_CHECK_H
#define TAXONOMY_TAXONOMY_CHECK_H

#include "taxonomy/taxonomy.h"

/* t is loaded and indexed from the two texts. ST_CONFIG: err says the first
 * fault as "FILE:LINE: words". */
MUST_CHECK enum st taxonomy_check(const struct taxonomy *t,
                                  const struct taxonomy_text *skills,
                                  const struct taxonomy_text *roles,
                                  struct err *err);

#endif
