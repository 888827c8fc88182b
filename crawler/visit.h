/* SPDX-License-Identifier: MIT */
/* visit.h - one source in the course of a run: what it asked, what it may
 * still ask, and how it went so far.
 *
 * Private to the crawl. */
#ifndef CRAWLER_VISIT_H
#define CRAWLER_VISIT_H

#include "crawler/ask.h"
#include "crawler/crawl.h"
#include "crawler/names.h"
#include "crawler/url.h"

struct visit {
    const struct source *source;
    struct url home;   /* its first URL: what is its own host */
    struct told *told; /* what was said last about it; NULL before any answer */
    struct names *asked; /* of each request, so that none comes twice; NULL
                            before the second */
    unsigned n_open;     /* requests that have not ended */
    unsigned n_requests, n_pages, n_failed, n_forbidden;
    uint64_t n_postings;
    int64_t started_utc;
    bool kept;     /* noted in the run that is kept */
    bool restart;  /* but not whole: begin anew after a kill */
    bool cut;      /* told->detail says which limit ended it */
    bool enough;   /* what has not begun is not wanted any more */
    bool as_asked; /* cut by a limit that the source sets itself */
};

/* The verdict so far, with the request that decided it. */
struct told {
    enum verdict verdict;
    int status;
    struct archive_ref ref;
    char *final_url;
    char detail[CRAWL_DETAIL_BYTES];
};

/* A visit of source, nothing asked yet. ST_BAD_INPUT as board_url(). */
MUST_CHECK enum st visit_new(const struct source *source, int64_t now_utc,
                             struct visit **out, struct err *err);
void visit_free(struct visit *v); /* NULL is a no-op */

/* True, and noted, when the visit did not ask this yet. */
bool visit_is_new(struct visit *v, const struct url *url, struct str body);

/* A request of the visit ended so. may_be_gone: as its ask has it. Of a page
 * that is gone then, or that a sitemap lists and robots.txt forbids, the
 * failure is none of the source's, unless robots.txt forbids them all. */
void visit_note(struct visit *v, const struct crawl_fetch *f, bool may_be_gone);

/* Something beside an answer that makes the visit incomplete: a limit of ours,
 * of the board, or (as_asked) of the source itself. The first one counts. */
void visit_cut(struct visit *v, const char *why, bool as_asked);

/* True when the source says how much of it is wanted. */
bool visit_has_limit(const struct visit *v);

/* True when a visit that ends so did what was asked of it: a limit of its own
 * is no failure. */
bool visit_is_good(const struct visit *v, enum verdict verdict);

/* What there is to say at its end. The texts live in the visit. */
void visit_end(struct visit *v, int64_t now_utc, struct crawl_end *out);

/* Let go what a visit that has ended needs no more. */
void visit_close(struct visit *v);

#endif
