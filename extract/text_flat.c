/* SPDX-License-Identifier: MIT */
#include "extract/text_flat.h"
#include "extract/text_headings.h"
#include <string.h>

#define LONG_LINE_BYTES                                                        \
    200u /* no one writes a heading within a shorter one                       \
          */
#define LIST_LINE_BYTES  80u
#define LIST_MEAN_BYTES  20u /* shorter pieces are words of one item */
#define PIECE_MIN_BYTES  20u
#define PHRASE_MAX_WORDS 4u
#define WORD_MAX_BYTES   24u

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

/* Whether a comma at i joins two items: no space around it, and a capital or
 * the number of years ("etc,3 years") behind it. */
static bool is_joint(struct str s, size_t i)
{
    if (s.p[i] != ',' || i == 0 || i + 1 >= s.n || s.p[i - 1] == ' ')
        return false;
    return ascii_is_upper(s.p[i + 1]) ||
           (ascii_is_digit(s.p[i + 1]) && !ascii_is_digit(s.p[i - 1]));
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

/* The word that ends at i. */
static struct str word_before(struct str s, size_t i)
{
    size_t from = i;
    while (from > 0 && ascii_is_alpha(s.p[from - 1]) && i - from < 32)
        from--;
    return str_slice(s, from, i);
}

/* The capitalised word that begins at i: a capital and small letters. */
static struct str word_after(struct str s, size_t i)
{
    size_t to = i + 1;
    while (to < s.n && is_lower(s.p[to]))
        to++;
    return str_slice(s, i, to);
}

static bool is_among(struct str word, const char *list)
{
    char padded[WORD_MAX_BYTES + 3];
    if (word.n == 0 || word.n > WORD_MAX_BYTES)
        return false;
    padded[0] = ' ';
    for (size_t i = 0; i < word.n; i++)
        padded[i + 1] = ascii_lower(word.p[i]);
    padded[word.n + 1] = ' ';
    padded[word.n + 2] = '\0';
    return strstr(list, padded) != NULL;
}

static bool heads_a_part(struct str word)
{
    return is_among(
        word, " benefits competencies description duties education experience "
              "include includes overview qualifications "
              "requirements responsibilities skills summary ");
}

static bool ends_in_small_letters(struct str s, size_t end, size_t letters)
{
    for (size_t i = 1; i <= letters; i++)
        if (end < i || !is_lower(s.p[end - i]))
            return false;
    return true;
}

/* Words that list items of postings like to begin with. */
static bool begins_an_item(struct str word)
{
    return is_among(word, " ability advanced bachelor bachelors demonstrated "
                          "excellent exceptional experience experienced "
                          "familiarity knowledge leadership masters minimum "
                          "must preferred proficiency proficient proven "
                          "responsible strong understanding willingness ");
}

/* Whether a capital that follows a small letter at i begins a line: where the
 * word before it or behind it heads a part of a posting, or where an item
 * begins behind a word that is no name ("accuracyAbility"). */
static bool words_meet(struct str s, size_t i)
{
    struct str before = word_before(s, i), after = word_after(s, i);
    if (heads_a_part(before) ||
        (before.n > 2 && is_lower(before.p[0]) && begins_an_item(after)))
        return true;
    return before.n > 2 && after.n > 6 && heads_a_part(after);
}

/* Whether two lines meet at i, where a capital follows without a space:
 * "services.We", "requirements:Python", "ExperienceStrong", but not "Node.Js"
 * or "JavaScript". */
static bool lines_meet(struct str s, size_t i)
{
    if (i + 1 >= s.n || !is_lower(s.p[i + 1]))
        return false;
    char before = s.p[i - 1];
    if (is_lower(before))
        return words_meet(s, i);
    if (before == ':')
        return ends_in_small_letters(s, i - 1, 4);
    if (!memchr(".!?;", before, 4) || !ends_in_small_letters(s, i - 1, 3))
        return false;
    return !is_among(word_after(s, i), " js net io com org ai co py ");
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
    return *sure || (is_lower(before) &&
                     !is_among(word_before(s, start - 1),
                               " a an and for in of or our the with your "));
}

/* Where the heading begins whose colon stands at i: up to four capitalised
 * words that headings are made of; SIZE_MAX when they are no heading. Words
 * that no list knows belong to it where a sentence ends before them. */
static size_t phrase_start(struct str s, size_t i)
{
    size_t start = i, best = SIZE_MAX;
    for (unsigned words = 0; words < PHRASE_MAX_WORDS; words++) {
        struct str word = word_before(s, start);
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

void flat_read(struct str line, struct text_out *out)
{
    if (is_joined_list(line)) {
        read_joined(line, out);
        return;
    }
    struct flat f = {.s = line, .out = out};
    bool is_long = line.n >= LONG_LINE_BYTES;
    for (size_t i = 1; i < line.n; i++) {
        char c = line.p[i];
        if (c >= 'A' && c <= 'Z') {
            if (line.p[i - 1] != ' ' && lines_meet(line, i))
                cut(&f, i);
        } else if (is_long && c == ':') {
            cut_heading(&f, i);
        } else if (is_long && c == ' ' && is_gap(line, i)) {
            cut(&f, i);
        }
    }
    text_out_add(out, str_slice(line, f.from, line.n), false);
}
