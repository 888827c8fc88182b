/* SPDX-License-Identifier: MIT */
#include "report/stats.h"
#include "tests/test.h"
#include <math.h>

/* cmocka's own float check is single precision. */
static void check_near(const char *label, double got, double want,
                       double within)
{
    if (!(fabs(got - want) <= within))
        fail_msg("%s: got %.9g, want %.9g", label, got, want);
}

/* R. G. Newcombe, "Two-sided confidence intervals for the single proportion",
 * Statistics in Medicine 17 (1998) 857-872, table I, method 3 (score, without
 * continuity correction): the four worked cases, to the digits printed. */
static void wilson_agrees_with_newcombes_table(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        double x, n, low, high;
    } cases[] = {
        {"81 of 263", 81, 263, 0.2553, 0.3662},
        {"15 of 148", 15, 148, 0.0624, 0.1605},
        {"0 of 20", 0, 20, 0.0000, 0.1611},
        {"1 of 29", 1, 29, 0.0061, 0.1718},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct interval got =
            stats_wilson(cases[i].x / cases[i].n, cases[i].n, STATS_Z95);
        check_near(cases[i].label, got.low, cases[i].low, 0.00005);
        check_near(cases[i].label, got.high, cases[i].high, 0.00005);
    }
}

/* For a share of one half and z = 2 the formula is simple enough by hand:
 * n = 12: middle 1/2, half width sqrt(3 / 144 + 4 / 576) * 2 / (4 / 3). */
static void wilson_agrees_with_a_case_worked_by_hand(void **state)
{
    (void)state;
    struct interval got = stats_wilson(0.5, 12, 2);
    check_near("low", got.low, 0.5 - 0.25, 1e-12);
    check_near("high", got.high, 0.5 + 0.25, 1e-12);
}

static void a_share_never_leaves_its_interval(void **state)
{
    (void)state;
    for (int n = 1; n <= 60; n++)
        for (int x = 0; x <= n; x++) {
            double share = (double)x / n;
            struct interval i = stats_wilson(share, n, STATS_Z95);
            assert_true(0 <= i.low && i.low <= share);
            assert_true(share <= i.high && i.high <= 1);
            assert_true(i.low < i.high);
        }
}

static void intervals_mirror_and_narrow(void **state)
{
    (void)state;
    for (int x = 0; x <= 40; x++) {
        double share = x / 40.0;
        struct interval a = stats_wilson(share, 40, STATS_Z95);
        struct interval b = stats_wilson(1 - share, 40, STATS_Z95);
        check_near("mirror", a.low, 1 - b.high, 1e-12);
        struct interval wide = stats_wilson(share, 20, STATS_Z95);
        assert_true(wide.high - wide.low > a.high - a.low);
    }
}

static void no_trials_tell_nothing(void **state)
{
    (void)state;
    struct interval i = stats_wilson(NAN, 0, STATS_Z95);
    assert_true(i.low == 0 && i.high == 1);
    struct cluster_sums none = {0};
    i = stats_share_interval(&none);
    assert_true(i.low == 0 && i.high == 1);
}

static struct cluster_sums sums(const int (*xn)[2], size_t clusters)
{
    struct cluster_sums s = {.clusters = (double)clusters};
    for (size_t i = 0; i < clusters; i++) {
        double x = xn[i][0], n = xn[i][1];
        s.x += x;
        s.n += n;
        s.xx += x * x;
        s.xn += x * n;
        s.nn += n * n;
    }
    return s;
}

/* Worked by hand. Employers with (naming, all) postings (4,4), (0,4), (1,2),
 * (1,2): p = 6/12 = 1/2. Deviations x - pn: 2, -2, 0, 0; squares sum to 8.
 * Between: 4/3 * 8 / 144 = 2/27. Simple: (1/4) / 11 = 1/44. Effect: 88/27. */
static void design_effect_agrees_with_a_table_worked_by_hand(void **state)
{
    (void)state;
    static const int table[][2] = {{4, 4}, {0, 4}, {1, 2}, {1, 2}};
    struct cluster_sums s = sums(table, 4);
    check_near("effect", stats_design_effect(&s), 88.0 / 27.0, 1e-12);
    struct interval got = stats_share_interval(&s);
    struct interval want = stats_wilson(0.5, 12 * 27.0 / 88.0, STATS_Z95);
    check_near("low", got.low, want.low, 1e-15);
    check_near("high", got.high, want.high, 1e-15);
    struct interval plain = stats_wilson(0.5, 12, STATS_Z95);
    assert_true(got.low < plain.low && got.high > plain.high);
}

static void one_posting_an_employer_has_no_design_effect(void **state)
{
    (void)state;
    static const int table[][2] = {{1, 1}, {0, 1}, {0, 1}, {1, 1},
                                   {0, 1}, {0, 1}, {1, 1}};
    struct cluster_sums s = sums(table, 7);
    check_near("effect", stats_design_effect(&s), 1, 1e-12);
}

/* Employers that all name it in the same part of their postings vary less than
 * chance would; the interval is not narrowed for that. */
static void evenness_over_employers_does_not_narrow_the_interval(void **state)
{
    (void)state;
    static const int table[][2] = {{5, 10}, {5, 10}, {5, 10}, {5, 10}};
    struct cluster_sums s = sums(table, 4);
    check_near("effect", stats_design_effect(&s), 0, 1e-12);
    struct interval got = stats_share_interval(&s);
    struct interval plain = stats_wilson(0.5, 40, STATS_Z95);
    check_near("low", got.low, plain.low, 1e-15);
    check_near("high", got.high, plain.high, 1e-15);
}

static void undefined_design_effects_are_one(void **state)
{
    (void)state;
    static const int one[][2] = {{3, 9}};
    static const int nobody[][2] = {{0, 4}, {0, 3}};
    static const int everybody[][2] = {{4, 4}, {3, 3}};
    struct cluster_sums s = sums(one, 1);
    assert_true(stats_design_effect(&s) == 1);
    s = sums(nobody, 2);
    assert_true(stats_design_effect(&s) == 1);
    s = sums(everybody, 2);
    assert_true(stats_design_effect(&s) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wilson_agrees_with_newcombes_table),
        cmocka_unit_test(wilson_agrees_with_a_case_worked_by_hand),
        cmocka_unit_test(a_share_never_leaves_its_interval),
        cmocka_unit_test(intervals_mirror_and_narrow),
        cmocka_unit_test(no_trials_tell_nothing),
        cmocka_unit_test(design_effect_agrees_with_a_table_worked_by_hand),
        cmocka_unit_test(one_posting_an_employer_has_no_design_effect),
        cmocka_unit_test(evenness_over_employers_does_not_narrow_the_interval),
        cmocka_unit_test(undefined_design_effects_are_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
