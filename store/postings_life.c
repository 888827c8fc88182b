/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "store/postings_impl.h"
#include <stdlib.h>
#include <string.h>

enum st postings_life(struct postings *s, struct str source, struct str id,
                      struct posting_life *out, struct err *err)
{
    static const char sql[] =
        "SELECT first_seen_utc, last_seen_utc, closed_utc FROM posting"
        " JOIN source ON source.id = posting.source"
        " WHERE name = ?1 AND ext_id = ?2";
    sqlite3_stmt *query;
    bool row;
    *out = (struct posting_life){0};
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, source);
    bind_str(query, 2, id);
    st = db_row(&s->db, query, &row, err);
    if (st != ST_OK || !row)
        return st;
    *out = (struct posting_life){sqlite3_column_int64(query, 0),
                                 sqlite3_column_int64(query, 1),
                                 sqlite3_column_int64(query, 2)};
    sqlite3_reset(query);
    return ST_OK;
}

static int month_of(int64_t utc)
{
    return date_month_index(date_from_utc(utc));
}

/* A posting date after the first sight is a mistake, or of a repost. */
static void read_row(sqlite3_stmt *query, struct arena *a, struct life_row *row)
{
    int seen = month_of(sqlite3_column_int64(query, 2));
    *row = (struct life_row){.role = arena_str(a, column_str(query, 0)),
                             .posted =
                                 date_month_index(store_column_date(query, 1)),
                             .ended = month_of(sqlite3_column_int64(query, 3)),
                             .n = (uint64_t)sqlite3_column_int64(query, 4)};
    row->opened = row->posted >= 0 && row->posted < seen ? row->posted : seen;
}

enum st postings_lives(struct postings *s, struct arena *a,
                       struct life_row **out, size_t *n, struct err *err)
{
    /* Days are enough to tell months by, and few enough to be added up. */
    static const char sql[] =
        "SELECT role.name, substr(date_posted, 1, 7),"
        " first_seen_utc / 86400 * 86400 AS seen,"
        " ifnull(closed_utc, last_seen_utc) / 86400 * 86400 AS ended, count(*)"
        " FROM posting p LEFT JOIN role ON role.id = p.role"
        " WHERE p.source IN (SELECT source FROM crawl)"
        " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4";
    struct life_row *v = NULL;
    size_t cap = 0;
    sqlite3_stmt *query;
    bool row;
    *n = 0;
    enum st st = db_query(&s->db, sql, &query, err);
    while (st == ST_OK) {
        st = db_row(&s->db, query, &row, err);
        if (st != ST_OK || !row)
            break;
        v = xgrow(v, *n, &cap, sizeof *v);
        read_row(query, a, &v[(*n)++]);
    }
    *out = arena_calloc(a, *n, sizeof *v);
    if (*n)
        memcpy(*out, v, *n * sizeof *v);
    free(v);
    return st;
}
