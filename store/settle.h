/* SPDX-License-Identifier: MIT */
/* settle.h - the parts of postings_settle(). Private to store/. */
#ifndef STORE_SETTLE_H
#define STORE_SETTLE_H

#include "store/postings_impl.h"

/* A posting among those of its employer. */
struct settled {
    int64_t employer;
    int64_t advert; /* equal for copies */
    int64_t posting;
    bool changed; /* since the employer's boilerplate was last told */
};

/* Tell the boilerplate of every employer with a posting that changed; sorts v.
 */
MUST_CHECK enum st settle_boilerplate(struct postings *s, struct settled *v,
                                      size_t n, struct err *err);

#endif
