/* SPDX-License-Identifier: MIT */
/* The figures of the made-up census against a recount that works another way:
 * by looking through all postings again for every single number. */
#include "base/alloc.h"
#include "recount.h"
#include "report/stats.h"
#include "tests/test.h"
#include <math.h>
#include <stdlib.h>

static void check_near(const char *label, double got, double want)
{
    if (isnan(got) != isnan(want) || fabs(got - want) > 1e-9)
        fail_msg("%s: got %.12g, want %.12g", label, got, want);
}

struct recount {
    uint64_t raw, distinct, usable, employers;
    uint64_t named, required, naming_employers;
    double between; /* sum over employers of (x - p n) squared */
    double squares; /* sum over employers of n squared */
    double employer_share;
};

static void count_employers(const struct sample *s,
                            const struct scan_row *const *rows, size_t n,
                            size_t concept, bool below, struct recount *r)
{
    double share = r->usable ? (double)r->named / (double)r->usable : 0;
    for (uint32_t e = 0; e < s->names.n_employers; e++) {
        double of = 0, naming = 0;
        for (size_t i = 0; i < n; i++) {
            if (!rows[i]->usable || rows[i]->employer != e)
                continue;
            of++;
            naming +=
                recount_names(s, rows[i], concept, below, LABEL_UNSPECIFIED);
        }
        if (of == 0)
            continue;
        r->employers++;
        r->naming_employers += naming > 0;
        r->between += (naming - share * of) * (naming - share * of);
        r->squares += of * of;
        r->employer_share += naming / of;
    }
    r->employer_share /= (double)r->employers;
}

static struct recount recount(const struct sample *s, struct scope scope,
                              size_t concept, bool below)
{
    struct recount r = {0};
    const struct scan_row **rows = xcalloc(s->n_rows, sizeof *rows);
    size_t n = recount_rows(s, scope, rows, &r.raw);
    r.distinct = n;
    for (size_t i = 0; i < n; i++) {
        if (!rows[i]->usable)
            continue;
        r.usable++;
        r.named += recount_names(s, rows[i], concept, below, LABEL_UNSPECIFIED);
        r.required += recount_names(s, rows[i], concept, below, LABEL_REQUIRED);
    }
    count_employers(s, rows, n, concept, below, &r);
    free(rows);
    return r;
}

static void check_cell(const char *label, const struct cell *c,
                       const struct recount *r)
{
    if (c->named != r->named || c->required != r->required ||
        c->employers != r->naming_employers)
        fail_msg("%s: named %u required %u employers %u, recount %u %u %u",
                 label, c->named, c->required, c->employers, (unsigned)r->named,
                 (unsigned)r->required, (unsigned)r->naming_employers);
    if (r->usable < 30 || r->employers < 5) {
        assert_true(isnan(c->share) && isnan(c->low) && isnan(c->high));
        return;
    }
    double n = (double)r->usable, p = (double)r->named / n;
    check_near(label, c->share, p);
    check_near(label, c->employer_share, r->employer_share);
    double alike = r->squares / (n * n); /* 1/m with m equal employers */
    double effect = fmax(1, 1 + 0.2 * (n * alike - 1));
    if (p > 0 && p < 1)
        effect = fmax(effect, r->between / (n * n) / (1 - alike) /
                                  (p * (1 - p) / (n - 1)));
    double t = stats_t95(1 / alike - 1) / stats_t95(n - 1);
    check_near(label, c->design_effect, effect * t * t);
    struct interval i = stats_wilson(p, n / (effect * t * t), STATS_Z95);
    check_near(label, c->low, i.low);
    check_near(label, c->high, i.high);
}

struct fixture {
    struct sample s;
    struct arena *a;
    struct figures f;
};

static int set_up(void **state)
{
    struct fixture *x = xalloc(sizeof *x);
    sample_init(&x->s, 1200);
    x->a = arena_new();
    struct figures_options o = sample_options();
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

static void every_role_cell_equals_a_recount(void **state)
{
    const struct fixture *x = *state;
    assert_int_equal(x->f.n_roles, 4);
    for (unsigned k = 0; k < 4; k++) {
        const struct role_figure *role = &x->f.roles[k];
        assert_int_equal(role->n_skills, 20);
        for (size_t i = 0; i < role->n_skills; i++) {
            const struct skill_figure *skill = &role->skills[i];
            struct recount r = recount(&x->s, (struct scope){k, ANY_MONTH, 1},
                                       skill->concept, false);
            check_cell(skill->id.p, &skill->cell, &r);
            assert_int_equal(role->counts.raw, r.raw);
            assert_int_equal(role->counts.distinct, r.distinct);
            assert_int_equal(role->counts.usable, r.usable);
            assert_int_equal(role->counts.employers, r.employers);
        }
    }
}

static void every_theme_cell_equals_a_recount(void **state)
{
    const struct fixture *x = *state;
    assert_true(x->f.n_themes > 30);
    for (size_t i = 0; i < x->f.n_themes; i += 3) {
        const struct theme_figure *t = &x->f.themes[i];
        for (unsigned k = 0; k <= 4; k++) {
            struct recount r = recount(
                &x->s, (struct scope){k < 4 ? k : ANY_SLOT, ANY_MONTH, 1},
                t->concept, t->is_union);
            check_cell(t->id.p, &t->cells[k], &r);
        }
    }
}

static void every_month_equals_a_recount(void **state)
{
    const struct fixture *x = *state;
    for (unsigned k = 0; k < 4; k++) {
        const struct role_figure *role = &x->f.roles[k];
        assert_int_equal(role->n_series, FIGURES_SERIES_SKILLS);
        for (size_t m = 0; m < x->f.n_months; m++)
            for (size_t i = 0; i < role->n_series; i += 4) {
                if (role->months[m].gap == GAP_NO_POSTINGS)
                    continue; /* whatever the window holds */
                struct recount r =
                    recount(&x->s,
                            (struct scope){k, role->months[m].month,
                                           role->window_months},
                            role->skills[i].concept, false);
                check_cell(role->series[i].id.p, &role->series[i].cells[m], &r);
                assert_int_equal(role->months[m].counts.raw, r.raw);
                assert_int_equal(role->months[m].counts.distinct, r.distinct);
                assert_int_equal(role->months[m].counts.usable, r.usable);
            }
    }
}

static void ranks_fall_with_counts_and_ties_share_them(void **state)
{
    const struct fixture *x = *state;
    bool saw_tie = false;
    struct figures_options o = sample_options();
    o.top = 1000;
    struct arena *a = arena_new();
    struct figures f;
    sample_figures(&x->s, &o, a, &f);
    for (unsigned k = 0; k < 4; k++) {
        const struct role_figure *role = &f.roles[k];
        assert_int_equal(role->n_skills, role->n_named_skills);
        for (size_t i = 0; i < role->n_skills; i++) {
            const struct skill_figure *skill = &role->skills[i];
            size_t above = 0;
            for (size_t j = 0; j < role->n_skills; j++)
                above += role->skills[j].cell.named > skill->cell.named;
            assert_int_equal(skill->rank, above + 1);
            saw_tie = saw_tie || (i && skill->rank == skill[-1].rank);
            assert_true(skill->kind != CONCEPT_THEME &&
                        skill->kind != CONCEPT_DEGREE);
        }
    }
    assert_true(saw_tie);
    arena_free(a);
}

static void a_union_lies_between_its_largest_part_and_their_sum(void **state)
{
    const struct fixture *x = *state;
    bool strictly_less = false;
    for (size_t i = 0; i < x->f.n_themes; i++) {
        if (!x->f.themes[i].is_union || x->f.themes[i].depth != 1)
            continue;
        for (unsigned k = 0; k <= 4; k++) {
            uint32_t whole = x->f.themes[i].cells[k].named;
            uint32_t sum = 0, largest = 0;
            for (size_t j = i + 1;
                 j < x->f.n_themes && x->f.themes[j].depth == 2; j++) {
                uint32_t part = x->f.themes[j].cells[k].named;
                sum += part;
                largest = part > largest ? part : largest;
            }
            struct recount own = recount(
                &x->s, (struct scope){k < 4 ? k : ANY_SLOT, ANY_MONTH, 1},
                x->f.themes[i].concept, false);
            sum += (uint32_t)own.named;
            assert_true(largest <= whole && whole <= sum);
            strictly_less = strictly_less || whole < sum;
        }
    }
    assert_true(strictly_less);
}

static void shares_stay_inside_their_intervals(void **state)
{
    const struct fixture *x = *state;
    size_t n = 0;
    for (size_t i = 0; i < x->f.n_themes; i++)
        for (unsigned k = 0; k <= 4; k++) {
            const struct cell *c = &x->f.themes[i].cells[k];
            assert_true(0 <= c->low && c->low <= c->share);
            assert_true(c->share <= c->high && c->high <= 1);
            assert_true(c->low <= c->wilson_low + 1e-12);
            assert_true(c->high >= c->wilson_high - 1e-12);
            assert_true(c->required + c->preferred <= c->named);
            assert_true(c->employers <= c->named);
            n++;
        }
    assert_true(n > 100);
}

static void same_counts(const struct counts *a, const struct counts *b)
{
    assert_int_equal(a->raw, b->raw);
    assert_int_equal(a->distinct, b->distinct);
    assert_int_equal(a->usable, b->usable);
    assert_int_equal(a->employers, b->employers);
    assert_int_equal(a->few, b->few);
}

static void same_cell(const struct cell *a, const struct cell *b)
{
    /* Bytes: not a number equals itself here. */
    assert_memory_equal(&a->share, &b->share,
                        sizeof *a - offsetof(struct cell, share));
    assert_int_equal(a->named, b->named);
    assert_int_equal(a->required, b->required);
    assert_int_equal(a->preferred, b->preferred);
    assert_int_equal(a->employers, b->employers);
}

static void the_order_of_postings_does_not_matter(void **state)
{
    const struct fixture *x = *state;
    struct figures_options o = sample_options();
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct sample s;
        sample_init(&s, 1200);
        sample_shuffle(&s, seed);
        struct arena *a = arena_new();
        struct figures f;
        sample_figures(&s, &o, a, &f);
        same_counts(&f.all, &x->f.all);
        same_counts(&f.selected, &x->f.selected);
        assert_int_equal(f.n_themes, x->f.n_themes);
        for (size_t i = 0; i < f.n_themes; i++)
            for (unsigned k = 0; k <= 4; k++)
                same_cell(&f.themes[i].cells[k], &x->f.themes[i].cells[k]);
        for (unsigned k = 0; k < 4; k++) {
            const struct role_figure *r = &f.roles[k], *q = &x->f.roles[k];
            for (size_t i = 0; i < r->n_skills; i++) {
                assert_int_equal(r->skills[i].concept, q->skills[i].concept);
                same_cell(&r->skills[i].cell, &q->skills[i].cell);
            }
            for (size_t i = 0; i < r->n_series; i++)
                for (size_t m = 0; m < f.n_months; m++)
                    same_cell(&r->series[i].cells[m], &q->series[i].cells[m]);
        }
        arena_free(a);
        sample_done(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_cell_equals_a_recount),
        cmocka_unit_test(every_theme_cell_equals_a_recount),
        cmocka_unit_test(every_month_equals_a_recount),
        cmocka_unit_test(ranks_fall_with_counts_and_ties_share_them),
        cmocka_unit_test(a_union_lies_between_its_largest_part_and_their_sum),
        cmocka_unit_test(shares_stay_inside_their_intervals),
        cmocka_unit_test(the_order_of_postings_does_not_matter),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
