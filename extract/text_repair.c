/* SPDX-License-Identifier: MIT */
#include "extract/text_repair.h"
#include "base/utf8.h"
#include "extract/text_entities.h"
#include <string.h>

#define RUN_MAX_BYTES 512 /* longer runs of non-ASCII text are left alone */

/* The byte that, read as Latin-1 or windows-1252, gave character c; -1 when
 * none did. */
static int byte_behind(int32_t c)
{
    if (c >= 0x80 && c <= 0xff)
        return c;
    for (int byte = 0x80; byte < 0xa0; byte++)
        if (c == (int32_t)cp1252_to_unicode((unsigned char)byte))
            return byte;
    return -1;
}

/* Whether the sequence at p, which is valid UTF-8, is one that mojibake makes
 * and that honest text does not hold as characters: "É»" in capitals between
 * guillemets is a sequence too. */
static bool is_telling(const unsigned char *p)
{
    unsigned char lead = p[0], next = p[1];
    if (lead == 0xc2 || lead == 0xc3 || lead == 0xe2 || lead >= 0xef)
        return true;
    if (lead == 0xc4 || lead == 0xc5 || (lead >= 0xce && lead <= 0xd1))
        return next != 0xab && next != 0xbb;
    return lead > 0xe2 && next < 0xa0;
}

/* The run of non-ASCII characters s, read back as the bytes it came from, in
 * out. Returns their number, 0 when they are not telling UTF-8 throughout. */
static size_t unread(struct str s, char out[RUN_MAX_BYTES])
{
    size_t n = 0, at = 0;
    while (at < s.n) {
        int byte = byte_behind(utf8_next(s, &at));
        if (byte < 0)
            return 0;
        out[n++] = (char)byte;
    }
    if (!utf8_is_clean((struct str){out, n}))
        return 0;
    struct str undone = {out, n};
    for (at = 0; at < n;) {
        if (!is_telling((const unsigned char *)out + at))
            return 0;
        utf8_next(undone, &at);
    }
    return n;
}

/* Bytes of the run of ASCII (or, with high set, of non-ASCII) at p. */
static size_t run_of(const char *p, size_t n, bool high)
{
    size_t i = 0;
    while (i < n && ((unsigned char)p[i] >= 0x80) == high)
        i++;
    return i;
}

static size_t mojibake_undo(char *p, size_t n)
{
    size_t from = 0, to = 0;
    while (from < n) {
        size_t run = run_of(p + from, n - from, false);
        memmove(p + to, p + from, run);
        to += run;
        from += run;
        run = run_of(p + from, n - from, true);
        char undone[RUN_MAX_BYTES];
        size_t bytes = 0;
        if (run >= 4 && run <= RUN_MAX_BYTES)
            bytes = unread((struct str){p + from, run}, undone);
        memmove(p + to, bytes ? undone : p + from, bytes ? bytes : run);
        to += bytes ? bytes : run;
        from += run;
    }
    return to;
}

struct replaced {
    int32_t from, to, by; /* by 0: dropped */
};

/* What a character that is not printable ASCII becomes: itself, another of no
 * more bytes, ' ', or 0 for nothing. */
static int32_t mended(int32_t c)
{
    static const struct replaced table[] = {
        {0x00, 0x08, 0},       {0x09, 0x0d, ' '},     {0x0e, 0x1f, 0},
        {0x20, 0x20, ' '},     {0x7f, 0x7f, 0},       {0xa0, 0xa0, ' '},
        {0xad, 0xad, 0},       {0x034f, 0x034f, 0},   {0x061c, 0x061c, 0},
        {0x1680, 0x1680, ' '}, {0x180e, 0x180e, 0},   {0x2000, 0x200a, ' '},
        {0x200b, 0x200f, 0},   {0x2010, 0x2011, '-'}, {0x2028, 0x2029, ' '},
        {0x202a, 0x202e, 0},   {0x202f, 0x202f, ' '}, {0x205f, 0x205f, ' '},
        {0x2060, 0x206f, 0},   {0x3000, 0x3000, ' '}, {0xfe00, 0xfe0f, 0},
        {0xfeff, 0xfeff, 0},   {0xfff9, 0xfffc, 0},   {0xe0000, 0xe007f, 0},
    };
    /* A windows-1252 byte that became a control: the nearest short form. */
    static const char windows[32] = {0,   0,    ',',  'f',  '"', ' ', 0,   0,
                                     '^', 0,    'S',  '\'', 0,   0,   'Z', 0,
                                     0,   '\'', '\'', '"',  '"', 0,   '-', '-',
                                     '~', 0,    's',  '\'', 0,   0,   'z', 'Y'};
    if (c >= 0x80 && c <= 0x9f)
        return c == 0x95 ? 0xb7 : windows[c - 0x80]; /* 0x95: a bullet */
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (c < table[i].from)
            return c;
        if (c <= table[i].to)
            return table[i].by;
    }
    return c;
}

/* Characters mended one by one; white space folded; the end trimmed. */
static size_t characters_mend(char *p, size_t n)
{
    struct str s = {p, n};
    size_t from = 0, to = 0;
    while (from < n) {
        if (p[from] > ' ' && p[from] < 0x7f) {
            p[to++] = p[from++];
            continue;
        }
        int32_t c = mended(utf8_next(s, &from));
        if (c == 0 || (c == ' ' && (to == 0 || p[to - 1] == ' ')))
            continue;
        to += utf8_encode((uint32_t)c, p + to);
    }
    while (to > 0 && p[to - 1] == ' ')
        to--;
    return to;
}

size_t text_repair(char *p, size_t n, unsigned layers)
{
    for (unsigned i = 0; i < layers; i++) {
        size_t shorter = entities_undo(p, n);
        if (shorter == n)
            break;
        n = shorter;
    }
    /* Twice, because a text may have been read wrongly twice. */
    for (int i = 0; i < 2 && run_of(p, n, false) < n; i++) {
        size_t shorter = mojibake_undo(p, n);
        if (shorter == n)
            break;
        n = shorter;
    }
    return characters_mend(p, n);
}
