/* SPDX-License-Identifier: MIT */
/* boards.h - the request side of each kind of source. */
#ifndef CRAWLER_BOARDS_H
#define CRAWLER_BOARDS_H

#include "crawler/ask.h"
#include "crawler/sources.h"
#include "crawler/url.h"

/* One kind, as sources.yaml names it. */
struct board_kind {
    const char *name;
    const char *base;   /* scheme and host of its API; NULL: a source has its
                           own url (a page, a feed) */
    const char *before; /* path before the board's slug */
    const char *after;  /* path and query behind it */
    const char *accept; /* value of the Accept header */
    const char *domain; /* its boards are hosts, the slug in front of this;
                           another base stands for the whole host. NULL: all
                           are on one host */
};

/* All kinds; *n of them. */
const struct board_kind *board_kinds(size_t *n);

/* The kind called name, or NULL. */
const struct board_kind *board_kind(struct str name);

/* The URL that lists the postings of s, whose kind is known. *out is to be
 * released with url_done(). ST_BAD_INPUT: url or base cannot be fetched. */
MUST_CHECK enum st board_url(const struct source *s, struct url *out,
                             struct err *err);

/* How that first request of s is made: method, body, headers. Texts are static
 * or of s; url is absent. */
void board_ask(const struct source *s, struct ask *out);

/* The Accept header of a request that has none of its own. Static. */
struct str board_accept(const struct source *s);

#endif
