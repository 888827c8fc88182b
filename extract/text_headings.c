/* SPDX-License-Identifier: MIT */
#include "extract/text_headings.h"
#include <string.h>

#define WORD_MAX_BYTES    24
#define CUSTOMARY_WORDS   9
#define CAPS_MAX_BYTES    80
#define COLON_MAX_BYTES   60
#define BOLD_MAX_SENTENCE 40 /* a bold text with a full stop at its end */

/* Words that tell a heading by themselves, each between two spaces. */
static const char telling[] =
    " "
    "about additional advantages anforderungen aptitudes arbeitsort "
    "aufgaben background beneficios benefits benefícios bieten bonus "
    "bringst challenge compensation competencies compétences culture "
    "description desirable desired duties education essentials "
    "expectations experience fonctions funciones funktionen hiring "
    "ideally impact join kenntnisse knowledge looking missions "
    "mitbringst nice objective offer ofrecemos opportunity overview "
    "perks plus pluses position preferred prerequisites profiel profil "
    "profile purpose qualifications qualifikation qualifikationen "
    "required requirements requisitos responsabilidades "
    "responsabilités responsibilites responsibilities responsibility "
    "reward rewards role salary skills stack summary tasks tech "
    "technologies values verantwortlichkeiten wants who why ";

/* Words that headings are filled up with. */
static const char filling[] =
    " "
    "a abilities able achieve all also am an and are as at basic be "
    "become being best bring can candidate candidates career come "
    "company considered core d das day de dein deine der details die "
    "do doing du duration employment equal essential excited "
    "expect expected expertise fit following for from full general get give go "
    "good great ha have having help here hire how i ideal if ihr ihre "
    "important in include included includes including information is "
    "it job key la level life like ll love main make match may me "
    "mehr minimum mission more most must need needed needs of on or "
    "other our package part pay people personal possess primary "
    "professional provide re relevant s seek seeking should soft some "
    "specific story succeed success successful t take team technical "
    "that the there things this to tu typical un und unser unsere up "
    "us use ve votre want was we week well what when where will wir "
    "with work working would you your yourself ";

/* Cut the next word off *rest; it comes lower-cased between two spaces. False
 * at the end. A word that is too long comes as none of the lists has it. */
static bool next_word(struct str *rest, char word[WORD_MAX_BYTES + 3])
{
    size_t i = 0, n = 0;
    /* Dashes and curly quotes, all of which begin with this byte, part words
     * as ASCII marks do; other non-ASCII characters are letters. */
    const char mark = '\xe2';
    while (i < rest->n && !ascii_is_alnum(rest->p[i]) &&
           ((unsigned char)rest->p[i] < 0x80 || rest->p[i] == mark))
        i += rest->p[i] == mark ? 3 : 1;
    if (i >= rest->n)
        return false;
    word[n++] = ' ';
    for (; i < rest->n; i++) {
        char c = rest->p[i];
        if (!ascii_is_alnum(c) && ((unsigned char)c < 0x80 || c == mark))
            break;
        if (n <= WORD_MAX_BYTES)
            word[n++] = ascii_lower(c);
    }
    word[n++] = ' ';
    word[n] = '\0';
    *rest = str_slice(*rest, i, rest->n);
    return true;
}

bool heading_is_customary(struct str line)
{
    char word[WORD_MAX_BYTES + 3];
    unsigned words = 0;
    bool told = false;
    while (next_word(&line, word)) {
        if (++words > CUSTOMARY_WORDS)
            return false;
        if (strstr(telling, word))
            told = true;
        else if (!strstr(filling, word))
            return false;
    }
    return told;
}

static bool is_in_capitals(struct str line)
{
    unsigned letters = 0, words = 1, breaks = 0;
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        if (c >= 'a' && c <= 'z')
            return false;
        letters += ascii_is_upper(c);
        words += c == ' ';
        breaks += c == ',' || c == '/' || c == '|' || ascii_is_digit(c);
    }
    return line.p[0] != '#' && breaks < 2 && letters >= 5 &&
           (words >= 2 || letters >= 8);
}

static unsigned words_in(struct str line)
{
    unsigned words = 1;
    for (size_t i = 0; i < line.n; i++)
        words += line.p[i] == ' ';
    return words;
}

/* "Requirements:", or any line with a colon before a list. */
static bool introduces(struct str line, bool before_item)
{
    return line.p[line.n - 1] == ':' &&
           (before_item || (line.n <= COLON_MAX_BYTES && words_in(line) <= 8));
}

unsigned heading_level(struct str line, bool bold, bool before_item)
{
    if (line.n < 2 || line.n > HEADING_MAX_BYTES)
        return 0;
    char last = line.p[line.n - 1];
    if (last == ',' || last == ';')
        return 0;
    if (last == '.')
        return bold && line.n <= BOLD_MAX_SENTENCE ? HEADING_LEVEL_BOLD : 0;
    if (bold)
        return HEADING_LEVEL_BOLD;
    if (introduces(line, before_item))
        return HEADING_LEVEL_COLON;
    if (line.n <= CAPS_MAX_BYTES && is_in_capitals(line))
        return HEADING_LEVEL_CAPS;
    bool customary = line.n <= COLON_MAX_BYTES && heading_is_customary(line);
    return customary ? HEADING_LEVEL_WORDS : 0;
}
