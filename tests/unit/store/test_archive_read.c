/* SPDX-License-Identifier: MIT */
#include "warc_text.h"

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

/* ---- Files of other writers ---- */

static void files_of_other_writers_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *file, *want;
    } cases[] = {
        {"warcio/example.warc.gz", "warcinfo:249 warcinfo:470 response:1270 "
                                   "request:493 revisit:0 request:493"},
        {"warcio/example.warc", "warcinfo:249 warcinfo:470 response:1270 "
                                "request:493 revisit:0 request:493"},
        {"warcio/example-bad-non-chunked.warc.gz",
         "warcinfo:249 warcinfo:470 response:1270 request:493 revisit:0 "
         "request:493"},
        {"warcio/example-bad.warc.gz.bad",
         "warcinfo:196 response:1270 request:323 revisit:0 request:323 "
         "response:201"},
        {"warcio/example-digest.warc",
         "request:493 request:493 request:493 request:493"},
        {"warcio/example-iana.org-chunked.warc",
         "warcinfo:137 response:7223 request:76"},
        {"warcio/example-resource.warc.gz",
         "warcinfo:249 warcinfo:399 resource:1303"},
        {"warcio/example-space-in-target-uri.warc.gz",
         "warcinfo:73 resource:70"},
        {"warcio/example-trunc.warc",
         "warcinfo:249 warcinfo:470 BAD request:493"},
        {"warcio/example-wget-bad-target-uri.warc.gz",
         "warcinfo:232 request:141 response:1270 metadata:48 resource:49 "
         "resource:471"},
        {"warcio/example-wrong-chunks.warc.gz", "response:1270 request:137"},
        {"warcio/post-test.warc.gz",
         "response:545 request:227 response:552 request:223 response:551 "
         "request:224"},
        {"warcio/example.arc", "open: 1"},
        {"warcio/example.arc.gz", "open: 1"},
        {"warcio/example-space-in-url.arc", "open: 1"},
        {"warcio/bad.arc", "open: 1"},
        {"jwarc/cc.warc.gz", "response:20289"},
        {"jwarc/gzip_extra_sl.warc.gz", "warcinfo:327"},
    };
    if (access(CONFORMANCE, R_OK) != 0) {
        print_message("no conformance files beside the tree\n");
        skip();
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[TEMP_PATH_BYTES];
        struct buf got;
        describe(tempdir_path(path, CONFORMANCE "warc", cases[i].file), &got);
        if (strcmp(buf_cstr(&got), cases[i].want) != 0)
            fail_msg("%s: got \"%s\", want \"%s\"", cases[i].file,
                     buf_cstr(&got), cases[i].want);
        buf_done(&got);
    }
}

static void fields_of_other_writers_are_mended(void **state)
{
    (void)state;
    struct buf text;
    struct err err = {0};
    struct archive_reader *r = NULL;
    struct archive_record record;
    char path[TEMP_PATH_BYTES];
    buf_init(&text, 1u << 20);
    buf_add_cstr(&text, "WARC/1.1\nwarc-type: resource\n"
                        "WARC-TARGET-URI: <http://a.example/b c\xff>\n"
                        "WARC-Date: 2021-05\nContent-Type: text/html;\n"
                        " charset=x\nWARC-Truncated: time\n"
                        "Skilltally-Source: \xff\xfe\nnonsense\n"
                        "Content-Length: 2\ncontent-length: 2\n\nhi\n\n");
    file_put(tempdir_path(path, dir, "t.warc"), buf_str(&text));
    assert_ok(archive_reader_open(path, 0, &r, &err), err);
    assert_int_equal(archive_next(r, &record, &err), ARCHIVE_RECORD);
    assert_str(record.type, "resource");
    assert_str(record.uri, "http://a.example/b%20c%FF");
    assert_str(record.date, "2021-05");
    assert_int_equal(record.utc, 1619827200);
    assert_str(record.body, "hi");
    assert_true(str_starts(record.content_type, STR("text/html; ")));
    assert_true(str_ends(record.content_type, STR(" charset=x")));
    assert_true(record.truncated);
    assert_null(record.source.p);
    assert_int_equal(archive_next(r, &record, &err), ARCHIVE_END);
    archive_reader_free(r);
    buf_done(&text);
}

/* ---- Payloads ---- */

/* A response whose body is payload under the given HTTP fields. */
static void check_payload(const char *label, const char *http_fields,
                          struct str payload, const char *want)
{
    struct buf http, text;
    buf_init(&http, 1u << 20);
    buf_init(&text, 1u << 20);
    buf_printf(&http, "HTTP/1.1 200 OK\r\n%s\r\n", http_fields);
    buf_add_str(&http, payload);
    add_response(&text, "http://a.example/", buf_str(&http));
    check_bytes(dir, label, buf_str(&text), want);
    buf_done(&http);
    buf_done(&text);
}

static void chunks_are_joined(void **state)
{
    (void)state;
    static const struct {
        const char *label, *body, *want;
    } cases[] = {
        {"two chunks", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "response:5"},
        {"extension, spaces, capitals, trailer",
         "A;x=1\r\n0123456789\r\n1 \r\nz\r\n0\r\nX: y\r\n\r\n", "response:11"},
        {"bare line feeds", "3\nabc\n0\n\n", "response:3"},
        {"no end", "3\r\nabc\r\n", "response:3!"},
        {"cut inside a chunk", "9\r\nabc", "response:3!"},
        {"cut inside a size", "3\r\nabc\r\n1", "response:3!"},
        {"not chunked at all", "<html></html>\n", "response:14"},
        {"bad later", "3\r\nabc\r\nxyz\r\nq\r\n0\r\n\r\n", "BAD"},
        {"size too large", "3\r\nabc\r\nfffffffffffffffff\r\nq", "BAD"},
        {"no data", "0\r\n\r\n", "response:0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_payload(cases[i].label, "Transfer-Encoding: chunked\r\n",
                      str_from(cases[i].body), cases[i].want);
}

/* data in the format that window_bits choose; the caller's, to buf_done(). */
static void deflated(struct str data, int window_bits, struct buf *out)
{
    unsigned char piece[65536];
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, window_bits, 8, 0), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)data.p;
    z.avail_in = (uInt)data.n;
    z.next_out = piece;
    z.avail_out = sizeof piece;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    buf_init(out, 1u << 20);
    buf_add(out, piece, sizeof piece - z.avail_out);
    deflateEnd(&z);
}

static void compressed_bodies_are_inflated(void **state)
{
    (void)state;
    const struct str html = STR("<p>Some words, some words, some words</p>");
    struct buf gzip, zlib, raw, twice, two, corrupt;
    deflated(html, 31, &gzip);
    deflated(html, 15, &zlib);
    deflated(html, -15, &raw);
    deflated(buf_str(&gzip), 31, &twice);
    buf_init(&two, 4096);
    buf_add_str(&two, buf_str(&gzip));
    buf_add_str(&two, buf_str(&gzip));
    buf_init(&corrupt, 4096);
    buf_add_str(&corrupt, buf_str(&gzip));
    corrupt.p[15] ^= 0x55;
    struct str cut = str_slice(buf_str(&gzip), 0, gzip.n - 8);
    const struct {
        const char *label, *fields;
        struct str body;
        const char *want;
    } cases[] = {
        {"gzip", "Content-Encoding: gzip\r\n", buf_str(&gzip), "response:41"},
        {"x-gzip", "content-encoding: X-GZIP\r\n", buf_str(&gzip),
         "response:41"},
        {"zlib", "Content-Encoding: deflate\r\n", buf_str(&zlib),
         "response:41"},
        {"bare deflate", "Content-Encoding: deflate\r\n", buf_str(&raw),
         "response:41"},
        {"twice", "Content-Encoding: gzip, gzip\r\n", buf_str(&twice),
         "response:41"},
        {"two members", "Content-Encoding: gzip\r\n", buf_str(&two),
         "response:82"},
        {"identity", "Content-Encoding: identity\r\n", html, "response:41"},
        {"says gzip, is plain", "Content-Encoding: gzip\r\n", html,
         "response:41"},
        {"says deflate, is plain", "Content-Encoding: deflate\r\n", html,
         "response:41"},
        {"no body", "Content-Encoding: gzip\r\n", STR(""), "response:0"},
        {"cut", "Content-Encoding: gzip\r\n", cut, "response:41!"},
        {"corrupt", "Content-Encoding: gzip\r\n", buf_str(&corrupt), "BAD"},
        {"unknown", "Content-Encoding: rot13\r\n", html, "BAD"},
        {"too many", "Content-Encoding: gzip,gzip,gzip,gzip,gzip,gzip\r\n",
         buf_str(&gzip), "BAD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_payload(cases[i].label, cases[i].fields, cases[i].body,
                      cases[i].want);
    struct buf *const bufs[] = {&gzip, &zlib, &raw, &twice, &two, &corrupt};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        buf_done(bufs[i]);
}

static void brotli_and_zstd_are_undone(void **state)
{
    (void)state;
    /* Of <p>Some words, some words, some words</p> */
    const struct str br = STR("\x1b\x28\x00\xf8\xc5\x63\x6c\x1f\x39\xc7\xd8\xa6"
                              "\x28\x29\xc8\x2c\xcb\xe4\x02\xca\xa8\x54\x8c\x6a"
                              "\xfc\x1e\xfe\x54\x00");
    const struct str zstd =
        STR("\x28\xb5\x2f\xfd\x20\x29\xd5\x00\x00\xa0\x3c\x70"
            "\x3e\x53\x6f\x6d\x65\x20\x77\x6f\x72\x64\x73\x2c"
            "\x20\x73\x3c\x2f\x70\x3e\x01\x00\xfe\x95\x25");
    struct buf twice, bad;
    buf_init(&twice, 4096);
    buf_init(&bad, 4096);
    buf_add_str(&twice, zstd);
    buf_add_str(&twice, zstd);
    buf_add_str(&bad, zstd);
    bad.p[6] ^= 0x55;
    const struct {
        const char *label, *fields;
        struct str body;
        const char *want;
    } cases[] = {
        {"br", "Content-Encoding: br\r\n", br, "response:41"},
        {"zstd", "Content-Encoding: zstd\r\n", zstd, "response:41"},
        {"two frames", "Content-Encoding: zstd\r\n", buf_str(&twice),
         "response:82"},
        {"br, cut", "Content-Encoding: br\r\n", str_slice(br, 0, br.n - 2),
         "response:16!"},
        {"zstd, cut", "Content-Encoding: zstd\r\n",
         str_slice(zstd, 0, zstd.n - 3), "response:0!"},
        {"says br, is plain", "Content-Encoding: br\r\n",
         STR("<p>Some words</p>"), "response:17"},
        {"says zstd, is plain", "Content-Encoding: zstd\r\n",
         STR("{\"jobs\":[]}"), "response:11"},
        {"no br", "Content-Encoding: br\r\n", STR("\xff\xff\xff\xff"), "BAD"},
        {"no zstd", "Content-Encoding: zstd\r\n", buf_str(&bad), "BAD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_payload(cases[i].label, cases[i].fields, cases[i].body,
                      cases[i].want);
    buf_done(&twice);
    buf_done(&bad);
}

static void chunked_gzip_is_both(void **state)
{
    (void)state;
    struct buf gzip, body;
    deflated(STR("hello, hello"), 31, &gzip);
    buf_init(&body, 4096);
    buf_printf(&body, "%zx\r\n", gzip.n);
    buf_add_str(&body, buf_str(&gzip));
    buf_add_cstr(&body, "\r\n0\r\n\r\n");
    check_payload("both",
                  "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
                  buf_str(&body), "response:12");
    buf_done(&gzip);
    buf_done(&body);
}

static void a_response_that_is_no_http_is_its_own_body(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 1u << 20);
    add_record(&text, "WARC-Type: response\r\nContent-Type: text/dns\r\n",
               STR("20200102030405\na.example. 300 IN A 192.0.2.1\n"));
    add_response(&text, "http://a.example/", STR("HTTP/1.1 200 OK\r\nX: "));
    check_bytes(dir, "dns and an endless head", buf_str(&text),
                "response:45 BAD");
    buf_done(&text);
}

static void every_layout_of_a_file_is_read(void **state)
{
    (void)state;
    struct buf file, twice;
    for (unsigned how = 0; how < 3; how++) {
        make_file(&file, 3, how);
        check_bytes(dir, "layout", buf_str(&file),
                    "resource:21 resource:21 resource:21");
        buf_init(&twice, 1u << 20);
        buf_add_str(&twice, buf_str(&file));
        buf_add_str(&twice, buf_str(&file));
        check_bytes(dir, "concatenated", buf_str(&twice),
                    "resource:21 resource:21 resource:21 resource:21 "
                    "resource:21 resource:21");
        buf_done(&twice);
        buf_done(&file);
    }
}

static void a_pipe_is_read(void **state)
{
    (void)state;
    struct buf file;
    struct archive_reader *r = NULL;
    struct archive_record record;
    struct err err = {0};
    char path[64];
    int ends[2];
    uint64_t consumed, size;
    make_file(&file, 2, 1);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], file.p, file.n), file.n);
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_ok(archive_reader_open(path, 0, &r, &err), err);
    assert_int_equal(archive_next(r, &record, &err), ARCHIVE_RECORD);
    assert_int_equal(archive_next(r, &record, &err), ARCHIVE_RECORD);
    assert_int_equal(archive_next(r, &record, &err), ARCHIVE_END);
    archive_position(r, &consumed, &size);
    assert_int_equal(consumed, file.n);
    assert_int_equal(size, 0);
    archive_reader_free(r);
    close(ends[0]);
    buf_done(&file);
}

static void the_position_grows_to_the_size(void **state)
{
    (void)state;
    struct buf file;
    struct archive_reader *r = NULL;
    struct archive_record record;
    struct err err = {0};
    char path[TEMP_PATH_BYTES];
    uint64_t consumed, size, before = 0;
    make_file(&file, 3, 1);
    file_put(tempdir_path(path, dir, "t.warc.gz"), buf_str(&file));
    assert_ok(archive_reader_open(path, 0, &r, &err), err);
    while (archive_next(r, &record, &err) == ARCHIVE_RECORD) {
        archive_position(r, &consumed, &size);
        assert_true(consumed >= before && consumed <= size);
        before = consumed;
    }
    assert_int_equal(before, size);
    assert_int_equal(size, file.n);
    archive_reader_free(r);
    buf_done(&file);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, remove_dir)
    const struct CMUnitTest tests[] = {
        TEST(files_of_other_writers_are_read),
        TEST(fields_of_other_writers_are_mended),
        TEST(chunks_are_joined),
        TEST(compressed_bodies_are_inflated),
        TEST(brotli_and_zstd_are_undone),
        TEST(chunked_gzip_is_both),
        TEST(a_response_that_is_no_http_is_its_own_body),
        TEST(every_layout_of_a_file_is_read),
        TEST(a_pipe_is_read),
        TEST(the_position_grows_to_the_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
