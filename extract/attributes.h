/* SPDX-License-Identifier: MIT */
/* attributes.h - what a posting says beside its skills. Pure.
 *
 * Patterns are compiled once into struct attributes, which threads share; the
 * scratch is one thread's own. */
#ifndef EXTRACT_ATTRIBUTES_H
#define EXTRACT_ATTRIBUTES_H

#include "base/arena.h"
#include "base/err.h"
#include "extract/raw.h"
#include "extract/structure.h"
#include "taxonomy/taxonomy.h"

struct attributes;
struct attributes_scratch;

/* Compile the role rules of t (which must outlive it) and the built-in
 * patterns. ST_CONFIG: a rule does not compile; err has its file and line. */
MUST_CHECK enum st attributes_new(const struct taxonomy *t,
                                  struct attributes **out, struct err *err);
void attributes_free(struct attributes *x); /* NULL is a no-op */
struct attributes_scratch *attributes_scratch_new(const struct attributes *x);
void attributes_scratch_free(struct attributes_scratch *s);

/* Fill the derived fields of out (locations, remote, employment_type,
 * language, role, role_rule, seniority, salary, years_min, degree) from the
 * source's own fields in raw first and the text second. Lives in a. */
void attributes_derive(const struct attributes *x,
                       struct attributes_scratch *scratch,
                       const struct raw *raw, const struct doc *doc,
                       const struct structure *s, struct arena *a,
                       struct posting *out);

DEFINE_AUTO(struct attributes *, attributes_free);
DEFINE_AUTO(struct attributes_scratch *, attributes_scratch_free);

#endif
