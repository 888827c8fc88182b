/* SPDX-License-Identifier: MIT */
#include "base/hash.h"
#define XXH_INLINE_ALL
#include <stdio.h>
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-qual"
#include <xxhash.h>
#pragma GCC diagnostic pop

uint64_t hash64(struct str s)
{
    return XXH3_64bits(s.p, s.n);
}

uint64_t hash64_seed(struct str s, uint64_t seed)
{
    return XXH3_64bits_withSeed(s.p, s.n, seed);
}

const char *hash_hex(uint64_t h, char out[HASH_HEX_BYTES])
{
    snprintf(out, HASH_HEX_BYTES, "%016llx", (unsigned long long)h);
    return out;
}
