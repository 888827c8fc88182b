/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "store/postings_impl.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- For status ---- */

enum st postings_totals(struct postings *s, struct store_totals *out,
                        struct err *err)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM record),"
        " count(*), coalesce(sum(usable), 0), count(DISTINCT fingerprint),"
        " (SELECT count(*) FROM skip), min(date_posted), max(date_posted),"
        " count(closed_utc)"
        " FROM posting";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st == ST_OK)
        st = db_row(&s->db, query, &row, err);
    if (st != ST_OK)
        return st;
    *out = (struct store_totals){
        .sources = (uint64_t)sqlite3_column_int64(query, 0),
        .records = (uint64_t)sqlite3_column_int64(query, 1),
        .postings = (uint64_t)sqlite3_column_int64(query, 2),
        .usable = (uint64_t)sqlite3_column_int64(query, 3),
        .distinct = (uint64_t)sqlite3_column_int64(query, 4),
        .skips = (uint64_t)sqlite3_column_int64(query, 5),
        .first_posted = store_column_date(query, 6),
        .last_posted = store_column_date(query, 7),
        .closed = (uint64_t)sqlite3_column_int64(query, 8)};
    sqlite3_reset(query);
    return ST_OK;
}

enum st postings_count(struct postings *s, struct store_totals *out,
                       struct err *err)
{
    static const char sql[] = "SELECT (SELECT count(*) FROM posting),"
                              " (SELECT count(*) FROM skip)";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st == ST_OK)
        st = db_row(&s->db, query, &row, err);
    if (st != ST_OK)
        return st;
    *out = (struct store_totals){
        .postings = (uint64_t)sqlite3_column_int64(query, 0),
        .skips = (uint64_t)sqlite3_column_int64(query, 1)};
    sqlite3_reset(query);
    return ST_OK;
}

void *store_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return v;
    *cap = *cap ? *cap * 2 : 16;
    void *bigger = arena_calloc(a, *cap, size);
    if (n)
        memcpy(bigger, v, n * size);
    return bigger;
}

static struct archive_ref column_evidence(sqlite3_stmt *query, int file)
{
    struct archive_ref ref = {.file = ""};
    struct str name = column_str(query, file);
    snprintf(ref.file, sizeof ref.file, "%.*s", STR_FMT(name));
    ref.offset = (uint64_t)sqlite3_column_int64(query, file + 1);
    return ref;
}

static struct source_state read_source(sqlite3_stmt *query, struct arena *a)
{
    return (struct source_state){
        .name = arena_str(a, column_str(query, 0)),
        .kind = arena_str(a, column_str(query, 1)),
        .verdict = arena_str(a, column_str(query, 2)),
        .detail = arena_str(a, column_str(query, 3)),
        .crawled_utc = sqlite3_column_int64(query, 4),
        .status = sqlite3_column_int(query, 5),
        .n_postings = (uint64_t)sqlite3_column_int64(query, 6),
        .n_open = (uint64_t)sqlite3_column_int64(query, 7),
        .n_closed = (uint64_t)sqlite3_column_int64(query, 8),
        .good_utc = sqlite3_column_int64(query, 9),
        .final_url = arena_str(a, column_str(query, 10)),
        .evidence = column_evidence(query, 11),
        .n_requests = (uint64_t)sqlite3_column_int64(query, 13),
        .n_failed = (uint64_t)sqlite3_column_int64(query, 14)};
}

enum st postings_sources(struct postings *s, struct arena *a,
                         struct source_state **out, size_t *n, struct err *err)
{
    static const char sql[] =
        "SELECT s.name, s.kind, s.verdict, s.detail, s.crawled_utc, s.status,"
        " s.n_postings, p.open, p.closed,"
        " (SELECT max(started_utc) FROM crawl WHERE source = s.id"
        "  AND verdict IN ('ok', 'empty')),"
        " c.final_url, c.file, c.offset, c.n_requests, c.n_failed"
        " FROM source AS s"
        " LEFT JOIN (SELECT source, count(*) - count(closed_utc) AS open,"
        "  count(closed_utc) AS closed FROM posting GROUP BY source) AS p"
        "  ON p.source = s.id"
        " LEFT JOIN crawl AS c ON c.id = (SELECT max(id) FROM crawl"
        "  WHERE source = s.id)"
        " ORDER BY s.name";
    struct source_state *rows = NULL;
    size_t count = 0, cap = 0;
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st == ST_OK)
        st = db_row(&s->db, query, &row, err);
    while (st == ST_OK && row) {
        rows = store_grow(a, rows, count, &cap, sizeof *rows);
        rows[count++] = read_source(query, a);
        st = db_row(&s->db, query, &row, err);
    }
    if (st != ST_OK)
        return st;
    *out = rows;
    *n = count;
    return ST_OK;
}

static struct crawl_row read_crawl(sqlite3_stmt *query, struct arena *a)
{
    return (struct crawl_row){
        .verdict = arena_str(a, column_str(query, 0)),
        .detail = arena_str(a, column_str(query, 1)),
        .final_url = arena_str(a, column_str(query, 2)),
        .started_utc = sqlite3_column_int64(query, 3),
        .ended_utc = sqlite3_column_int64(query, 4),
        .status = sqlite3_column_int(query, 5),
        .evidence = column_evidence(query, 6),
        .n_requests = (uint64_t)sqlite3_column_int64(query, 8),
        .n_failed = (uint64_t)sqlite3_column_int64(query, 9),
        .n_postings = (uint64_t)sqlite3_column_int64(query, 10),
        .n_closed = (uint64_t)sqlite3_column_int64(query, 11),
        .shrunk_from = (uint64_t)sqlite3_column_int64(query, 12)};
}

enum st postings_crawls(struct postings *s, struct str source, struct arena *a,
                        size_t limit, struct crawl_row **out, size_t *n,
                        struct err *err)
{
    static const char sql[] =
        "SELECT verdict, detail, final_url, started_utc, ended_utc, status,"
        " file, offset, n_requests, n_failed, n_postings, n_closed,"
        " shrunk_from FROM crawl"
        " WHERE source = (SELECT id FROM source WHERE name = ?1)"
        " ORDER BY id DESC LIMIT ?2";
    struct crawl_row *rows = NULL;
    size_t count = 0, cap = 0;
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, source);
    bind_i64(query, 2, limit > INT32_MAX ? INT32_MAX : (int64_t)limit);
    while ((st = db_row(&s->db, query, &row, err)) == ST_OK && row) {
        rows = store_grow(a, rows, count, &cap, sizeof *rows);
        rows[count] = read_crawl(query, a);
        rows[count++].source = source;
    }
    if (st != ST_OK)
        return st;
    *out = rows;
    *n = count;
    return ST_OK;
}

enum st postings_skips(struct postings *s, struct arena *a, size_t limit,
                       struct skip_row **out, size_t *n, struct err *err)
{
    static const char sql[] =
        "SELECT source.name, place, why, seen_utc FROM skip"
        " JOIN source ON source.id = skip.source"
        " ORDER BY seen_utc DESC, skip.id DESC LIMIT ?1";
    struct skip_row *rows = NULL;
    size_t count = 0, cap = 0;
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st == ST_OK) {
        bind_i64(query, 1, limit > INT32_MAX ? INT32_MAX : (int64_t)limit);
        st = db_row(&s->db, query, &row, err);
    }
    while (st == ST_OK && row) {
        rows = store_grow(a, rows, count, &cap, sizeof *rows);
        rows[count++] =
            (struct skip_row){.source = arena_str(a, column_str(query, 0)),
                              .place = arena_str(a, column_str(query, 1)),
                              .why = arena_str(a, column_str(query, 2)),
                              .seen_utc = sqlite3_column_int64(query, 3)};
        st = db_row(&s->db, query, &row, err);
    }
    if (st != ST_OK)
        return st;
    *out = rows;
    *n = count;
    return ST_OK;
}
