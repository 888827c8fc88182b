/* SPDX-License-Identifier: MIT */
/* db.h - one SQLite file of ours: opened with care, its errors in our words.
 *
 * Private to store/. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/err.h"
#include "base/str.h"
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DB_APPLICATION_ID  0x534b5459 /* "SKTY" */
#define DB_BUSY_TIMEOUT_MS 5000

struct db {
    sqlite3 *handle;
    char *path;
    struct db_statement *statements; /* prepared once, by address of the SQL */
    size_t n_statements, cap_statements;
};

enum db_mode { DB_WRITE, DB_READ };

/* Open path; DB_WRITE creates it. Anything that is not a store of ours, or one
 * whose schema is newer than known_version, is refused untouched (ST_CONFIG).
 * ST_NO_INPUT: DB_READ and not there. ST_PERMISSION, ST_CREATE, ST_BUSY, ST_IO.
 * *db is to be closed whatever happens. */
MUST_CHECK enum st db_open(const char *path, enum db_mode mode,
                           int known_version, struct db *db, struct err *err);
void db_close(struct db *db);

/* The error words for a schema that is newer than known. */
enum st db_too_new(const char *path, int version, int known, struct err *err);

/* What SQLite's rc means to a user. */
enum st db_fail(const struct db *db, int rc, struct err *err);

MUST_CHECK enum st db_exec(struct db *db, const char *sql, struct err *err);

/* A statement ready to be bound. sql must be a static string: its address is
 * the key under which the prepared statement is kept. Owned by db. */
MUST_CHECK enum st db_query(struct db *db, const char *sql,
                            sqlite3_stmt **query, struct err *err);

/* Run to the end and reset. */
MUST_CHECK enum st db_run(struct db *db, sqlite3_stmt *query, struct err *err);

/* Step to the next row; reset after the last one and on failure. */
MUST_CHECK enum st db_row(struct db *db, sqlite3_stmt *query, bool *row,
                          struct err *err);

/* The whole number, not below 0, that sql asks for in one row; 0 of none. */
MUST_CHECK enum st db_number(struct db *db, const char *sql, size_t *out,
                             struct err *err);

/* Absent text is NULL. The bytes must live until the statement is reset. */
void bind_str(sqlite3_stmt *query, int at, struct str s);
void bind_cstr(sqlite3_stmt *query, int at, const char *s);
void bind_i64(sqlite3_stmt *query, int at, int64_t n);
/* Negative numbers are NULL. */
void bind_count(sqlite3_stmt *query, int at, int64_t n);
void bind_blob(sqlite3_stmt *query, int at, const void *p, size_t n);

/* Absent for NULL; valid until the next step or reset. */
struct str column_str(sqlite3_stmt *query, int at);
/* -1 for NULL. */
int64_t column_count(sqlite3_stmt *query, int at);

#endif
