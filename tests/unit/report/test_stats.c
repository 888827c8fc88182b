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

/* scipy 1.17, stats.t.ppf(.975, df). */
static void students_t_agrees_with_scipy(void **state)
{
    (void)state;
    static const double table[][2] = {
        {2, 4.302652729749462},    {2.6, 3.4781824106911},
        {3, 3.182446305283708},    {4.5, 2.658912347204403},
        {7, 2.364624251592785},    {29, 2.045229642132703},
        {99.5, 1.984093610990624}, {1e6, 1.959966356814107}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        check_near("t", stats_t95(table[i][0]), table[i][1], 0.002);
    check_near("t", stats_t95(7), table[4][1], 1e-7);
    assert_true(stats_t95(0.5) == stats_t95(2));
    for (double df = 2; df < 400; df += 0.5)
        assert_true(stats_t95(df + 0.5) < stats_t95(df));
}

/* Worked by hand. Employers with (naming, all) postings (4,4), (0,4), (1,2),
 * (1,2): p = 6/12 = 1/2. Deviations x - pn: 2, -2, 0, 0; squares sum to 8.
 * Squared sizes sum to 40, so that the four are worth 144/40 = 3.6 of equal
 * size. Between: 8/144 / (1 - 40/144) = 1/13. Simple: (1/4) / 11 = 1/44.
 * Measured 44/13; that of a correlation of .2 would be 1 + .2 (40/12 - 1) =
 * 1.47. Times the square of t with 2.6 over t with 11 degrees of freedom. */
static void design_effect_agrees_with_a_table_worked_by_hand(void **state)
{
    (void)state;
    static const int table[][2] = {{4, 4}, {0, 4}, {1, 2}, {1, 2}};
    struct cluster_sums s = sums(table, 4);
    double t = 3.4781824106911 / 2.200985160091639; /* scipy 1.17 */
    check_near("effect", stats_design_effect(&s), 44.0 / 13 * t * t, 0.001);
    struct interval got = stats_share_interval(&s);
    struct interval want = stats_wilson(0.5, stats_effective_n(&s), STATS_Z95);
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
    struct cluster_sums nobody = {
        .n = 40, .x = 0, .clusters = 40, .xx = 0, .xn = 0, .nn = 40};
    check_near("nobody", stats_effective_n(&nobody), 40, 1e-12);
}

/* Four employers of ten postings each, of which the measured effect is: 0,
 * since all name it in half; 1, the least that counts; and none, since nobody
 * names it. In each case they are taken to be alike by .2: 1 + .2 (10 - 1) =
 * 2.8; and t with 3 over t with 39 degrees of freedom. */
static void employers_are_never_taken_for_independent_postings(void **state)
{
    (void)state;
    static const int tables[4][4][2] = {
        {{5, 10}, {5, 10}, {5, 10}, {5, 10}},
        {{4, 10}, {5, 10}, {6, 10}, {5, 10}},
        {{0, 10}, {0, 10}, {0, 10}, {0, 10}},
        {{10, 10}, {10, 10}, {10, 10}, {10, 10}}};
    double t = 3.182446305283708 / 2.022690920036761; /* scipy 1.17 */
    for (size_t i = 0; i < 4; i++) {
        struct cluster_sums s = sums(tables[i], 4);
        check_near("effect", stats_design_effect(&s), 2.8 * t * t, 0.001);
    }
    struct cluster_sums s = sums(tables[2], 4);
    assert_true(stats_share_interval(&s).high >
                stats_wilson(0, 40, STATS_Z95).high);
}

/* One employer with 30 of 34 postings: they are worth hardly more than the
 * five employers that they are of. */
static void a_flood_is_worth_little(void **state)
{
    (void)state;
    static const int table[][2] = {{30, 30}, {0, 1}, {1, 1}, {0, 1}, {0, 1}};
    struct cluster_sums s = sums(table, 5);
    double n = stats_effective_n(&s);
    assert_true(n > 0 && n < 5);
    struct interval i = stats_share_interval(&s);
    assert_true(i.low < 0.3 && i.high > 0.99);
}

static void one_cluster_tells_next_to_nothing(void **state)
{
    (void)state;
    static const int one[][2] = {{3, 9}};
    struct cluster_sums s = sums(one, 1);
    double n = stats_effective_n(&s);
    assert_true(n > 0 && n < 2);
    struct cluster_sums single = {
        .n = 1, .x = 1, .clusters = 1, .xx = 1, .xn = 1, .nn = 1};
    assert_true(stats_effective_n(&single) == 1);
    struct cluster_sums none = {0};
    assert_true(stats_effective_n(&none) == 0);
    assert_true(stats_design_effect(&none) == 1);
}

/* Whatever the employers, postings are worth at most their number, and a share
 * stays inside an interval that is no narrower than the plain one. */
static void clusters_never_narrow_an_interval(void **state)
{
    (void)state;
    uint32_t random = 12345;
    for (int round = 0; round < 3000; round++) {
        int table[12][2];
        size_t clusters = 1 + (size_t)round % 12;
        for (size_t i = 0; i < clusters; i++) {
            random = random * 1664525u + 1013904223u;
            table[i][1] = 1 + (int)(random >> 8 & 15);
            table[i][0] = (int)(random >> 16) % (table[i][1] + 1);
        }
        struct cluster_sums s = sums((const int(*)[2])table, clusters);
        double n = stats_effective_n(&s), share = s.x / s.n;
        assert_true(n > 0 && n <= s.n && stats_design_effect(&s) >= 1);
        struct interval i = stats_share_interval(&s);
        struct interval plain = stats_wilson(share, s.n, STATS_Z95);
        assert_true(0 <= i.low && i.low <= plain.low + 1e-12);
        assert_true(i.low <= share && share <= i.high);
        assert_true(plain.high - 1e-12 <= i.high && i.high <= 1);
    }
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
        cmocka_unit_test(students_t_agrees_with_scipy),
        cmocka_unit_test(employers_are_never_taken_for_independent_postings),
        cmocka_unit_test(a_flood_is_worth_little),
        cmocka_unit_test(one_cluster_tells_next_to_nothing),
        cmocka_unit_test(clusters_never_narrow_an_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
