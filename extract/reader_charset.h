/* SPDX-License-Identifier: MIT */
/* reader_charset.h - bytes of an answer, in whatever encoding, to UTF-8. */
#ifndef EXTRACT_READER_CHARSET_H
#define EXTRACT_READER_CHARSET_H

#include "base/arena.h"
#include "base/str.h"

/* body as clean UTF-8 without byte-order mark; body itself when it is that
 * already, else in a. The encoding is told by the byte-order mark, by NULs of
 * UTF-16, by being valid UTF-8, by the charset of content_type (may be
 * absent), by that of a meta element. UTF-8 is believed only where most bytes
 * beyond ASCII are. Else it is guessed where those stand side by side
 * (Cyrillic, Chinese ...), and windows-1252 where they do not. Bad bytes become
 * U+FFFD. */
struct str reader_to_utf8(struct str body, struct str content_type,
                          struct arena *a);

#endif
