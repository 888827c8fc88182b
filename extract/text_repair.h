/* SPDX-License-Identifier: MIT */
/* text_repair.h - mend what a text suffered on its way: references escaped
 * twice, UTF-8 that was read as Latin-1 or windows-1252 ("donâ€™t"), and
 * characters that no reader sees. */
#ifndef EXTRACT_TEXT_REPAIR_H
#define EXTRACT_TEXT_REPAIR_H

#include "base/str.h"

/* Mend the n bytes of clean UTF-8 at p in place: undo character references up
 * to layers times, undo mojibake where a whole run of non-ASCII characters
 * decodes, drop zero-width characters, soft hyphens and controls, turn every
 * kind of space into ' ' and no-break hyphens into '-', fold white space to
 * one space and trim. Returns the new length, at most n. */
size_t text_repair(char *p, size_t n, unsigned layers);

#endif
