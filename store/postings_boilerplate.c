/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "store/likeness.h"
#include "store/settle.h"
#include <stdlib.h>
#include <string.h>

/* A sentence in an advert. */
struct use {
    uint32_t hash, advert;
};

/* One employer's postings and what they repeat. */
struct employer {
    struct postings *s;
    int64_t number;
    struct settled {
        int64_t advert; /* equal for copies */
        int64_t posting;
    } * v; /* by advert */
    size_t n, cap;
    uint32_t n_adverts;
    struct use *uses;
    size_t n_uses, uses_cap;
    uint32_t *repeated; /* sorted */
    size_t n_repeated, repeated_cap;
    struct scan_skill *skills;
    size_t skills_cap;
};

static enum st blobs_of(struct postings *s, int64_t posting,
                        sqlite3_stmt **query, bool *row, struct err *err)
{
    static const char sql[] =
        "SELECT hashes, mentions FROM sentences WHERE posting = ?1";
    enum st st = db_query(&s->db, sql, query, err);
    if (st != ST_OK)
        return st;
    bind_i64(*query, 1, posting);
    return db_row(&s->db, *query, row, err);
}

static struct str column_blob(sqlite3_stmt *query, int at)
{
    return (struct str){sqlite3_column_blob(query, at),
                        (size_t)sqlite3_column_bytes(query, at)};
}

/* ---- What is repeated ---- */

static enum st add_uses(struct employer *e, int64_t posting, uint32_t advert,
                        struct err *err)
{
    sqlite3_stmt *query;
    bool row;
    enum st st = blobs_of(e->s, posting, &query, &row, err);
    if (st != ST_OK || !row)
        return st;
    struct str hashes = column_blob(query, 0);
    for (size_t i = 0; i + sizeof(uint32_t) <= hashes.n;
         i += sizeof(uint32_t)) {
        struct use use = {.advert = advert};
        memcpy(&use.hash, hashes.p + i, sizeof use.hash);
        if (!use.hash)
            continue;
        e->uses = xgrow(e->uses, e->n_uses, &e->uses_cap, sizeof *e->uses);
        e->uses[e->n_uses++] = use;
    }
    sqlite3_reset(query);
    return ST_OK;
}

static int by_hash(const void *pa, const void *pb)
{
    const struct use *a = pa, *b = pb;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->advert > b->advert) - (a->advert < b->advert);
}

static enum st write_repeated(struct employer *e, uint32_t hash, uint32_t n,
                              struct err *err)
{
    static const char sql[] =
        "INSERT INTO boilerplate (employer, hash, n) VALUES (?1, ?2, ?3)";
    sqlite3_stmt *query;
    e->repeated = xgrow(e->repeated, e->n_repeated, &e->repeated_cap,
                        sizeof *e->repeated);
    e->repeated[e->n_repeated++] = hash;
    enum st st = db_query(&e->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, e->number);
    bind_i64(query, 2, hash);
    bind_i64(query, 3, n);
    return db_run(&e->s->db, query, err);
}

static enum st find_repeated(struct employer *e, struct err *err)
{
    enum st st = ST_OK;
    if (e->n_uses)
        qsort(e->uses, e->n_uses, sizeof *e->uses, by_hash);
    for (size_t i = 0, next; st == ST_OK && i < e->n_uses; i = next) {
        uint32_t n = 1;
        for (next = i + 1;
             next < e->n_uses && e->uses[next].hash == e->uses[i].hash; next++)
            n += e->uses[next].advert != e->uses[next - 1].advert;
        if (n >= POSTINGS_BOILERPLATE_MIN && 2 * n >= e->n_adverts)
            st = write_repeated(e, e->uses[i].hash, n, err);
    }
    return st;
}

static enum st gather(struct employer *e, struct err *err)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < e->n; i++)
        e->n_adverts += !i || e->v[i].advert != e->v[i - 1].advert;
    if (e->n_adverts < POSTINGS_BOILERPLATE_MIN)
        return ST_OK;
    for (size_t i = 0, advert = 0; st == ST_OK && i < e->n; i++) {
        advert += i && e->v[i].advert != e->v[i - 1].advert;
        st = add_uses(e, e->v[i].posting, (uint32_t)advert, err);
    }
    return st;
}

/* ---- Which skills stand nowhere else ---- */

static bool is_repeated(const struct employer *e, uint32_t hash)
{
    size_t low = 0, high = e->n_repeated;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (e->repeated[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < e->n_repeated && e->repeated[low] == hash;
}

static bool next16(struct str *rest, size_t *out)
{
    uint16_t number;
    if (rest->n < sizeof number)
        return false;
    memcpy(&number, rest->p, sizeof number);
    *rest = str_slice(*rest, sizeof number, rest->n);
    *out = number;
    return true;
}

/* True when the next skill of mentions has some, all in repeated sentences. */
static bool only_repeated(const struct employer *e, struct str hashes,
                          struct str *mentions)
{
    size_t n, sentence;
    if (!next16(mentions, &n))
        return false;
    bool all = n > 0;
    for (size_t i = 0; i < n && next16(mentions, &sentence); i++) {
        uint32_t hash = 0;
        if ((sentence + 1) * sizeof hash <= hashes.n)
            memcpy(&hash, hashes.p + sentence * sizeof hash, sizeof hash);
        all = all && hash && is_repeated(e, hash);
    }
    return all;
}

/* Set the marks of the skills in a packed row; true when one changed. */
static enum st mark_row(struct employer *e, int64_t posting,
                        struct scan_row *row, bool *changed, struct err *err)
{
    sqlite3_stmt *query;
    bool there;
    enum st st = blobs_of(e->s, posting, &query, &there, err);
    if (st != ST_OK)
        return st;
    struct str hashes = there ? column_blob(query, 0) : STR_NONE;
    struct str mentions = there ? column_blob(query, 1) : STR_NONE;
    *changed = false;
    for (size_t i = 0; i < row->n_skills; i++) {
        bool now = only_repeated(e, hashes, &mentions);
        *changed = *changed || e->skills[i].boilerplate != now;
        e->skills[i].boilerplate = now;
    }
    if (there)
        sqlite3_reset(query);
    return ST_OK;
}

static enum st read_row(struct employer *e, int64_t posting,
                        struct scan_row *row, bool *there, struct err *err)
{
    static const char sql[] = "SELECT row FROM packed WHERE posting = ?1";
    sqlite3_stmt *query;
    enum st st = db_query(&e->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, posting);
    st = db_row(&e->s->db, query, there, err);
    if (st != ST_OK || !*there)
        return st;
    bool whole =
        packed_get(column_blob(query, 0), row, &e->skills, &e->skills_cap);
    sqlite3_reset(query);
    return whole ? ST_OK : db_fail(&e->s->db, SQLITE_CORRUPT, err);
}

static enum st mark_posting(struct employer *e, int64_t posting,
                            struct err *err)
{
    static const char sql[] = "UPDATE packed SET row = ?2 WHERE posting = ?1";
    struct buf *bytes = &e->s->bytes;
    struct scan_row row;
    sqlite3_stmt *query;
    bool there, changed = false;
    enum st st = read_row(e, posting, &row, &there, err);
    if (st == ST_OK && there)
        st = mark_row(e, posting, &row, &changed, err);
    if (st != ST_OK || !changed)
        return st;
    st = db_query(&e->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    buf_clear(bytes);
    packed_put(bytes, &row);
    bind_i64(query, 1, posting);
    bind_blob(query, 2, bytes->p, bytes->n);
    return db_run(&e->s->db, query, err);
}

/* ---- The employer ---- */

static enum st forget(struct postings *s, int64_t employer, struct err *err)
{
    static const char sql[] = "DELETE FROM boilerplate WHERE employer = ?1";
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, employer);
    return db_run(&s->db, query, err);
}

static int by_advert(const void *pa, const void *pb)
{
    const struct settled *a = pa, *b = pb;
    if (a->advert != b->advert)
        return a->advert < b->advert ? -1 : 1;
    return (a->posting > b->posting) - (a->posting < b->posting);
}

static enum st read_postings(struct employer *e, struct err *err)
{
    static const char sql[] =
        "SELECT iif(packed.near, packed.near, p.fingerprint), p.id"
        " FROM posting p JOIN packed ON packed.posting = p.id"
        " WHERE p.employer = ?1";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&e->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, e->number);
    while ((st = db_row(&e->s->db, query, &row, err)) == ST_OK && row) {
        e->v = xgrow(e->v, e->n, &e->cap, sizeof *e->v);
        e->v[e->n++] = (struct settled){sqlite3_column_int64(query, 0),
                                        sqlite3_column_int64(query, 1)};
    }
    if (e->n)
        qsort(e->v, e->n, sizeof *e->v, by_advert);
    return st;
}

static enum st tell(struct employer *e, struct err *err)
{
    enum st st = read_postings(e, err);
    if (st == ST_OK)
        st = forget(e->s, e->number, err);
    if (st == ST_OK)
        st = gather(e, err);
    if (st == ST_OK)
        st = find_repeated(e, err);
    for (size_t i = 0; st == ST_OK && i < e->n; i++)
        st = mark_posting(e, e->v[i].posting, err);
    return st;
}

enum st settle_boilerplate(struct postings *s, int64_t employer,
                           struct err *err)
{
    struct employer e = {.s = s, .number = employer};
    enum st st = tell(&e, err);
    free(e.v);
    free(e.uses);
    free(e.repeated);
    free(e.skills);
    return st;
}
