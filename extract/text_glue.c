/* SPDX-License-Identifier: MIT */
#include "extract/text_glue.h"
#include <string.h>

#define TELLING_PLACES   3u /* different ones; fewer may be names */
#define SMALL_WORD_BYTES 3u
#define YEARS_MAX_BYTES  12u /* "12+ years" */

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

struct str glue_word_before(struct str s, size_t i)
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

/* Words that head a part of a posting. */
static bool heads_a_part(struct str word)
{
    return str_is_among(
        word, " benefits competencies description duties education experience "
              "include includes overview qualifications "
              "requirements responsibilities skills summary ");
}

/* Words that items of postings like to begin with, in any text. */
static bool begins_an_item(struct str word)
{
    return str_is_among(
        word, " ability advanced bachelor bachelors demonstrated excellent "
              "exceptional experience experienced familiarity knowledge "
              "leadership masters minimum must preferred proficiency "
              "proficient proven responsible strong understanding "
              "willingness ");
}

/* Words that begin a line of a text that lost its breaks, and that no name of
 * a product or firm ends in. */
static bool begins_a_line(struct str word)
{
    static const char *const more =
        " able about adept additional all an analyze and any apply are assist "
        "basic become bonus build candidate collaborate comfortable "
        "communicate company competitive comprehensive conduct contribute "
        "coordinate create daily deep define deliver demonstrate "
        "demonstrates deploy design desired develop developing drive "
        "employment ensure establish evaluate every excellence exempt expert "
        "expertise exposure extensive extract familiar flexible for founded "
        "free from full generous good great hands have has help highly how "
        "identify if implement in integrate interpret is it job join lead "
        "learn leverage location maintain manage medical monitor must nice "
        "no not of on other our oversee own paid participate passion perform "
        "perks position prepare present previous primary prior proactively "
        "produce provide provides required research review salary self "
        "seniority should solid some support supports take technical the "
        "this to tuition type typically understand unlimited use utilize we "
        "what when where while who why with within work working works write "
        "years you your ";
    return begins_an_item(word) || heads_a_part(word) ||
           str_is_among(word, more);
}

/* Whether the letters that end at i are a small word, not the end of a name
 * or of an address: "data", but not the "ava" of "Java" or "js" of ".js". */
static bool is_small_word(struct str s, size_t i)
{
    struct str word = glue_word_before(s, i);
    if (word.n < SMALL_WORD_BYTES)
        return false;
    for (size_t k = 0; k < word.n; k++)
        if (!is_lower(word.p[k]))
            return false;
    size_t from = (size_t)(word.p - s.p);
    return from == 0 || !memchr("@/.#_-=?&", s.p[from - 1], 9);
}

/* A small word and an abbreviation that touch at i ("needsSQL"), not a name
 * ("postgreSQL"). */
static bool small_word_meets_capitals(struct str s, size_t i)
{
    return is_lower(s.p[i - 1]) && ascii_is_upper(s.p[i + 1]) &&
           is_small_word(s, i) &&
           !str_is_among(glue_word_before(s, i),
                         " chat dev graph mac open postgre ");
}

/* Names that somebody wrote without their first capital. */
static bool is_small_name(struct str before, struct str after)
{
    return str_is_among(after, " ops ") ||
           (str_is_among(before, " java type coffee power tensor share ") &&
            str_is_among(after, " script point flow "));
}

/* A small word and a capitalised one that touch at i. */
static bool small_word_meets(struct str s, size_t i, struct str after)
{
    return is_lower(s.p[i - 1]) && after.n >= SMALL_WORD_BYTES &&
           is_small_word(s, i) && !is_small_name(glue_word_before(s, i), after);
}

bool glue_is_everywhere(struct str s)
{
    struct str seen[TELLING_PLACES];
    size_t n = 0;
    for (size_t i = 1; i + 1 < s.n; i++) {
        if (!ascii_is_upper(s.p[i]) || !is_lower(s.p[i - 1]))
            continue;
        struct str after = word_after(s, i);
        if (!small_word_meets(s, i, after))
            continue;
        bool known = false;
        for (size_t k = 0; k < n; k++)
            known = known || str_eq(seen[k], after);
        if (known)
            continue;
        seen[n++] = after;
        if (n == TELLING_PLACES)
            return true;
    }
    return false;
}

/* Whether a capital that follows a small letter at i begins a line: where the
 * word before it or behind it heads a part of a posting, or where an item
 * begins behind a word that is no name ("accuracyAbility"). */
static bool words_meet(struct str s, size_t i, struct str after)
{
    struct str before = glue_word_before(s, i);
    if (heads_a_part(before) ||
        (before.n > 2 && is_lower(before.p[0]) && begins_an_item(after)))
        return true;
    return before.n > 2 && after.n > 6 && heads_a_part(after);
}

/* The same in a text that lost its breaks throughout. */
static bool lost_at(struct str s, size_t i, struct str after)
{
    char before = s.p[i - 1];
    if (ascii_is_upper(before) && after.n < SMALL_WORD_BYTES)
        return false; /* "APIs" */
    if (ascii_is_alpha(before) || ascii_is_digit(before) ||
        memchr("%+#\"", before, 4))
        return small_word_meets(s, i, after) || begins_a_line(after);
    return before == ')' && after.n >= SMALL_WORD_BYTES;
}

static bool ends_in_small_letters(struct str s, size_t end, size_t letters)
{
    for (size_t i = 1; i <= letters; i++)
        if (end < i || !is_lower(s.p[end - i]))
            return false;
    return true;
}

/* "For2+ years": a number of years that touches a word. */
static bool years_begin(struct str s, size_t i)
{
    if (!is_lower(s.p[i - 1]) || glue_word_before(s, i).n < SMALL_WORD_BYTES)
        return false;
    struct str rest = str_slice(s, i, i + YEARS_MAX_BYTES);
    size_t at = 0;
    while (at < rest.n && ascii_is_digit(rest.p[at]))
        at++;
    if (at > 2)
        return false;
    while (at < rest.n && (rest.p[at] == '+' || rest.p[at] == ' '))
        at++;
    return str_starts(str_slice(rest, at, rest.n), STR("year"));
}

bool glue_is_at(struct str s, size_t i, bool everywhere)
{
    if (ascii_is_digit(s.p[i]))
        return years_begin(s, i);
    if (i + 1 >= s.n)
        return false;
    if (!is_lower(s.p[i + 1]))
        return everywhere && small_word_meets_capitals(s, i);
    struct str after = word_after(s, i);
    char before = s.p[i - 1];
    if (everywhere && lost_at(s, i, after))
        return true;
    if (is_lower(before))
        return words_meet(s, i, after);
    if (before == ':')
        return ends_in_small_letters(s, i - 1, 4);
    if (!memchr(".!?;", before, 4) || !ends_in_small_letters(s, i - 1, 3))
        return false;
    return !str_is_among(after, " js net io com org ai co py ");
}
