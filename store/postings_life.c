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

/* The names of roles, by number; most are few. */
struct role_names {
    struct str *v;
    size_t n, cap;
};

static enum st read_roles(struct postings *s, struct arena *a,
                          struct role_names *out, struct err *err)
{
    static const char sql[] = "SELECT id, name FROM role ORDER BY id";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    while (st == ST_OK) {
        st = db_row(&s->db, query, &row, err);
        if (st != ST_OK || !row)
            break;
        size_t id = (size_t)sqlite3_column_int64(query, 0);
        while (out->n <= id) {
            out->v = xgrow(out->v, out->n, &out->cap, sizeof *out->v);
            out->v[out->n++] = STR_NONE;
        }
        out->v[id] = arena_str(a, column_str(query, 1));
    }
    return st;
}

/* A posting date after the first sight is a mistake, or of a repost. */
static void read_row(sqlite3_stmt *query, const struct role_names *roles,
                     struct life_row *row)
{
    size_t role = (size_t)sqlite3_column_int64(query, 0);
    int64_t near = sqlite3_column_int64(query, 5);
    *row = (struct life_row){
        .role = role < roles->n ? roles->v[role] : STR_NONE,
        .posted = date_month_index(store_column_date(query, 1)),
        .seen = month_of(sqlite3_column_int64(query, 2)),
        .ended = month_of(sqlite3_column_int64(query, 3)),
        .exact = (uint64_t)sqlite3_column_int64(query, 4)};
    row->near = near ? (uint64_t)near : row->exact;
    row->opened =
        row->posted >= 0 && row->posted < row->seen ? row->posted : row->seen;
}

enum st postings_lives(struct postings *s, struct arena *a,
                       struct life_row **out, size_t *n, struct err *err)
{
    static const char sql[] =
        "SELECT p.role, p.date_posted, p.first_seen_utc,"
        " ifnull(p.closed_utc, p.last_seen_utc), p.fingerprint, packed.near"
        " FROM posting p JOIN packed ON packed.posting = p.id"
        " WHERE p.source IN (SELECT source FROM crawl)"
        " AND p.role IS NOT NULL ORDER BY p.id";
    struct role_names roles = {0};
    struct life_row *v = NULL;
    size_t cap = 0;
    sqlite3_stmt *query;
    bool row;
    *n = 0;
    enum st st = read_roles(s, a, &roles, err);
    if (st == ST_OK)
        st = db_query(&s->db, sql, &query, err);
    while (st == ST_OK) {
        st = db_row(&s->db, query, &row, err);
        if (st != ST_OK || !row)
            break;
        v = xgrow(v, *n, &cap, sizeof *v);
        read_row(query, &roles, &v[(*n)++]);
    }
    *out = arena_calloc(a, *n, sizeof *v);
    if (*n)
        memcpy(*out, v, *n * sizeof *v);
    free(v);
    free(roles.v);
    return st;
}

static void add_dates(sqlite3_stmt *query, struct date_counts *out)
{
    int64_t bytes = sqlite3_column_int64(query, 1);
    enum date_known known = bytes >= 10  ? DATE_DAY
                            : bytes >= 7 ? DATE_MONTH
                            : bytes >= 4 ? DATE_YEAR
                                         : DATE_NONE;
    uint64_t *to = sqlite3_column_int(query, 0) ? out->crawled : out->imported;
    to[known] += (uint64_t)sqlite3_column_int64(query, 2);
    out->late += (uint64_t)sqlite3_column_int64(query, 3);
    out->after += (uint64_t)sqlite3_column_int64(query, 4);
}

enum st postings_dates(struct postings *s, struct date_counts *out,
                       struct err *err)
{
    static const char sql[] =
        "WITH crawled AS (SELECT DISTINCT source FROM crawl)"
        " SELECT 0, ifnull(length(date_posted), 0), count(*), 0, 0"
        " FROM posting WHERE source NOT IN crawled GROUP BY 2"
        " UNION ALL"
        " SELECT 1, ifnull(length(date_posted), 0), count(*),"
        " ifnull(sum(length(date_posted) >= 7 AND substr(date_posted, 1, 7)"
        " < strftime('%Y-%m', first_seen_utc, 'unixepoch')), 0),"
        " ifnull(sum(length(date_posted) = 10 AND date_posted"
        " > date(first_seen_utc, 'unixepoch')), 0)"
        " FROM posting WHERE source IN crawled GROUP BY 2";
    struct date_counts counts = {0};
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    while (st == ST_OK) {
        st = db_row(&s->db, query, &row, err);
        if (st != ST_OK || !row)
            break;
        add_dates(query, &counts);
    }
    if (st == ST_OK)
        *out = counts;
    return st;
}
