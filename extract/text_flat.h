/* SPDX-License-Identifier: MIT */
/* text_flat.h - lines of plain text that lost the breaks within them.
 *
 * Scrapers join list items by commas ("5+ years,Experience with SQL,Strong
 * ..."), glue lines ("team.Requirements:Python") and flatten whole pages into
 * one line. Breaks are put back only where the join cannot be a word. */
#ifndef EXTRACT_TEXT_FLAT_H
#define EXTRACT_TEXT_FLAT_H

#include "extract/text_out.h"

/* Add one line to out, as one block or as the several that it was. glued: its
 * text lost the breaks throughout (text_glue.h). */
void flat_read(struct str line, bool glued, struct text_out *out);

#endif
