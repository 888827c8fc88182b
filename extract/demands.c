/* SPDX-License-Identifier: MIT */
#include "extract/demands.h"
#include "base/alloc.h"
#include "base/utf8.h"
#include <stdlib.h>

#define YEARS_MAX          20
#define YEARS_BEFORE_BYTES 60u
#define YEARS_AFTER_BYTES  110u

#define NUMBER                                                                 \
    "(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"     \
    "twelve|fifteen|twenty)"

/* "3-5 years", "ten to twelve years", "5+ yrs", "three (3) or more years":
 * group 1 is the smaller of a range, group 2 the only or larger one. */
static const char years_regex[] =
    "(?:(?<![\\w$.,-])|(?<=[a-z])(?=\\d)|(?<=[a-z]\\.)(?=\\d))"
    "(?:(" NUMBER ")\\s*(?:\\(\\d{1,2}\\))?\\s*(?:\\+|plus)?\\s*"
    "(?:-|\\x{2013}|\\x{2014}|to|or|bis|\\x{e0}|a|y|e)\\s*)?"
    "(" NUMBER ")(?:\\s*\\(\\d{1,2}\\+?\\))?"
    "\\s*(?:\\+|plus|\\(?or\\ more!?\\)?|full)?[\\s-]*"
    "(?:years?|yrs?|jahren?|ans|ann\\x{e9}es|a\\x{f1}os|anos|anni|jaar|lat)"
    "(?![\\w-]|[\\x{2019}'](?!\\s))";

/* What stands behind the years when they are not asked for. */
static const char years_not_behind_regex[] =
    "^\\s*(?:old|of\\ age|ago|in\\ a\\ row|in\\ business|vest|later|time|"
    "from\\ now|contract|term|anniversary|after|since|we\\b|our\\b|the\\b"
    "(?!\\ (?:field|industry)))";

/* What stands before them then. */
static const char years_not_before_regex[] =
    "(?:(?<!more\\s)(?<!less\\s)\\bthan\\s+|\\b(?:last|past|next|previous|"
    "over\\ the|within|every|each|first|"
    "vest(?:ed|s|ing)?|vested\\ over|celebrat\\w+|than\\ a|after|for\\ nearly|"
    "founded|since|in\\ just|in\\ under|past\\ few|with\\ us\\ for|contract)"
    "\\s+(?:\\w+\\s+)?|\\b(?:after|for|in)\\s+(?:over\\ |more\\ than\\ )?)$";

/* Experience in general, or in the trade, not in one tool. */
static const char years_general_regex[] =
    "^\\s*(?:\\)|'|\\x{2019})?\\s*(?:of\\s+)?(?:\\w+[\\s,/-]+){0,4}?"
    "(?:professional|industry|overall|total|relevant|related|"
    "work(?:ing)?(?=\\s+(?:experience|as|in\\ an?)\\b)|"
    "full[-\\ ]time|commercial|general)\\b|"
    "^\\s*(?:of\\s+)?experience\\s*(?:[.,;)]|$|or\\b|and\\b|required)";

/* What stands before years that are a part of those named before them, and no
 * alternative: "8+ years, with at least 2 years of leading". */
static const char years_part_regex[] =
    "(?:,\\s*(?:with|and|including|of\\ which)|\\bincluding|\\bof\\ which|"
    "\\b(?:experience|engineering|development|field|industry)\\s+with(?="
    "\\s+(?:at|a\\ min|min)))\\s+(?:at\\s+least\\s+|a\\s+minimum\\s+of\\s+|"
    "minimum\\s+(?:of\\s+)?)?$|;\\s*(?:and\\s+)?at\\s+least\\s+$";

/* What kind of years is liked, behind them. */
static const char years_of_kind_regex[] =
    "^[^.;]{2,80},?\\s(?:preferably|ideally)\\s(?:in|with|at|within|as|on|from|"
    "working)\\b";

static const struct {
    enum degree level;
    const char *regex;
} level_rules[] = {
    {DEGREE_BACHELOR,
     "\\bbachelor(?:[\\x{2019}']?s)?\\b|\\bundergraduate\\ degree|"
     "(?-i:(?<=[a-z])B[SA](?=\\s(?:or|in|degree)\\b))|"
     "(?-i:\\b(?:B\\.?\\s?S\\.?(?:c\\.?)?|B\\.?A\\.?|B\\.?\\s?Tech|B\\.?Eng|BE|"
     "BSCS|BSEE|BCS)(?![\\w]))"
     "(?=\\s*(?:/|,|\\(|or\\b|and\\b|in\\b|degree|of\\b|with\\b|\\+|&|level|"
     "required|minimum|is\\b|$|\\.|\\)|;|preferred))|"
     "\\b(?:licenciatura|gradua\\x{e7}\\x{e3}o|ensino\\ superior|"
     "hochschulstudium|hochschulabschluss|abgeschlossenes\\ studium|"
     "abgeschlossenes\\ hochschul|bac\\s?\\+\\s?3|laurea|grado\\ en|"
     "t\\x{ed}tulo\\ universitario|ingenier\\x{ed}a\\ en)"},
    {DEGREE_MASTER,
     "\\bmaster[\\x{2019}']?s?(?:\\s+(?:degree|level))|"
     "\\bmaster[\\x{2019}']s\\b|"
     "\\bmasters\\b(?!\\s+(?:of|at|in)\\s+\\w+ing\\b)(?!\\s+of)|"
     "\\bmaster\\s+(?:of\\s+(?:science|engineering|arts|business|technology)|"
     "in\\b|or\\b)|\\b(?:advanced|graduate|postgraduate|post-graduate)\\s+"
     "(?:university\\s+)?degree|\\bMBA\\b|"
     "(?-i:\\b(?:M\\.?\\s?S\\.?(?:c\\.?)?|M\\.?\\s?Tech|M\\.?Eng|M\\.?A\\.|MA)"
     "(?![\\w]))(?=\\s*(?:/|,|\\(|or\\b|and\\ (?:ph|\\d)|in\\b|degree|of\\ "
     "science|with\\ \\d|\\+|level|required|preferred|$|\\.|\\)|;))|"
     "\\bbac\\s?\\+\\s?[45]|\\bdipl\\x{f4}me\\s+d.ing\\x{e9}nieur|"
     "\\b\\x{e9}cole\\s+d.ing\\x{e9}nieur"},
    {DEGREE_PHD, "\\bph\\.?\\s?d\\b|\\bdoctora(?:te|l)\\b|\\bdoctor\\s+of\\b|"
                 "\\bpromotion\\s+in\\b|\\bdoctorado\\b|\\bdoutorado\\b"},
};

#define N_LEVELS (sizeof level_rules / sizeof level_rules[0])

/* A degree of no stated level. */
static const char degree_regex[] =
    "\\b(?:a|an|any|university|college|technical|four[-\\ ]year|4[-\\ ]year|"
    "relevant|related|engineering|science|stem|quantitative|equivalent|cs|"
    "undergraduate|scientific|numerate|computational|hons|honou?rs|good)"
    "\\s+degree\\b(?!\\s*(?:of|s\\s+of))|"
    "(?<!associate\\s)(?<!associates\\s)(?<!associate.s\\s)\\bdegree\\b(?=\\s*("
    "?:in\\b|level|qualified|or\\s+(?:equivalent|"
    "comparable|similar|higher)|required|from\\s+(?:an?|the)\\b|educated))|"
    "\\bstudium\\b|\\bdipl\\x{f4}me\\b|\\bt\\x{ed}tulo\\ en\\b|\\blicence\\ "
    "en\\b";

/* Words near a degree that is not asked for. */
static const char degree_not_regex[] =
    "^\\s*(?:scientists|students?|holders?|programs?\\b|candidates|"
    "researchers|engineers|team|colleagues|internship|thesis|level\\ "
    "scientists)|^[^.;]{0,40}\\b(?:tuition|reimburse)";

struct demand_rules {
    struct pattern *years, *not_behind, *not_before, *general, *part, *of_kind;
    struct pattern *levels[N_LEVELS];
    struct pattern *degree, *not_degree;
};

struct demand_rules *demand_rules_new(void)
{
    struct demand_rules *r = xalloc(sizeof *r);
    r->years = pattern_built_in(years_regex);
    r->not_behind = pattern_built_in(years_not_behind_regex);
    r->not_before = pattern_built_in(years_not_before_regex);
    r->general = pattern_built_in(years_general_regex);
    r->of_kind = pattern_built_in(years_of_kind_regex);
    r->part = pattern_built_in(years_part_regex);
    for (size_t i = 0; i < N_LEVELS; i++)
        r->levels[i] = pattern_built_in(level_rules[i].regex);
    r->degree = pattern_built_in(degree_regex);
    r->not_degree = pattern_built_in(degree_not_regex);
    return r;
}

void demand_rules_free(struct demand_rules *r)
{
    if (!r)
        return;
    pattern_free(r->years);
    pattern_free(r->not_behind);
    pattern_free(r->not_before);
    pattern_free(r->general);
    pattern_free(r->of_kind);
    pattern_free(r->part);
    for (size_t i = 0; i < N_LEVELS; i++)
        pattern_free(r->levels[i]);
    pattern_free(r->degree);
    pattern_free(r->not_degree);
    free(r);
}

static int number_of(struct str s)
{
    static const struct {
        const char *word;
        int n;
    } words[] = {{"one", 1},      {"two", 2},    {"three", 3},   {"four", 4},
                 {"five", 5},     {"six", 6},    {"seven", 7},   {"eight", 8},
                 {"nine", 9},     {"ten", 10},   {"eleven", 11}, {"twelve", 12},
                 {"fifteen", 15}, {"twenty", 20}};
    uint64_t n;
    if (str_to_u64(s, YEARS_MAX, &n))
        return (int)n;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_eq_ascii_nocase(s, str_from(words[i].word)))
            return words[i].n;
    return -1;
}

/* One statement of years in a text. */
struct years_said {
    int n;
    bool general;
    bool part; /* of years that the sentence named before */
    size_t sentence;
};

/* What the sentence says around the hit of CUE_YEARS at [at->start, end): false
 * when it asks for no years there. */
static bool read_years(const struct demand_rules *r, struct pattern_scratch *s,
                       const struct doc *doc, const struct sentence *in,
                       const struct cue_hit *at, struct years_said *out)
{
    size_t from = in->start, to = in->end;
    if (at->start - from > YEARS_BEFORE_BYTES)
        from = utf8_floor(doc->text, at->start - YEARS_BEFORE_BYTES);
    if (to > at->start + YEARS_AFTER_BYTES)
        to = utf8_floor(doc->text, at->start + YEARS_AFTER_BYTES);
    struct str window = str_slice(doc->text, from, to);
    size_t word = at->start - from; /* where "years" begins */
    struct span g[3];
    size_t look = 0;
    do {
        if (!pattern_find(r->years, s, window, look, g, 3))
            return false;
        look = g[0].end;
    } while (g[0].end <= word);
    if (g[0].start > word)
        return false;
    struct str before = str_slice(window, 0, g[0].start);
    struct str behind = str_slice(window, g[0].end, window.n);
    if (pattern_find(r->not_behind, s, behind, 0, NULL, 0) ||
        pattern_find(r->not_before, s, before, 0, NULL, 0))
        return false;
    struct span number = g[1].start != SIZE_MAX ? g[1] : g[2];
    out->n = number_of(str_slice(window, number.start, number.end));
    out->general = pattern_find(r->general, s, behind, 0, NULL, 0);
    out->part = pattern_find(r->part, s, before, 0, NULL, 0);
    return out->n >= 0;
}

/* The years are asked for, not only liked: "5 years, preferably in banking"
 * likes the bank. */
static bool is_required(const struct demand_rules *r, struct pattern_scratch *s,
                        const struct doc *doc, const struct structure *in,
                        const struct cue_hit *at, size_t sentence)
{
    enum label label = structure_label(doc, in, at->start, at->end);
    const struct sentence *v = &in->v[sentence];
    if (label == LABEL_REQUIRED)
        return true;
    struct str behind = str_slice(doc->text, at->end, v->end);
    return label == LABEL_PREFERRED && v->section == SECTION_REQUIREMENTS &&
           pattern_find(r->of_kind, s, behind, 0, NULL, 0);
}

int demand_years(const struct demand_rules *r, struct pattern_scratch *s,
                 const struct doc *doc, const struct structure *in)
{
    struct years_said best = {.n = -1, .sentence = SIZE_MAX};
    for (size_t i = 0; i < in->cues.n; i++) {
        const struct cue_hit *at = &in->cues.v[i];
        if (!(at->kinds & CUE_YEARS))
            continue;
        struct years_said said = {.sentence = structure_find(in, at->start)};
        if (said.sentence == SIZE_MAX ||
            !read_years(r, s, doc, &in->v[said.sentence], at, &said) ||
            !is_required(r, s, doc, in, at, said.sentence))
            continue;
        bool same = said.sentence == best.sentence;
        if (same && said.part)
            continue;
        bool alternative = same && said.n < best.n;
        if (best.n < 0 || alternative || (said.general && !best.general))
            best = said;
    }
    return best.n;
}

/* The lowest level that the sentence requires; DEGREE_NONE: none. */
static enum degree degree_in(const struct demand_rules *r,
                             struct pattern_scratch *s, const struct doc *doc,
                             const struct structure *in,
                             const struct sentence *sentence)
{
    struct str text = str_slice(doc->text, sentence->start, sentence->end);
    bool any_level = false;
    for (size_t i = 0; i <= N_LEVELS; i++) {
        const struct pattern *p = i < N_LEVELS ? r->levels[i] : r->degree;
        struct span g[1];
        for (size_t at = 0; pattern_find(p, s, text, at, g, 1);
             at = g[0].end > at ? g[0].end : at + 1) {
            struct str behind = str_slice(text, g[0].end, text.n);
            if (pattern_find(r->not_degree, s, behind, 0, NULL, 0))
                continue;
            any_level = true;
            uint32_t start = sentence->start + (uint32_t)g[0].start;
            uint32_t end = sentence->start + (uint32_t)g[0].end;
            if (structure_label(doc, in, start, end) == LABEL_REQUIRED)
                return i < N_LEVELS ? level_rules[i].level : DEGREE_BACHELOR;
        }
        if (i + 1 == N_LEVELS && any_level)
            break; /* "degree" is then part of what was read */
    }
    return DEGREE_NONE;
}

enum degree demand_degree(const struct demand_rules *r,
                          struct pattern_scratch *s, const struct doc *doc,
                          const struct structure *in)
{
    enum degree lowest = DEGREE_NONE;
    size_t done = SIZE_MAX;
    for (size_t i = 0; i < in->cues.n; i++) {
        if (!(in->cues.v[i].kinds & CUE_DEGREE))
            continue;
        size_t at = structure_find(in, in->cues.v[i].start);
        if (at == SIZE_MAX || at == done ||
            in->v[at].section == SECTION_ABOUT ||
            in->v[at].section == SECTION_BENEFITS)
            continue;
        done = at;
        enum degree d = degree_in(r, s, doc, in, &in->v[at]);
        if (d != DEGREE_NONE && (lowest == DEGREE_NONE || d < lowest))
            lowest = d;
    }
    return lowest;
}
