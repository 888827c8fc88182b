/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "report/chart_text.h"
#include "report/text_table.h"
#include "tests/test.h"

#define WIDE "\xe6\x9d\xb1\xe4\xba\xac" /* two characters of two columns */
#define MARK "e\xcc\x81"                /* one column in three bytes */

static void texts_are_padded_and_cut_by_columns(void **state)
{
    (void)state;
    static const struct {
        const char *label, *in;
        size_t columns;
        bool right, ascii;
        const char *want;
    } cases[] = {
        {"left", "ab", 4, false, false, "ab  "},
        {"right", "ab", 4, true, false, "  ab"},
        {"exact", "abcd", 4, false, false, "abcd"},
        {"cut", "abcde", 4, false, false, "abc\xe2\x80\xa6"},
        {"cut in ASCII", "abcdefgh", 6, false, true, "abc..."},
        {"wide", WIDE, 5, false, false, WIDE " "},
        {"wide cut", WIDE, 3, false, false, "\xe6\x9d\xb1\xe2\x80\xa6"},
        {"wide cut unevenly", WIDE, 2, false, false, "\xe2\x80\xa6 "},
        {"combining", MARK, 2, true, false, " " MARK},
        {"no room", "abc", 1, false, false, " "},
        {"nothing", "", 3, false, false, "   "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 256);
        text_fit(&out, str_from(cases[i].in), cases[i].columns, cases[i].right,
                 cases[i].ascii);
        if (strcmp(buf_cstr(&out), cases[i].want) != 0)
            fail_msg("%s: got \"%s\"", cases[i].label, buf_cstr(&out));
        buf_done(&out);
    }
}

static void tables_align_and_the_named_column_gives_way(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct text_table t;
    text_table_init(&t, a, "rlr");
    t.flex = 1;
    const struct str rows[][3] = {
        {STR("#"), STR("Skill"), STR("%")},
        {STR("1"), STR(WIDE), STR("64.3")},
        {STR("10"), STR("a rather long name"), STR_NONE},
    };
    for (size_t i = 0; i < 3; i++)
        text_table_row(&t, rows[i]);
    assert_int_equal(text_table_width(&t), 2 + 2 + 18 + 2 + 4);
    struct buf out;
    buf_init(&out, 1024);
    text_table_write(&t, 80, &out);
    assert_str(buf_str(&out), " #  Skill                  %\n"
                              " 1  " WIDE "                64.3\n"
                              "10  a rather long name\n");
    buf_clear(&out);
    text_table_write(&t, 20, &out);
    assert_str(buf_str(&out), " #  Skill          %\n"
                              " 1  " WIDE "        64.3\n"
                              "10  a rather \xe2\x80\xa6\n");
    buf_done(&out);
    arena_free(a);
}

/* A table with colour is the same table, once the colour is taken off; none
 * stands at the end of a line or round padding. */
static void colour_moves_nothing(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct text_table t;
    text_table_init(&t, a, "lrl");
    t.color = true;
    const struct str rows[][3] = {
        {STR("Skill"), STR("%"), STR("bar")},
        {STR(WIDE), STR("few"), STR_NONE},
        {STR("a rather long name"), STR("64.3"), STR(MARK)},
    };
    text_table_row(&t, rows[0]);
    text_table_tone_row(&t, TONE_HEAD);
    text_table_row(&t, rows[1]);
    text_table_tone(&t, 1, TONE_FAINT);
    text_table_tone(&t, 2, TONE_BAR);
    text_table_row(&t, rows[2]);
    struct buf out;
    buf_init(&out, 1024);
    text_table_write(&t, 19, &out);
    assert_str(buf_str(&out),
               "\x1b[1mSkill\x1b[0m        \x1b[1m%\x1b[0m  "
               "\x1b[1mbar\x1b[0m\n" WIDE "       \x1b[2mfew\x1b[0m\n"
               "a rathe\xe2\x80\xa6  64.3  " MARK "\n");
    buf_done(&out);
    arena_free(a);
}

static void words_wrap_at_spaces(void **state)
{
    (void)state;
    static const struct {
        const char *label, *in;
        size_t columns, indent;
        const char *want;
    } cases[] = {
        {"one line", "a b c", 10, 2, "a b c\n"},
        {"two lines", "aaa bbb ccc", 7, 0, "aaa bbb\nccc\n"},
        {"indent", "aaa bbb ccc", 7, 2, "aaa bbb\n  ccc\n"},
        {"long word", "a bbbbbbbbbb c", 4, 0, "a bb\nbbbb\nbbbb\nc\n"},
        {"long word, indent", "bbbbbbb c", 4, 2, "bbbb\n  bb\n  b\n  c\n"},
        {"long wide word", WIDE WIDE, 3, 0,
         "\xe6\x9d\xb1\n\xe4\xba\xac\n\xe6\x9d\xb1\n\xe4\xba\xac\n"},
        {"no room", WIDE, 1, 1, "\xe6\x9d\xb1\n \xe4\xba\xac\n"},
        {"address", "a http://b.example/c d", 6, 2,
         "a\n  http://b.example/c\n  d\n"},
        {"runs of spaces", "a   b", 10, 0, "a b\n"},
        {"nothing", "", 10, 0, "\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 256);
        text_wrap(&out, str_from(cases[i].in), cases[i].columns,
                  cases[i].indent);
        if (strcmp(buf_cstr(&out), cases[i].want) != 0)
            fail_msg("%s: got \"%s\"", cases[i].label, buf_cstr(&out));
        buf_done(&out);
    }
}

static void chart_words_fit_the_pixels_they_are_given(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    static const char *const names[] = {
        "SQL",
        "Operations research and mathematical optimization",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        WIDE WIDE WIDE WIDE WIDE,
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbb",
        ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (double room = 20; room < 300; room += 7) {
            struct str cut = chart_text_cut(str_from(names[i]), 12, room, a);
            assert_true(chart_text_width(cut, 12) <= room);
            assert_true(utf8_is_clean(cut));
            struct str lines[3];
            size_t n =
                chart_text_wrap(str_from(names[i]), 12, room, a, 3, lines);
            assert_true(n >= 1 && n <= 3);
            for (size_t k = 0; k < n; k++)
                assert_true(chart_text_width(lines[k], 12) <= room);
        }
    struct str lines[3];
    size_t n =
        chart_text_wrap(STR("Machine learning engineer"), 10, 80, a, 3, lines);
    assert_int_equal(n, 3);
    assert_str(lines[0], "Machine");
    assert_str(lines[2], "engineer");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_padded_and_cut_by_columns),
        cmocka_unit_test(tables_align_and_the_named_column_gives_way),
        cmocka_unit_test(colour_moves_nothing),
        cmocka_unit_test(words_wrap_at_spaces),
        cmocka_unit_test(chart_words_fit_the_pixels_they_are_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
