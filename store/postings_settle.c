/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "store/copies.h"
#include "store/settle.h"
#include <stdlib.h>
#include <string.h>

/* Postings on their way into clusters, in the order of copies.h. */
struct settling {
    struct postings *s;
    bool whole; /* else the postings of temp.part only */
    struct copies_item *v;
    uint32_t n;
    size_t cap;
    struct posting_facts {
        int64_t id, source;
        int64_t near; /* as stored */
        bool settled; /* else near is not known */
    } * facts;
    size_t facts_cap;
};

static enum st is_unsettled(struct postings *s, bool *yes, struct err *err)
{
    static const char sql[] = "SELECT 1 FROM packed WHERE near IS NULL LIMIT 1";
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st == ST_OK)
        st = db_row(&s->db, query, yes, err);
    if (st == ST_OK)
        sqlite3_reset(query);
    return st;
}

/* ---- Reading ---- */

struct advert settle_advert(sqlite3_stmt *query, int at)
{
    int month = date_month_index(store_column_date(query, at + 2));
    return (struct advert){.title = title_key_of(column_str(query, at + 3),
                                                 column_str(query, at + 4)),
                           .employer = sqlite3_column_int64(query, at),
                           .role = sqlite3_column_int64(query, at + 1),
                           .month = month,
                           .last_month = month};
}

static void read_item(sqlite3_stmt *query, struct copies_item *item,
                      struct posting_facts *facts)
{
    struct str sketch = {sqlite3_column_blob(query, 8),
                         (size_t)sqlite3_column_bytes(query, 8)};
    *facts = (struct posting_facts){.id = sqlite3_column_int64(query, 0),
                                    .source = sqlite3_column_int64(query, 1),
                                    .near = sqlite3_column_int64(query, 9),
                                    .settled = sqlite3_column_type(query, 9) !=
                                               SQLITE_NULL};
    *item = (struct copies_item){.fingerprint =
                                     (uint64_t)sqlite3_column_int64(query, 2),
                                 .advert = settle_advert(query, 3),
                                 .has_sketch = sketch.n == sizeof item->sketch};
    if (item->has_sketch)
        memcpy(&item->sketch, sketch.p, sketch.n);
}

static enum st query_items(struct settling *x, sqlite3_stmt **query,
                           struct err *err)
{
#define SELECT_ITEMS                                                           \
    "SELECT p.id, p.source, p.fingerprint,"                                    \
    " iif(employer.name = '', 0, p.employer), p.role, p.date_posted, p.title," \
    " (SELECT group_concat(raw, ' ') FROM place WHERE posting = p.id),"        \
    " l.sketch, packed.near"
#define JOIN_ITEMS                                                             \
    " JOIN source ON source.id = p.source"                                     \
    " JOIN employer ON employer.id = p.employer"                               \
    " LEFT JOIN likeness l ON l.posting = p.id"                                \
    " LEFT JOIN packed ON packed.posting = p.id"                               \
    " ORDER BY p.date_posted IS NULL, p.date_posted, source.name, p.ext_id"
    static const char whole[] = SELECT_ITEMS " FROM posting p" JOIN_ITEMS;
    static const char part[] =
        SELECT_ITEMS " FROM temp.part"
                     " CROSS JOIN posting p ON p.id = part.posting" JOIN_ITEMS;
    return db_query(&x->s->db, x->whole ? whole : part, query, err);
}

static enum st read_items(struct settling *x, struct err *err)
{
    sqlite3_stmt *query;
    bool row;
    enum st st = query_items(x, &query, err);
    if (st != ST_OK)
        return st;
    while ((st = db_row(&x->s->db, query, &row, err)) == ST_OK && row) {
        x->v = xgrow(x->v, x->n, &x->cap, sizeof *x->v);
        x->facts = xgrow(x->facts, x->n, &x->facts_cap, sizeof *x->facts);
        if (x->n == COPIES_MAX_POSTINGS) {
            sqlite3_reset(query);
            return err_set(err, ST_TOO_BIG, "more than %u postings",
                           COPIES_MAX_POSTINGS);
        }
        read_item(query, &x->v[x->n], &x->facts[x->n]);
        x->n++;
    }
    return st;
}

static enum st read_text(void *ctx, uint32_t index, struct str *out,
                         struct err *err)
{
    static const char sql[] = "SELECT body FROM text WHERE posting = ?1";
    struct settling *x = ctx;
    struct buf *bytes = &x->s->bytes;
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&x->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    buf_clear(bytes);
    bind_i64(query, 1, x->facts[index].id);
    st = db_row(&x->s->db, query, &row, err);
    if (st == ST_OK && row) {
        buf_add_str(bytes, column_str(query, 0));
        sqlite3_reset(query);
    }
    *out = buf_str(bytes);
    return st;
}

/* ---- Writing ---- */

/* Clusters that hold more than one fingerprint have a key. */
static int64_t *near_keys(const struct settling *x)
{
    int64_t *keys = xcalloc(x->n, sizeof *keys);
    for (uint32_t i = 0; i < x->n; i++) {
        uint32_t first = x->v[i].first;
        if (x->v[i].fingerprint != x->v[first].fingerprint)
            keys[first] = (int64_t)x->v[first].fingerprint;
    }
    for (uint32_t i = 0; i < x->n; i++)
        keys[i] = keys[x->v[i].first];
    return keys;
}

static enum st write_near(struct settling *x, const int64_t *keys,
                          struct err *err)
{
    static const char sql[] = "UPDATE packed SET near = ?2 WHERE posting = ?1";
    sqlite3_stmt *query;
    enum st st = db_query(&x->s->db, sql, &query, err);
    for (uint32_t i = 0; st == ST_OK && i < x->n; i++) {
        const struct posting_facts *p = &x->facts[i];
        if (p->settled && p->near == keys[i])
            continue;
        bind_i64(query, 1, p->id);
        bind_i64(query, 2, keys[i]);
        st = db_run(&x->s->db, query, err);
    }
    return st;
}

static int by_number(const void *pa, const void *pb)
{
    int64_t a = *(const int64_t *)pa, b = *(const int64_t *)pb;
    return (a > b) - (a < b);
}

/* An employer's boilerplate depends on its postings, and on which of them are
 * copies. */
static enum st write_boilerplate(struct settling *x, const int64_t *keys,
                                 struct err *err)
{
    int64_t *changed = xcalloc(x->n, sizeof *changed);
    size_t n = 0;
    enum st st = ST_OK;
    for (uint32_t i = 0; i < x->n; i++)
        if (!x->facts[i].settled || x->facts[i].near != keys[i])
            changed[n++] = x->v[i].advert.employer;
    if (n)
        qsort(changed, n, sizeof *changed, by_number);
    for (size_t i = 0; st == ST_OK && i < n; i++)
        if (changed[i] && (!i || changed[i] != changed[i - 1]))
            st = settle_boilerplate(x->s, changed[i], err);
    free(changed);
    return st;
}

/* True when the two postings name the same places. */
static enum st same_places(struct settling *x, int64_t a, int64_t b, bool *same,
                           struct err *err)
{
    static const char sql[] =
        "SELECT (SELECT group_concat(raw, '|') FROM place WHERE posting = ?1)"
        " IS (SELECT group_concat(raw, '|') FROM place WHERE posting = ?2)";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&x->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, a);
    bind_i64(query, 2, b);
    st = db_row(&x->s->db, query, &row, err);
    if (st != ST_OK)
        return st;
    *same = row && sqlite3_column_int(query, 0);
    sqlite3_reset(query);
    return ST_OK;
}

static enum st reason(struct settling *x, uint32_t index, const char **why,
                      struct err *err)
{
    uint32_t first = x->v[index].first;
    const struct advert *a = &x->v[index].advert, *b = &x->v[first].advert;
    bool same = true;
    *why = "agency";
    if (a->employer && b->employer && a->employer != b->employer)
        return ST_OK;
    enum st st =
        same_places(x, x->facts[index].id, x->facts[first].id, &same, err);
    *why = !same                                              ? "place"
           : x->facts[index].source != x->facts[first].source ? "board"
                                                              : "repost";
    return st;
}

static enum st write_copy(struct settling *x, uint32_t index, struct err *err)
{
    static const char sql[] = "INSERT INTO copy (posting, first, how, why)"
                              " VALUES (?1, ?2, ?3, ?4)";
    uint32_t first = x->v[index].first;
    const char *how = "first", *why = NULL;
    sqlite3_stmt *query;
    enum st st = ST_OK;
    if (first != index) {
        how = x->v[index].fingerprint == x->v[first].fingerprint ? "exact"
                                                                 : "near";
        st = reason(x, index, &why, err);
    }
    if (st == ST_OK)
        st = db_query(&x->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, x->facts[index].id);
    bind_i64(query, 2, x->facts[first].id);
    bind_cstr(query, 3, how);
    bind_cstr(query, 4, why);
    return db_run(&x->s->db, query, err);
}

static enum st write_copies(struct settling *x, struct err *err)
{
    bool *many = xcalloc(x->n, sizeof *many);
    for (uint32_t i = 0; i < x->n; i++)
        if (x->v[i].first != i)
            many[x->v[i].first] = true;
    enum st st = db_exec(&x->s->db,
                         x->whole ? "DELETE FROM copy"
                                  : "DELETE FROM copy WHERE posting IN"
                                    " (SELECT posting FROM temp.part)",
                         err);
    for (uint32_t i = 0; st == ST_OK && i < x->n; i++)
        if (many[x->v[i].first])
            st = write_copy(x, i, err);
    free(many);
    return st;
}

static enum st settle(struct postings *s, struct err *err)
{
    struct settling x = {.s = s};
    struct copies_texts texts = {read_text, &x};
    enum st st = settle_choose(s, &x.whole, err);
    if (st == ST_OK)
        st = read_items(&x, err);
    if (st == ST_OK)
        st = copies_find(x.v, x.n, texts, err);
    if (st == ST_OK)
        st = write_copies(&x, err);
    if (st == ST_OK) {
        int64_t *keys = near_keys(&x);
        st = write_near(&x, keys, err);
        if (st == ST_OK)
            st = write_boilerplate(&x, keys, err);
        free(keys);
    }
    free(x.v);
    free(x.facts);
    return st;
}

enum st postings_settle(struct postings *s, struct err *err)
{
    bool own, unsettled = false;
    enum st st = store_enter(s, &own, err);
    if (st != ST_OK)
        return st;
    st = is_unsettled(s, &unsettled, err);
    if (st == ST_OK && unsettled)
        st = settle(s, err);
    return store_leave(s, own, st, err);
}
