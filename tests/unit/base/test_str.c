/* SPDX-License-Identifier: MIT */
#include "base/str.h"
#include "tests/test.h"
#include <math.h>

static void slices_are_clamped(void **state)
{
    (void)state;
    static const struct {
        size_t from, to;
        const char *want;
    } cases[] = {
        {0, 5, "hello"}, {1, 3, "el"}, {0, 99, "hello"},
        {3, 2, ""},      {9, 99, ""},  {5, 5, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(str_slice(STR("hello"), cases[i].from, cases[i].to),
                   cases[i].want);
    assert_null(str_slice(STR_NONE, 0, 3).p);
}

static void absent_and_empty_differ(void **state)
{
    (void)state;
    assert_null(str_from(NULL).p);
    assert_non_null(str_from("").p);
    assert_int_equal(str_from("").n, 0);
    assert_true(str_eq(STR_NONE, STR(""))); /* equal as bytes */
}

static void trimming_takes_ascii_space_only(void **state)
{
    (void)state;
    assert_str(str_trim(STR(" \t\r\n a b \v\f")), "a b");
    assert_str(str_trim(STR("   ")), "");
    assert_str(str_trim(STR("\xc2\xa0x")), "\xc2\xa0x");
}

static void comparing_with_and_without_case(void **state)
{
    (void)state;
    assert_true(str_eq(STR("a"), STR("a")));
    assert_false(str_eq(STR("a"), STR("A")));
    assert_true(str_eq_ascii_nocase(STR("aBc"), STR("AbC")));
    assert_false(str_eq_ascii_nocase(STR("ab"), STR("abc")));
    assert_false(str_eq_ascii_nocase(STR("["), STR("{")));
    assert_true(str_starts(STR("abc"), STR("ab")));
    assert_false(str_starts(STR("a"), STR("ab")));
    assert_true(str_ends(STR("abc"), STR("bc")));
    assert_false(str_ends(STR("c"), STR("bc")));
}

static void order_is_by_byte_then_length(void **state)
{
    (void)state;
    static const char *const sorted[] = {"", "A", "a", "aa", "ab", "\xc3\xa4"};
    size_t n = sizeof sorted / sizeof *sorted;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            int order = str_cmp(str_from(sorted[i]), str_from(sorted[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
}

static void finding(void **state)
{
    (void)state;
    assert_int_equal(str_find(STR("hello"), STR("lo")), 3);
    assert_int_equal(str_find(STR("hello"), STR("")), 0);
    assert_true(str_find(STR("hello"), STR("x")) == SIZE_MAX);
    assert_true(str_find(STR("lo"), STR("hello")) == SIZE_MAX);
    assert_true(str_find(STR_NONE, STR("x")) == SIZE_MAX);
    assert_int_equal(str_find_ascii_nocase(STR("HeLLo"), STR("ll")), 2);
    assert_true(str_find_ascii_nocase(STR("x"), STR("xx")) == SIZE_MAX);
}

static void splitting_keeps_empty_fields(void **state)
{
    (void)state;
    struct str rest = STR(",a,,b,"), field;
    static const char *const want[] = {"", "a", "", "b", ""};
    for (size_t i = 0; i < 5; i++) {
        assert_true(str_split(&rest, ',', &field));
        assert_str(field, want[i]);
    }
    assert_false(str_split(&rest, ',', &field));
    rest = STR("");
    assert_true(str_split(&rest, ',', &field));
    assert_str(field, "");
    assert_false(str_split(&rest, ',', &field));
}

static void whole_numbers_only(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t max;
        bool ok;
        uint64_t want;
    } cases[] = {
        {"0", 9, true, 0},
        {"007", 9, true, 7},
        {"9", 9, true, 9},
        {"10", 9, false, 0},
        {"5", 3, false, 0},
        {"18446744073709551615", UINT64_MAX, true, UINT64_MAX},
        {"18446744073709551616", UINT64_MAX, false, 0},
        {"99999999999999999999999", UINT64_MAX, false, 0},
        {"", 9, false, 0},
        {"-1", 9, false, 0},
        {"+1", 9, false, 0},
        {" 1", 9, false, 0},
        {"1 ", 9, false, 0},
        {"1.0", 9, false, 0},
        {"1e3", 9999, false, 0},
        {"0x2", 9999, false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t got = 4711;
        bool ok = str_to_u64(str_from(cases[i].text), cases[i].max, &got);
        if (ok != cases[i].ok || got != (ok ? cases[i].want : 4711))
            fail_msg("\"%s\" gave %d", cases[i].text, ok);
    }
}

static void a_buffer_never_passes_its_limit(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf b;
    buf_init(&b, 5);
    assert_str(buf_str(&b), "");
    assert_true(buf_add_cstr(&b, "abc"));
    assert_false(buf_add_cstr(&b, "def"));
    assert_true(b.overflowed);
    assert_str(buf_str(&b), "abc");
    assert_false(buf_printf(&b, "%d", 123));
    assert_str(buf_str(&b), "abc");
    assert_true(buf_printf(&b, "%d", 12));
    assert_str(buf_str(&b), "abc12");
    assert_false(buf_add_char(&b, 'x'));
    assert_true(buf_add(&b, NULL, 0));
    assert_int_equal(strlen(buf_cstr(&b)), 5);
    buf_clear(&b);
    assert_false(b.overflowed);
    assert_str(buf_str(&b), "");
    assert_false(buf_add(&b, "x", SIZE_MAX));
    b.max = SIZE_MAX;
    assert_false(buf_add(&b, "x", SIZE_MAX));
    assert_false(buf_add(&b, "x", SIZE_MAX / 2));
}

static void a_buffer_grows_and_truncates(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf b;
    buf_init(&b, 1 << 20);
    for (size_t i = 0; i < 10000; i++)
        assert_true(buf_add_char(&b, (char)('a' + i % 26)));
    assert_int_equal(b.n, 10000);
    for (size_t i = 0; i < b.n; i++)
        assert_int_equal(b.p[i], 'a' + i % 26);
    buf_truncate(&b, 20000);
    assert_int_equal(b.n, 10000);
    buf_truncate(&b, 3);
    assert_str(buf_str(&b), "abc");
    buf_done(&b);
    assert_true(buf_add_str(&b, STR("again")));
    assert_str(buf_str(&b), "again");
}

static void numbers_lose_trailing_zeros(void **state)
{
    (void)state;
    static const struct {
        double x;
        int decimals;
        const char *want;
    } cases[] = {
        {0, 3, "0"},
        {1.5, 3, "1.5"},
        {1.25, 1, "1.2"},
        {100, 0, "100"},
        {100, 3, "100"},
        {-0.0001, 2, "0"},
        {-0.0, 0, "0"},
        {-2.50, 2, "-2.5"},
        {1e15, 2, "1000000000000000"},
        {0.1 + 0.2, 4, "0.3"},
        {1234.5678, 3, "1234.568"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO(buf_done) struct buf b;
        buf_init(&b, 1024);
        assert_true(buf_add_f64(&b, cases[i].x, cases[i].decimals));
        assert_str(buf_str(&b), cases[i].want);
    }
    AUTO(buf_done) struct buf b;
    buf_init(&b, 1024);
    assert_true(buf_add_f64(&b, -1.7976931348623157e308, 99));
    assert_int_equal(b.n, 310);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_are_clamped),
        cmocka_unit_test(absent_and_empty_differ),
        cmocka_unit_test(trimming_takes_ascii_space_only),
        cmocka_unit_test(comparing_with_and_without_case),
        cmocka_unit_test(order_is_by_byte_then_length),
        cmocka_unit_test(finding),
        cmocka_unit_test(splitting_keeps_empty_fields),
        cmocka_unit_test(whole_numbers_only),
        cmocka_unit_test(a_buffer_never_passes_its_limit),
        cmocka_unit_test(a_buffer_grows_and_truncates),
        cmocka_unit_test(numbers_lose_trailing_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
