/* SPDX-License-Identifier: MIT */
/* utf8.h - clean, measure and cut UTF-8. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True when s is valid UTF-8 without NUL (surrogates and overlong forms are
 * not valid). ASCII runs are passed over eight bytes at a time. */
bool utf8_is_clean(struct str s);

/* Append s to out with every bad sequence replaced by U+FFFD and NUL removed.
 * False when out's limit was reached. */
bool utf8_clean(struct str s, struct buf *out);

/* Decode the code point at s.p[*at] and move *at behind it. s must be clean;
 * at the end returns -1. */
int32_t utf8_next(struct str s, size_t *at);

/* Append one code point (invalid ones as U+FFFD). */
bool utf8_put(struct buf *out, int32_t code_point);

/* The largest length <= n that does not split a sequence of s. */
size_t utf8_floor(struct str s, size_t n);

/* Columns that s takes on a terminal: 0 for combining and control characters,
 * 2 for wide ones. */
size_t utf8_columns(struct str s);

/* The longest prefix of s that takes at most columns columns. */
struct str utf8_cut_columns(struct str s, size_t columns);

/* True for what may be shown as it is: no control character, none that turns
 * the direction of text, hides, joins or changes the width of others, and none
 * of the code points that are none. */
bool utf8_is_shown(int32_t code_point);

#define UTF8_MARKS_MAX 4 /* combining marks shown in a row */

/* Append s, cleaned: with every kind of white space as ' ', without what is not
 * shown. False when out's limit was reached. */
bool utf8_add_shown(struct str s, struct buf *out);

/* Make a NUL-terminated line harmless to a terminal or log, in place: control
 * characters and bad bytes become '?', a sequence cut short at the end goes. */
void utf8_make_printable(char *line);

#endif
