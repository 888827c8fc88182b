/* SPDX-License-Identifier: MIT */
/* tally.h - count, for a set of distinct postings, who names what.
 *
 * Each concept is counted twice: by name (the posting names this very concept)
 * and as a union (it names the concept or anything below it in the taxonomy);
 * and each any-of group of the taxonomy (it names one member or more); each
 * posting once. All sums are of whole numbers, so that the order of the
 * postings does not matter. */
#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include "report/rows.h"
#include "report/stats.h"

struct tally_cell {
    uint32_t named;     /* postings */
    uint32_t required;  /* of them, those whose strongest label is this */
    uint32_t preferred; /* likewise */
    uint32_t in_section[SECTIONS]; /* by where the strongest mention stands */
    uint32_t employers; /* distinct employers of the postings that name it */
    uint64_t xx, xn;    /* sums over employers, as in stats.h */
    uint64_t weighted;  /* sum over employers of x_e / n_e, in units of 2^-32 */
};

struct tally {
    uint64_t distinct;  /* postings counted */
    uint64_t usable;    /* of them with usable text: the denominator */
    uint64_t employers; /* of the usable ones */
    uint64_t nn;        /* sum over employers of n_e * n_e */
    uint64_t largest;   /* usable postings of the employer that has most */
    size_t n_concepts;
    struct tally_cell *by_name, *as_union; /* by concept */
    struct tally_cell *groups;             /* by group of the taxonomy; these
                                              two are NULL but for TALLY_ALL */
};

struct tally_work; /* memory for counting, to be used again and again */

struct tally_work *tally_work_new(const struct taxonomy *t);
void tally_work_free(struct tally_work *w); /* NULL is a no-op */

enum tally_detail {
    TALLY_COUNTS, /* postings and employers only; every cell stays 0 */
    TALLY_NAMES,  /* by name too */
    TALLY_ALL
};

/* The rows to count: idx[0..n) of rows, sorted by employer. */
struct tally_input {
    const struct rows *rows;
    const uint32_t *idx;
    size_t n;
    enum tally_detail detail;
};

/* Count in. out's cells live in a. */
void tally_count(struct tally_work *w, const struct tally_input *in,
                 struct arena *a, struct tally *out);

/* For each of the n concepts v, the least and the largest share (by name) among
 * in's usable postings when those of any one employer are left out, into
 * out[i]; NAN where nothing is left. t is what tally_count() made of in. */
void tally_without_one(const struct tally_input *in, const struct tally *t,
                       const uint32_t *v, size_t n, struct interval *out);

DEFINE_AUTO(struct tally_work *, tally_work_free);

#endif
