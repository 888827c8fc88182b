/* SPDX-License-Identifier: MIT */
/* structure.h - sentences of a text with their section and label. */
#ifndef EXTRACT_STRUCTURE_H
#define EXTRACT_STRUCTURE_H

#include "extract/cues.h"
#include "extract/text.h"

struct sentence {
    uint32_t start, end; /* bytes [start, end) of doc.text, within one block */
    uint32_t block;      /* index into doc.blocks */
    enum section section;
    enum label label; /* required, preferred or unspecified; negated under a
                         heading like "who you are not" */
};

struct structure {
    const struct sentence *v; /* by start */
    size_t n;
    struct cue_hits cues; /* of the whole text */
};

/* Split doc into sentences and give each its section (from the headings above
 * it and its words) and label (from section and words). Lives in a. */
void structure_of(const struct cues *cues, const struct doc *doc,
                  struct arena *a, struct structure *out);

/* Index of the sentence that holds byte at, or SIZE_MAX. */
size_t structure_find(const struct structure *s, uint32_t at);

/* The label of one mention [start, end): its sentence's, changed by the words
 * near it ("Java is a plus", "no Java required" -> LABEL_NEGATED). */
enum label structure_label(const struct doc *doc, const struct structure *s,
                           uint32_t start, uint32_t end);

#endif
