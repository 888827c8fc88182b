/* SPDX-License-Identifier: MIT */
/* copies.h - which postings are copies of one advertisement.
 *
 * Postings come in a fixed order, the earliest first. Those that are alike by
 * their sketches are compared by their texts (likeness.h). Clusters grow from
 * the pairs that are most alike, and two are joined only where most of the
 * pairs between them are copies too: so a long row of small changes parts where
 * most was changed, and the same postings always give the same clusters.
 * Private to store/. */
#ifndef STORE_COPIES_H
#define STORE_COPIES_H

#include "base/err.h"
#include "store/likeness.h"

#define COPIES_MAX_POSTINGS   16000000u
#define COPIES_MAX_CANDIDATES 64u   /* compared by sketch, of one posting */
#define COPIES_MAX_TEXTS      16u   /* compared by text, of one posting */
#define COPIES_MAX_STEPS      2048u /* looked at in one band */
#define COPIES_MAX_MEMBERS    12u   /* of a cluster, compared with another's */

struct copies_item {
    struct advert advert;
    uint64_t fingerprint; /* equal: exact copies */
    bool has_sketch;      /* else only exact copies are found */
    struct sketch sketch;
    uint32_t first; /* set by copies_find(): index of the first of its cluster;
                       its own where it is that, or alone */
};

/* Give the text of item number index; valid until the next call. */
struct copies_texts {
    enum st (*text)(void *ctx, uint32_t index, struct str *out,
                    struct err *err);
    void *ctx;
};

/* Fill v[].first. Fails as texts does. */
MUST_CHECK enum st copies_find(struct copies_item *v, uint32_t n,
                               struct copies_texts texts, struct err *err);

#endif
