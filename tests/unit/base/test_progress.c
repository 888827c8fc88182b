/* SPDX-License-Identifier: MIT */
#include "base/progress.h"
#include "base/utf8.h"
#include "tests/test.h"

static void the_line_says_how_far_and_how_long(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        uint64_t done, part, whole;
        const char *note;
        int64_t elapsed_ms;
        unsigned columns;
        const char *want;
    } cases[] = {
        {"all of it", 12345, 61, 100, "", 3000, 0,
         "import  12,345 postings  4,115/s  61 %  2 s left"},
        {"just begun", 3, 1, 100, "", 100, 0, "import  3 postings  1 %"},
        {"size not known", 5000, 77, 0, "", 2000, 0,
         "import  5,000 postings  2,500/s"},
        {"minutes", 100, 1, 100, "", 10000, 0,
         "import  100 postings  10/s  1 %  17 min left"},
        {"hours", 10, 1, 1000, "", 10000, 0,
         "import  10 postings  1/s  0 %  2 h 46 min left"},
        {"more than the whole", 10, 200, 100, "", 1000, 0,
         "import  10 postings  10/s  100 %  0 s left"},
        {"a note", 0, 0, 10, "acme", 0, 0, "import  0 postings  0 %  acme"},
        {"a note that steers", 0, 0, 10, "a\x1b[1m", 0, 0,
         "import  0 postings  0 %  a?[1m"},
        {"narrow", 12345, 61, 100, "", 3000, 20, "import  12,345 posti"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct progress p = {
            .what = "import", .unit = "postings", .columns = cases[i].columns};
        AUTO(buf_done) struct buf b;
        buf_init(&b, 1024);
        struct progress_state at = {cases[i].done, cases[i].part,
                                    cases[i].whole, str_from(cases[i].note),
                                    cases[i].elapsed_ms};
        progress_format(&b, &p, &at);
        if (strcmp(buf_cstr(&b), cases[i].want) != 0)
            fail_msg("%s: %s", cases[i].label, buf_cstr(&b));
    }
}

struct shown {
    unsigned lines, cleared;
};

static void show(void *ctx, const char *line)
{
    struct shown *s = ctx;
    if (line)
        s->lines++;
    else
        s->cleared++;
}

static void at_most_ten_lines_a_second(void **state)
{
    (void)state;
    struct shown s = {0};
    struct progress p = {.sink = show, .ctx = &s};
    progress_start(&p, "map", "lines");
    int64_t from = monotonic_ms();
    while (monotonic_ms() < from + 250)
        progress_update(&p, 1, 1, 2, STR("note"));
    progress_end(&p);
    assert_in_range(s.lines, 1, 2 + (monotonic_ms() - from - 250) / 100);
    assert_int_equal(s.cleared, 1);
}

static void nobody_watches(void **state)
{
    (void)state;
    struct progress p = {0};
    progress_start(NULL, "a", "b");
    progress_update(NULL, 1, 1, 1, STR_NONE);
    progress_end(NULL);
    progress_start(&p, "a", "b");
    progress_update(&p, 1, 1, 1, STR_NONE);
    progress_end(&p);
    assert_null(p.what);
}

static void numbers_have_commas(void **state)
{
    (void)state;
    static const struct {
        uint64_t n;
        const char *want;
    } cases[] = {
        {0, "0"},
        {999, "999"},
        {1000, "1,000"},
        {123456, "123,456"},
        {1234567, "1,234,567"},
        {UINT64_MAX, "18,446,744,073,709,551,615"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO(buf_done) struct buf b;
        buf_init(&b, 64);
        number_format(&b, cases[i].n);
        assert_str(buf_str(&b), cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_says_how_far_and_how_long),
        cmocka_unit_test(at_most_ten_lines_a_second),
        cmocka_unit_test(nobody_watches),
        cmocka_unit_test(numbers_have_commas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
