/* SPDX-License-Identifier: MIT */
/* http_codings.h - bodies that were compressed by brotli or zstd.
 *
 * Private to store/. */
#ifndef STORE_HTTP_CODINGS_H
#define STORE_HTTP_CODINGS_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>

/* Append what raw holds to out. *cut is set when it ends too soon. ST_TOO_BIG:
 * more than out takes; ST_BAD_INPUT: corrupt. */
MUST_CHECK enum st http_unbrotli(struct str raw, struct buf *out, bool *cut,
                                 struct err *err);
MUST_CHECK enum st http_unzstd(struct str raw, struct buf *out, bool *cut,
                               struct err *err);

/* True when raw begins as zstd does; brotli has no mark to be known by. */
bool http_is_zstd(struct str raw);

#endif
