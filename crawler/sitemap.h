/* SPDX-License-Identifier: MIT */
/* sitemap.h - the addresses that a sitemap lists. Pure.
 *
 * Sitemaps and sitemap indexes of sitemaps.org, RSS, Atom and text files of one
 * address a line, gzipped or not, told by what is in them. Namespaces may be
 * wrong; elements of other namespaces than the root's (image:loc) are not
 * looked at. Nothing is loaded from anywhere and no entity is expanded. What
 * stands before a fault is given. */
#ifndef CRAWLER_SITEMAP_H
#define CRAWLER_SITEMAP_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "crawler/url.h"
#include <stdbool.h>
#include <stdint.h>

#define SITEMAP_MAX_ENTRIES 50000u /* of one file; the protocol's own limit */
#define SITEMAP_MAX_BYTES   (64u << 20) /* unpacked */
#define SITEMAP_MAX_DEPTH   4u          /* of indexes that list indexes */

struct sitemap_entry {
    struct str loc;      /* as written, trimmed, with entities undone */
    int64_t changed_utc; /* its lastmod; 0: it has none that can be read */
    bool day;            /* which names a day only: changed_utc is its start */
};

struct sitemap {
    struct sitemap_entry *v; /* in the arena */
    size_t n;
    bool index;       /* the entries are sitemaps */
    bool cut;         /* there are more than SITEMAP_MAX_ENTRIES */
    bool broken;      /* no well-formed XML, or the packed file ends early: */
    struct err fault; /* why, then */
};

/* Read body. *out lives in a. ST_BAD_INPUT: it is no sitemap at all (HTML,
 * XML of something else, text without an address, corrupt gzip);
 * ST_TOO_BIG: more than SITEMAP_MAX_BYTES unpacked. */
MUST_CHECK enum st sitemap_parse(struct str body, struct arena *a,
                                 struct sitemap *out, struct err *err);

/* True when by its lastmod e has not changed since it was fetched. */
bool sitemap_is_unchanged(const struct sitemap_entry *e, int64_t fetched_utc);

/* True when the path of url looks like that of a sitemap or feed, not of a
 * site: it ends in .xml, .gz, .txt, .rss or .atom, or names "sitemap". */
bool sitemap_is_address(const struct url *url);

/* True when a sitemap at `at` may list `loc` by the protocol's rule: hosts are
 * the same ("www." in front does not count), or loc's is the host whose
 * robots.txt names the sitemap (absent: none does). */
bool sitemap_may_list(const struct url *at, struct str named_by,
                      const struct url *loc);

/* True when url fits the patterns, which are parted by blanks: one of them
 * occurs in it, where '*' stands for any characters and '$' at the end of a
 * pattern for the end. An absent text fits nothing. */
bool sitemap_matches(struct str patterns, struct str url);

#endif
