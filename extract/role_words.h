/* SPDX-License-Identifier: MIT */
/* role_words.h - words of the work that tell a role where the title does not.
 *
 * "Data pipelines" speaks for a data engineer, "causal inference" for a data
 * scientist. Each phrase has a weight from 1 (many roles have it) to 4 (hardly
 * another has). Private to role_text.c. */
#ifndef EXTRACT_ROLE_WORDS_H
#define EXTRACT_ROLE_WORDS_H

#include "extract/cue_phrases.h"

#define ROLE_WORD_ROLES   8u
#define ROLE_WORD_WEIGHTS 4u

/* The phrases; bit i * ROLE_WORD_WEIGHTS + weight - 1 of their kinds stands for
 * the i-th role with this weight. */
const struct cue_group *role_word_groups(size_t *n);

/* The id of the i-th role; NULL: there are no more. */
const char *role_word_id(size_t i);

#endif
