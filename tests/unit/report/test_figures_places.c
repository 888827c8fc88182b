/* SPDX-License-Identifier: MIT */
/* Cities of distinct postings, over rows and places made by hand. */
#include "report/figures_places.h"
#include "report/stats.h"
#include "tests/test.h"
#include <math.h>

static struct concept concepts[] = {{.id = CONST_STR("sql"),
                                     .name = CONST_STR("SQL"),
                                     .kind = CONCEPT_LANGUAGE,
                                     .parent = TAXONOMY_NO_PARENT}};
static struct role roles[] = {
    {.id = CONST_STR("data-engineer"), .name = CONST_STR("Data engineer")}};
static const struct taxonomy taxonomy = {
    .concepts = concepts, .n_concepts = 1, .roles = roles, .n_roles = 1};
static const struct str concept_ids[] = {CONST_STR("sql")};
static const struct str role_ids[] = {CONST_STR("data-engineer")};

/* Posting 1 is in London; 2 in London and Berlin, said twice; 3, a copy of 2,
 * in Paris; the others name no city. */
static const struct place_row cities[] = {
    {1, CONST_STR("London"), {NULL, 0}, CONST_STR("GB")},
    {2, CONST_STR("London"), {NULL, 0}, CONST_STR("GB")},
    {2, CONST_STR("Berlin"), CONST_STR("Berlin"), CONST_STR("DE")},
    {2, CONST_STR("Berlin"), CONST_STR("Berlin"), CONST_STR("DE")},
    {3, CONST_STR("Paris"), {NULL, 0}, CONST_STR("FR")},
    {77, CONST_STR("Nowhere"), {NULL, 0}, {NULL, 0}}, /* in no row */
};

static enum st places(struct postings *store, int64_t first, int64_t last,
                      void (*place)(void *ctx, const struct place_row *row),
                      void *ctx, struct err *err)
{
    (void)store;
    if (last == 99)
        return err_set(err, ST_IO, "the disk is gone");
    assert_int_equal(first, 1);
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++)
        place(ctx, &cities[i]);
    return ST_OK;
}

static enum st compute(size_t n, int64_t last, struct arena *a,
                       struct figures *f, struct err *err)
{
    const struct scan_names names = {.concepts = concept_ids,
                                     .n_concepts = 1,
                                     .roles = role_ids,
                                     .n_roles = 1,
                                     .n_employers = 1000,
                                     .n_sources = 1};
    struct rows rows;
    struct rows_pass pass = {&rows, &names};
    struct figures_options o = {.from_month = -1, .to_month = -1};
    size_t index = 0;
    rows_init(&rows, &taxonomy, role_ids, 1);
    for (size_t i = 1; i <= n; i++) {
        struct scan_row row = {
            .posting_id = i == n ? last : (int64_t)i,
            .month = 24300 + (int)(i % 2), /* no employer in one piece */
            .employer = i < 4 || i % 4 == 0 ? 1 : (uint32_t)i,
            .cluster = i == 3 ? 2 : i,
            .usable = true,
            .years_min = -1,
            .date_posted = date_from_month_index(24300 + (int)(i % 2)),
        };
        assert_true(rows_add(&pass, &row));
    }
    figures_compute(&rows, &taxonomy, &o, &index, 1, a, f);
    const struct places_of p = {places, NULL};
    enum st st = figures_places(&rows, &p, a, f, err);
    rows_done(&rows);
    return st;
}

static void a_posting_is_in_every_city_of_its_copies(void **state)
{
    (void)state;
    static const struct {
        const char *city, *country;
        uint32_t n, employers;
    } want[] = {{"", "", 38, 29},
                {"London", "GB", 2, 1},
                {"Berlin", "DE", 1, 1},
                {"Paris", "FR", 1, 1}};
    /* Employer 1 has 12 of the 40, and both of London; 28 others have one. */
    const struct cluster_sums london = {.n = 40,
                                        .x = 2,
                                        .clusters = 29,
                                        .xx = 4,
                                        .xn = 2 * 12,
                                        .nn = 12 * 12 + 28};
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct figures f;
    struct err err;
    assert_ok(compute(41, 41, a, &f, &err), err);
    const struct role_figure *role = &f.roles[0];
    assert_int_equal(role->counts.distinct, 40);
    assert_int_equal(role->n_cities, 3);
    assert_int_equal(role->n_places, 4);
    for (size_t i = 0; i < 4; i++) {
        const struct place_figure *p = &role->places[i];
        assert_int_equal(p->n, want[i].n);
        if (*want[i].city) {
            assert_str(p->city, want[i].city);
            assert_str(p->country, want[i].country);
        } else {
            assert_int_equal(p->city.n, 0);
        }
        assert_true(fabs(p->share - want[i].n / 40.0) < 1e-12);
        assert_true(p->low < p->share && p->share < p->high);
        assert_int_equal(p->employers, want[i].employers);
    }
    struct interval interval = stats_share_interval(&london);
    assert_true(fabs(role->places[1].low - interval.low) < 1e-12);
    assert_true(fabs(role->places[1].high - interval.high) < 1e-12);
}

static void few_postings_have_counts_only(void **state)
{
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct figures f;
    struct err err;
    assert_ok(compute(2, 2, a, &f, &err), err);
    assert_int_equal(f.roles[0].n_places, 2);
    assert_int_equal(f.roles[0].places[0].n, 2);
    assert_true(isnan(f.roles[0].places[0].share));
}

static void a_store_that_fails_is_told(void **state)
{
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct figures f;
    struct err err;
    assert_int_equal(compute(40, 99, a, &f, &err), ST_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_posting_is_in_every_city_of_its_copies),
        cmocka_unit_test(few_postings_have_counts_only),
        cmocka_unit_test(a_store_that_fails_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
