/* SPDX-License-Identifier: MIT */
#include "base/date.h"
#include "base/lines.h"
#include "tests/test.h"
#include <time.h>
#include <unistd.h>

static void every_form_of_a_date_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"2026-11-22", "2026-11-22"},
        {"2026-11", "2026-11"},
        {"2026", "2026"},
        {"  2026-11-22\n", "2026-11-22"},
        {"2026/11/22", "2026-11-22"},
        {"20261122", "2026-11-22"},
        {"2026-07-27T15:33:54Z", "2026-07-27"},
        {"2026-07-27T15:33:54.1234567Z", "2026-07-27"},
        {"2026-07-27T15:33:54,5Z", "2026-07-27"},
        {"2026-07-27T15:33:54+0530", "2026-07-27"},
        {"2026-07-27T15:33:54+05:30", "2026-07-27"},
        {"2026-07-27T23:30:00-08:00", "2026-07-27"},
        {"2026-07-27T15:33:54", "2026-07-27"},
        {"2026-07-27t15:33z", "2026-07-27"},
        {"2026-07-27 15:33:54 UTC", "2026-07-27"},
        {"2026-07-27 15:33:54.000000", "2026-07-27"},
        {"2026-07-27T15:33:54+02:00[Europe/Rome]", "2026-07-27"},
        {"2026-07-27T24:00:00Z", "2026-07-27"},
        {"Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06"},
        {"Sun, 6 Nov 1994 08:49 GMT", "1994-11-06"},
        {"Sun, 06 Nov 94 08:49:37 +0000", "1994-11-06"},
        {"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06"},
        {"Monday, 20-Jul-26 08:49:37 GMT", "2026-07-20"},
        {"Sun Nov  6 08:49:37 1994", "1994-11-06"},
        {"Sun Nov  6 08:49:37 UTC 1994", "1994-11-06"},
        {"20 Nov 2026", "2026-11-20"},
        {"Nov 20, 2026", "2026-11-20"},
        {"November 20, 2026", "2026-11-20"},
        {"november 20 2026", "2026-11-20"},
        {"20th of November 2026", "2026-11-20"},
        {"Nov 20, 2026 at 5:00 PM", "2026-11-20"},
        {"20-Nov-2026", "2026-11-20"},
        {"Nov. 20, 2026", "2026-11-20"},
        {"Sept 3, 2026", "2026-09-03"},
        {"November 2026", "2026-11"},
        {"May 2026", "2026-05"},
        {"2024-02-29", "2024-02-29"},
        {"1970-01-01", "1970-01-01"},
        {"2100-12-31", "2100-12-31"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date d;
        char text[DATE_TEXT_BYTES] = "no date";
        if (date_parse(str_from(cases[i].text), &d))
            date_format(d, text);
        if (strcmp(text, cases[i].want) != 0)
            fail_msg("\"%s\" gave %s, want %s", cases[i].text, text,
                     cases[i].want);
    }
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        "x",
        "today",
        "3 days ago",
        "null",
        "0",
        "1753630434",
        "1753630434000",
        "1753630434.5",
        "9999-12-31",
        "9999-12-31T00:00:00Z",
        "2101-01-01",
        "1969-12-31",
        "0001-01-01",
        "0000-00-00",
        "2026-00-01",
        "2026-13-01",
        "2026-02-30",
        "2025-02-29",
        "2100-02-29",
        "2026-11-31",
        "2026-11-00",
        "2026-1-2",
        "26-11-22",
        "2026-11-22T",
        "2026-11-22T25:00:00Z",
        "2026-11-22T24:00:01Z",
        "2026-11-22T10:60:00Z",
        "2026-11-22T10:00:61Z",
        "2026-11-22T10:00:00.Z",
        "2026-11-22T10:00:00+99:00",
        "2026-11-22T10:00:00Z junk",
        "2026-11-22 junk",
        "2026-11-22-01",
        "2026-11T10:00",
        "202611",
        "11/20/2026",
        "20/11/2026",
        "20 Nov",
        "Nov 20",
        "Nov",
        "Nov Dec 2026",
        "20 20 Nov 2026",
        "31 Nov 2026",
        "Novem 20, 2026",
        "-2026-11-22",
        "+2026-11-22",
        "2026-11-22\x01",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct date d = {1, 2, 3};
        if (date_parse(str_from(texts[i]), &d))
            fail_msg("\"%s\" was taken for a date", texts[i]);
        assert_true(d.year == 1 && d.month == 2 && d.day == 3);
    }
    struct date d;
    assert_false(date_parse(STR_NONE, &d));
    assert_false(date_parse(((struct str){"2026\0-11", 8}), &d));
}

static void instants_are_moved_to_utc(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"2026-07-27T15:33:54Z", "2026-07-27T15:33:54Z"},
        {"2026-07-27T15:33:54.999Z", "2026-07-27T15:33:54Z"},
        {"2026-07-27T15:33:54+0530", "2026-07-27T10:03:54Z"},
        {"2026-07-27T23:30:00-08:00", "2026-07-28T07:30:00Z"},
        {"2026-07-27T15:33:54-08", "2026-07-27T23:33:54Z"},
        {"2026-07-27 15:33:54 UTC", "2026-07-27T15:33:54Z"},
        {"2026-07-27 15:33", "2026-07-27T15:33:00Z"},
        {"20260727T153354Z", "2026-07-27T15:33:54Z"},
        {"2026-12-31T24:00:00Z", "2027-01-01T00:00:00Z"},
        {"Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"},
        {"Sun, 06 Nov 1994 08:49:60 GMT", "1994-11-06T08:50:00Z"},
        {"Sun, 06 Nov 1994 08:49:37 EST", "1994-11-06T13:49:37Z"},
        {"Sun, 06 Nov 1994 08:49:37 -0700", "1994-11-06T15:49:37Z"},
        {"Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"},
        {"Nov 20, 2026 5:05 PM", "2026-11-20T17:05:00Z"},
        {"Nov 20, 2026 12:05 am", "2026-11-20T00:05:00Z"},
        {"1970-01-01T00:00:00+01:00", "1969-12-31T23:00:00Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t utc;
        char text[INSTANT_TEXT_BYTES] = "none";
        if (instant_parse(str_from(cases[i].text), &utc))
            instant_format(utc, text);
        if (strcmp(text, cases[i].want) != 0)
            fail_msg("\"%s\" gave %s, want %s", cases[i].text, text,
                     cases[i].want);
    }
    int64_t utc = 42;
    assert_false(instant_parse(STR("2026-07-27"), &utc));
    assert_false(instant_parse(STR("1753630434"), &utc));
    assert_false(instant_parse(STR(""), &utc));
    assert_int_equal(utc, 42);
}

static void each_day_from_1970_to_2100_comes_back(void **state)
{
    (void)state;
    struct date before = {0, 0, 0};
    int days = 0;
    for (int64_t utc = 0;; utc += 86400, days++) {
        struct date d = date_from_utc(utc);
        if (d.year > 2100)
            break;
        time_t when = (time_t)utc;
        struct tm tm;
        gmtime_r(&when, &tm);
        assert_int_equal(d.year, tm.tm_year + 1900);
        assert_int_equal(d.month, tm.tm_mon + 1);
        assert_int_equal(d.day, tm.tm_mday);
        assert_int_equal(date_to_utc(d), utc);
        assert_int_equal(date_cmp(before, d), -1);
        struct date again = date_from_utc(utc + 86399);
        assert_int_equal(date_cmp(d, again), 0);
        char text[DATE_TEXT_BYTES];
        assert_true(date_parse(str_from(date_format(d, text)), &again));
        assert_int_equal(date_cmp(d, again), 0);
        before = d;
    }
    assert_int_equal(days, 47847); /* 131 years, 32 of them leap years */
}

static void instants_before_1970_and_far_away_are_safe(void **state)
{
    (void)state;
    char text[INSTANT_TEXT_BYTES];
    assert_string_equal(instant_format(-1, text), "1969-12-31T23:59:59Z");
    struct date d = date_from_utc(-1);
    assert_int_equal(d.year, 1969);
    assert_int_equal(date_from_utc(INT64_MAX).year, 0);
    assert_int_equal(date_from_utc(INT64_MIN).year, 0);
    instant_format(INT64_MAX, text);
    instant_format(INT64_MIN, text);
}

static void precision_is_kept(void **state)
{
    (void)state;
    char text[DATE_TEXT_BYTES];
    assert_string_equal(date_format((struct date){2026, 11, 22}, text),
                        "2026-11-22");
    assert_string_equal(date_format((struct date){2026, 11, 0}, text),
                        "2026-11");
    assert_string_equal(date_format((struct date){2026, 0, 0}, text), "2026");
    assert_string_equal(date_format((struct date){0, 0, 0}, text), "");
    assert_int_equal(date_to_utc((struct date){2026, 0, 0}),
                     date_to_utc((struct date){2026, 1, 1}));
}

static void months_are_a_dense_axis(void **state)
{
    (void)state;
    int before = month_index_parse(STR("1999-12"));
    for (int year = 2000; year <= 2100; year++)
        for (int month = 1; month <= 12; month++) {
            char text[DATE_TEXT_BYTES];
            struct date d = {(int16_t)year, (int8_t)month, 0};
            int index = month_index_parse(str_from(date_format(d, text)));
            assert_int_equal(index, before + 1);
            assert_int_equal(index, date_month_index(d));
            assert_int_equal(date_cmp(date_from_month_index(index), d), 0);
            before = index;
        }
    static const char *const bad[] = {"2026",    "2026-13",    "2026-00",
                                      "2026-1",  "2026-11-01", "",
                                      "Nov2026", "2026/11"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(month_index_parse(str_from(bad[i])), -1);
    assert_int_equal(date_month_index((struct date){2026, 0, 0}), -1);
}

static void an_unknown_part_sorts_first(void **state)
{
    (void)state;
    static const struct date sorted[] = {
        {0, 0, 0},    {2025, 12, 31}, {2026, 0, 0},
        {2026, 1, 0}, {2026, 1, 1},   {2026, 2, 0},
    };
    size_t n = sizeof sorted / sizeof *sorted;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            assert_int_equal(date_cmp(sorted[i], sorted[j]), (i > j) - (i < j));
}

/* The instants among the values that a Retry-After header may have. */
static void http_dates_are_read(void **state)
{
    (void)state;
    const char *path =
        TEST_SOURCE_DIR "/../shared/conformance/http-dates/retry_after.tsv";
    if (access(path, R_OK) != 0) {
        print_message("no HTTP dates here\n");
        skip();
    }
    struct err err;
    AUTO(auto_lines_free) struct lines *l = NULL;
    assert_ok(lines_open(path, &l, &err), err);
    struct str rest, value, want;
    int read = 0;
    while (lines_next(l, &rest, &err) == LINES_LINE) {
        uint64_t epoch;
        int64_t got;
        if (str_starts(rest, STR("#")) || !str_split(&rest, '\t', &value) ||
            !str_split(&rest, '\t', &want))
            continue;
        if (str_to_u64(want, UINT64_MAX, &epoch)) {
            assert_true(instant_parse(value, &got));
            assert_true(got == (int64_t)epoch);
            read++;
        } else if (!str_eq(rest, STR("not GMT: invalid in HTTP"))) {
            assert_false(instant_parse(value, &got));
        }
    }
    assert_true(read >= 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_of_a_date_is_read),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(instants_are_moved_to_utc),
        cmocka_unit_test(each_day_from_1970_to_2100_comes_back),
        cmocka_unit_test(instants_before_1970_and_far_away_are_safe),
        cmocka_unit_test(precision_is_kept),
        cmocka_unit_test(months_are_a_dense_axis),
        cmocka_unit_test(an_unknown_part_sorts_first),
        cmocka_unit_test(http_dates_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
