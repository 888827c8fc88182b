/* SPDX-License-Identifier: MIT */
#include "report/study_page.h"
#include "sample.h"
#include "tests/test.h"
#include <math.h>
#include <string.h>

enum { A, B, C, COURSE, N };

static struct concept concepts[N] = {
    {.id = CONST_STR("a"),
     .name = CONST_STR("A"),
     .kind = CONCEPT_LANGUAGE,
     .parent = TAXONOMY_NO_PARENT},
    {.id = CONST_STR("b"),
     .name = CONST_STR("B"),
     .kind = CONCEPT_TOOL,
     .parent = TAXONOMY_NO_PARENT},
    {.id = CONST_STR("c"),
     .name = CONST_STR("C"),
     .kind = CONCEPT_CONCEPT,
     .parent = TAXONOMY_NO_PARENT},
    {.id = CONST_STR("course"),
     .name = CONST_STR("A course"),
     .kind = CONCEPT_CERTIFICATION,
     .parent = TAXONOMY_NO_PARENT},
};
static struct role roles[] = {
    {.id = CONST_STR("tester"), .name = CONST_STR("Tester")}};
static const struct taxonomy taxonomy = {
    .concepts = concepts, .n_concepts = N, .roles = roles, .n_roles = 1};
static const struct str concept_ids[N] = {CONST_STR("a"), CONST_STR("b"),
                                          CONST_STR("c"), CONST_STR("course")};
static const struct str role_ids[] = {CONST_STR("tester")};
static const struct scan_names names = {.concepts = concept_ids,
                                        .n_concepts = N,
                                        .roles = role_ids,
                                        .n_roles = 1,
                                        .n_employers = 1000,
                                        .n_sources = 1};

/* A posting of an employer of its own; each letter names a skill, a small one
 * without requiring it; '+' is the certification. */
static void add(struct rows *rows, const char *skills)
{
    struct rows_pass pass = {rows, &names};
    struct scan_skill v[N];
    size_t n = 0;
    for (const char *s = skills; *s; s++) {
        bool required = *s >= 'A' && *s <= 'C';
        uint32_t concept = *s == '+'  ? COURSE
                           : required ? (uint32_t)(*s - 'A')
                                      : (uint32_t)(*s - 'a');
        v[n++] = (struct scan_skill){.concept = concept,
                                     .label = required ? LABEL_REQUIRED
                                                       : LABEL_UNSPECIFIED};
    }
    struct scan_row row = {.employer = (uint32_t)rows->n,
                           .cluster = rows->n,
                           .usable = true,
                           .years_min = -1,
                           .date_posted = {2025, 3, 1},
                           .month = 2025 * 12 + 2,
                           .skills = v,
                           .n_skills = n};
    assert_true(rows_add(&pass, &row));
}

static struct study_view view_of(const char *const *postings, size_t n,
                                 const bool *known, bool required,
                                 struct arena *a)
{
    struct rows rows;
    struct study_view view;
    const struct study_scope scope = {
        .taxonomy = &taxonomy, .known = known, .required = required};
    rows_init(&rows, &taxonomy, role_ids, 1);
    for (size_t i = 0; i < n; i++)
        add(&rows, postings[i]);
    rows_mark(&rows);
    study_view(&rows, &scope, a, &view);
    rows_done(&rows);
    return view;
}

/* Worked by hand. B is known; the gaps are {A}, {A}, {A, C}, {C}. A is worth 1
 * + 1 + 1/2, C 1/2 + 1. The known parts are 1/2, 0, 0 and 1/2 of each. */
static void worth_agrees_with_a_case_worked_by_hand(void **state)
{
    struct arena *a = *state;
    static const char *const postings[] = {"AB", "A", "ac", "bc", "", "+"};
    static const bool known[N] = {[B] = true};
    struct study_view v = view_of(postings, 6, known, false, a);
    assert_int_equal(v.n, 4); /* those that name a skill */
    assert_int_equal(v.start.covered.n, 0);
    assert_int_equal(v.start.touched.n, 2); /* those with B */
    assert_int_equal(v.start.almost.n, 3);
    assert_true(v.start.coverage == 0.25);
    assert_int_equal(v.n_skills, 2);
    const struct study_skill *x = &v.skills[0], *y = &v.skills[1];
    assert_str(x->id, "a");
    assert_true(x->worth == 2.5);
    assert_int_equal(x->touched.n, 3);
    assert_int_equal(x->exactly.n, 2);
    assert_int_equal(x->covered.n, 2);
    assert_str(y->id, "c");
    assert_true(y->worth == 1.5);
    assert_int_equal(y->touched.n, 2);
    assert_int_equal(y->exactly.n, 1);
    assert_int_equal(v.n_path, 2);
    assert_int_equal(v.path[0].now.covered.n, 2);
    assert_int_equal(v.path[0].now.touched.n, 4);
    assert_int_equal(v.path[0].now.almost.n, 2);
    assert_true(v.path[1].worth == 2); /* what A left of it */
    assert_int_equal(v.path[1].now.covered.n, 4);
    assert_true(v.path[1].now.coverage == 1);
    assert_true(v.few && isnan(x->touched.share));
}

static void what_is_not_required_is_no_gap_of_what_is(void **state)
{
    struct arena *a = *state;
    static const char *const postings[] = {"AB", "A", "ac", "bc"};
    static const bool known[N] = {[B] = true};
    struct study_view v = view_of(postings, 4, known, true, a);
    assert_int_equal(v.n, 2);
    assert_int_equal(v.n_skills, 1);
    assert_str(v.skills[0].id, "a");
    assert_int_equal(v.skills[0].exactly.n, 2);
}

static void nothing_is_next_where_all_is_known(void **state)
{
    struct arena *a = *state;
    static const char *const postings[] = {"AB", "B"};
    static const bool known[N] = {true, true, true, true};
    struct study_view v = view_of(postings, 2, known, false, a);
    assert_int_equal(v.start.covered.n, 2);
    assert_int_equal(v.n_skills + v.n_path, 0);
    v = view_of(postings, 0, known, false, a);
    assert_int_equal(v.n + v.n_skills, 0);
}

/* ---- Laws, over the made-up census ---- */

static struct study_view census(struct sample *s, const bool *known,
                                struct arena *a)
{
    struct rows rows;
    struct study_view v;
    struct str id = s->taxonomy.roles[1].id;
    const struct study_scope scope = {.taxonomy = &s->taxonomy, .known = known};
    rows_init(&rows, &s->taxonomy, &id, 1);
    struct rows_pass pass = {&rows, &s->names};
    for (size_t i = 0; i < s->n_rows; i++)
        assert_true(rows_add(&pass, &s->rows[i]));
    rows_mark(&rows);
    study_view(&rows, &scope, a, &v);
    rows_done(&rows);
    return v;
}

/* The worths of all skills sum to the postings that are not covered: so does
 * the path's last gain never exceed them. */
static void worth_never_exceeds_what_is_not_covered(void **state)
{
    struct arena *a = *state;
    struct sample s;
    sample_init(&s, 1500);
    bool known[200] = {0};
    struct study_view v = census(&s, known, a);
    assert_true(v.n > 300 && !v.few);
    double sum = 0;
    for (size_t i = 0; i < v.n_skills; i++) {
        const struct study_skill *k = &v.skills[i];
        sum += k->worth;
        assert_true(k->exactly.n <= k->touched.n);
        assert_true(k->covered.n == k->exactly.n + v.start.covered.n);
        assert_true(k->worth >= k->exactly.n && k->worth <= k->touched.n);
        assert_true(k->touched.low <= k->touched.share &&
                    k->touched.share <= k->touched.high);
        assert_true(i == 0 || v.skills[i - 1].worth >= k->worth);
    }
    assert_true(sum <= (double)(v.n - v.start.covered.n) + 1e-9);
    for (size_t i = 1; i < v.n_path; i++) {
        assert_true(v.path[i].now.covered.n >= v.path[i - 1].now.covered.n);
        assert_true(v.path[i].now.coverage >= v.path[i - 1].now.coverage);
    }
    sample_done(&s);
}

static void the_order_of_postings_does_not_matter(void **state)
{
    struct arena *a = *state;
    struct sample s;
    sample_init(&s, 1500);
    bool known[200] = {true, true};
    struct study_view v = census(&s, known, a);
    for (uint64_t seed = 7; seed < 12; seed++) {
        sample_shuffle(&s, seed);
        struct study_view w = census(&s, known, a);
        assert_int_equal(v.n, w.n);
        /* To the last bit: equal worths must stay equal. */
        for (size_t i = 0; i < v.n_path; i++) {
            assert_true(str_eq(v.path[i].id, w.path[i].id));
            assert_true(v.path[i].worth == w.path[i].worth);
            assert_true(v.path[i].now.coverage == w.path[i].now.coverage);
        }
        for (size_t i = 0; i < v.n_skills; i++) {
            assert_true(str_eq(v.skills[i].id, w.skills[i].id));
            assert_true(v.skills[i].worth == w.skills[i].worth);
        }
    }
    sample_done(&s);
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
        cmocka_unit_test(worth_agrees_with_a_case_worked_by_hand),
        cmocka_unit_test(what_is_not_required_is_no_gap_of_what_is),
        cmocka_unit_test(nothing_is_next_where_all_is_known),
        cmocka_unit_test(worth_never_exceeds_what_is_not_covered),
        cmocka_unit_test(the_order_of_postings_does_not_matter),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
