/* SPDX-License-Identifier: MIT */
#include "store/archive.h"
#include "tempdir.h"
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define NOW 1795334400 /* 2026-11-22T08:00:00Z */

static char dir[TEMP_PATH_BYTES];

static int make_dir(void **state)
{
    (void)state;
    tempdir_make(dir);
    return 0;
}

static int remove_dir(void **state)
{
    (void)state;
    tempdir_remove(dir);
    return 0;
}

static struct archive_fetch a_fetch(void)
{
    return (struct archive_fetch){
        .url = STR("https://jobs.example/1"),
        .request_head = STR("GET /1 HTTP/1.1\r\n\r\n"),
        .response_head = STR("HTTP/1.1 200 OK\r\n\r\n"),
        .body = STR("<p>One posting</p>"),
        .fetched_utc = NOW};
}

/* Write n exchanges and be killed, the file still open; refs (may be NULL)
 * cannot come back from the dead, so the parent reads them off the file. */
static void write_and_die(unsigned n)
{
    struct archive_writer *w = NULL;
    struct archive_fetch f = a_fetch();
    struct err err;
    if (archive_writer_open(dir, "test", NOW, &w, &err) != ST_OK)
        _exit(1);
    for (unsigned i = 0; i < n; i++)
        if (archive_write_fetch(w, &f, NULL, &err) != ST_OK)
            _exit(1);
    kill(getpid(), SIGKILL);
}

static void leave_an_open_file(unsigned n, char path[TEMP_PATH_BYTES])
{
    int status;
    pid_t child = fork();
    if (child == 0)
        write_and_die(n);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    tempdir_only_entry(dir, path);
    assert_true(str_ends(str_from(path), STR(".warc.gz.open")));
}

/* Counts the lines of a log; the last one is kept. */
struct lines_seen {
    unsigned n;
    char last[512];
};

static void keep_line(void *ctx, enum log_level level, const char *line)
{
    struct lines_seen *seen = ctx;
    (void)level;
    seen->n++;
    snprintf(seen->last, sizeof seen->last, "%s", line);
}

static void recover(struct lines_seen *seen)
{
    struct err err;
    const struct log log = {keep_line, seen, LOG_DEBUG};
    *seen = (struct lines_seen){0};
    assert_ok(archive_recover(dir, &log, &err), err);
}

/* Responses of the only file, which must be whole; -1 when there is none. */
static int count_responses(void)
{
    char path[TEMP_PATH_BYTES];
    struct archive_reader *r = NULL;
    struct archive_record record;
    struct err err = {0};
    enum archive_what what;
    int n = 0;
    if (tempdir_count(dir) == 0)
        return -1;
    tempdir_only_entry(dir, path);
    assert_true(str_ends(str_from(path), STR(".warc.gz")));
    assert_ok(archive_reader_open(path, 0, &r, &err), err);
    while ((what = archive_next(r, &record, &err)) == ARCHIVE_RECORD)
        n += str_eq(record.type, STR("response"));
    if (what != ARCHIVE_END)
        fail_msg("%s", err.msg);
    archive_reader_free(r);
    return n;
}

static void a_file_left_open_gets_its_name(void **state)
{
    (void)state;
    char path[TEMP_PATH_BYTES];
    struct lines_seen seen;
    leave_an_open_file(3, path);
    recover(&seen);
    assert_int_equal(seen.n, 1);
    assert_non_null(strstr(seen.last, "left open by a crash"));
    assert_int_equal(count_responses(), 3);
    recover(&seen);
    assert_int_equal(seen.n, 0);
}

/* Lengths that a power cut could leave; not each of them, as each is an fsync
 * (test_archive_damage.c reads at every length). */
static void any_cut_is_mended(void **state)
{
    (void)state;
    char path[TEMP_PATH_BYTES];
    struct buf whole;
    struct lines_seen seen;
    leave_an_open_file(2, path);
    file_get(path, &whole);
    assert_int_equal(unlink(path), 0);
    int before = -1;
    for (size_t n = 0; n <= whole.n; n += n + 13 > whole.n ? 1 : 13) {
        file_put(path, str_slice(buf_str(&whole), 0, n));
        recover(&seen);
        assert_int_equal(seen.n, 1);
        int responses = count_responses();
        assert_true(responses == before || responses == before + 1);
        before = responses;
        if (responses >= 0) {
            char final[TEMP_PATH_BYTES];
            tempdir_only_entry(dir, final);
            assert_int_equal(unlink(final), 0);
        }
    }
    assert_int_equal(before, 2);
    buf_done(&whole);
}

static void damage_in_the_middle_is_kept_for_its_reader(void **state)
{
    (void)state;
    char path[TEMP_PATH_BYTES], final[TEMP_PATH_BYTES];
    struct buf whole, after;
    struct lines_seen seen;
    leave_an_open_file(3, path);
    file_get(path, &whole);
    whole.p[whole.n / 2] = (char)~whole.p[whole.n / 2];
    file_put(path, buf_str(&whole));
    recover(&seen);
    tempdir_only_entry(dir, final);
    file_get(final, &after);
    assert_true(str_eq(buf_str(&whole), buf_str(&after)));
    buf_done(&whole);
    buf_done(&after);
}

static void what_is_being_written_is_left_alone(void **state)
{
    (void)state;
    struct archive_writer *w = NULL;
    struct archive_fetch f = a_fetch();
    struct lines_seen seen;
    struct err err;
    assert_ok(archive_writer_open(dir, "test", NOW, &w, &err), err);
    assert_ok(archive_write_fetch(w, &f, NULL, &err), err);
    recover(&seen);
    assert_int_equal(seen.n, 0);
    assert_ok(archive_write_fetch(w, &f, NULL, &err), err);
    assert_ok(archive_writer_close(w, &err), err);
    assert_int_equal(count_responses(), 2);
}

static void what_is_not_ours_is_left_alone(void **state)
{
    (void)state;
    char path[TEMP_PATH_BYTES];
    struct lines_seen seen;
    file_put(tempdir_path(path, dir, "skilltally-1-1-0.warc.gz.open"),
             STR("somebody's notes"));
    file_put(tempdir_path(path, dir, "other.warc.gz.open"), STR(""));
    file_put(tempdir_path(path, dir, "skilltally-notes.txt"), STR("x"));
    recover(&seen);
    assert_int_equal(seen.n, 1);
    assert_int_equal(tempdir_count(dir), 3);
}

static void a_reference_is_good_before_and_after_the_rename(void **state)
{
    (void)state;
    struct archive_writer *w = NULL;
    struct archive_fetch f = a_fetch();
    struct archive_ref ref;
    struct err err;
    assert_ok(archive_writer_open(dir, "test", NOW, &w, &err), err);
    assert_ok(archive_write_fetch(w, &f, &ref, &err), err);
    for (int closed = 0; closed < 2; closed++) {
        struct archive_reader *r = NULL;
        struct archive_record record;
        assert_ok(archive_reader_open_ref(dir, &ref, &r, &err), err);
        assert_int_equal(archive_next(r, &record, &err), ARCHIVE_RECORD);
        assert_str(record.body, "<p>One posting</p>");
        archive_reader_free(r);
        if (!closed)
            assert_ok(archive_writer_close(w, &err), err);
    }
    snprintf(ref.file, sizeof ref.file, "none.warc.gz");
    struct archive_reader *r = NULL;
    assert_int_equal(archive_reader_open_ref(dir, &ref, &r, &err), ST_NO_INPUT);
}

static void files_are_listed_in_the_order_they_were_begun(void **state)
{
    (void)state;
    static const char *const order[] = {
        "skilltally-20251231235959-9-0.warc.gz",
        "skilltally-20260101000000-7-2.warc.gz",
        "skilltally-20260101000000-7-10.warc.gz.open",
        "skilltally-20260101000000-31-0.warc.gz",
    };
    static const size_t made[] = {2, 0, 3, 1};
    struct arena *a = arena_new();
    struct str *names;
    struct err err;
    size_t n;
    char path[TEMP_PATH_BYTES];
    for (size_t i = 0; i < 4; i++)
        file_put(tempdir_path(path, dir, order[made[i]]), STR("x"));
    file_put(tempdir_path(path, dir, "README"), STR("x"));
    assert_ok(archive_list(dir, a, &names, &n, &err), err);
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++)
        assert_str(names[i], order[i]);
    assert_ok(archive_list("/no/such/folder", a, &names, &n, &err), err);
    assert_int_equal(n, 0);
    arena_free(a);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, remove_dir)
    const struct CMUnitTest tests[] = {
        TEST(a_file_left_open_gets_its_name),
        TEST(any_cut_is_mended),
        TEST(damage_in_the_middle_is_kept_for_its_reader),
        TEST(what_is_being_written_is_left_alone),
        TEST(what_is_not_ours_is_left_alone),
        TEST(a_reference_is_good_before_and_after_the_rename),
        TEST(files_are_listed_in_the_order_they_were_begun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
