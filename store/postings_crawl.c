/* SPDX-License-Identifier: MIT */
#include "store/postings_impl.h"

#define GOOD "('ok', 'empty')"

static bool is_good(struct str verdict)
{
    return str_eq(verdict, STR("ok")) || str_eq(verdict, STR("empty"));
}

/* ---- Shrinking ---- */

/* What the last good crawl of the source before found; 0: there was none. */
static enum st last_count(struct postings *s, int64_t source,
                          int64_t before_utc, uint64_t *n, struct err *err)
{
    static const char sql[] = "SELECT n_postings FROM crawl WHERE source = ?1"
                              " AND started_utc < ?2 AND verdict IN " GOOD
                              " ORDER BY started_utc DESC, id DESC LIMIT 1";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, source);
    bind_i64(query, 2, before_utc);
    st = db_row(&s->db, query, &row, err);
    if (st != ST_OK)
        return st;
    *n = row ? (uint64_t)sqlite3_column_int64(query, 0) : 0;
    if (row)
        sqlite3_reset(query);
    return ST_OK;
}

static enum st count_seen(struct postings *s, int64_t source,
                          struct crawl_row *row, struct err *err)
{
    static const char sql[] = "SELECT count(*) FROM posting WHERE source = ?1"
                              " AND last_seen_utc BETWEEN ?2 AND ?3";
    sqlite3_stmt *query;
    bool there;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, source);
    bind_i64(query, 2, row->started_utc);
    bind_i64(query, 3, row->ended_utc);
    st = db_row(&s->db, query, &there, err);
    if (st != ST_OK || !there)
        return st;
    row->n_postings = (uint64_t)sqlite3_column_int64(query, 0);
    sqlite3_reset(query);
    return ST_OK;
}

static enum st remark_shrinking(struct postings *s, struct arena *a,
                                int64_t source, struct crawl_row *row,
                                struct err *err)
{
    uint64_t before = 0;
    row->shrunk_from = 0;
    if (!is_good(row->verdict))
        return ST_OK;
    enum st st = last_count(s, source, row->started_utc, &before, err);
    if (st != ST_OK || before < POSTINGS_SHRUNK_MIN ||
        row->n_postings > before / 2)
        return st;
    row->shrunk_from = before;
    row->detail =
        arena_printf(a, "%.*s%sshrunk from %llu to %llu", STR_FMT(row->detail),
                     row->detail.n ? "; " : "", (unsigned long long)before,
                     (unsigned long long)row->n_postings);
    return ST_OK;
}

/* ---- Closing ---- */

/* source 0: of all; as a range, which the index of sources serves in both
 * cases. Of the good crawls that began after a posting was seen
 * last, the first is when it was gone; two make it sure. */
static enum st close_unseen(struct postings *s, int64_t source, uint64_t *n,
                            struct err *err)
{
    static const char sql[] =
        "UPDATE posting SET closed_utc ="
        " (SELECT min(started_utc) FROM crawl AS c"
        "  WHERE c.source = posting.source AND c.verdict IN " GOOD
        "  AND c.started_utc > posting.last_seen_utc)"
        " WHERE closed_utc IS NULL AND source BETWEEN ?1 AND ?2"
        " AND last_seen_utc < (SELECT started_utc FROM crawl AS c"
        "  WHERE c.source = posting.source AND c.verdict IN " GOOD
        "  ORDER BY started_utc DESC, id DESC LIMIT 1 OFFSET 1)";
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, source);
    bind_i64(query, 2, source ? source : INT64_MAX);
    st = db_run(&s->db, query, err);
    if (st == ST_OK)
        *n = (uint64_t)sqlite3_changes64(s->db.handle);
    return st;
}

enum st postings_close_unseen(struct postings *s, struct err *err)
{
    uint64_t n;
    bool own;
    enum st st = store_enter(s, &own, err);
    if (st != ST_OK)
        return st;
    st = db_exec(&s->db,
                 "UPDATE posting SET closed_utc = NULL"
                 " WHERE closed_utc IS NOT NULL",
                 err);
    if (st == ST_OK)
        st = close_unseen(s, 0, &n, err);
    return store_leave(s, own, st, err);
}

/* ---- Crawls ---- */

static enum st add_crawl(struct postings *s, int64_t source,
                         const struct crawl_row *row, int64_t *id,
                         struct err *err)
{
    static const char sql[] =
        "INSERT INTO crawl (source, started_utc, ended_utc, verdict, detail,"
        " status, final_url, file, offset, n_requests, n_failed, n_postings,"
        " n_closed, shrunk_from) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
        " ?10, ?11, ?12, 0, ?13)"
        " ON CONFLICT DO UPDATE SET (ended_utc, verdict, detail, status,"
        " final_url, file, offset, n_requests, n_failed, n_postings) ="
        " (excluded.ended_utc, excluded.verdict, excluded.detail,"
        " excluded.status, excluded.final_url, excluded.file,"
        " excluded.offset, excluded.n_requests, excluded.n_failed,"
        " excluded.n_postings) RETURNING id";
    bool proof = row->evidence.file[0] != '\0', added;
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, source);
    bind_i64(query, 2, row->started_utc);
    bind_i64(query, 3, row->ended_utc);
    bind_str(query, 4, row->verdict.p ? row->verdict : STR(""));
    bind_str(query, 5, row->detail);
    bind_i64(query, 6, row->status);
    bind_str(query, 7, row->final_url);
    bind_cstr(query, 8, proof ? row->evidence.file : NULL);
    bind_count(query, 9, proof ? (int64_t)row->evidence.offset : -1);
    bind_i64(query, 10, (int64_t)row->n_requests);
    bind_i64(query, 11, (int64_t)row->n_failed);
    bind_i64(query, 12, (int64_t)row->n_postings);
    bind_count(query, 13, row->shrunk_from ? (int64_t)row->shrunk_from : -1);
    st = db_row(&s->db, query, &added, err);
    if (st != ST_OK)
        return st;
    *id = sqlite3_column_int64(query, 0);
    return db_run(&s->db, query, err);
}

static enum st note_closed(struct postings *s, int64_t crawl, uint64_t n,
                           struct err *err)
{
    static const char sql[] =
        "UPDATE crawl SET n_closed = n_closed + ?2 WHERE id = ?1";
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, crawl);
    bind_i64(query, 2, (int64_t)n);
    return db_run(&s->db, query, err);
}

static enum st put_crawl(struct postings *s, struct arena *a,
                         struct crawl_row *row, struct err *err)
{
    int64_t source, id = 0;
    row->n_closed = 0;
    if (!row->detail.p) /* out of the archive, which has no empty ones */
        row->detail = STR("");
    enum st st = store_source_id(s, row->source, &source, err);
    if (st == ST_OK && row->n_postings == POSTINGS_COUNT)
        st = count_seen(s, source, row, err);
    if (st == ST_OK)
        st = remark_shrinking(s, a, source, row, err);
    if (st == ST_OK)
        st = add_crawl(s, source, row, &id, err);
    if (st != ST_OK)
        return st;
    const struct source_state state = {.name = row->source,
                                       .kind = row->kind,
                                       .verdict = row->verdict,
                                       .detail = row->detail,
                                       .crawled_utc = row->ended_utc,
                                       .status = row->status,
                                       .n_postings = row->n_postings};
    st = postings_put_source(s, &state, err);
    if (st == ST_OK && is_good(row->verdict))
        st = close_unseen(s, source, &row->n_closed, err);
    return st == ST_OK && row->n_closed ? note_closed(s, id, row->n_closed, err)
                                        : st;
}

enum st postings_put_crawl(struct postings *s, struct arena *a,
                           struct crawl_row *row, struct err *err)
{
    bool own;
    enum st st = store_enter(s, &own, err);
    return st == ST_OK ? store_leave(s, own, put_crawl(s, a, row, err), err)
                       : st;
}
