/* SPDX-License-Identifier: MIT */
/* rules.h - taxonomy and compiled rules, as one thing to open and close. */
#ifndef CLI_RULES_H
#define CLI_RULES_H

#include "base/err.h"
#include "extract/extract.h"
#include "taxonomy/taxonomy.h"

struct rules {
    struct taxonomy *taxonomy;
    struct extractor *extractor;
    struct extract_scratch *scratch; /* for the calling thread */
};

/* Load the taxonomy of directory flag (NULL: the default one), without rules.
 * *out is the caller's, to free with taxonomy_free(). */
MUST_CHECK enum st rules_load_taxonomy(const char *flag, struct taxonomy **out,
                                       struct err *err);

/* Load the taxonomy of directory flag (NULL: the default one) and compile it.
 * rules_done() frees, also after a failure. */
MUST_CHECK enum st rules_open(struct rules *r, const char *flag,
                              struct err *err);
void rules_done(struct rules *r);

#endif
