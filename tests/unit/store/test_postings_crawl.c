/* SPDX-License-Identifier: MIT */
/* Crawls, and what becomes of postings by them. */
#include "store/postings_impl.h"
#include "store_fixture.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define TEST(test)                                                             \
    cmocka_unit_test_setup_teardown(test, fixture_make_open, fixture_remove)

static struct crawl_row a_crawl(int64_t start, const char *verdict,
                                uint64_t n_postings)
{
    return (struct crawl_row){.source = STR("lever/acme"),
                              .kind = STR("lever"),
                              .verdict = str_from(verdict),
                              .detail = STR(""),
                              .final_url = STR("https://jobs.example/acme"),
                              .started_utc = start,
                              .ended_utc = start + 5,
                              .status = 200,
                              .evidence = {.file = "a.warc.gz", .offset = 77},
                              .n_requests = 1,
                              .n_postings = n_postings};
}

static struct crawl_row put_crawl(struct fixture *f, int64_t start,
                                  const char *verdict, uint64_t n_postings)
{
    struct crawl_row row = a_crawl(start, verdict, n_postings);
    struct err err;
    assert_ok(postings_put_crawl(f->s, f->a, &row, &err), err);
    return row;
}

/* closed_utc of a posting of lever/acme; 0: open. */
static int64_t closed_at(struct fixture *f, const char *id)
{
    static const char sql[] =
        "SELECT coalesce(closed_utc, 0) FROM posting WHERE ext_id = ?1";
    sqlite3_stmt *query;
    struct err err;
    bool row;
    assert_ok(db_query(&f->s->db, sql, &query, &err), err);
    bind_cstr(query, 1, id);
    assert_ok(db_row(&f->s->db, query, &row, &err), err);
    assert_true(row);
    int64_t at = sqlite3_column_int64(query, 0);
    sqlite3_reset(query);
    return at;
}

/* A crawl of day n that saw one posting (NULL: none). */
static struct crawl_row crawl_day(struct fixture *f, int day,
                                  const char *verdict, const char *id)
{
    int64_t start = SEEN + day * DAY_S;
    if (id) {
        struct posting p = fixture_posting(id);
        fixture_put(f, &p, start + 1);
    }
    return put_crawl(f, start, verdict, id ? 1 : 0);
}

static void a_posting_unseen_in_two_good_crawls_is_closed(void **state)
{
    struct fixture *f = *state;
    crawl_day(f, 0, "ok", "1");
    crawl_day(f, 1, "ok", "2");
    assert_int_equal(closed_at(f, "1"), 0);
    struct crawl_row third = crawl_day(f, 2, "empty", NULL);
    assert_int_equal(third.n_closed, 1);
    assert_int_equal(closed_at(f, "1"), SEEN + DAY_S);
    assert_int_equal(closed_at(f, "2"), 0);
    assert_int_equal(fixture_totals(f).closed, 1);
    crawl_day(f, 3, "ok", "2"); /* it was there all the time */
    assert_int_equal(closed_at(f, "2"), 0);
    assert_int_equal(closed_at(f, "1"), SEEN + DAY_S);
}

static void a_failed_crawl_closes_nothing(void **state)
{
    static const char *const failures[] = {
        "gone",      "moved",       "blocked",    "rate-limited",
        "truncated", "parse-error", "unreachable"};
    struct fixture *f = *state;
    crawl_day(f, 0, "ok", "1");
    crawl_day(f, 1, "ok", NULL);
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct crawl_row row = crawl_day(f, 2 + (int)i, failures[i], NULL);
        if (row.n_closed || closed_at(f, "1"))
            fail_msg("%s closes a posting", failures[i]);
    }
    crawl_day(f, 20, "ok", NULL);
    assert_int_equal(closed_at(f, "1"), SEEN + DAY_S);
}

static void another_source_closes_nothing_here(void **state)
{
    struct fixture *f = *state;
    struct err err;
    crawl_day(f, 0, "ok", "1");
    for (int day = 1; day < 5; day++) {
        struct crawl_row row = a_crawl(SEEN + day * DAY_S, "ok", 9);
        row.source = STR("lever/other");
        assert_ok(postings_put_crawl(f->s, f->a, &row, &err), err);
    }
    assert_int_equal(closed_at(f, "1"), 0);
}

static void what_comes_back_is_open_again(void **state)
{
    struct fixture *f = *state;
    for (int changed = 0; changed < 2; changed++) {
        int day = 10 * changed;
        crawl_day(f, day, "ok", "1");
        crawl_day(f, day + 1, "ok", NULL);
        crawl_day(f, day + 2, "ok", NULL);
        assert_int_equal(closed_at(f, "1"), SEEN + (day + 1) * DAY_S);
        struct posting p = fixture_posting("1");
        if (changed)
            p.title = STR("Another title");
        fixture_put(f, &p, SEEN + (day + 3) * DAY_S);
        assert_int_equal(closed_at(f, "1"), 0);
    }
}

static void an_older_record_read_again_opens_nothing(void **state)
{
    struct fixture *f = *state;
    crawl_day(f, 0, "ok", "1");
    crawl_day(f, 1, "ok", NULL);
    crawl_day(f, 2, "ok", NULL);
    struct posting p = fixture_posting("1");
    p.title = STR("As other rules read it");
    assert_int_equal(fixture_put(f, &p, SEEN + 1), PUT_CHANGED);
    assert_int_equal(closed_at(f, "1"), SEEN + DAY_S);
}

static void closing_again_from_the_crawls_gives_the_same(void **state)
{
    struct fixture *f = *state;
    struct err err;
    crawl_day(f, 0, "ok", "1");
    crawl_day(f, 1, "ok", "2");
    crawl_day(f, 2, "blocked", NULL);
    crawl_day(f, 3, "ok", "2");
    int64_t closed = closed_at(f, "1");
    assert_int_equal(closed, SEEN + DAY_S);
    assert_ok(db_exec(&f->s->db,
                      "UPDATE posting SET closed_utc = iif(ext_id = '1', NULL,"
                      " 5)",
                      &err),
              err);
    assert_ok(postings_close_unseen(f->s, &err), err);
    assert_int_equal(closed_at(f, "1"), closed);
    assert_int_equal(closed_at(f, "2"), 0);
}

static void a_board_that_shrinks_by_half_is_remarked(void **state)
{
    static const struct {
        const char *verdict;
        uint64_t n, from;
        const char *detail;
    } cases[] = {
        {"ok", 120, 0, ""},
        {"ok", 61, 0, ""},
        {"blocked", 0, 0, ""},
        {"ok", 30, 61, "shrunk from 61 to 30"},
        {"empty", 0, 30, "shrunk from 30 to 0"},
        {"ok", 9, 0, ""},
        {"ok", 1, 0, ""}, /* too few to tell */
        {"ok", 10, 0, ""},
        {"ok", 5, 10, "shrunk from 10 to 5"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct crawl_row row = put_crawl(f, SEEN + (int64_t)i * DAY_S,
                                         cases[i].verdict, cases[i].n);
        assert_int_equal(row.shrunk_from, cases[i].from);
        if (!str_eq(row.detail, str_from(cases[i].detail)))
            fail_msg("case %zu: %.*s", i, STR_FMT(row.detail));
    }
}

static void every_crawl_is_kept_with_its_evidence(void **state)
{
    struct fixture *f = *state;
    struct source_state *sources;
    struct crawl_row *rows;
    struct err err;
    size_t n;
    crawl_day(f, 0, "ok", "1");
    crawl_day(f, 1, "blocked", NULL);
    put_crawl(f, SEEN + DAY_S, "blocked", 0); /* the same again */
    assert_ok(
        postings_crawls(f->s, STR("lever/acme"), f->a, 10, &rows, &n, &err),
        err);
    assert_int_equal(n, 2);
    assert_true(str_eq(rows[0].verdict, STR("blocked")));
    assert_int_equal(rows[0].started_utc, SEEN + DAY_S);
    assert_int_equal(rows[0].ended_utc, SEEN + DAY_S + 5);
    assert_string_equal(rows[1].evidence.file, "a.warc.gz");
    assert_int_equal(rows[1].evidence.offset, 77);
    assert_int_equal(rows[1].n_postings, 1);
    assert_true(str_eq(rows[1].final_url, STR("https://jobs.example/acme")));
    assert_ok(
        postings_crawls(f->s, STR("lever/acme"), f->a, 1, &rows, &n, &err),
        err);
    assert_int_equal(n, 1);
    assert_ok(postings_sources(f->s, f->a, &sources, &n, &err), err);
    assert_int_equal(n, 1);
    assert_true(str_eq(sources[0].verdict, STR("blocked")));
    assert_int_equal(sources[0].good_utc, SEEN);
    assert_int_equal(sources[0].n_open, 1);
    assert_int_equal(sources[0].n_closed, 0);
    assert_string_equal(sources[0].evidence.file, "a.warc.gz");
}

/* ---- Content that did not change ---- */

static int64_t put_record(struct fixture *f, const char *digest, int64_t utc)
{
    struct archive_ref ref = {.file = "a.warc.gz", .offset = 9, .bytes = 99};
    const struct record_info info = {.source = STR("lever/acme"),
                                     .kind = STR("lever"),
                                     .url = STR("https://jobs.example/acme"),
                                     .ref = &ref,
                                     .fetched_utc = utc,
                                     .status = 200};
    struct err err;
    int64_t id;
    bool known;
    snprintf(ref.digest, sizeof ref.digest, "sha256:%s", digest);
    assert_ok(postings_put_record(f->s, &info, &id, &known, &err), err);
    return id;
}

static void put_in(struct fixture *f, const char *id, int64_t record,
                   int64_t utc)
{
    struct posting p = fixture_posting(id);
    enum put_result result;
    struct err err;
    assert_ok(postings_put(f->s, &p, record, utc, &result, &err), err);
}

static bool known(struct fixture *f, struct known_record *out)
{
    struct err err;
    bool there = false;
    assert_ok(postings_known(f->s, STR("lever/acme"),
                             STR("https://jobs.example/acme"), f->a, out,
                             &there, &err),
              err);
    return there;
}

static void a_record_is_known_once_it_was_read_whole(void **state)
{
    struct fixture *f = *state;
    struct known_record k;
    struct err err;
    assert_false(known(f, &k));
    int64_t id = put_record(f, "aa", SEEN);
    assert_false(known(f, &k));
    assert_ok(
        postings_record_read(f->s, id, STR("\"v1\""), STR_NONE, 3, 2, &err),
        err);
    assert_true(known(f, &k));
    assert_int_equal(k.id, id);
    assert_true(str_eq(k.etag, STR("\"v1\"")));
    assert_null(k.last_modified.p);
    assert_int_equal(k.n_postings, 3);
    assert_int_equal(k.n_followed, 2);
    assert_int_equal(k.fetched_utc, SEEN);
    assert_string_equal(k.ref.file, "a.warc.gz");
    assert_string_equal(k.ref.digest, "sha256:aa");
}

static void the_postings_of_unchanged_content_are_seen(void **state)
{
    struct fixture *f = *state;
    struct known_record k;
    struct err err;
    uint64_t n = 0;
    int64_t first = put_record(f, "aa", SEEN);
    put_in(f, "1", first, SEEN);
    put_in(f, "2", first, SEEN);
    assert_ok(postings_record_read(f->s, first, STR_NONE, STR_NONE, 2, 0, &err),
              err);
    /* One posting goes, one stays as it was, one comes. */
    int64_t second = put_record(f, "bb", SEEN + DAY_S);
    put_in(f, "2", second, SEEN + DAY_S);
    put_in(f, "3", second, SEEN + DAY_S);
    assert_ok(
        postings_record_read(f->s, second, STR_NONE, STR_NONE, 2, 0, &err),
        err);
    assert_true(known(f, &k));
    assert_int_equal(k.id, second);
    put_crawl(f, SEEN + DAY_S, "ok", 2);
    for (int day = 2; day < 5; day++) {
        int64_t at = SEEN + day * DAY_S;
        assert_ok(postings_touch(f->s, second, at + 1, STR_NONE, &n, &err),
                  err);
        assert_int_equal(n, 2);
        put_crawl(f, at, "ok", 2);
    }
    assert_int_equal(closed_at(f, "1"), SEEN + DAY_S);
    assert_int_equal(closed_at(f, "2"), 0);
    assert_int_equal(closed_at(f, "3"), 0);
    assert_ok(postings_touch(f->s, first, SEEN + 9 * DAY_S, STR_NONE, &n, &err),
              err);
    assert_int_equal(n, 0); /* what it held is not known any more */
}

static void clearing_what_is_derived_forgets_what_is_known(void **state)
{
    struct fixture *f = *state;
    struct known_record k;
    struct err err;
    int64_t id = put_record(f, "aa", SEEN);
    put_in(f, "1", id, SEEN);
    assert_ok(postings_record_read(f->s, id, STR("e"), STR_NONE, 1, 0, &err),
              err);
    assert_ok(postings_begin(f->s, &err), err);
    assert_ok(postings_clear_derived(f->s, &err), err);
    assert_ok(postings_commit(f->s, &err), err);
    assert_false(known(f, &k));
}

/* SEEN is in 2026-11. Of lever/acme: good in month 0, bad in month 1, nothing
 * in months 2 and 3, good in month 4. */
static void months_without_a_good_crawl_are_lost(void **state)
{
    struct fixture *f = *state;
    struct posting p = fixture_posting("imported");
    struct reach_row *v;
    struct err err;
    size_t n;
    p.source = STR("a file");
    fixture_put(f, &p, SEEN);
    crawl_day(f, 0, "ok", "a");
    crawl_day(f, 31, "unreachable", NULL);
    crawl_day(f, 32, "unreachable", NULL);
    crawl_day(f, 4 * 31, "ok", "a");
    assert_ok(postings_reach(f->s, -1, -1, f->a, &v, &n, &err), err);
    assert_int_equal(n, 2);
    assert_str(v[0].source, "a file");
    assert_int_equal(v[0].crawled_utc, 0);
    assert_int_equal(v[0].n_crawls, 0);
    assert_str(v[1].source, "lever/acme");
    assert_str(v[1].verdict, "ok");
    assert_int_equal(v[1].n_crawls, 4);
    assert_int_equal(v[1].n_good, 2);
    assert_int_equal(v[1].n_months_lost, 3);
    int first = date_month_index(date_from_utc(SEEN));
    assert_ok(postings_reach(f->s, first + 1, first + 1, f->a, &v, &n, &err),
              err);
    assert_int_equal(v[1].n_crawls, 2);
    assert_int_equal(v[1].n_good, 0);
    assert_int_equal(v[1].n_months_lost, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_posting_unseen_in_two_good_crawls_is_closed),
        TEST(a_failed_crawl_closes_nothing),
        TEST(another_source_closes_nothing_here),
        TEST(what_comes_back_is_open_again),
        TEST(an_older_record_read_again_opens_nothing),
        TEST(closing_again_from_the_crawls_gives_the_same),
        TEST(a_board_that_shrinks_by_half_is_remarked),
        TEST(every_crawl_is_kept_with_its_evidence),
        TEST(a_record_is_known_once_it_was_read_whole),
        TEST(the_postings_of_unchanged_content_are_seen),
        TEST(clearing_what_is_derived_forgets_what_is_known),
        TEST(months_without_a_good_crawl_are_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
