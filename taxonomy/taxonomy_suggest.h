/* SPDX-License-Identifier: MIT */
/* taxonomy_suggest.h - what somebody meant who named no id of the taxonomy. */
#ifndef TAXONOMY_TAXONOMY_SUGGEST_H
#define TAXONOMY_TAXONOMY_SUGGEST_H

#include "taxonomy/taxonomy.h"

#define TAXONOMY_SUGGEST_MAX_BYTES 64 /* longer words are like none */

/* The id of the concept, or role, that word is a name of ("postgres", "Apache
 * Spark", "apache-spark"), or else nearly the id of; t's. Absent: of none. */
struct str taxonomy_suggest_concept(const struct taxonomy *t, struct str word);
struct str taxonomy_suggest_role(const struct taxonomy *t, struct str word);

/* ST_BAD_INPUT with words: there is no such concept, or role; which one may be
 * meant; and where to look. */
MUST_CHECK enum st taxonomy_no_concept(const struct taxonomy *t,
                                       struct str word, struct err *err);
MUST_CHECK enum st taxonomy_no_role(const struct taxonomy *t, struct str word,
                                    struct err *err);

#endif
