/* SPDX-License-Identifier: MIT */
/* The figures at their edges: gaps, floors, periods, odd options and names. */
#include "base/alloc.h"
#include "sample.h"
#include "tests/test.h"
#include <math.h>
#include <stdlib.h>

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

static void thin_series_are_taken_in_windows(void **state)
{
    const struct fixture *x = *state;
    unsigned seen[FIGURES_WINDOW_MONTHS + 1] = {0};
    for (unsigned k = 0; k < 4; k++) {
        const struct role_figure *role = &x->f.roles[k];
        size_t gaps = 0;
        assert_true(role->window_months <= FIGURES_WINDOW_MONTHS);
        seen[role->window_months]++;
        for (size_t m = 0; m < x->f.n_months; m++)
            gaps += role->months[m].gap != GAP_NONE;
        assert_true(role->window_months > 1 || 2 * gaps <= x->f.n_months);
    }
    assert_true(seen[FIGURES_WINDOW_MONTHS] > 0);
}

static void outages_and_thin_months_are_gaps(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s, 6000);
    struct arena *a = arena_new();
    struct figures f;
    struct figures_options o = sample_options();
    sample_figures(&s, &o, a, &f);
    assert_int_equal(f.first_month, SAMPLE_FIRST_MONTH);
    assert_int_equal(f.n_months, 12);
    const struct month_figure *outage =
        &f.roles[2].months[SAMPLE_OUTAGE - SAMPLE_FIRST_MONTH];
    assert_int_equal(outage->gap, GAP_NO_POSTINGS);
    assert_int_equal(outage->counts.raw, 0);
    const struct month_figure *thin =
        &f.roles[3].months[SAMPLE_THIN - SAMPLE_FIRST_MONTH];
    assert_int_equal(thin->gap, GAP_FEW);
    assert_true(thin->counts.raw > 0);
    assert_int_equal(f.roles[1].months[11].gap, GAP_NONE);
    assert_int_equal(f.roles[1].window_months, 1);
    for (size_t i = 0; i < f.roles[3].n_series; i++)
        assert_true(isnan(f.roles[3].series[i].cells[2].share));
    arena_free(a);
    sample_done(&s);
}

static void under_the_floor_there_is_a_count_and_no_share(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s, 60);
    struct arena *a = arena_new();
    struct figures f;
    struct figures_options o = sample_options();
    sample_figures(&s, &o, a, &f);
    for (unsigned k = 0; k < 4; k++) {
        assert_true(f.roles[k].counts.few);
        assert_true(f.roles[k].n_skills > 0);
        assert_true(f.roles[k].skills[0].cell.named > 0);
        assert_true(isnan(f.roles[k].skills[0].cell.share));
    }
    arena_free(a);
    sample_done(&s);
}

static void four_employers_are_too_few_whatever_the_postings(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s, 1200);
    struct arena *a = arena_new();
    struct figures_options o = sample_options();
    struct figures f;
    for (size_t i = 0; i < s.n_rows; i++)
        s.rows[i].employer %= 4;
    sample_figures(&s, &o, a, &f);
    assert_true(f.roles[1].counts.usable > 100);
    assert_int_equal(f.roles[1].counts.employers, 4);
    assert_true(f.roles[1].counts.few);
    assert_true(isnan(f.roles[1].skills[0].cell.share));
    arena_free(a);
    sample_done(&s);
}

static void postings_of_unknown_employers_stand_for_themselves(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s, 600);
    struct arena *a = arena_new();
    struct figures_options o = sample_options();
    struct figures f;
    for (size_t i = 0; i < s.n_rows; i++)
        s.rows[i].employer = i % 3 ? UINT32_MAX : 5;
    sample_figures(&s, &o, a, &f);
    assert_int_equal(f.n_no_employer, 400);
    const struct counts *c = &f.roles[1].counts;
    assert_true(c->employers > 5 && c->employers < c->usable);
    assert_false(c->few);
    const struct cell *cell = &f.roles[1].skills[0].cell;
    assert_true(cell->low <= cell->share && cell->share <= cell->high);
    arena_free(a);
    sample_done(&s);
}

static void no_postings_give_empty_figures(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s, 0);
    struct arena *a = arena_new();
    struct figures f;
    struct figures_options o = sample_options();
    sample_figures(&s, &o, a, &f);
    assert_int_equal(f.all.raw, 0);
    assert_int_equal(f.n_roles, 4);
    assert_int_equal(f.roles[0].n_skills, 0);
    assert_true(f.roles[0].counts.few);
    assert_int_equal(f.n_themes, 0);
    assert_int_equal(f.n_matrix, 0);
    assert_int_equal(f.n_months, 0);
    assert_int_equal(f.first.year, 0);
    arena_free(a);
    sample_done(&s);
}

static void the_period_bounds_months_and_counts(void **state)
{
    const struct fixture *x = *state;
    struct figures_options o = sample_options();
    o.from_month = SAMPLE_FIRST_MONTH + 3;
    o.to_month = SAMPLE_FIRST_MONTH + 5;
    struct arena *a = arena_new();
    struct figures f;
    sample_figures(&x->s, &o, a, &f);
    /* The months before are shown, and not counted. */
    assert_int_equal(f.n_months, 6);
    assert_int_equal(f.first_month, SAMPLE_FIRST_MONTH);
    assert_int_equal(f.first.month, 4);
    assert_int_equal(f.last.month, 6);
    assert_true(f.all.raw < x->f.all.raw && f.all.raw > 0);
    arena_free(a);
}

static void a_long_period_is_cut_to_its_last_months(void **state)
{
    const struct fixture *x = *state;
    struct figures_options o = sample_options();
    o.from_month = SAMPLE_FIRST_MONTH - 1200;
    o.to_month = SAMPLE_FIRST_MONTH + 11;
    struct arena *a = arena_new();
    struct figures f;
    sample_figures(&x->s, &o, a, &f);
    assert_true(f.months_cut);
    assert_int_equal(f.n_months, FIGURES_MAX_MONTHS);
    assert_int_equal(f.roles[0].months[FIGURES_MAX_MONTHS - 1].month,
                     o.to_month);
    arena_free(a);
}

static void one_role_can_be_asked_for_and_a_wrong_one_is_named(void **state)
{
    const struct fixture *x = *state;
    struct str ids[] = {STR("data-scientist"), STR("data-scientist")};
    struct figures_options o = sample_options();
    o.roles = ids;
    o.n_roles = 2;
    struct arena *a = arena_new();
    struct figures f;
    sample_figures(&x->s, &o, a, &f);
    assert_int_equal(f.n_roles, 1);
    assert_str(f.roles[0].id, "data-scientist");
    assert_int_equal(f.roles[0].counts.usable, x->f.roles[2].counts.usable);
    assert_int_equal(f.roles[0].skills[0].cell.named,
                     x->f.roles[2].skills[0].cell.named);
    ids[1] = STR("astronaut");
    size_t index[FIGURES_MAX_ROLES], n;
    struct err err;
    assert_int_equal(figures_roles(&x->s.taxonomy, &o, index, &n, &err),
                     ST_BAD_INPUT);
    assert_non_null(strstr(err.msg, "astronaut"));
    assert_non_null(strstr(err.msg, "ml-engineer"));
    arena_free(a);
}

static void concepts_that_the_taxonomy_lacks_are_counted_apart(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s, 400);
    struct arena *a = arena_new();
    struct figures_options o = sample_options();
    struct figures before, after;
    sample_figures(&s, &o, a, &before);
    assert_int_equal(before.n_unknown_concepts, 0);
    struct str *ids = arena_calloc(a, s.names.n_concepts, sizeof *ids);
    memcpy(ids, s.names.concepts, s.names.n_concepts * sizeof *ids);
    uint64_t want = 0;
    for (size_t i = 0; i < s.names.n_concepts; i++) {
        if (!str_eq(ids[i], STR("sql")))
            continue;
        ids[i] = STR("gone");
        for (size_t k = 0; k < s.n_rows; k++)
            for (size_t j = 0; j < s.rows[k].n_skills; j++)
        want += s.rows[k].skills[j].concept == i &&
                s.rows[k].skills[j].label != LABEL_NEGATED;
    }
    s.names.concepts = ids;
    sample_figures(&s, &o, a, &after);
    assert_true(want > 0);
    assert_int_equal(after.n_unknown_concepts, want);
    assert_int_equal(after.roles[0].counts.usable,
                     before.roles[0].counts.usable);
    arena_free(a);
    sample_done(&s);
}

static void names_are_cleaned_for_display(void **state)
{
    (void)state;
    static const struct {
        const char *label, *in, *want;
    } cases[] = {
        {"plain", "Python", "Python"},
        {"escape sequence", "\x1b[31mred", "[31mred"},
        {"line break", "a\r\nb", "a  b"},
        {"direction override",
         "a\xe2\x80\xae"
         "b",
         "ab"},
        {"isolate",
         "a\xe2\x81\xa6"
         "b",
         "ab"},
        {"zero width",
         "a\xe2\x80\x8b"
         "b",
         "ab"},
        {"C1 control",
         "a\xc2\x9b"
         "31m",
         "a31m"},
        {"bad byte",
         "a\xff"
         "b",
         "a\xef\xbf\xbd"
         "b"},
        {"byte-order mark",
         "\xef\xbb\xbf"
         "a",
         "a"},
        {"accent kept", "e\xcc\x81", "e\xcc\x81"},
        {"ends trimmed", "  a  ", "a"},
        {"spaces of all kinds", "\xc2\xa0\xe3\x80\x80", ""},
        {"a no-break space",
         "a\xc2\xa0"
         "b",
         "a b"},
        {"empty", "", ""},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str got = figures_clean(str_from(cases[i].in), a);
        if (!str_eq(got, str_from(cases[i].want)))
            fail_msg("%s: got \"%.*s\"", cases[i].label, STR_FMT(got));
    }
    char marks[1001] = "a";
    for (size_t i = 0; i < 500; i++)
        memcpy(marks + 1 + 2 * i, "\xcc\x80", 2);
    struct str got = figures_clean((struct str){marks, 1001}, a);
    assert_int_equal(got.n, 1 + 2 * 4);
    char longish[1000];
    memset(longish, 'x', sizeof longish);
    got = figures_clean((struct str){longish, sizeof longish}, a);
    assert_int_equal(got.n, FIGURES_NAME_MAX_BYTES);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thin_series_are_taken_in_windows),
        cmocka_unit_test(outages_and_thin_months_are_gaps),
        cmocka_unit_test(under_the_floor_there_is_a_count_and_no_share),
        cmocka_unit_test(four_employers_are_too_few_whatever_the_postings),
        cmocka_unit_test(postings_of_unknown_employers_stand_for_themselves),
        cmocka_unit_test(no_postings_give_empty_figures),
        cmocka_unit_test(the_period_bounds_months_and_counts),
        cmocka_unit_test(a_long_period_is_cut_to_its_last_months),
        cmocka_unit_test(one_role_can_be_asked_for_and_a_wrong_one_is_named),
        cmocka_unit_test(concepts_that_the_taxonomy_lacks_are_counted_apart),
        cmocka_unit_test(names_are_cleaned_for_display),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
