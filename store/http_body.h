/* SPDX-License-Identifier: MIT */
/* http_body.h - the payload of a recorded response: dechunked, uncompressed.
 *
 * Private to store/. Records are not always what their heads say: writers
 * decode bodies and keep the old fields, so a body that does not begin as its
 * encoding does is taken as it is. */
#ifndef STORE_HTTP_BODY_H
#define STORE_HTTP_BODY_H

#include "base/err.h"
#include "base/str.h"
#include "store/http_head.h"
#include <stdbool.h>

#define HTTP_ENCODINGS_MAX 5

/* Decode raw, which followed head. *out is raw, or lives in one of the two
 * spare buffers, whose limit is the limit of the payload. *cut is set when the
 * body ends too soon: *out is what there was. ST_BAD_INPUT: corrupt, or an
 * encoding that is not known; ST_TOO_BIG. */
MUST_CHECK enum st http_body_decode(struct str raw,
                                    const struct http_head *head,
                                    struct buf spare[2], struct str *out,
                                    bool *cut, struct err *err);

#endif
