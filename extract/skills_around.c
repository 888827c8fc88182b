/* SPDX-License-Identifier: MIT */
#include "extract/skills_around.h"
#include <string.h>

#define ASK_MAX_WORDS   5u /* looked back for "experience" */
#define ASK_MAX_BETWEEN 1u /* words between "with" and the name */

/* Lists of words, in small letters, each between spaces. */
static const char and_words[] =
    " and or und oder et ou y e o plus with using vs versus nor as either both "
    "mit avec con com sowie well on ";
static const char link_words[] =
    " with in of using use uses used mit von avec en de con em com to on ";
static const char use_words[] = " using use uses used ";
/* "experience with", "years of", "command of" */
static const char ask_words[] =
    " experience experienced experiences expertise expert knowledge "
    "knowledgeable proficiency proficient familiarity familiar fluency fluent "
    "skill skills skilled background understanding competence competency "
    "competent comfortable exposure command mastery certified years "
    "erfahrung erfahrungen kenntnisse kenntnissen umgang "
    "exp\xc3\xa9rience connaissance connaissances ma\xc3\xaetrise "
    "experiencia conocimiento conocimientos dominio "
    "experi\xc3\xaancia conhecimento conhecimentos ";
/* "written in", "developing with", but not "the next generation of" */
static const char make_words[] =
    " programming programmer coding code coded scripting script scripts "
    "written write writing develop developing developed development built "
    "worked programmierung programmation programaci\xc3\xb3n ";
static const char make_link_words[] = " with in mit en em com con avec ";
static const char tail_words[] =
    " based like native specific style related powered driven centric "
    "compatible first side only focused heavy oriented expert experience "
    "experienced programming coding ";
static const char tech_words[] =
    " developer developers engineer engineers engineering programmer "
    "programmers architect scientist analyst software data backend frontend "
    "stack sre devops entwickler entwicklerin softwareentwickler "
    "d\xc3\xa9veloppeur ing\xc3\xa9nieur desarrollador desarrolladora "
    "ingeniero desenvolvedor engenheiro ";

/* Letters and digits. Beyond ASCII the first byte of a sequence tells enough:
 * C2 and E2 lead signs (quotes, dashes, bullets), the others letters. */
static bool is_word_byte(struct str s, size_t i)
{
    if (i >= s.n)
        return false;
    if ((unsigned char)s.p[i] < 0x80)
        return ascii_is_alnum(s.p[i]);
    size_t lead = i;
    while (lead > 0 && i - lead < 3 &&
           ((unsigned char)s.p[lead] & 0xc0) == 0x80)
        lead--;
    unsigned char c = (unsigned char)s.p[lead];
    return c != 0xc2 && c != 0xe2;
}

static char byte_at(struct str s, size_t i)
{
    return i < s.n ? s.p[i] : '\0';
}

/* The word that byte at begins. */
static struct str word_at(struct str s, size_t at, size_t to)
{
    size_t end = at;
    while (end < to && is_word_byte(s, end))
        end++;
    return str_slice(s, at, end);
}

/* The word that ends before byte at. */
static struct str word_ending(struct str s, size_t from, size_t at)
{
    size_t start = at;
    while (start > from && is_word_byte(s, start - 1))
        start--;
    return str_slice(s, start, at);
}

/* Length of the hyphen at byte at: '-', or U+2010 and U+2011. */
static size_t hyphen_at(struct str s, size_t at)
{
    if (byte_at(s, at) == '-')
        return 1;
    struct str c = str_slice(s, at, at + 3);
    return str_eq(c, STR("\xe2\x80\x90")) || str_eq(c, STR("\xe2\x80\x91")) ? 3
                                                                            : 0;
}

static enum join join_of(char c)
{
    switch (c) {
    case '.':
        return JOIN_DOT;
    case '(':
        return JOIN_BRACKET;
    case '/':
    case '&':
    case '_':
    case '@':
    case '#':
    case '$':
    case '+':
        return JOIN_OTHER;
    default:
        return JOIN_NONE;
    }
}

enum join join_before(struct str s, uint32_t at, uint32_t *other)
{
    for (size_t n = 1; n <= 3 && n < at; n += 2)
        if (hyphen_at(s, at - n) == n && is_word_byte(s, at - n - 1)) {
            *other = (uint32_t)(at - n - 1);
            return JOIN_HYPHEN;
        }
    if (at < 2 || !is_word_byte(s, at - 2))
        return JOIN_NONE;
    struct str lead = str_slice(s, at < 4 ? 0 : at - 4, at);
    if (str_eq_ascii_nocase(lead, STR("e.g.")) ||
        str_eq_ascii_nocase(lead, STR("i.e.")))
        return JOIN_NONE; /* only a space was lost */
    *other = at - 2;
    return join_of(s.p[at - 1]);
}

enum join join_after(struct str s, uint32_t at, uint32_t *other)
{
    size_t n = hyphen_at(s, at);
    if (n && is_word_byte(s, at + n)) {
        *other = (uint32_t)(at + n);
        return JOIN_HYPHEN;
    }
    char c = byte_at(s, at);
    if (!is_word_byte(s, at + 1) || c == '(')
        return JOIN_NONE;
    *other = at + 1;
    return join_of(c);
}

static bool is_tie(char c)
{
    return c == '&' || c == '/';
}

bool paired_letter(struct str s, uint32_t start, uint32_t end, bool behind,
                   uint32_t *other)
{
    size_t at;
    if (behind) {
        at = end + (byte_at(s, end) == ' ');
        if (!is_tie(byte_at(s, at)))
            return false;
        at += byte_at(s, at + 1) == ' ' ? 2 : 1;
        *other = (uint32_t)at;
        return ascii_is_alpha(byte_at(s, at)) && !is_word_byte(s, at + 1);
    }
    at = start - (start > 0 && s.p[start - 1] == ' ');
    if (at < 2 || !is_tie(s.p[at - 1]))
        return false;
    at -= s.p[at - 2] == ' ' ? 2 : 1;
    if (at == 0 || !ascii_is_alpha(s.p[at - 1]))
        return false;
    *other = (uint32_t)at - 1;
    return at == 1 || !is_word_byte(s, at - 2);
}

bool is_letter_word(struct str s, uint32_t at)
{
    return ascii_is_alpha(byte_at(s, at)) && !is_word_byte(s, at + 1) &&
           (at == 0 || !is_word_byte(s, at - 1));
}

bool is_compound_tail(struct str s, uint32_t at)
{
    return str_is_among(word_at(s, at, s.n), tail_words);
}

bool is_dot_and_capital(struct str s, uint32_t at)
{
    return byte_at(s, at) == '.' && byte_at(s, at + 1) == ' ' &&
           ascii_is_upper(byte_at(s, at + 2));
}

bool is_first_word(struct str s, uint32_t from, uint32_t at)
{
    for (size_t i = from; i < at; i++)
        if (is_word_byte(s, i))
            return false;
    return true;
}

struct str word_before(struct str s, uint32_t from, uint32_t at)
{
    if (at < from + 2 || s.p[at - 1] != ' ' || !is_word_byte(s, at - 2))
        return STR_NONE;
    return word_ending(s, from, at - 1);
}

struct str word_behind(struct str s, uint32_t at, uint32_t to)
{
    if (at + 1 >= to || s.p[at] != ' ' || !is_word_byte(s, at + 1))
        return STR_NONE;
    return word_at(s, at + 1, to);
}

static bool is_number(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!ascii_is_digit(word.p[i]))
            return false;
    return true;
}

/* The next word at or behind *at; absent at the end. */
static struct str next_word(struct str s, size_t *at)
{
    while (*at < s.n && !is_word_byte(s, *at))
        (*at)++;
    if (*at == s.n)
        return STR_NONE;
    struct str word = word_at(s, *at, s.n);
    *at += word.n;
    return word;
}

size_t count_words(struct str s)
{
    size_t n = 0;
    struct str word;
    for (size_t at = 0; (word = next_word(s, &at)).p;)
        n += !is_number(word);
    return n;
}

/* True of bytes that end a thought: ". ", '!', '?'. */
static bool is_stop(struct str s, size_t i)
{
    return s.p[i] == '!' || s.p[i] == '?' ||
           (s.p[i] == '.' && byte_at(s, i + 1) == ' ');
}

bool is_enumeration(struct str s, size_t max_words)
{
    size_t others = 0;
    bool parted = false;
    for (size_t i = 0; i < s.n;) {
        if (is_word_byte(s, i)) {
            struct str word = word_at(s, i, s.n);
            if (str_is_among(word, and_words))
                parted = true;
            else if (!is_number(word))
                others++;
            i += word.n;
            continue;
        }
        if (is_stop(s, i))
            return false;
        parted = parted || strchr(",/&|;+():", s.p[i]);
        i++;
    }
    return others <= (parted ? max_words : 0);
}

/* The word before *at with what parts it from there; *at moves to its start.
 * Absent at from and where a sign parts thoughts. */
static struct str word_back(struct str s, size_t from, size_t *at)
{
    size_t i = *at;
    for (; i > from && !is_word_byte(s, i - 1); i--)
        if (strchr(".;:!?", s.p[i - 1]))
            return STR_NONE;
    if (i == from)
        return STR_NONE;
    struct str word = word_ending(s, from, i);
    *at = i - word.n;
    return word;
}

bool is_asked_for(struct str s, uint32_t from, uint32_t start)
{
    size_t at = start;
    struct str word = word_back(s, from, &at);
    for (size_t i = 0; i < ASK_MAX_BETWEEN && word.p; i++)
        if (!str_is_among(word, link_words))
            word = word_back(s, from, &at);
    if (!word.p || !str_is_among(word, link_words))
        return false;
    if (str_is_among(word, use_words))
        return true;
    bool makes = str_is_among(word, make_link_words);
    for (size_t i = 0; i < ASK_MAX_WORDS; i++) {
        word = word_back(s, from, &at);
        if (!word.p)
            return false;
        if (str_is_among(word, ask_words) ||
            (makes && str_is_among(word, make_words)))
            return true;
    }
    return false;
}

bool is_rated(struct str s, uint32_t end)
{
    size_t at = end, digits;
    while (at < s.n && at - end < 3 && strchr(" :(-", s.p[at]))
        at++;
    for (digits = at; digits < s.n && ascii_is_digit(s.p[digits]);)
        digits++;
    if (digits == at || digits - at > 2)
        return false;
    at = digits + (byte_at(s, digits) == '+');
    struct str word = word_behind(s, (uint32_t)at, (uint32_t)s.n);
    return str_is_among(word, " year years yr yrs ");
}

bool is_technical_title(struct str title)
{
    struct str word;
    for (size_t at = 0; (word = next_word(title, &at)).p;)
        if (str_is_among(word, tech_words))
            return true;
    return false;
}
