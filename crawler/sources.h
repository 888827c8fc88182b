/* SPDX-License-Identifier: MIT */
/* sources.h - the boards to crawl, from sources.yaml.
 *
 * A list of mappings. Keys: kind (greenhouse, lever, ashby, page), board (slug;
 * not for page), url (page only), name (default "KIND/BOARD", or "page/HOST"
 * and the path), company (employer's name where the board does not say),
 * base (replaces the scheme and host of the kind's API: another region, a
 * mirror, a test server), allow_private (true lets it be on a private or
 * loopback address). */
#ifndef CRAWLER_SOURCES_H
#define CRAWLER_SOURCES_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>

#define SOURCES_MAX 100000u

struct source {
    struct str name, kind, board, url, company, base;
    bool allow_private;
};

struct sources {
    struct source *v; /* in file order; names are unique */
    size_t n;
    void *impl;
};

/* ST_NO_INPUT; ST_CONFIG: err says file, line and key. */
MUST_CHECK enum st sources_load(const char *path, struct sources **out,
                                struct err *err);
void sources_free(struct sources *s); /* NULL is a no-op */

#endif
