/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "report/marked.h"
#include "tests/test.h"

#define MAX_MARKS 4

static void check(const char *text, const struct mark *marks, size_t n,
                  unsigned columns, bool color, const char *want)
{
    struct buf out;
    const struct marked_style style = {color, columns};
    buf_init(&out, 10000);
    marked_write(str_from(text), marks, n, &style, &out);
    assert_string_equal(buf_cstr(&out), want);
    buf_done(&out);
}

static void marks_are_brackets_with_their_numbers(void **state)
{
    static const struct {
        const char *text;
        struct mark marks[MAX_MARKS];
        size_t n;
        const char *want;
    } cases[] = {
        {"We use Python.",
         {{7, 13, MARK_COUNTS, 1}},
         1,
         "We use [Python](1).\n"},
        {"AWS Lambda",
         {{0, 10, MARK_COUNTS, 1}, {0, 3, MARK_COUNTS, 2}},
         2,
         "[[AWS](2) Lambda](1)\n"},
        {"no Java\nGo on",
         {{3, 7, MARK_NEGATED, 1}, {8, 10, MARK_NOT_COUNTED, 2}},
         2,
         "no {Java}(1)\n{Go}(2) on\n"},
        {"Hadoop Hive",
         {{0, 8, MARK_COUNTS, 1}, {7, 11, MARK_COUNTS, 2}},
         2,
         "[Hadoop [H](2)](1)ive\n"},
        {"", {{0, 0, MARK_COUNTS, 0}}, 0, "\n"},
        {"bell \x07", {{0, 4, MARK_COUNTS, 1}}, 1, "[bell](1) ?\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check(cases[i].text, cases[i].marks, cases[i].n, 80, false,
              cases[i].want);
}

static void colours_take_no_columns(void **state)
{
    static const struct mark marks[] = {{14, 20, MARK_COUNTS, 1}};
    (void)state;
    check("Some years of Python here", marks, 1, 20, true,
          "Some years of\n\x1b[1;32mPython\x1b[0;2m(1)\x1b[0m here\n");
    check("Some years of Python", marks, 1, 23, true,
          "Some years of \x1b[1;32mPython\x1b[0;2m(1)\x1b[0m\n");
}

static void no_line_is_wider_than_asked_for(void **state)
{
    static const char text[] =
        "- \xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xa7\xe6\x9b\xb8\xe3\x81"
        "\x84\xe3\x81\x9f\xe6\xb1\x82\xe4\xba\xba\xe3\x80\x81 Python \xe3\x81"
        "\xa8 SQL\n- averyveryveryverylongwordwithoutanyspaceatallinside it";
    (void)state;
    for (unsigned columns = 20; columns < 60; columns++) {
        struct buf out;
        const struct marked_style style = {false, columns};
        const struct mark mark = {36, 42, MARK_COUNTS, 12};
        buf_init(&out, 10000);
        marked_write(str_from(text), &mark, 1, &style, &out);
        struct str line, rest = buf_str(&out);
        while (str_split(&rest, '\n', &line))
            assert_true(utf8_columns(line) <= columns);
        assert_true(str_find(buf_str(&out), STR("](12)")) != SIZE_MAX);
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_brackets_with_their_numbers),
        cmocka_unit_test(colours_take_no_columns),
        cmocka_unit_test(no_line_is_wider_than_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
