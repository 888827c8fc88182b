/* SPDX-License-Identifier: MIT */
/* ingest.h - an archived answer into the store: read, extract, put.
 *
 * The same steps serve crawl (an answer just fetched), import (a piece of a
 * file) and extract (records of the archive, again). */
#ifndef CLI_INGEST_H
#define CLI_INGEST_H

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/own_presets.h"
#include "cli/rules.h"
#include "extract/readers.h"
#include "store/postings.h"

struct ingest_counts {
    uint64_t postings, added, changed, same, bad;
};

struct ingest {
    struct cli *cli; /* borrowed */
    struct rules rules;
    struct own_presets own; /* by which kinds of the user's are read */
    struct postings *store;
    struct arena *page;    /* one answer */
    struct arena *posting; /* one posting */
    struct ingest_counts counts;
};

/* Load the taxonomy, compile the rules, open (or make) the store.
 * ingest_done() frees, also after a failure. */
MUST_CHECK enum st ingest_open(struct ingest *in, struct cli *cli,
                               struct err *err);
void ingest_done(struct ingest *in);

/* Figures of postings read under other rules mix two instruments: a store that
 * was filled with another taxonomy or other rules is named in a warning. */
MUST_CHECK enum st ingest_warn_of_mix(struct ingest *in, struct err *err);

/* What an answer is and where it is kept. */
struct ingest_answer {
    struct str kind, source, board;
    struct str url, content_type, body;
    struct str note;     /* of its request */
    struct str company;  /* employer where the board names none; without it
                            the board's slug is taken */
    struct str place;    /* for skips: URL, or file name */
    uint64_t first_line; /* of an ndjson piece within its file, from 1 */
    int64_t record_id, seen_utc;
};

/* Read the answer. Nothing is put; *out lives in arena, and borrows from the
 * body. Several threads may read at once. Statuses as reader_read(). */
MUST_CHECK enum st ingest_read_into(const struct ingest *in,
                                    const struct ingest_answer *a,
                                    struct arena *arena, struct raw_list *out,
                                    struct err *err);
/* Derive *out from one of its postings; it lives in arena, borrows from raw,
 * and threads with a scratch each may do so at once. */
void ingest_extract(const struct ingest *in, struct extract_scratch *scratch,
                    const struct ingest_answer *a, const struct raw *raw,
                    struct arena *arena, struct posting *out);
/* Put what was read of the answer: postings (list->n) are what was derived from
 * it; NULL: they are derived now. */
MUST_CHECK enum st ingest_put_list(struct ingest *in,
                                   const struct ingest_answer *a,
                                   struct raw_list *list,
                                   const struct posting *postings,
                                   struct err *err);

/* Read the answer, extract and put every posting, within the transaction that
 * the caller holds. Postings that cannot be read are counted and put as skips;
 * *n (may be NULL) is how many postings the answer holds. ST_BAD_INPUT: the
 * answer as a whole is not what its kind promises (nothing was put). */
MUST_CHECK enum st ingest_put(struct ingest *in, const struct ingest_answer *a,
                              uint64_t *n, struct err *err);

/* After the last posting: write the versions that the store's postings now
 * have, and settle which are copies of one another. */
MUST_CHECK enum st ingest_stamp(struct ingest *in, struct err *err);

#endif
