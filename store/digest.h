/* SPDX-License-Identifier: MIT */
/* digest.h - the digests that WARC records carry.
 *
 * SHA-256 in hexadecimal: it passes `warcio check`, keeps to the token syntax
 * of WARC's digest fields (padded base 32 does not), and two bodies made to
 * collide, as SHA-1 allows, are not taken for one. */
#ifndef STORE_DIGEST_H
#define STORE_DIGEST_H

#include "base/err.h"
#include "base/str.h"
#include <stddef.h>

#define DIGEST_TEXT_BYTES 72 /* "sha256:", 64 digits and NUL */

/* The digest of n parts, one after the other. ST_BUG: the crypto library has
 * no SHA-256. */
MUST_CHECK enum st digest_text(const struct str *parts, size_t n,
                               char out[DIGEST_TEXT_BYTES], struct err *err);

/* The same, the last part being that of a file (base/spool.h): its pages are
 * given back as they were read. */
MUST_CHECK enum st digest_spooled(const struct str *parts, size_t n,
                                  char out[DIGEST_TEXT_BYTES], struct err *err);

#endif
