/* SPDX-License-Identifier: MIT */
/* url.h - the addresses that we fetch, in one canonical form.
 *
 * A wrapper of curl_url(), so that what is checked here and what is fetched
 * later are read by the same parser. Only http and https; no user names, no
 * backslashes, no control bytes; hosts are ASCII in lower case without a dot
 * at the end, numeric IPv4 forms become dotted, dot segments are resolved,
 * bytes that are no URL characters percent-encoded, fragments dropped. */
#ifndef CRAWLER_URL_H
#define CRAWLER_URL_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>

#define URL_MAX_BYTES 8192u

struct url {
    char *text;              /* the whole, canonical; NULL when empty */
    struct str host, target; /* inside text; target: path and query */
    struct str origin; /* "https://host:port": the port when not default */
    unsigned port;
    bool tls; /* https */
};

/* Read s. *out is then to be released with url_done(); untouched on failure.
 * ST_BAD_INPUT: err says why it is no URL that we fetch. */
MUST_CHECK enum st url_parse(struct str s, struct url *out, struct err *err);

/* Read ref as found in a page or header of base (RFC 3986 section 5). An empty
 * ref is an error; one that has only a fragment is base. */
MUST_CHECK enum st url_resolve(const struct url *base, struct str ref,
                               struct url *out, struct err *err);

void url_done(struct url *u); /* u may be empty or zeroed */

/* The value of a parameter of url's query, as it is written; absent when there
 * is none. */
struct str url_param(struct str url, struct str name);

/* Append url with that parameter set to value, in place of the one it has. */
void url_with_param(struct buf *out, struct str url, struct str name,
                    uint64_t value);

/* Append s with everything but unreserved characters percent-encoded. */
void url_encode(struct buf *out, struct str s);

#endif
