/* SPDX-License-Identifier: MIT */
/* name_set.h - which names are taken, and by whom.
 *
 * Names are one when a text can be both, whatever its case: "Power BI" takes
 * "powerbi". */
#ifndef TAXONOMY_NAME_SET_H
#define TAXONOMY_NAME_SET_H

#include "base/err.h"
#include "base/str.h"

struct name_set;

struct name_set *name_set_new(void);
void name_set_free(struct name_set *s); /* NULL is a no-op */

enum name_put {
    NAME_PUT,   /* it was free and is now the owner's */
    NAME_OWN,   /* the owner had it already */
    NAME_TAKEN, /* somebody else has it */
    NAME_UNFIT  /* no name can be so; err says why */
};

/* Give name to owner, who must outlive s. *taken_by (may be NULL) is set for
 * NAME_TAKEN. */
enum name_put name_set_put(struct name_set *s, struct str name,
                           struct str owner, struct str *taken_by,
                           struct err *err);

/* True when somebody has name. */
bool name_set_has(const struct name_set *s, struct str name);

DEFINE_AUTO(struct name_set *, name_set_free);

#endif
