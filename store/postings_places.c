/* SPDX-License-Identifier: MIT */
#include "store/postings_impl.h"

enum st postings_places(struct postings *s, int64_t first, int64_t last,
                        void (*place)(void *ctx, const struct place_row *row),
                        void *ctx, struct err *err)
{
    /* In the order of the table's key: one pass, nothing is sorted. */
    static const char sql[] = "SELECT posting, city, region, country FROM place"
                              " WHERE posting BETWEEN ?1 AND ?2"
                              " AND city IS NOT NULL ORDER BY posting, n";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    sqlite3_bind_int64(query, 1, first);
    sqlite3_bind_int64(query, 2, last);
    st = db_row(&s->db, query, &row, err);
    while (st == ST_OK && row) {
        struct place_row one = {.posting_id = sqlite3_column_int64(query, 0),
                                .city = column_str(query, 1),
                                .region = column_str(query, 2),
                                .country = column_str(query, 3)};
        place(ctx, &one);
        st = db_row(&s->db, query, &row, err);
    }
    return st;
}
