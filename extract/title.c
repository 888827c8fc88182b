/* SPDX-License-Identifier: MIT */
#include "extract/title.h"
#include "base/utf8.h"
#include <string.h>

static bool is_word_byte(char c)
{
    return ascii_is_alnum(c) || (c & 0x80);
}

/* Letters that stand for genders, as in (m/w/d), H/F, (f/m/x), all genders. */
static bool is_gender_mark(struct str s)
{
    static const char *const words[] = {"all genders", "all gender", "gn",
                                        "div",         "a",          "alle"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_eq_ascii_nocase(s, str_from(words[i])))
            return true;
    size_t letters = 0, marks = 0;
    struct str rest = s;
    if (str_ends(s, STR("div.")))
        rest.n -= 4;
    for (size_t i = 0; i < rest.n; i++) {
        if (strchr("/|, *-.", rest.p[i]))
            marks++;
        else if (strchr("mwfdxhgniu", ascii_lower(rest.p[i])))
            letters++;
        else
            return false;
    }
    return letters >= 2 && marks && letters <= marks + 2;
}

/* "#4711", "Job-9587", "REQ 123456", "R-14532", "80389998". */
static bool is_requisition(struct str s)
{
    size_t digits = 0, letters = 0;
    for (size_t i = 0; i < s.n; i++) {
        digits += ascii_is_digit(s.p[i]);
        letters += is_word_byte(s.p[i]) && !ascii_is_digit(s.p[i]);
    }
    return digits >= 3 && letters <= 3;
}

/* Length of a group in brackets at s.p[at] that says nothing of the job; 0. */
static size_t empty_group(struct str s, size_t at)
{
    char close = s.p[at] == '(' ? ')' : s.p[at] == '[' ? ']' : 0;
    const char *end = close ? memchr(s.p + at, close, s.n - at) : NULL;
    if (!end)
        return 0;
    size_t stop = (size_t)(end - s.p);
    struct str in = str_trim(str_slice(s, at + 1, stop));
    return !in.n || is_gender_mark(in) || is_requisition(in) ? stop + 1 - at
                                                             : 0;
}

static const struct {
    const char *word, *full;
} short_words[] = {
    {"eng", "engineer"},
    {"engr", "engineer"},
    {"enginer", "engineer"},
    {"mgr", "manager"},
    {"swe", "software engineer"},
    {"sde", "software engineer"},
    {"mle", "machine learning engineer"},
    {"mts", "member of technical staff"},
    {"dev", "developer"},
};

/* The word [at, end) written out; itself where it is no short form. */
static struct str write_out(struct str s, size_t at, size_t end)
{
    struct str word = str_slice(s, at, end);
    struct str behind = str_trim(str_slice(s, end, s.n));
    bool ops = behind.n >= 3 &&
               (str_eq_ascii_nocase(str_slice(behind, 0, 3), STR("ops")) ||
                str_eq_ascii_nocase(str_slice(behind, 0, 3), STR("sec")) ||
                str_eq_ascii_nocase(str_slice(behind, 0, 4), STR("-ops")));
    for (size_t i = 0; i < sizeof short_words / sizeof short_words[0]; i++)
        if (!ops && str_eq_ascii_nocase(word, str_from(short_words[i].word)))
            return str_from(short_words[i].full);
    return word;
}

/* Copy the word at s.p[at] and return what lies behind it. A gender mark like
 * "m/w/d" that stands bare is passed over. */
static size_t copy_word(struct str s, size_t at, struct buf *out)
{
    size_t end = at;
    while (end < s.n && is_word_byte(s.p[end]))
        end++;
    size_t run = at;
    while (run < s.n && s.p[run] != ' ' && run - at < 8)
        run++;
    bool alone = run == s.n || s.p[run] == ' ';
    if (alone && run > end && memchr(s.p + at, '/', run - at) &&
        is_gender_mark(str_slice(s, at, run)))
        return run;
    struct str full = write_out(s, at, end);
    buf_add_str(out, full);
    bool written_out = full.p != s.p + at;
    return written_out && end < s.n && s.p[end] == '.' ? end + 1 : end;
}

struct str title_clean(struct str title, struct arena *a)
{
    struct str s = str_trim(title);
    s.n = utf8_floor(s, s.n < TITLE_MAX_BYTES ? s.n : TITLE_MAX_BYTES);
    struct buf out;
    buf_init(&out, TITLE_MAX_BYTES * 8);
    for (size_t at = 0; at < s.n;) {
        size_t skip = empty_group(s, at);
        if (skip) {
            at += skip;
        } else if (s.p[at] == '#' && at + 1 < s.n &&
                   ascii_is_digit(s.p[at + 1])) {
            for (at++; at < s.n && ascii_is_digit(s.p[at]);)
                at++;
        } else if (is_word_byte(s.p[at])) {
            at = copy_word(s, at, &out);
        } else {
            bool blank = ascii_is_space(s.p[at]);
            if (!blank || (out.n && out.p[out.n - 1] != ' '))
                buf_add_char(&out, blank ? ' ' : s.p[at]);
            at++;
        }
    }
    struct str kept = arena_str(a, str_trim(buf_str(&out)));
    buf_done(&out);
    return kept;
}

struct level_word {
    const char *word; /* words of one title, lower case, by one blank */
    enum seniority level;
};

/* Whose first match in the title counts; a longer one before a shorter. */
static const struct level_word level_words[] = {
    {"internship", SENIORITY_INTERN},
    {"intern", SENIORITY_INTERN},
    {"interns", SENIORITY_INTERN},
    {"trainee", SENIORITY_INTERN},
    {"co-op", SENIORITY_INTERN},
    {"working student", SENIORITY_INTERN},
    {"werkstudent", SENIORITY_INTERN},
    {"praktikum", SENIORITY_INTERN},
    {"praktikant", SENIORITY_INTERN},
    {"stage", SENIORITY_INTERN},
    {"stagiaire", SENIORITY_INTERN},
    {"alternance", SENIORITY_INTERN},
    {"alternant", SENIORITY_INTERN},
    {"apprentice", SENIORITY_INTERN},
    {"becario", SENIORITY_INTERN},
    {"estágio", SENIORITY_INTERN},
    {"director", SENIORITY_MANAGER},
    {"head", SENIORITY_MANAGER},
    {"vp", SENIORITY_MANAGER},
    {"svp", SENIORITY_MANAGER},
    {"evp", SENIORITY_MANAGER},
    {"vice president", SENIORITY_MANAGER},
    {"chief", SENIORITY_MANAGER},
    {"cto", SENIORITY_MANAGER},
    {"manager", SENIORITY_MANAGER},
    {"teamleiter", SENIORITY_MANAGER},
    {"leiter", SENIORITY_MANAGER},
    {"leitung", SENIORITY_MANAGER},
    {"supervisor", SENIORITY_MANAGER},
    {"senior staff", SENIORITY_LEAD},
    {"sr staff", SENIORITY_LEAD},
    {"sr. staff", SENIORITY_LEAD},
    {"senior principal", SENIORITY_LEAD},
    {"sr principal", SENIORITY_LEAD},
    {"sr. principal", SENIORITY_LEAD},
    {"senior lead", SENIORITY_LEAD},
    {"staff", SENIORITY_LEAD},
    {"principal", SENIORITY_LEAD},
    {"distinguished", SENIORITY_LEAD},
    {"fellow", SENIORITY_LEAD},
    {"lead", SENIORITY_LEAD},
    {"leader", SENIORITY_LEAD},
    {"senior", SENIORITY_SENIOR},
    {"sênior", SENIORITY_SENIOR},
    {"sr", SENIORITY_SENIOR},
    {"snr", SENIORITY_SENIOR},
    {"iii", SENIORITY_SENIOR},
    {"iv", SENIORITY_SENIOR},
    {"mid", SENIORITY_MID},
    {"middle", SENIORITY_MID},
    {"midlevel", SENIORITY_MID},
    {"intermediate", SENIORITY_MID},
    {"confirmé", SENIORITY_MID},
    {"pleno", SENIORITY_MID},
    {"ii", SENIORITY_MID},
    {"junior", SENIORITY_JUNIOR},
    {"jr", SENIORITY_JUNIOR},
    {"júnior", SENIORITY_JUNIOR},
    {"entry level", SENIORITY_JUNIOR},
    {"entry-level", SENIORITY_JUNIOR},
    {"new grad", SENIORITY_JUNIOR},
    {"graduate", SENIORITY_JUNIOR},
    {"early career", SENIORITY_JUNIOR},
    {"associate", SENIORITY_JUNIOR},
    {"i", SENIORITY_JUNIOR},
};

/* The word stands at s.p[at], and ends there. */
static bool stands_at(struct str s, size_t at, const char *word)
{
    if (ascii_lower(s.p[at]) != *word && !(*word & 0x80))
        return false;
    size_t n = strlen(word);
    return at + n <= s.n && (at + n == s.n || !is_word_byte(s.p[at + n])) &&
           str_eq_ascii_nocase(str_slice(s, at, at + n), str_from(word));
}

static enum seniority level_at(struct str s, size_t at)
{
    for (size_t i = 0; i < sizeof level_words / sizeof level_words[0]; i++)
        if (stands_at(s, at, level_words[i].word))
            return level_words[i].level;
    return SENIORITY_NONE;
}

static bool follows(struct str s, size_t at, const char *before)
{
    size_t n = strlen(before);
    return at >= n &&
           str_eq_ascii_nocase(str_slice(s, at - n, at), str_from(before));
}

/* "technical staff" is no level, nor is "lead generation"; who manages
 * accounts, products or projects manages nobody. */
static bool is_other_sense(struct str s, size_t at)
{
    static const struct {
        const char *before, *word;
    } senses[] = {
        {"technical ", "staff"},    {"teaching ", "staff"},
        {"account ", "manager"},    {"product ", "manager"},
        {"project ", "manager"},    {"program ", "manager"},
        {"programme ", "manager"},  {"success ", "manager"},
        {"community ", "manager"},  {"partner ", "manager"},
        {"engagement ", "manager"}, {"content ", "manager"},
    };
    for (size_t i = 0; i < sizeof senses / sizeof senses[0]; i++)
        if (stands_at(s, at, senses[i].word) &&
            follows(s, at, senses[i].before))
            return true;
    return stands_at(s, at, "lead generation") ||
           stands_at(s, at, "middle east") ||
           stands_at(s, at, "chief of staff") ||
           stands_at(s, at, "graduate degree");
}

/* "Data Engineer 2": the level as a number behind the noun. */
static enum seniority numbered_level(struct str s)
{
    static const char *const nouns[] = {"engineer ", "scientist ", "analyst ",
                                        "developer "};
    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++) {
        size_t at = str_find_ascii_nocase(s, str_from(nouns[i]));
        if (at == SIZE_MAX)
            continue;
        at += strlen(nouns[i]);
        if (at >= s.n || (at + 1 < s.n && is_word_byte(s.p[at + 1])))
            continue;
        switch (s.p[at]) {
        case '1':
            return SENIORITY_JUNIOR;
        case '2':
            return SENIORITY_MID;
        case '3':
        case '4':
            return SENIORITY_SENIOR;
        default:
            break;
        }
    }
    return SENIORITY_NONE;
}

enum seniority title_seniority(struct str s)
{
    enum seniority first = SENIORITY_NONE;
    bool manager = false;
    for (size_t at = 0; at < s.n; at++) {
        if ((at && is_word_byte(s.p[at - 1])) || !is_word_byte(s.p[at]) ||
            is_other_sense(s, at))
            continue;
        enum seniority level = level_at(s, at);
        if (level == SENIORITY_INTERN)
            return level;
        manager = manager || level == SENIORITY_MANAGER;
        if (first == SENIORITY_NONE)
            first = level;
    }
    if (manager)
        return SENIORITY_MANAGER;
    return first != SENIORITY_NONE ? first : numbered_level(s);
}

enum seniority seniority_of_word(struct str word)
{
    static const struct level_word words[] = {
        {"mid-senior level", SENIORITY_NONE}, /* says two levels at once */
        {"not applicable", SENIORITY_NONE},
        {"executive", SENIORITY_MANAGER},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_eq_ascii_nocase(word, str_from(words[i].word)))
            return words[i].level;
    return title_seniority(word);
}
