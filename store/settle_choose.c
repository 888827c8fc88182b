/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "store/bands.h"
#include "store/settle.h"
#include <stdlib.h>
#include <string.h>

/* Every posting with a sketch, by number, and those that are chosen. */
struct choice {
    struct postings *s;
    struct sketched {
        int64_t posting;
        struct sketch sketch;
        uint32_t advert; /* index + 1; 0: not read yet */
        bool inside;
    } * v;
    size_t n, cap;
    struct advert *adverts;
    size_t n_adverts, adverts_cap;
    uint32_t *wave; /* chosen, but not yet asked for what is like them */
    size_t n_wave, wave_cap;
    size_t n_inside, n_most; /* chosen; more are too many */
};

/* ---- The table of them ---- */

/* What is not settled, and what was in a cluster with it. */
static enum st begin(struct choice *c, struct err *err)
{
    static const char count[] = "SELECT count(*) FROM temp.part",
                      all[] = "SELECT max(id) FROM posting";
    size_t n_all;
    enum st st = db_exec(&c->s->db,
                         "CREATE TEMP TABLE IF NOT EXISTS part"
                         " (posting INTEGER PRIMARY KEY);"
                         "DELETE FROM temp.part;"
                         "INSERT INTO temp.part"
                         " SELECT posting FROM packed WHERE near IS NULL;"
                         "INSERT OR IGNORE INTO temp.part"
                         " SELECT posting FROM copy WHERE first IN"
                         " (SELECT first FROM copy WHERE posting IN"
                         " (SELECT posting FROM temp.part));",
                         err);
    if (st == ST_OK)
        st = db_number(&c->s->db, count, &c->n_inside, err);
    if (st == ST_OK)
        st = db_number(&c->s->db, all, &n_all, err);
    if (st == ST_OK)
        c->n_most = n_all / SETTLE_WHOLE_PART;
    return st;
}

static enum st insert(struct choice *c, int64_t posting, struct err *err)
{
    static const char sql[] = "INSERT OR IGNORE INTO temp.part VALUES (?1)";
    sqlite3_stmt *query;
    enum st st = db_query(&c->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, posting);
    st = db_run(&c->s->db, query, err);
    c->n_inside += st == ST_OK && sqlite3_changes(c->s->db.handle) > 0;
    return st;
}

/* ---- Those that are chosen ---- */

static struct sketched *find(const struct choice *c, int64_t posting)
{
    size_t low = 0, high = c->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->v[middle].posting < posting)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->n && c->v[low].posting == posting ? &c->v[low] : NULL;
}

static void enter(struct choice *c, struct sketched *item)
{
    if (!item || item->inside)
        return;
    item->inside = true;
    c->wave = xgrow(c->wave, c->n_wave, &c->wave_cap, sizeof *c->wave);
    c->wave[c->n_wave++] = (uint32_t)(item - c->v);
}

/* Choose a posting and its exact copies. */
static enum st choose(struct choice *c, int64_t posting, struct err *err)
{
    static const char sql[] = "SELECT o.id FROM posting p JOIN posting o"
                              " ON o.fingerprint = p.fingerprint"
                              " WHERE p.id = ?1";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&c->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, posting);
    while ((st = db_row(&c->s->db, query, &row, err)) == ST_OK && row) {
        int64_t copy = sqlite3_column_int64(query, 0);
        enter(c, find(c, copy));
        st = insert(c, copy, err);
        if (st != ST_OK) {
            sqlite3_reset(query);
            return st;
        }
    }
    return st;
}

static enum st choose_table(struct choice *c, struct err *err)
{
    static const char sql[] = "SELECT posting FROM temp.part";
    int64_t *chosen = NULL;
    size_t n = 0, cap = 0;
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&c->s->db, sql, &query, err);
    while (st == ST_OK) {
        st = db_row(&c->s->db, query, &row, err);
        if (st != ST_OK || !row)
            break;
        chosen = xgrow(chosen, n, &cap, sizeof *chosen);
        chosen[n++] = sqlite3_column_int64(query, 0);
    }
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = choose(c, chosen[i], err);
    free(chosen);
    return st;
}

/* ---- What they could be compared with ---- */

static enum st read_sketches(struct choice *c, struct err *err)
{
    static const char sql[] = "SELECT posting, sketch FROM likeness"
                              " ORDER BY posting";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&c->s->db, sql, &query, err);
    while (st == ST_OK) {
        st = db_row(&c->s->db, query, &row, err);
        if (st != ST_OK || !row)
            break;
        struct sketched item = {.posting = sqlite3_column_int64(query, 0)};
        if (sqlite3_column_bytes(query, 1) != sizeof item.sketch ||
            c->n == BANDS_MAX_ITEMS)
            continue;
        memcpy(&item.sketch, sqlite3_column_blob(query, 1), sizeof item.sketch);
        c->v = xgrow(c->v, c->n, &c->cap, sizeof *c->v);
        c->v[c->n++] = item;
    }
    return st;
}

static enum st advert_of(struct choice *c, struct sketched *item,
                         const struct advert **out, struct err *err)
{
    static const char sql[] =
        "SELECT iif(employer.name = '', 0, p.employer), p.role, p.date_posted,"
        " p.title,"
        " (SELECT group_concat(raw, ' ') FROM place WHERE posting = p.id)"
        " FROM posting p JOIN employer ON employer.id = p.employer"
        " WHERE p.id = ?1";
    sqlite3_stmt *query;
    bool row;
    enum st st = ST_OK;
    if (!item->advert) {
        struct advert advert = {0};
        st = db_query(&c->s->db, sql, &query, err);
        if (st != ST_OK)
            return st;
        bind_i64(query, 1, item->posting);
        st = db_row(&c->s->db, query, &row, err);
        if (st != ST_OK)
            return st;
        if (row)
            advert = settle_advert(query, 0);
        sqlite3_reset(query);
        c->adverts = xgrow(c->adverts, c->n_adverts, &c->adverts_cap,
                           sizeof *c->adverts);
        c->adverts[c->n_adverts++] = advert;
        item->advert = (uint32_t)c->n_adverts;
    }
    *out = &c->adverts[item->advert - 1];
    return st;
}

/* True when the search for copies could compare the two. */
static enum st could_meet(struct choice *c, struct sketched *a,
                          struct sketched *b, bool *yes, struct err *err)
{
    double estimate = sketch_compare(&a->sketch, &b->sketch) + LIKENESS_SLACK;
    const struct advert *x, *y;
    *yes = false;
    if (estimate < LIKENESS_LEAST_FLOOR)
        return ST_OK;
    enum st st = advert_of(c, a, &x, err);
    if (st == ST_OK)
        st = advert_of(c, b, &y, err);
    if (st != ST_OK)
        return st;
    x = &c->adverts[a->advert - 1]; /* the second may have moved it */
    *yes = estimate >= likeness_floor_ever(x, y);
    return ST_OK;
}

/* Choose item when one of wave[0..n), which bands has, could be compared with
 * it. */
static enum st look_at(struct choice *c, struct sketched *item,
                       const uint32_t *wave, const struct bands *bands,
                       struct err *err)
{
    for (uint32_t band = 0; band < LIKENESS_BANDS; band++)
        for (uint32_t entry = bands_first(bands, &item->sketch, band);
             entry != BANDS_END; entry = bands_next(bands, entry)) {
            struct sketched *other = &c->v[wave[entry / LIKENESS_BANDS]];
            bool yes = false;
            enum st st = ST_OK;
            if (bands_meet(entry, &other->sketch, &item->sketch, band))
                st = could_meet(c, item, other, &yes, err);
            if (yes)
                st = choose(c, item->posting, err);
            if (st != ST_OK || yes)
                return st;
        }
    return ST_OK;
}

/* One step further: what could be compared with those of the last one. */
static enum st spread(struct choice *c, struct err *err)
{
    enum st st = ST_OK;
    uint32_t *wave = c->wave, n = (uint32_t)c->n_wave;
    struct bands bands;
    c->wave = NULL;
    c->n_wave = c->wave_cap = 0;
    bands_init(&bands, n);
    for (uint32_t i = 0; i < n; i++)
        bands_add(&bands, i, &c->v[wave[i]].sketch);
    for (size_t i = 0; st == ST_OK && i < c->n; i++)
        if (!c->v[i].inside)
            st = look_at(c, &c->v[i], wave, &bands, err);
    bands_done(&bands);
    free(wave);
    return st;
}

enum st settle_choose(struct postings *s, bool *whole, struct err *err)
{
    struct choice c = {.s = s};
    enum st st = begin(&c, err);
    if (st == ST_OK && c.n_inside <= c.n_most)
        st = read_sketches(&c, err);
    if (st == ST_OK && c.n_inside <= c.n_most)
        st = choose_table(&c, err);
    while (st == ST_OK && c.n_wave && c.n_inside <= c.n_most)
        st = spread(&c, err);
    if (st == ST_OK)
        *whole = c.n_inside > c.n_most;
    free(c.v);
    free(c.adverts);
    free(c.wave);
    return st;
}
