/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "store/migrate.h"
#include "store/postings_impl.h"
#include "store/schema_sql.h"
#include "store_fixture.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define NOBODY 65534

/* ---- Files made without the store ---- */

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Opening must fail with want and words, and leave the bytes alone. */
static void assert_refused(struct fixture *f, enum st want, const char *words)
{
    struct buf before, after;
    struct err err = {0};
    unsigned entries = tempdir_count(f->dir);
    file_get(f->path, &before);
    assert_int_equal(postings_open(f->path, &f->s, &err), want);
    if (!strstr(err.msg, words))
        fail_msg("\"%s\" does not say \"%s\"", err.msg, words);
    assert_int_equal(postings_open_read(f->path, &f->s, &err), want);
    assert_null(f->s);
    file_get(f->path, &after);
    assert_true(str_eq(buf_str(&before), buf_str(&after)));
    assert_int_equal(tempdir_count(f->dir), entries);
    buf_done(&before);
    buf_done(&after);
}

static void what_is_no_store_is_refused_untouched(void **state)
{
    struct fixture *f = *state;
    char noise[8192];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * 131 + i / 7);
    file_put(f->path, STR("not a database\n"));
    assert_refused(f, ST_CONFIG, "is no store");
    file_put(f->path, STR("SQLite format 3\0half of a header"));
    assert_refused(f, ST_CONFIG, "is no store");
    file_put(f->path, (struct str){noise, sizeof noise});
    assert_refused(f, ST_CONFIG, "is no store");
    unlink(f->path);
    run_sql(f->path, "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
    assert_refused(f, ST_CONFIG, "another program");
}

static void a_folder_or_a_pipe_is_no_store(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    assert_int_equal(postings_open(f->dir, &f->s, &err), ST_CONFIG);
    assert_int_equal(mkfifo(f->path, 0600), 0);
    assert_int_equal(postings_open(f->path, &f->s, &err), ST_CONFIG);
    assert_non_null(strstr(err.msg, "no regular file"));
}

static void a_newer_store_is_refused_untouched(void **state)
{
    struct fixture *f = *state;
    fixture_open(f);
    fixture_close(f);
    run_sql(f->path, "PRAGMA user_version = 99");
    char want[128];
    snprintf(want, sizeof want,
             "has schema 99, this program knows %d: use a "
             "newer skilltally, or --home",
             store_migrations().n);
    assert_refused(f, ST_CONFIG, want);
}

static void a_newer_store_still_in_its_log_is_refused(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    sqlite3 *db = NULL;
    fixture_open(f);
    fixture_close(f);
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL),
        SQLITE_OK);
    assert_int_equal(postings_open(f->path, &f->s, &err), ST_CONFIG);
    assert_non_null(strstr(err.msg, "has schema 99"));
    assert_int_equal(postings_open_read(f->path, &f->s, &err), ST_CONFIG);
    sqlite3_close(db);
}

/* Copy the bytes of from to to. */
static void copy_file(const char *from, const char *to)
{
    struct buf bytes;
    struct err err;
    buf_init(&bytes, 64u << 20);
    assert_ok(file_read(from, &bytes, &err), err);
    assert_ok(file_write(to, buf_str(&bytes), &err), err);
    buf_done(&bytes);
}

/* A full disk amid a checkpoint: the header has been copied from the WAL and
 * speaks of pages that are only there. */
static void
a_store_cut_short_in_a_checkpoint_is_whole_with_its_log(void **state)
{
    struct fixture *f = *state;
    char copy[TEMP_PATH_BYTES], wal[TEMP_PATH_BYTES],
        copied_wal[TEMP_PATH_BYTES];
    static const unsigned char many_pages[] = {0, 0, 0x40, 0};
    fixture_open(f);
    struct posting p = fixture_posting("1");
    fixture_put(f, &p, SEEN);
    tempdir_path(copy, f->dir, "copy.db");
    tempdir_path(wal, f->dir, "store.db-wal");
    tempdir_path(copied_wal, f->dir, "copy.db-wal");
    copy_file(f->path, copy);
    copy_file(wal, copied_wal);
    fixture_close(f);
    FILE *file = fopen(copy, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 28, SEEK_SET), 0); /* size in pages */
    assert_int_equal(fwrite(many_pages, 1, 4, file), 4);
    assert_int_equal(fclose(file), 0);
    memcpy(f->path, copy, sizeof f->path);
    struct err err;
    assert_ok(postings_open_read(f->path, &f->s, &err), err);
    assert_int_equal(fixture_totals(f).postings, 1);
    fixture_close(f);
    fixture_open(f);
    assert_int_equal(fixture_totals(f).postings, 1);
}

static void a_missing_store_is_made_only_for_writing(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    assert_int_equal(postings_open_read(f->path, &f->s, &err), ST_NO_INPUT);
    assert_int_equal(tempdir_count(f->dir), 0);
    file_put(f->path, STR(""));
    assert_int_equal(postings_open_read(f->path, &f->s, &err), ST_NO_INPUT);
    fixture_open(f);
    assert_int_equal(fixture_totals(f).postings, 0);
    fixture_close(f);
    assert_ok(postings_open_read(f->path, &f->s, &err), err);
    assert_int_equal(fixture_totals(f).postings, 0);
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    char path[TEMP_PATH_BYTES];
    enum st st = postings_open(tempdir_path(path, f->dir, "no/such/store.db"),
                               &f->s, &err);
    assert_int_equal(st, ST_CREATE);
    assert_non_null(strstr(err.msg, "no/such"));
}

/* ---- Migration ---- */

/* A file that was being made when its writer was killed: the journal, still
 * there, says that it was empty before. */
static void a_store_that_was_not_quite_made_is_made(void **state)
{
    struct fixture *f = *state;
    char journal[TEMP_PATH_BYTES];
    static const char head[512] = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
                                  "\0\0\0\0\0\0\0\0\0\0\0\0"
                                  "\0\0\x02\0\0\0\x10\0";
    run_sql(f->path, "PRAGMA application_id = 0x534b5459");
    tempdir_path(journal, f->dir, "store.db-journal");
    file_put(journal, (struct str){head, sizeof head});
    for (int i = 0; i < 2; i++) {
        fixture_open(f);
        fixture_close(f);
    }
}

static void a_store_without_tables_is_filled(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; VACUUM",
             DB_APPLICATION_ID);
    run_sql(f->path, sql);
    assert_int_equal(postings_open_read(f->path, &f->s, &err), ST_CONFIG);
    assert_non_null(strstr(err.msg, "has schema 0"));
    fixture_open(f);
    struct posting p = fixture_posting("1");
    assert_int_equal(fixture_put(f, &p, SEEN), PUT_NEW);
}

static int version_of(struct postings *s)
{
    struct err err;
    int version = -1;
    assert_ok(migrate_version(&s->db, &version, &err), err);
    return version;
}

/* The steps that a store of today has behind it, which are never run, and n
 * further ones. */
static struct migrations further(const char **room, const char *const *steps,
                                 int n)
{
    int known = store_migrations().n;
    for (int i = 0; i < known; i++)
        room[i] = "SELECT * FROM no_such_table";
    for (int i = 0; i < n; i++)
        room[known + i] = steps[i];
    return (struct migrations){room, known + n};
}

static void steps_that_lack_are_run_once(void **state)
{
    struct fixture *f = *state;
    struct err err;
    static const char second[] = "CREATE TABLE extra (x INTEGER) STRICT;"
                                 "INSERT INTO extra"
                                 " SELECT count(*) FROM posting;";
    static const char *const steps[] = {second, "INSERT INTO extra VALUES (7)"};
    const char *room[16];
    int known = store_migrations().n;
    fixture_open(f);
    struct posting p = fixture_posting("1");
    fixture_put(f, &p, SEEN);
    assert_int_equal(version_of(f->s), known);
    assert_ok(migrate(&f->s->db, further(room, steps, 1), &err), err);
    assert_int_equal(version_of(f->s), known + 1);
    assert_ok(migrate(&f->s->db, further(room, steps, 2), &err), err);
    assert_ok(migrate(&f->s->db, further(room, steps, 2), &err), err);
    assert_int_equal(version_of(f->s), known + 2);
    assert_ok(db_exec(&f->s->db,
                      "CREATE TABLE is_right AS SELECT 1 / ("
                      "SELECT sum(x) = 8 AND count(*) = 2 FROM extra) AS x",
                      &err),
              err);
    assert_int_equal(migrate(&f->s->db, store_migrations(), &err), ST_CONFIG);
}

/* What a version that knew nothing of crawls has left. */
static void a_store_of_schema_1_keeps_its_postings(void **state)
{
    struct fixture *f = *state;
    struct err err;
    struct posting p;
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, store_schema_sql, NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(
            db,
            "PRAGMA application_id = 0x534b5459; PRAGMA user_version = 1;"
            "INSERT INTO source (id, name) VALUES (1, 'lever/acme');"
            "INSERT INTO employer (id, name) VALUES (1, 'acme');"
            "INSERT INTO posting (source, ext_id, content_hash,"
            " first_seen_utc, last_seen_utc, employer, title, text_bytes,"
            " truncated, usable, fingerprint)"
            " VALUES (1, '7', 1, 2, 3, 1, 'Tester', 0, 0, 0, 1);"
            "UPDATE posting SET (salary_min_cents, salary_currency,"
            " salary_period) = (700, 'EUR', 'hour');"
            "INSERT INTO place (posting, n, country) VALUES (1, 0, NULL),"
            " (1, 2, 'FR'), (1, 1, 'DE');"
            "INSERT INTO packed (posting, row) VALUES (1, x'')",
            NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(postings_open_read(f->path, &f->s, &err), ST_CONFIG);
    assert_non_null(strstr(err.msg, "has schema 1"));
    fixture_open(f);
    assert_int_equal(version_of(f->s), store_migrations().n);
    assert_ok(postings_get(f->s, STR("lever/acme:7"), f->a, &p, NULL, &err),
              err);
    assert_true(str_eq(p.title, STR("Tester")));
    assert_int_equal(fixture_totals(f).closed, 0);
    /* What reports read is filled from what was there. */
    assert_ok(db_exec(&f->s->db,
                      "CREATE TABLE is_right AS SELECT 1 / (pay_min_cents = 700"
                      " AND pay_max_cents IS NULL AND pay_currency = 'EUR'"
                      " AND pay_period = 'hour' AND country = 'DE') AS x"
                      " FROM packed",
                      &err),
              err);
    assert_ok(db_exec(&f->s->db,
                      "CREATE TABLE is_there (x INTEGER NOT NULL) STRICT;"
                      "INSERT INTO is_there SELECT max(x) FROM is_right",
                      &err),
              err);
    assert_ok(postings_check(f->s, &err), err);
}

static void a_step_that_fails_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    static const char *const steps[] = {"CREATE TABLE extra (x INTEGER) STRICT",
                                        "CREATE TABLE extra (y)"};
    const char *room[16];
    char want[64];
    int known = store_migrations().n;
    snprintf(want, sizeof want, "migration to schema %d", known + 2);
    fixture_open(f);
    assert_int_equal(migrate(&f->s->db, further(room, steps, 2), &err), ST_BUG);
    assert_non_null(strstr(err.msg, want));
    assert_int_equal(version_of(f->s), known);
    assert_ok(db_exec(&f->s->db, "CREATE TABLE extra (z)", &err), err);
}

/* ---- Faults ---- */

/* Put postings "0".. with enough text to fill pages, until one fails. */
static enum st fill(struct postings *s, unsigned *n, struct err *err)
{
    char text[6000], id[16];
    enum put_result result;
    enum st st = ST_OK;
    memset(text, 'x', sizeof text);
    while (st == ST_OK && *n < 2000) {
        snprintf(id, sizeof id, "%u", *n);
        struct posting p = fixture_posting(id);
        p.text = (struct str){text, sizeof text};
        st = postings_put(s, &p, 0, SEEN, &result, err);
        *n += st == ST_OK;
    }
    return st;
}

static void a_full_database_keeps_what_was_committed(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    unsigned n = 0;
    fixture_open(f);
    assert_ok(db_exec(&f->s->db, "PRAGMA max_page_count = 120", &err), err);
    assert_int_equal(fill(f->s, &n, &err), ST_IO);
    assert_non_null(strstr(err.msg, "make room"));
    assert_true(n > 10);
    assert_int_equal(fixture_totals(f).postings, n);
    unsigned more = n;
    assert_ok(postings_begin(f->s, &err), err);
    assert_int_equal(fill(f->s, &more, &err), ST_IO);
    assert_int_equal(postings_commit(f->s, &err), ST_BUG);
    assert_int_equal(fixture_totals(f).postings, n);
    assert_ok(postings_check(f->s, &err), err);
    assert_ok(db_exec(&f->s->db, "PRAGMA max_page_count = 100000", &err), err);
    struct posting p = fixture_posting("room again");
    assert_int_equal(fixture_put(f, &p, SEEN), PUT_NEW);
}

static int fill_under_limit(const char *path)
{
    struct rlimit limit = {600000, RLIM_INFINITY};
    struct postings *s = NULL;
    struct err err = {0};
    unsigned n = 0;
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 ||
        postings_open(path, &s, &err) != ST_OK)
        return 1;
    enum st st = fill(s, &n, &err);
    postings_free(s);
    return st == ST_IO && strstr(err.msg, "make room") && n < 240 ? (int)n + 10
                                                                  : 2;
}

static void a_full_disk_keeps_what_was_committed(void **state)
{
    struct fixture *f = *state;
    struct err err;
    int status;
    pid_t child = fork();
    if (child == 0)
        _exit(fill_under_limit(f->path));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) > 10);
    fixture_open(f);
    assert_ok(postings_check(f->s, &err), err);
    assert_int_equal(fixture_totals(f).postings, WEXITSTATUS(status) - 10);
}

/* Commit three, begin a fourth, and go without a word. */
static void write_and_die(const char *path)
{
    struct postings *s = NULL;
    struct err err;
    enum put_result result;
    static const char *const ids[] = {"1", "2", "3", "4"};
    if (postings_open(path, &s, &err) != ST_OK)
        _exit(1);
    for (size_t i = 0; i < 4; i++) {
        struct posting p = fixture_posting(ids[i]);
        if (i == 3 && postings_begin(s, &err) != ST_OK)
            _exit(1);
        if (postings_put(s, &p, 0, SEEN, &result, &err) != ST_OK)
            _exit(1);
    }
    kill(getpid(), SIGKILL);
}

static void a_killed_writer_loses_only_what_was_not_committed(void **state)
{
    struct fixture *f = *state;
    struct err err;
    int status;
    pid_t child = fork();
    if (child == 0)
        write_and_die(f->path);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    fixture_open(f);
    assert_ok(postings_check(f->s, &err), err);
    assert_int_equal(fixture_totals(f).postings, 3);
}

static void a_second_writer_is_told_to_wait(void **state)
{
    struct fixture *f = *state;
    struct postings *other = NULL;
    struct err err = {0};
    enum put_result result;
    struct posting p = fixture_posting("1"), q = fixture_posting("2");
    fixture_open(f);
    assert_ok(postings_open(f->path, &other, &err), err);
    sqlite3_busy_timeout(other->db.handle, 10);
    assert_ok(postings_begin(f->s, &err), err);
    fixture_put(f, &p, SEEN);
    assert_int_equal(postings_put(other, &q, 0, SEEN, &result, &err), ST_BUSY);
    assert_non_null(strstr(err.msg, "try again"));
    struct store_totals totals; /* reading goes on meanwhile */
    assert_ok(postings_totals(other, &totals, &err), err);
    assert_int_equal(totals.postings, 0);
    assert_ok(postings_commit(f->s, &err), err);
    assert_ok(postings_put(other, &q, 0, SEEN, &result, &err), err);
    assert_int_equal(fixture_totals(f).postings, 2);
    postings_free(other);
}

static void a_store_opened_for_reading_cannot_be_written(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    enum put_result result;
    struct posting p = fixture_posting("1");
    fixture_open(f);
    fixture_put(f, &p, SEEN);
    fixture_close(f);
    assert_ok(postings_open_read(f->path, &f->s, &err), err);
    assert_int_equal(fixture_totals(f).postings, 1);
    p.id = STR("2");
    assert_int_equal(postings_put(f->s, &p, 0, SEEN, &result, &err),
                     ST_PERMISSION);
}

/* As somebody who may only read the file and its folder. */
static int read_as_guest(const char *path)
{
    struct postings *s = NULL;
    struct store_totals totals;
    struct err err = {0};
    if (geteuid() == 0 &&
        (setgroups(0, NULL) != 0 || setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
        return 1;
    if (postings_open(path, &s, &err) != ST_PERMISSION)
        return 2;
    if (postings_open_read(path, &s, &err) != ST_OK ||
        postings_totals(s, &totals, &err) != ST_OK)
        return 3;
    postings_free(s);
    return totals.postings == 1 ? 0 : 4;
}

static void a_store_in_a_folder_that_is_read_only_can_be_read(void **state)
{
    struct fixture *f = *state;
    struct posting p = fixture_posting("1");
    int status;
    fixture_open(f);
    fixture_put(f, &p, SEEN);
    fixture_close(f);
    assert_int_equal(chmod(f->path, 0444), 0);
    assert_int_equal(chmod(f->dir, 0555), 0);
    pid_t child = fork();
    if (child == 0)
        _exit(read_as_guest(f->path));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(f->dir, 0755), 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static bool count_row(void *ctx, const struct scan_row *row)
{
    (void)row;
    ++*(unsigned *)ctx;
    return true;
}

/* Everything a reader does; the first thing that is not well. */
static enum st read_all(struct fixture *f, struct err *err)
{
    struct store_totals totals;
    struct scan_names names;
    const struct scan_filter all = {-1, -1};
    struct posting p;
    unsigned n = 0;
    enum st st = postings_open(f->path, &f->s, err);
    if (st == ST_OK)
        st = postings_totals(f->s, &totals, err);
    if (st == ST_OK)
        st = postings_scan(f->s, &all, f->a, &names, count_row, &n, err);
    if (st == ST_OK)
        st = postings_get(f->s, STR("3"), f->a, &p, NULL, err);
    if (st == ST_OK)
        st = postings_check(f->s, err);
    return st;
}

/* Each page in turn overwritten: an error in words, never a crash, never a
 * store that seems well. */
static void damage_is_noticed(void **state)
{
    struct fixture *f = *state;
    struct buf whole;
    struct err err = {0};
    unsigned n = 0;
    fixture_open(f);
    assert_ok(postings_begin(f->s, &err), err);
    for (; n < 20; n++) {
        char id[16];
        snprintf(id, sizeof id, "%u", n);
        struct posting p = fixture_posting(id);
        fixture_put(f, &p, SEEN);
    }
    assert_ok(postings_commit(f->s, &err), err);
    fixture_close(f);
    file_get(f->path, &whole);
    for (size_t page = 1; page * 4096 < whole.n; page++) {
        struct buf spoilt;
        buf_init(&spoilt, whole.n);
        buf_add_str(&spoilt, buf_str(&whole));
        memset(spoilt.p + page * 4096, 0xa5, 4096);
        file_put(f->path, buf_str(&spoilt));
        enum st st = read_all(f, &err);
        fixture_close(f);
        if (st != ST_IO || !strstr(err.msg, "extract --all"))
            fail_msg("page %zu: %d %s", page, (int)st, err.msg);
        buf_done(&spoilt);
    }
    file_put(f->path, str_slice(buf_str(&whole), 0, whole.n / 2));
    assert_int_equal(read_all(f, &err), ST_IO);
    buf_done(&whole);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        TEST(what_is_no_store_is_refused_untouched),
        TEST(a_folder_or_a_pipe_is_no_store),
        TEST(a_newer_store_is_refused_untouched),
        TEST(a_newer_store_still_in_its_log_is_refused),
        TEST(a_missing_store_is_made_only_for_writing),
        TEST(a_store_cut_short_in_a_checkpoint_is_whole_with_its_log),
        TEST(a_folder_that_is_not_there_is_an_error),
        TEST(a_store_that_was_not_quite_made_is_made),
        TEST(a_store_without_tables_is_filled),
        TEST(a_store_of_schema_1_keeps_its_postings),
        TEST(steps_that_lack_are_run_once),
        TEST(a_step_that_fails_changes_nothing),
        TEST(a_full_database_keeps_what_was_committed),
        TEST(a_full_disk_keeps_what_was_committed),
        TEST(a_killed_writer_loses_only_what_was_not_committed),
        TEST(a_second_writer_is_told_to_wait),
        TEST(a_store_opened_for_reading_cannot_be_written),
        TEST(a_store_in_a_folder_that_is_read_only_can_be_read),
        TEST(damage_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
