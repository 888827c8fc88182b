/* SPDX-License-Identifier: MIT */
#include "report/stats_skills.h"
#include "tests/test.h"
#include <math.h>

static void check_near(const char *label, double got, double want,
                       double within)
{
    if (!(fabs(got - want) <= within))
        fail_msg("%s: got %.9g, want %.9g", label, got, want);
}

/* Worked by hand with a prior of 10 in 100: in the role 90 + 10 = 100 of
 * 400 + 100 = 500, beside it 40 + 10 = 50 of 900 + 100 = 1000.
 * ln(100/400) - ln(50/950) = ln(4.75); its variance is 1/100 + 1/50; with
 * design effects of 3 and 2 it is 3/100 + 2/50. */
static void log_odds_agree_with_a_case_worked_by_hand(void **state)
{
    (void)state;
    struct word_counts c = {90, 400, 40, 900, 1, 1};
    struct log_odds r = stats_log_odds(&c, 10, 100);
    check_near("ratio", r.ratio, log(4.75), 1e-12);
    check_near("z", r.z, log(4.75) / sqrt(0.03), 1e-12);
    c.effect_in = 3;
    c.effect_out = 2;
    r = stats_log_odds(&c, 10, 100);
    check_near("clustered", r.z, log(4.75) / sqrt(0.07), 1e-12);
}

static void log_odds_turn_round_with_the_sides(void **state)
{
    (void)state;
    struct word_counts c = {7, 300, 31, 500, 1, 1},
                       back = {31, 500, 7, 300, 1, 1};
    struct log_odds a = stats_log_odds(&c, 5, 200);
    struct log_odds b = stats_log_odds(&back, 5, 200);
    check_near("ratio", a.ratio, -b.ratio, 1e-12);
    check_near("z", a.z, -b.z, 1e-12);
}

/* A skill named three times beside one named 300 times at the same odds: the
 * ratio is like, the evidence is not. */
static void rare_skills_do_not_top_the_list(void **state)
{
    (void)state;
    struct word_counts rare = {3, 10000, 0, 10000, 1, 1};
    struct word_counts often = {300, 10000, 100, 10000, 1, 1};
    struct log_odds a = stats_log_odds(&rare, 0.1, 500);
    struct log_odds b = stats_log_odds(&often, 10, 500);
    assert_true(a.ratio > b.ratio);
    assert_true(a.z < 1.96 && b.z > 5);
}

/* Worked by hand: of 200 postings 50 name A, 40 B, 20 both. By chance 10
 * would: lift 2; npmi ln 2 / ln 10. */
static void together_agrees_with_a_case_worked_by_hand(void **state)
{
    (void)state;
    struct together t = stats_together(20, 50, 40, 200);
    check_near("support", t.support, 0.1, 1e-15);
    check_near("lift", t.lift, 2, 1e-12);
    check_near("npmi", t.npmi, log(2) / log(10), 1e-12);
    check_near("A where B is", t.a_given_b, 0.5, 1e-15);
    check_near("B where A is", t.b_given_a, 0.4, 1e-15);
}

static void the_ends_of_npmi_are_defined(void **state)
{
    (void)state;
    assert_true(stats_together(0, 5, 4, 20).npmi == -1);
    assert_true(stats_together(20, 20, 20, 20).npmi == 1);
    check_near("always together", stats_together(5, 5, 5, 20).npmi, 1, 1e-12);
    check_near("by chance", stats_together(1, 5, 4, 20).npmi, 0, 1e-12);
    assert_true(isnan(stats_together(0, 0, 4, 20).lift));
}

/* statsmodels 0.15, proportions_ztest([20, 20], [50, 150]) and, of half as
 * many,
 * ([10, 10], [25, 75]). */
static void chance_agrees_with_statsmodels(void **state)
{
    (void)state;
    double p = stats_together_chance(20, 50, 40, 200, 1);
    check_near("200 postings", p, 4.4557090604056064e-05, 1e-9);
    p = stats_together_chance(20, 50, 40, 200, 2);
    check_near("worth 100", p, 0.003892417122778628, 1e-9);
    assert_true(stats_together_chance(20, 200, 20, 200, 1) == 1);
    assert_true(stats_together_chance(0, 0, 20, 200, 1) == 1);
    check_near("by chance", stats_together_chance(10, 50, 40, 200, 3), 1,
               1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log_odds_agree_with_a_case_worked_by_hand),
        cmocka_unit_test(log_odds_turn_round_with_the_sides),
        cmocka_unit_test(rare_skills_do_not_top_the_list),
        cmocka_unit_test(together_agrees_with_a_case_worked_by_hand),
        cmocka_unit_test(the_ends_of_npmi_are_defined),
        cmocka_unit_test(chance_agrees_with_statsmodels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
