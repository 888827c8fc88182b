/* SPDX-License-Identifier: MIT */
#include "extract/text_flat.h"
#include "extract/text_glue.h"
#include "extract/text_headings.h"
#include <string.h>

#define LONG_LINE_BYTES                                                        \
    200u /* no one writes a heading within a shorter one                       \
          */
#define LIST_LINE_BYTES    80u
#define LIST_MEAN_BYTES    20u /* shorter pieces are words of one item */
#define PIECE_MIN_BYTES    20u
#define BRACKETS_MAX_BYTES 120u /* nobody writes longer ones in an item */
#define PHRASE_MAX_WORDS   4u

struct flat {
    struct str s;
    size_t from; /* bytes before it are written */
    struct text_out *out;
};

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* ---- Items joined by commas ---- */

/* Whether a bracket that opens shortly before i is still open there. */
static bool in_brackets(struct str s, size_t i)
{
    size_t from = i < BRACKETS_MAX_BYTES ? 0 : i - BRACKETS_MAX_BYTES;
    while (i > from && s.p[i - 1] != ')')
        if (s.p[--i] == '(')
            return true;
    return false;
}

/* Whether a comma at i joins two items: no space around it, and a capital or
 * the number of years ("etc,3 years") behind it. */
static bool is_joint(struct str s, size_t i)
{
    if (s.p[i] != ',' || i == 0 || i + 1 >= s.n || s.p[i - 1] == ' ')
        return false;
    bool begins = ascii_is_upper(s.p[i + 1]) ||
                  (ascii_is_digit(s.p[i + 1]) && !ascii_is_digit(s.p[i - 1]));
    return begins && !in_brackets(s, i);
}

/* The next joint at or after from; s.n for none. */
static size_t next_joint(struct str s, size_t from)
{
    while (from < s.n) {
        const char *comma = memchr(s.p + from, ',', s.n - from);
        if (!comma)
            break;
        from = (size_t)(comma - s.p);
        if (is_joint(s, from))
            return from;
        from++;
    }
    return s.n;
}

static bool is_joined_list(struct str s)
{
    size_t joints = 0;
    if (s.n < LIST_LINE_BYTES)
        return false;
    for (size_t i = next_joint(s, 0); i < s.n; i = next_joint(s, i + 1))
        joints++;
    return joints >= 2 && s.n / (joints + 1) >= LIST_MEAN_BYTES;
}

/* The end of the item that begins at from. A short piece ("R" of "Python,R")
 * belongs to the item before it. */
static size_t item_end(struct str s, size_t from)
{
    size_t end = next_joint(s, from);
    while (end < s.n) {
        size_t next = next_joint(s, end + 1);
        if (next - end > PIECE_MIN_BYTES)
            break;
        end = next;
    }
    return end;
}

static void read_joined(struct str s, struct text_out *out)
{
    for (size_t from = 0; from < s.n;) {
        size_t end = item_end(s, from);
        text_out_next(out, BLOCK_ITEM, 1);
        text_out_add(out, str_slice(s, from, end), false);
        from = end + 1;
    }
    text_out_next(out, BLOCK_PARAGRAPH, 0);
}

/* ---- Lines glued together ---- */

static void cut(struct flat *f, size_t at)
{
    text_out_add(f->out, str_slice(f->s, f->from, at), false);
    text_out_break(f->out);
    f->from = at;
}

/* Whether a heading may begin at start of s: a sentence ends before it, or at
 * least no word that would lead on to it. */
static bool may_begin(struct str s, size_t start, bool *sure)
{
    *sure = start == 0;
    if (start < 2)
        return start == 0;
    char before = s.p[start - 2];
    *sure = memchr(".!?;:)", before, 6) != NULL;
    return *sure ||
           (is_lower(before) &&
            !str_is_among(glue_word_before(s, start - 1),
                          " a an and for in of or our the with your "));
}

/* Where the heading begins whose colon stands at i: up to four capitalised
 * words that headings are made of; SIZE_MAX when they are no heading. Words
 * that no list knows belong to it where a sentence ends before them. */
static size_t phrase_start(struct str s, size_t i)
{
    size_t start = i, best = SIZE_MAX;
    for (unsigned words = 0; words < PHRASE_MAX_WORDS; words++) {
        struct str word = glue_word_before(s, start);
        if (word.n == 0 || !ascii_is_upper(word.p[0]))
            break;
        start -= word.n;
        bool sure, may = may_begin(s, start, &sure);
        bool customary = heading_is_customary(str_slice(s, start, i));
        if (may && (customary || (sure && best != SIZE_MAX)))
            best = start;
        else if (customary)
            best = i; /* it begins further to the left, or not at all */
        if (start == 0 || s.p[start - 1] != ' ')
            break;
        start--;
    }
    return best == i ? SIZE_MAX : best;
}

static bool is_gap(struct str s, size_t i)
{
    return i + 2 < s.n && s.p[i + 1] == ' ' && s.p[i + 2] == ' ';
}

/* A colon at i, in a long line: the heading that it ends, if it ends one,
 * becomes a line. */
static void cut_heading(struct flat *f, size_t i)
{
    size_t start = i + 1 < f->s.n ? phrase_start(f->s, i) : SIZE_MAX;
    if (start == SIZE_MAX || start < f->from)
        return;
    if (start > f->from)
        cut(f, start);
    cut(f, i + 1);
}

void flat_read(struct str line, bool glued, struct text_out *out)
{
    if (is_joined_list(line)) {
        read_joined(line, out);
        return;
    }
    struct flat f = {.s = line, .out = out};
    bool is_long = line.n >= LONG_LINE_BYTES;
    for (size_t i = 1; i < line.n; i++) {
        char c = line.p[i];
        if ((c >= 'A' && c <= 'Z') || ascii_is_digit(c)) {
            if (line.p[i - 1] != ' ' && glue_is_at(line, i, glued))
                cut(&f, i);
        } else if (is_long && c == ':') {
            cut_heading(&f, i);
        } else if (is_long && c == ' ' && is_gap(line, i)) {
            cut(&f, i);
        }
    }
    text_out_add(out, str_slice(line, f.from, line.n), false);
}
