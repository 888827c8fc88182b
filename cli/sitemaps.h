/* SPDX-License-Identifier: MIT */
/* sitemaps.h - from the answer of a sitemap to the pages that it lists: those
 * that may have changed are asked for, of the others the postings that the
 * store has were seen again. */
#ifndef CLI_SITEMAPS_H
#define CLI_SITEMAPS_H

#include "crawler/crawl.h"
#include "store/archive.h"
#include "store/postings.h"

/* Ask for what follows the answer f of a source of kind sitemap, and set its
 * verdict by it. store (NULL: nothing is known) tells of pages. Postings that
 * were seen again are added to f->n_postings; *n: how much follows, or would
 * have to be read again. Words live in a. Fails as the store does. */
MUST_CHECK enum st sitemaps_take(struct crawl_fetch *f, struct postings *store,
                                 struct arena *a, uint64_t *n, struct err *err);

/* The same for an answer of the archive: what it saw again, it saw then. */
MUST_CHECK enum st sitemaps_again(const struct archive_record *r,
                                  struct postings *store, struct arena *a,
                                  struct err *err);

#endif
