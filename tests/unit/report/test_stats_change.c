/* SPDX-License-Identifier: MIT */
#include "report/stats_change.h"
#include "tests/test.h"
#include <math.h>

static void check_near(const char *label, double got, double want,
                       double within)
{
    if (!(fabs(got - want) <= within))
        fail_msg("%s: got %.9g, want %.9g", label, got, want);
}

/* n postings of as many employers, x of which name the skill. */
static struct sample independent(double x, double n)
{
    struct cluster_sums s = {
        .n = n, .x = x, .clusters = n, .xx = x, .xn = x, .nn = n};
    return stats_sample(&s);
}

/* R. G. Newcombe, "Interval estimation for the difference between independent
 * proportions", Statistics in Medicine 17 (1998) 873-890, table II, method 10;
 * and statsmodels 0.15, confint_proportions_2indep(method="newcomb"). */
static void differences_agree_with_newcombes_table(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        double x_to, n_to, x_from, n_from, low, high;
    } cases[] = {
        {"56/70 - 48/80", 56, 70, 48, 80, 0.0524314724, 0.3338726540},
        {"9/10 - 3/10", 9, 10, 3, 10, 0.1705227239, 0.8090179735},
        {"10/10 - 0/20", 10, 10, 0, 20, 0.6790860371, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample from = independent(cases[i].x_from, cases[i].n_from);
        struct sample to = independent(cases[i].x_to, cases[i].n_to);
        struct interval got = stats_difference(&from, &to);
        check_near(cases[i].label, got.low, cases[i].low, 1e-9);
        check_near(cases[i].label, got.high, cases[i].high, 1e-9);
    }
}

static void differences_stay_inside_their_intervals(void **state)
{
    (void)state;
    for (int n = 1; n <= 12; n++)
        for (int x = 0; x <= n; x++)
            for (int y = 0; y <= 9; y++) {
                struct sample from = independent(x, n);
                struct sample to = independent(y, 9);
                double d = to.share - from.share;
                struct interval i = stats_difference(&from, &to);
                struct interval back = stats_difference(&to, &from);
                assert_true(-1 <= i.low && i.low <= d + 1e-15);
                assert_true(d <= i.high + 1e-15 && i.high <= 1);
                check_near("mirror", i.low, -back.high, 1e-15);
            }
}

/* statsmodels 0.15, proportions_ztest([120, 90], [400, 380]) and
 * ([5, 14], [80, 75]). */
static void two_shares_agree_with_statsmodels(void **state)
{
    (void)state;
    struct sample a = independent(120, 400), b = independent(90, 380);
    check_near("30 % and 24 %", stats_two_shares(&b, &a), 0.0468454725, 1e-9);
    a = independent(5, 80);
    b = independent(14, 75);
    check_near("6 % and 19 %", stats_two_shares(&a, &b), 0.0184931708, 1e-9);
}

static void nothing_can_be_told_of_nothing(void **state)
{
    (void)state;
    struct sample none = independent(0, 0), some = independent(3, 7);
    struct sample all = independent(7, 7), zero = independent(0, 7);
    assert_true(stats_two_shares(&none, &some) == 1);
    assert_true(stats_two_shares(&all, &all) == 1);
    assert_true(stats_two_shares(&zero, &zero) == 1);
    assert_true(stats_two_shares(&some, &some) == 1);
}

/* scipy 1.16, norm.isf; and (isf(alpha / 2) + isf(.2)) times the pooled
 * standard error. */
static void what_could_be_seen_agrees_with_scipy(void **state)
{
    (void)state;
    check_near("z .025", stats_normal_above(.025), STATS_Z95, 1e-12);
    check_near("z .2", stats_normal_above(.2), 0.84162123357, 1e-10);
    check_near("z 1e-9", stats_normal_above(1e-9), 5.99780702, 1e-8);
    check_near("z .5", stats_normal_above(.5), 0, 1e-12);
    struct sample from = independent(10, 40), to = independent(24, 40);
    check_near("40 and 40", stats_detectable(&from, &to, .05), 0.3096829011,
               1e-9);
    from = independent(120, 400);
    to = independent(90, 380);
    check_near("400 and 380, of 20 tests",
               stats_detectable(&from, &to, .05 / 20), 0.1228070457, 1e-9);
    struct sample none = independent(0, 0);
    assert_true(stats_detectable(&none, &to, .05) == 1);
}

/* Four employers of which one fills half the postings: worth fewer postings,
 * so that the same difference tells less. */
static void clustered_postings_tell_less(void **state)
{
    (void)state;
    struct cluster_sums flood = {.n = 40, .x = 24, .clusters = 20};
    /* Employer A: 21 of 21; 19 others with one posting, 3 of them naming. */
    flood.xx = 21 * 21 + 3;
    flood.xn = 21 * 21 + 3;
    flood.nn = 21 * 21 + 19;
    struct sample from = independent(10, 40), to = stats_sample(&flood);
    struct sample plain = independent(24, 40);
    assert_true(to.n < 10);
    assert_true(stats_two_shares(&from, &plain) < 0.01);
    assert_true(stats_two_shares(&from, &to) > 0.02);
}

/* statsmodels 0.15, multipletests(p, method="fdr_bh"). */
static void false_discovery_agrees_with_statsmodels(void **state)
{
    (void)state;
    double p[] = {0.01, 0.04, 0.03, 0.005, 0.5, 0.2, 0.04};
    static const double want[] = {0.035, 0.056,         0.056, 0.035,
                                  0.5,   0.23333333333, 0.056};
    stats_false_discovery(p, 7, p);
    for (size_t i = 0; i < 7; i++)
        check_near("q", p[i], want[i], 1e-9);
    stats_false_discovery(NULL, 0, NULL);
}

/* Worked by hand. Juniors 60 of 100 postings and name it in 30, seniors 40
 * and 10; afterwards 20 of 100 with 12, 80 with 24. Shares .40 and .36.
 * Within: juniors .50 to .60 at mean weight .40: +.04; seniors .25 to .30 at
 * .60: +.03. Mix: juniors -.40 at mean share .55: -.22; seniors +.40 at .275:
 * +.11. Sum -.04. */
static void mix_agrees_with_a_table_worked_by_hand(void **state)
{
    (void)state;
    static const struct mix_cell cells[] = {{60, 30, 20, 12}, {40, 10, 80, 24}};
    struct mix m = stats_mix(cells, 2);
    check_near("mix", m.mix, -0.11, 1e-12);
    check_near("within", m.within, 0.07, 1e-12);
}

static void a_cell_of_one_side_is_all_mix(void **state)
{
    (void)state;
    static const struct mix_cell cells[] = {
        {50, 25, 50, 25}, {0, 0, 50, 50}, {0, 0, 0, 0}};
    struct mix m = stats_mix(cells, 3);
    check_near("mix", m.mix, 0.25, 1e-12);
    check_near("within", m.within, 0, 1e-12);
    m = stats_mix(cells + 1, 1);
    assert_true(m.mix == 0 && m.within == 0);
}

static void mix_and_within_are_the_whole_difference(void **state)
{
    (void)state;
    for (int k = 1; k <= 50; k++) {
        struct mix_cell c[3] = {{10 + k, 3, 20, 5 + k % 7},
                                {30, 10 + k % 11, 5 + k, 5},
                                {k % 3, k % 2 * (k % 3), 7, 2}};
        double n0 = 0, x0 = 0, n1 = 0, x1 = 0;
        for (int i = 0; i < 3; i++) {
            n0 += c[i].n_from;
            x0 += c[i].x_from;
            n1 += c[i].n_to;
            x1 += c[i].x_to;
        }
        struct mix m = stats_mix(c, 3);
        check_near("sum", m.mix + m.within, x1 / n1 - x0 / n0, 1e-12);
    }
}

/* Worked by hand. Employers with (postings, second less first): (2, 1), (1,
 * -1), (1, 1), (2, 1): mean 2/6 = 1/3. Squares of d - n/3: 1/9 + 16/9 + 4/9 +
 * 1/9 = 22/9; squared sizes sum to 10, so that the variance is 22/9 / 36 / (1 -
 * 10/36), and the degrees of freedom 36/10 - 1. */
static void paired_differences_agree_with_a_table_worked_by_hand(void **state)
{
    (void)state;
    struct paired_sums s = {0};
    assert_true(isnan(stats_paired_mean(&s)));
    stats_paired_add(&s, 1, 2);
    assert_true(isnan(stats_paired_interval(&s).low));
    stats_paired_add(&s, -1, 1);
    stats_paired_add(&s, 1, 1);
    stats_paired_add(&s, 1, 2);
    check_near("mean", stats_paired_mean(&s), 1.0 / 3, 1e-12);
    struct interval i = stats_paired_interval(&s);
    double half = stats_t95(2.6) * sqrt(22.0 / 9 / 26);
    check_near("low", i.low, fmax(-1, 1.0 / 3 - half), 1e-12);
    check_near("high", i.high, fmin(1, 1.0 / 3 + half), 1e-12);
    struct paired_sums same = {0};
    stats_paired_add(&same, 0, 3);
    stats_paired_add(&same, 0, 1);
    assert_true(stats_paired_mean(&same) == 0);
    assert_true(isnan(stats_paired_interval(&same).low));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differences_agree_with_newcombes_table),
        cmocka_unit_test(differences_stay_inside_their_intervals),
        cmocka_unit_test(two_shares_agree_with_statsmodels),
        cmocka_unit_test(nothing_can_be_told_of_nothing),
        cmocka_unit_test(what_could_be_seen_agrees_with_scipy),
        cmocka_unit_test(clustered_postings_tell_less),
        cmocka_unit_test(false_discovery_agrees_with_statsmodels),
        cmocka_unit_test(paired_differences_agree_with_a_table_worked_by_hand),
        cmocka_unit_test(mix_agrees_with_a_table_worked_by_hand),
        cmocka_unit_test(a_cell_of_one_side_is_all_mix),
        cmocka_unit_test(mix_and_within_are_the_whole_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
