/* SPDX-License-Identifier: MIT */
#include "report/sums.h"
#include "tests/test.h"

/* Employers 7 (3 postings, 2 with the value), 3 (1, 1), 9 (2, 0): n = 6, x = 3,
 * xx = 4 + 1, xn = 6 + 1, nn = 9 + 1 + 4. */
static void sums_agree_with_a_table_worked_by_hand(void **state)
{
    (void)state;
    static const struct {
        uint32_t employer;
        bool has;
    } postings[] = {{7, true}, {7, false}, {7, true},
                    {3, true}, {9, false}, {9, false}};
    struct sums *s = sums_new(2);
    for (size_t i = 0; i < sizeof postings / sizeof *postings; i++) {
        sums_posting(s, postings[i].employer);
        if (postings[i].has)
            sums_value(s, 1);
    }
    sums_end(s);
    struct cluster_sums got = sums_of(s, 1);
    assert_true(got.n == 6 && got.x == 3 && got.clusters == 3);
    assert_true(got.xx == 5 && got.xn == 7 && got.nn == 14);
    assert_int_equal(sums_n(s), 6);
    assert_int_equal(sums_employers(s), 3);
    assert_int_equal(sums_employers_of(s, 1), 2);
    assert_int_equal(sums_employers_of(s, 0), 0);
    assert_true(sums_of(s, 0).x == 0);
    sums_free(s);
}

static void no_postings_sum_to_nothing(void **state)
{
    (void)state;
    struct sums *s = sums_new(1);
    sums_end(s);
    assert_int_equal(sums_n(s), 0);
    assert_true(sums_of(s, 0).clusters == 0);
    sums_free(s);
    sums_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_agree_with_a_table_worked_by_hand),
        cmocka_unit_test(no_postings_sum_to_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
