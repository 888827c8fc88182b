/* SPDX-License-Identifier: MIT */
/* title.h - a job title, cleaned for the rules, and the level it names. */
#ifndef EXTRACT_TITLE_H
#define EXTRACT_TITLE_H

#include "base/arena.h"
#include "store/posting.h"

/* A title longer than this says no more. */
#define TITLE_MAX_BYTES 300u

/* The title with white space folded, "(m/w/d)", "[Job-123]" and "#4711" taken
 * out, and "Eng.", "SWE" and the like written out. Lives in a. */
struct str title_clean(struct str title, struct arena *a);

/* The level that a cleaned title names. Of alternatives ("Senior/Staff") it is
 * the one named first. */
enum seniority title_seniority(struct str clean);

/* The level that a source's own word for it means ("Entry level"). */
enum seniority seniority_of_word(struct str word);

#endif
