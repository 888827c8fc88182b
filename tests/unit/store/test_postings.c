/* SPDX-License-Identifier: MIT */
#include "store_fixture.h"

static void assert_same_record(const struct posting *got,
                               const struct posting *want)
{
    struct buf a, b;
    buf_init(&a, 1u << 20);
    buf_init(&b, 1u << 20);
    posting_write_json(got, true, &a);
    posting_write_json(want, true, &b);
    assert_string_equal(buf_cstr(&a), buf_cstr(&b));
    buf_done(&a);
    buf_done(&b);
}

static struct posting get(struct fixture *f, const char *which,
                          struct archive_ref *ref)
{
    struct posting p;
    struct err err;
    assert_ok(postings_get(f->s, str_from(which), f->a, &p, ref, &err), err);
    return p;
}

static void a_posting_comes_back_as_it_was_put(void **state)
{
    struct fixture *f = *state;
    struct posting p = fixture_posting("42");
    assert_int_equal(fixture_put(f, &p, SEEN), PUT_NEW);
    fixture_close(f);
    fixture_open(f);
    struct archive_ref ref;
    struct posting got = get(f, "lever/acme:42", &ref);
    assert_same_record(&got, &p);
    assert_string_equal(ref.file, "");
}

static void an_empty_posting_comes_back_empty(void **state)
{
    struct fixture *f = *state;
    struct posting p = {.id = STR(""),
                        .source = STR(""),
                        .years_min = -1,
                        .salary = {.min_cents = -1, .max_cents = -1}};
    assert_int_equal(fixture_put(f, &p, SEEN), PUT_NEW);
    struct posting got = get(f, ":", NULL);
    assert_same_record(&got, &p);
    assert_null(got.text.p);
    assert_null(got.url.p);
}

static void the_same_posting_again_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct posting p = fixture_posting("42");
    assert_int_equal(fixture_put(f, &p, SEEN), PUT_NEW);
    assert_int_equal(fixture_put(f, &p, SEEN + DAY_S), PUT_SAME);
    assert_int_equal(fixture_put(f, &p, SEEN), PUT_SAME);
    assert_int_equal(fixture_totals(f).postings, 1);
    fixture_close(f);
    fixture_open(f);
    assert_int_equal(fixture_put(f, &p, SEEN), PUT_SAME);
}

static void every_change_of_content_is_noticed(void **state)
{
    struct fixture *f = *state;
    static const struct mention moved[] = {{0, 6}, {41, 47}};
    const struct posting base = fixture_posting("42");
    struct posting_skill skills[2] = {base.skills[0], base.skills[1]};
    struct place places[2] = {base.locations[0], base.locations[1]};
    struct posting cases[20];
    size_t n = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cases[i] = base;
    cases[n++].title = STR("Data Engineer II");
    cases[n++].title = STR_NONE;
    cases[n++].url = STR("");
    cases[n++].company = STR("Acme");
    cases[n++].remote = REMOTE_REMOTE;
    cases[n++].date_posted.day = 0;
    cases[n++].valid_through.year = 2027;
    cases[n++].language = STR("de");
    cases[n++].role = STR_NONE;
    cases[n++].seniority = SENIORITY_NONE;
    cases[n++].salary.max_cents = -1;
    cases[n++].salary.currency[0] = 'C';
    cases[n++].salary.provenance = FROM_NONE;
    cases[n++].years_min = -1;
    cases[n++].degree = DEGREE_NONE;
    cases[n++].truncated = true;
    cases[n++].fingerprint = 1;
    cases[n++].n_skills = 1;
    skills[0].mentions = moved;
    cases[n++].skills = skills;
    places[1].country = STR("US");
    cases[n++].locations = places;
    assert_int_equal(n, sizeof cases / sizeof *cases);
    fixture_put(f, &base, SEEN);
    for (size_t i = 0; i < n; i++) {
        if (fixture_put(f, &cases[i], SEEN) != PUT_CHANGED)
            fail_msg("case %zu is not noticed", i);
        struct posting got = get(f, "lever/acme:42", NULL);
        assert_same_record(&got, &cases[i]);
        assert_int_equal(fixture_put(f, &base, SEEN), PUT_CHANGED);
    }
    assert_int_equal(fixture_totals(f).postings, 1);
}

static void postings_are_found_by_source_id_or_row(void **state)
{
    struct fixture *f = *state;
    struct posting p = fixture_posting("a:1");
    struct err err = {0};
    p.source = STR("page/https://x.example");
    fixture_put(f, &p, SEEN);
    p = fixture_posting("77");
    fixture_put(f, &p, SEEN);
    p.id = STR("2"); /* also the row number of the one before */
    fixture_put(f, &p, SEEN);
    assert_str(get(f, "page/https://x.example:a:1", NULL).id, "a:1");
    assert_str(get(f, "lever/acme:77", NULL).id, "77");
    assert_str(get(f, "77", NULL).id, "77");
    assert_str(get(f, "2", NULL).id, "2");
    assert_str(get(f, "1", NULL).id, "a:1");
    static const char *const unknown[] = {
        "", "4", "x", "lever/acme:", ":77", "99999999999999999999"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        assert_int_equal(
            postings_get(f->s, str_from(unknown[i]), f->a, &p, NULL, &err),
            ST_NO_INPUT);
}

static void what_a_list_says_takes_the_place_of_nothing(void **state)
{
    struct fixture *f = *state;
    struct posting whole = fixture_posting("42"), part = fixture_posting("42");
    part.partial = part.truncated = true;
    part.title = STR("As the list has it");
    part.text = STR("");
    assert_int_equal(fixture_put(f, &part, SEEN), PUT_NEW);
    assert_str(get(f, "lever/acme:42", NULL).title, "As the list has it");
    assert_int_equal(fixture_put(f, &whole, SEEN + 1), PUT_CHANGED);
    assert_int_equal(fixture_put(f, &part, SEEN + 2), PUT_SAME);
    struct posting got = get(f, "lever/acme:42", NULL);
    assert_same_record(&got, &whole);
    /* Nor does it change what a list has said before. */
    part.id = STR("43");
    assert_int_equal(fixture_put(f, &part, SEEN), PUT_NEW);
    part.title = STR("Otherwise");
    assert_int_equal(fixture_put(f, &part, SEEN + 1), PUT_SAME);
    assert_str(get(f, "lever/acme:43", NULL).title, "As the list has it");
}

static void a_record_has_the_note_of_who_saw_it_last(void **state)
{
    struct fixture *f = *state;
    const struct archive_ref ref = {"f", 1, 2, "sha256:aa"};
    struct record_info info = {.source = STR("lever/acme"),
                               .kind = STR("lever"),
                               .url = STR("u"),
                               .ref = &ref,
                               .fetched_utc = SEEN,
                               .status = 200,
                               .note = STR("detail 1")};
    struct known_record known;
    struct err err;
    uint64_t n;
    int64_t id;
    bool there;
    assert_ok(postings_put_record(f->s, &info, &id, &there, &err), err);
    assert_ok(postings_record_read(f->s, id, STR_NONE, STR_NONE, 0, 0, &err),
              err);
    info.note = STR("detail 2");
    info.fetched_utc = SEEN + 1;
    assert_ok(postings_put_record(f->s, &info, &id, &there, &err), err);
    assert_true(there);
    assert_ok(
        postings_known(f->s, info.source, info.url, f->a, &known, &there, &err),
        err);
    assert_str(known.note, "detail 2");
    assert_int_equal(known.seen_utc, SEEN + 1);
    assert_int_equal(known.fetched_utc, SEEN);
    assert_ok(postings_touch(f->s, id, SEEN + 2, STR("detail 3"), &n, &err),
              err);
    /* An older sight of it, out of the archive, changes nothing. */
    assert_ok(postings_touch(f->s, id, SEEN, STR("detail 0"), &n, &err), err);
    assert_ok(
        postings_known(f->s, info.source, info.url, f->a, &known, &there, &err),
        err);
    assert_str(known.note, "detail 3");
}

static void records_are_known_by_source_url_and_digest(void **state)
{
    struct fixture *f = *state;
    struct archive_ref ref = {"skilltally-1.warc.gz", 120, 34, "sha256:aa"};
    struct record_info info = {STR("lever/acme"),
                               STR("lever"),
                               STR("https://a.example/"),
                               &ref,
                               SEEN,
                               200,
                               STR_NONE};
    struct err err;
    int64_t first, id;
    bool known, there;
    assert_ok(postings_put_record(f->s, &info, &first, &known, &err), err);
    assert_false(known);
    info.fetched_utc += DAY_S;
    assert_ok(postings_put_record(f->s, &info, &id, &known, &err), err);
    assert_true(known);
    assert_int_equal(id, first);
    info.url = STR("https://b.example/");
    assert_ok(postings_put_record(f->s, &info, &id, &known, &err), err);
    assert_false(known);
    info.source = STR("lever/other");
    assert_ok(postings_put_record(f->s, &info, &id, &known, &err), err);
    assert_false(known);
    snprintf(ref.digest, sizeof ref.digest, "sha256:bb");
    assert_ok(postings_put_record(f->s, &info, &id, &known, &err), err);
    assert_false(known);
    info.ref = NULL;
    assert_ok(postings_put_record(f->s, &info, &id, &known, &err), err);
    assert_false(known);
    assert_ok(postings_put_record(f->s, &info, &id, &known, &err), err);
    assert_false(known);
    assert_int_equal(fixture_totals(f).records, 6);
    assert_ok(
        postings_has_digest(f->s, STR("lever/acme"), "sha256:aa", &there, &err),
        err);
    assert_true(there);
    assert_ok(
        postings_has_digest(f->s, STR("lever/acme"), "sha256:bb", &there, &err),
        err);
    assert_false(there);
}

static void a_posting_leads_to_its_record(void **state)
{
    struct fixture *f = *state;
    const struct archive_ref ref = {"skilltally-1.warc.gz", 120, 34,
                                    "sha256:aa"};
    const struct record_info info = {STR("lever/acme"),
                                     STR("lever"),
                                     STR("https://a.example/"),
                                     &ref,
                                     SEEN,
                                     200,
                                     STR_NONE};
    struct posting p = fixture_posting("42");
    struct archive_ref got;
    struct err err;
    enum put_result result;
    int64_t id;
    bool known;
    assert_ok(postings_put_record(f->s, &info, &id, &known, &err), err);
    assert_ok(postings_put(f->s, &p, id, SEEN, &result, &err), err);
    (void)get(f, "42", &got);
    assert_string_equal(got.file, ref.file);
    assert_int_equal(got.offset, 120);
    assert_int_equal(got.bytes, 34);
    assert_string_equal(got.digest, "sha256:aa");
}

static void skips_are_counted_once(void **state)
{
    struct fixture *f = *state;
    struct skip_row *rows;
    struct err err;
    size_t n;
    for (int i = 0; i < 3; i++) {
        assert_ok(postings_put_skip(f->s, STR("s"), STR("file:1"),
                                    STR("no title"), SEEN + i, &err),
                  err);
        assert_ok(postings_put_skip(f->s, STR("s"), STR("file:2"),
                                    STR("no title"), SEEN + 9, &err),
                  err);
    }
    assert_ok(postings_put_skip(f->s, STR_NONE, STR("file:1"), STR("cut"), SEEN,
                                &err),
              err);
    assert_int_equal(fixture_totals(f).skips, 3);
    assert_ok(postings_skips(f->s, f->a, 2, &rows, &n, &err), err);
    assert_int_equal(n, 2);
    assert_str(rows[0].place, "file:2");
    assert_int_equal(rows[0].seen_utc, SEEN + 9);
    assert_str(rows[1].source, "");
    assert_str(rows[1].why, "cut");
    assert_ok(postings_skips(f->s, f->a, SIZE_MAX, &rows, &n, &err), err);
    assert_int_equal(n, 3);
    assert_str(rows[2].why, "no title");
}

static void sources_keep_their_last_state(void **state)
{
    struct fixture *f = *state;
    struct source_state *rows;
    struct err err;
    size_t n;
    struct source_state s = {.name = STR("lever/zeta"),
                             .kind = STR("lever"),
                             .verdict = STR("ok"),
                             .crawled_utc = SEEN,
                             .status = 200,
                             .n_postings = 12};
    assert_ok(postings_put_source(f->s, &s, &err), err);
    s.verdict = STR("gone");
    s.detail = STR("404 twice");
    s.status = 404;
    s.n_postings = 0;
    assert_ok(postings_put_source(f->s, &s, &err), err);
    struct posting p = fixture_posting("1");
    fixture_put(f, &p, SEEN); /* names a source that was never crawled */
    assert_ok(postings_sources(f->s, f->a, &rows, &n, &err), err);
    assert_int_equal(n, 2);
    assert_str(rows[0].name, "lever/acme");
    assert_null(rows[0].verdict.p);
    assert_int_equal(rows[0].crawled_utc, 0);
    assert_str(rows[1].name, "lever/zeta");
    assert_str(rows[1].kind, "lever");
    assert_str(rows[1].verdict, "gone");
    assert_str(rows[1].detail, "404 twice");
    assert_int_equal(rows[1].status, 404);
    assert_int_equal(rows[1].n_postings, 0);
    assert_int_equal(rows[1].crawled_utc, SEEN);
}

static void meta_keeps_the_last_value(void **state)
{
    struct fixture *f = *state;
    struct str value;
    struct err err;
    assert_ok(postings_get_meta(f->s, "taxonomy", f->a, &value, &err), err);
    assert_null(value.p);
    assert_ok(postings_set_meta(f->s, "taxonomy", STR("one"), &err), err);
    assert_ok(postings_set_meta(f->s, "taxonomy", STR("two"), &err), err);
    assert_ok(postings_get_meta(f->s, "taxonomy", f->a, &value, &err), err);
    assert_str(value, "two");
}

static void totals_count_what_is_there(void **state)
{
    struct fixture *f = *state;
    struct store_totals t = fixture_totals(f);
    assert_int_equal(t.postings + t.records + t.sources + t.usable, 0);
    assert_int_equal(t.first_posted.year, 0);
    struct posting p = fixture_posting("1");
    fixture_put(f, &p, SEEN);
    p.id = STR("2");
    p.date_posted = (struct date){2024, 2, 0};
    fixture_put(f, &p, SEEN);
    p.id = STR("3");
    p.fingerprint++;
    p.truncated = true;
    p.date_posted = (struct date){0};
    fixture_put(f, &p, SEEN);
    t = fixture_totals(f);
    assert_int_equal(t.sources, 1);
    assert_int_equal(t.postings, 3);
    assert_int_equal(t.distinct, 2);
    assert_int_equal(t.usable, 2);
    assert_int_equal(date_month_index(t.first_posted), 2024 * 12 + 1);
    assert_int_equal(t.last_posted.day, 3);
}

static void a_rollback_takes_everything_back(void **state)
{
    struct fixture *f = *state;
    struct posting p = fixture_posting("1");
    struct err err;
    fixture_put(f, &p, SEEN);
    assert_ok(postings_begin(f->s, &err), err);
    p.id = STR("2");
    p.company = STR("Other");
    p.role = STR("ml-engineer");
    fixture_put(f, &p, SEEN);
    assert_int_equal(fixture_totals(f).postings, 2);
    postings_rollback(f->s);
    assert_int_equal(fixture_totals(f).postings, 1);
    /* The numbers of names that went with it are not remembered. */
    p.id = STR("3");
    p.company = STR("Third");
    p.role = STR("data-scientist");
    fixture_put(f, &p, SEEN);
    p.id = STR("2");
    p.company = STR("Other");
    p.role = STR("ml-engineer");
    fixture_put(f, &p, SEEN);
    assert_str(get(f, "2", NULL).role, "ml-engineer");
    assert_str(get(f, "3", NULL).role, "data-scientist");
}

static void a_transaction_left_open_is_rolled_back(void **state)
{
    struct fixture *f = *state;
    struct posting p = fixture_posting("1");
    struct err err;
    assert_ok(postings_begin(f->s, &err), err);
    fixture_put(f, &p, SEEN);
    fixture_close(f);
    fixture_open(f);
    assert_int_equal(fixture_totals(f).postings, 0);
    assert_ok(postings_begin(f->s, &err), err);
    assert_int_equal(postings_begin(f->s, &err), ST_BUG);
    fixture_put(f, &p, SEEN);
    assert_ok(postings_commit(f->s, &err), err);
    assert_int_equal(postings_commit(f->s, &err), ST_BUG);
    assert_int_equal(fixture_totals(f).postings, 1);
}

static void a_posting_needs_an_id(void **state)
{
    struct fixture *f = *state;
    struct posting p = fixture_posting("1");
    struct err err;
    enum put_result result;
    p.id = STR_NONE;
    assert_int_equal(postings_put(f->s, &p, 0, SEEN, &result, &err),
                     ST_BAD_INPUT);
}

static void derived_rows_can_be_cleared_and_made_again(void **state)
{
    struct fixture *f = *state;
    const struct archive_ref ref = {"f", 1, 2, "sha256:aa"};
    const struct record_info info = {
        STR("lever/acme"), STR("lever"), STR("u"), &ref, SEEN, 200, STR_NONE};
    struct posting p = fixture_posting("1");
    struct err err;
    int64_t id;
    bool known;
    enum put_result result;
    assert_ok(postings_put_record(f->s, &info, &id, &known, &err), err);
    assert_ok(postings_put(f->s, &p, id, SEEN, &result, &err), err);
    assert_ok(postings_put_skip(f->s, STR("s"), STR("x"), STR("y"), SEEN, &err),
              err);
    assert_ok(postings_begin(f->s, &err), err);
    assert_ok(postings_clear_derived(f->s, &err), err);
    struct store_totals t = fixture_totals(f);
    assert_int_equal(t.postings + t.skips, 0);
    assert_int_equal(t.records, 1);
    assert_int_equal(t.sources, 2);
    assert_ok(postings_put(f->s, &p, id, SEEN, &result, &err), err);
    assert_int_equal(result, PUT_NEW);
    assert_ok(postings_commit(f->s, &err), err);
    struct posting got = get(f, "1", NULL);
    assert_same_record(&got, &p);
    assert_ok(postings_check(f->s, &err), err);
}

static void hostile_text_is_only_text(void **state)
{
    struct fixture *f = *state;
    struct posting p = fixture_posting("'; DROP TABLE posting; --");
    p.title = STR("\x01\x02%s%n \xf0\x9f\x98\x80 \"'`");
    p.company = STR("   ");
    fixture_put(f, &p, SEEN);
    struct posting got = get(f, "'; DROP TABLE posting; --", NULL);
    assert_same_record(&got, &p);
}

int main(void)
{
#define TEST(f)                                                                \
    cmocka_unit_test_setup_teardown(f, fixture_make_open, fixture_remove)
    const struct CMUnitTest tests[] = {
        TEST(a_posting_comes_back_as_it_was_put),
        TEST(an_empty_posting_comes_back_empty),
        TEST(the_same_posting_again_changes_nothing),
        TEST(what_a_list_says_takes_the_place_of_nothing),
        TEST(a_record_has_the_note_of_who_saw_it_last),
        TEST(every_change_of_content_is_noticed),
        TEST(postings_are_found_by_source_id_or_row),
        TEST(records_are_known_by_source_url_and_digest),
        TEST(a_posting_leads_to_its_record),
        TEST(skips_are_counted_once),
        TEST(sources_keep_their_last_state),
        TEST(meta_keeps_the_last_value),
        TEST(totals_count_what_is_there),
        TEST(a_rollback_takes_everything_back),
        TEST(a_transaction_left_open_is_rolled_back),
        TEST(a_posting_needs_an_id),
        TEST(derived_rows_can_be_cleared_and_made_again),
        TEST(hostile_text_is_only_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
