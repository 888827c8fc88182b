/* SPDX-License-Identifier: MIT */
/* role_text.h - which role a text is for, where its title does not tell. */
#ifndef EXTRACT_ROLE_TEXT_H
#define EXTRACT_ROLE_TEXT_H

#include "extract/role.h"
#include "extract/structure.h"

struct role_texts;

/* Compile for the roles of t and their compiled titles; both must outlive it.
 * The caller's, to free with role_texts_free(). */
struct role_texts *role_texts_new(const struct taxonomy *t,
                                  const struct role_rules *titles);
void role_texts_free(struct role_texts *r); /* NULL is a no-op */

/* The role that the text says it is for, rule "text:data-engineer"; none where
 * it names none, or several alike. a is scratch. */
struct role_found role_named_by_text(const struct role_texts *r,
                                     struct role_scratch *s,
                                     const struct doc *doc,
                                     const struct structure *in,
                                     struct arena *a);

/* The role that the text says it is for ("we are looking for a data engineer",
 * rule "text:data-engineer"), else the one that the words of its duties and
 * demands speak for ("words:data-engineer"); none where they speak for several
 * alike, or hardly for any. a is scratch. */
struct role_found role_of_text(const struct role_texts *r,
                               struct role_scratch *s, const struct doc *doc,
                               const struct structure *in, struct arena *a);

/* The level of whom the text looks for or speaks to ("as a senior engineer,
 * you will ..."). */
enum seniority seniority_of_text(const struct doc *doc,
                                 const struct structure *in);

DEFINE_AUTO(struct role_texts *, role_texts_free);

#endif
