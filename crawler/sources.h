/* SPDX-License-Identifier: MIT */
/* sources.h - the boards to crawl, from sources.yaml.
 *
 * A list of mappings. Keys: kind (one of boards.h, or of a preset in this
 * file), board (slug; not for page), url (page only), name (default
 * "KIND/BOARD", or "page/HOST" and the path), company (employer's name where
 * the board does not say), base (replaces the scheme and host of the kind's
 * API: another region, a mirror, a test server), allow_private (true lets it be
 * on a private or loopback address), match and except (which of the pages that
 * a sitemap lists), preset (how answers of a kind that has none are read).
 * docs/sources.md has the whole story. */
#ifndef CRAWLER_SOURCES_H
#define CRAWLER_SOURCES_H

#include "base/cleanup.h"
#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>

#define SOURCES_MAX               100000u
#define SOURCES_NAME_MAX_BYTES    200u
#define SOURCES_BOARD_MAX_BYTES   100u
#define SOURCES_COMPANY_MAX_BYTES 200u
#define SOURCES_MATCH_MAX_BYTES   1000u
#define SOURCES_PAGES_MAX         10000u /* of max_pages */

struct source {
    struct str name, kind;                /* set in every source */
    struct str board, url, company, base; /* absent where not given */
    struct str match, except; /* patterns for what a sitemap lists */
    struct str preset;    /* of a kind of the file's own: YAML, as written in
                             the file; else absent */
    unsigned preset_line; /* of its first byte, from 1 */
    bool allow_private;
    /* How much of it is wanted; 0: all, up to the limits of a crawl. */
    unsigned max_pages, max_postings;
    /* Not of the file, but put in by who has them: header lines with a key, as
     * ask.h says, and words for a key that is not there: the source is then
     * blocked without being asked. Absent: none is needed. */
    struct str secret_headers, lacks;
};

struct sources {
    struct source *v; /* in file order; names are unique */
    size_t n;
    struct str file; /* for messages */
    void *impl;
};

/* Read the file. ST_NO_INPUT; ST_CONFIG: err says file, line and key. */
MUST_CHECK enum st sources_load(const char *path, struct sources **out,
                                struct err *err);
/* The same from text, called file in messages. Nothing of text is kept. */
MUST_CHECK enum st sources_parse(struct str text, const char *file,
                                 struct sources **out, struct err *err);
/* A copy of text, ending in NUL, that lives as long as s. */
struct str sources_text(struct sources *s, struct str text);
void sources_free(struct sources *s); /* NULL is a no-op */

DEFINE_AUTO(struct sources *, sources_free);

#endif
