/* SPDX-License-Identifier: MIT */
/* text_entities.h - character references ("&amp;", "&#8217;") undone.
 *
 * A reference is undone only when it ends in ';' and is known; anything else
 * stays as it is written, so that "R&D" and "AT&T" survive. The result of one
 * reference is never longer than the reference. */
#ifndef EXTRACT_TEXT_ENTITIES_H
#define EXTRACT_TEXT_ENTITIES_H

#include "base/str.h"

#define ENTITY_NAME_MAX_BYTES 32

/* Decode the reference at the start of s, which begins with '&', into out.
 * Returns the bytes written and sets *used to those read; 0 when there is no
 * known reference (*used is then untouched). */
size_t entity_decode(struct str s, char out[4], size_t *used);

/* Undo all references in the n bytes at p in place, once. Returns the new
 * length, at most n. */
size_t entities_undo(char *p, size_t n);

/* What windows-1252 has at byte c, 0x80 to 0x9f; 0 where it has nothing. */
uint32_t cp1252_to_unicode(unsigned char c);

/* Write code_point as UTF-8, with U+FFFD for what is none. Returns 1 to 4. */
size_t utf8_encode(uint32_t code_point, char out[4]);

#endif
