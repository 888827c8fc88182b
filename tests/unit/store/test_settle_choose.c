/* SPDX-License-Identifier: MIT */
/* Settling little by little gives what settling all at once does. */
#include "store/settle.h"
#include "store_fixture.h"
#include <sqlite3.h>

#define ADS   240u
#define WORDS 120u
#define TEXTS 60u
#define STEPS 120u

/* Posting number i as it is in its version'th writing. */
struct ad {
    unsigned i, version;
};

static unsigned mix(unsigned x)
{
    x = (x ^ x >> 16) * 0x7feb352du;
    x = (x ^ x >> 15) * 0x846ca68bu;
    return x ^ x >> 16;
}

static unsigned pick(struct ad ad, unsigned what, unsigned n)
{
    return mix(mix(ad.i * 64 + what) + ad.version * 7919) % n;
}

/* One of the texts, of which the first words may be others; a third of it is
 * the employer's. */
static struct str make_text(struct arena *a, struct ad ad, unsigned employer,
                            struct mention sentences[2])
{
    unsigned seed = pick(ad, 1, TEXTS), changed = pick(ad, 2, 4) * 13;
    struct buf out;
    buf_init(&out, 1u << 16);
    for (unsigned w = 0; w < WORDS; w++) {
        if (w < WORDS / 3)
            buf_printf(&out, "house%u%s ", mix(employer * 1000 + w) % 9999,
                       w + 1 == WORDS / 3 ? "." : "");
        else
            buf_printf(&out, "w%u%s ", mix(seed * 1000 + w) % 9999,
                       w < WORDS / 3 + changed ? "x" : "");
        if (w + 1 == WORDS / 3)
            sentences[0] = (struct mention){0, (uint32_t)out.n};
    }
    sentences[1] = (struct mention){sentences[0].end, (uint32_t)out.n};
    struct str text = arena_str(a, buf_str(&out));
    buf_done(&out);
    return text;
}

static void put_ad(struct fixture *f, struct ad ad)
{
    static const char *const tails[] = {"", ", Lyon", " (Remote)", ", Pay"};
    static const char *const towns[] = {"Lyon", "Metz", "Oslo"};
    char id[16], company[16], title[64];
    struct mention sentences[2];
    struct err err;
    enum put_result result;
    unsigned seed = pick(ad, 1, TEXTS); /* an agency posts some of them */
    unsigned employer = pick(ad, 3, 6) ? seed % 12 : 12 + seed % 3;
    snprintf(id, sizeof id, "%u", ad.i);
    snprintf(company, sizeof company, "%.*s%u", employer ? 3 : 0, "Elm",
             employer);
    snprintf(title, sizeof title, "Engineer of field %u%s", seed,
             tails[pick(ad, 4, 4)]);
    struct place place = {.raw = str_from(towns[pick(ad, 5, 3)])};
    struct posting p = {
        .id = str_from(id),
        .source = pick(ad, 6, 2) ? STR("one") : STR("two"),
        .title = seed % 4 ? str_from(title) : STR_NONE,
        .company = employer ? str_from(company) : STR_NONE,
        .locations = &place,
        .n_locations = 1,
        .date_posted = {2026, (int8_t)(1 + pick(ad, 7, 12)), 1},
        .years_min = -1,
        .sentences = sentences,
        .n_sentences = 2,
    };
    p.text = make_text(f->a, ad, employer, sentences);
    p.fingerprint = 1;
    for (size_t i = 0; i < p.text.n; i++)
        p.fingerprint = p.fingerprint * 31 + (unsigned char)p.text.p[i];
    p.fingerprint = p.fingerprint * 31 + employer;
    p.source = STR("one"); /* a posting stays the same whatever its version */
    assert_ok(postings_put(f->s, &p, 0, SEEN, &result, &err), err);
}

/* All that settling tells, in an order of its own. */
static struct str dump(struct fixture *f)
{
    static const char *const queries[] = {
        "SELECT p.ext_id || ' ' || near"
        " FROM packed JOIN posting p ON p.id = packed.posting ORDER BY 1",
        "SELECT p.ext_id || ' ' || f.ext_id || ' ' || how || ' '"
        " || ifnull(why, '') FROM copy JOIN posting p ON p.id = copy.posting"
        " JOIN posting f ON f.id = copy.first ORDER BY 1",
        "SELECT e.name || ' ' || hash || ' ' || n FROM boilerplate b"
        " JOIN employer e ON e.id = b.employer ORDER BY 1"};
    sqlite3 *db;
    struct buf out;
    buf_init(&out, 1u << 20);
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        sqlite3_stmt *query;
        assert_int_equal(sqlite3_prepare_v2(db, queries[i], -1, &query, NULL),
                         SQLITE_OK);
        while (sqlite3_step(query) == SQLITE_ROW)
            buf_printf(&out, "%s\n",
                       (const char *)sqlite3_column_text(query, 0));
        sqlite3_finalize(query);
    }
    sqlite3_close(db);
    struct str all = arena_str(f->a, buf_str(&out));
    buf_done(&out);
    return all;
}

/* Settle what was put; true when it was enough to look at a part again. */
static bool settle(struct fixture *f)
{
    struct err err;
    bool whole = true;
    assert_ok(settle_choose(f->s, &whole, &err), err);
    assert_ok(postings_settle(f->s, &err), err);
    assert_ok(postings_commit(f->s, &err), err);
    assert_ok(postings_begin(f->s, &err), err);
    return !whole;
}

/* Put and settle by turns; how often a part was enough. */
static unsigned settle_by_steps(struct fixture *f, unsigned seed)
{
    struct err err;
    unsigned parts = 0;
    assert_ok(postings_begin(f->s, &err), err);
    for (unsigned k = 0; k < ADS; k++) {
        unsigned i = (k * 97 + seed) % ADS;
        put_ad(f, (struct ad){i, mix(i + seed) % 3 == 0}); /* older ones */
    }
    settle(f);
    for (unsigned k = 0; k < STEPS; k++) {
        put_ad(f, (struct ad){(k * 31 + seed) % ADS, k % 5});
        if (k % 4 == 3)
            parts += settle(f);
    }
    for (unsigned i = 0; i < ADS; i++) {
        put_ad(f, (struct ad){i, 0}); /* as it is in the end */
        if (i % 9 == 0)
            parts += settle(f);
    }
    settle(f);
    assert_ok(postings_commit(f->s, &err), err);
    return parts;
}

static void settling_by_steps_is_settling_at_once(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 3; seed++) {
        void *steps, *once;
        struct err err;
        fixture_make_open(&steps);
        fixture_make_open(&once);
        unsigned parts = settle_by_steps(steps, seed);
        assert_true(parts > STEPS / 8);
        struct postings *s = ((struct fixture *)once)->s;
        assert_ok(postings_begin(s, &err), err);
        for (unsigned i = ADS; i-- > 0;)
            put_ad(once, (struct ad){i, 0});
        assert_ok(postings_commit(s, &err), err);
        assert_ok(postings_settle(s, &err), err);
        struct str a = dump(steps), b = dump(once);
        assert_true(a.n > 4000);
        if (!str_eq(a, b)) {
            size_t i = 0;
            while (i < a.n && i < b.n && a.p[i] == b.p[i])
                i++;
            size_t from = i > 60 ? i - 60 : 0;
            fail_msg("seed %u:\n%.*s\n%.*s", seed,
                     STR_FMT(str_slice(a, from, i + 60 < a.n ? i + 60 : a.n)),
                     STR_FMT(str_slice(b, from, i + 60 < b.n ? i + 60 : b.n)));
        }
        fixture_remove(&steps);
        fixture_remove(&once);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settling_by_steps_is_settling_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
