/* SPDX-License-Identifier: MIT */
#include "store/postings_impl.h"
#include <string.h>

/* The crawls of one source in one month. */
static void add_month(struct reach_row *r, int month, uint64_t n, uint64_t good)
{
    /* Months come in order; those between two crawls were not looked at. */
    if (r->n_crawls)
        r->n_months_lost += (uint64_t)(month - r->last_month - 1);
    r->n_months_lost += good == 0;
    r->n_crawls += n;
    r->n_good += good;
    r->last_month = month;
}

static enum st add_crawls(struct postings *s, struct reach_row *v, size_t n,
                          int from_month, int to_month, struct err *err)
{
    static const char sql[] =
        "SELECT s.name,"
        " CAST(strftime('%Y', started_utc, 'unixepoch') AS INTEGER) * 12"
        " + CAST(strftime('%m', started_utc, 'unixepoch') AS INTEGER) - 1"
        " AS month, count(*), sum(c.verdict IN ('ok', 'empty', 'truncated'))"
        " FROM crawl c JOIN source s ON s.id = c.source"
        " GROUP BY s.name, month"
        " HAVING month >= ?1 AND (?2 < 0 OR month <= ?2)"
        " ORDER BY s.name, month";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int(query, 1, from_month);
    sqlite3_bind_int(query, 2, to_month);
    size_t at = 0;
    st = db_row(&s->db, query, &row, err);
    while (st == ST_OK && row) {
        struct str name = column_str(query, 0);
        while (at < n && !str_eq(v[at].source, name))
            at++;
        if (at < n)
            add_month(&v[at], sqlite3_column_int(query, 1),
                      (uint64_t)sqlite3_column_int64(query, 2),
                      (uint64_t)sqlite3_column_int64(query, 3));
        st = db_row(&s->db, query, &row, err);
    }
    return st;
}

enum st postings_reach(struct postings *s, int from_month, int to_month,
                       struct arena *a, struct reach_row **out, size_t *n,
                       struct err *err)
{
    static const char sql[] =
        "SELECT name, kind, verdict, detail, coalesce(crawled_utc, 0)"
        " FROM source ORDER BY name";
    struct reach_row *v = NULL;
    size_t count = 0, cap = 0;
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st == ST_OK)
        st = db_row(&s->db, query, &row, err);
    while (st == ST_OK && row) {
        v = store_grow(a, v, count, &cap, sizeof *v);
        v[count++] = (struct reach_row){
            .source = arena_str(a, column_str(query, 0)),
            .kind = arena_str(a, column_str(query, 1)),
            .verdict = arena_str(a, column_str(query, 2)),
            .detail = arena_str(a, column_str(query, 3)),
            .crawled_utc = sqlite3_column_int64(query, 4),
        };
        st = db_row(&s->db, query, &row, err);
    }
    if (st == ST_OK)
        st = add_crawls(s, v, count, from_month, to_month, err);
    if (st != ST_OK)
        return st;
    *out = v;
    *n = count;
    return ST_OK;
}
