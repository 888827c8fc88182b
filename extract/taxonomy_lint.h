/* SPDX-License-Identifier: MIT */
/* taxonomy_lint.h - faults of a taxonomy that only matching shows.
 *
 * What the loader refuses is not repeated here. This asks the matcher itself:
 * does a text that holds just a name find its concept, and only that? */
#ifndef EXTRACT_TAXONOMY_LINT_H
#define EXTRACT_TAXONOMY_LINT_H

#include "base/arena.h"
#include "extract/skills.h"

struct lint_fault {
    unsigned line; /* in taxonomy_file() */
    struct str words;
};

struct lint_faults {
    const struct lint_fault *v; /* by line */
    size_t n;
};

/* Look for names that no text finds (an exception of their own covers them),
 * concepts none of whose names are found, names that find two concepts because
 * spellings meet (a plural, a hyphen), and patterns that are slow. m is
 * compiled from t. Everything lives in a. Takes a second or two. */
void taxonomy_lint(const struct taxonomy *t, const struct skills *m,
                   struct arena *a, struct lint_faults *out);

/* A line of text in which concept index is found, its mention in brackets; in
 * a. Absent where no name of it counts in such a line. */
struct str taxonomy_example(const struct taxonomy *t, const struct skills *m,
                            size_t index, struct arena *a);

#endif
