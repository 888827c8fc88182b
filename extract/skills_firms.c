/* SPDX-License-Identifier: MIT */
#include "extract/skills_firms.h"

#define LIST_MAX_WORDS 40u /* of a list of firms, before the name */
#define LEAD_MAX_WORDS 8u  /* between "customers" and the list */

/* ---- The employer's name ---- */

bool firm_tail_is(struct str rest)
{
    static const char tails[] =
        " ag bv co com company corp corporation gmbh group holding holdings hq "
        "inc international intl io labs limited llc ltd nv plc sa se software "
        "systems technologies ";
    for (size_t at = 0; at < rest.n;) {
        size_t end = at;
        while (end < rest.n && ascii_is_alnum(rest.p[end]))
            end++;
        if (end == at) {
            at++;
            continue;
        }
        if (!str_is_among(str_slice(rest, at, end), tails))
            return false;
        at = end;
    }
    return true;
}

static bool is_same_firm(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        bool parts = a.p[i] == ' ' && (b.p[i] == '-' || b.p[i] == '_');
        if (!parts && ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
            return false;
    }
    return true;
}

bool firm_is_around(struct str text, struct str company, uint32_t start,
                    uint32_t at)
{
    if (start > at)
        return false;
    size_t from = at - start, end = from + company.n;
    bool goes_on = end < text.n && ascii_is_alnum(text.p[end]);
    return !goes_on && is_same_firm(str_slice(text, from, end), company);
}

/* ---- Lists of firms ---- */

/* Words of a text, from behind to before. */
struct walk {
    struct str text;
    size_t from, at;
    struct str word; /* absent: none is left in this sentence */
    char joint;      /* the telling sign behind the word: one of ":(", or ' ' */
};

static bool is_word_byte(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* The next word to the left. A hyphen parts words ("ex-Google"). */
static void step(struct walk *w)
{
    w->joint = ' ';
    while (w->at > w->from && !is_word_byte(w->text.p[w->at - 1])) {
        char c = w->text.p[w->at - 1];
        if (c == ':' || c == '(')
            w->joint = c;
        else if (c == ';' || c == '!' || c == '?' || c == '\n')
            w->from = w->at;
        w->at -= w->at > w->from;
    }
    size_t end = w->at;
    while (w->at > w->from && is_word_byte(w->text.p[w->at - 1]))
        w->at--;
    w->word = end > w->at ? str_slice(w->text, w->at, end) : STR_NONE;
}

static bool is_name_word(struct str word)
{
    return ascii_is_upper(word.p[0]) || ascii_is_digit(word.p[0]) ||
           (unsigned char)word.p[0] >= 0x80;
}

/* "customers", "founders": who the list is of. */
static bool is_of_firms(struct str word)
{
    return str_is_among(
        word, " alumni angels backers brands clients companies customers "
              "enterprises firms founders investors labs logos startups "
              "unicorns ");
}

/* The same before "like" or "such as". */
static bool may_be_of_firms(struct str word)
{
    return is_of_firms(word) ||
           str_is_among(word, " businesses folks leaders names organizations "
                              "people places veterans ");
}

/* People and deeds that "of", "from", "at" or "by" ties to firms. */
static bool is_tied_to_firms(struct str word)
{
    return str_is_among(
        word, " acquired alumni alums ceo clients companies cofounders coo "
              "cto customers designers employees engineers executives experts "
              "folks formerly founder founders funded hail hailing investors "
              "leaders operators people players previously professionals "
              "shipped startups veterans worked ");
}

/* Deeds of firms, where they are several. */
static bool is_done_by_firms(struct str word)
{
    return str_is_among(word, " led trusted ");
}

/* Things, not firms, though a firm's word stands before them. */
static bool is_of_things(struct str word)
{
    return str_is_among(
        word, " application applications data framework frameworks knowledge "
              "experience language languages package packages platform "
              "platforms product products server services skills software "
              "solutions stack systems tech technologies technology tool "
              "tools using with ");
}

/* Whether the words before the list lead to firms: the one at hand is the last
 * of them. */
static bool leads_to_firms(struct walk *w, unsigned names)
{
    bool to_firms = w->joint == '(' || w->joint == ':';
    bool is_tie = str_is_among(w->word, " at by from of ");
    if (!to_firms && !is_tie &&
        !str_is_among(w->word, " as include includes "
                               "including like "))
        return to_firms;
    if (is_tie && !to_firms) {
        step(w);
        return w->word.p && (is_tied_to_firms(w->word) ||
                             (names > 0 && is_done_by_firms(w->word)));
    }
    for (unsigned i = 0; i < LEAD_MAX_WORDS && w->word.p; i++) {
        if (is_of_things(w->word))
            return false;
        if (to_firms ? is_of_firms(w->word) : may_be_of_firms(w->word))
            return true;
        step(w);
    }
    return false;
}

bool firm_is_listed(struct str text, uint32_t from, uint32_t at, bool alone)
{
    struct walk w = {.text = text, .from = from, .at = at};
    unsigned names = 0;
    for (step(&w); w.word.p && names < LIST_MAX_WORDS; step(&w)) {
        if (str_is_among(w.word, " ex ") && w.at < text.n &&
            text.p[w.at + 2] == '-')
            return true;
        bool joins = str_is_among(w.word, " and or ");
        if (w.joint != ' ' || (!joins && !is_name_word(w.word)))
            return leads_to_firms(&w, names) && (names > 0 || alone);
        names += !joins;
    }
    return false;
}

/* ---- Posts ---- */

bool firm_has_post(struct str text, uint32_t from, uint32_t at)
{
    struct walk w = {.text = text, .from = from, .at = at};
    step(&w);
    if (!w.word.p || w.joint != ' ' || !str_is_among(w.word, " of for "))
        return false;
    step(&w);
    return w.word.p && ascii_is_upper(w.word.p[0]) &&
           str_is_among(w.word, " avp chief director evp head lead manager "
                                "president svp vp ");
}

bool firm_has_team(struct str text, uint32_t end)
{
    static const char teams[] =
        " chapter department departments division group groups guild "
        "squad squads team teams ";
    size_t from = (size_t)end + 1, to = from;
    if (from >= text.n || text.p[end] != ' ')
        return false;
    while (to < text.n && is_word_byte(text.p[to]))
        to++;
    return str_is_among(str_slice(text, from, to), teams);
}
