/* SPDX-License-Identifier: MIT */
/* store_fixture.h - a store in a directory of its own, and postings for it. */
#ifndef TESTS_UNIT_STORE_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_STORE_FIXTURE_H

#include "store/postings.h"
#include "tempdir.h"

#define DAY_S   86400
#define SEEN    1795334400 /* 2026-11-22T08:00:00Z */
#define MONTH_0 (2026 * 12 + 10)

struct fixture {
    char dir[TEMP_PATH_BYTES], path[TEMP_PATH_BYTES];
    struct postings *s;
    struct arena *a;
};

static inline void fixture_open(struct fixture *f)
{
    struct err err;
    assert_ok(postings_open(f->path, &f->s, &err), err);
}

static inline void fixture_close(struct fixture *f)
{
    postings_free(f->s);
    f->s = NULL;
}

/* Setup and teardown of a test: *state is the fixture. */
static inline int fixture_make(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    tempdir_make(f->dir);
    tempdir_path(f->path, f->dir, "store.db");
    f->a = arena_new();
    *state = f;
    return 0;
}

static inline int fixture_make_open(void **state)
{
    fixture_make(state);
    fixture_open(*state);
    return 0;
}

static inline int fixture_remove(void **state)
{
    struct fixture *f = *state;
    fixture_close(f);
    arena_free(f->a);
    tempdir_remove(f->dir);
    free(f);
    return 0;
}

/* A posting with most fields set; its arrays are static. */
static inline struct posting fixture_posting(const char *id)
{
    static const struct mention python[] = {{0, 6}, {40, 46}},
                                sql[] = {{11, 14}};
    static const struct posting_skill skills[] = {
        {CONST_STR("python"), 7, LABEL_REQUIRED, SECTION_REQUIREMENTS, python,
         2},
        {CONST_STR("sql"), 3, LABEL_PREFERRED, SECTION_DUTIES, sql, 1}};
    static const struct place places[] = {{.raw = CONST_STR("Berlin, Germany"),
                                           .city = CONST_STR("Berlin"),
                                           .country = CONST_STR("DE")},
                                          {.raw = CONST_STR("Remote")}};
    static char text[POSTING_USABLE_TEXT_MIN_BYTES];
    memset(text, 'x', sizeof text);
    memcpy(text, "Python and SQL", 14);
    return (struct posting){
        .id = str_from(id),
        .source = STR("lever/acme"),
        .url = STR("https://jobs.example/1"),
        .title = STR("Data Engineer"),
        .company = STR("Acme, Inc."),
        .locations = places,
        .n_locations = 2,
        .remote = REMOTE_HYBRID,
        .employment_type = STR("full-time"),
        .date_posted = {2026, 11, 3},
        .date_updated = {2026, 11, 0},
        .language = STR("en"),
        .role = STR("data-engineer"),
        .role_rule = STR("title"),
        .seniority = SENIORITY_SENIOR,
        .salary = {7000000, 9000000, "EUR", PAY_YEAR, FROM_MARKUP},
        .years_min = 3,
        .degree = DEGREE_MASTER,
        .text = {text, sizeof text},
        .fingerprint = 0xfedcba9876543210,
        .skills = skills,
        .n_skills = 2};
}

static inline enum put_result
fixture_put(struct fixture *f, const struct posting *p, int64_t seen_utc)
{
    enum put_result result;
    struct err err;
    assert_ok(postings_put(f->s, p, 0, seen_utc, &result, &err), err);
    return result;
}

static inline struct store_totals fixture_totals(struct fixture *f)
{
    struct store_totals totals;
    struct err err;
    assert_ok(postings_totals(f->s, &totals, &err), err);
    return totals;
}

#endif
