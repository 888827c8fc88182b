/* SPDX-License-Identifier: MIT */
/* extract.h - raw posting in, posting record out: the whole pure stage. */
#ifndef EXTRACT_EXTRACT_H
#define EXTRACT_EXTRACT_H

#include "base/arena.h"
#include "base/err.h"
#include "extract/raw.h"
#include "taxonomy/taxonomy.h"

/* Version of the rules in C; part of every table's stamp. Raise it when a rule
 * change moves figures. */
#define EXTRACT_RULES_VERSION "2"

struct extractor;       /* compiled rules; threads may share it */
struct extract_scratch; /* one thread's working memory */

/* Compile everything for t, which must outlive it. ST_CONFIG as skills_new()
 * and attributes_new(). */
MUST_CHECK enum st extractor_new(const struct taxonomy *t,
                                 struct extractor **out, struct err *err);
void extractor_free(struct extractor *x); /* NULL is a no-op */
struct extract_scratch *extract_scratch_new(const struct extractor *x);
void extract_scratch_free(struct extract_scratch *s); /* NULL is a no-op */

/* Derive out from raw. source names the source where raw does not. Everything
 * lives in a or in the taxonomy; raw must outlive out. Never fails. */
void extract_posting(const struct extractor *x, struct extract_scratch *s,
                     const struct raw *raw, struct str source, struct arena *a,
                     struct posting *out);

DEFINE_AUTO(struct extractor *, extractor_free);
DEFINE_AUTO(struct extract_scratch *, extract_scratch_free);

#endif
