/* SPDX-License-Identifier: MIT */
/* ask.h - one request that a source wants to make.
 *
 * What a kind's first request is (boards.h), and what the reader of an answer
 * wants to have fetched next (crawl_follow()). */
#ifndef CRAWLER_ASK_H
#define CRAWLER_ASK_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>

#define ASK_BODY_MAX_BYTES    (64u << 10)
#define ASK_HEADERS_MAX_BYTES (8u << 10)
#define ASK_NOTE_MAX_BYTES    200u
#define ASK_VALUE_MAX_BYTES   1000u

/* What an answer is for, and so which limit counts it. */
enum ask_part {
    ASK_PAGE,  /* a list, a sitemap, the next page of one */
    ASK_DETAIL /* one posting */
};

/* Slices are the caller's, and copied by whoever keeps them. */
struct ask {
    struct str url;     /* may be relative to the answer that names it */
    struct str body;    /* present: POST it; absent: GET */
    struct str accept;  /* absent: as the kind has it */
    struct str headers; /* further ones, "Name: value\n" each; may be absent */
    struct str secret_headers; /* the same, for keys: kept out of the archive,
                                  and sent to the source's own origin only;
                                  User-Agent may be among them, where an API
                                  takes it for an account */
    struct str note; /* for the reader: which of a kind's answers it is; kept in
                        the archive; absent for the first request */
    enum ask_part part;
    bool may_be_gone; /* 404 and 410 are no fault of the source: a posting that
                         was closed since its list was made */
};

/* True when every text is within its limit and can stand where it is to stand:
 * header lines are well formed (and none is Host, Content-Length, Connection
 * or Transfer-Encoding; User-Agent only as a secret), the note has no control
 * bytes. *why says what is wrong. */
bool ask_check(const struct ask *a, struct err *why);

/* True for a text of one line, without control bytes, that a header's value may
 * be: what a server said of its content, to be told to it again. */
bool ask_value_is_sound(struct str value);

/* A copy with its texts, in one piece of memory, to free(). Empty texts are
 * kept apart from absent ones. The url is not copied. */
struct ask *ask_copy(const struct ask *a);

#endif
