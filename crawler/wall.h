/* SPDX-License-Identifier: MIT */
/* wall.h - the pages that bot walls give in place of what was asked for.
 *
 * They come with any status, 200 too, and would else pass for a page without a
 * posting, which closes the postings that were there. Told by what the makers
 * of walls put in: a header, the title of the page, or the script that a page
 * of little else loads. */
#ifndef CRAWLER_WALL_H
#define CRAWLER_WALL_H

#include "base/str.h"

#define WALL_LOOK_BYTES (16u << 10) /* so far into a body */

/* What stands there ("a wall: \"Just a moment...\""), in words for a person,
 * NUL-terminated in out; false, and out untouched, when nothing does. head is
 * that of the response; body is decoded. */
bool wall_find(struct str head, struct str body, char *out, size_t out_bytes);

#endif
