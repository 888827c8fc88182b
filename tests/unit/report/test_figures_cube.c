/* SPDX-License-Identifier: MIT */
/* The cube of the made-up census against reports of its parts: what a reader
 * chooses on the page is what `report` would have said of it. */
#include "base/alloc.h"
#include "report/figures_cube.h"
#include "report/stats.h"
#include "sample.h"
#include "tests/test.h"
#include <math.h>
#include <stdlib.h>

#define MONTHS 12

struct fixture {
    struct sample s;
    struct arena *a;
    struct figures f;
};

/* Some advertisements are near copies of the one before for the same role. */
static void make_near_copies(struct sample *s)
{
    uint64_t last[8] = {0};
    for (size_t i = 0; i < s->n_rows; i++) {
        struct scan_row *row = &s->rows[i];
        uint64_t *before = &last[row->role % 8];
        row->near = i % 3 == 0 && *before ? *before : row->cluster;
        *before = row->near;
    }
}

static struct figures_options options(void)
{
    struct figures_options o = sample_options();
    o.with_cube = true;
    return o;
}

static int set_up(void **state)
{
    struct fixture *x = xalloc(sizeof *x);
    sample_init(&x->s, 2400);
    make_near_copies(&x->s);
    x->a = arena_new();
    struct figures_options o = options();
    sample_figures(&x->s, &o, x->a, &x->f);
    *state = x;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *x = *state;
    arena_free(x->a);
    sample_done(&x->s);
    free(x);
    return 0;
}

static void check_near(double got, double want)
{
    if (isnan(got) != isnan(want) || fabs(got - want) > 1e-12)
        fail_msg("got %.15g, want %.15g", got, want);
}

static const struct cell *cell_of(const struct role_figure *role,
                                  uint32_t concept)
{
    for (size_t i = 0; i < role->n_skills; i++)
        if (role->skills[i].concept == concept)
            return &role->skills[i].cell;
    return NULL;
}

static void check_counts(const struct counts *got, const struct counts *want)
{
    assert_int_equal(got->raw, want->raw);
    assert_int_equal(got->distinct, want->distinct);
    assert_int_equal(got->usable, want->usable);
    assert_int_equal(got->employers, want->employers);
    assert_int_equal(got->few, want->few);
}

/* Equal to the report's cell; which names nothing where it is not there. */
static void check_share(const struct cube_share *s, const struct cell *want)
{
    assert_int_equal(s->named, want ? want->named : 0);
    assert_int_equal(s->employers, want ? want->employers : 0);
    if (!want)
        return;
    check_near(s->share, want->share);
    check_near(s->low, want->low);
    check_near(s->high, want->high);
}

/* The report f against one scope and rule of c, by name. */
static void check_scope(const struct cube *c, size_t scope,
                        enum rows_dedup rule, const struct figures *f)
{
    for (size_t k = 0; k < f->n_roles; k++) {
        const struct cube_role *role = cube_role_of(c, scope, rule, k);
        check_counts(&role->counts, &f->roles[k].counts);
        for (size_t i = 0; i < c->n_skills; i++) {
            const struct cube_share *s = &role->shares[i * CUBE_LABELS];
            const struct cell *want =
                cell_of(&f->roles[k], c->skills[i].concept);
            check_share(&s[CUBE_ANY], want);
            assert_int_equal(s[CUBE_REQUIRED].named, want ? want->required : 0);
            assert_int_equal(s[CUBE_PREFERRED].named,
                             want ? want->preferred : 0);
        }
    }
}

static void a_month_by_a_rule_equals_its_own_report(void **state)
{
    const struct fixture *x = *state;
    const struct cube *c = x->f.cube;
    assert_int_equal(x->f.n_months, MONTHS);
    for (int rule = 0; rule < ROWS_DEDUPS; rule++)
        for (size_t scope = 0; scope <= MONTHS; scope++) {
            struct arena *a = arena_new();
            struct figures_options o = sample_options();
            struct figures f;
            o.top = 1000;
            o.dedup = (enum rows_dedup)rule;
            if (scope)
                o.from_month = o.to_month = SAMPLE_FIRST_MONTH + (int)scope - 1;
            assert_int_equal(c->scopes[scope].month, scope ? o.from_month : -1);
            sample_figures(&x->s, &o, a, &f);
            check_scope(c, scope, (enum rows_dedup)rule, &f);
            arena_free(a);
        }
    const struct cube_role *near = cube_role_of(c, 0, ROWS_NEAR, 1);
    const struct cube_role *exact = cube_role_of(c, 0, ROWS_EXACT, 1);
    const struct cube_role *raw = cube_role_of(c, 0, ROWS_RAW, 1);
    assert_true(near->counts.distinct < exact->counts.distinct);
    assert_true(exact->counts.distinct < raw->counts.distinct);
}

/* Leave of every posting the mentions with this label, where no stronger one of
 * the same concept stands beside them. */
static void keep_label(struct sample *s, enum label label)
{
    for (size_t i = 0; i < s->n_rows; i++) {
        const struct scan_row *row = &s->rows[i];
        struct scan_skill *v = arena_calloc(s->arena, row->n_skills, sizeof *v);
        for (size_t k = 0; k < row->n_skills; k++) {
            v[k] = row->skills[k];
            bool kept = v[k].label == label;
            for (size_t other = 0; other < row->n_skills; other++)
                kept = kept && (row->skills[other].concept != v[k].concept ||
                                row->skills[other].label >= label);
            if (!kept)
                v[k].label = LABEL_NEGATED;
        }
        s->rows[i].skills = v;
    }
}

static void a_label_equals_a_report_of_nothing_but_it(void **state)
{
    (void)state;
    struct sample s;
    struct arena *a = arena_new();
    struct figures all;
    sample_init(&s, 2400);
    struct figures_options o = options();
    sample_figures(&s, &o, a, &all);
    sample_done(&s);
    for (int label = CUBE_REQUIRED; label < CUBE_LABELS; label++) {
        struct figures f;
        sample_init(&s, 2400);
        keep_label(&s,
                   label == CUBE_REQUIRED ? LABEL_REQUIRED : LABEL_PREFERRED);
        o.top = 1000;
        sample_figures(&s, &o, a, &f);
        for (size_t k = 0; k < f.n_roles; k++) {
            const struct cube_role *role =
                cube_role_of(all.cube, 0, ROWS_NEAR, k);
            for (size_t i = 0; i < all.cube->n_skills; i++)
                check_share(&role->shares[i * CUBE_LABELS + (size_t)label],
                            cell_of(&f.roles[k], all.cube->skills[i].concept));
        }
        sample_done(&s);
    }
    arena_free(a);
}

static void windows_are_those_of_the_series(void **state)
{
    (void)state;
    struct sample s;
    struct arena *a = arena_new();
    struct figures f;
    struct figures_options o = options();
    sample_init(&s, 1900);
    sample_figures(&s, &o, a, &f);
    const struct cube *c = f.cube;
    assert_int_equal(c->n_scopes, 1 + 2 * f.n_months);
    size_t n_wide = 0, n_shares = 0;
    for (size_t k = 0; k < f.n_roles; k++) {
        const struct role_figure *role = &f.roles[k];
        bool wide = role->window_months > 1;
        n_wide += wide;
        for (size_t i = 0; i < f.n_months; i++) {
            size_t scope = 1 + i + (wide ? f.n_months : 0);
            const struct cube_role *of = cube_role_of(c, scope, ROWS_NEAR, k);
            assert_int_equal(c->scopes[scope].window_months,
                             role->window_months);
            if (role->months[i].gap == GAP_NO_POSTINGS)
                continue; /* a series has none there, windows or not */
            check_counts(&of->counts, &role->months[i].counts);
            if (role->months[i].gap > GAP_FEW)
                continue;
            for (size_t n = 0; n < role->n_series; n++)
                for (size_t at = 0; at < c->n_skills; at++)
                    if (str_eq(c->skills[at].id, role->series[n].id)) {
                        check_share(&of->shares[at * CUBE_LABELS],
                                    &role->series[n].cells[i]);
                        n_shares += !of->counts.few;
                    }
        }
    }
    assert_true(n_wide > 0 && n_wide < f.n_roles && n_shares > 100);
    arena_free(a);
    sample_done(&s);
}

static void skills_are_the_first_of_every_role(void **state)
{
    const struct fixture *x = *state;
    const struct cube *c = x->f.cube;
    assert_true(c->n_skills >= 20 && c->n_skills <= CUBE_MAX_SKILLS);
    for (size_t i = 1; i < c->n_skills; i++)
        assert_true(str_cmp(c->skills[i - 1].id, c->skills[i].id) < 0);
    for (size_t k = 0; k < x->f.n_roles; k++)
        for (size_t i = 0; i < x->f.roles[k].n_skills; i++) {
            size_t at = 0;
            while (at < c->n_skills &&
                   c->skills[at].concept != x->f.roles[k].skills[i].concept)
                at++;
            assert_true(at < c->n_skills);
        }
}

/* 40 of 100 and 60 of 100 postings, an employer each; nothing of a second. */
static void differences_are_told_where_both_have_enough(void **state)
{
    (void)state;
    struct cube_skill skills[2] = {{0}, {0}};
    struct cube c = {.skills = skills, .n_skills = 2};
    struct cube_share shares[2][2 * CUBE_LABELS] = {0};
    static const double share[2] = {0.4, 0.6};
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 2; k++) {
            double x = k ? 0 : share[i];
            struct interval range = stats_wilson(x, 100, STATS_Z95);
            shares[i][k * CUBE_LABELS] = (struct cube_share){
                (uint32_t)(100 * x), 1, x, range.low, range.high, 100};
        }
    struct cube_role roles[2] = {{.shares = shares[0]}, {.shares = shares[1]}};
    struct cube_difference got[2];
    cube_differences(&c, &roles[0], &roles[1], CUBE_ANY, got);
    check_near(got[0].difference, 0.2);
    assert_true(got[0].low > 0.06 && got[0].low < 0.07);
    assert_true(got[0].high > 0.32 && got[0].high < 0.33);
    assert_true(got[0].is_told);
    check_near(got[1].difference, 0);
    assert_false(got[1].is_told);
    roles[1].counts.few = true;
    cube_differences(&c, &roles[0], &roles[1], CUBE_ANY, got);
    assert_true(isnan(got[0].difference) && isnan(got[0].low));
    assert_false(got[0].is_told);
}

static void nothing_is_a_cube_of_the_period(void **state)
{
    (void)state;
    struct sample s;
    struct arena *a = arena_new();
    struct figures f;
    struct figures_options o = options();
    sample_init(&s, 0);
    sample_figures(&s, &o, a, &f);
    assert_int_equal(f.cube->n_scopes, 1);
    assert_int_equal(f.cube->n_skills, 0);
    assert_true(cube_role_of(f.cube, 0, ROWS_RAW, 3)->counts.few);
    o.with_cube = false;
    sample_figures(&s, &o, a, &f);
    assert_null(f.cube);
    arena_free(a);
    sample_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_month_by_a_rule_equals_its_own_report,
                                        set_up, tear_down),
        cmocka_unit_test(a_label_equals_a_report_of_nothing_but_it),
        cmocka_unit_test(windows_are_those_of_the_series),
        cmocka_unit_test_setup_teardown(skills_are_the_first_of_every_role,
                                        set_up, tear_down),
        cmocka_unit_test(differences_are_told_where_both_have_enough),
        cmocka_unit_test(nothing_is_a_cube_of_the_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
