/* SPDX-License-Identifier: MIT */
#include "base/spool.h"
#include "tests/test.h"
#include <stdio.h>
#include <unistd.h>

static const char *temp_dir(void)
{
    const char *dir = getenv("TMPDIR");
    return dir && *dir ? dir : "/tmp";
}

static void few_bytes_stay_in_memory(void **state)
{
    (void)state;
    struct spool s;
    struct err err;
    spool_init(&s, 100);
    assert_str(spool_str(&s), "");
    assert_ok(spool_add(&s, "abc", 3, &err), err);
    assert_ok(spool_add(&s, "", 0, &err), err);
    assert_ok(spool_add(&s, "def", 3, &err), err);
    assert_ok(spool_read(&s, &err), err);
    assert_false(s.in_file);
    assert_str(spool_str(&s), "abcdef");
    spool_done(&s);
}

static void what_is_over_the_limit_is_cut(void **state)
{
    (void)state;
    for (int in_file = 0; in_file < 2; in_file++) {
        struct spool s;
        struct err err;
        spool_init(&s, 5);
        assert_ok(spool_add(&s, "abc", 3, &err), err);
        if (in_file)
            assert_ok(spool_to_file(&s, temp_dir(), &err), err);
        assert_int_equal(spool_add(&s, "defg", 4, &err), ST_TOO_BIG);
        assert_int_equal(spool_add(&s, "h", 1, &err), ST_TOO_BIG);
        assert_ok(spool_read(&s, &err), err);
        assert_str(spool_str(&s), "abcde");
        spool_done(&s);
    }
}

static void many_go_to_a_file_without_a_name(void **state)
{
    (void)state;
    char piece[1000], dir[300];
    struct spool s;
    struct err err;
    snprintf(dir, sizeof dir, "%s/spool-test-XXXXXX", temp_dir());
    assert_non_null(mkdtemp(dir));
    spool_init(&s, 1u << 20);
    for (unsigned i = 0; i < 300; i++) {
        memset(piece, 'a' + (int)(i % 26), sizeof piece);
        if (i == 100)
            assert_ok(spool_to_file(&s, dir, &err), err);
        assert_ok(spool_add(&s, piece, sizeof piece, &err), err);
    }
    assert_true(s.in_file);
    assert_int_equal(s.memory.n, 0);
    assert_ok(spool_read(&s, &err), err);
    struct str all = spool_str(&s);
    assert_int_equal(all.n, 300000);
    for (int again = 0; again < 2; again++) {
        for (size_t i = 0; i < all.n; i++)
            if (all.p[i] != 'a' + (int)(i / 1000 % 26))
                fail_msg("byte %zu is %d", i, all.p[i]);
        spool_forget(all); /* and can be read once more */
    }
    spool_done(&s);
    assert_int_equal(rmdir(dir), 0); /* it is empty */
}

static void a_file_that_cannot_be_made_leaves_the_memory(void **state)
{
    (void)state;
    struct spool s;
    struct err err;
    spool_init(&s, 100);
    assert_ok(spool_add(&s, "abc", 3, &err), err);
    assert_int_equal(spool_to_file(&s, "/nowhere/at/all", &err), ST_CREATE);
    assert_non_null(strstr(err.msg, "/nowhere/at/all"));
    assert_ok(spool_add(&s, "d", 1, &err), err);
    assert_ok(spool_read(&s, &err), err);
    assert_str(spool_str(&s), "abcd");
    spool_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_bytes_stay_in_memory),
        cmocka_unit_test(what_is_over_the_limit_is_cut),
        cmocka_unit_test(many_go_to_a_file_without_a_name),
        cmocka_unit_test(a_file_that_cannot_be_made_leaves_the_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
