/* SPDX-License-Identifier: MIT */
#include "store/likeness.h"
#include "base/alloc.h"
#include "base/hash.h"
#include <stdlib.h>
#include <string.h>

#define MIX_A     UINT64_C(0xff51afd7ed558ccd)
#define MIX_B     UINT64_C(0xc4ceb9fe1a85ec53)
#define EMPTY_BIN UINT64_MAX
#define NEVER     2.0
/* Texts without titles: what a repost of the next month must have in common,
 * what more for each month further, for an older text has had time to become
 * another one, and what is always enough. Two of one month are two openings. */
#define REPOST_JACCARD       0.52
#define REPOST_MONTH_JACCARD 0.025
#define REPOST_MOST_JACCARD  0.70
#define SAME_MONTH_JACCARD   0.72

/* --- words --------------------------------------------------------------- */

static bool is_word_byte(char c)
{
    return ascii_is_alnum(c) || (c & 0x80);
}

/* Chinese and Japanese characters, which are written without spaces, are words
 * of their own: their first bytes are 0xE3 to 0xE9, of three. */
static bool is_lone_character(char c)
{
    return (unsigned char)c >= 0xE3 && (unsigned char)c <= 0xE9;
}

/* The next word of s at or behind *at, in lower case by ASCII; its hash. False
 * when there is none. */
static bool next_word(struct str s, size_t *at, uint64_t *hash)
{
    size_t i = *at;
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    while (i < s.n && !is_word_byte(s.p[i]))
        i++;
    if (i == s.n)
        return false;
    size_t from = i, end = s.n;
    if (is_lone_character(s.p[i]) && i + 3 <= s.n)
        end = i + 3;
    for (; i < end && is_word_byte(s.p[i]); i++) {
        if (i > from && end == s.n && is_lone_character(s.p[i]))
            break;
        h = (h ^ (unsigned char)ascii_lower(s.p[i])) * UINT64_C(0x100000001b3);
    }
    *at = i;
    *hash = h;
    return true;
}

/* The shingles of a text, one after the other. */
struct shingle_walk {
    struct str text;
    size_t at;
    uint64_t before[LIKENESS_SHINGLE_WORDS - 1];
    size_t n; /* words seen, up to those that a shingle has */
};

static bool next_shingle(struct shingle_walk *w, uint64_t *out)
{
    uint64_t word;
    while (next_word(w->text, &w->at, &word)) {
        uint64_t h = w->before[0] * MIX_A + w->before[1] * MIX_B + word;
        w->before[0] = w->before[1];
        w->before[1] = word;
        if (++w->n < LIKENESS_SHINGLE_WORDS)
            continue;
        h = (h ^ h >> 31) * MIX_A;
        *out = h ^ h >> 29;
        return true;
    }
    return false;
}

/* --- sketches ------------------------------------------------------------ */

/* An empty bin takes the value of the next full one, changed by how far that
 * is (Shrivastava and Li 2014). */
static uint16_t bin_value(const uint64_t min[LIKENESS_BINS], size_t bin)
{
    for (size_t d = 0; d < LIKENESS_BINS; d++) {
        uint64_t v = min[(bin + d) % LIKENESS_BINS];
        if (v != EMPTY_BIN)
            return (uint16_t)((v + d * MIX_B) >> 20);
    }
    return 0;
}

void sketch_of(struct str text, struct sketch *out)
{
    uint64_t min[LIKENESS_BINS], h;
    memset(min, 0xff, sizeof min);
    struct shingle_walk walk = {.text = text};
    while (next_shingle(&walk, &h)) {
        uint64_t *bin = &min[(h >> 40) % LIKENESS_BINS];
        uint64_t v = h & ((UINT64_C(1) << 40) - 1);
        *bin = v < *bin ? v : *bin;
    }
    for (size_t i = 0; i < LIKENESS_BINS; i++)
        out->bins[i] = bin_value(min, i);
}

double sketch_compare(const struct sketch *a, const struct sketch *b)
{
    unsigned equal = 0;
    for (size_t i = 0; i < LIKENESS_BINS; i++)
        equal += a->bins[i] == b->bins[i];
    return (double)equal / LIKENESS_BINS;
}

/* --- shingles ------------------------------------------------------------ */

static int by_value(const void *pa, const void *pb)
{
    uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;
    return (a > b) - (a < b);
}

void shingles_of(struct str text, struct shingles *out)
{
    struct shingle_walk walk = {.text = text};
    uint64_t h;
    size_t kept = 0;
    out->n = 0;
    while (next_shingle(&walk, &h)) {
        out->v = xgrow(out->v, out->n, &out->cap, sizeof *out->v);
        out->v[out->n++] = h;
    }
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_value);
    for (size_t i = 0; i < out->n; i++)
        if (!kept || out->v[kept - 1] != out->v[i])
            out->v[kept++] = out->v[i];
    out->n = kept;
}

struct overlap shingles_compare(const struct shingles *a,
                                const struct shingles *b)
{
    size_t i = 0, k = 0, both = 0;
    if (!a->n || !b->n)
        return (struct overlap){0};
    while (i < a->n && k < b->n) {
        both += a->v[i] == b->v[k];
        size_t next = i + (a->v[i] <= b->v[k]);
        k += b->v[k] <= a->v[i];
        i = next;
    }
    size_t smaller = a->n < b->n ? a->n : b->n;
    return (struct overlap){(double)both / (double)(a->n + b->n - both),
                            (double)both / (double)smaller, smaller};
}

/* --- sentences ----------------------------------------------------------- */

uint32_t sentence_hash(struct str sentence)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    size_t n = 0;
    for (size_t i = 0; i < sentence.n; i++) {
        if (!is_word_byte(sentence.p[i]))
            continue;
        h = (h ^ (unsigned char)ascii_lower(sentence.p[i])) *
            UINT64_C(0x100000001b3);
        n++;
    }
    uint32_t hash = (uint32_t)((h ^ h >> 31) * MIX_A >> 32);
    return n < LIKENESS_SENTENCE_MIN_BYTES ? 0 : hash ? hash : 1;
}

/* --- titles -------------------------------------------------------------- */

/* Words that tell roles of one name apart, by what they say. */
static const struct {
    const char *word;
    uint8_t meaning;
} mark_words[] = {
    {"intern", 1},     {"internship", 1}, {"interns", 1},
    {"trainee", 1},    {"apprentice", 1}, {"student", 1},
    {"graduate", 2},   {"grad", 2},       {"junior", 3},
    {"jr", 3},         {"entry", 3},      {"early", 3},
    {"associate", 4},  {"mid", 5},        {"senior", 6},
    {"sr", 6},         {"snr", 6},        {"staff", 7},
    {"principal", 8},  {"lead", 9},       {"head", 10},
    {"director", 11},  {"vp", 12},        {"chief", 13},
    {"manager", 14},   {"i", 15},         {"1", 15},
    {"ii", 16},        {"2", 16},         {"l2", 16},
    {"iii", 17},       {"3", 17},         {"l3", 17},
    {"iv", 18},        {"4", 18},         {"l4", 18},
    {"l1", 19},        {"founding", 20},  {"frontend", 30},
    {"front", 30},     {"backend", 31},   {"back", 31},
    {"fullstack", 32}, {"ios", 33},       {"android", 34},
    {"mobile", 35},    {"web", 36},       {"infrastructure", 37},
};

static uint64_t meaning_of(struct str word)
{
    for (size_t i = 0; i < sizeof mark_words / sizeof mark_words[0]; i++)
        if (str_eq_ascii_nocase(word, str_from(mark_words[i].word)))
            return UINT64_C(1) << mark_words[i].meaning;
    return 0;
}

/* "(m/w/d)", and numbers of four digits or more: of no meaning for the role. */
static bool is_noise(struct str word)
{
    static const char *const genders[] = {"m", "w",   "d",   "f",       "x",
                                          "h", "mwd", "fmd", "genders", "gn"};
    size_t digits = 0;
    while (digits < word.n && ascii_is_digit(word.p[digits]))
        digits++;
    if (digits == word.n)
        return digits >= 4;
    for (size_t i = 0; i < sizeof genders / sizeof genders[0]; i++)
        if (str_eq_ascii_nocase(word, str_from(genders[i])))
            return true;
    return false;
}

/* Where the role ends in a title: at a comma, bracket, bar, colon, or a dash
 * with spaces. The end where there is none. */
static size_t head_end(struct str title)
{
    for (size_t i = 1; i < title.n; i++) {
        char c = title.p[i];
        if (c != '\0' && strchr(",([|;:", c))
            return i;
        struct str rest = str_slice(title, i, title.n);
        if (str_starts(rest, STR(" -")) ||
            str_starts(rest, STR(" \xe2\x80\x93 ")) ||
            str_starts(rest, STR(" \xe2\x80\x94 ")))
            return i;
    }
    return title.n;
}

/* Where the work is done, in titles: another place is no other role. Those of
 * one meaning only, wherever they stand; others behind the head. */
static bool is_of_place(struct str word, bool in_head)
{
    static const char *const words[] = {
        "remote", "hybrid", "onsite", "emea", "apac", "latam", "dach", "mena",
        "uk", "usa",
        /* HEAD_WORDS so far */
        "us", "eu", "site", "office", "based", "north", "south", "east", "west",
        "latin", "america", "americas", "europe", "asia", "pacific", "africa",
        "australia", "nordics", "benelux", "global"};
    enum { HEAD_WORDS = 10 };
    size_t n = in_head ? HEAD_WORDS : sizeof words / sizeof words[0];
    for (size_t i = 0; i < n; i++)
        if (str_eq_ascii_nocase(word, str_from(words[i])))
            return true;
    return false;
}

/* The word that ends at byte at, as next_word() cuts it. */
static struct str word_before(struct str title, size_t at)
{
    size_t from = at;
    while (from > 0 && is_word_byte(title.p[from - 1]))
        from--;
    size_t word = from;
    uint64_t hash;
    while (from < at && next_word(title, &from, &hash) && from < at)
        word = from;
    return str_slice(title, word, at);
}

/* "Solutions Architect" is the solution architect. */
static uint64_t singular(struct str word, uint64_t hash)
{
    if (word.n < 4 || ascii_lower(word.p[word.n - 1]) != 's')
        return hash;
    struct str rest = str_slice(word, 0, word.n - 1);
    size_t at = 0;
    next_word(rest, &at, &hash);
    return hash;
}

static bool is_asian(struct str word)
{
    return (unsigned char)word.p[0] >= 0xE3 && (unsigned char)word.p[0] <= 0xED;
}

static bool has_word(struct str s, uint64_t word)
{
    size_t at = 0;
    uint64_t other;
    while (next_word(s, &at, &other))
        if (other == word)
            return true;
    return false;
}

/* The words of a title, each once, as sums of their hashes: their order says
 * nothing. */
struct title_words {
    uint64_t seen[LIKENESS_TITLE_WORDS];
    size_t n, head_n; /* those of the head come first */
    uint64_t marks;
};

static void add_title_word(struct title_words *w, uint64_t hash, bool in_head)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->seen[i] == hash)
            return;
    w->seen[w->n++] = hash;
    w->head_n += in_head;
}

static uint64_t sum_of(const uint64_t *v, size_t n)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (v[i] ^ v[i] >> 29) * MIX_A;
    return sum;
}

/* Engineers' titles stand in English beside the words of the country. */
static bool is_translated(struct str title)
{
    size_t latin = 0, at = 0;
    uint64_t hash;
    while (latin < 2 && next_word(title, &at, &hash))
        latin += ascii_is_alpha(title.p[at - 1]);
    return latin >= 2;
}

static void read_title(struct str title, struct str places,
                       struct title_words *w)
{
    size_t at = 0, end = head_end(title);
    bool translated = is_translated(title);
    uint64_t hash;
    *w = (struct title_words){0};
    while (w->n < LIKENESS_TITLE_WORDS && next_word(title, &at, &hash)) {
        struct str word = word_before(title, at);
        uint64_t meaning = meaning_of(word);
        bool in_head = at <= end;
        w->marks |= meaning;
        if (is_noise(word) || (translated && is_asian(word)) ||
            (!meaning && is_of_place(word, in_head)) ||
            (!meaning && !in_head && has_word(places, hash)))
            continue;
        add_title_word(w, meaning ? meaning : singular(word, hash), in_head);
    }
}

struct title_key title_key_of(struct str title, struct str places)
{
    struct title_words w;
    read_title(title, places, &w);
    uint64_t whole = sum_of(w.seen, w.n), head = sum_of(w.seen, w.head_n);
    return (struct title_key){.there = w.n > 0,
                              .head = w.head_n ? head : whole,
                              .whole = whole,
                              .marks = w.marks};
}

/* --- the decision -------------------------------------------------------- */

/* Enough: this much in common, or most of the smaller text within the other
 * and still that much in common. */
struct bar {
    double jaccard, containment, contained_jaccard;
};

static struct bar bar_of_titles(const struct advert *a, const struct advert *b)
{
    static const struct bar never = {NEVER, NEVER, NEVER};
    const struct title_key *x = &a->title, *y = &b->title;
    bool named = a->employer && b->employer;
    bool same_employer = a->employer == b->employer;
    if (x->marks != y->marks || (a->role && b->role && a->role != b->role))
        return never;
    if (x->whole == y->whole) {
        if (!named)
            return (struct bar){.85, .95, .60};
        return same_employer ? (struct bar){.60, .85, .33}
                             : (struct bar){.70, .85, .50};
    }
    if (x->head != y->head || !same_employer)
        return never;
    bool plain = x->whole == x->head || y->whole == y->head;
    return plain ? (struct bar){.75, .85, .70} : (struct bar){.80, .90, .70};
}

/* The months between two adverts and their exact copies; 0: at one time. */
static int months_between(const struct advert *a, const struct advert *b)
{
    if (a->month < 0 || b->month < 0 ||
        (a->month == b->month && a->last_month == b->last_month))
        return 0;
    int after = a->month > b->last_month ? a->month - b->last_month
                                         : b->month - a->last_month;
    return after > 1 ? after : 1;
}

static struct bar bar_of_months(int months)
{
    double jaccard = REPOST_JACCARD + REPOST_MONTH_JACCARD * (months - 1);
    if (jaccard > REPOST_MOST_JACCARD)
        jaccard = REPOST_MOST_JACCARD;
    if (!months)
        jaccard = SAME_MONTH_JACCARD;
    return (struct bar){jaccard, .90, jaccard < .55 ? jaccard : .55};
}

static struct bar bar_of(const struct advert *a, const struct advert *b)
{
    if (a->title.there && b->title.there)
        return bar_of_titles(a, b);
    if (a->title.there || b->title.there)
        return (struct bar){.85, NEVER, .85};
    return bar_of_months(months_between(a, b));
}

static double least_of(struct bar bar)
{
    return bar.contained_jaccard < bar.jaccard ? bar.contained_jaccard
                                               : bar.jaccard;
}

double likeness_floor(const struct advert *a, const struct advert *b)
{
    return least_of(bar_of(a, b));
}

double likeness_floor_ever(const struct advert *a, const struct advert *b)
{
    bool titles = a->title.there || b->title.there;
    return least_of(titles ? bar_of(a, b) : bar_of_months(1));
}

bool likeness_same(const struct advert *a, const struct advert *b,
                   struct overlap o)
{
    struct bar bar = bar_of(a, b);
    bool agency = a->employer && b->employer && a->employer != b->employer;
    if (o.least <
        (agency ? LIKENESS_AGENCY_MIN_SHINGLES : LIKENESS_MIN_SHINGLES))
        return false;
    return o.jaccard >= bar.jaccard || (o.containment >= bar.containment &&
                                        o.jaccard >= bar.contained_jaccard);
}
