/* SPDX-License-Identifier: MIT */
#include "store_fixture.h"

#define ROWS_MAX   32
#define SKILLS_MAX 8

/* What a scan gave, kept beyond the call. */
struct seen {
    struct scan_row rows[ROWS_MAX];
    struct scan_skill skills[ROWS_MAX][SKILLS_MAX];
    size_t n, stop_after;
    struct scan_names names;
};

static bool keep_row(void *ctx, const struct scan_row *row)
{
    struct seen *seen = ctx;
    assert_true(seen->n < ROWS_MAX && row->n_skills <= SKILLS_MAX);
    seen->rows[seen->n] = *row;
    for (size_t i = 0; i < row->n_skills; i++)
        seen->skills[seen->n][i] = row->skills[i];
    seen->n++;
    return seen->stop_after == 0 || seen->n < seen->stop_after;
}

static void scan(struct fixture *f, int from, int to, struct seen *seen)
{
    const struct scan_filter filter = {from, to};
    struct err err;
    seen->n = 0;
    assert_ok(
        postings_scan(f->s, &filter, f->a, &seen->names, keep_row, seen, &err),
        err);
}

static void an_empty_store_has_no_rows(void **state)
{
    struct seen seen = {0};
    scan(*state, -1, -1, &seen);
    assert_int_equal(seen.n, 0);
    assert_int_equal(seen.names.n_concepts + seen.names.n_roles, 0);
}

static void a_row_has_what_reports_count(void **state)
{
    struct fixture *f = *state;
    struct seen seen = {0};
    struct posting p = fixture_posting("1");
    fixture_put(f, &p, SEEN);
    scan(f, -1, -1, &seen);
    assert_int_equal(seen.n, 1);
    const struct scan_row *row = &seen.rows[0];
    assert_int_equal(row->posting_id, 1);
    assert_int_equal(row->month, MONTH_0);
    assert_str(seen.names.roles[row->role], "data-engineer");
    assert_int_equal(row->cluster, p.fingerprint);
    assert_true(row->usable);
    assert_int_equal(row->seniority, SENIORITY_SENIOR);
    assert_int_equal(row->remote, REMOTE_HYBRID);
    assert_int_equal(row->degree, DEGREE_MASTER);
    assert_int_equal(row->years_min, 3);
    assert_int_equal(row->date_posted.day, 3);
    assert_int_equal(row->pay.min_cents, 7000000);
    assert_int_equal(row->pay.max_cents, 9000000);
    assert_string_equal(row->pay.currency, "EUR");
    assert_int_equal(row->pay.period, PAY_YEAR);
    assert_string_equal(row->country, "DE");
    assert_int_equal(row->n_skills, 2);
    const struct scan_skill *python = &seen.skills[0][0];
    assert_str(seen.names.concepts[python->concept], "python");
    assert_int_equal(python->label, LABEL_REQUIRED);
    assert_int_equal(python->section, SECTION_REQUIREMENTS);
    const struct scan_skill *sql = &seen.skills[0][1];
    assert_str(seen.names.concepts[sql->concept], "sql");
    assert_int_equal(sql->label, LABEL_PREFERRED);
    assert_int_equal(sql->section, SECTION_DUTIES);
    assert_int_equal(seen.names.n_employers, 1);
    assert_int_equal(seen.names.n_sources, 1);
}

static void what_is_unknown_stays_unknown(void **state)
{
    struct fixture *f = *state;
    struct seen seen = {0};
    struct posting p = {.id = STR("1"), .years_min = -1};
    fixture_put(f, &p, SEEN);
    p.id = STR("2");
    p.date_posted.year = 2025;
    p.years_min = 1 << 20;
    fixture_put(f, &p, SEEN);
    scan(f, -1, -1, &seen);
    assert_int_equal(seen.n, 2);
    assert_int_equal(seen.rows[0].month, -1);
    assert_int_equal(seen.rows[0].role, UINT32_MAX);
    assert_int_equal(seen.rows[0].years_min, -1);
    assert_int_equal(seen.rows[0].date_posted.year, 0);
    assert_false(seen.rows[0].usable);
    assert_int_equal(seen.rows[0].n_skills, 0);
    assert_int_equal(seen.rows[1].month, -1);
    assert_int_equal(seen.rows[1].date_posted.year, 2025);
    assert_int_equal(seen.rows[1].years_min, INT16_MAX);
    scan(f, 0, -1, &seen);
    assert_int_equal(seen.n, 0);
}

static void rows_come_in_order_and_within_the_months(void **state)
{
    struct fixture *f = *state;
    struct seen seen = {0};
    for (int i = 0; i < 24; i++) {
        char id[8];
        snprintf(id, sizeof id, "%d", i * 7 % 24);
        struct posting p = fixture_posting(id);
        p.date_posted = date_from_month_index(MONTH_0 - i % 6);
        fixture_put(f, &p, SEEN);
    }
    static const struct {
        const char *label;
        int from, to;
        size_t n;
    } cases[] = {
        {"open", -1, -1, 24},
        {"one month", MONTH_0, MONTH_0, 4},
        {"from", MONTH_0 - 1, -1, 8},
        {"to", -1, MONTH_0 - 4, 8},
        {"between", MONTH_0 - 3, MONTH_0 - 1, 12},
        {"none", MONTH_0 + 1, -1, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scan(f, cases[i].from, cases[i].to, &seen);
        if (seen.n != cases[i].n)
            fail_msg("%s: %zu rows", cases[i].label, seen.n);
        for (size_t k = 0; k < seen.n; k++) {
            int month = seen.rows[k].month;
            assert_true(k == 0 ||
                        seen.rows[k].posting_id > seen.rows[k - 1].posting_id);
            assert_true(cases[i].from < 0 || month >= cases[i].from);
            assert_true(cases[i].to < 0 || month <= cases[i].to);
        }
    }
}

static void employers_roles_and_sources_are_dense_numbers(void **state)
{
    struct fixture *f = *state;
    struct seen seen = {0};
    struct posting p = fixture_posting("1");
    fixture_put(f, &p, SEEN);
    p = fixture_posting("2");
    p.company = STR("ACME GmbH");
    p.source = STR("ashby/acme");
    fixture_put(f, &p, SEEN);
    p = fixture_posting("3");
    p.company = STR("Beta");
    p.role = STR("ml-engineer");
    fixture_put(f, &p, SEEN);
    p = fixture_posting("4");
    p.company = STR_NONE;
    fixture_put(f, &p, SEEN);
    p = fixture_posting("5");
    p.company = STR(" ");
    fixture_put(f, &p, SEEN);
    scan(f, -1, -1, &seen);
    assert_int_equal(seen.names.n_employers, 3);
    assert_int_equal(seen.names.n_sources, 2);
    assert_int_equal(seen.names.n_roles, 2);
    assert_int_equal(seen.rows[0].employer, seen.rows[1].employer);
    assert_int_not_equal(seen.rows[0].employer, seen.rows[2].employer);
    /* Who names no employer is not one with the others who name none. */
    assert_int_equal(seen.rows[3].employer, UINT32_MAX);
    assert_int_equal(seen.rows[4].employer, UINT32_MAX);
    assert_int_not_equal(seen.rows[0].source, seen.rows[1].source);
    for (size_t i = 0; i < seen.n; i++)
        assert_true(seen.rows[i].source < 2);
    for (size_t i = 0; i < 3; i++)
        assert_true(seen.rows[i].employer < 3);
}

static void a_changed_posting_is_seen_as_it_is_now(void **state)
{
    struct fixture *f = *state;
    static const struct mention at[] = {{1, 2}};
    static const struct posting_skill skills[] = {
        {CONST_STR("airflow"), 0, LABEL_NEGATED, SECTION_LEGAL, at, 1},
        {CONST_STR("python"), 1, LABEL_UNSPECIFIED, SECTION_OTHER, at, 1}};
    struct seen seen = {0};
    struct posting p = fixture_posting("1");
    fixture_put(f, &p, SEEN);
    p.skills = skills;
    p.role = STR_NONE;
    fixture_put(f, &p, SEEN);
    scan(f, -1, -1, &seen);
    assert_int_equal(seen.n, 1);
    assert_int_equal(seen.rows[0].posting_id, 1);
    assert_int_equal(seen.rows[0].role, UINT32_MAX);
    assert_int_equal(seen.rows[0].n_skills, 2);
    /* By concept number: python had its own before airflow. */
    assert_true(seen.skills[0][0].concept < seen.skills[0][1].concept);
    assert_str(seen.names.concepts[seen.skills[0][0].concept], "python");
    assert_int_equal(seen.skills[0][0].label, LABEL_UNSPECIFIED);
    assert_str(seen.names.concepts[seen.skills[0][1].concept], "airflow");
    assert_int_equal(seen.skills[0][1].label, LABEL_NEGATED);
    assert_int_equal(seen.skills[0][1].section, SECTION_LEGAL);
}

static void a_scan_can_be_stopped_and_begun_again(void **state)
{
    struct fixture *f = *state;
    struct seen seen = {.stop_after = 2};
    struct err err;
    static const char *const ids[] = {"1", "2", "3"};
    for (size_t i = 0; i < 3; i++) {
        struct posting p = fixture_posting(ids[i]);
        fixture_put(f, &p, SEEN);
    }
    scan(f, -1, -1, &seen);
    assert_int_equal(seen.n, 2);
    seen.stop_after = 0;
    scan(f, -1, -1, &seen);
    assert_int_equal(seen.n, 3);
    assert_ok(postings_begin(f->s, &err), err); /* inside one, too */
    scan(f, -1, -1, &seen);
    assert_int_equal(seen.n, 3);
    assert_ok(postings_commit(f->s, &err), err);
}

/* Postings made again from the same input have the same numbers. */
static void a_rebuild_gives_the_same_rows(void **state)
{
    struct fixture *f = *state;
    struct seen first = {0}, second = {0};
    struct err err;
    static const char *const companies[] = {"A", "B", "C", "A", "B"};
    for (int round = 0; round < 2; round++) {
        assert_ok(postings_begin(f->s, &err), err);
        assert_ok(postings_clear_derived(f->s, &err), err);
        for (size_t i = 0; i < 5; i++) {
            struct posting p = fixture_posting(companies[i]);
            char id[8];
            snprintf(id, sizeof id, "%zu", i);
            p.id = str_from(id);
            p.company = str_from(companies[i]);
            fixture_put(f, &p, SEEN);
        }
        assert_ok(postings_commit(f->s, &err), err);
        scan(f, -1, -1, round ? &second : &first);
    }
    assert_int_equal(first.n, second.n);
    for (size_t i = 0; i < first.n; i++) {
        assert_int_equal(first.rows[i].posting_id, second.rows[i].posting_id);
        assert_int_equal(first.rows[i].employer, second.rows[i].employer);
        for (size_t k = 0; k < 2; k++)
            assert_int_equal(first.skills[i][k].concept,
                             second.skills[i][k].concept);
    }
}

int main(void)
{
#define TEST(f)                                                                \
    cmocka_unit_test_setup_teardown(f, fixture_make_open, fixture_remove)
    const struct CMUnitTest tests[] = {
        TEST(an_empty_store_has_no_rows),
        TEST(a_row_has_what_reports_count),
        TEST(what_is_unknown_stays_unknown),
        TEST(rows_come_in_order_and_within_the_months),
        TEST(employers_roles_and_sources_are_dense_numbers),
        TEST(a_changed_posting_is_seen_as_it_is_now),
        TEST(a_scan_can_be_stopped_and_begun_again),
        TEST(a_rebuild_gives_the_same_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
