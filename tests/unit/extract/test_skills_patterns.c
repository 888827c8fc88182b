/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "extract/skills_patterns.h"
#include "test_skills_cases.h"

#define N(list) (sizeof(list) / sizeof((list)[0]))

/* A taxonomy of one concept with one pattern, in YAML single quotes. */
static struct taxonomy *taxonomy_with(const char *key, const char *pattern)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, 1u << 16);
    buf_printf(&text,
               "# a line\n- id: x\n  name: X\n  kind: concept\n"
               "  weak: [Xx]\n  %s: ['%s']\n",
               key, pattern);
    return parse_taxonomy(buf_cstr(&text));
}

static void a_pattern_that_cannot_be_used_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *label, *pattern, *want;
    } cases[] = {
        {"unclosed", "(", "missing closing parenthesis"},
        {"matches nothing at all", "a*", "matches the empty text"},
        {"matches everything", "(?s).*", "matches the empty text"},
        {"boundary alone", "\\b", "matches the empty text"},
        {"too large", "(((((a{1,1000}){1,1000})))){1,1000}", "too large"},
        {"too deep",
         "((((((((((((((((((((((((((((((((((((((((((((((((((((a))))))))))))))"
         "))))))))))))))))))))))))))))))))))))))",
         "parentheses are too deeply nested"},
        {"one byte of a letter", "\\Ca", "\\C"},
    };
    for (size_t i = 0; i < N(cases); i++) {
        static const char *const keys[] = {"patterns", "context",
                                           "except_patterns"};
        for (size_t k = 0; k < N(keys); k++) {
            AUTO(auto_taxonomy_free)
            struct taxonomy *t = taxonomy_with(keys[k], cases[i].pattern);
            struct skills *m = NULL;
            struct err err = {0};
            if (skills_new(t, &m, &err) != ST_CONFIG || m)
                fail_msg("%s: was not refused", cases[i].label);
            if (!strstr(err.msg, "skills.yaml:2: pattern") ||
                !strstr(err.msg, cases[i].want))
                fail_msg("%s: \"%s\" lacks \"%s\"", cases[i].label, err.msg,
                         cases[i].want);
        }
    }
}

/* A text of one block and sentence, made of n copies of unit and a tail. */
static size_t limits_hit(const char *key, const char *pattern, const char *unit,
                         size_t n, const char *tail, size_t *n_hits)
{
    AUTO(auto_taxonomy_free) struct taxonomy *t = taxonomy_with(key, pattern);
    AUTO(auto_skills_free) struct skills *m = NULL;
    struct err err = {0};
    assert_ok(skills_new(t, &m, &err), err);
    AUTO(auto_skills_scratch_free)
    struct skills_scratch *scratch = skills_scratch_new(m);
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(buf_done) struct buf text;
    buf_init(&text, 4u << 20);
    for (size_t i = 0; i < n; i++)
        buf_add_cstr(&text, unit);
    buf_add_cstr(&text, tail);
    pad(&text);
    struct block block = {.start = 0, .end = (uint32_t)text.n};
    struct doc doc = {.text = buf_str(&text), .blocks = &block, .n_blocks = 1};
    struct skill_hits hits;
    skills_find(m, scratch, &doc, NULL, STR_NONE, STR_NONE, a, &hits);
    *n_hits = hits.n;
    return hits.n_limit_hits;
}

static void a_pattern_that_runs_wild_is_stopped_and_counted(void **state)
{
    (void)state;
    static const struct {
        const char *label, *key, *pattern, *unit, *tail;
        size_t n;
        bool limited;
    } cases[] = {
        {"nested repeats", "patterns", "(a+)+$", "a", " !", 30, true},
        {"in a context", "context", "(a+)+$", "a", " Xx !", 30, true},
        {"alternatives", "patterns", "(a|aa)+$", "a", " !", 2000, true},
        {"a limit of its own", "patterns", "(*LIMIT_MATCH=4000000000)(a+)+$",
         "a", " !", 30, true},
        {"callouts are ignored", "patterns", "(?C1)qa", "a", " !", 30, false},
        {"a long text is no wild run", "patterns", "\\b(?:a|b)*c\\b", "a ", "!",
         500000, false},
    };
    for (size_t i = 0; i < N(cases); i++) {
        size_t hits,
            limits = limits_hit(cases[i].key, cases[i].pattern, cases[i].unit,
                                cases[i].n, cases[i].tail, &hits);
        assert_int_equal(hits, 0);
        if ((limits > 0) != cases[i].limited)
            fail_msg("%s: %zu limits hit", cases[i].label, limits);
    }
}

/* Words that the patterns below are about, and signs between them. */
static const char *const pieces[] = {"data",
                                     "Data",
                                     "design",
                                     "designing",
                                     "tests",
                                     "test",
                                     "model",
                                     "models",
                                     "run",
                                     "runs",
                                     "analysis",
                                     "ML",
                                     "ai",
                                     "and",
                                     "of",
                                     "logs'",
                                     "c++",
                                     "déjà",
                                     "unit's",
                                     "_",
                                     " ",
                                     " ",
                                     " ",
                                     " ",
                                     ", ",
                                     "-",
                                     ".",
                                     "/",
                                     "\xe2\x80\x99s ",
                                     "3",
                                     "ing",
                                     "&"};

static const char *const twins[] = {
    "\\b(?:design|run)\\w* (?:\\w+ ){0,3}(tests?)\\b",
    "\\bdata (?:[\\w-]+,? ){0,2}?analysis\\b",
    "(?:models?|tests?)\\b[^.;]{0,20}\\b(data)\\b",
    "\\b(?:ML|AI) (?:models?|tests)\\b",
    "\\bunit\\W+s\\b",
    "\\b(?<!design )(tests?|runs?),? (?:and|of) (?:\\w+ )?data\\b",
    "\\b(?:data|design(?:ing)?) (?:test|run)s?(?! of)",
    "\\bdéjà\\b",
    "\\blogs\\b",
};

/* Every pattern beside itself in a form that no word wakes. */
static struct taxonomy *twin_taxonomy(void)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, 1u << 16);
    for (size_t i = 0; i < N(twins); i++)
        buf_printf(&text,
                   "- {id: a%zu, name: A, kind: concept, patterns: ['%s']}\n"
                   "- {id: b%zu, name: B, kind: concept, "
                   "patterns: ['(?:%s|q\\dz)']}\n",
                   i, twins[i], i, twins[i]);
    return parse_taxonomy(buf_cstr(&text));
}

static void random_text(struct buf *text)
{
    buf_clear(text);
    for (int n = rand() % 60; n > 0; n--)
        buf_add_cstr(text, pieces[(size_t)rand() % N(pieces)]);
    pad(text);
}

static void waking_by_words_loses_no_match(void **state)
{
    (void)state;
    AUTO(auto_taxonomy_free) struct taxonomy *t = twin_taxonomy();
    AUTO(auto_skills_free) struct skills *m = NULL;
    struct err err = {0};
    assert_ok(skills_new(t, &m, &err), err);
    AUTO(auto_skills_scratch_free)
    struct skills_scratch *scratch = skills_scratch_new(m);
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(buf_done) struct buf text;
    buf_init(&text, 1u << 16);
    size_t total = 0;
    srand(7);
    for (int round = 0; round < 3000; round++) {
        random_text(&text);
        if (text.n == 0)
            continue;
        struct block b = {.start = 0, .end = (uint32_t)text.n};
        struct doc doc = {.text = buf_str(&text), .blocks = &b, .n_blocks = 1};
        struct skill_hits hits;
        skills_find(m, scratch, &doc, NULL, STR_NONE, STR_NONE, a, &hits);
        uint32_t seen[2 * N(twins)] = {0};
        for (size_t i = 0; i < hits.n; i++)
            seen[hits.v[i].concept] +=
                hits.v[i].start * 31 + hits.v[i].end * 7 + 1;
        for (size_t i = 0; i < N(twins); i++)
            if (seen[2 * i] != seen[2 * i + 1])
                fail_msg("%s differs on \"%s\"", twins[i], buf_cstr(&text));
        total += hits.n;
        arena_reset(a);
    }
    assert_true(total > 1000); /* the texts are such that there is something */
}

static void patterns_without_anchors_are_counted(void **state)
{
    (void)state;
    AUTO(auto_taxonomy_free) struct taxonomy *t = twin_taxonomy();
    struct skills_patterns *p = NULL;
    struct err err = {0};
    assert_ok(skills_patterns_new(t, &p, &err), err);
    /* Every twin, and the one that has no three letters of ASCII. */
    assert_int_equal(patterns_unanchored(p), N(twins) + 1);
    skills_patterns_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_that_cannot_be_used_is_refused),
        cmocka_unit_test(a_pattern_that_runs_wild_is_stopped_and_counted),
        cmocka_unit_test(waking_by_words_loses_no_match),
        cmocka_unit_test(patterns_without_anchors_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
