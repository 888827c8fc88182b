/* SPDX-License-Identifier: MIT */
/* settle.h - the parts of postings_settle(). Private to store/. */
#ifndef STORE_SETTLE_H
#define STORE_SETTLE_H

#include "store/likeness.h"
#include "store/postings_impl.h"

/* When so many of the postings, one of the two, may have other copies than
 * before, all are settled. */
#define SETTLE_WHOLE_PART 2

/* Fill the table temp.part with the postings whose copies may be other ones
 * than before: those that are not settled, and all that the search for copies
 * could compare with one of them, with one of these, and so on. What it says of
 * them is then the same with the others there and without. *whole is set, and
 * the table of no use, when they are so many that all should be settled. */
MUST_CHECK enum st settle_choose(struct postings *s, bool *whole,
                                 struct err *err);

/* The advert in five columns of a row from at on: number of its employer (0
 * unknown), role, date posted, title, its places. */
struct advert settle_advert(sqlite3_stmt *query, int at);

/* Tell the boilerplate of the employer, whose copies are settled. */
MUST_CHECK enum st settle_boilerplate(struct postings *s, int64_t employer,
                                      struct err *err);

#endif
