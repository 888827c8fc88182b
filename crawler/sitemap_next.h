/* SPDX-License-Identifier: MIT */
/* sitemap_next.h - what a source of kind sitemap asks for after an answer: the
 * sitemaps that robots.txt names, those that an index lists, the pages that a
 * sitemap lists.
 *
 * Pure. What is needed from answer to answer stands in the requests' notes:
 * "sitemap DEPTH HOST" (HOST: whose robots.txt names it; may be missing),
 * "page". The first request of a source, which has no note, is for a sitemap,
 * or for the robots.txt of a site. */
#ifndef CRAWLER_SITEMAP_NEXT_H
#define CRAWLER_SITEMAP_NEXT_H

#include "base/arena.h"
#include "crawler/ask.h"
#include "crawler/crawl.h"
#include "crawler/sources.h"

/* A page is asked again after so long, whatever the sitemap says. */
#define SITEMAP_TRUST_S (30 * 86400)

/* When the page at url was last asked for; 0: never. */
typedef int64_t sitemap_fetched(void *ctx, struct str url);

struct sitemap_facts {
    struct str url;  /* of the answer, after redirects */
    struct str note; /* of its request */
    int status;      /* HTTP; 0: no answer */
    bool good;       /* a whole answer */
    struct str body;
    int64_t now_utc;
    sitemap_fetched *fetched; /* NULL: nothing is known */
    void *ctx;
};

struct sitemap_plan {
    bool is_list; /* the answer was no page: there is nothing to read in it */
    const struct ask *v;
    size_t n;
    const struct str *unchanged; /* pages that need not be asked again */
    size_t n_unchanged;
    enum verdict verdict; /* what the answer deserves */
    struct str detail;    /* why; absent when ok */
};

/* True when s names a site, not a sitemap. */
bool sitemap_is_of_site(const struct source *s);

/* The first address that s asks: its sitemap, or the robots.txt of its site.
 * Appended to out. ST_BAD_INPUT as url_parse(). */
MUST_CHECK enum st sitemap_first(const struct source *s, struct buf *out,
                                 struct err *err);

/* What follows. Everything lives in a, or is of f. */
void sitemap_next(const struct source *s, const struct sitemap_facts *f,
                  struct arena *a, struct sitemap_plan *out);

#endif
