/* SPDX-License-Identifier: MIT */
/* language.h - which language a text is in, as ISO 639-1. */
#ifndef EXTRACT_LANGUAGE_H
#define EXTRACT_LANGUAGE_H

#include "base/str.h"

struct languages;

/* Index the words; the caller's, to free with languages_free(). Read-only
 * afterwards: threads may share it. */
struct languages *languages_new(void);
void languages_free(struct languages *l); /* NULL is a no-op */

/* The code for what a source declares ("en-US", "English", "deutsch"); absent
 * when it is no language that we know. */
struct str language_declared(struct str declared);

/* The language of text (clean UTF-8) by its commonest words or its script;
 * absent when there is too little of either, or too much of two. */
struct str language_of_text(const struct languages *l, struct str text);

#endif
