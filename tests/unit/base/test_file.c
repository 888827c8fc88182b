/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "tests/scratch.h"
#include "tests/test.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

static int start(void **state)
{
    static struct scratch s;
    scratch_start(&s);
    *state = &s;
    return 0;
}

static int end(void **state)
{
    scratch_end(*state);
    return 0;
}

static void assert_content(const char *path, const char *want)
{
    struct err err;
    AUTO(buf_done) struct buf b;
    buf_init(&b, 1 << 20);
    assert_ok(file_read(path, &b, &err), err);
    assert_str(buf_str(&b), want);
}

static void what_is_written_is_read(void **state)
{
    struct scratch *s = *state;
    const char *path = scratch_put(s, "a", STR("one\n"));
    assert_content(path, "one\n");
    scratch_put(s, "a", STR(""));
    assert_content(path, "");
    assert_int_equal(scratch_count(s), 1);
}

static void reading_appends_up_to_the_limit(void **state)
{
    struct scratch *s = *state;
    struct err err;
    const char *path = scratch_put(s, "a", STR("12345"));
    AUTO(buf_done) struct buf b;
    buf_init(&b, 8);
    buf_add_cstr(&b, "abc");
    assert_ok(file_read(path, &b, &err), err);
    assert_str(buf_str(&b), "abc12345");
    assert_int_equal(file_read(path, &b, &err), ST_TOO_BIG);
    assert_non_null(strstr(err.msg, path));
}

static void reading_what_is_not_there_or_no_file(void **state)
{
    struct scratch *s = *state;
    struct err err;
    AUTO(buf_done) struct buf b;
    buf_init(&b, 100);
    assert_int_equal(file_read(scratch_path(s, "none"), &b, &err), ST_NO_INPUT);
    assert_non_null(strstr(err.msg, "none"));
    assert_int_equal(file_read(s->dir, &b, &err), ST_BAD_INPUT);
    assert_int_equal(file_read("/dev/zero", &b, &err), ST_BAD_INPUT);
    assert_int_equal(b.n, 0);
}

static void an_aborted_output_leaves_nothing(void **state)
{
    struct scratch *s = *state;
    struct err err;
    struct file_out *f;
    assert_ok(file_out_open(scratch_path(s, "a"), &f, &err), err);
    fputs("half", file_out_stream(f));
    assert_int_equal(scratch_count(s), 1);
    assert_int_equal(access(scratch_path(s, "a"), F_OK), -1);
    file_out_abort(f);
    file_out_abort(NULL);
    assert_int_equal(scratch_count(s), 0);
}

static void the_old_file_stays_until_the_commit(void **state)
{
    struct scratch *s = *state;
    struct err err;
    struct file_out *f;
    const char *path = scratch_put(s, "a", STR("old"));
    assert_ok(file_out_open(path, &f, &err), err);
    fputs("new", file_out_stream(f));
    fflush(file_out_stream(f));
    assert_content(path, "old");
    assert_ok(file_out_commit(f, &err), err);
    assert_content(path, "new");
    assert_int_equal(scratch_count(s), 1);
}

static void two_outputs_of_one_name_do_not_meet(void **state)
{
    struct scratch *s = *state;
    struct err err;
    struct file_out *f, *g;
    const char *path = scratch_path(s, "a");
    assert_ok(file_out_open(path, &f, &err), err);
    assert_ok(file_out_open(path, &g, &err), err);
    fputs("first", file_out_stream(f));
    fputs("second", file_out_stream(g));
    assert_ok(file_out_commit(g, &err), err);
    assert_content(path, "second");
    assert_ok(file_out_commit(f, &err), err);
    assert_content(path, "first");
    assert_int_equal(scratch_count(s), 1);
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    static char large[1u << 20]; /* more than a stream keeps */
    struct err err;
    for (size_t n = 1; n <= sizeof large; n = n * 32) {
        assert_int_equal(file_write("/dev/full", (struct str){large, n}, &err),
                         ST_IO);
        assert_string_equal(err.msg,
                            "/dev/full: cannot write: No space left on device");
    }
    struct stat sb;
    assert_int_equal(stat("/dev/full", &sb), 0);
    assert_true(S_ISCHR(sb.st_mode));
}

static void a_failed_commit_leaves_the_old_file(void **state)
{
    struct scratch *s = *state;
    struct err err;
    const char *path = scratch_put(s, "a", STR("old"));
    struct file_out *f;
    assert_ok(file_out_open(path, &f, &err), err);
    /* The stream loses its file, as when a disk goes away. */
    int full = open("/dev/full", O_WRONLY);
    assert_true(full >= 0);
    assert_true(dup2(full, fileno(file_out_stream(f))) >= 0);
    close(full);
    fputs("new", file_out_stream(f));
    assert_int_equal(file_out_commit(f, &err), ST_IO);
    assert_content(path, "old");
    assert_int_equal(scratch_count(s), 1);
}

static void places_that_cannot_be_written(void **state)
{
    struct scratch *s = *state;
    struct err err;
    assert_int_equal(
        file_write(scratch_path(s, "no/such/dir/a"), STR("x"), &err),
        ST_CREATE);
    assert_non_null(strstr(err.msg, "no/such/dir/a"));
    assert_int_equal(file_write(s->dir, STR("x"), &err), ST_CREATE);
    assert_int_equal(scratch_count(s), 0);
}

static void a_link_is_followed_and_the_mode_kept(void **state)
{
    struct scratch *s = *state;
    struct err err;
    char real[600], link[600];
    snprintf(real, sizeof real, "%s", scratch_put(s, "real", STR("old")));
    snprintf(link, sizeof link, "%s", scratch_path(s, "link"));
    assert_int_equal(chmod(real, 0600), 0);
    assert_int_equal(symlink("real", link), 0);
    assert_ok(file_write(link, STR("new"), &err), err);
    struct stat sb;
    assert_int_equal(lstat(link, &sb), 0);
    assert_true(S_ISLNK(sb.st_mode));
    assert_content(real, "new");
    assert_int_equal(stat(real, &sb), 0);
    assert_int_equal(sb.st_mode & 0777, 0600);
}

static void directories_are_made_with_their_parents(void **state)
{
    struct scratch *s = *state;
    struct err err;
    assert_ok(file_mkdirs(scratch_path(s, "a/b//c"), &err), err);
    assert_ok(file_mkdirs(scratch_path(s, "a/b/c/"), &err), err);
    struct stat sb;
    assert_int_equal(stat(scratch_path(s, "a/b/c"), &sb), 0);
    assert_true(S_ISDIR(sb.st_mode));
    scratch_put(s, "file", STR("x"));
    assert_int_equal(file_mkdirs(scratch_path(s, "file/x"), &err), ST_CREATE);
    assert_int_equal(file_mkdirs(scratch_path(s, "file"), &err), ST_CREATE);
    assert_int_equal(file_mkdirs("", &err), ST_CREATE);
    assert_ok(file_mkdirs("/", &err), err);
}

static void paths_are_joined_and_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *dir, *name, *want;
    } cases[] = {
        {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"},
        {"", "b", "b"},    {"a", "/b", "a/b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO(buf_done) struct buf b;
        buf_init(&b, 100);
        path_join(&b, cases[i].dir, cases[i].name);
        assert_str(buf_str(&b), cases[i].want);
    }
    assert_string_equal(path_base("a/b.c"), "b.c");
    assert_string_equal(path_base("b.c"), "b.c");
    assert_string_equal(path_base("a/"), "");
}

static void a_dash_is_standard_output(void **state)
{
    struct scratch *s = *state;
    struct err err;
    fflush(stdout);
    int saved = dup(STDOUT_FILENO);
    int fd = open(scratch_path(s, "out"), O_WRONLY | O_CREAT, 0600);
    assert_true(saved >= 0 && fd >= 0);
    dup2(fd, STDOUT_FILENO);
    enum st st = file_write("-", STR("data"), &err);
    struct file_out *f;
    enum st opened = file_out_open("-", &f, &err);
    file_out_abort(f);
    dup2(saved, STDOUT_FILENO);
    close(saved);
    close(fd);
    assert_int_equal(st, ST_OK);
    assert_int_equal(opened, ST_OK);
    assert_content(scratch_path(s, "out"), "data");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read, start, end),
        cmocka_unit_test_setup_teardown(reading_appends_up_to_the_limit, start,
                                        end),
        cmocka_unit_test_setup_teardown(reading_what_is_not_there_or_no_file,
                                        start, end),
        cmocka_unit_test_setup_teardown(an_aborted_output_leaves_nothing, start,
                                        end),
        cmocka_unit_test_setup_teardown(the_old_file_stays_until_the_commit,
                                        start, end),
        cmocka_unit_test_setup_teardown(two_outputs_of_one_name_do_not_meet,
                                        start, end),
        cmocka_unit_test(a_full_disk_is_told),
        cmocka_unit_test_setup_teardown(a_failed_commit_leaves_the_old_file,
                                        start, end),
        cmocka_unit_test_setup_teardown(places_that_cannot_be_written, start,
                                        end),
        cmocka_unit_test_setup_teardown(a_link_is_followed_and_the_mode_kept,
                                        start, end),
        cmocka_unit_test_setup_teardown(directories_are_made_with_their_parents,
                                        start, end),
        cmocka_unit_test(paths_are_joined_and_taken_apart),
        cmocka_unit_test_setup_teardown(a_dash_is_standard_output, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
