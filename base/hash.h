/* SPDX-License-Identifier: MIT */
/* hash.h - fingerprints of bytes (XXH3; frozen output, not cryptographic). */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"
#include <stdint.h>

#define HASH_HEX_BYTES 17 /* 16 hexadecimal digits and NUL */

uint64_t hash64(struct str s);
uint64_t hash64_seed(struct str s, uint64_t seed);
/* 16 lower-case hexadecimal digits. Returns out. */
const char *hash_hex(uint64_t h, char out[HASH_HEX_BYTES]);

#endif
