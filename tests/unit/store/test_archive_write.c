/* SPDX-License-Identifier: MIT */
#include "base/date.h"
#include "store/archive.h"
#include "tempdir.h"
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <zlib.h>

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
        .url = STR("https://jobs.example/v1/acme"),
        .request_head = STR("GET /v1/acme HTTP/1.1\r\nHost: jobs.example\r\n"
                            "\r\n"),
        .response_head = STR("HTTP/1.1 200 OK\r\nContent-Type: text/html; "
                             "charset=utf-8\r\nContent-Encoding: gzip\r\n"
                             "Transfer-Encoding:\r\n chunked\r\nETag: \"1\"\r\n"
                             "content-length: 9999\r\n\r\n"),
        .body = STR("<p>One posting</p>"),
        .source = STR("lever/acme"),
        .kind = STR("lever"),
        .board = STR("acme"),
        .company = STR("Acme & Söhne"),
        .ip = STR("192.0.2.7"),
        .fetched_utc = NOW + 5};
}

static struct archive_writer *open_writer(void)
{
    struct archive_writer *w = NULL;
    struct err err;
    assert_ok(archive_writer_open(dir, "skilltally/0.1.0", NOW, &w, &err), err);
    return w;
}

static void write_one(struct archive_writer *w, const struct archive_fetch *f,
                      struct archive_ref *ref)
{
    struct err err;
    assert_ok(archive_write_fetch(w, f, ref, &err), err);
}

static void close_writer(struct archive_writer *w)
{
    struct err err;
    assert_ok(archive_writer_close(w, &err), err);
}

static struct archive_reader *open_reader(const char *path, uint64_t offset)
{
    struct archive_reader *r = NULL;
    struct err err;
    assert_ok(archive_reader_open(path, offset, &r, &err), err);
    return r;
}

static struct archive_record next(struct archive_reader *r)
{
    struct archive_record record;
    struct err err = {0};
    if (archive_next(r, &record, &err) != ARCHIVE_RECORD)
        fail_msg("no record: %s", err.msg);
    return record;
}

static void assert_at_end(struct archive_reader *r)
{
    struct archive_record record;
    struct err err = {0};
    assert_int_equal(archive_next(r, &record, &err), ARCHIVE_END);
    assert_int_equal(archive_next(r, &record, &err), ARCHIVE_END);
}

/* Every member of the file inflated, in one text; fails when the file is not
 * whole gzip members. Independent of the reader under test. */
static void inflate_file(const char *path, struct buf *out, unsigned *members)
{
    struct buf raw;
    unsigned char piece[4096];
    file_get(path, &raw);
    buf_init(out, 1u << 28);
    z_stream z = {0};
    z.next_in = (unsigned char *)raw.p;
    z.avail_in = (uInt)raw.n;
    assert_int_equal(inflateInit2(&z, 31), Z_OK);
    *members = 0;
    while (z.avail_in) {
        int rc = Z_OK;
        while (rc == Z_OK) {
            z.next_out = piece;
            z.avail_out = sizeof piece;
            rc = inflate(&z, Z_NO_FLUSH);
            buf_add(out, piece, sizeof piece - z.avail_out);
        }
        assert_int_equal(rc, Z_STREAM_END);
        (*members)++;
        inflateReset(&z);
    }
    inflateEnd(&z);
    buf_done(&raw);
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    struct archive_fetch f = a_fetch();
    struct archive_ref ref;
    struct archive_writer *w = open_writer();
    char path[TEMP_PATH_BYTES];
    write_one(w, &f, &ref);
    close_writer(w);
    struct archive_reader *r =
        open_reader(tempdir_path(path, dir, ref.file), 0);
    struct archive_record record = next(r);
    assert_str(record.type, "warcinfo");
    record = next(r);
    assert_str(record.type, "request");
    assert_str(record.uri, "https://jobs.example/v1/acme");
    assert_str(record.body,
               "GET /v1/acme HTTP/1.1\r\nHost: jobs.example\r\n\r\n");
    record = next(r);
    assert_str(record.type, "response");
    assert_str(record.uri, "https://jobs.example/v1/acme");
    assert_str(record.source, "lever/acme");
    assert_str(record.kind, "lever");
    assert_str(record.board, "acme");
    assert_str(record.company, "Acme & Söhne");
    assert_str(record.date, "2026-11-22T08:00:05Z");
    assert_int_equal(record.utc, NOW + 5);
    assert_int_equal(record.status, 200);
    assert_str(record.content_type, "text/html; charset=utf-8");
    assert_str(record.body, "<p>One posting</p>");
    assert_false(record.truncated);
    assert_int_equal(record.offset, ref.offset);
    assert_str(record.head,
               "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
               "ETag: \"1\"\r\nContent-Length: 18\r\n\r\n");
    assert_at_end(r);
    archive_reader_free(r);
}

static void a_reference_leads_to_its_record(void **state)
{
    (void)state;
    struct archive_fetch f = a_fetch();
    struct archive_ref refs[3];
    struct archive_writer *w = open_writer();
    const char *const bodies[] = {"first", "second", "third"};
    char path[TEMP_PATH_BYTES];
    for (size_t i = 0; i < 3; i++) {
        f.body = str_from(bodies[i]);
        write_one(w, &f, &refs[i]);
    }
    close_writer(w);
    for (size_t i = 3; i-- > 0;) {
        struct archive_reader *r =
            open_reader(tempdir_path(path, dir, refs[i].file), refs[i].offset);
        assert_str(next(r).body, bodies[i]);
        archive_reader_free(r);
    }
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_size, refs[2].offset + refs[2].bytes);
    assert_string_equal(refs[0].digest,
                        "sha256:a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1"
                        "b84cd99541461a08e");
}

static void every_record_is_a_gzip_member_of_its_own(void **state)
{
    (void)state;
    struct archive_fetch f = a_fetch();
    struct archive_ref ref;
    struct archive_writer *w = open_writer();
    struct buf text;
    char path[TEMP_PATH_BYTES];
    unsigned members;
    write_one(w, &f, &ref);
    write_one(w, &f, &ref);
    close_writer(w);
    inflate_file(tempdir_path(path, dir, ref.file), &text, &members);
    assert_int_equal(members, 5);
    buf_done(&text);
}

/* The value of a field in a record's head; absent when it is not there. */
static struct str field(struct str head, const char *name)
{
    struct str line;
    while (str_split(&head, '\n', &line)) {
        size_t n = strlen(name);
        if (line.n > n + 1 && line.p[n] == ':' && memcmp(line.p, name, n) == 0)
            return str_trim(str_slice(line, n + 1, line.n));
    }
    return STR_NONE;
}

/* Cut the next record's head off the inflated file. */
static struct str next_head(struct str *rest)
{
    uint64_t length;
    size_t end = str_find(*rest, STR("\r\n\r\n"));
    assert_int_not_equal(end, SIZE_MAX);
    struct str head = str_slice(*rest, 0, end + 2);
    assert_true(str_starts(head, STR("WARC/1.1\r\n")));
    assert_true(str_to_u64(field(head, "Content-Length"), 1u << 30, &length));
    *rest = str_slice(*rest, end + 4 + length, rest->n);
    assert_true(str_starts(*rest, STR("\r\n\r\n")));
    *rest = str_slice(*rest, 4, rest->n);
    return head;
}

static void records_have_the_fields_that_warc_1_1_asks_for(void **state)
{
    (void)state;
    struct archive_fetch f = a_fetch();
    struct archive_ref ref;
    struct archive_writer *w = open_writer();
    struct buf text;
    char path[TEMP_PATH_BYTES];
    unsigned members;
    f.truncated = true;
    f.response_head = STR("HTTP/2 200 \r\ncontent-type: text/html\r\n\r\n");
    write_one(w, &f, &ref);
    close_writer(w);
    inflate_file(tempdir_path(path, dir, ref.file), &text, &members);
    struct str rest = buf_str(&text);
    struct str info = next_head(&rest), request = next_head(&rest),
               response = next_head(&rest);
    assert_int_equal(rest.n, 0);
    assert_str(field(info, "WARC-Type"), "warcinfo");
    assert_str(field(info, "WARC-Filename"), ref.file);
    assert_null(field(info, "WARC-Target-URI").p);
    assert_str(field(info, "Content-Type"), "application/warc-fields");
    struct str info_id = field(info, "WARC-Record-ID");
    assert_true(str_starts(info_id, STR("<urn:uuid:")));
    assert_int_equal(info_id.n, strlen("<urn:uuid:>") + 36);
    assert_true(str_eq(field(response, "WARC-Warcinfo-ID"), info_id));
    assert_true(str_eq(field(request, "WARC-Concurrent-To"),
                       field(response, "WARC-Record-ID")));
    assert_false(str_eq(field(request, "WARC-Record-ID"),
                        field(response, "WARC-Record-ID")));
    assert_str(field(response, "WARC-IP-Address"), "192.0.2.7");
    assert_str(field(response, "WARC-Truncated"), "length");
    assert_null(field(request, "WARC-Truncated").p);
    assert_str(field(response, "WARC-Protocol"), "h2");
    assert_str(field(response, "WARC-Payload-Digest"), ref.digest);
    assert_true(
        str_starts(field(response, "WARC-Block-Digest"), STR("sha256:")));
    assert_str(field(response, "Content-Type"),
               "application/http; msgtype=response");
    assert_str(field(response, "WARC-Date"), "2026-11-22T08:00:05Z");
    assert_int_not_equal(
        str_find(buf_str(&text), STR("\r\n\r\nHTTP/1.1 200 \r\ncontent-type")),
        SIZE_MAX);
    buf_done(&text);
}

static void control_bytes_never_reach_a_named_field(void **state)
{
    (void)state;
    struct archive_fetch f = a_fetch();
    struct archive_ref ref;
    struct archive_writer *w = open_writer();
    struct buf text;
    char path[TEMP_PATH_BYTES];
    unsigned members;
    f.url = STR("https://a.example/x\r\nWARC-Type: evil\r\n\r\n y\x01\xff");
    f.source = STR("a\nWARC-Target-URI: evil");
    f.kind = STR("k\0\x7f");
    f.ip = STR("1.2.3.4\r\n\r\nWARC/1.1");
    write_one(w, &f, &ref);
    close_writer(w);
    inflate_file(tempdir_path(path, dir, ref.file), &text, &members);
    struct str rest = buf_str(&text);
    (void)next_head(&rest);
    (void)next_head(&rest);
    struct str head = next_head(&rest);
    assert_int_equal(rest.n, 0);
    assert_str(field(head, "WARC-Target-URI"),
               "https://a.example/x%0D%0AWARC-Type:%20evil%0D%0A%0D%0A%20y%01"
               "%FF");
    assert_str(field(head, "WARC-Type"), "response");
    assert_str(field(head, "Skilltally-Source"), "a?WARC-Target-URI: evil");
    assert_str(field(head, "Skilltally-Kind"), "k??");
    assert_str(field(head, "WARC-IP-Address"), "1.2.3.4????WARC/1.1");
    buf_done(&text);
}

static void a_resource_is_read_again(void **state)
{
    (void)state;
    struct archive_ref ref;
    struct err err;
    struct archive_writer *w = open_writer();
    char path[TEMP_PATH_BYTES];
    assert_ok(archive_write_resource(w, STR("file:///tmp/a b.ndjson"),
                                     STR("application/x-ndjson"),
                                     STR("{\"id\":1}\n"), STR("sample"),
                                     STR_NONE, NOW, &ref, &err),
              err);
    close_writer(w);
    struct archive_reader *r =
        open_reader(tempdir_path(path, dir, ref.file), ref.offset);
    struct archive_record record = next(r);
    assert_str(record.type, "resource");
    assert_str(record.uri, "file:///tmp/a%20b.ndjson");
    assert_str(record.content_type, "application/x-ndjson");
    assert_str(record.body, "{\"id\":1}\n");
    assert_str(record.source, "sample");
    assert_null(record.kind.p);
    assert_null(record.head.p);
    assert_int_equal(record.status, 0);
    assert_at_end(r);
    archive_reader_free(r);
}

static void the_name_is_final_only_after_close(void **state)
{
    (void)state;
    struct archive_fetch f = a_fetch();
    struct archive_ref ref;
    struct err err;
    char path[TEMP_PATH_BYTES], entry[TEMP_PATH_BYTES];
    struct archive_writer *w = open_writer();
    write_one(w, &f, &ref);
    assert_ok(archive_writer_sync(w, &err), err);
    tempdir_only_entry(dir, entry);
    assert_true(str_ends(str_from(entry), STR(".warc.gz.open")));
    struct archive_reader *r = open_reader(entry, 0);
    (void)next(r);
    (void)next(r);
    assert_str(next(r).type, "response");
    assert_at_end(r);
    archive_reader_free(r);
    close_writer(w);
    tempdir_only_entry(dir, entry);
    assert_string_equal(entry, tempdir_path(path, dir, ref.file));
    assert_true(
        str_starts(str_from(ref.file), STR("skilltally-20261122080000-")));
}

static void a_file_without_records_is_removed(void **state)
{
    (void)state;
    close_writer(open_writer());
    archive_writer_abort(open_writer());
    archive_writer_abort(NULL);
    assert_int_equal(tempdir_count(dir), 0);
}

static void writers_of_one_second_do_not_share_a_file(void **state)
{
    (void)state;
    struct archive_fetch f = a_fetch();
    struct archive_ref refs[3];
    struct archive_writer *a = open_writer(), *b = open_writer();
    write_one(a, &f, &refs[0]);
    write_one(b, &f, &refs[1]);
    close_writer(a);
    a = open_writer();
    write_one(a, &f, &refs[2]);
    close_writer(b);
    close_writer(a);
    assert_int_equal(tempdir_count(dir), 3);
    assert_string_not_equal(refs[0].file, refs[1].file);
    assert_string_not_equal(refs[0].file, refs[2].file);
}

static void a_new_file_begins_at_the_limit(void **state)
{
    (void)state;
    struct archive_fetch f = a_fetch();
    struct archive_ref refs[3];
    char path[TEMP_PATH_BYTES];
    struct archive_writer *w = open_writer();
    archive_writer_limit(w, 1);
    for (size_t i = 0; i < 3; i++)
        write_one(w, &f, &refs[i]);
    close_writer(w);
    assert_int_equal(tempdir_count(dir), 3);
    for (size_t i = 0; i < 3; i++) {
        struct archive_reader *r =
            open_reader(tempdir_path(path, dir, refs[i].file), 0);
        assert_str(next(r).type, "warcinfo");
        assert_str(next(r).type, "request");
        assert_str(next(r).type, "response");
        assert_at_end(r);
        archive_reader_free(r);
    }
}

static void bodies_of_all_sizes_survive(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 4095, 65536, 131072, 300001, 3000000};
    const size_t n = sizeof sizes / sizeof *sizes;
    struct archive_ref refs[sizeof sizes / sizeof *sizes];
    struct archive_fetch f = a_fetch();
    struct archive_writer *w = open_writer();
    char *noise = malloc(3000000), path[TEMP_PATH_BYTES];
    uint32_t x = 1;
    assert_non_null(noise);
    for (size_t i = 0; i < 3000000; i++) {
        x = x * 1664525u + 1013904223u;
        noise[i] = (char)(x >> 24);
    }
    for (size_t i = 0; i < n; i++) {
        f.body = (struct str){noise, sizes[i]};
        write_one(w, &f, &refs[i]);
    }
    close_writer(w);
    for (size_t i = 0; i < n; i++) {
        struct archive_reader *r =
            open_reader(tempdir_path(path, dir, refs[i].file), refs[i].offset);
        struct str body = next(r).body;
        assert_int_equal(body.n, sizes[i]);
        assert_memory_equal(body.p, noise, sizes[i]);
        archive_reader_free(r);
    }
    free(noise);
}

static void heads_over_the_limit_are_refused_and_harm_nothing(void **state)
{
    (void)state;
    struct archive_fetch f = a_fetch();
    struct archive_ref ref;
    struct err err;
    char path[TEMP_PATH_BYTES];
    struct buf big;
    struct archive_writer *w = open_writer();
    write_one(w, &f, &ref);
    buf_init(&big, 1u << 20);
    buf_add_cstr(&big, "HTTP/1.1 200 OK\r\n");
    while (big.n < ARCHIVE_HEAD_MAX_BYTES)
        buf_add_cstr(&big, "X-Filler: ............................\r\n");
    buf_add_cstr(&big, "\r\n");
    f.response_head = buf_str(&big);
    assert_int_equal(archive_write_fetch(w, &f, NULL, &err), ST_TOO_BIG);
    f = a_fetch();
    f.url = buf_str(&big);
    assert_int_equal(archive_write_fetch(w, &f, NULL, &err), ST_TOO_BIG);
    f = a_fetch();
    write_one(w, &f, &ref);
    close_writer(w);
    struct archive_reader *r =
        open_reader(tempdir_path(path, dir, ref.file), 0);
    for (unsigned i = 0; i < 5; i++)
        (void)next(r);
    assert_at_end(r);
    archive_reader_free(r);
    buf_done(&big);
}

/* In a child, because the limit is the process's and its signal too. */
static int fill_the_disk(void)
{
    struct archive_writer *w = NULL;
    struct archive_fetch f = a_fetch();
    struct archive_ref ref;
    struct err err = {0};
    char noise[3000];
    unsigned written = 0;
    uint32_t x = 7;
    struct rlimit limit = {20000, RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 ||
        archive_writer_open(dir, "skilltally/0.1.0", NOW, &w, &err) != ST_OK)
        return 1;
    enum st st = ST_OK;
    while (st == ST_OK && written < 100) {
        for (size_t i = 0; i < sizeof noise; i++) {
            x = x * 1664525u + 1013904223u;
            noise[i] = (char)(x >> 24);
        }
        f.body = (struct str){noise, sizeof noise};
        st = archive_write_fetch(w, &f, &ref, &err);
        written += st == ST_OK;
    }
    if (st != ST_IO || written == 0 || !strstr(err.msg, "make room"))
        return 2;
    limit.rlim_cur = RLIM_INFINITY; /* somebody made room */
    f.body = STR("small");
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 ||
        archive_write_fetch(w, &f, &ref, &err) != ST_OK ||
        archive_writer_close(w, &err) != ST_OK)
        return 3;
    return (int)written + 10;
}

static void a_full_disk_cuts_back_to_the_last_whole_record(void **state)
{
    (void)state;
    char path[TEMP_PATH_BYTES];
    pid_t child = fork();
    int status;
    if (child == 0)
        _exit(fill_the_disk());
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) > 10);
    tempdir_only_entry(dir, path);
    struct archive_reader *r = open_reader(path, 0);
    unsigned responses = 0, written = (unsigned)WEXITSTATUS(status) - 10;
    struct archive_record record;
    struct err err = {0};
    enum archive_what what;
    while ((what = archive_next(r, &record, &err)) == ARCHIVE_RECORD)
        responses += str_eq(record.type, STR("response"));
    assert_int_equal(what, ARCHIVE_END);
    assert_int_equal(responses, written + 1);
    archive_reader_free(r);
}

static void a_directory_that_cannot_be_made_is_an_error(void **state)
{
    (void)state;
    struct archive_writer *w = NULL;
    struct err err = {0};
    char path[TEMP_PATH_BYTES];
    file_put(tempdir_path(path, dir, "plain"), STR("x"));
    tempdir_path(path, dir, "plain/below");
    enum st st = archive_writer_open(path, "s", NOW, &w, &err);
    assert_true(st == ST_CREATE || st == ST_NO_INPUT);
    assert_null(w);
    assert_non_null(strstr(err.msg, "plain"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, remove_dir)
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read_again),
        TEST(a_reference_leads_to_its_record),
        TEST(every_record_is_a_gzip_member_of_its_own),
        TEST(records_have_the_fields_that_warc_1_1_asks_for),
        TEST(control_bytes_never_reach_a_named_field),
        TEST(a_resource_is_read_again),
        TEST(the_name_is_final_only_after_close),
        TEST(a_file_without_records_is_removed),
        TEST(writers_of_one_second_do_not_share_a_file),
        TEST(a_new_file_begins_at_the_limit),
        TEST(bodies_of_all_sizes_survive),
        TEST(heads_over_the_limit_are_refused_and_harm_nothing),
        TEST(a_full_disk_cuts_back_to_the_last_whole_record),
        TEST(a_directory_that_cannot_be_made_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
