/* SPDX-License-Identifier: MIT */
/* Clusters of copies, as a store works them out. Likeness of texts itself is
 * in test_likeness.c. */
#include "store/likeness.h"
#include "store_fixture.h"
#include <sqlite3.h>

#define WORDS 300u

/* A text of WORDS words of its own, some of them changed. */
static struct str make_text(struct arena *a, unsigned seed, unsigned changed)
{
    struct buf out;
    buf_init(&out, 1u << 16);
    for (unsigned i = 0; i < WORDS; i++)
        buf_printf(&out, "%s%u%s ", i < changed ? "new" : "w", i * 7 + seed,
                   i < changed ? "x" : "");
    struct str text = arena_str(a, buf_str(&out));
    buf_done(&out);
    return text;
}

struct ad {
    const char *id, *source, *title, *company, *place;
    int month;
    unsigned seed, changed;
};

static void put_ad(struct fixture *f, const struct ad *ad)
{
    struct err err;
    struct place place = {.raw = str_from(ad->place)};
    struct str text = make_text(f->a, ad->seed, ad->changed);
    struct posting p = {
        .id = str_from(ad->id),
        .source = str_from(ad->source),
        .title = str_from(ad->title),
        .company = str_from(ad->company),
        .locations = &place,
        .n_locations = 1,
        .date_posted = {2026, (int8_t)ad->month, 1},
        .years_min = -1,
        .text = text,
        .fingerprint = 1000 + ad->seed * 100 + ad->changed +
                       (uint64_t)(unsigned char)ad->company[0] * 100000,
    };
    enum put_result result;
    assert_ok(postings_put(f->s, &p, 0, SEEN, &result, &err), err);
}

static const struct ad ads[] = {
    {"a", "one", "Data Engineer", "Elm", "Berlin", 1, 1, 0},
    {"b", "one", "Data Engineer", "Elm", "Berlin", 2, 1, 0},    /* exact */
    {"c", "one", "Data Engineer", "Elm", "Berlin", 3, 1, 9},    /* near */
    {"d", "two", "Data Engineer", "Elm", "Berlin", 3, 1, 8},    /* board */
    {"e", "one", "Data Engineer", "Elm", "Paris", 3, 1, 7},     /* place */
    {"f", "two", "Data Engineer", "Oak", "Berlin", 3, 1, 6},    /* agency */
    {"g", "one", "Data Scientist", "Elm", "Berlin", 3, 1, 5},   /* other role */
    {"h", "one", "Data Engineer", "Elm", "Berlin", 3, 5000, 0}, /* other text */
};
#define N_ADS (sizeof ads / sizeof ads[0])

struct got {
    size_t n;
    uint64_t near[N_ADS];
};

static bool note_near(void *ctx, const struct scan_row *row)
{
    struct got *got = ctx;
    got->near[got->n++] = row->near;
    return true;
}

/* Cluster keys by posting, which are numbered in the order of putting. */
static struct got scan(struct fixture *f)
{
    struct scan_filter all = {-1, -1};
    struct scan_names names;
    struct got got = {0};
    struct err err;
    assert_ok(postings_scan(f->s, &all, f->a, &names, note_near, &got, &err),
              err);
    assert_int_equal(got.n, N_ADS);
    return got;
}

/* "how why", of the posting with this id; "" when it is alone. */
static void check_copy(sqlite3 *db, const char *id, const char *want)
{
    static const char sql[] =
        "SELECT how || ' ' || ifnull(why, '') FROM copy"
        " JOIN posting ON posting.id = copy.posting WHERE ext_id = ?1";
    sqlite3_stmt *query;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
    sqlite3_bind_text(query, 1, id, -1, SQLITE_STATIC);
    const char *got = sqlite3_step(query) == SQLITE_ROW
                          ? (const char *)sqlite3_column_text(query, 0)
                          : "";
    if (strcmp(got, want) != 0)
        fail_msg("%s: \"%s\", not \"%s\"", id, got, want);
    sqlite3_finalize(query);
}

static void check_all(struct fixture *f)
{
    static const char *const want[N_ADS] = {"first ",
                                            "exact repost",
                                            "near repost",
                                            "near board",
                                            "near place",
                                            "near agency",
                                            "",
                                            ""};
    sqlite3 *db;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    for (size_t i = 0; i < N_ADS; i++)
        check_copy(db, ads[i].id, want[i]);
    sqlite3_close(db);
}

static void copies_are_clustered_with_their_reason(void **state)
{
    struct fixture *f = *state;
    struct err err;
    for (size_t i = 0; i < N_ADS; i++)
        put_ad(f, &ads[i]);
    assert_ok(postings_settle(f->s, &err), err);
    check_all(f);
    struct got got = scan(f);
    for (size_t i = 1; i <= 5; i++)
        assert_int_equal(got.near[i], got.near[0]);
    assert_int_not_equal(got.near[0], 0);
    assert_int_equal(got.near[6], 0);
    assert_int_equal(got.near[7], 0);
}

/* Nothing but the postings counts: not their order, nor settling between. */
static void any_order_gives_the_same_clusters(void **state)
{
    struct fixture *f = *state;
    struct err err;
    for (size_t i = N_ADS; i-- > 0;) {
        put_ad(f, &ads[i]);
        if (i % 3 == 0)
            assert_ok(postings_settle(f->s, &err), err);
    }
    check_all(f);
    /* A posting that changes leaves its cluster. */
    struct ad other = ads[2];
    other.seed = 9000;
    put_ad(f, &other);
    assert_ok(postings_settle(f->s, &err), err);
    struct got got = scan(f);
    assert_int_equal(got.near[N_ADS - 1 - 2], 0);
    assert_int_equal(got.near[N_ADS - 1], got.near[N_ADS - 1 - 3]);
}

/* A text that changes a little each month is not one with what it was once. */
static void a_long_chain_of_changes_is_cut(void **state)
{
    struct fixture *f = *state;
    struct err err;
    for (size_t i = 0; i < N_ADS; i++) {
        char id[2] = {(char)('a' + i), '\0'};
        struct ad ad = {id,         "one", "Data Engineer", "Elm", "Berlin",
                        (int)i + 1, 1,     (unsigned)i * 40};
        put_ad(f, &ad);
    }
    assert_ok(postings_settle(f->s, &err), err);
    struct got got = scan(f);
    assert_int_equal(got.near[1], got.near[0]);
    assert_int_not_equal(got.near[N_ADS - 1], got.near[0]);
    assert_int_not_equal(got.near[N_ADS - 1], 0);
}

/* A posting of two sentences: its own, and one that the employer repeats. */
static void put_two(struct fixture *f, unsigned number, bool repeats)
{
    static const char common[] =
        "Elm builds planners in Python for everybody. ";
    struct err err;
    struct buf text;
    buf_init(&text, 1000);
    if (repeats)
        buf_add_cstr(&text, common);
    else
        buf_printf(&text, "Of what the firm number %u builds nothing is said. ",
                   number);
    const uint32_t middle = (uint32_t)text.n;
    buf_printf(&text, "Number %u asks for SQL and for %u years of it.", number,
               number);
    struct mention sentences[] = {{0, middle}, {middle, (uint32_t)text.n}};
    struct mention python = {20, 26}, sql = {middle + 20, middle + 23};
    struct posting_skill skills[] = {
        {STR("python"), 0, LABEL_UNSPECIFIED, SECTION_ABOUT, &python, 1},
        {STR("sql"), 1, LABEL_REQUIRED, SECTION_REQUIREMENTS, &sql, 1}};
    struct posting p = {.id = arena_printf(f->a, "p%u", number),
                        .source = STR("one"),
                        .title = arena_printf(f->a, "Title %u", number),
                        .company = STR("Elm"),
                        .years_min = -1,
                        .text = buf_str(&text),
                        .fingerprint = 7 + number,
                        .skills = skills,
                        .n_skills = 2,
                        .sentences = sentences,
                        .n_sentences = 2};
    enum put_result result;
    assert_ok(postings_put(f->s, &p, 0, SEEN, &result, &err), err);
    buf_done(&text);
}

static bool note_repeated(void *ctx, const struct scan_row *row)
{
    unsigned *count = ctx;
    assert_int_equal(row->n_skills, 2);
    count[0] += row->skills[0].boilerplate;
    count[1] += row->skills[1].boilerplate;
    assert_int_equal(row->skills[0].section, SECTION_ABOUT);
    assert_int_equal(row->skills[1].section, SECTION_REQUIREMENTS);
    return true;
}

static void check_repeated(struct fixture *f, unsigned python)
{
    struct scan_filter all = {-1, -1};
    struct scan_names names;
    struct err err;
    unsigned count[2] = {0, 0};
    const uint32_t *hashes;
    size_t n;
    assert_ok(postings_settle(f->s, &err), err);
    assert_ok(
        postings_scan(f->s, &all, f->a, &names, note_repeated, count, &err),
        err);
    assert_int_equal(count[0], python);
    assert_int_equal(count[1], 0);
    assert_ok(postings_boilerplate(f->s, STR("ELM"), f->a, &hashes, &n, &err),
              err);
    assert_int_equal(n, python ? 1 : 0);
    if (n)
        assert_int_equal(
            hashes[0], sentence_hash(STR(
                           "Elm builds planners, in Python: for everybody!")));
}

/* Three of an employer's adverts and at least half of them. */
static void sentences_that_an_employer_repeats_are_boilerplate(void **state)
{
    struct fixture *f = *state;
    put_two(f, 1, true);
    put_two(f, 2, true);
    check_repeated(f, 0);
    put_two(f, 3, true);
    check_repeated(f, 3);
    for (unsigned i = 4; i <= 6; i++)
        put_two(f, i, false);
    check_repeated(f, 3); /* half of six */
    put_two(f, 7, false);
    check_repeated(f, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(copies_are_clustered_with_their_reason,
                                        fixture_make_open, fixture_remove),
        cmocka_unit_test_setup_teardown(any_order_gives_the_same_clusters,
                                        fixture_make_open, fixture_remove),
        cmocka_unit_test_setup_teardown(
            sentences_that_an_employer_repeats_are_boilerplate,
            fixture_make_open, fixture_remove),
        cmocka_unit_test_setup_teardown(a_long_chain_of_changes_is_cut,
                                        fixture_make_open, fixture_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
