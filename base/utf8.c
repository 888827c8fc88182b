/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT "\xef\xbf\xbd"
#define BAD         (-1)

/* What may follow a leading byte: how many bytes, and the range of the first
 * of them (this is where overlong forms and surrogates are told). */
struct lead {
    unsigned char more, low, high;
};

static struct lead lead_of(unsigned char c)
{
    if (c >= 0xc2 && c <= 0xdf)
        return (struct lead){1, 0x80, 0xbf};
    if (c == 0xe0)
        return (struct lead){2, 0xa0, 0xbf};
    if (c == 0xed)
        return (struct lead){2, 0x80, 0x9f};
    if (c >= 0xe1 && c <= 0xef)
        return (struct lead){2, 0x80, 0xbf};
    if (c == 0xf0)
        return (struct lead){3, 0x90, 0xbf};
    if (c == 0xf4)
        return (struct lead){3, 0x80, 0x8f};
    if (c >= 0xf1 && c <= 0xf3)
        return (struct lead){3, 0x80, 0xbf};
    return (struct lead){0, 0, 0};
}

/* The code point at p, or BAD; *len is the length of the sequence, or of the
 * longest start of one, which is what a replacement stands for. */
static int32_t decode(const unsigned char *p, size_t n, size_t *len)
{
    *len = 1;
    if (p[0] < 0x80)
        return p[0];
    struct lead lead = lead_of(p[0]);
    if (lead.more == 0)
        return BAD;
    int32_t cp = p[0] & (0x3f >> lead.more);
    for (size_t i = 1; i <= lead.more; i++) {
        if (i >= n || p[i] < lead.low || p[i] > lead.high)
            return BAD;
        cp = cp << 6 | (p[i] & 0x3f);
        lead.low = 0x80;
        lead.high = 0xbf;
        *len = i + 1;
    }
    return cp;
}

/* Length of the run of ASCII without NUL that s begins with, told eight bytes
 * at a time. */
static size_t ascii_run(const unsigned char *p, size_t n)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    size_t i = 0;
    for (; n - i >= 8; i += 8) {
        uint64_t v;
        memcpy(&v, p + i, sizeof v);
        if ((v | (v - ones)) & tops)
            break; /* a byte over 0x7f, or one that is NUL */
    }
    while (i < n && p[i] != 0 && p[i] < 0x80)
        i++;
    return i;
}

/* Length of the clean text that s begins with. */
static size_t clean_run(const unsigned char *p, size_t n)
{
    size_t i = 0;
    while (i < n) {
        i += ascii_run(p + i, n - i);
        size_t len;
        while (i < n && p[i] >= 0x80) {
            if (decode(p + i, n - i, &len) == BAD)
                return i;
            i += len;
        }
        if (i < n && p[i] == 0)
            return i;
    }
    return i;
}

bool utf8_is_clean(struct str s)
{
    return clean_run((const unsigned char *)s.p, s.n) == s.n;
}

bool utf8_clean(struct str s, struct buf *out)
{
    const unsigned char *p = (const unsigned char *)s.p;
    bool ok = true;
    for (size_t i = 0; ok && i < s.n;) {
        size_t len = clean_run(p + i, s.n - i);
        ok = buf_add(out, p + i, len);
        i += len;
        if (!ok || i == s.n)
            break;
        if (p[i] == 0) {
            i++;
            continue;
        }
        decode(p + i, s.n - i, &len);
        ok = buf_add_cstr(out, REPLACEMENT);
        i += len;
    }
    return ok;
}

int32_t utf8_next(struct str s, size_t *at)
{
    if (*at >= s.n)
        return -1;
    const unsigned char *p = (const unsigned char *)s.p + *at;
    if (*p < 0x80) { /* nearly always */
        ++*at;
        return *p;
    }
    size_t len;
    int32_t cp = decode(p, s.n - *at, &len);
    *at += len;
    return cp == BAD ? 0xfffd : cp;
}

bool utf8_put(struct buf *out, int32_t cp)
{
    if (cp <= 0 || cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
        return buf_add_cstr(out, REPLACEMENT);
    if (cp < 0x80)
        return buf_add_char(out, (char)cp);
    unsigned char b[4];
    size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    uint32_t rest = (uint32_t)cp;
    for (size_t i = n; i-- > 1; rest >>= 6)
        b[i] = (unsigned char)(0x80 | (rest & 0x3f));
    static const unsigned char marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
    b[0] = (unsigned char)(marks[n] | rest);
    return buf_add(out, b, n);
}

size_t utf8_floor(struct str s, size_t n)
{
    if (n >= s.n)
        return s.n;
    while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
        n--;
    return n;
}

static size_t width(int32_t cp)
{
    if (cp >= 0x20 && cp < 0x7f)
        return 1;
    int columns = utf8proc_charwidth(cp);
    return columns > 0 ? (size_t)columns : 0;
}

size_t utf8_columns(struct str s)
{
    size_t columns = 0;
    for (size_t at = 0; at < s.n;)
        columns += width(utf8_next(s, &at));
    return columns;
}

struct str utf8_cut_columns(struct str s, size_t columns)
{
    size_t used = 0, end = 0;
    for (size_t at = 0; at < s.n; end = at) {
        used += width(utf8_next(s, &at));
        if (used > columns)
            break;
    }
    return str_slice(s, 0, end);
}

bool utf8_is_shown(int32_t cp)
{
    static const struct {
        int32_t from, to;
    } hidden[] = {
        {0, 0x1f},        {0x7f, 0x9f},       {0xad, 0xad},
        {0x34f, 0x34f},   {0x61c, 0x61c},     {0x180b, 0x180f},
        {0x200b, 0x200f}, {0x2028, 0x202e},   {0x2060, 0x206f},
        {0xfdd0, 0xfdef}, {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},
        {0xfff9, 0xfffb}, {0x1f3fb, 0x1f3ff}, {0xe0000, 0xe0fff},
    };
    if (cp < 0x7f)
        return cp >= 0x20;
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (cp >= hidden[i].from && cp <= hidden[i].to)
            return false;
    return (cp & 0xfffe) != 0xfffe;
}

/* Spaces of every kind, which are all shown as the usual one. */
static bool is_space(int32_t cp)
{
    return cp == '\t' || cp == '\n' || cp == '\r' || cp == 0xa0 ||
           cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x202f ||
           cp == 0x205f || cp == 0x3000;
}

bool utf8_add_shown(struct str s, struct buf *out)
{
    struct buf clean;
    unsigned marks = 0;
    bool ok = true;
    buf_init(&clean, SIZE_MAX / 2);
    utf8_clean(s, &clean);
    struct str text = buf_str(&clean);
    for (size_t at = 0; ok && at < text.n;) {
        size_t from = at;
        int32_t cp = utf8_next(text, &at);
        marks = width(cp) == 0 ? marks + 1 : 0;
        if (is_space(cp))
            ok = buf_add_char(out, ' ');
        else if (utf8_is_shown(cp) && marks <= UTF8_MARKS_MAX)
            ok = buf_add(out, text.p + from, at - from);
    }
    buf_done(&clean);
    return ok;
}

void utf8_make_printable(char *line)
{
    size_t n = strlen(line), len;
    for (size_t i = 0; i < n; i += len) {
        int32_t cp = decode((unsigned char *)line + i, n - i, &len);
        if (cp == BAD && i + len == n && lead_of((unsigned char)line[i]).more) {
            line[i] = '\0'; /* cut in the middle of a character */
            return;
        }
        if (cp == BAD || cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
            memset(line + i, '?', len);
    }
}
