/* SPDX-License-Identifier: MIT */
#include "store/bands.h"
#include "base/alloc.h"
#include <stdlib.h>
#include <string.h>

#define MIN_HEADS   1024u
#define BAND_FACTOR UINT64_C(0x9e3779b97f4a7c15)

static uint64_t band_hash(const struct sketch *s, uint32_t band)
{
    uint64_t h = band + 1;
    for (uint32_t i = 0; i < LIKENESS_BAND_BINS; i++)
        h = (h ^ s->bins[band * LIKENESS_BAND_BINS + i]) * BAND_FACTOR;
    return h ^ h >> 29;
}

void bands_init(struct bands *b, uint32_t n)
{
    uint64_t heads = MIN_HEADS;
    while (heads < (uint64_t)n * LIKENESS_BANDS)
        heads *= 2;
    b->mask = heads - 1;
    b->heads = xcalloc(heads, sizeof *b->heads);
    memset(b->heads, 0xff, heads * sizeof *b->heads);
    b->next = xcalloc((size_t)n * LIKENESS_BANDS, sizeof *b->next);
}

void bands_done(struct bands *b)
{
    free(b->heads);
    free(b->next);
}

void bands_add(struct bands *b, uint32_t item, const struct sketch *s)
{
    for (uint32_t band = 0; band < LIKENESS_BANDS; band++) {
        uint64_t at = band_hash(s, band) & b->mask;
        uint32_t entry = item * LIKENESS_BANDS + band;
        b->next[entry] = b->heads[at];
        b->heads[at] = entry;
    }
}

uint32_t bands_first(const struct bands *b, const struct sketch *s,
                     uint32_t band)
{
    return b->heads[band_hash(s, band) & b->mask];
}

uint32_t bands_next(const struct bands *b, uint32_t entry)
{
    return b->next[entry];
}

bool bands_meet(uint32_t entry, const struct sketch *theirs,
                const struct sketch *s, uint32_t band)
{
    size_t at = band * LIKENESS_BAND_BINS;
    return entry % LIKENESS_BANDS == band &&
           memcmp(&theirs->bins[at], &s->bins[at],
                  LIKENESS_BAND_BINS * sizeof s->bins[0]) == 0;
}
