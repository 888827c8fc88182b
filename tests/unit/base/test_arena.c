/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/arena.h"
#include "tests/test.h"
#include <stdalign.h>
#include <stdlib.h>

static void memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    for (int round = 0; round < 3; round++) {
        unsigned char *p[200];
        for (size_t i = 0; i < 200; i++) {
            size_t n = i * 37 % 3000;
            p[i] = arena_alloc(a, n);
            assert_int_equal((uintptr_t)p[i] % alignof(max_align_t), 0);
            for (size_t j = 0; j < n; j++)
                assert_int_equal(p[i][j], 0);
            memset(p[i], (int)i + 1, n);
        }
        for (size_t i = 0; i < 200; i++)
            for (size_t j = 0; j < i * 37 % 3000; j++)
                assert_int_equal(p[i][j], (i + 1) & 0xff);
        arena_reset(a);
        assert_int_equal(arena_used(a), 0);
    }
}

static void a_large_piece_is_given_and_let_go(void **state)
{
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    for (int round = 0; round < 20; round++) {
        char *big = arena_alloc(a, 8u << 20);
        char *small = arena_alloc(a, 10);
        big[(8u << 20) - 1] = 1;
        small[9] = 1;
        assert_true(arena_used(a) >= (8u << 20) + 10);
        arena_reset(a);
    }
}

static void texts_end_in_nul(void **state)
{
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct str s = arena_str(a, str_slice(STR("hello"), 1, 3));
    assert_string_equal(s.p, "el");
    assert_int_equal(s.n, 2);
    assert_null(arena_str(a, STR_NONE).p);
    assert_non_null(arena_str(a, STR("")).p);
    assert_str(arena_printf(a, "%d-%s", 7, "x"), "7-x");
    int *n = arena_calloc(a, 10, sizeof *n);
    assert_int_equal(n[9], 0);
}

static void nothing_to_free(void **state)
{
    (void)state;
    arena_free(NULL);
}

static void vectors_double(void **state)
{
    (void)state;
    int *v = NULL;
    size_t n = 0, cap = 0, grown = 0;
    while (n < 1000) {
        size_t before = cap;
        v = xgrow(v, n, &cap, sizeof *v);
        grown += cap != before;
        v[n] = (int)n;
        n++;
    }
    assert_int_equal(cap, 1024);
    assert_int_equal(grown, 8);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(v[i], i);
    free(v);
}

static void plain_allocation(void **state)
{
    (void)state;
    char *p = xalloc(0), *copy = xstrdup("abc"), *zero = xcalloc(3, 7);
    assert_non_null(p);
    assert_string_equal(copy, "abc");
    for (size_t i = 0; i < 21; i++)
        assert_int_equal(zero[i], 0);
    free(p);
    free(copy);
    free(zero);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(a_large_piece_is_given_and_let_go),
        cmocka_unit_test(texts_end_in_nul),
        cmocka_unit_test(nothing_to_free),
        cmocka_unit_test(vectors_double),
        cmocka_unit_test(plain_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
