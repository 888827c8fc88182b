/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "store/postings_impl.h"
#include <stdlib.h>
#include <string.h>

/* ---- For status ---- */

enum st postings_totals(struct postings *s, struct store_totals *out,
                        struct err *err)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM record),"
        " count(*), coalesce(sum(usable), 0), count(DISTINCT fingerprint),"
        " (SELECT count(*) FROM skip), min(date_posted), max(date_posted)"
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
        .last_posted = store_column_date(query, 7)};
    sqlite3_reset(query);
    return ST_OK;
}

/* Room for one more item in a vector of an arena. */
static void *arena_grow(struct arena *a, void *v, size_t n, size_t *cap,
                        size_t size)
{
    if (n < *cap)
        return v;
    *cap = *cap ? *cap * 2 : 16;
    void *bigger = arena_calloc(a, *cap, size);
    if (n)
        memcpy(bigger, v, n * size);
    return bigger;
}

enum st postings_sources(struct postings *s, struct arena *a,
                         struct source_state **out, size_t *n, struct err *err)
{
    static const char sql[] =
        "SELECT name, kind, verdict, detail, crawled_utc, status, n_postings"
        " FROM source ORDER BY name";
    struct source_state *rows = NULL;
    size_t count = 0, cap = 0;
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st == ST_OK)
        st = db_row(&s->db, query, &row, err);
    while (st == ST_OK && row) {
        rows = arena_grow(a, rows, count, &cap, sizeof *rows);
        rows[count++] = (struct source_state){
            .name = arena_str(a, column_str(query, 0)),
            .kind = arena_str(a, column_str(query, 1)),
            .verdict = arena_str(a, column_str(query, 2)),
            .detail = arena_str(a, column_str(query, 3)),
            .crawled_utc = sqlite3_column_int64(query, 4),
            .status = sqlite3_column_int(query, 5),
            .n_postings = (uint64_t)sqlite3_column_int64(query, 6)};
        st = db_row(&s->db, query, &row, err);
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
        rows = arena_grow(a, rows, count, &cap, sizeof *rows);
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
