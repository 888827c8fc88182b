/* SPDX-License-Identifier: MIT */
/* recount.h - the made-up census looked through again for every single number:
 * slow, and another way than the report's. */
#ifndef TESTS_RECOUNT_H
#define TESTS_RECOUNT_H

#include "sample.h"

#define ANY_MONTH (-2)
#define ANY_SLOT  99

/* A role, and a month or the window of months that ends with it (but begins no
 * earlier than the sample does). */
struct scope {
    unsigned slot;
    int month;
    unsigned window;
};

/* Is the concept, or with below one under it, named in the row, with a label as
 * strong as max? */
bool recount_names(const struct sample *s, const struct scan_row *row,
                   size_t concept, bool below, enum label max);

/* One row per cluster of the scope: the first usable one, else the first, into
 * out, which has room for all rows. *raw grows by those found. */
size_t recount_rows(const struct sample *s, struct scope scope,
                    const struct scan_row **out, uint64_t *raw);

#endif
