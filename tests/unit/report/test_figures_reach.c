/* SPDX-License-Identifier: MIT */
/* Sources that could not be read, in the scope box. */
#include "report/figures_reach.h"
#include "report/words.h"
#include "tests/test.h"

#define DAY_UTC 1795334400 /* 2026-11-22T08:00:00Z */

static struct str fact_of(const struct figures *f, struct arena *a,
                          const char *label)
{
    struct fact facts[WORDS_MAX_FACTS];
    size_t n = words_scope(f, a, facts);
    assert_true(n <= WORDS_MAX_FACTS);
    for (size_t i = 0; i < n; i++)
        if (str_eq(facts[i].label, str_from(label)))
            return facts[i].value;
    return STR_NONE;
}

static const struct reach_row rows[] = {
    {.source = CONST_STR("ashby/acme"),
     .kind = CONST_STR("ashby"),
     .verdict = CONST_STR("ok"),
     .crawled_utc = DAY_UTC,
     .n_crawls = 5,
     .n_good = 5},
    {.source = CONST_STR("file")},
    {.source = CONST_STR("lever/b"),
     .kind = CONST_STR("lever"),
     .verdict = CONST_STR("ok"),
     .crawled_utc = DAY_UTC,
     .n_months_lost = 2},
    {.source = CONST_STR("lever/c"),
     .kind = CONST_STR("lever"),
     .verdict = CONST_STR("blocked"),
     .crawled_utc = DAY_UTC,
     .n_months_lost = 1},
};

static void sources_that_were_not_reached_come_first(void **state)
{
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct figures f = {.asked = {.from_month = -1, .to_month = -1}};
    figures_reach(rows, 4, a, &f);
    static const char *const want[] = {"lever/c", "lever/b", "ashby/acme",
                                       "file"};
    assert_int_equal(f.n_all_sources, 4);
    for (size_t i = 0; i < 4; i++)
        assert_str(f.sources[i].name, want[i]);
    assert_int_equal(f.sources[0].crawled.year, 2026);
    assert_int_equal(f.sources[3].crawled.year, 0);
    assert_str(fact_of(&f, a, "Not reached"),
               "1 of 3 sources at their last crawl: lever/c (blocked)");
    assert_str(fact_of(&f, a, "Outages"),
               "months without a good crawl, in which postings were missed: "
               "lever/c (1 month), lever/b (2 months)");
}

static void imports_alone_are_not_reached_or_missed(void **state)
{
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct figures f = {.asked = {.from_month = -1, .to_month = -1}};
    figures_reach(&rows[1], 1, a, &f);
    assert_null(fact_of(&f, a, "Not reached").p);
    assert_null(fact_of(&f, a, "Reached").p);
    figures_reach(rows, 2, a, &f);
    assert_str(fact_of(&f, a, "Reached"),
               "the one source that is crawled, when it was last");
    assert_null(fact_of(&f, a, "Outages").p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_that_were_not_reached_come_first),
        cmocka_unit_test(imports_alone_are_not_reached_or_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
