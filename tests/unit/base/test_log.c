/* SPDX-License-Identifier: MIT */
#include "base/log.h"
#include "tests/test.h"
#include <stdio.h>

struct taken {
    unsigned n;
    enum log_level level;
    char line[2048];
};

static void take(void *ctx, enum log_level level, const char *line)
{
    struct taken *t = ctx;
    t->n++;
    t->level = level;
    snprintf(t->line, sizeof t->line, "%s", line);
}

static void lines_reach_the_sink_up_to_the_level(void **state)
{
    (void)state;
    struct taken t = {0};
    struct log log = {take, &t, LOG_WARN};
    log_line(&log, LOG_INFO, "no");
    log_line(&log, LOG_DEBUG, "no");
    assert_int_equal(t.n, 0);
    log_line(&log, LOG_WARN, "source %s: %d", "x", 404);
    assert_int_equal(t.n, 1);
    assert_int_equal(t.level, LOG_WARN);
    assert_string_equal(t.line, "source x: 404");
    log_line(&log, LOG_ERROR, "worse");
    assert_int_equal(t.n, 2);
}

static void nobody_listens(void **state)
{
    (void)state;
    struct log log = {NULL, NULL, LOG_DEBUG};
    log_line(NULL, LOG_ERROR, "x");
    log_line(&log, LOG_ERROR, "x");
}

static void a_line_is_one_line_and_steers_nothing(void **state)
{
    (void)state;
    struct taken t = {0};
    struct log log = {take, &t, LOG_DEBUG};
    log_line(&log, LOG_INFO, "a\nb\x1b[1m");
    assert_string_equal(t.line, "a?b?[1m");
    char text[4096];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    log_line(&log, LOG_INFO, "%s", text);
    assert_true(strlen(t.line) < sizeof text / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_reach_the_sink_up_to_the_level),
        cmocka_unit_test(nobody_listens),
        cmocka_unit_test(a_line_is_one_line_and_steers_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
