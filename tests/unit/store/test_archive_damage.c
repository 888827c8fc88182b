/* SPDX-License-Identifier: MIT */
#include "warc_text.h"
#include <fcntl.h>
#include <sys/resource.h>

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

/* ---- Damage ---- */

static void lengths_that_lie_cost_one_record(void **state)
{
    (void)state;
    static const struct {
        const char *label, *length, *want;
    } cases[] = {
        {"right", "Content-Length: 4\r\n", "resource:4 resource:21"},
        {"too short", "Content-Length: 3\r\n", "BAD resource:21"},
        {"zero", "Content-Length: 0\r\n", "BAD resource:21"},
        {"too long", "Content-Length: 9\r\n", "BAD resource:21"},
        {"beyond the file", "Content-Length: 99999\r\n", "BAD resource:21"},
        {"huge", "Content-Length: 4611686018427387904\r\n", "BAD resource:21"},
        {"overflowing", "Content-Length: 99999999999999999999\r\n",
         "BAD resource:21"},
        {"negative", "Content-Length: -4\r\n", "BAD resource:21"},
        {"hexadecimal", "Content-Length: 0x4\r\n", "BAD resource:21"},
        {"missing", "", "BAD resource:21"},
        {"two", "Content-Length: 4\r\nContent-Length: 5\r\n",
         "BAD resource:21"},
        {"the same twice", "Content-Length: 4\r\nContent-Length: 4\r\n",
         "resource:4 resource:21"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf bad, good, file;
        buf_init(&bad, 1u << 20);
        buf_init(&good, 1u << 20);
        buf_init(&file, 1u << 20);
        buf_printf(&bad,
                   "WARC/1.0\r\nWARC-Type: resource\r\n%s\r\nbody\r\n\r\n",
                   cases[i].length);
        add_plain_records(&good, 1);
        buf_add_str(&file, buf_str(&bad));
        buf_add_str(&file, buf_str(&good));
        check_bytes(dir, cases[i].label, buf_str(&file), cases[i].want);
        buf_clear(&file);
        add_member(&file, buf_str(&bad));
        add_member(&file, buf_str(&good));
        check_bytes(dir, cases[i].label, buf_str(&file), cases[i].want);
        buf_done(&bad);
        buf_done(&good);
        buf_done(&file);
    }
}

static void heads_that_are_no_heads_cost_one_record(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 1u << 20);
    add_plain_records(&text, 1);
    buf_add_cstr(&text, "garbage\r\n\r\n");
    add_plain_records(&text, 1);
    buf_add_cstr(&text, "WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n");
    add_plain_records(&text, 1);
    buf_add_cstr(&text, "WARC/1.0\r\nX: ");
    for (size_t i = 0; i < ARCHIVE_HEAD_MAX_BYTES; i++)
        buf_add_char(&text, 'y');
    buf_add_cstr(&text, "\r\n\r\n");
    add_plain_records(&text, 1);
    check_bytes(dir, "garbage, no type, too long", buf_str(&text),
                "resource:21 BAD resource:21 BAD resource:21 BAD resource:21");
    buf_done(&text);
}

/* Cut at every byte of the last two records: what was whole is delivered, the
 * rest is one error with its place. */
static void a_cut_tail_is_an_error_behind_the_whole_records(void **state)
{
    (void)state;
    for (unsigned how = 0; how < 2; how++) {
        struct buf one, three;
        make_file(&one, 1, how);
        make_file(&three, 3, how);
        for (size_t n = one.n; n < three.n; n++) {
            size_t tail = n % one.n;
            const char *want;
            bool two = n >= 2 * one.n;
            /* In a plain file a record is whole without its empty lines. */
            bool whole = how == 0 && tail >= one.n - 4;
            if (tail == 0)
                want = two ? "resource:21 resource:21" : "resource:21";
            else if (whole)
                want = two ? "resource:21 resource:21 resource:21"
                           : "resource:21 resource:21";
            else
                want =
                    two ? "resource:21 resource:21 ERROR" : "resource:21 ERROR";
            char label[64];
            snprintf(label, sizeof label, "layout %u, cut at %zu", how, n);
            check_bytes(dir, label, str_slice(buf_str(&three), 0, n), want);
        }
        buf_done(&one);
        buf_done(&three);
    }
}

/* One byte of the middle record spoilt, each in turn. */
static void a_spoilt_member_is_passed_over(void **state)
{
    (void)state;
    struct buf one, three;
    make_file(&one, 1, 1);
    make_file(&three, 3, 1);
    for (size_t i = one.n; i < 2 * one.n; i++) {
        char path[TEMP_PATH_BYTES];
        struct buf got;
        three.p[i] = (char)~three.p[i];
        file_put(tempdir_path(path, dir, "t.warc.gz"), buf_str(&three));
        describe(path, &got);
        three.p[i] = (char)~three.p[i];
        /* The bytes of a gzip head that say nothing (time, system) may be
         * anything; some spoilt flags eat bytes, never another record. */
        if (strcmp(buf_cstr(&got), "resource:21 BAD resource:21") != 0 &&
            strcmp(buf_cstr(&got), "resource:21 resource:21 resource:21") != 0)
            fail_msg("byte %zu: %s", i - one.n, buf_cstr(&got));
        bool says_nothing = i - one.n >= 4 && i - one.n < 10;
        if (!says_nothing)
            assert_string_equal(buf_cstr(&got), "resource:21 BAD resource:21");
        buf_done(&got);
    }
    buf_done(&one);
    buf_done(&three);
}

static void files_that_are_not_warc_are_refused(void **state)
{
    (void)state;
    struct buf gz;
    struct archive_reader *r = NULL;
    struct err err = {0};
    buf_init(&gz, 1u << 16);
    add_member(&gz, STR("{\"id\":1}\n"));
    check_bytes(dir, "empty", STR(""), "open: 1");
    check_bytes(dir, "only empty lines", STR("\r\n\r\n"), "open: 1");
    check_bytes(dir, "json", STR("{\"id\":1}\n"), "open: 1");
    check_bytes(dir, "json.gz", buf_str(&gz), "open: 1");
    check_bytes(dir, "one byte of gzip", STR("\x1f"), "open: 1");
    check_bytes(dir, "no version", STR("WARC/\r\n"), "open: 1");
    check_bytes(dir, "cut gzip head", STR("\x1f\x8b\x08"), "ERROR");
    check_bytes(dir, "text behind", STR("WARC/1.0 x\r\n"), "open: 1");
    assert_int_equal(archive_reader_open("/nowhere/at/all", 0, &r, &err),
                     ST_NO_INPUT);
    assert_int_equal(archive_reader_open(dir, 0, &r, &err), ST_BAD_INPUT);
    assert_null(r);
    buf_done(&gz);
}

static void an_offset_behind_the_end_is_refused(void **state)
{
    (void)state;
    struct archive_reader *r = NULL;
    struct err err = {0};
    char path[TEMP_PATH_BYTES];
    struct buf file;
    make_file(&file, 1, 1);
    file_put(tempdir_path(path, dir, "t.warc.gz"), buf_str(&file));
    assert_int_equal(archive_reader_open(path, file.n, &r, &err), ST_BAD_INPUT);
    assert_int_equal(archive_reader_open(path, 3, &r, &err), ST_BAD_INPUT);
    buf_done(&file);
}

static void garbage_behind_the_last_member_is_an_error(void **state)
{
    (void)state;
    struct buf file;
    make_file(&file, 2, 1);
    buf_add_cstr(&file, "garbage");
    check_bytes(dir, "garbage", buf_str(&file),
                "resource:21 resource:21 ERROR");
    buf_done(&file);
}

/* ---- Bombs ---- */

/* The sanitizer keeps freed memory, and a byte of its own for eight. */
#ifdef __SANITIZE_ADDRESS__
#define MEASURES_MEMORY false
#else
#define MEASURES_MEMORY true
#endif

static void add_bomb(struct buf *out, const char *name, const char *type)
{
    char path[TEMP_PATH_BYTES], fields[256];
    struct buf bomb, http;
    file_get(tempdir_path(path, CONFORMANCE "bombs", name), &bomb);
    buf_init(&http, 1u << 24);
    buf_add_cstr(&http, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    buf_add_str(&http, buf_str(&bomb));
    snprintf(fields, sizeof fields, "WARC-Type: %s\r\n", type);
    add_record(out, fields, buf_str(&http));
    buf_done(&bomb);
    buf_done(&http);
}

static void bombs_stop_at_the_limit(void **state)
{
    (void)state;
    if (access(CONFORMANCE "bombs", R_OK) != 0) {
        print_message("no bombs beside the tree\n");
        skip();
    }
    struct buf file;
    struct rusage before, after;
    buf_init(&file, 1u << 24);
    add_bomb(&file, "zeros-10MiB.gz", "response");
    add_bomb(&file, "zeros-1GiB.gz", "response");
    add_bomb(&file, "nested-gz-of-100MiB.gz.gz", "response");
    add_plain_records(&file, 1);
    getrusage(RUSAGE_SELF, &before);
    check_bytes(dir, "bombs", buf_str(&file),
                "response:10485760 BAD response:101941 resource:21");
    getrusage(RUSAGE_SELF, &after);
    if (MEASURES_MEMORY)
        assert_true(after.ru_maxrss - before.ru_maxrss < 3 * 128 * 1024);
    buf_done(&file);
}

/* A record of more than ARCHIVE_RECORD_MAX_BYTES, as a file with a hole. */
static void a_record_over_the_limit_is_passed_over(void **state)
{
    (void)state;
    const uint64_t size = ARCHIVE_RECORD_MAX_BYTES + 5ull;
    char path[TEMP_PATH_BYTES], head[128];
    struct buf tail, got;
    int n = snprintf(head, sizeof head,
                     "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: "
                     "%llu\r\n\r\n",
                     (unsigned long long)size);
    buf_init(&tail, 4096);
    buf_add_cstr(&tail, "\r\n\r\n");
    add_plain_records(&tail, 1);
    int fd = open(tempdir_path(path, dir, "t.warc"), O_CREAT | O_RDWR, 0600);
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, head, (size_t)n, 0), n);
    assert_int_equal(pwrite(fd, tail.p, tail.n, (off_t)size + n), tail.n);
    close(fd);
    describe(path, &got);
    assert_string_equal(buf_cstr(&got), "BAD resource:21");
    buf_done(&tail);
    buf_done(&got);
}

/* Heads that each claim the rest of the file must not be read each to its
 * end: time stays linear in the size of the file. */
static void a_file_of_lies_is_read_in_linear_time(void **state)
{
    (void)state;
    struct buf file;
    char path[TEMP_PATH_BYTES];
    struct archive_reader *r = NULL;
    struct archive_record record;
    struct err err = {0};
    struct rusage before, after;
    buf_init(&file, 1u << 24);
    for (unsigned i = 0; i < 40000; i++)
        buf_add_cstr(&file, "WARC/1.0\r\nWARC-Type: x\r\nContent-Length: "
                            "1000003\r\n\r\n");
    file_put(tempdir_path(path, dir, "t.warc"), buf_str(&file));
    assert_ok(archive_reader_open(path, 0, &r, &err), err);
    unsigned bad = 0;
    getrusage(RUSAGE_SELF, &before);
    while (archive_next(r, &record, &err) == ARCHIVE_BAD)
        bad++;
    getrusage(RUSAGE_SELF, &after);
    assert_true(bad > 20000);
    assert_true(after.ru_utime.tv_sec - before.ru_utime.tv_sec < 10);
    archive_reader_free(r);
    buf_done(&file);
}

static void folded_lines_without_end_are_bounded(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 1u << 20);
    buf_add_cstr(&text, "WARC/1.0\r\nWARC-Type: resource");
    while (text.n < ARCHIVE_HEAD_MAX_BYTES - 100)
        buf_add_cstr(&text, "\n x");
    buf_add_cstr(&text, "\r\nContent-Length: 1\r\n\r\nz\r\n\r\n");
    struct buf want;
    buf_init(&want, 1u << 20);
    buf_add_str(&want, STR("resource "));
    char path[TEMP_PATH_BYTES];
    struct buf got;
    file_put(tempdir_path(path, dir, "t.warc"), buf_str(&text));
    describe(path, &got);
    assert_true(str_starts(buf_str(&got), STR("resource  x  x")));
    assert_true(str_ends(buf_str(&got), STR("x:1")));
    buf_done(&got);
    buf_done(&want);
    buf_done(&text);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, remove_dir)
    const struct CMUnitTest tests[] = {
        TEST(lengths_that_lie_cost_one_record),
        TEST(heads_that_are_no_heads_cost_one_record),
        TEST(a_cut_tail_is_an_error_behind_the_whole_records),
        TEST(a_spoilt_member_is_passed_over),
        TEST(files_that_are_not_warc_are_refused),
        TEST(an_offset_behind_the_end_is_refused),
        TEST(garbage_behind_the_last_member_is_an_error),
        TEST(bombs_stop_at_the_limit),
        TEST(a_record_over_the_limit_is_passed_over),
        TEST(a_file_of_lies_is_read_in_linear_time),
        TEST(folded_lines_without_end_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
