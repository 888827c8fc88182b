/* SPDX-License-Identifier: MIT */
/* str.h - borrowed slices of bytes, and growable buffers with a limit.
 *
 * struct str borrows: it says nothing of who owns the bytes and need not end
 * in NUL. struct buf owns its bytes, always ends in a NUL that is not counted,
 * and never grows beyond the limit given at its start. Text is UTF-8. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/cleanup.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *p; /* NULL means absent; an empty string has p set and n 0 */
    size_t n;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE     ((struct str){NULL, 0})
/* For printf: "%.*s", STR_FMT(s). Sizes beyond INT_MAX are never printed. */
#define STR_FMT(s) (int)(s).n, (s).p ? (s).p : ""

/* A slice of the NUL-terminated s; absent for NULL. */
struct str str_from(const char *s);

/* The bytes [from, to) of s, clamped to its length. */
struct str str_slice(struct str s, size_t from, size_t to);

/* s without ASCII white space at both ends. */
struct str str_trim(struct str s);

bool str_eq(struct str a, struct str b);
bool str_eq_ascii_nocase(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Byte offset of the first needle in s, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle);
size_t str_find_ascii_nocase(struct str s, struct str needle);

/* Whether word, in any ASCII case, is one of list: small words with a space
 * before and behind each. False of words beyond STR_AMONG_MAX_BYTES. */
#define STR_AMONG_MAX_BYTES 32u
bool str_is_among(struct str word, const char *list);

/* memcmp order, the shorter first. */
int str_cmp(struct str a, struct str b);

/* Cut the next field off *rest at sep. False when *rest is absent; after the
 * last field *rest is absent. */
bool str_split(struct str *rest, char sep, struct str *field);

/* A whole decimal number without sign or spaces, at most max. False when s is
 * anything else; *out is then untouched. */
bool str_to_u64(struct str s, uint64_t max, uint64_t *out);

/* ASCII only, independent of the locale. */
bool ascii_is_space(char c);
bool ascii_is_alpha(char c);
bool ascii_is_upper(char c);
bool ascii_is_digit(char c);
bool ascii_is_alnum(char c);
char ascii_lower(char c);

struct buf {
    char *p; /* NULL before the first byte */
    size_t n, cap, max;
    bool overflowed; /* an append did not fit; it changed nothing */
};

/* An empty buffer that will hold at most max bytes. */
void buf_init(struct buf *b, size_t max);
void buf_done(struct buf *b); /* frees; b may be used again after buf_init */

/* Appends return false, set overflowed and append nothing when the limit would
 * be passed. The result may be ignored where overflowed is asked at the end. */
bool buf_add(struct buf *b, const void *p, size_t n);
bool buf_add_str(struct buf *b, struct str s);
bool buf_add_cstr(struct buf *b, const char *s);
bool buf_add_char(struct buf *b, char c);
/* x with at most decimals digits after the point, trailing zeros cut, whatever
 * the locale; never "-0". x must be finite. */
bool buf_add_f64(struct buf *b, double x, int decimals);
bool buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

void buf_clear(struct buf *b);              /* length 0, memory kept */
void buf_truncate(struct buf *b, size_t n); /* length at most n */

/* The bytes as a slice, valid until the next append; never absent. */
struct str buf_str(const struct buf *b);

/* The NUL-terminated bytes, valid until the next append. */
const char *buf_cstr(const struct buf *b);

#endif
