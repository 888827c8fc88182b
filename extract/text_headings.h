/* SPDX-License-Identifier: MIT */
/* text_headings.h - lines that are headings though nobody marked them so. */
#ifndef EXTRACT_TEXT_HEADINGS_H
#define EXTRACT_TEXT_HEADINGS_H

#include "base/str.h"

#define HEADING_MAX_BYTES 120

/* Levels given to lines that only look like headings. */
#define HEADING_LEVEL_BOLD  4
#define HEADING_LEVEL_CAPS  5
#define HEADING_LEVEL_COLON 6
#define HEADING_LEVEL_WORDS 6

/* The heading level (1 to 6) that a paragraph of this text deserves, 0 for
 * none. bold: all of it is bold; before_item: a list item follows. */
unsigned heading_level(struct str line, bool bold, bool before_item);

/* True when all words of line are ones that headings of postings are made of
 * ("Your core responsibilities will include", "About us"). */
bool heading_is_customary(struct str line);

#endif
