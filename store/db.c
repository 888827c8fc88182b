/* SPDX-License-Identifier: MIT */
#include "store/db.h"
#include "base/alloc.h"
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct db_statement {
    const char *sql;
    sqlite3_stmt *query;
};

/* ---- Errors ---- */

static enum st disk_full(const struct db *db, struct err *err)
{
    return err_set(err, ST_IO,
                   "no space left for %s: make room and run again (what was "
                   "stored before is whole)",
                   db->path);
}

static bool is_full(int eno)
{
    return eno == ENOSPC || eno == EDQUOT || eno == EFBIG;
}

static enum st cannot_open(const struct db *db, struct err *err)
{
    int eno = sqlite3_system_errno(db->handle);
    if (is_full(eno))
        return disk_full(db, err);
    if (eno == EACCES || eno == EPERM || eno == EROFS)
        return err_errno(err, ST_PERMISSION, eno, "open %s", db->path);
    if (eno)
        return err_errno(err, ST_CREATE, eno, "open %s", db->path);
    return err_set(err, ST_CREATE, "open %s: %s", db->path,
                   sqlite3_errmsg(db->handle));
}

/* SQLite does not keep errno where a commit fails; errno itself, which nothing
 * has changed since, then still tells a quota or a file size limit. (A disk
 * without space is SQLITE_FULL.) */
static enum st io_error(const struct db *db, int eno, struct err *err)
{
    int kept = sqlite3_system_errno(db->handle);
    if (is_full(kept) || is_full(eno))
        return disk_full(db, err);
    if (kept)
        return err_errno(err, ST_IO, kept, "%s", db->path);
    return err_set(err, ST_IO, "%s: %s", db->path, sqlite3_errmsg(db->handle));
}

enum st db_fail(const struct db *db, int rc, struct err *err)
{
    int eno = errno;
    switch (rc & 0xff) {
    case SQLITE_FULL:
        return disk_full(db, err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, ST_BUSY,
                       "%s is being written by another skilltally: try again "
                       "when it is done",
                       db->path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return err_set(err, ST_PERMISSION, "%s cannot be written: %s", db->path,
                       sqlite3_errmsg(db->handle));
    case SQLITE_CANTOPEN:
        return cannot_open(db, err);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return err_set(err, ST_IO,
                       "%s is damaged: move it away, and run `skilltally "
                       "extract --all` to make it again from the archive",
                       db->path);
    case SQLITE_IOERR:
        return io_error(db, eno, err);
    case SQLITE_TOOBIG:
        return err_set(err, ST_TOO_BIG, "%s: %s", db->path,
                       sqlite3_errmsg(db->handle));
    default:
        return err_set(err, rc == SQLITE_NOMEM ? ST_IO : ST_BUG, "%s: %s",
                       db->path, sqlite3_errmsg(db->handle));
    }
}

enum st db_too_new(const char *path, int version, int known, struct err *err)
{
    return err_set(err, ST_CONFIG,
                   "store %s has schema %d, this program knows %d: use a newer "
                   "skilltally, or --home",
                   path, version, known);
}

/* ---- Opening ---- */

static int open_handle(struct db *db, const char *name, int flags)
{
    flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int rc = sqlite3_open_v2(name, &db->handle, flags, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_busy_timeout(db->handle, DB_BUSY_TIMEOUT_MS);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return sqlite3_exec(db->handle,
                        "PRAGMA foreign_keys = ON;"
                        "PRAGMA cell_size_check = ON;"
                        "PRAGMA mmap_size = 0;"
                        "PRAGMA temp_store = MEMORY;"
                        "PRAGMA cache_size = -32768;",
                        NULL, NULL, NULL);
}

/* The URI of the file as it is, without its WAL, locks or recovery; to be freed
 * with sqlite3_free(). */
static char *immutable_uri(const char *path)
{
    sqlite3_str *uri = sqlite3_str_new(NULL);
    sqlite3_str_appendall(uri, *path == '/' ? "file://" : "file:");
    for (const char *p = path; *p; p++)
        if (strchr("%?#", *p))
            sqlite3_str_appendf(uri, "%%%02X", (unsigned char)*p);
        else
            sqlite3_str_appendchar(uri, 1, *p);
    sqlite3_str_appendall(uri, "?immutable=1");
    return sqlite3_str_finish(uri);
}

static int open_immutable(struct db *db, const char *path)
{
    char *uri = immutable_uri(path);
    int rc = open_handle(db, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    sqlite3_free(uri);
    return rc;
}

/* Open the file for a look at its header alone. A full disk or a crash amid a
 * checkpoint leaves a file that is shorter than its header says and is whole
 * again with its WAL: writable_schema keeps that from being taken for damage;
 * nothing can be written through this handle. */
static int open_header(struct db *db, const char *path)
{
    char *uri = immutable_uri(path);
    int rc = sqlite3_open_v2(uri, &db->handle,
                             SQLITE_OPEN_READONLY | SQLITE_OPEN_URI |
                                 SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                             NULL);
    sqlite3_free(uri);
    return rc != SQLITE_OK
               ? rc
               : sqlite3_exec(db->handle, "PRAGMA writable_schema = ON", NULL,
                              NULL, NULL);
}

static int read_number(const struct db *db, const char *sql, int *out)
{
    sqlite3_stmt *query = NULL;
    int rc = sqlite3_prepare_v2(db->handle, sql, -1, &query, NULL);
    if (rc == SQLITE_OK && sqlite3_step(query) == SQLITE_ROW)
        *out = sqlite3_column_int(query, 0);
    int rc_end = sqlite3_finalize(query);
    return rc == SQLITE_OK ? rc_end : rc;
}

static enum st check_marks(const struct db *db, int known_version,
                           struct err *err)
{
    int mark = 0, version = 0;
    int rc = read_number(db, "PRAGMA application_id", &mark);
    if (rc == SQLITE_OK)
        rc = read_number(db, "PRAGMA user_version", &version);
    if ((rc & 0xff) == SQLITE_NOTADB)
        return err_set(err, ST_CONFIG,
                       "%s is no store of skilltally's: move it away, or use "
                       "--home",
                       db->path);
    if (rc != SQLITE_OK)
        return db_fail(db, rc, err);
    if (mark != DB_APPLICATION_ID)
        return err_set(err, ST_CONFIG,
                       "%s is the database of another program: move it away, "
                       "or use --home",
                       db->path);
    return version > known_version
               ? db_too_new(db->path, version, known_version, err)
               : ST_OK;
}

/* An ordinary open might roll back or checkpoint a database that is not ours,
 * and reading its bytes ourselves would drop the locks that another connection
 * of this process has on it: so the first look is an immutable open.
 * *fresh: there is no file, or an empty one. */
static enum st look_at(const char *path, enum db_mode mode, int known_version,
                       bool *fresh, struct err *err)
{
    struct stat info;
    int rc = stat(path, &info);
    *fresh = true;
    if (rc != 0 && errno == ENOENT && mode == DB_WRITE)
        return ST_OK;
    if (rc != 0 && errno == ENOENT)
        return err_set(err, ST_NO_INPUT,
                       "there is no store at %s yet: crawl or import first",
                       path);
    if (rc != 0)
        return err_errno(err, st_from_errno(errno), errno, "open %s", path);
    if (!S_ISREG(info.st_mode))
        return err_set(err, ST_CONFIG, "%s is no regular file", path);
    if (info.st_size == 0)
        return ST_OK;
    *fresh = false;
    AUTO(db_close) struct db look = {.path = xstrdup(path)};
    rc = open_header(&look, path);
    return rc == SQLITE_OK || (rc & 0xff) == SQLITE_NOTADB
               ? check_marks(&look, known_version, err)
               : db_fail(&look, rc, err);
}

/* What was there may be gone: a process that is killed while it makes the file
 * leaves a journal, by which opening it undid that. */
static enum st is_empty(const struct db *db, bool *empty, struct err *err)
{
    int pages = 0;
    int rc = read_number(db, "PRAGMA page_count", &pages);
    *empty = pages == 0;
    return rc == SQLITE_OK ? ST_OK : db_fail(db, rc, err);
}

static enum st set_up(struct db *db, struct err *err)
{
    static const char settings[] = "PRAGMA journal_mode = WAL;"
                                   "PRAGMA synchronous = FULL;";
    char mark[64];
    bool fresh;
    if (sqlite3_db_readonly(db->handle, "main") == 1)
        return err_set(err, ST_PERMISSION,
                       "%s cannot be written: its permissions or those of its "
                       "folder forbid it",
                       db->path);
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d",
             DB_APPLICATION_ID);
    enum st st = is_empty(db, &fresh, err);
    if (st == ST_OK &&
        fresh) /* before WAL, so that the mark is in the file itself */
        st = db_exec(db, mark, err);
    return st == ST_OK ? db_exec(db, settings, err) : st;
}

static bool has_wal(const char *path)
{
    char *wal = sqlite3_mprintf("%s-wal", path);
    bool there = wal && access(wal, F_OK) == 0;
    sqlite3_free(wal);
    return there;
}

/* In a folder that cannot be written WAL has no place for its index. Without
 * a WAL file the database is whole by itself and may be read as it is. */
static enum st open_for_reading(struct db *db, const char *path,
                                struct err *err)
{
    int rc = open_handle(db, path, SQLITE_OPEN_READONLY);
    if (rc == SQLITE_OK) /* the first read is what opens the WAL */
        rc = sqlite3_exec(db->handle, "SELECT 1 FROM sqlite_schema LIMIT 1",
                          NULL, NULL, NULL);
    bool no_index =
        (rc & 0xff) == SQLITE_CANTOPEN || (rc & 0xff) == SQLITE_READONLY;
    if (no_index && !has_wal(path)) {
        sqlite3_close(db->handle);
        db->handle = NULL;
        rc = open_immutable(db, path);
    }
    return rc == SQLITE_OK ? ST_OK : db_fail(db, rc, err);
}

enum st db_open(const char *path, enum db_mode mode, int known_version,
                struct db *db, struct err *err)
{
    bool fresh;
    *db = (struct db){.path = xstrdup(path)};
    enum st st = look_at(path, mode, known_version, &fresh, err);
    if (st != ST_OK)
        return st;
    if (mode == DB_READ && fresh)
        return err_set(err, ST_NO_INPUT,
                       "the store %s is empty: crawl or import first", path);
    if (mode == DB_READ)
        return open_for_reading(db, path, err);
    int rc = open_handle(db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (rc != SQLITE_OK)
        return db_fail(db, rc, err);
    return set_up(db, err);
}

void db_close(struct db *db)
{
    for (size_t i = 0; i < db->n_statements; i++)
        sqlite3_finalize(db->statements[i].query);
    free(db->statements);
    sqlite3_close(db->handle);
    free(db->path);
    *db = (struct db){0};
}

/* ---- Statements ---- */

enum st db_exec(struct db *db, const char *sql, struct err *err)
{
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? ST_OK : db_fail(db, rc, err);
}

enum st db_query(struct db *db, const char *sql, sqlite3_stmt **query,
                 struct err *err)
{
    for (size_t i = 0; i < db->n_statements; i++)
        if (db->statements[i].sql == sql) {
            *query = db->statements[i].query;
            return ST_OK;
        }
    sqlite3_stmt *made;
    int rc = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                &made, NULL);
    if (rc != SQLITE_OK)
        return db_fail(db, rc, err);
    db->statements = xgrow(db->statements, db->n_statements,
                           &db->cap_statements, sizeof *db->statements);
    db->statements[db->n_statements++] = (struct db_statement){sql, made};
    *query = made;
    return ST_OK;
}

enum st db_row(struct db *db, sqlite3_stmt *query, bool *row, struct err *err)
{
    int rc = sqlite3_step(query);
    *row = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW)
        return ST_OK;
    enum st st = rc == SQLITE_DONE ? ST_OK : db_fail(db, rc, err);
    sqlite3_reset(query);
    return st;
}

enum st db_number(struct db *db, const char *sql, size_t *out, struct err *err)
{
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(db, sql, &query, err);
    if (st == ST_OK)
        st = db_row(db, query, &row, err);
    if (st != ST_OK)
        return st;
    *out = row ? (size_t)sqlite3_column_int64(query, 0) : 0;
    sqlite3_reset(query);
    return ST_OK;
}

enum st db_run(struct db *db, sqlite3_stmt *query, struct err *err)
{
    bool row = true;
    enum st st = ST_OK;
    while (st == ST_OK && row)
        st = db_row(db, query, &row, err);
    return st;
}

static void check_bound(int rc)
{
    assert(rc == SQLITE_OK);
    (void)rc;
}

void bind_str(sqlite3_stmt *query, int at, struct str s)
{
    if (s.p)
        check_bound(sqlite3_bind_text64(query, at, s.p, s.n, SQLITE_STATIC,
                                        SQLITE_UTF8));
    else
        check_bound(sqlite3_bind_null(query, at));
}

void bind_cstr(sqlite3_stmt *query, int at, const char *s)
{
    bind_str(query, at, str_from(s));
}

void bind_i64(sqlite3_stmt *query, int at, int64_t n)
{
    check_bound(sqlite3_bind_int64(query, at, n));
}

void bind_count(sqlite3_stmt *query, int at, int64_t n)
{
    if (n >= 0)
        bind_i64(query, at, n);
    else
        check_bound(sqlite3_bind_null(query, at));
}

void bind_blob(sqlite3_stmt *query, int at, const void *p, size_t n)
{
    check_bound(sqlite3_bind_blob64(query, at, p, n, SQLITE_STATIC));
}

struct str column_str(sqlite3_stmt *query, int at)
{
    const char *p = (const char *)sqlite3_column_text(query, at);
    return p ? (struct str){p, (size_t)sqlite3_column_bytes(query, at)}
             : STR_NONE;
}

int64_t column_count(sqlite3_stmt *query, int at)
{
    return sqlite3_column_type(query, at) == SQLITE_NULL
               ? -1
               : sqlite3_column_int64(query, at);
}
