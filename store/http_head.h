/* SPDX-License-Identifier: MIT */
/* http_head.h - the HTTP heads that WARC records hold.
 *
 * Private to store/. */
#ifndef STORE_HTTP_HEAD_H
#define STORE_HTTP_HEAD_H

#include "base/str.h"
#include <stdbool.h>

struct http_head {
    struct str text; /* status line and fields, with the empty line */
    int status;      /* 0: the status line has none */
    struct str content_type, content_encoding, transfer_encoding;
};

/* Read the head of a response that block begins with; slices are of block.
 * False when it is no HTTP or the head does not end within max_bytes. */
bool http_head_parse(struct str block, size_t max_bytes, struct http_head *out);

/* Append the last head of a response (behind any 1xx) as it fits a body that
 * was decoded: without Content-Encoding and Transfer-Encoding, with the true
 * Content-Length, and as HTTP/1.1 where it came by HTTP/2 or 3, which readers
 * of WARC do not know. Returns "h2" or "h3" then, else NULL. */
const char *http_head_write_decoded(struct str head, size_t body_bytes,
                                    struct buf *out);

/* Append a request head, as HTTP/1.1 where it says HTTP/2 or 3. */
void http_head_write_request(struct str head, struct buf *out);

#endif
