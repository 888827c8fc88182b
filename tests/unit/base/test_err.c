/* SPDX-License-Identifier: MIT */
#include "base/err.h"
#include "tests/test.h"
#include <errno.h>

static void a_message_has_code_and_words(void **state)
{
    (void)state;
    struct err err;
    assert_int_equal(err_set(&err, ST_CONFIG, "line %d: bad", 3), ST_CONFIG);
    assert_int_equal(err.code, ST_CONFIG);
    assert_string_equal(err.msg, "line 3: bad");
    assert_int_equal(err_prefix(&err, "%s", "a.yaml"), ST_CONFIG);
    assert_string_equal(err.msg, "a.yaml: line 3: bad");
}

static void errno_words_come_last(void **state)
{
    (void)state;
    struct err err;
    assert_int_equal(err_errno(&err, ST_IO, ENOSPC, "x: cannot write"), ST_IO);
    assert_string_equal(err.msg, "x: cannot write: No space left on device");
}

static void no_words_are_wanted(void **state)
{
    (void)state;
    assert_int_equal(err_set(NULL, ST_BUSY, "x"), ST_BUSY);
    assert_int_equal(err_errno(NULL, ST_IO, EIO, "x"), ST_IO);
}

static void no_byte_of_a_message_steers_a_terminal(void **state)
{
    (void)state;
    struct err err;
    err_set(&err, ST_BAD_INPUT, "a\x1b[2J\r\n\tb\x7f");
    assert_string_equal(err.msg, "a?[2J???b?");
    err_set(&err, ST_BAD_INPUT,
            "a\xc2\x9b"
            "2Jb");
    assert_string_equal(err.msg, "a??2Jb");
}

static void a_long_message_is_cut_between_characters(void **state)
{
    (void)state;
    struct err err;
    char text[600];
    for (size_t start = 0; start < 4; start++) {
        memset(text, 'x', start);
        text[start] = '\0';
        for (size_t i = start; i + 4 < sizeof text; i += 3)
            memcpy(text + i, "\xe2\x82\xac", 4);
        err_set(&err, ST_BAD_INPUT, "%s", text);
        size_t n = strlen(err.msg);
        assert_in_range(n, ERR_MSG_BYTES - 4, ERR_MSG_BYTES - 1);
        assert_int_equal((n - start) % 3, 0);
    }
}

static void errno_gives_a_status(void **state)
{
    (void)state;
    assert_int_equal(st_from_errno(ENOENT), ST_NO_INPUT);
    assert_int_equal(st_from_errno(EACCES), ST_PERMISSION);
    assert_int_equal(st_from_errno(EIO), ST_IO);
}

static void each_status_has_its_exit_code(void **state)
{
    (void)state;
    static const struct {
        enum st st;
        int code;
    } cases[] = {
        {ST_OK, 0},       {ST_BAD_INPUT, 65},  {ST_NO_INPUT, 66},
        {ST_TOO_BIG, 65}, {ST_CREATE, 73},     {ST_IO, 74},
        {ST_BUSY, 75},    {ST_PERMISSION, 77}, {ST_CONFIG, 78},
        {ST_BUG, 70},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(st_exit_code(cases[i].st), cases[i].code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_has_code_and_words),
        cmocka_unit_test(errno_words_come_last),
        cmocka_unit_test(no_words_are_wanted),
        cmocka_unit_test(no_byte_of_a_message_steers_a_terminal),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
        cmocka_unit_test(errno_gives_a_status),
        cmocka_unit_test(each_status_has_its_exit_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
