/* SPDX-License-Identifier: MIT */
/* text_bullets.h - the marks that people type in front of list items. */
#ifndef EXTRACT_TEXT_BULLETS_H
#define EXTRACT_TEXT_BULLETS_H

#include "base/str.h"

/* Bytes of the bullet that line begins with, spaces behind it included; 0 when
 * there is none. Bullets are symbols, "-" and "*" before a space, and numbers
 * or single letters as "1.", "2)", "(c)". */
size_t bullet_bytes(struct str line);

/* Bytes (2 or 3) of the bullet symbol that s begins with, without spaces; 0
 * when s begins with anything else. Only symbols that are never anything but a
 * bullet count. */
size_t bullet_symbol_bytes(struct str s);

#endif
