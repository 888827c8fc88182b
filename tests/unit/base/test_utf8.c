/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/utf8.h"
#include "tests/test.h"
#include <unistd.h>

#define FFFD "\xef\xbf\xbd"

/* An initializer for bytes that may hold NUL. */
#define TEXT(literal)                                                          \
    {                                                                          \
        literal, sizeof(literal) - 1                                           \
    }

static void bad_sequences_become_one_mark_each(void **state)
{
    (void)state;
    /* The replacement counts are those of the WHATWG decoder. */
    static const struct {
        const char *label;
        struct str text;
        const char *want;
    } cases[] = {
        {"ascii", TEXT("abc"), "abc"},
        {"empty", TEXT(""), ""},
        {"nul removed", TEXT("a\0b"), "ab"},
        {"two to four bytes", TEXT("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"),
         "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"},
        {"lone continuation",
         TEXT("a\x80"
              "b"),
         "a" FFFD "b"},
        {"latin-1", TEXT("caf\xe9"), "caf" FFFD},
        {"latin-1 before text", TEXT("\xe9t\xe9"), FFFD "t" FFFD},
        {"cut short", TEXT("\xe2\x82"), FFFD},
        {"cut short, then text", TEXT("\xf0\x9f\x98z"), FFFD "z"},
        {"overlong slash", TEXT("\xc0\xaf"), FFFD FFFD},
        {"overlong three", TEXT("\xe0\x80\xaf"), FFFD FFFD FFFD},
        {"overlong four", TEXT("\xf0\x80\x80\xaf"), FFFD FFFD FFFD FFFD},
        {"surrogate", TEXT("\xed\xa0\x80"), FFFD FFFD FFFD},
        {"last before surrogates", TEXT("\xed\x9f\xbf"), "\xed\x9f\xbf"},
        {"beyond U+10FFFF", TEXT("\xf4\x90\x80\x80"), FFFD FFFD FFFD FFFD},
        {"last code point", TEXT("\xf4\x8f\xbf\xbf"), "\xf4\x8f\xbf\xbf"},
        {"never bytes", TEXT("\xfe\xff\xf8"), FFFD FFFD FFFD},
        {"long ascii with one bad byte",
         TEXT("0123456789abcdef\xff"
              "0123456789"),
         "0123456789abcdef" FFFD "0123456789"},
        {"nul in the ninth place",
         TEXT("01234567\0"
              "9"),
         "012345679"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO(buf_done) struct buf b;
        buf_init(&b, 4096);
        assert_true(utf8_clean(cases[i].text, &b));
        struct str want = str_from(cases[i].want);
        if (!str_eq(buf_str(&b), want))
            fail_msg("%s: got %s", cases[i].label, buf_cstr(&b));
        if (utf8_is_clean(cases[i].text) != str_eq(cases[i].text, want))
            fail_msg("%s: utf8_is_clean disagrees", cases[i].label);
        assert_true(utf8_is_clean(buf_str(&b)));
    }
}

/* A fixed sequence of bytes that looks random (xorshift). */
static unsigned char noise(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return (unsigned char)(*seed >> 11);
}

static void cleaning_twice_changes_nothing(void **state)
{
    (void)state;
    uint32_t seed = 20261122;
    for (int round = 0; round < 2000; round++) {
        char bytes[64];
        size_t n = (size_t)round % sizeof bytes;
        for (size_t i = 0; i < n; i++)
            bytes[i] = (char)(noise(&seed) | (round & 1 ? 0x80 : 0));
        AUTO(buf_done) struct buf once, twice;
        buf_init(&once, 4096);
        buf_init(&twice, 4096);
        assert_true(utf8_clean((struct str){bytes, n}, &once));
        assert_true(utf8_is_clean(buf_str(&once)));
        assert_true(utf8_clean(buf_str(&once), &twice));
        assert_true(str_eq(buf_str(&once), buf_str(&twice)));
    }
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf b;
    buf_init(&b, 16);
    for (int32_t cp = 1; cp <= 0x10ffff; cp++) {
        buf_clear(&b);
        assert_true(utf8_put(&b, cp));
        size_t at = 0;
        bool surrogate = cp >= 0xd800 && cp <= 0xdfff;
        int32_t got = utf8_next(buf_str(&b), &at);
        if (got != (surrogate ? 0xfffd : cp) || at != b.n ||
            !utf8_is_clean(buf_str(&b)))
            fail_msg("U+%04X came back as U+%04X", (unsigned)cp, (unsigned)got);
    }
    size_t at = 0;
    assert_int_equal(utf8_next(STR(""), &at), -1);
    buf_clear(&b);
    utf8_put(&b, -1);
    utf8_put(&b, 0);
    utf8_put(&b, 0x110000);
    assert_str(buf_str(&b), FFFD FFFD FFFD);
}

static void a_full_buffer_is_told(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf b;
    buf_init(&b, 4);
    assert_false(utf8_clean(STR("\xff\xff"), &b));
    assert_str(buf_str(&b), FFFD);
}

static void cuts_fall_between_sequences(void **state)
{
    (void)state;
    struct str s = STR("a\xe2\x82\xac"
                       "b"); /* a, euro sign, b */
    static const size_t want[] = {0, 1, 1, 1, 4, 5, 5};
    for (size_t n = 0; n < 7; n++)
        assert_int_equal(utf8_floor(s, n), want[n]);
}

static void columns_are_those_of_a_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *label, *text;
        size_t columns;
    } cases[] = {
        {"ascii", "abc", 3},
        {"accented", "\xc3\xa4", 1},
        {"combining", "a\xcc\x88", 1},
        {"wide", "\xe6\x97\xa5\xe6\x9c\xac", 4},
        {"emoji", "\xf0\x9f\x98\x80", 2},
        {"control", "a\tb", 2},
        {"zero-width space",
         "a\xe2\x80\x8b"
         "b",
         2},
        {"empty", "", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (utf8_columns(str_from(cases[i].text)) != cases[i].columns)
            fail_msg("%s", cases[i].label);
}

static void cutting_to_columns(void **state)
{
    (void)state;
    struct str s = STR("a\xe6\x97\xa5"
                       "b\xcc\x88");
    assert_str(utf8_cut_columns(s, 0), "");
    assert_str(utf8_cut_columns(s, 1), "a");
    assert_str(utf8_cut_columns(s, 2), "a");
    assert_str(utf8_cut_columns(s, 3), "a\xe6\x97\xa5");
    assert_str(utf8_cut_columns(s, 4), "a\xe6\x97\xa5"
                                       "b\xcc\x88");
    assert_str(utf8_cut_columns(s, 99), "a\xe6\x97\xa5"
                                        "b\xcc\x88");
}

static void naughty_strings_stay_whole(void **state)
{
    (void)state;
    const char *path =
        TEST_SOURCE_DIR "/../shared/conformance/naughty-strings/blns.txt";
    if (access(path, R_OK) != 0) {
        print_message("no naughty strings here\n");
        skip();
    }
    struct err err;
    AUTO(buf_done) struct buf text, clean;
    buf_init(&text, 1 << 20);
    buf_init(&clean, 1 << 20);
    assert_ok(file_read(path, &text, &err), err);
    assert_true(utf8_is_clean(buf_str(&text)));
    assert_true(utf8_clean(buf_str(&text), &clean));
    assert_true(str_eq(buf_str(&text), buf_str(&clean)));
    for (size_t n = 0; n < text.n; n += 7)
        assert_true(utf8_is_clean(
            str_slice(buf_str(&text), 0, utf8_floor(buf_str(&text), n))));
}

/* What moves, turns, hides or has another width on every terminal is gone. */
static void what_is_shown_can_be_shown_anywhere(void **state)
{
    static const struct {
        const char *label, *in, *want;
        size_t columns;
    } cases[] = {
        {"plain", "abc", "abc", 3},
        {"spaces of every kind",
         "a\tb\nc\xc2\xa0"
         "d\xe2\x80\xafz\xe3\x80\x80y",
         "a b c d z y", 11},
        {"escape", "\x1b[31mred\x07", "[31mred", 7},
        {"C1",
         "a\xc2\x9b"
         "31m\xc2\x85z",
         "a31mz", 5},
        {"direction",
         "\xe2\x80\xae"
         "a\xe2\x81\xa6"
         "b\xe2\x80\x8f\xd8\x9c",
         "ab", 2},
        {"Hebrew and Arabic stay", "\xd7\xa9\xd7\x9c \xd8\xb9\xd8\xb1",
         "\xd7\xa9\xd7\x9c \xd8\xb9\xd8\xb1", 5},
        {"CJK", "\xe6\x9d\xb1\xe4\xba\xac", "\xe6\x9d\xb1\xe4\xba\xac", 4},
        {"joined emoji", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
         "\xf0\x9f\x91\xa9\xf0\x9f\x92\xbb", 4},
        {"skin tone", "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", "\xf0\x9f\x91\x8d",
         2},
        {"variation selector", "\xe2\x9d\xa4\xef\xb8\x8f", "\xe2\x9d\xa4", 1},
        {"accent", "e\xcc\x81", "e\xcc\x81", 1},
        {"a tower of accents", "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81x",
         "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81x", 2},
        {"zero width",
         "a\xe2\x80\x8b\xef\xbb\xbf\xc2\xad"
         "b",
         "ab", 2},
        {"tags", "a\xf3\xa0\x81\xa7", "a", 1},
        {"no character", "a\xef\xbf\xbf\xef\xb7\x90", "a", 1},
        {"bad bytes", "a\xff", "a\xef\xbf\xbd", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO(buf_done) struct buf out;
        buf_init(&out, 256);
        assert_true(utf8_add_shown(str_from(cases[i].in), &out));
        if (strcmp(buf_cstr(&out), cases[i].want) != 0 ||
            utf8_columns(buf_str(&out)) != cases[i].columns)
            fail_msg("%s: \"%s\", %zu columns", cases[i].label, buf_cstr(&out),
                     utf8_columns(buf_str(&out)));
        buf_clear(&out);
        assert_true(utf8_add_shown(str_from(cases[i].want), &out));
        assert_string_equal(buf_cstr(&out), cases[i].want);
    }
    AUTO(buf_done) struct buf small;
    buf_init(&small, 2);
    assert_false(utf8_add_shown(STR("abc"), &small));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_sequences_become_one_mark_each),
        cmocka_unit_test(cleaning_twice_changes_nothing),
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(a_full_buffer_is_told),
        cmocka_unit_test(cuts_fall_between_sequences),
        cmocka_unit_test(columns_are_those_of_a_terminal),
        cmocka_unit_test(what_is_shown_can_be_shown_anywhere),
        cmocka_unit_test(cutting_to_columns),
        cmocka_unit_test(naughty_strings_stay_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
