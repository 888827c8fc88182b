/* SPDX-License-Identifier: MIT */
/* compare_work.h - what the parts of compare.c share. Not for others. */
#ifndef REPORT_COMPARE_WORK_H
#define REPORT_COMPARE_WORK_H

#include "report/compare.h"
#include "report/sums.h"

struct comparison {
    const struct taxonomy *taxonomy;
    const struct rows *rows; /* marked; their slots are f's roles */
    const struct figures *f;
    const size_t *index; /* of the roles or the concepts, as asked */
    size_t n;
    struct arena *a;
};

struct page compare_roles(const struct comparison *c);
struct page compare_skills(const struct comparison *c);

/* Who names what in rows of rows_of_role(), by concept; the caller's, to
 * sums_free(). */
struct sums *compare_sums(const struct comparison *c, const uint32_t *idx,
                          size_t n);

#endif
