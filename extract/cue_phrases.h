/* SPDX-License-Identifier: MIT */
/* cue_phrases.h - the phrases of cues.h, as groups of like meaning. */
#ifndef EXTRACT_CUE_PHRASES_H
#define EXTRACT_CUE_PHRASES_H

#include <stddef.h>
#include <stdint.h>

struct cue_group {
    uint64_t kinds;      /* CUE_* of cues.h */
    const char *phrases; /* lower case, between '|'; words by one blank; "and"
                            stands for "&" too, a blank for a hyphen too */
};

/* The groups; a phrase in several of them is all of their kinds. Headings,
 * the words of sentences, and labels with the doors to the patterns. */
const struct cue_group *cue_headings(size_t *n);
const struct cue_group *cue_sentences(size_t *n);
const struct cue_group *cue_labels(size_t *n);

#endif
