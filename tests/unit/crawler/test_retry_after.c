/* SPDX-License-Identifier: MIT */
#include "base/lines.h"
#include "crawler/retry_after.h"
#include "tests/test.h"
#include <inttypes.h>

#define NOW 784111700 /* 77 seconds before the date of RFC 9110's examples */

static void waits_are_read_and_clamped(void **state)
{
    (void)state;
    static const struct {
        const char *label, *value;
        int64_t ms;
    } cases[] = {
        {"seconds", "7", 7000},
        {"blanks", " 30 ", 30000},
        {"none", "0", 0},
        {"too long", "3600", RETRY_AFTER_MAX_MS},
        {"overflow", "99999999999999999999", RETRY_AFTER_MAX_MS},
        {"date", "Sun, 06 Nov 1994 08:49:37 GMT", 77000},
        {"RFC 850", "Sunday, 06-Nov-94 08:49:37 GMT", 77000},
        {"asctime", "Sun Nov  6 08:49:37 1994", 77000},
        {"past", "Sun, 06 Nov 1994 08:00:00 GMT", 0},
        {"far", "Fri, 31 Dec 9999 23:59:59 GMT", RETRY_AFTER_MAX_MS},
        {"negative", "-1", -1},
        {"fraction", "1.5", -1},
        {"zone", "Sun, 06 Nov 1994 08:49:37 +0100", -1},
        {"no such day", "Sun, 31 Feb 2021 00:00:00 GMT", -1},
        {"no such hour", "Sun, 06 Nov 1994 24:00:00 GMT", -1},
        {"words", "soon", -1},
        {"empty", "", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t ms = retry_after_ms(str_from(cases[i].value), NOW);
        if (ms != cases[i].ms)
            fail_msg("%s: got %" PRId64 ", want %" PRId64, cases[i].label, ms,
                     cases[i].ms);
    }
    assert_int_equal(retry_after_ms(STR_NONE, NOW), -1);
}

static void two_digit_years_are_near(void **state)
{
    (void)state;
    int64_t utc = 0, now = 1795334400; /* November 2026 */
    assert_true(
        http_date_parse(STR("Sunday, 06-Nov-94 08:49:37 GMT"), now, &utc));
    assert_int_equal(utc, 784111777);
    assert_true(
        http_date_parse(STR("Sunday, 22-Nov-26 00:00:00 GMT"), now, &utc));
    assert_int_equal(utc, 1795305600);
}

/* What the collected cases say of a value: a date, or a wait. */
static void check_line(struct str value, struct str want)
{
    uint64_t n = 0;
    int64_t utc = -1, ms = retry_after_ms(value, NOW);
    if (str_eq(want, STR("invalid")))
        assert_int_equal(ms, -1);
    else if (str_eq(want, STR("cap")))
        assert_int_equal(ms, RETRY_AFTER_MAX_MS);
    else if (str_eq(want, STR("past:0")))
        assert_int_equal(ms, 0);
    else if (str_starts(want, STR("delta:"))) {
        assert_true(str_to_u64(str_slice(want, 6, want.n), 1000000, &n));
        assert_int_equal(ms, (int64_t)n * 1000);
    } else {
        assert_true(str_to_u64(want, INT64_MAX, &n));
        assert_true(http_date_parse(value, NOW, &utc));
        assert_int_equal(utc, (int64_t)n);
    }
}

static void collected_cases_hold(void **state)
{
    (void)state;
    AUTO(auto_lines_free) struct lines *l = NULL;
    struct err err;
    if (lines_open(TEST_SOURCE_DIR
                   "/../shared/conformance/http-dates/retry_after.tsv",
                   &l, &err) != ST_OK) {
        print_message("no collected cases: skipped\n");
        skip();
    }
    struct str line, value, want;
    unsigned n = 0;
    while (lines_next(l, &line, &err) == LINES_LINE) {
        if (str_starts(line, STR("#")) || !str_split(&line, '\t', &value) ||
            !str_split(&line, '\t', &want))
            continue;
        check_line(value, want);
        n++;
    }
    assert_true(n >= 19);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waits_are_read_and_clamped),
        cmocka_unit_test(two_digit_years_are_near),
        cmocka_unit_test(collected_cases_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
