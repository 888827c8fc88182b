/* SPDX-License-Identifier: MIT */
#include "extract/sentences.h"
#include <string.h>

#define COMMA_ITEMS_MIN  3u /* in a block, for its commas to part items */
#define ITEM_MIN_BLANKS  2u /* in each of these items */
#define DASH_MIN_BLANKS  3u /* before a dash that parts items */
#define WORD_MAX_BYTES   12u
#define PLAIN_WORD_BYTES 5u /* no abbreviation is as long */
#define NUMBER_MAX_BYTES 2u /* "12." that begins a sentence */

/* Not the end of a sentence, whatever follows. */
static const char *const never_last[] = {
    "e.g",  "i.e", "vs",   "dr",   "mr",   "mrs", "ms",  "prof",  "st",
    "cf",   "ca",  "bzw",  "z.b",  "d.h",  "u.a", "nr",  "ggf",   "evtl",
    "p.ej", "p.e", "incl", "inkl", "resp", "fig", "sra", "approx"};
/* The end only where a word follows that begins sentences. */
static const char *const seldom_last[] = {
    "inc", "ltd", "co", "corp", "ph.d", "jr",  "sr",  "dept", "est",
    "min", "max", "no", "gmbh", "llc",  "u.s", "u.k", "dipl", "ing"};
static const char *const first_words[] = {
    "we",  "you",  "the",  "our",    "this",   "in",     "as",  "if",
    "it",  "your", "at",   "must",   "they",   "all",    "to",  "for",
    "a",   "an",   "with", "please", "these",  "join",   "its", "with",
    "can", "will", "who",  "what",   "strong", "working"};

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return is_upper(c) || is_lower(c) || (unsigned char)c >= 0xC3;
}

static bool in_list(struct str word, const char *const *list, size_t n)
{
    char first = word.n ? ascii_lower(*word.p) : '\0';
    for (size_t i = 0; i < n && first; i++)
        if (*list[i] == first && str_eq_ascii_nocase(word, str_from(list[i])))
            return true;
    return false;
}

#define IN(word, list) in_list(word, list, sizeof(list) / sizeof(list)[0])

/* A comma at i that has no blank behind it and no digits on both sides. */
static bool is_tight_comma(struct str text, uint32_t i, uint32_t end)
{
    return text.p[i] == ',' && i + 1 < end && i > 0 && text.p[i + 1] != ' ' &&
           !(is_digit(text.p[i - 1]) && is_digit(text.p[i + 1]));
}

/* An item begins behind the tight comma at i: it has words enough. */
static bool item_follows(struct str text, uint32_t i, uint32_t end)
{
    size_t n = 0;
    for (i++; i < end && n < ITEM_MIN_BLANKS; i++) {
        if (is_tight_comma(text, i, end))
            return false;
        n += text.p[i] == ' ';
    }
    return n >= ITEM_MIN_BLANKS;
}

/* A comma without a blank behind it stands somewhere in the block. */
static bool has_tight_comma(struct str text, uint32_t start, uint32_t end)
{
    const char *at = text.p + start, *stop = text.p + end;
    while (at < stop && (at = memchr(at, ',', (size_t)(stop - at)))) {
        if (is_tight_comma(text, (uint32_t)(at - text.p), end))
            return true;
        at++;
    }
    return false;
}

static bool has_comma_items(struct str text, uint32_t start, uint32_t end)
{
    size_t n = 0, n_blanks = 0;
    if (!has_tight_comma(text, start, end))
        return false;
    for (uint32_t i = start; i < end && n < COMMA_ITEMS_MIN; i++) {
        n_blanks += text.p[i] == ' ';
        if (n_blanks < ITEM_MIN_BLANKS || !is_tight_comma(text, i, end) ||
            !item_follows(text, i, end))
            continue;
        n++;
        n_blanks = 0;
    }
    return n >= COMMA_ITEMS_MIN;
}

/* Length of a bullet sign at i, or 0. */
static uint32_t bullet_bytes(struct str text, uint32_t i, uint32_t end)
{
    static const char *const signs[] = {
        "\xE2\x80\xA2", "\xE2\x80\xA3", "\xE2\x96\xA0", "\xE2\x96\xAA",
        "\xE2\x96\xB6", "\xE2\x96\xBA", "\xE2\x97\x86", "\xE2\x97\x8B",
        "\xE2\x97\x8F", "\xE2\x97\xA6", "\xE2\x9C\x93", "\xE2\x9C\x94",
        "\xE2\x9C\x85", "\xE2\x9E\xA2", "\xE2\x9E\xA4", "\xC2\xB7 "};
    struct str at = str_slice(text, i, end < i + 3 ? end : i + 3);
    unsigned char first = at.n ? (unsigned char)*at.p : 0;
    if (first != 0xE2 && first != 0xC2)
        return 0;
    for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++)
        if (str_eq(at, str_from(signs[k])))
            return 3;
    return 0;
}

/* The letters and inner dots that end at byte i, and begin behind start. */
static struct str word_before(struct str text, uint32_t start, uint32_t i)
{
    uint32_t from = i;
    while (from > start && i - from < WORD_MAX_BYTES &&
           (is_letter(text.p[from - 1]) || text.p[from - 1] == '.'))
        from--;
    return str_slice(text, from, i);
}

static struct str word_at(struct str text, uint32_t i, uint32_t end)
{
    uint32_t to = i;
    while (to < end && is_letter(text.p[to]))
        to++;
    return str_slice(text, i, to);
}

/* The full stop at i, with a blank and then byte next behind it, ends a
 * sentence. */
static bool stop_is_last(const struct sentence_cutter *c, uint32_t i,
                         uint32_t next)
{
    struct str word = word_before(c->text, c->at, i);
    bool list_number = !word.n && i - c->at <= NUMBER_MAX_BYTES;
    if (list_number || IN(word, never_last))
        return false;
    bool single = word.n == 1 || (word.n >= 3 && word.p[word.n - 2] == '.');
    bool seldom = single || IN(word, seldom_last);
    if (is_lower(c->text.p[next]))
        return !seldom && word.n >= PLAIN_WORD_BYTES;
    return !seldom || IN(word_at(c->text, next, c->end), first_words);
}

/* "done.Then": a blank or a line break was lost behind the mark at i. */
static bool glued_is_last(const struct sentence_cutter *c, uint32_t i)
{
    const char *p = c->text.p;
    if (i < c->at + 2 || i + 2 >= c->end || !is_upper(p[i + 1]) ||
        !is_lower(p[i + 2]))
        return false;
    bool word = is_lower(p[i - 1]) && is_lower(p[i - 2]);
    struct str next = word_at(c->text, i + 1, c->end);
    return (word || p[i - 1] == ')') && next.n >= 2 &&
           !str_eq_ascii_nocase(next, STR("net")) &&
           !str_eq_ascii_nocase(next, STR("js")) &&
           !str_eq_ascii_nocase(next, STR("io")) &&
           !str_eq_ascii_nocase(next, STR("ai"));
}

static bool ends_with_mark(char c)
{
    return c == '.' || c == '!' || c == '?' || c == ')' || c == '"' ||
           c == '\'';
}

/* Where the sentence ends that has its mark at i; 0 when it goes on. */
static uint32_t end_at_mark(const struct sentence_cutter *c, uint32_t i)
{
    const char *p = c->text.p;
    uint32_t to = i + 1;
    while (to < c->end && ends_with_mark(p[to]))
        to++;
    if (to + 1 >= c->end)
        return to;
    if (p[to] != ' ')
        return glued_is_last(c, i) ? to : 0;
    if (p[i] != '.')
        return to;
    if (to > i + 1) /* an ellipsis, or a stop within parentheses */
        return is_lower(p[to + 1]) ? 0 : to;
    return stop_is_last(c, i, to + 1) ? to : 0;
}

/* A sum of money begins at i: up to three capitals, a dollar sign, a digit. */
static bool is_sum(const struct sentence_cutter *c, uint32_t i)
{
    const char *p = c->text.p;
    uint32_t at = i;
    while (at < c->end && at - i < 3 && is_upper(p[at]))
        at++;
    if (at < c->end && p[at] == '$')
        at++;
    if (at < c->end && p[at] == ' ')
        at++;
    return at < c->end && ascii_is_digit(p[at]);
}

/* A dash or star at i, blanks around it, and a capital behind; not the one
 * between two sums ("R$ 900 - R$ 950"). */
static bool is_dash_item(const struct sentence_cutter *c, uint32_t i)
{
    const char *p = c->text.p;
    if (i <= c->at + 1 || i + 2 >= c->end || p[i - 1] != ' ' ||
        p[i + 1] != ' ' || !is_upper(p[i + 2]))
        return false;
    bool behind_sum = ascii_is_digit(p[i - 2]) || p[i - 2] == 'k';
    return !(behind_sum && is_sum(c, i + 2));
}

/* Where the sentence that began at c->at ends if it ends with byte i; 0 when
 * it goes on. n_blanks counts those seen in it. */
static uint32_t end_at(const struct sentence_cutter *c, uint32_t i,
                       size_t n_blanks)
{
    switch (c->text.p[i]) {
    case '.':
    case '!':
    case '?':
        return end_at_mark(c, i);
    case ';':
        return i + 1 < c->end && c->text.p[i + 1] == ',' ? i + 2 : 0;
    case ',':
        return c->comma_items && n_blanks >= ITEM_MIN_BLANKS &&
                       is_tight_comma(c->text, i, c->end) &&
                       item_follows(c->text, i, c->end)
                   ? i + 1
                   : 0;
    case '-':
    case '*':
        return n_blanks >= DASH_MIN_BLANKS && is_dash_item(c, i) ? i : 0;
    default:
        return (unsigned char)c->text.p[i] >= 0xC2 && i > c->at &&
                       bullet_bytes(c->text, i, c->end)
                   ? i
                   : 0;
    }
}

/* Move to the first byte that may begin a sentence. */
static void skip_marks(struct sentence_cutter *c)
{
    while (c->at < c->end) {
        char b = c->text.p[c->at];
        uint32_t n = bullet_bytes(c->text, c->at, c->end);
        if (!n && !(b == ' ' || b == '-' || b == '*' || b == ',' || b == ';'))
            return;
        if (b == '-' && c->at + 1 < c->end && c->text.p[c->at + 1] != ' ')
            return;
        c->at += n ? n : 1;
    }
}

void sentences_begin(struct sentence_cutter *c, struct str text, uint32_t start,
                     uint32_t end)
{
    *c = (struct sentence_cutter){text, start, end, false, UINT32_MAX};
    skip_marks(c);
    c->comma_items = has_comma_items(text, start, end);
}

bool sentences_next(struct sentence_cutter *c, uint32_t *start, uint32_t *end)
{
    if (c->at >= c->end)
        return false;
    uint32_t limit = c->next_split > c->at && c->next_split < c->end
                         ? c->next_split
                         : c->end;
    uint32_t stop = 0;
    size_t n_blanks = 0;
    for (uint32_t i = c->at; i < limit && !stop; i++) {
        char b = c->text.p[i];
        n_blanks += b == ' ';
        if (b > '?' || (b >= '/' && b <= '9') || b == ' ')
            continue; /* most bytes: no mark among them */
        stop = end_at(c, i, n_blanks);
    }
    if (!stop || stop > limit)
        stop = limit;
    *start = c->at;
    c->at = stop;
    skip_marks(c);
    while (stop > *start + 1 && c->text.p[stop - 1] == ' ')
        stop--;
    *end = stop;
    return true;
}
