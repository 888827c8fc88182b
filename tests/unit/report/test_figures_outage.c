/* SPDX-License-Identifier: MIT */
/* Months in which a source is missing, over postings made by hand. */
#include "batches.h"
#include "report/figures_outage.h"
#include "report/words.h"
#include "tests/test.h"
#include <math.h>

#define FIRST  (2025 * 12)
#define MONTHS 9
#define DOWN   (FIRST + 4)

/* Each month 40 postings of source 0, all of which name SQL, and so many of
 * source 1, none of which does; source 1 has none in the month DOWN. */
static struct figures with_outage(unsigned n, struct arena *a)
{
    struct batch v[2 * MONTHS];
    size_t at = 0;
    for (int month = FIRST; month < FIRST + MONTHS; month++) {
        v[at++] = (struct batch){month, 40, 40, 0, 0, 0, 0};
        if (month != DOWN)
            v[at++] = (struct batch){month, n, 0, n, 1, 0, 0};
    }
    struct figures f;
    batches_figures(v, at, -1, -1, a, &f);
    assert_int_equal(f.first_month, FIRST);
    assert_int_equal(f.n_months, MONTHS);
    return f;
}

/* Without the mark SQL would rise from 50 to 100 % and fall again. */
static void a_month_without_a_large_source_is_a_gap(void **state)
{
    struct arena *a = *state;
    struct figures f = with_outage(40, a);
    const struct role_figure *role = &f.roles[0];
    for (int i = 0; i < MONTHS; i++) {
        const struct month_figure *m = &role->months[i];
        const struct cell *sql = &role->series[0].cells[i];
        bool down = FIRST + i == DOWN;
        assert_int_equal(m->gap, down ? GAP_OUTAGE : GAP_NONE);
        assert_true(m->missing == (down ? 0.5 : 0));
        assert_int_equal(m->counts.usable, down ? 40 : 80);
        assert_int_equal(sql->named, 40);
        assert_true(isnan(sql->share) == down && isnan(sql->low) == down);
        assert_true(down || sql->share == 0.5);
        assert_string_equal(words_month_state(m), down ? "outage" : "ok");
    }
    struct str words = words_window(&f, role, a);
    assert_non_null(strstr(arena_printf(a, "%.*s%c", STR_FMT(words), 0).p,
                           "2025-05 (50 %)"));
}

static void a_small_source_is_none(void **state)
{
    struct arena *a = *state;
    static const struct {
        unsigned n;
        double missing;
    } cases[] = {
        {9, 9 / 49.0},  /* missing, but with too small a part */
        {5, 0},         /* 8 months of 9 with 5: less than 5 a month */
        {10, 10 / 50.0} /* just a gap */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct figures f = with_outage(cases[i].n, a);
        const struct month_figure *m = &f.roles[0].months[DOWN - FIRST];
        assert_true(fabs(m->missing - cases[i].missing) < 1e-12);
        assert_int_equal(m->gap, cases[i].missing >= OUTAGE_SHARE ? GAP_OUTAGE
                                                                  : GAP_NONE);
        if (m->gap == GAP_NONE)
            assert_str(words_window(&f, &f.roles[0], a),
                       "Each month by itself.");
    }
}

/* A source that comes or goes for good is a change of sources, told by the
 * comparisons, not an outage. */
static void before_the_first_and_after_the_last_nothing_is_missing(void **state)
{
    struct arena *a = *state;
    struct batch v[2 * MONTHS];
    size_t at = 0;
    for (int month = FIRST; month < FIRST + MONTHS; month++) {
        v[at++] = (struct batch){month, 40, 20, 0, 0, 0, 0};
        if (month > FIRST + 2 && month < FIRST + 6)
            v[at++] = (struct batch){month, 40, 20, 0, 1, 0, 0};
    }
    struct figures f;
    batches_figures(v, at, -1, -1, a, &f);
    for (int i = 0; i < MONTHS; i++)
        assert_int_equal(f.roles[0].months[i].gap, GAP_NONE);
}

/* The source posts for analysts only: engineers miss nothing. */
static void an_outage_is_one_of_the_roles_that_it_hits(void **state)
{
    struct arena *a = *state;
    struct batch v[2 * MONTHS];
    size_t at = 0;
    for (int month = FIRST; month < FIRST + MONTHS; month++) {
        v[at++] = (struct batch){month, 40, 20, 0, 0, 0, 0};
        v[at++] = (struct batch){month, 40, 20, 0, month == DOWN ? 0 : 1, 0, 1};
    }
    struct figures f;
    batches_figures(v, at, -1, -1, a, &f);
    assert_int_equal(f.roles[0].months[DOWN - FIRST].gap, GAP_NONE);
    assert_int_equal(f.roles[1].months[DOWN - FIRST].gap, GAP_OUTAGE);
    assert_true(f.roles[1].months[DOWN - FIRST].missing == 1);
}

/* Months of 12 are taken by threes. One without any posting has no figure, not
 * that of the two before it. */
static void a_month_without_postings_is_a_gap_in_windows_too(void **state)
{
    struct arena *a = *state;
    struct batch v[MONTHS];
    size_t at = 0;
    for (int month = FIRST; month < FIRST + MONTHS; month++)
        if (month != DOWN)
            v[at++] = (struct batch){month, 18, 9, 0, 0, 0, 0};
    struct figures f;
    batches_figures(v, at, FIRST, FIRST + MONTHS - 1, a, &f);
    const struct role_figure *role = &f.roles[0];
    assert_int_equal(role->window_months, 3);
    const struct month_figure *m = &role->months[DOWN - FIRST];
    assert_int_equal(m->gap, GAP_NO_POSTINGS);
    assert_int_equal(m->counts.raw, 0);
    assert_true(isnan(role->series[0].cells[DOWN - FIRST].share));
    assert_int_equal(role->months[DOWN - FIRST + 1].counts.raw, 36);
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
        cmocka_unit_test(a_month_without_a_large_source_is_a_gap),
        cmocka_unit_test(a_small_source_is_none),
        cmocka_unit_test(
            before_the_first_and_after_the_last_nothing_is_missing),
        cmocka_unit_test(an_outage_is_one_of_the_roles_that_it_hits),
        cmocka_unit_test(a_month_without_postings_is_a_gap_in_windows_too),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
