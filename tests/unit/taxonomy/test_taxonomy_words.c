/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_words.h"
#include "tests/test.h"
#include <stdio.h>
#include <stdlib.h>

static char gap_sign(const struct word *w)
{
    static const char signs[] = {[GAP_NONE] = '^',
                                 [GAP_SOFT] = ' ',
                                 [GAP_DOT] = '.',
                                 [GAP_DOT_SPACE] = ':',
                                 [GAP_HARD] = '|'};
    return signs[w->gap];
}

/* "a b|c": the words folded, each behind the sign of its gap; the shorter
 * reading in brackets. */
static void describe(struct str text, struct buf *out)
{
    struct word w;
    for (size_t at = 0; word_next(text, &at, &w);) {
        char fold[WORD_MAX_BYTES];
        size_t n = word_fold(str_slice(text, w.start, w.end), fold);
        if (out->n)
            buf_add_char(out, gap_sign(&w));
        buf_add(out, fold, n);
        assert_true(n == w.n);
        assert_true(w.hash == word_hash(fold, n));
        if (w.alt_n) {
            assert_true(w.alt_hash == word_hash(fold, w.alt_n));
            buf_printf(out, "(%.*s)", (int)w.alt_n, fold);
        }
    }
}

static void words_and_gaps_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *label, *text, *want;
    } cases[] = {
        {"plain", "Deep learning", "deep learning"},
        {"hyphen, underscore", "scikit-learn big_data",
         "scikit learn big data"},
        {"other dashes",
         "a\xe2\x80\x91"
         "b a\xe2\x80\x93"
         "b",
         "a b a b"},
        {"a dash between spaces parts", "Data - Python", "data|python"},
        {"slash", "CI/CD CI / CD", "ci cd ci cd"},
        {"comma", "Java,Python", "java|python"},
        {"line end", "a\nb", "a|b"},
        {"brackets", "a (b)", "a|b"},
        {"dot inside", "Node.js", "node.js"},
        {"dot and space", "R. Then", "r:then"},
        {"dots", "a... b", "a|b"},
        {"plus", "C++ C++11 C+ g++.", "c++ c++^11 c+(c) g++"},
        {"plus between words", "Python+SQL", "python|sql"},
        {"plus behind", "Security+ (5+)", "security+(security)|5+(5)"},
        {"sharp", "C# F#/.NET C#.NET", "c# f# .net c#^.net"},
        {"signs behind a space", "C ++, C #. B + b A #1", "c++|c#:b|b a|1"},
        {"sharp elsewhere", "issue#5", "issue|5"},
        {"dot net", "ASP.NET .Net Core", "asp.net .net core"},
        {"dot before another word", "x .json", "x|json"},
        {"and sign", "R&D R & D", "r^&^d r & d"},
        {"possessive", "Bachelor's Python\xe2\x80\x99s",
         "bachelors(bachelor) pythons(python)"},
        {"possessive of the plural", "masters' degree", "masters degree"},
        {"other apostrophes", "she'll d\xe2\x80\x99images", "she ll d images"},
        {"version", "Python3 PHP7.4 S3 EC2 x264 H2O",
         "python3(python) php7(php).4 s3 ec2 x264 h2o"},
        {"trademark", "Tableau\xc2\xae Desktop Spark\xe2\x84\xa2",
         "tableau desktop spark"},
        {"soft hyphen", "Py\xc2\xadthon", "python"},
        {"accents",
         "na\xc3\xafve Stra\xc3\x9f"
         "e \xc3\x89l\xc3\xa9ment",
         "naive strasse element"},
        {"full width and ligature",
         "\xef\xbc\xb0\xef\xbd\x99 of\xef\xac\x81"
         "ce",
         "py office"},
        {"a script without spaces",
         "\xe4\xbd\xbf\xe7\x94\xa8Python3\xe5"
         "\xbc\x80\xe5\x8f\x91",
         "python3(python)"},
        {"Cyrillic", "\xd0\xaf\xd0\xb7\xd1\x8b\xd0\xba R",
         "\xd1\x8f\xd0\xb7"
         "\xd1\x8b\xd0\xba r"},
        {"short possessive", "J's AI's", "j s ai s"},
        {"addresses",
         "see https://spark.example.org/java?x=r now, "
         "me.too@java.example.org, R@Scale",
         "see https|now|me.too|r|scale"},
        {"nothing", " .,;- ", ""},
        {"bad bytes",
         "a\xff\xfe"
         "b\xc3",
         "a|b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(buf_done) struct buf out;
        buf_init(&out, 4096);
        describe(str_from(cases[i].text), &out);
        if (strcmp(buf_cstr(&out), cases[i].want) != 0)
            fail_msg("%s: got \"%s\", want \"%s\"", cases[i].label,
                     buf_cstr(&out), cases[i].want);
    }
}

static void spans_are_right_to_the_byte(void **state)
{
    (void)state;
    struct str text = STR("\xc3\x9c"
                          "ber Python's (C++), Java8");
    static const struct {
        uint32_t start, end, alt_end;
    } want[] = {{0, 5, 0}, {6, 14, 12}, {16, 19, 0}, {22, 27, 27}};
    struct word w;
    size_t at = 0;
    for (size_t i = 0; i < 4; i++) {
        assert_true(word_next(text, &at, &w));
        assert_int_equal(w.start, want[i].start);
        assert_int_equal(w.end, want[i].end);
        assert_int_equal(w.alt_end, want[i].alt_end);
    }
    assert_false(word_next(text, &at, &w));
}

static void a_very_long_word_is_in_no_name(void **state)
{
    (void)state;
    char text[1000];
    memset(text, 'a', sizeof text);
    struct word w;
    for (size_t n = 198; n < 203; n++) {
        size_t at = 0;
        assert_true(word_next((struct str){text, n}, &at, &w));
        assert_int_equal(w.n, n <= WORD_MAX_BYTES ? n : 0);
        assert_int_equal(w.end, n);
    }
}

static void hashes_of_words_join_to_that_of_the_whole(void **state)
{
    (void)state;
    uint64_t power = 1;
    for (int i = 0; i < 5; i++)
        power *= WORD_HASH_FACTOR;
    assert_true(word_hash_join(word_hash("deep", 4), word_hash("learn", 5),
                               power) == word_hash("deeplearn", 9));
}

static void a_name_knows_where_it_may_break(void **state)
{
    (void)state;
    static const struct {
        const char *name, *fold, *exact, *breaks;
    } cases[] = {
        {"Power BI", "powerbi", "PowerBI", "5p"},
        {"PowerBI", "powerbi", "PowerBI", "5c"},
        {"scikit-learn", "scikitlearn", "scikitlearn", "6p"},
        {"JavaScript API", "javascriptapi", "JavaScriptAPI", "4c 10p"},
        {"M.S.", "ms", "MS", "1d"},
        {"Ph.D.", "phd", "PhD", "2p"},
        {"B.S.E.", "bse", "BSE", "1d 2d"},
        {"A/B testing", "abtesting", "ABtesting", "1a 2p"},
        {"R&D", "r&d", "R&D", "1p 2p"},
        {"Bachelor's degree", "bachelorsdegree", "Bachelorsdegree", "9p"},
        {"C++", "c++", "C++", ""},
        {".NET", ".net", ".NET", ""},
        {"Na\xc3\xafve Bayes", "naivebayes",
         "Na\xc3\xafve"
         "Bayes",
         "5p"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct name_key k;
        struct err err = {0};
        assert_ok(name_key_of(str_from(cases[i].name), &k, &err), err);
        assert_str(((struct str){k.fold, k.fold_n}), cases[i].fold);
        assert_str(((struct str){k.exact, k.exact_n}), cases[i].exact);
        char breaks[100] = "";
        for (size_t b = 0; b < k.n_breaks; b++)
            snprintf(breaks + strlen(breaks), 10, "%s%d%c", b ? " " : "",
                     k.breaks[b].at, "pdac"[k.breaks[b].kind]);
        assert_string_equal(breaks, cases[i].breaks);
    }
}

static void any_bytes_are_read_to_the_end(void **state)
{
    (void)state;
    char text[600];
    srand(20);
    for (int round = 0; round < 2000; round++) {
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = (char)(round % 2 ? rand()
                                       : "aZ9 .-+#&'/\xc3\xa9\xe2\x80"
                                         "\x99"[rand() % 17]);
        struct word w;
        uint32_t last = 0;
        for (size_t at = 0; word_next((struct str){text, 600}, &at, &w);) {
            assert_true(w.start >= last && w.end > w.start);
            assert_true(w.end <= sizeof text && at == w.end);
            last = w.end;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_gaps_are_told_apart),
        cmocka_unit_test(spans_are_right_to_the_byte),
        cmocka_unit_test(a_very_long_word_is_in_no_name),
        cmocka_unit_test(hashes_of_words_join_to_that_of_the_whole),
        cmocka_unit_test(a_name_knows_where_it_may_break),
        cmocka_unit_test(any_bytes_are_read_to_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
