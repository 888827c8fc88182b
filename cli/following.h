/* SPDX-License-Identifier: MIT */
/* following.h - from what the reader found in an answer to what the crawl asks
 * next.
 *
 * Joins extract/ and crawler/, which do not know each other: pages, lists and
 * details as crawler/board_next.h plans them. A detail that the store has is
 * not asked for again as long as the list says the same of it, for two to four
 * weeks: texts change without their lists, and not all details are to fall due
 * on one day. */
#ifndef CLI_FOLLOWING_H
#define CLI_FOLLOWING_H

#include "crawler/crawl.h"
#include "extract/readers.h"
#include "store/postings.h"

#define FOLLOWING_DETAIL_MIN_S (14 * 24 * 3600)

struct following;

/* For a crawl of these sources, which are borrowed. */
struct following *following_new(const struct sources *sources);
void following_free(struct following *fl); /* NULL is a no-op */

/* Ask for what follows the answer f, in which the reader found list, and count
 * its postings into f->n_postings. Where the board has more than can be had,
 * the source is truncated. store (NULL: nothing is known) tells of details. *n:
 * how much follows, so that the same answer again has to be read again when it
 * is not 0. Fails as the store does. */
MUST_CHECK enum st following_take(struct following *fl, struct crawl_fetch *f,
                                  const struct raw_list *list,
                                  struct postings *store, uint64_t *n,
                                  struct err *err);

/* The same for an answer that is of no use: a site without a robots.txt may
 * have a sitemap all the same. Fails as crawl_follow() cannot. */
MUST_CHECK enum st following_failed(struct following *fl, struct crawl_fetch *f,
                                    struct err *err);

/* True for an answer whose postings its list has counted. */
bool following_is_counted(const struct ask *ask);

/* Nothing more comes of a source: forget what was seen of it. */
void following_end(struct following *fl, const struct source *source);

DEFINE_AUTO(struct following *, following_free);

#endif
