/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/hash.h"
#include "store/migrate.h"
#include "store/postings_impl.h"
#include <stdlib.h>
#include <string.h>

#define SCRATCH_MAX_BYTES (1u << 30)

/* ---- Opening ---- */

static enum st open_current(const char *path, enum db_mode mode,
                            struct postings *s, struct err *err)
{
    struct migrations known = store_migrations();
    int version;
    enum st st = db_open(path, mode, known.n, &s->db, err);
    if (st == ST_OK && mode == DB_WRITE)
        st = migrate(&s->db, known, err);
    if (st == ST_OK)
        st = migrate_version(&s->db, &version, err);
    if (st == ST_OK && version > known.n)
        st = db_too_new(path, version, known.n, err);
    if (st == ST_OK && version < known.n)
        st = err_set(err, ST_CONFIG,
                     "store %s has schema %d, this program reads %d: run a "
                     "command that writes (extract) once",
                     path, version, known.n);
    return st;
}

static enum st open_in(const char *path, enum db_mode mode,
                       struct postings **out, struct err *err)
{
    AUTO(auto_postings_free) struct postings *s = xalloc(sizeof *s);
    buf_init(&s->bytes, SCRATCH_MAX_BYTES);
    buf_init(&s->spans, SCRATCH_MAX_BYTES);
    enum st st = open_current(path, mode, s, err);
    if (st != ST_OK)
        return st;
    *out = s;
    s = NULL;
    return ST_OK;
}

enum st postings_open(const char *path, struct postings **out, struct err *err)
{
    return open_in(path, DB_WRITE, out, err);
}

enum st postings_open_read(const char *path, struct postings **out,
                           struct err *err)
{
    return open_in(path, DB_READ, out, err);
}

static void forget(struct id_cache *cache)
{
    for (size_t i = 0; i < ID_CACHE_SLOTS; i++) {
        free(cache->slots[i].name);
        cache->slots[i] = (struct id_slot){0};
    }
}

void store_forget_names(struct postings *s)
{
    forget(&s->sources);
    forget(&s->roles);
    forget(&s->concepts);
    forget(&s->employers);
}

void postings_free(struct postings *s)
{
    if (!s)
        return;
    postings_rollback(s);
    store_forget_names(s);
    buf_done(&s->bytes);
    buf_done(&s->spans);
    free(s->skills);
    db_close(&s->db);
    free(s);
}

/* ---- Transactions ---- */

enum st postings_begin(struct postings *s, struct err *err)
{
    if (s->in_tx)
        return err_set(err, ST_BUG, "a transaction inside a transaction");
    enum st st = db_exec(&s->db, "BEGIN IMMEDIATE", err);
    s->in_tx = st == ST_OK;
    s->failed = false;
    return st;
}

enum st postings_commit(struct postings *s, struct err *err)
{
    enum st st = ST_OK;
    if (!s->in_tx || s->failed)
        st = err_set(err, ST_BUG,
                     s->in_tx ? "a commit after a write that failed"
                              : "a commit without a transaction");
    if (st == ST_OK)
        st = db_exec(&s->db, "COMMIT", err);
    if (st != ST_OK)
        postings_rollback(s);
    s->in_tx = false;
    return st;
}

void postings_rollback(struct postings *s)
{
    if (!s->in_tx)
        return;
    /* SQLite has rolled back by itself after some errors, a full disk among
     * them. */
    if (!sqlite3_get_autocommit(s->db.handle))
        sqlite3_exec(s->db.handle, "ROLLBACK", NULL, NULL, NULL);
    s->in_tx = s->failed = false;
    store_forget_names(s);
}

enum st store_enter(struct postings *s, bool *own, struct err *err)
{
    *own = !s->in_tx;
    if (*own)
        return postings_begin(s, err);
    if (s->failed)
        return err_set(err, ST_BUG, "a write after one that failed");
    return ST_OK;
}

enum st store_leave(struct postings *s, bool own, enum st st, struct err *err)
{
    if (own && st == ST_OK)
        return postings_commit(s, err);
    if (own)
        postings_rollback(s);
    else if (st != ST_OK)
        s->failed = true;
    return st;
}

/* ---- Names ---- */

static enum st find_name(struct postings *s, const struct intern_sql *sql,
                         struct str name, int64_t *id, struct err *err)
{
    sqlite3_stmt *find, *add;
    bool row;
    enum st st = db_query(&s->db, sql->find, &find, err);
    if (st != ST_OK)
        return st;
    bind_str(find, 1, name);
    st = db_row(&s->db, find, &row, err);
    if (st != ST_OK)
        return st;
    if (row) {
        *id = sqlite3_column_int64(find, 0);
        sqlite3_reset(find);
        return ST_OK;
    }
    st = db_query(&s->db, sql->add, &add, err);
    if (st != ST_OK)
        return st;
    bind_str(add, 1, name);
    st = db_run(&s->db, add, err);
    *id = sqlite3_last_insert_rowid(s->db.handle);
    return st;
}

enum st store_intern(struct postings *s, struct id_cache *cache,
                     const struct intern_sql *sql, struct str name, int64_t *id,
                     struct err *err)
{
    struct id_slot *slot = &cache->slots[hash64(name) % ID_CACHE_SLOTS];
    if (slot->name && slot->n == name.n &&
        memcmp(slot->name, name.p, name.n) == 0) {
        *id = slot->id;
        return ST_OK;
    }
    enum st st = find_name(s, sql, name, id, err);
    if (st != ST_OK)
        return st;
    if (name.n > slot->cap || !slot->name) {
        slot->cap = name.n + 1;
        slot->name = xrealloc(slot->name, slot->cap, 1);
    }
    memcpy(slot->name, name.p, name.n);
    slot->n = name.n;
    slot->id = *id;
    return ST_OK;
}

enum st store_source_id(struct postings *s, struct str name, int64_t *id,
                        struct err *err)
{
    static const struct intern_sql sql = {
        "SELECT id FROM source WHERE name = ?1",
        "INSERT INTO source (name) VALUES (?1)"};
    return store_intern(s, &s->sources, &sql, name.p ? name : STR(""), id, err);
}

struct date store_column_date(sqlite3_stmt *query, int at)
{
    struct date d = {0};
    struct str text = column_str(query, at);
    if (text.p)
        (void)date_parse(text, &d);
    return d;
}

/* ---- Meta ---- */

enum st postings_set_meta(struct postings *s, const char *key, struct str value,
                          struct err *err)
{
    static const char sql[] =
        "INSERT INTO meta (key, value) VALUES (?1, ?2)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_cstr(query, 1, key);
    bind_str(query, 2, value.p ? value : STR(""));
    return db_run(&s->db, query, err);
}

enum st postings_get_meta(struct postings *s, const char *key, struct arena *a,
                          struct str *value, struct err *err)
{
    static const char sql[] = "SELECT value FROM meta WHERE key = ?1";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_cstr(query, 1, key);
    st = db_row(&s->db, query, &row, err);
    if (st != ST_OK)
        return st;
    *value = row ? arena_str(a, column_str(query, 0)) : STR_NONE;
    sqlite3_reset(query);
    return ST_OK;
}

enum st postings_clear_derived(struct postings *s, struct err *err)
{
    bool own;
    enum st st = store_enter(s, &own, err);
    if (st != ST_OK)
        return st;
    /* Children first; names too, so that a rebuild numbers them anew. */
    st = db_exec(&s->db,
                 "DELETE FROM skill; DELETE FROM packed; DELETE FROM place;"
                 "DELETE FROM text; DELETE FROM hold; DELETE FROM posting;"
                 "DELETE FROM likeness; DELETE FROM copy;"
                 "DELETE FROM sentences; DELETE FROM boilerplate;"
                 "DELETE FROM skip; UPDATE record SET n_postings = NULL;"
                 "DELETE FROM concept; DELETE FROM role;"
                 "DELETE FROM employer;",
                 err);
    store_forget_names(s);
    return store_leave(s, own, st, err);
}

enum st postings_check(struct postings *s, struct err *err)
{
    static const char sql[] = "PRAGMA quick_check(1)";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st == ST_OK)
        st = db_row(&s->db, query, &row, err);
    if (st != ST_OK || !row)
        return st;
    bool whole = str_eq(column_str(query, 0), STR("ok"));
    sqlite3_reset(query);
    return whole ? ST_OK : db_fail(&s->db, SQLITE_CORRUPT, err);
}
