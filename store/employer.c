/* SPDX-License-Identifier: MIT */
#include "store/employer.h"
#include <stdlib.h>
#include <utf8proc.h>

/* At the end of a name, after folding; several words are one form. */
static const char *const legal_forms[] = {
    "ab",   "ag",          "aps",     "as",
    "asa",  "bv",          "co",      "company",
    "corp", "corporation", "eg",      "eu",
    "ev",   "gmbh",        "inc",     "incorporated",
    "kft",  "kg",          "kgaa",    "kk",
    "lda",  "limited",     "llc",     "llp",
    "lp",   "ltd",         "ltda",    "mbh",
    "nv",   "ohg",         "oy",      "oyj",
    "plc",  "private",     "pte",     "pty",
    "pvt",  "sa",          "sarl",    "sas",
    "se",   "sl",          "sp z oo", "spa",
    "srl",  "srl",         "sro",     "ug",
    "und",  "and",         "&",       "+",
};

/* Dots and apostrophes join what they stand between (S.A., A/S, O'Neil's). */
static bool is_joining(struct str s, size_t i, size_t *n)
{
    static const char *const joining[] = {
        ".", "'", "/", "\xe2\x80\x99", "\xc2\xae", "\xe2\x84\xa2"};
    for (size_t k = 0; k < sizeof joining / sizeof *joining; k++) {
        struct str mark = str_from(joining[k]);
        if (str_starts(str_slice(s, i, s.n), mark)) {
            *n = mark.n;
            return true;
        }
    }
    return false;
}

static bool is_gap(char c)
{
    return ascii_is_space(c) || c == ',' || c == ';' || c == ':' || c == '(' ||
           c == ')' || c == '[' || c == ']' || c == '"' || c == '|' ||
           c == '-' || c == '_' || c == '!' || c == '*';
}

/* Words with one space between them. */
static void put_words(struct str s, struct buf *out)
{
    size_t start = out->n, mark;
    bool gap = false;
    for (size_t i = 0; i < s.n; i++) {
        if (is_joining(s, i, &mark)) {
            i += mark - 1;
            continue;
        }
        if (is_gap(s.p[i])) {
            gap = true;
            continue;
        }
        if (gap && out->n > start)
            buf_add_char(out, ' ');
        gap = false;
        buf_add_char(out, s.p[i]);
    }
}

/* The length of name without the legal form that it ends in; its own length
 * when there is none, or nothing else. */
static size_t without_form(struct str name)
{
    for (size_t i = 0; i < sizeof legal_forms / sizeof *legal_forms; i++) {
        struct str form = str_from(legal_forms[i]);
        if (name.n > form.n + 1 && str_ends(name, form) &&
            name.p[name.n - form.n - 1] == ' ')
            return name.n - form.n - 1;
    }
    return name.n;
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

static void put_folded(struct str s, struct buf *out)
{
    if (is_ascii(s)) {
        for (size_t i = 0; i < s.n; i++)
            buf_add_char(out, ascii_lower(s.p[i]));
        return;
    }
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t n = utf8proc_map(
        (const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &folded,
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
            UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    if (n >= 0)
        buf_add(out, folded, (size_t)n);
    else
        buf_add_str(out, s);
    free(folded);
}

void employer_normalise(struct str company, struct buf *out)
{
    struct buf words, folded;
    size_t start = out->n;
    buf_init(&words, company.n);
    buf_init(&folded, 18 * company.n); /* the most that folding can give */
    put_words(company, &words);
    put_folded(buf_str(&words), &folded);
    put_words(buf_str(&folded), out); /* folding makes spaces of others */
    buf_done(&words);
    buf_done(&folded);
    for (;;) {
        struct str name = str_slice(buf_str(out), start, out->n);
        size_t n = without_form(name);
        if (n == name.n)
            return;
        buf_truncate(out, start + n);
    }
}
