/* SPDX-License-Identifier: MIT */
/* sections.h - which section of a posting a heading opens, or a sentence
 * belongs to, by its cues. Private to structure.c. */
#ifndef EXTRACT_SECTIONS_H
#define EXTRACT_SECTIONS_H

#include "extract/structure.h"

/* What the text stands under at some place. */
struct section_state {
    enum section section;
    enum label label; /* of what is named there, if it is a requirement */
    bool explicit;    /* a heading said so; else the words before */
};

/* What a sentence shows. */
struct section_view {
    struct str text;            /* the whole document */
    const struct cue_hit *hits; /* those that start inside the sentence */
    size_t n_hits;
    uint32_t start, end;  /* the sentence */
    enum block_kind kind; /* of its block */
};

/* The state that heading [v->start, v->end) opens, if its words are known.
 * loose: it is a line or the beginning of one, not marked as a heading, so
 * that its words must be most of it. False: *out is untouched. */
bool section_of_heading(const struct section_view *v, bool loose,
                        struct section_state *out);

/* The state of a sentence that stands under the state now. */
struct section_state section_of_sentence(const struct section_view *v,
                                         const struct section_state *now);

#endif
