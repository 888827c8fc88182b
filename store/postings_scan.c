/* SPDX-License-Identifier: MIT */
#include "base/hash.h"
#include "store/postings_impl.h"
#include <stdlib.h>
#include <string.h>

/* Names by number, less one; a number without a name is "". */
static enum st read_names(struct postings *s, const char *sql, size_t n,
                          struct arena *a, const struct str **out,
                          struct err *err)
{
    struct str *names = arena_calloc(a, n, sizeof *names);
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    for (size_t i = 0; i < n; i++)
        names[i] = STR("");
    while (st == ST_OK) {
        st = db_row(&s->db, query, &row, err);
        if (st != ST_OK || !row)
            break;
        int64_t id = sqlite3_column_int64(query, 0);
        if (id >= 1 && (uint64_t)id <= n)
            names[id - 1] = arena_str(a, column_str(query, 1));
    }
    *out = names;
    return st;
}

static enum st fill_names(struct postings *s, struct arena *a,
                          struct scan_names *names, struct err *err)
{
    static const char concepts[] = "SELECT max(id) FROM concept",
                      roles[] = "SELECT max(id) FROM role",
                      employers[] = "SELECT max(id) FROM employer",
                      sources[] = "SELECT max(id) FROM source",
                      concept_names[] = "SELECT id, name FROM concept",
                      role_names[] = "SELECT id, name FROM role",
                      source_names[] = "SELECT id, name FROM source";
    struct scan_names got;
    enum st st = db_number(&s->db, concepts, &got.n_concepts, err);
    if (st == ST_OK)
        st = db_number(&s->db, roles, &got.n_roles, err);
    if (st == ST_OK)
        st = db_number(&s->db, employers, &got.n_employers, err);
    if (st == ST_OK)
        st = db_number(&s->db, sources, &got.n_sources, err);
    if (st == ST_OK)
        st =
            read_names(s, concept_names, got.n_concepts, a, &got.concepts, err);
    if (st == ST_OK)
        st = read_names(s, role_names, got.n_roles, a, &got.roles, err);
    if (st == ST_OK)
        st = read_names(s, source_names, got.n_sources, a, &got.sources, err);
    if (st == ST_OK)
        *names = got;
    return st;
}

/* Numbers index the caller's tables: none may lie outside. */
static bool is_within(const struct scan_row *row,
                      const struct scan_names *names)
{
    if (row->employer >= names->n_employers ||
        row->source >= names->n_sources ||
        (row->role != UINT32_MAX && row->role >= names->n_roles) ||
        row->seniority > SENIORITY_MANAGER || row->remote > REMOTE_REMOTE ||
        row->degree > DEGREE_PHD)
        return false;
    for (size_t i = 0; i < row->n_skills; i++)
        if (row->skills[i].concept >= names->n_concepts ||
            row->skills[i].label > LABEL_NEGATED ||
            row->skills[i].section > SECTION_OTHER)
            return false;
    return true;
}

/* A code of a few letters; "" when it is longer than one. */
static void read_code(struct str s, char *out, size_t bytes)
{
    size_t n = s.n < bytes ? s.n : 0;
    if (n)
        memcpy(out, s.p, n);
    out[n] = '\0';
}

/* What is a column beside the packed row; absent in most postings. */
static void read_columns(sqlite3_stmt *query, struct scan_row *row)
{
    row->pay = (struct salary){.min_cents = -1, .max_cents = -1};
    read_code(column_str(query, 7), row->country, sizeof row->country);
    int period = posting_word_value(WORDS_PAY_PERIOD, column_str(query, 6));
    if (period < 0)
        return;
    row->pay.min_cents = column_count(query, 3);
    row->pay.max_cents = column_count(query, 4);
    read_code(column_str(query, 5), row->pay.currency,
              sizeof row->pay.currency);
    row->pay.period = (enum pay_period)period;
}

struct scan {
    const struct scan_names *names;
    bool (*row)(void *ctx, const struct scan_row *r);
    void *ctx;
    struct scan_skill *skills;
    size_t cap;
    size_t unknown_employer; /* row number of the one without a name; 0 none */
};

static enum st scan_rows(struct postings *s, sqlite3_stmt *query,
                         struct scan *scan, struct err *err)
{
    bool more = true;
    while (more) {
        struct scan_row row;
        enum st st = db_row(&s->db, query, &more, err);
        if (st != ST_OK || !more)
            return st;
        row.posting_id = sqlite3_column_int64(query, 0);
        row.month = (int)column_count(query, 1);
        read_columns(query, &row);
        row.near = (uint64_t)sqlite3_column_int64(query, 8);
        struct str blob = {sqlite3_column_blob(query, 2),
                           (size_t)sqlite3_column_bytes(query, 2)};
        if (!packed_get(blob, &row, &scan->skills, &scan->cap) ||
            !is_within(&row, scan->names)) {
            sqlite3_reset(query);
            return db_fail(&s->db, SQLITE_CORRUPT, err);
        }
        if (row.employer + 1u == scan->unknown_employer)
            row.employer = UINT32_MAX;
        more = scan->row(scan->ctx, &row);
    }
    sqlite3_reset(query);
    return ST_OK;
}

static enum st query_rows(struct postings *s, const struct scan_filter *filter,
                          sqlite3_stmt **query, struct err *err)
{
#define COLUMNS                                                                \
    "posting, month, row, pay_min_cents, pay_max_cents, pay_currency,"         \
    " pay_period, country, near"
    static const char all[] = "SELECT " COLUMNS " FROM packed ORDER BY posting";
    static const char some[] = "SELECT " COLUMNS " FROM packed"
                               " WHERE month BETWEEN ?1 AND ?2"
                               " ORDER BY posting";
    bool open = filter->from_month < 0 && filter->to_month < 0;
    enum st st = db_query(&s->db, open ? all : some, query, err);
    if (st != ST_OK || open)
        return st;
    bind_i64(*query, 1, filter->from_month < 0 ? 0 : filter->from_month);
    bind_i64(*query, 2, filter->to_month < 0 ? INT32_MAX : filter->to_month);
    return ST_OK;
}

/* Names and rows are read in one transaction, so that a writer at work cannot
 * come between them. */
static enum st scan_in_snapshot(struct postings *s,
                                const struct scan_filter *filter,
                                struct arena *a, struct scan *scan,
                                struct scan_names *names, struct err *err)
{
    static const char nameless[] = "SELECT max(id) FROM employer"
                                   " WHERE name = ''";
    sqlite3_stmt *query;
    enum st st = fill_names(s, a, names, err);
    if (st == ST_OK)
        st = db_number(&s->db, nameless, &scan->unknown_employer, err);
    if (st == ST_OK)
        st = query_rows(s, filter, &query, err);
    if (st == ST_OK)
        st = scan_rows(s, query, scan, err);
    return st;
}

enum st postings_scan(struct postings *s, const struct scan_filter *filter,
                      struct arena *a, struct scan_names *names,
                      bool (*row)(void *ctx, const struct scan_row *r),
                      void *ctx, struct err *err)
{
    struct scan scan = {.names = names, .row = row, .ctx = ctx};
    bool own = !s->in_tx;
    enum st st = own ? db_exec(&s->db, "BEGIN", err) : ST_OK;
    if (st == ST_OK)
        st = scan_in_snapshot(s, filter, a, &scan, names, err);
    if (own && !sqlite3_get_autocommit(s->db.handle))
        sqlite3_exec(s->db.handle, "ROLLBACK", NULL, NULL, NULL);
    free(scan.skills);
    return st;
}

enum st postings_employer(struct postings *s, uint32_t employer,
                          struct arena *a, struct str *name, struct err *err)
{
    static const char sql[] = "SELECT company FROM posting WHERE employer = ?1"
                              " AND company IS NOT NULL"
                              " ORDER BY date_posted DESC, company LIMIT 1";
    sqlite3_stmt *query;
    bool row;
    *name = STR("");
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, (int64_t)employer + 1);
    st = db_row(&s->db, query, &row, err);
    if (st != ST_OK || !row)
        return st;
    *name = arena_str(a, column_str(query, 0));
    sqlite3_reset(query);
    return ST_OK;
}

enum st postings_keys(struct postings *s,
                      bool (*key)(void *ctx, int64_t posting_id, uint64_t key),
                      void *ctx, struct err *err)
{
    static const char sql[] = "SELECT p.id, s.name, p.ext_id FROM posting p"
                              " JOIN source s ON s.id = p.source"
                              " ORDER BY p.id";
    sqlite3_stmt *query;
    bool more = true;
    enum st st = db_query(&s->db, sql, &query, err);
    while (st == ST_OK && more) {
        st = db_row(&s->db, query, &more, err);
        if (st != ST_OK || !more)
            return st;
        uint64_t source = hash64(column_str(query, 1));
        more = key(ctx, sqlite3_column_int64(query, 0),
                   hash64_seed(column_str(query, 2), source));
    }
    if (st == ST_OK)
        sqlite3_reset(query);
    return st;
}
