/* SPDX-License-Identifier: MIT */
/* Comparisons of months over postings made by hand: one role, employers with
 * one posting each, so that every number can be worked out on paper. */
#include "batches.h"
#include "tests/test.h"
#include <math.h>

#define MARCH (2025 * 12 + 2)

/* The role's figures of March, compared with what else there is. */
static struct role_figure march(const struct batch *v, size_t n,
                                struct arena *a)
{
    struct figures f;
    batches_figures(v, n, MARCH, MARCH, a, &f);
    return f.roles[0];
}

static void check_near(const char *label, double got, double want,
                       double within)
{
    if (!(fabs(got - want) <= within))
        fail_msg("%s: got %.9g, want %.9g", label, got, want);
}

static const struct change *find(const struct change_set *set, const char *id)
{
    for (size_t i = 0; i < set->n; i++)
        if (str_eq(set->v[i].id, str_from(id)))
            return &set->v[i];
    fail_msg("no change of %s", id);
    return NULL;
}

/* statsmodels 0.15: proportions_ztest([24, 10], [40, 40]) gives p .0015438;
 * [20, 22] of the same p .6543. With two tests q is 2 p of the smaller. */
static void a_month_is_compared_with_the_one_before(void **state)
{
    struct arena *a = *state;
    static const struct batch v[] = {{MARCH - 1, 40, 10, 22, 0, 0, 0},
                                     {MARCH, 40, 24, 20, 0, 0, 0}};
    struct role_figure role = march(v, 2, a);
    const struct change_set *set = &role.changes[CHANGE_MONTH];
    assert_false(set->few);
    assert_int_equal(set->from.usable, 40);
    assert_int_equal(set->to.usable, 40);
    assert_int_equal(role.headline, CHANGE_MONTH);
    assert_true(role.changes[CHANGE_YEAR].few);
    assert_int_equal(set->n, 2);
    const struct change *sql = find(set, "sql");
    check_near("difference", sql->difference, 0.35, 1e-12);
    check_near("p", sql->p, 0.0015438144, 1e-9);
    check_near("q", sql->q, 0.0030876287, 1e-9);
    assert_true(sql->low > 0 && sql->verdict == CHANGE_MORE);
    const struct change *dbt = find(set, "dbt");
    check_near("p", dbt->p, 0.6543165529, 1e-9);
    assert_int_equal(dbt->verdict, CHANGE_NONE);
    assert_ptr_equal(set->v, sql);
    assert_ptr_equal(figures_change_of(&role, 0), sql);
    /* dbt is first of the two before, and SQL after. */
    assert_int_equal(sql->rank_from, 2);
    assert_int_equal(sql->rank_to, 1);
    assert_int_equal(dbt->rank_from, 1);
    assert_int_equal(dbt->rank_to, 2);
    /* Two tests: (norm.isf(.0125) + norm.isf(.2)) * sqrt(p(1-p)/20), p .425
     * of SQL and .525 of dbt. */
    check_near("detectable", sql->detectable, 0.3407927, 1e-6);
    check_near("detectable", dbt->detectable, 0.3442614, 1e-6);
    check_near("typical", set->detectable, (0.3407927 + 0.3442614) / 2, 1e-6);
    /* 10 + 22 and 24 + 20 mentions in 40 postings each. */
    check_near("skills before", set->skills_from, 0.8, 1e-12);
    check_near("skills now", set->skills_to, 1.1, 1e-12);
    /* Postings of February are compared with, not counted. */
    assert_int_equal(role.counts.raw, 40);
    assert_int_equal(role.skills[0].cell.named, 24);
}

static void a_year_before_is_the_headline(void **state)
{
    struct arena *a = *state;
    static const struct batch v[] = {{MARCH - 12, 40, 30, 0, 0, 0, 0},
                                     {MARCH - 1, 40, 10, 0, 0, 0, 0},
                                     {MARCH, 40, 10, 0, 0, 0, 0}};
    struct role_figure role = march(v, 3, a);
    assert_int_equal(role.headline, CHANGE_YEAR);
    const struct change *sql = figures_change_of(&role, 0);
    assert_int_equal(sql->verdict, CHANGE_LESS);
    check_near("difference", sql->difference, -0.5, 1e-12);
    assert_int_equal(find(&role.changes[CHANGE_MONTH], "sql")->verdict,
                     CHANGE_NONE);
}

static void thin_months_are_compared_by_quarters(void **state)
{
    struct arena *a = *state;
    struct batch v[6];
    for (int i = 0; i < 6; i++)
        v[i] = (struct batch){MARCH - i, 12, i < 3 ? 9 : 3, 0, 0, 0, 0};
    struct role_figure role = march(v, 6, a);
    assert_true(role.changes[CHANGE_MONTH].few);
    assert_int_equal(role.headline, CHANGE_QUARTER);
    const struct change *sql = figures_change_of(&role, 0);
    assert_int_equal(sql->to.named, 27);
    assert_int_equal(sql->from.named, 9);
    assert_int_equal(sql->verdict, CHANGE_MORE);
}

static void a_skill_that_nobody_named_before_has_no_rank_there(void **state)
{
    struct arena *a = *state;
    static const struct batch v[] = {{MARCH - 1, 40, 10, 0, 0, 0, 0},
                                     {MARCH, 40, 10, 24, 0, 0, 0}};
    struct role_figure role = march(v, 2, a);
    const struct change *dbt = find(&role.changes[CHANGE_MONTH], "dbt");
    assert_int_equal(dbt->rank_from, 0);
    assert_int_equal(dbt->rank_to, 1);
}

static void few_postings_are_not_tested(void **state)
{
    struct arena *a = *state;
    static const struct batch v[] = {{MARCH - 1, 29, 0, 0, 0, 0, 0},
                                     {MARCH, 60, 60, 0, 0, 0, 0}};
    struct role_figure role = march(v, 2, a);
    assert_int_equal(role.headline, CHANGE_KINDS);
    for (int i = 0; i < CHANGE_KINDS; i++)
        assert_int_equal(role.changes[i].n, 0);
    assert_null(figures_change_of(&role, 0));
}

/* A source that came in March names SQL in all its postings; the source of
 * both months names it as before. */
static void a_new_source_is_not_a_change_of_demand(void **state)
{
    struct arena *a = *state;
    static const struct batch v[] = {{MARCH - 1, 40, 10, 0, 0, 0, 0},
                                     {MARCH, 40, 10, 0, 0, 0, 0},
                                     {MARCH, 40, 40, 0, 1, 0, 0}};
    struct role_figure role = march(v, 3, a);
    const struct change_set *set = &role.changes[CHANGE_MONTH];
    const struct change *sql = find(set, "sql");
    assert_int_equal(set->n_same_sources, 1);
    assert_int_equal(set->same_to.usable, 40);
    assert_true(sql->q < 0.01);
    assert_int_equal(sql->verdict, CHANGE_SOURCES);
    check_near("same", sql->same_difference, 0, 1e-12);
    check_near("source", sql->mix_source, sql->difference, 1e-12);
}

/* Seniors name it in 3 of 4 postings, juniors in 1 of 4, in both months; the
 * seniors come to be 60 of 80 instead of 20 of 80: all of it is mix. */
static void a_change_of_mix_is_told_from_one_of_demand(void **state)
{
    struct arena *a = *state;
    static const struct batch v[] = {
        {MARCH - 1, 20, 15, 0, 0, SENIORITY_SENIOR, 0},
        {MARCH - 1, 60, 15, 0, 0, SENIORITY_JUNIOR, 0},
        {MARCH, 60, 45, 0, 0, SENIORITY_SENIOR, 0},
        {MARCH, 20, 5, 0, 0, SENIORITY_JUNIOR, 0}};
    struct role_figure role = march(v, 4, a);
    const struct change *sql = find(&role.changes[CHANGE_MONTH], "sql");
    check_near("difference", sql->difference, 0.25, 1e-12);
    check_near("by seniority", sql->mix_seniority, 0.25, 1e-12);
    check_near("by source", sql->mix_source, 0, 1e-12);
    check_near("by country", sql->mix_country, 0, 1e-12);
    check_near("by role", sql->mix_role, 0, 1e-12);
}

/* Engineers name it in 3 of 4 postings, analysts in 1 of 4, before and after;
 * the engineers come to be 60 of 80 instead of 20: of both roles together the
 * share rises, and all of it is mix of roles. */
static void more_of_one_role_is_no_change_of_demand(void **state)
{
    struct arena *a = *state;
    static const struct batch v[] = {{MARCH - 1, 20, 15, 0, 0, 0, 0},
                                     {MARCH - 1, 60, 15, 0, 0, 0, 1},
                                     {MARCH, 60, 45, 0, 0, 0, 0},
                                     {MARCH, 20, 5, 0, 0, 0, 1}};
    struct figures f;
    batches_figures(v, 4, MARCH, MARCH, a, &f);
    const struct change *sql = find(&f.changes[CHANGE_MONTH], "sql");
    check_near("difference", sql->difference, 0.25, 1e-12);
    check_near("by role", sql->mix_role, 0.25, 1e-12);
    check_near("by seniority", sql->mix_seniority, 0, 1e-12);
}

/* Copies of one cluster in both months are one posting in each; within a
 * quarter they are one. */
static void copies_count_once_in_a_window(void **state)
{
    struct arena *a = *state;
    struct rows rows;
    struct figures f;
    struct figures_options o = {.from_month = MARCH, .to_month = MARCH};
    size_t index = 0;
    rows_init(&rows, &batches_taxonomy, batches_roles, 1);
    rows.from_month = rows.to_month = MARCH;
    for (int month = MARCH - 5; month <= MARCH; month++) {
        uint32_t next = 0;
        batches_add(&rows, &(struct batch){month, 35, 12, 0, 0, 0, 0}, &next);
    }
    figures_compute(&rows, &batches_taxonomy, &o, &index, 1, a, &f);
    rows_done(&rows);
    assert_int_equal(f.roles[0].changes[CHANGE_MONTH].from.usable, 35);
    const struct change_set *quarter = &f.roles[0].changes[CHANGE_QUARTER];
    assert_int_equal(quarter->to.raw, 105);
    assert_int_equal(quarter->to.usable, 35);
}

/* One employer's template, in 30 of 70 postings, is no change of demand. */
static void one_employer_is_no_change(void **state)
{
    struct arena *a = *state;
    struct rows rows;
    struct figures f;
    struct figures_options o = {.from_month = MARCH, .to_month = MARCH};
    size_t index = 0;
    uint32_t next = 1;
    rows_init(&rows, &batches_taxonomy, batches_roles, 1);
    rows.from_month = rows.to_month = MARCH;
    batches_add(&rows, &(struct batch){MARCH - 1, 40, 0, 20, 0, 0, 0}, &next);
    batches_add(&rows, &(struct batch){MARCH, 40, 0, 20, 0, 0, 0}, &next);
    size_t first = rows.n;
    batches_add(&rows, &(struct batch){MARCH, 30, 30, 0, 0, 0, 0}, &next);
    for (size_t i = first; i < rows.n; i++)
        rows.v[i].employer = 0;
    figures_compute(&rows, &batches_taxonomy, &o, &index, 1, a, &f);
    rows_done(&rows);
    const struct change_set *set = &f.roles[0].changes[CHANGE_MONTH];
    assert_int_equal(set->to.usable, 70);
    for (size_t i = 0; i < set->n; i++)
        assert_int_equal(set->v[i].verdict, CHANGE_NONE);
}

static void roles_together_are_compared_as_one_is(void **state)
{
    struct arena *a = *state;
    struct rows rows;
    struct figures f;
    struct figures_options o = {.from_month = MARCH, .to_month = MARCH};
    size_t index = 0;
    uint32_t next = 0;
    rows_init(&rows, &batches_taxonomy, batches_roles, 1);
    rows.from_month = rows.to_month = MARCH;
    batches_add(&rows, &(struct batch){MARCH - 1, 40, 10, 22, 0, 0, 0}, &next);
    batches_add(&rows, &(struct batch){MARCH, 40, 24, 20, 0, 0, 0}, &next);
    figures_compute(&rows, &batches_taxonomy, &o, &index, 1, a, &f);
    rows_done(&rows);
    const struct change_set *all = &f.changes[CHANGE_MONTH];
    const struct change_set *one = &f.roles[0].changes[CHANGE_MONTH];
    assert_int_equal(f.headline, CHANGE_MONTH);
    assert_int_equal(all->n, one->n);
    for (size_t i = 0; i < all->n; i++) {
        assert_str(all->v[i].id, (const char *)one->v[i].id.p);
        assert_true(all->v[i].q == one->v[i].q);
        assert_int_equal(all->v[i].verdict, one->v[i].verdict);
    }
}

static int setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_month_is_compared_with_the_one_before),
        cmocka_unit_test(a_year_before_is_the_headline),
        cmocka_unit_test(thin_months_are_compared_by_quarters),
        cmocka_unit_test(a_skill_that_nobody_named_before_has_no_rank_there),
        cmocka_unit_test(few_postings_are_not_tested),
        cmocka_unit_test(roles_together_are_compared_as_one_is),
        cmocka_unit_test(a_new_source_is_not_a_change_of_demand),
        cmocka_unit_test(a_change_of_mix_is_told_from_one_of_demand),
        cmocka_unit_test(more_of_one_role_is_no_change_of_demand),
        cmocka_unit_test(copies_count_once_in_a_window),
        cmocka_unit_test(one_employer_is_no_change),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
