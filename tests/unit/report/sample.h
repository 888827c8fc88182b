/* SPDX-License-Identifier: MIT */
/* sample.h - a made-up census for the tests of report/: some 2,000 postings
 * over 2025, four roles, with copies, floods, an outage and thin months. The
 * same on every machine. */
#ifndef TESTS_SAMPLE_H
#define TESTS_SAMPLE_H

#include "report/figures.h"

#define SAMPLE_FIRST_MONTH (2025 * 12)     /* 2025-01 */
#define SAMPLE_OUTAGE      (2025 * 12 + 7) /* data scientists: none */
#define SAMPLE_THIN        (2025 * 12 + 2) /* cloud engineers: a handful */

struct sample {
    struct taxonomy taxonomy;
    struct scan_names names;
    struct scan_row *rows;
    size_t n_rows;
    struct arena *arena; /* owns everything */
};

/* n postings. */
void sample_init(struct sample *s, size_t n);
void sample_done(struct sample *s);

/* The same postings in another order, of which seed decides. */
void sample_shuffle(struct sample *s, uint64_t seed);

/* Give concepts, roles and versions these names, in turn from names[first] on.
 * Returns how many were used. */
size_t sample_rename(struct sample *s, const struct str *names, size_t n,
                     size_t first);

/* Hostile names: the lines and cells of ../shared/conformance where that is
 * there, and always a list of our own. They live in a. */
struct str *sample_hostile(struct arena *a, size_t *n);

/* Compute as the report does, with fixed version strings. */
void sample_figures(const struct sample *s, const struct figures_options *o,
                    struct arena *a, struct figures *out);

/* The same, with the rows that they are of; to be released with rows_done(). */
void sample_figures_of(const struct sample *s, const struct figures_options *o,
                       struct arena *a, struct figures *out, struct rows *rows);

/* Give every skill of every role two quotes made of these texts. */
void sample_evidence(struct figures *f, const struct str *texts, size_t n,
                     struct arena *a);

/* Options as the golden files have them: all open, versions fixed. */
struct figures_options sample_options(void);

#endif
