/* SPDX-License-Identifier: MIT */
/* recognize.h - which board an address is of, or a page embeds. Pure.
 *
 * Job pages, board pages, embedded boards and API addresses of every kind are
 * known, with the hosts of other regions. */
#ifndef CRAWLER_RECOGNIZE_H
#define CRAWLER_RECOGNIZE_H

#include "base/arena.h"
#include "crawler/url.h"

#define RECOGNIZE_MAX_BOARDS 50u

/* What sources.yaml is to say; absent where it has nothing to. */
struct recognized {
    struct str kind, board, base, url;
    unsigned votes; /* how often the page names it */
};

/* Read url. True: *out tells its board, in a. False: the address alone does not
 * tell. */
bool recognize_url(const struct url *url, struct arena *a,
                   struct recognized *out);

/* The boards that the page body, fetched at `at`, embeds or leads to, the most
 * named first; in a. Returns how many. A page that itself has schema.org
 * JobPosting, and a feed that it names, come last. */
size_t recognize_page(struct str body, const struct url *at, struct arena *a,
                      struct recognized **out);

/* True when two are of the same board. */
bool recognized_eq(const struct recognized *a, const struct recognized *b);

#endif
