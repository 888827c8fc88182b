/* SPDX-License-Identifier: MIT */
#include "base/hash.h"
#include "tests/test.h"

/* XXH3's own values: stored fingerprints must stay the same for ever. */
static void fingerprints_are_frozen(void **state)
{
    (void)state;
    char hex[HASH_HEX_BYTES];
    assert_string_equal(hash_hex(hash64(STR("")), hex), "2d06800538d394c2");
    assert_string_equal(hash_hex(hash64(STR("a")), hex), "e6c632b61e964e1f");
    assert_string_equal(hash_hex(hash64(STR("abc")), hex), "78af5f94892f3950");
}

static void a_seed_makes_another_function(void **state)
{
    (void)state;
    assert_true(hash64_seed(STR("abc"), 0) == hash64(STR("abc")));
    assert_true(hash64_seed(STR("abc"), 1) != hash64(STR("abc")));
}

static void absent_hashes_as_empty(void **state)
{
    (void)state;
    assert_true(hash64(STR_NONE) == hash64(STR("")));
}

static void small_numbers_keep_their_zeros(void **state)
{
    (void)state;
    char hex[HASH_HEX_BYTES];
    assert_string_equal(hash_hex(0, hex), "0000000000000000");
    assert_string_equal(hash_hex(UINT64_MAX, hex), "ffffffffffffffff");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fingerprints_are_frozen),
        cmocka_unit_test(a_seed_makes_another_function),
        cmocka_unit_test(absent_hashes_as_empty),
        cmocka_unit_test(small_numbers_keep_their_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
