/* SPDX-License-Identifier: MIT */
/* reading.h - answers read and extracted by several threads at once.
 *
 * What is made of an answer is pure: it needs the rules, and neither the store
 * nor the crawl. The arenas and the working memory that it takes are used again
 * for the next one. */
#ifndef CLI_READING_H
#define CLI_READING_H

#include "cli/ingest.h"

/* A larger answer is read alone, and its postings are extracted one by one when
 * they are stored: its parts would else stand in memory together. */
#define READING_SMALL_BYTES (1u << 20)

struct reading;

/* What an answer holds. */
struct answer_read {
    enum st st; /* of reader_read() */
    struct err err;
    struct raw_list list;
    const struct posting *postings; /* list.n of them; NULL: not extracted */
};

/* By the rules of in, which must outlive it. Without extraction when extract
 * is false. */
struct reading *reading_new(const struct ingest *in, bool extract);
void reading_free(struct reading *r); /* NULL is a no-op */

/* Read an answer; from any thread. What is given back lives until
 * reading_drop(), and so must the body. */
struct answer_read *reading_take(struct reading *r,
                                 const struct ingest_answer *answer);
void reading_drop(struct reading *r, struct answer_read *read);

DEFINE_AUTO(struct reading *, reading_free);

#endif
