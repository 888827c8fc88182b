/* SPDX-License-Identifier: MIT */
#include "store/postings_impl.h"

enum st postings_places(struct postings *s, int64_t posting,
                        void (*place)(void *ctx, struct str city,
                                      struct str region, struct str country),
                        void *ctx, struct err *err)
{
    static const char sql[] =
        "SELECT city, region, country FROM place WHERE posting = ?1 ORDER BY n";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(query, 1, posting);
    st = db_row(&s->db, query, &row, err);
    while (st == ST_OK && row) {
        place(ctx, column_str(query, 0), column_str(query, 1),
              column_str(query, 2));
        st = db_row(&s->db, query, &row, err);
    }
    return st;
}
