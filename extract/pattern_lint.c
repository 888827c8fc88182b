/* SPDX-License-Identifier: MIT */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "extract/pattern_lint.h"
#include "extract/skills_patterns.h"
#include <pcre2.h>

/* What stands between words, or where a word is wanted and none comes. */
static const char *const fillers[] = {" ", ", ", " and "};
#define N_FILLERS (sizeof fillers / sizeof fillers[0])

/* Texts of one thing over and over. */
static const char *const plain[] = {"a", "a ", "Aa, ", "1 ", " "};
#define N_PLAIN (sizeof plain / sizeof plain[0])

#define WORDS_ALONE 8u
#define TAIL_BYTES  (2 * 36u)

struct lint {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
    struct str words[PATTERN_LINT_MAX_WORDS]; /* letters in the pattern */
    size_t n_words;
    char text[PATTERN_LINT_TEXT_BYTES];
    size_t n;
    char tail[TAIL_BYTES]; /* each letter of the pattern, apart: pcre2 looks
                              ahead for one that must come, and without it
                              would not even begin */
    size_t n_tail;
};

static void lint_done(struct lint *l)
{
    pcre2_code_free(l->code);
    pcre2_match_data_free(l->match);
    pcre2_match_context_free(l->context);
}

static bool knows(const struct lint *l, struct str word)
{
    for (size_t i = 0; i < l->n_words; i++)
        if (str_eq(l->words[i], word))
            return true;
    return false;
}

/* Letters that stand for themselves: two in a row or more, not an escape's. */
static void find_words(struct lint *l, struct str pattern)
{
    for (size_t i = 0; i < pattern.n && l->n_words < PATTERN_LINT_MAX_WORDS;) {
        if (pattern.p[i] == '\\') {
            i += 2;
            continue;
        }
        size_t start = i;
        while (i < pattern.n && ascii_is_alpha(pattern.p[i]))
            i++;
        struct str word = str_slice(pattern, start, i);
        if (word.n >= 2 && !knows(l, word))
            l->words[l->n_words++] = word;
        i += i == start;
    }
}

static void make_tail(struct lint *l, struct str pattern)
{
    bool seen[256] = {false};
    for (size_t i = 0; i < pattern.n && l->n_tail < TAIL_BYTES; i++) {
        char c = ascii_lower(pattern.p[i]);
        if (!ascii_is_alnum(c) || seen[(unsigned char)c])
            continue;
        seen[(unsigned char)c] = true;
        l->tail[l->n_tail++] = '!';
        l->tail[l->n_tail++] = c;
    }
}

static bool add(struct lint *l, struct str s)
{
    if (l->n + s.n > sizeof l->text - TAIL_BYTES)
        return false;
    for (size_t i = 0; i < s.n; i++)
        l->text[l->n++] = s.p[i];
    return true;
}

static bool is_slow(struct lint *l)
{
    for (size_t i = 0; i < l->n_tail; i++)
        l->text[l->n++] = l->tail[i];
    int n =
        pcre2_match(l->code, (PCRE2_SPTR)l->text, l->n, 0,
                    PCRE2_NO_JIT | PCRE2_NO_UTF_CHECK, l->match, l->context);
    return n == PCRE2_ERROR_MATCHLIMIT || n == PCRE2_ERROR_DEPTHLIMIT ||
           n == PCRE2_ERROR_HEAPLIMIT;
}

/* s until the text is full. */
static void fill(struct lint *l, struct str s)
{
    while (add(l, s))
        ;
}

static bool slow_on_plain(struct lint *l)
{
    for (size_t i = 0; i < N_PLAIN; i++) {
        l->n = 0;
        fill(l, str_from(plain[i]));
        if (is_slow(l))
            return true;
    }
    return false;
}

/* One word over and over, and once with other words behind it. */
static bool slow_on_word(struct lint *l, struct str word)
{
    l->n = 0;
    while (add(l, word) && add(l, STR(" ")))
        ;
    if (is_slow(l))
        return true;
    l->n = 0;
    add(l, word);
    fill(l, STR(" aa"));
    return is_slow(l);
}

/* All words in their order, and in turn with the words of filler. */
static bool slow_on_rows(struct lint *l)
{
    for (size_t f = 0; f < N_FILLERS && l->n_words; f++) {
        l->n = 0;
        for (size_t i = 0;; i++)
            if (!add(l, l->words[i % l->n_words]) ||
                !add(l, str_from(fillers[f])))
                break;
        if (is_slow(l))
            return true;
    }
    return false;
}

static bool slow(struct lint *l)
{
    if (slow_on_plain(l) || slow_on_rows(l))
        return true;
    for (size_t i = 0; i < l->n_words && i < WORDS_ALONE; i++)
        if (slow_on_word(l, l->words[i]))
            return true;
    return false;
}

enum st pattern_lint(struct str pattern, uint32_t limit, struct err *err)
{
    AUTO(lint_done) struct lint l = {0};
    int code;
    size_t offset;
    l.code =
        pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n,
                      PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS |
                          PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_START_OPTIMIZE,
                      &code, &offset, NULL);
    if (!l.code)
        return ST_OK;
    l.match = pcre2_match_data_create(1, NULL);
    l.context = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(l.context, limit);
    pcre2_set_depth_limit(l.context, PATTERN_DEPTH_LIMIT);
    pcre2_set_heap_limit(l.context, PATTERN_HEAP_KIB);
    find_words(&l, pattern);
    make_tail(&l, pattern);
    if (!slow(&l))
        return ST_OK;
    struct str shown = str_slice((struct str){l.text, l.n}, 0, 40);
    return err_set(err, ST_CONFIG,
                   "takes more than %u steps on a text like \"%.*s...\": "
                   "bound its repetitions, or begin it with a word",
                   limit, STR_FMT(shown));
}
