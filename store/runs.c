/* SPDX-License-Identifier: MIT */
#include "store/runs.h"
#include "base/alloc.h"
#include "store/db.h"
#include "store/migrate.h"
#include "store/schema_sql.h"
#include <stdio.h>
#include <stdlib.h>

struct runs {
    struct db db;
    int64_t run;
};

enum st runs_open(const char *path, struct runs **out, struct err *err)
{
    static const char *const steps[] = {store_runs_sql};
    AUTO(auto_runs_free) struct runs *r = xalloc(sizeof *r);
    enum st st = db_open(path, DB_WRITE, 1, &r->db, err);
    if (st == ST_OK)
        st = migrate(&r->db, (struct migrations){steps, 1}, err);
    /* What a loss of power takes is fetched again. */
    if (st == ST_OK)
        st = db_exec(&r->db, "PRAGMA synchronous = NORMAL", err);
    if (st != ST_OK)
        return st;
    *out = r;
    r = NULL;
    return ST_OK;
}

void runs_free(struct runs *r)
{
    if (!r)
        return;
    db_close(&r->db);
    free(r);
}

enum st runs_lock(struct runs *r, struct err *err)
{
    return db_exec(&r->db, "BEGIN IMMEDIATE", err);
}

enum st runs_unlock(struct runs *r, enum st st, struct err *err)
{
    if (st == ST_OK)
        st = db_exec(&r->db, "COMMIT", err);
    if (st != ST_OK && !sqlite3_get_autocommit(r->db.handle))
        sqlite3_exec(r->db.handle, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

/* ---- Runs ---- */

/* Forget the runs that were begun before, and old answers to robots.txt. */
static enum st forget_old(struct runs *r, int64_t before_utc, int64_t now_utc,
                          struct err *err)
{
    static const char *const sql[] = {
        "DELETE FROM request WHERE run IN"
        " (SELECT id FROM run WHERE begun_utc < ?1)",
        "DELETE FROM visit WHERE run IN"
        " (SELECT id FROM run WHERE begun_utc < ?1)",
        "DELETE FROM run WHERE begun_utc < ?1",
        "DELETE FROM robots WHERE fetched_utc <= ?1"};
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *query;
        st = db_query(&r->db, sql[i], &query, err);
        if (st != ST_OK)
            return st;
        bind_i64(query, 1, i == 3 ? now_utc - RUNS_ROBOTS_MAX_S : before_utc);
        st = db_run(&r->db, query, err);
    }
    return st;
}

static enum st find_run(struct runs *r, struct str scope, int64_t *begun_utc,
                        struct err *err)
{
    static const char sql[] = "SELECT id, begun_utc FROM run"
                              " WHERE scope = ?1";
    sqlite3_stmt *query;
    bool row;
    r->run = 0;
    enum st st = db_query(&r->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, scope);
    st = db_row(&r->db, query, &row, err);
    if (st != ST_OK || !row)
        return st;
    r->run = sqlite3_column_int64(query, 0);
    *begun_utc = sqlite3_column_int64(query, 1);
    sqlite3_reset(query);
    return ST_OK;
}

static enum st add_run(struct runs *r, struct str scope, int64_t now_utc,
                       struct err *err)
{
    static const char sql[] =
        "INSERT INTO run (scope, begun_utc) VALUES (?1, ?2)";
    sqlite3_stmt *query;
    enum st st = db_query(&r->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, scope);
    bind_i64(query, 2, now_utc);
    st = db_run(&r->db, query, err);
    r->run = sqlite3_last_insert_rowid(r->db.handle);
    return st;
}

enum st runs_begin(struct runs *r, struct str scope, int64_t now_utc,
                   int64_t max_age_s, int64_t *begun_utc, bool *resumed,
                   struct err *err)
{
    int64_t begun = now_utc;
    enum st st = runs_lock(r, err);
    if (st != ST_OK)
        return st;
    st = forget_old(r, now_utc - max_age_s, now_utc, err);
    if (st == ST_OK)
        st = find_run(r, scope, &begun, err);
    bool there = st == ST_OK && r->run != 0;
    if (st == ST_OK && !there)
        st = add_run(r, scope, now_utc, err);
    st = runs_unlock(r, st, err);
    if (st != ST_OK)
        return st;
    *resumed = there;
    *begun_utc = begun;
    return ST_OK;
}

enum st runs_end(struct runs *r, struct err *err)
{
    static const char *const sql[] = {"DELETE FROM request WHERE run = ?1",
                                      "DELETE FROM visit WHERE run = ?1",
                                      "DELETE FROM run WHERE id = ?1"};
    enum st st = runs_lock(r, err);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; st == ST_OK && i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *query;
        st = db_query(&r->db, sql[i], &query, err);
        if (st != ST_OK)
            break;
        bind_i64(query, 1, r->run);
        st = db_run(&r->db, query, err);
    }
    return runs_unlock(r, st, err);
}

/* ---- Visits ---- */

static enum st drop_requests(struct runs *r, const char *sql, struct str source,
                             struct err *err)
{
    sqlite3_stmt *query;
    enum st st = db_query(&r->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, r->run);
    bind_str(query, 2, source);
    return db_run(&r->db, query, err);
}

enum st runs_put_visit(struct runs *r, const struct run_visit *v,
                       struct err *err)
{
    static const char put[] =
        "INSERT INTO visit (run, source, verdict, restart, fault)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET"
        " (verdict, restart, fault) ="
        " (excluded.verdict, excluded.restart, excluded.fault)";
    static const char drop[] =
        "DELETE FROM request WHERE run = ?1 AND source = ?2";
    sqlite3_stmt *query;
    enum st st = db_query(&r->db, put, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, r->run);
    bind_str(query, 2, v->source);
    bind_count(query, 3, v->verdict);
    bind_i64(query, 4, v->restart);
    bind_str(query, 5, v->fault);
    st = db_run(&r->db, query, err);
    return st == ST_OK && v->verdict != RUNS_OPEN
               ? drop_requests(r, drop, v->source, err)
               : st;
}

enum st runs_drop_waiting(struct runs *r, struct str source, struct err *err)
{
    static const char sql[] =
        "DELETE FROM request WHERE run = ?1 AND source = ?2 AND done = 0";
    return drop_requests(r, sql, source, err);
}

enum st runs_visits(struct runs *r,
                    enum st (*take)(void *ctx, const struct run_visit *v,
                                    struct err *err),
                    void *ctx, struct err *err)
{
    static const char sql[] =
        "SELECT source, verdict, restart, fault FROM visit"
        " WHERE run = ?1";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&r->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, r->run);
    while ((st = db_row(&r->db, query, &row, err)) == ST_OK && row) {
        const struct run_visit v = {.source = column_str(query, 0),
                                    .verdict = (int)column_count(query, 1),
                                    .restart = sqlite3_column_int(query, 2),
                                    .fault = column_str(query, 3)};
        st = take(ctx, &v, err);
        if (st != ST_OK) {
            sqlite3_reset(query);
            return st;
        }
    }
    return st;
}

/* ---- Requests ---- */

static enum st add_request(struct runs *r, struct run_request *q,
                           struct err *err)
{
    static const char sql[] =
        "INSERT INTO request (run, source, url, body, accept, headers, note,"
        " is_page, may_be_gone, is_later, tries, not_before_utc)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    sqlite3_stmt *query;
    enum st st = db_query(&r->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, r->run);
    bind_str(query, 2, q->source);
    bind_str(query, 3, q->url);
    bind_str(query, 4, q->body);
    bind_str(query, 5, q->accept);
    bind_str(query, 6, q->headers);
    bind_str(query, 7, q->note);
    bind_i64(query, 8, q->is_page);
    bind_i64(query, 9, q->may_be_gone);
    bind_i64(query, 10, q->is_later);
    bind_i64(query, 11, q->tries);
    bind_i64(query, 12, q->not_before_utc);
    st = db_run(&r->db, query, err);
    if (st == ST_OK)
        q->id = sqlite3_last_insert_rowid(r->db.handle);
    return st;
}

static enum st change_request(struct runs *r, const struct run_request *q,
                              struct err *err)
{
    static const char sql[] =
        "UPDATE request SET (tries, not_before_utc, done, verdict, detail,"
        " status, final_url, file, offset, n_postings)"
        " = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) WHERE id = ?1";
    sqlite3_stmt *query;
    enum st st = db_query(&r->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, q->id);
    bind_i64(query, 2, q->tries);
    bind_i64(query, 3, q->not_before_utc);
    bind_i64(query, 4, q->done);
    bind_i64(query, 5, q->verdict);
    bind_str(query, 6, q->detail);
    bind_i64(query, 7, q->status);
    bind_str(query, 8, q->final_url);
    bind_cstr(query, 9, q->ref.file);
    bind_i64(query, 10, (int64_t)q->ref.offset);
    bind_i64(query, 11, (int64_t)q->n_postings);
    return db_run(&r->db, query, err);
}

enum st runs_put_request(struct runs *r, struct run_request *q, struct err *err)
{
    enum st st = q->id ? ST_OK : add_request(r, q, err);
    return st == ST_OK && (q->done || q->tries) ? change_request(r, q, err)
                                                : st;
}

static struct run_request read_request(sqlite3_stmt *query)
{
    struct run_request q = {
        .id = sqlite3_column_int64(query, 0),
        .source = column_str(query, 1),
        .url = column_str(query, 2),
        .body = column_str(query, 3),
        .accept = column_str(query, 4),
        .headers = column_str(query, 5),
        .note = column_str(query, 6),
        .is_page = sqlite3_column_int(query, 7),
        .may_be_gone = sqlite3_column_int(query, 8),
        .is_later = sqlite3_column_int(query, 9),
        .tries = (unsigned)sqlite3_column_int(query, 10),
        .not_before_utc = sqlite3_column_int64(query, 11),
        .done = sqlite3_column_int(query, 12),
        .verdict = sqlite3_column_int(query, 13),
        .detail = column_str(query, 14),
        .status = sqlite3_column_int(query, 15),
        .final_url = column_str(query, 16),
        .ref = {.offset = (uint64_t)sqlite3_column_int64(query, 18)},
        .n_postings = (uint64_t)sqlite3_column_int64(query, 19)};
    snprintf(q.ref.file, sizeof q.ref.file, "%.*s",
             STR_FMT(column_str(query, 17)));
    return q;
}

enum st runs_requests(struct runs *r, struct str source,
                      enum st (*take)(void *ctx, const struct run_request *q,
                                      struct err *err),
                      void *ctx, struct err *err)
{
    static const char sql[] =
        "SELECT id, source, url, body, accept, headers, note, is_page,"
        " may_be_gone, is_later, tries, not_before_utc, done, verdict, detail,"
        " status, final_url, file, offset, n_postings FROM request"
        " WHERE run = ?1 AND source = ?2 ORDER BY id";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&r->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, r->run);
    bind_str(query, 2, source);
    while ((st = db_row(&r->db, query, &row, err)) == ST_OK && row) {
        const struct run_request q = read_request(query);
        st = take(ctx, &q, err);
        if (st != ST_OK) {
            sqlite3_reset(query);
            return st;
        }
    }
    return st;
}

/* ---- robots.txt ---- */

enum st runs_put_robots(struct runs *r, struct str origin, struct str body,
                        int64_t now_utc, struct err *err)
{
    static const char sql[] =
        "INSERT INTO robots (origin, fetched_utc, body) VALUES (?1, ?2, ?3)"
        " ON CONFLICT DO UPDATE SET (fetched_utc, body) ="
        " (excluded.fetched_utc, excluded.body)";
    sqlite3_stmt *query;
    enum st st = db_query(&r->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, origin);
    bind_i64(query, 2, now_utc);
    if (body.p)
        bind_blob(query, 3, body.p, body.n);
    else
        sqlite3_bind_null(query, 3);
    return db_run(&r->db, query, err);
}

enum st runs_robots(struct runs *r, struct str origin, int64_t now_utc,
                    struct arena *a, struct str *body, bool *there,
                    struct err *err)
{
    static const char sql[] = "SELECT body FROM robots WHERE origin = ?1"
                              " AND fetched_utc > ?2 AND fetched_utc <= ?3";
    sqlite3_stmt *query;
    enum st st = db_query(&r->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, origin);
    bind_i64(query, 2, now_utc - RUNS_ROBOTS_MAX_S);
    bind_i64(query, 3, now_utc);
    st = db_row(&r->db, query, there, err);
    if (st != ST_OK || !*there)
        return st;
    *body = STR_NONE;
    if (sqlite3_column_type(query, 0) != SQLITE_NULL) {
        const char *bytes = sqlite3_column_blob(query, 0);
        struct str text = {bytes ? bytes : "",
                           (size_t)sqlite3_column_bytes(query, 0)};
        *body = arena_str(a, text);
    }
    sqlite3_reset(query);
    return ST_OK;
}
