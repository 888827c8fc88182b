/* SPDX-License-Identifier: MIT */
#include "base/str.h"
#include "base/alloc.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUF_FIRST_BYTES 64
#define BUF_MOST_BYTES  (SIZE_MAX / 4) /* so that sizes never overflow */

struct str str_from(const char *s)
{
    return s ? (struct str){s, strlen(s)} : STR_NONE;
}

struct str str_slice(struct str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return s.p ? (struct str){s.p + from, to - from} : STR_NONE;
}

struct str str_trim(struct str s)
{
    size_t from = 0, to = s.n;
    while (from < to && ascii_is_space(s.p[from]))
        from++;
    while (to > from && ascii_is_space(s.p[to - 1]))
        to--;
    return str_slice(s, from, to);
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static bool eq_nocase(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ascii_lower(a[i]) != ascii_lower(b[i]))
            return false;
    return true;
}

bool str_eq_ascii_nocase(struct str a, struct str b)
{
    return a.n == b.n && eq_nocase(a.p, b.p, a.n);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_slice(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_slice(s, s.n - suffix.n, s.n), suffix);
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.n == 0)
        return 0;
    if (needle.n > s.n)
        return SIZE_MAX;
    const char *at = memmem(s.p, s.n, needle.p, needle.n);
    return at ? (size_t)(at - s.p) : SIZE_MAX;
}

size_t str_find_ascii_nocase(struct str s, struct str needle)
{
    for (size_t i = 0; needle.n <= s.n && i <= s.n - needle.n; i++)
        if (eq_nocase(s.p + i, needle.p, needle.n))
            return i;
    return SIZE_MAX;
}

bool str_is_among(struct str word, const char *list)
{
    char key[STR_AMONG_MAX_BYTES + 3];
    if (word.n == 0 || word.n > STR_AMONG_MAX_BYTES)
        return false;
    key[0] = key[word.n + 1] = ' ';
    key[word.n + 2] = '\0';
    for (size_t i = 0; i < word.n; i++)
        key[i + 1] = ascii_lower(word.p[i]);
    return strstr(list, key) != NULL;
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_split(struct str *rest, char sep, struct str *field)
{
    if (!rest->p)
        return false;
    const char *at = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
    if (!at) {
        *field = *rest;
        *rest = STR_NONE;
        return true;
    }
    size_t n = (size_t)(at - rest->p);
    *field = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n + 1, rest->n);
    return true;
}

bool str_to_u64(struct str s, uint64_t max, uint64_t *out)
{
    uint64_t n = 0;
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!ascii_is_digit(s.p[i]))
            return false;
        uint64_t digit = (uint64_t)(s.p[i] - '0');
        if (n > (max - digit) / 10 || digit > max)
            return false;
        n = n * 10 + digit;
    }
    *out = n;
    return true;
}

bool ascii_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool ascii_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool ascii_is_alpha(char c)
{
    return ascii_is_upper(c) || (c >= 'a' && c <= 'z');
}

bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool ascii_is_alnum(char c)
{
    return ascii_is_alpha(c) || ascii_is_digit(c);
}

char ascii_lower(char c)
{
    return ascii_is_upper(c) ? (char)(c | 0x20) : c;
}

void buf_init(struct buf *b, size_t max)
{
    *b = (struct buf){.max = max};
}

void buf_done(struct buf *b)
{
    free(b->p);
    buf_init(b, b->max);
}

/* Room for extra more bytes and the NUL; false when the limit forbids it. */
static bool buf_room(struct buf *b, size_t extra)
{
    size_t most = b->max < BUF_MOST_BYTES ? b->max : BUF_MOST_BYTES;
    if (extra > most - b->n) {
        b->overflowed = true;
        return false;
    }
    size_t need = b->n + extra + 1;
    if (need <= b->cap)
        return true;
    size_t cap = b->cap ? b->cap : BUF_FIRST_BYTES;
    while (cap < need)
        cap *= 2;
    if (cap > most)
        cap = most + 1;
    b->p = xrealloc(b->p, cap, 1);
    b->cap = cap;
    return true;
}

bool buf_add(struct buf *b, const void *p, size_t n)
{
    if (!buf_room(b, n))
        return false;
    if (n)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = '\0';
    return true;
}

bool buf_add_str(struct buf *b, struct str s)
{
    return buf_add(b, s.p, s.n);
}

bool buf_add_cstr(struct buf *b, const char *s)
{
    return buf_add(b, s, strlen(s));
}

bool buf_add_char(struct buf *b, char c)
{
    return buf_add(b, &c, 1);
}

bool buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    bool ok = n >= 0 && buf_room(b, (size_t)n);
    if (ok) {
        vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
    return ok;
}

bool buf_add_f64(struct buf *b, double x, int decimals)
{
    char text[512]; /* the largest double has 309 digits before the point */
    int n =
        snprintf(text, sizeof text, "%.*f", decimals < 20 ? decimals : 20, x);
    if (n < 0 || (size_t)n >= sizeof text)
        return false;
    char *point = strpbrk(text, ".,");
    if (point) {
        *point = '.';
        while (text[n - 1] == '0')
            n--;
        n -= text[n - 1] == '.';
    }
    if (n == 2 && text[0] == '-' && text[1] == '0')
        return buf_add_char(b, '0');
    return buf_add(b, text, (size_t)n);
}

void buf_clear(struct buf *b)
{
    buf_truncate(b, 0);
    b->overflowed = false;
}

void buf_truncate(struct buf *b, size_t n)
{
    if (n < b->n)
        b->n = n;
    if (b->p)
        b->p[b->n] = '\0';
}

struct str buf_str(const struct buf *b)
{
    return (struct str){buf_cstr(b), b->n};
}

const char *buf_cstr(const struct buf *b)
{
    return b->p ? b->p : "";
}
