/* SPDX-License-Identifier: MIT */
/* site_page.h - what a site has beside the pages of its months: the links
 * between them, the index, and the Atom feed (RFC 4287).
 *
 * Links are relative, so that the site works from disk and under any address;
 * the feed's are absolute where the address is known. No clock: the date of an
 * entry is that of its last posting, and the time of day changes with its
 * content and versions. */
#ifndef REPORT_SITE_PAGE_H
#define REPORT_SITE_PAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "report/figures.h"
#include <stdint.h>

#define SITE_URL_MAX_BYTES 2000
#define SITE_FEED_MONTHS   60 /* entries of the feed at most, the latest */
#define SITE_FEED_NAME     "feed.xml"
#define SITE_SKILLS        3 /* of a role, in the index */
#define SITE_JSON_NAME     "report.json"
#define SITE_CSV_NAME      "report.csv"

struct site_month {
    int month;          /* month index of date.h */
    struct str brief;   /* for the index: a few words, plain text */
    struct str summary; /* for the feed: the headline, plain text */
    int64_t updated_utc;
};

struct site {
    struct str url;                  /* absolute, ends in '/'; "": not known */
    struct str versions;             /* "skilltally 1.2.3, taxonomy ..." */
    struct str roles;                /* their names, with commas between */
    const struct site_month *months; /* n in a row, the earliest first */
    size_t n;
};

/* What is told of a month with these figures; key is a hash of its content.
 * Lives in a. */
struct site_month site_month_of(const struct figures *f, int month,
                                uint64_t key, struct arena *a);

/* url with a '/' at its end, in a. ST_BAD_INPUT: it is no absolute http or
 * https address, or has a query or fragment. */
MUST_CHECK enum st site_url(struct str url, struct arena *a, struct str *out,
                            struct err *err);

/* "2025-10": the directory of a month. */
struct str site_month_dir(int month, struct arena *a);

/* Append the links that the page of a month has in its head, and those in its
 * body, where the site has the months first..last. */
void site_head_links(struct str url, int month, int first, int last,
                     struct buf *out);
void site_nav(int month, int first, int last, struct buf *out);

/* Append the index, the page that leads to the latest month, and the feed. A
 * site without months has an index that says so. */
void site_index(const struct site *s, struct buf *out);
void site_latest(const struct site *s, struct buf *out);
void site_feed(const struct site *s, struct buf *out);

#endif
