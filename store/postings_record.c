/* SPDX-License-Identifier: MIT */
#include "store/postings_impl.h"
#include <stdio.h>

/* ---- Records of the archive ---- */

static enum st find_record(struct postings *s, const struct record_info *info,
                           int64_t source, int64_t *id, struct err *err)
{
    static const char sql[] = "SELECT id FROM record WHERE source = ?1"
                              " AND digest = ?2 AND url = ?3";
    sqlite3_stmt *query;
    bool row;
    *id = 0;
    if (!info->ref)
        return ST_OK;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, source);
    bind_cstr(query, 2, info->ref->digest);
    bind_str(query, 3, info->url.p ? info->url : STR(""));
    st = db_row(&s->db, query, &row, err);
    if (st != ST_OK || !row)
        return st;
    *id = sqlite3_column_int64(query, 0);
    sqlite3_reset(query);
    return ST_OK;
}

static enum st touch_record(struct postings *s, int64_t id, int64_t seen_utc,
                            struct str note, struct err *err)
{
    static const char sql[] = "UPDATE record SET (last_seen_utc, note) ="
                              " (?2, ?3) WHERE id = ?1"
                              " AND last_seen_utc < ?2";
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, id);
    bind_i64(query, 2, seen_utc);
    bind_str(query, 3, note);
    return db_run(&s->db, query, err);
}

static enum st add_record(struct postings *s, const struct record_info *info,
                          int64_t source, int64_t *id, struct err *err)
{
    static const char sql[] =
        "INSERT INTO record (source, kind, url, file, offset, bytes, digest,"
        " status, first_seen_utc, last_seen_utc, note)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10)";
    const struct archive_ref *ref = info->ref;
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, source);
    bind_str(query, 2, info->kind);
    bind_str(query, 3, info->url.p ? info->url : STR(""));
    bind_cstr(query, 4, ref ? ref->file : NULL);
    bind_count(query, 5, ref ? (int64_t)ref->offset : -1);
    bind_count(query, 6, ref ? (int64_t)ref->bytes : -1);
    bind_cstr(query, 7, ref ? ref->digest : NULL);
    bind_i64(query, 8, info->status);
    bind_i64(query, 9, info->fetched_utc);
    bind_str(query, 10, info->note);
    st = db_run(&s->db, query, err);
    *id = sqlite3_last_insert_rowid(s->db.handle);
    return st;
}

static enum st put_record(struct postings *s, const struct record_info *info,
                          int64_t *id, bool *known, struct err *err)
{
    int64_t source;
    enum st st = store_source_id(s, info->source, &source, err);
    if (st == ST_OK)
        st = find_record(s, info, source, id, err);
    if (st != ST_OK)
        return st;
    *known = *id != 0;
    return *known ? touch_record(s, *id, info->fetched_utc, info->note, err)
                  : add_record(s, info, source, id, err);
}

enum st postings_put_record(struct postings *s, const struct record_info *info,
                            int64_t *id, bool *known, struct err *err)
{
    bool own, was_known = false;
    int64_t number = 0;
    enum st st = store_enter(s, &own, err);
    if (st == ST_OK)
        st = store_leave(s, own, put_record(s, info, &number, &was_known, err),
                         err);
    if (st != ST_OK)
        return st;
    *id = number;
    *known = was_known;
    return ST_OK;
}

enum st postings_has_digest(struct postings *s, struct str source,
                            const char *digest, bool *there, struct err *err)
{
    static const char sql[] =
        "SELECT 1 FROM record JOIN source ON source.id = record.source"
        " WHERE source.name = ?1 AND record.digest = ?2 LIMIT 1";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, source.p ? source : STR(""));
    bind_cstr(query, 2, digest);
    st = db_row(&s->db, query, &row, err);
    if (st != ST_OK)
        return st;
    if (row)
        sqlite3_reset(query);
    *there = row;
    return ST_OK;
}

/* ---- What is known of a URL ---- */

static void read_ref(sqlite3_stmt *query, int at, struct archive_ref *ref)
{
    snprintf(ref->file, sizeof ref->file, "%.*s",
             STR_FMT(column_str(query, at)));
    ref->offset = (uint64_t)sqlite3_column_int64(query, at + 1);
    ref->bytes = (uint64_t)sqlite3_column_int64(query, at + 2);
    snprintf(ref->digest, sizeof ref->digest, "%.*s",
             STR_FMT(column_str(query, at + 3)));
}

enum st postings_known(struct postings *s, struct str source, struct str url,
                       struct arena *a, struct known_record *out, bool *there,
                       struct err *err)
{
    static const char sql[] =
        "SELECT id, file, offset, bytes, digest, first_seen_utc, etag,"
        " last_modified, n_postings, n_followed, last_seen_utc, note"
        " FROM record"
        " WHERE source = (SELECT id FROM source WHERE name = ?1)"
        " AND url = ?2 AND n_postings IS NOT NULL AND file IS NOT NULL"
        " ORDER BY last_seen_utc DESC, id DESC LIMIT 1";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, source);
    bind_str(query, 2, url);
    st = db_row(&s->db, query, &row, err);
    if (st != ST_OK)
        return st;
    *there = row;
    if (!row)
        return ST_OK;
    *out = (struct known_record){
        .id = sqlite3_column_int64(query, 0),
        .fetched_utc = sqlite3_column_int64(query, 5),
        .etag = arena_str(a, column_str(query, 6)),
        .last_modified = arena_str(a, column_str(query, 7)),
        .n_postings = (uint64_t)sqlite3_column_int64(query, 8),
        .n_followed = (uint64_t)sqlite3_column_int64(query, 9),
        .seen_utc = sqlite3_column_int64(query, 10),
        .note = arena_str(a, column_str(query, 11))};
    read_ref(query, 1, &out->ref);
    sqlite3_reset(query);
    return ST_OK;
}

enum st postings_find_record(struct postings *s, struct str source,
                             struct str url, struct str digest, int64_t *id,
                             struct err *err)
{
    static const char sql[] =
        "SELECT record.id FROM record JOIN source ON source.id = record.source"
        " WHERE source.name = ?1 AND digest = ?2 AND url = ?3";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, source);
    bind_str(query, 2, digest);
    bind_str(query, 3, url);
    st = db_row(&s->db, query, &row, err);
    if (st != ST_OK)
        return st;
    *id = row ? sqlite3_column_int64(query, 0) : 0;
    if (row)
        sqlite3_reset(query);
    return ST_OK;
}

/* What other records of the same URL held is what it held before. */
static enum st forget_older(struct postings *s, int64_t record, struct err *err)
{
    static const char holds[] =
        "DELETE FROM hold WHERE record IN (SELECT o.id FROM record AS r"
        " JOIN record AS o ON o.source = r.source AND o.url = r.url"
        " AND o.id <> r.id AND o.n_postings IS NOT NULL WHERE r.id = ?1)";
    static const char marks[] =
        "UPDATE record SET n_postings = NULL WHERE id <> ?1"
        " AND n_postings IS NOT NULL AND (source, url) ="
        " (SELECT source, url FROM record WHERE id = ?1)";
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, holds, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, record);
    st = db_run(&s->db, query, err);
    if (st == ST_OK)
        st = db_query(&s->db, marks, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, record);
    return db_run(&s->db, query, err);
}

static enum st mark_read(struct postings *s, const struct known_record *r,
                         struct err *err)
{
    static const char sql[] =
        "UPDATE record SET (etag, last_modified, n_postings, n_followed)"
        " = (?2, ?3, ?4, ?5) WHERE id = ?1";
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, r->id);
    bind_str(query, 2, r->etag);
    bind_str(query, 3, r->last_modified);
    bind_i64(query, 4, (int64_t)r->n_postings);
    bind_i64(query, 5, (int64_t)r->n_followed);
    return db_run(&s->db, query, err);
}

enum st postings_record_read(struct postings *s, int64_t record,
                             struct str etag, struct str last_modified,
                             uint64_t n_postings, uint64_t n_followed,
                             struct err *err)
{
    const struct known_record r = {.id = record,
                                   .etag = etag,
                                   .last_modified = last_modified,
                                   .n_postings = n_postings,
                                   .n_followed = n_followed};
    bool own;
    enum st st = store_enter(s, &own, err);
    if (st != ST_OK)
        return st;
    st = forget_older(s, record, err);
    if (st == ST_OK)
        st = mark_read(s, &r, err);
    return store_leave(s, own, st, err);
}

static enum st see_held(struct postings *s, int64_t record, int64_t seen_utc,
                        struct err *err)
{
    static const char sql[] =
        "UPDATE posting SET (last_seen_utc, closed_utc) = (?2, NULL)"
        " WHERE id IN (SELECT posting FROM hold WHERE record = ?1)"
        " AND last_seen_utc < ?2";
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, record);
    bind_i64(query, 2, seen_utc);
    return db_run(&s->db, query, err);
}

static enum st count_held(struct postings *s, int64_t record, uint64_t *n,
                          struct err *err)
{
    static const char sql[] = "SELECT count(*) FROM hold WHERE record = ?1";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, record);
    st = db_row(&s->db, query, &row, err);
    if (st != ST_OK || !row)
        return st;
    *n = (uint64_t)sqlite3_column_int64(query, 0);
    sqlite3_reset(query);
    return ST_OK;
}

enum st postings_touch(struct postings *s, int64_t record, int64_t seen_utc,
                       struct str note, uint64_t *n, struct err *err)
{
    bool own;
    enum st st = store_enter(s, &own, err);
    if (st != ST_OK)
        return st;
    st = see_held(s, record, seen_utc, err);
    if (st == ST_OK)
        st = touch_record(s, record, seen_utc, note, err);
    st = store_leave(s, own, st, err);
    return st == ST_OK ? count_held(s, record, n, err) : st;
}

enum st postings_listed(struct postings *s, int64_t record, int64_t seen_utc,
                        uint64_t *n, struct err *err)
{
    bool own;
    enum st st = store_enter(s, &own, err);
    if (st == ST_OK)
        st = store_leave(s, own, see_held(s, record, seen_utc, err), err);
    return st == ST_OK ? count_held(s, record, n, err) : st;
}

/* ---- Skips and sources ---- */

static enum st put_skip(struct postings *s, const struct skip_row *skip,
                        struct err *err)
{
    static const char sql[] = "INSERT INTO skip (source, place, why, seen_utc)"
                              " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    sqlite3_stmt *query;
    int64_t source;
    enum st st = store_source_id(s, skip->source, &source, err);
    if (st == ST_OK)
        st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, source);
    bind_str(query, 2, skip->place.p ? skip->place : STR(""));
    bind_str(query, 3, skip->why.p ? skip->why : STR(""));
    bind_i64(query, 4, skip->seen_utc);
    return db_run(&s->db, query, err);
}

enum st postings_put_skip(struct postings *s, struct str source,
                          struct str place, struct str why, int64_t seen_utc,
                          struct err *err)
{
    const struct skip_row skip = {source, place, why, seen_utc};
    bool own;
    enum st st = store_enter(s, &own, err);
    return st == ST_OK ? store_leave(s, own, put_skip(s, &skip, err), err) : st;
}

enum st postings_put_source(struct postings *s,
                            const struct source_state *state, struct err *err)
{
    static const char sql[] =
        "INSERT INTO source (name, kind, verdict, detail, crawled_utc, status,"
        " n_postings) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        " ON CONFLICT (name) DO UPDATE SET (kind, verdict, detail,"
        " crawled_utc, status, n_postings) = (excluded.kind,"
        " excluded.verdict, excluded.detail, excluded.crawled_utc,"
        " excluded.status, excluded.n_postings)";
    sqlite3_stmt *query;
    bool own;
    enum st st = store_enter(s, &own, err);
    if (st != ST_OK)
        return st;
    st = db_query(&s->db, sql, &query, err);
    if (st == ST_OK) {
        bind_str(query, 1, state->name.p ? state->name : STR(""));
        bind_str(query, 2, state->kind);
        bind_str(query, 3, state->verdict);
        bind_str(query, 4, state->detail);
        bind_i64(query, 5, state->crawled_utc);
        bind_i64(query, 6, state->status);
        bind_i64(query, 7, (int64_t)state->n_postings);
        st = db_run(&s->db, query, err);
    }
    return store_leave(s, own, st, err);
}
