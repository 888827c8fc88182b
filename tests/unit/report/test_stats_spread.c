/* SPDX-License-Identifier: MIT */
#include "report/stats_spread.h"
#include "tests/test.h"
#include <math.h>

/* numpy 2, quantile(v, q): linear, its default. */
static void quantiles_agree_with_numpy(void **state)
{
    (void)state;
    static const int64_t v[] = {1, 1, 2, 3, 4, 5, 6, 9};
    static const double cases[][2] = {{0, 1},      {.25, 1.75}, {.5, 3.5},
                                      {.75, 5.25}, {.9, 6.9},   {1, 9}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(fabs(stats_quantile(v, 8, cases[i][0]) - cases[i][1]) <
                    1e-12);
    assert_true(stats_quantile(v, 1, .5) == 1);
}

/* scipy 1.17, stats.binom.cdf(k - 1, n, .5) <= .025 for the largest k. */
static void median_ranks_agree_with_the_binomial_distribution(void **state)
{
    (void)state;
    static const struct {
        size_t n, k;
    } cases[] = {{6, 1}, {10, 2}, {20, 6}, {100, 40}, {1000, 469}};
    struct ranks r;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(stats_median_ranks(cases[i].n, (double)cases[i].n, &r));
        assert_int_equal(r.low, cases[i].k - 1);
        assert_int_equal(r.high, cases[i].n - cases[i].k);
    }
    /* The exact rank is 470: one further out is on the safe side. */
    assert_true(stats_median_ranks(1001, 1001, &r));
    assert_int_equal(r.low, 468);
    for (size_t n = 0; n < 6; n++)
        assert_false(stats_median_ranks(n, (double)n, &r));
}

/* 40 values worth 10: the sign test of ten takes the 2nd and the 9th, which are
 * the 8th and the 33rd of 40. */
static void values_that_are_alike_widen_the_ranks(void **state)
{
    (void)state;
    struct ranks r, plain;
    assert_true(stats_median_ranks(40, 10.9, &r));
    assert_int_equal(r.low, 7);
    assert_int_equal(r.high, 32);
    assert_false(stats_median_ranks(40, 5.9, &r));
    assert_false(stats_median_ranks(40, -1, &r));
    for (size_t n = 6; n <= 200; n++) {
        assert_true(stats_median_ranks(n, (double)n, &plain));
        for (double worth = 6; worth < (double)n + 3; worth += 0.7) {
            assert_true(stats_median_ranks(n, worth, &r));
            assert_true(r.low <= plain.low && r.high >= plain.high);
            assert_true(r.low + r.high + 1 == n && r.low < r.high);
        }
    }
}

static void concentration_counts_equal_parts(void **state)
{
    (void)state;
    struct concentration c = stats_concentration(40, 4 * 100, 10);
    assert_true(c.hhi == 0.25 && c.effective == 4 && c.largest == 0.25);
    c = stats_concentration(0, 0, 0);
    assert_true(c.hhi == 0 && c.effective == 0 && c.largest == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_agree_with_numpy),
        cmocka_unit_test(median_ranks_agree_with_the_binomial_distribution),
        cmocka_unit_test(values_that_are_alike_widen_the_ranks),
        cmocka_unit_test(concentration_counts_equal_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
