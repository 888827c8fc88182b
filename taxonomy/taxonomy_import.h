/* SPDX-License-Identifier: MIT */
/* taxonomy_import.h - a gazetteer's skills as fragments of skills.yaml. */
#ifndef TAXONOMY_TAXONOMY_IMPORT_H
#define TAXONOMY_TAXONOMY_IMPORT_H

#include "taxonomy/gazetteer.h"

struct import_counts {
    size_t n_written;
    size_t n_known;   /* their name is t's or another skill's already; skills
                         that come several times count once */
    size_t n_unfit;   /* no text can be matched with their name */
    size_t n_clashes; /* further names left out: another has them, or no text
                         can be matched with them */
};

/* Append a concept in YAML for each skill of g that t does not have: its name
 * is none of t's names and none of the fragments', in the singular or plural.
 * Names that clash with nothing become strong ones where they cannot be an
 * everyday word: several words, or a capital, digit or sign inside. The others
 * ("Absorb") become weak ones, which count with evidence only. What clashes is
 * a comment beside the concept. The result can be added to t's skills.yaml as
 * it stands, though a person should read each name first. */
void taxonomy_import(const struct taxonomy *t, const struct gazetteer *g,
                     struct buf *out, struct import_counts *counts);

#endif
