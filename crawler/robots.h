/* SPDX-License-Identifier: MIT */
/* robots.h - what a robots.txt says to one crawler, as RFC 9309 reads it.
 *
 * Pure: bytes in, answers out; whether and how the file was fetched is decided
 * elsewhere. Any bytes are accepted, and matching takes time linear in the
 * rule and the path, whatever their wildcards.
 *
 * - The groups whose user-agent line names our product token (letters, '-',
 *   '_'; case ignored; what follows, as "/1.0", does not count) are merged;
 *   without any, the groups of '*' hold; without those, all is allowed.
 * - The longest matching rule decides; allow wins a tie; no rule allows.
 *   '*' stands for any bytes, a '$' at the end for the end. A rule that does
 *   not begin with '/' or '*' can match nothing. /robots.txt is allowed.
 * - Rule and path are compared with percent-encoding made equal: unreserved
 *   characters plain, everything that is not a URL character encoded, '$' and
 *   '*' in a path encoded, other reserved characters as they stand.
 * - Only allow and disallow end a run of user-agent lines; unknown lines are
 *   passed over. Taken as meant: a missing colon, "useragent", "user agent",
 *   five misspellings of "disallow", "site-map", "crawldelay".
 * - Not taken over from Google's parser, since the RFC has neither: a rule for
 *   /dir/index.html says nothing of /dir/, and long lines are not cut. */
#ifndef CRAWLER_ROBOTS_H
#define CRAWLER_ROBOTS_H

#include "base/cleanup.h"
#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ROBOTS_MAX_BYTES         (500u << 10) /* what lies behind is ignored */
#define ROBOTS_MAX_SITEMAPS      1000u
#define ROBOTS_MAX_CRAWL_DELAY_S 1000000u /* a larger one is no number */

struct robots;

/* Read text for the crawler named agent (its product token, or a whole
 * User-Agent that begins with it). The result is the caller's, to free with
 * robots_free(); neither argument is kept. */
struct robots *robots_parse(struct str text, struct str agent);
void robots_free(struct robots *r); /* NULL is a no-op */

/* May url (or its path and query) be fetched? A NULL r allows everything. */
bool robots_allows(const struct robots *r, struct str url);

/* The Crawl-delay that holds for us, in milliseconds; -1: none, or none that
 * can be read as a number. */
int64_t robots_crawl_delay_ms(const struct robots *r);

/* The Sitemap lines, which belong to no group; valid as long as r. */
const struct str *robots_sitemaps(const struct robots *r, size_t *n);

/* True when text is an HTML page, as servers give that have no robots.txt. */
bool robots_is_html(struct str text);

DEFINE_AUTO(struct robots *, robots_free);

#endif
