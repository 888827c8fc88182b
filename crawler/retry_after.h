/* SPDX-License-Identifier: MIT */
/* retry_after.h - how long a server asks us to stay away.
 *
 * The Retry-After header of RFC 9110: whole seconds, or a date in one of the
 * three forms that HTTP has. */
#ifndef CRAWLER_RETRY_AFTER_H
#define CRAWLER_RETRY_AFTER_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

/* Some servers ask for hours; a crawl does not wait longer than this. Whoever
 * asks for so much or more is not asked again in the same crawl. */
#define RETRY_AFTER_MAX_MS (5 * 60 * 1000)

/* Milliseconds to wait from now_utc, clamped to RETRY_AFTER_MAX_MS; 0 for a
 * date that has passed; -1 when value is absent or neither number nor date. */
int64_t retry_after_ms(struct str value, int64_t now_utc);

/* An HTTP date (IMF-fixdate, RFC 850, asctime; always GMT). A two-digit year is
 * the one within fifty years of now_utc. False: it is none; *out_utc is then
 * untouched. */
bool http_date_parse(struct str s, int64_t now_utc, int64_t *out_utc);

#endif
