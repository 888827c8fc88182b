/* SPDX-License-Identifier: MIT */
/* What must hold for any taxonomy and any text. */
#include "base/alloc.h"
#include "test_skills_cases.h"
#include <time.h>

#define N(list) (sizeof(list) / sizeof((list)[0]))

static const char *const concepts[] = {
    "- {id: spark, name: S, kind: tool, names: [Apache Spark], weak: [Spark],\n"
    "   context: ['\\bclusters?\\b'], except: [spark joy]}\n",
    "- {id: sql, name: S, kind: language, names: [SQL, Spark SQL]}\n",
    "- {id: r, name: R, kind: language, weak: [R],\n"
    "   except_patterns: ['\\bR ?& ?D\\b', '\\d ?R\\b']}\n",
    "- {id: ml, name: M, kind: concept, names: [machine learning, ML],\n"
    "   patterns: ['\\b(machine (?:\\w+ ){0,3}learning)\\b']}\n",
    "- {id: learning, name: L, kind: concept, names: [learning, deep "
    "learning]}\n",
    "- {id: java, name: J, kind: language, names: [Java]}\n",
    "- {id: javascript, name: J, kind: language, names: [JavaScript]}\n",
    "- {id: go, name: G, kind: language, weak: [Go]}\n",
    "- {id: c, name: C, kind: language, weak: [C]}\n",
};

static const char *const pieces[] = {
    "Apache ",   "Spark ",   "SQL",
    "R",         "machine ", "learning",
    "ML",        "Java ",    "Script ",
    "Go",        "C",        " & ",
    "D",         ", ",       ". ",
    "-",         "/",        " (",
    ") ",        "\n",       " ",
    "spark joy", "clusters", "deep ",
    "3",         "\xc3\xa9", "\xe2\x80\x99s ",
    "++",        "#",        " the small words "};

static void random_text(struct buf *text, int most)
{
    buf_clear(text);
    for (int n = rand() % most; n > 0; n--)
        buf_add_cstr(text, pieces[(size_t)rand() % N(pieces)]);
    pad(text);
}

/* The taxonomy with its concepts in the order of places. */
static void make(const size_t *places, struct tried *out)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, 1u << 16);
    for (size_t i = 0; i < N(concepts); i++)
        buf_add_cstr(&text, concepts[places[i]]);
    try_taxonomy(buf_cstr(&text), out);
}

static void find(const struct tried *on, struct str text, struct arena *a,
                 struct skill_hits *out)
{
    struct block *blocks = arena_calloc(a, text.n + 1, sizeof *blocks);
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        const char *nl = memchr(text.p + at, '\n', text.n - at);
        size_t end = nl ? (size_t)(nl - text.p) : text.n;
        if (end > at)
            blocks[n++] =
                (struct block){.start = (uint32_t)at, .end = (uint32_t)end};
        at = end + 1;
    }
    struct doc doc = {.text = text, .blocks = blocks, .n_blocks = n};
    skills_find(on->m, on->scratch, &doc, NULL, STR("Go engineer"),
                STR("Java Inc"), a, out);
}

/* A number that does not depend on the order of concepts. */
static uint64_t sum_of(const struct tried *on, const struct skill_hits *hits)
{
    uint64_t sum = hits->n;
    for (size_t i = 0; i < hits->n; i++) {
        const struct skill_hit *h = &hits->v[i];
        struct str id = on->t->concepts[h->concept].id;
        uint64_t one = h->start * UINT64_C(1000003) + h->end;
        for (size_t k = 0; k < id.n; k++)
            one = one * 131 + (unsigned char)id.p[k];
        sum += one * UINT64_C(0x9e3779b97f4a7c15);
    }
    return sum;
}

static void the_order_of_concepts_makes_no_difference(void **state)
{
    (void)state;
    size_t places[N(concepts)], turned[N(concepts)];
    for (size_t i = 0; i < N(concepts); i++) {
        places[i] = i;
        turned[i] = N(concepts) - 1 - i;
    }
    AUTO(tried_done) struct tried a, b;
    make(places, &a);
    make(turned, &b);
    AUTO(buf_done) struct buf text;
    buf_init(&text, 1u << 16);
    size_t total = 0;
    srand(11);
    for (int round = 0; round < 3000; round++) {
        struct skill_hits x, y;
        random_text(&text, 80);
        find(&a, buf_str(&text), a.a, &x);
        find(&b, buf_str(&text), b.a, &y);
        if (sum_of(&a, &x) != sum_of(&b, &y))
            fail_msg("differs on \"%s\"", buf_cstr(&text));
        total += x.n;
        arena_reset(a.a);
        arena_reset(b.a);
    }
    assert_true(total > 3000);
}

static void hits_lie_in_the_text_in_order_and_apart_per_concept(void **state)
{
    (void)state;
    size_t places[N(concepts)];
    for (size_t i = 0; i < N(concepts); i++)
        places[i] = i;
    AUTO(tried_done) struct tried on;
    make(places, &on);
    char text[864] = "";
    const size_t n = 800; /* the rest is for the JIT to look at */
    srand(12);
    for (int round = 0; round < 4000; round++) {
        for (size_t i = 0; i < n; i++)
            text[i] =
                (char)(round % 2 ? rand()
                                 : "JavaSpkR ,.-&/\xc3\xa9\n"[rand() % 17]);
        struct skill_hits hits;
        find(&on, (struct str){text, n}, on.a, &hits);
        uint32_t end[N(concepts)] = {0}, last = 0;
        for (size_t i = 0; i < hits.n; i++) {
            const struct skill_hit *h = &hits.v[i];
            assert_true(h->start < h->end && h->end <= n);
            assert_true(h->start >= last && h->start >= end[h->concept]);
            last = h->start;
            end[h->concept] = h->end;
        }
        arena_reset(on.a);
    }
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Time for n bytes of text made of copies of unit. */
static double time_for(const struct tried *on, const char *unit, size_t n)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, 2 * n);
    while (text.n < n)
        buf_add_cstr(&text, unit);
    pad(&text);
    struct skill_hits hits;
    double from = seconds();
    find(on, buf_str(&text), on->a, &hits);
    double spent = seconds() - from;
    arena_reset(on->a);
    return spent;
}

/* Eight times the text may take some more than eight times as long, also where
 * a busy machine or a checker slows both; not 64 times. */
static void a_megabyte_in_one_line_takes_time_in_proportion(void **state)
{
    (void)state;
    static const struct {
        const char *label, *unit;
    } cases[] = {
        {"one word", "a"},
        {"spaces", "a "},
        {"weak names in a list", "R, "},
        {"weak names that are alone", "the R thing "},
        {"except phrases", "R & D "},
        {"excepted everywhere", "spark joy Spark "},
        {"strong and weak", "SQL R Go, C and "},
        {"what a pattern begins with", "machine some "},
        {"matches of a pattern", "machine some learning "},
        {"torn names", "Java Script "},
        {"dots", "R.C."},
        {"hyphens", "R-C-"},
        {"employer", "Java "},
        {"short lines", "R\n"},
    };
    size_t places[N(concepts)];
    for (size_t i = 0; i < N(concepts); i++)
        places[i] = i;
    AUTO(tried_done) struct tried on;
    make(places, &on);
    size_t bytes = test_is_slow() ? 1u << 17 : 1u << 20;
    for (size_t i = 0; i < N(cases); i++) {
        double part = time_for(&on, cases[i].unit, bytes / 8);
        double whole = time_for(&on, cases[i].unit, bytes);
        if (whole > 24 * (part + 0.01))
            fail_msg("%s: %.3f s for an eighth, %.3f s for all", cases[i].label,
                     part, whole);
        if (getenv("TEST_VERBOSE"))
            print_message("%-28s %8.3f s\n", cases[i].label, whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_concepts_makes_no_difference),
        cmocka_unit_test(hits_lie_in_the_text_in_order_and_apart_per_concept),
        cmocka_unit_test(a_megabyte_in_one_line_takes_time_in_proportion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
