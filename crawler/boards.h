/* SPDX-License-Identifier: MIT */
/* boards.h - the request side of each kind of source. */
#ifndef CRAWLER_BOARDS_H
#define CRAWLER_BOARDS_H

#include "crawler/ask.h"
#include "crawler/sources.h"
#include "crawler/url.h"

/* How the answers of a kind that come in several are asked for. */
enum board_paging {
    PAGES_ONE,     /* all there is comes in one */
    PAGES_OFFSET,  /* param: how many entries to pass over */
    PAGES_NUMBER,  /* param: of the page, from 1 */
    PAGES_NEXT,    /* an answer has the address of the next */
    PAGES_WORKDAY, /* a POST, "offset" in its body */
    PAGES_LISTS    /* the first one names lists, the newest first */
};

struct board_pages {
    enum board_paging how;
    const char *param;
    unsigned size; /* entries of a page that is full */
    unsigned last; /* the number of the last page that is served; or how many
                      of the lists are taken; 0: there is no such */
    bool whole;    /* the first answer has all there is, unless the server
                      capped it at a multiple of size */
};

/* One kind, as sources.yaml names it. */
struct board_kind {
    const char *name;
    const char *base;   /* scheme and host of its API; NULL: a source has an
                           url (a page, a feed) */
    const char *before; /* path before the board's slug */
    const char *after;  /* path and query behind it */
    const char *accept; /* value of the Accept header */
    const char *domain; /* its boards are hosts, the slug in front of this;
                           another base stands for the whole host. NULL: all
                           are on one host */
    const char *url;    /* without a base: where a source that has no url of its
                           own is; NULL: it must have one */
    const char *body;   /* of the first request, a POST; NULL: a GET */
    const char *detail; /* Accept header for details; NULL: accept */
    bool has_site;      /* a board is "HOST/SITE" */
    bool lists_pages;   /* a sitemap, or a site that has one */
    struct board_pages pages;
};

/* True when an answer of the kind may lead to further requests. */
bool board_leads_on(const struct board_kind *kind);

/* All kinds; *n of them. */
const struct board_kind *board_kinds(size_t *n);

/* The kind called name, or NULL. */
const struct board_kind *board_kind(struct str name);

/* The kind of s, which a preset of its file may have made. */
const struct board_kind *board_kind_of(const struct source *s);

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
