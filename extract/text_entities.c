/* SPDX-License-Identifier: MIT */
#include "extract/text_entities.h"
#include <libxml/HTMLparser.h>
#include <string.h>

#define REPLACEMENT 0xfffdu

size_t utf8_encode(uint32_t c, char out[4])
{
    if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        c = REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

uint32_t cp1252_to_unicode(unsigned char c)
{
    static const uint16_t table[32] = {
        0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
        0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
        0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};
    return c >= 0x80 && c < 0xa0 ? table[c - 0x80] : 0;
}

/* The references that postings are full of, before any longer search, and
 * those of HTML5 that libxml2's table of HTML 4 lacks. */
static const struct {
    const char *name;
    uint32_t code_point;
} common[] = {
    {"amp", '&'},       {"nbsp", 0xa0},     {"lt", '<'},
    {"gt", '>'},        {"rsquo", 0x2019},  {"quot", '"'},
    {"apos", '\''},     {"bull", 0x2022},   {"ndash", 0x2013},
    {"mdash", 0x2014},  {"ldquo", 0x201c},  {"rdquo", 0x201d},
    {"lsquo", 0x2018},  {"hellip", 0x2026}, {"middot", 0xb7},
    {"comma", ','},     {"period", '.'},    {"colon", ':'},
    {"semi", ';'},      {"lpar", '('},      {"rpar", ')'},
    {"lsqb", '['},      {"rsqb", ']'},      {"lbrack", '['},
    {"rbrack", ']'},    {"num", '#'},       {"percnt", '%'},
    {"plus", '+'},      {"sol", '/'},       {"bsol", '\\'},
    {"quest", '?'},     {"excl", '!'},      {"commat", '@'},
    {"lowbar", '_'},    {"equals", '='},    {"dollar", '$'},
    {"ast", '*'},       {"Tab", '\t'},      {"NewLine", '\n'},
    {"hyphen", 0x2010}, {"dash", 0x2010},   {"verbar", '|'},
    {"vert", '|'},      {"grave", '`'},     {"lcub", '{'},
    {"rcub", '}'},      {"lbrace", '{'},    {"rbrace", '}'},
    {"AMP", '&'},       {"LT", '<'},        {"GT", '>'},
    {"QUOT", '"'},      {"check", 0x2713},  {"rsquor", 0x2019},
};

/* The code point of a named reference, or 0. */
static uint32_t named(const char *name, size_t n)
{
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (strncmp(common[i].name, name, n) == 0 && !common[i].name[n])
            return common[i].code_point;
    char word[ENTITY_NAME_MAX_BYTES + 1];
    memcpy(word, name, n);
    word[n] = '\0';
    const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)word);
    return e ? e->value : 0;
}

static int hex_value(char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code point of the digits of a numeric reference; 0 when they are none.
 * What lies beyond Unicode becomes U+FFFD. */
static uint32_t numeric(const char *p, size_t n)
{
    uint32_t base = 10, c = 0;
    size_t i = 0;
    if (n > 0 && (p[0] | 0x20) == 'x') {
        base = 16;
        i = 1;
    }
    if (i == n)
        return 0;
    for (; i < n; i++) {
        int digit = hex_value(p[i]);
        if (digit < 0 || (uint32_t)digit >= base)
            return 0;
        c = c > 0x10ffff ? c : c * base + (uint32_t)digit;
    }
    /* Browsers read &#128; to &#159; as windows-1252; writers rely on it. */
    uint32_t windows = c < 0x100 ? cp1252_to_unicode((unsigned char)c) : 0;
    if (windows)
        return windows;
    return c == 0 || c > 0x10ffff ? REPLACEMENT : c;
}

size_t entity_decode(struct str s, char out[4], size_t *used)
{
    size_t limit = s.n < ENTITY_NAME_MAX_BYTES ? s.n : ENTITY_NAME_MAX_BYTES;
    size_t end = 1;
    while (end < limit && (ascii_is_alnum(s.p[end]) || s.p[end] == '#'))
        end++;
    if (end < 2 || end == s.n || s.p[end] != ';')
        return 0;
    uint32_t c =
        s.p[1] == '#' ? numeric(s.p + 2, end - 2) : named(s.p + 1, end - 1);
    if (c == 0)
        return 0;
    size_t n = utf8_encode(c, out);
    if (n > end + 1)
        return 0;
    *used = end + 1;
    return n;
}

size_t entities_undo(char *p, size_t n)
{
    const char *amp = n ? memchr(p, '&', n) : NULL;
    if (!amp)
        return n;
    size_t from = (size_t)(amp - p), to = from;
    while (from < n) {
        char decoded[4];
        size_t used = 1;
        size_t bytes =
            entity_decode((struct str){p + from, n - from}, decoded, &used);
        memmove(p + to, bytes ? decoded : p + from, bytes ? bytes : 1);
        to += bytes ? bytes : 1;
        from += used;
        amp = from < n ? memchr(p + from, '&', n - from) : NULL;
        size_t run = (amp ? (size_t)(amp - p) : n) - from;
        memmove(p + to, p + from, run);
        to += run;
        from += run;
    }
    return to;
}
