/* SPDX-License-Identifier: MIT */
#include "store/migrate.h"
#include "store/schema_sql.h"
#include <stdio.h>

struct migrations store_migrations(void)
{
    static const char *const steps[] = {store_schema_sql,   store_schema_2_sql,
                                        store_schema_3_sql, store_schema_4_sql,
                                        store_schema_5_sql, store_schema_6_sql,
                                        store_schema_7_sql};
    return (struct migrations){steps, sizeof steps / sizeof *steps};
}

enum st migrate_version(struct db *db, int *version, struct err *err)
{
    static const char sql[] = "PRAGMA user_version";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(db, sql, &query, err);
    if (st == ST_OK)
        st = db_row(db, query, &row, err);
    if (st != ST_OK)
        return st;
    *version = row ? sqlite3_column_int(query, 0) : 0;
    sqlite3_reset(query);
    return ST_OK;
}

static enum st run_steps(struct db *db, struct migrations to, struct err *err)
{
    char mark[64];
    int version;
    enum st st = migrate_version(db, &version, err);
    for (; st == ST_OK && version < to.n; version++) {
        snprintf(mark, sizeof mark, "PRAGMA user_version = %d", version + 1);
        st = db_exec(db, to.steps[version], err);
        if (st == ST_OK)
            st = db_exec(db, mark, err);
        if (st != ST_OK)
            err_prefix(err, "migration to schema %d", version + 1);
    }
    return st;
}

enum st migrate(struct db *db, struct migrations to, struct err *err)
{
    int version;
    enum st st = migrate_version(db, &version, err);
    if (st != ST_OK || version == to.n)
        return st;
    if (version > to.n)
        return db_too_new(db->path, version, to.n, err);
    /* Another process may migrate at the same time: the version is read again
     * inside. */
    st = db_exec(db, "BEGIN IMMEDIATE", err);
    if (st != ST_OK)
        return st;
    st = run_steps(db, to, err);
    if (st == ST_OK)
        st = db_exec(db, "COMMIT", err);
    if (st != ST_OK && !sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    return st;
}
