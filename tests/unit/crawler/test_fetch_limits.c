/* SPDX-License-Identifier: MIT */
/* What would not end by itself, and names that lead within. */
#include "base/progress.h"
#include "fetch_run.h"

#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

/* 64 MiB of zeros as br has them. */
static const char br_bomb[] =
    "\xcf\xff\xff\x7f\x00\x24\x00\xe2\xb1\x40\x72\xef\xff\xf9\xff\xff\x0f"
    "\x80\x04\x40\x1c\x16\x80\xee\xfd\x3f\xff\xff\xff\x01\x90\x00\x88\xc3"
    "\x02\xd0\xbd\xff\xcf\xff\xff\x7f\x00\x12\x00\x71\x58\x00\xba\xf7\xff";

/* The same as zstd has them: blocks of one byte, 128 KiB times each. */
static void zstd_bomb(struct buf *out)
{
    buf_add(out, "\x28\xb5\x2f\xfd\x00\x58", 6);
    for (int i = 0; i < 512; i++)
        buf_add(out, i < 511 ? "\x02\x00\x10\x00" : "\x03\x00\x10\x00", 4);
}

static void bombs_of_other_makes_are_cut_too(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf zstd;
    buf_init(&zstd, 4096);
    zstd_bomb(&zstd);
    const struct httpd_page pages[] = {
        {"/br",
         0,
         NULL,
         "Content-Encoding: br\n",
         {br_bomb, sizeof br_bomb - 1}},
        {"/zstd", 0, NULL, "Content-Encoding: zstd\n", buf_str(&zstd)},
    };
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, 2, NULL, NULL, &h, &err), err);
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    for (size_t i = 0; i < 2; i++) {
        struct fetch_request r = request(url_of(h, pages[i].path));
        r.max_body_bytes = 10u << 20;
        AUTO(auto_fetch_answer_free) struct fetch_answer *a = fetch(f, &r);
        if (a->end != FETCH_TOO_BIG)
            fail_msg("%s: %d %s", pages[i].path, (int)a->end, a->detail);
        assert_int_equal(a->body.n, 10u << 20);
        r.max_body_bytes = 64u << 20;
        AUTO(auto_fetch_answer_free) struct fetch_answer *fits = fetch(f, &r);
        if (fits->end != FETCH_DONE)
            fail_msg("%s whole: %s", pages[i].path, fits->detail);
        assert_int_equal(fits->body.n, 64u << 20);
    }
}

/* What is no body counts as well: it comes over the wire. */
static void frames_without_a_body_are_cut(void **state)
{
    (void)state;
    static const struct {
        const char *label, *start, *more; /* more: again and again */
        enum fetch_end end;
        const char *words;
    } cases[] = {
        {"a chunk's extension", CHUNKED "1;", "xxxxxxxxxxxxxxxxxxxxxxxx",
         FETCH_TOO_BIG, "on the wire"},
        {"trailers", CHUNKED "2\r\n{}\r\n0\r\n", "X-Trailer: x\r\n",
         FETCH_MALFORMED, "too many headers"},
        {"interim answers", "", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n",
         FETCH_MALFORMED, "interim answers without end"},
        {"headers", "HTTP/1.1 200 OK\r\n", "X-Header: x\r\n", FETCH_MALFORMED,
         "too many headers"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO(buf_done) struct buf bytes;
        buf_init(&bytes, 16u << 20);
        buf_add_cstr(&bytes, cases[i].start);
        while (bytes.n < 3u << 20)
            buf_add_cstr(&bytes, cases[i].more);
        const struct raw_answer answer = {buf_str(&bytes), RAW_HANG};
        struct fetch_request r = request(NULL);
        AUTO(auto_fetch_answer_free)
        struct fetch_answer *a = fetch_raw(&answer, &r);
        if (a->end != cases[i].end || !strstr(a->detail, cases[i].words))
            fail_msg("%s: %d %s", cases[i].label, (int)a->end, a->detail);
    }
}

/* ---- Names ---- */

/* Fetch a page of the name "board.example", which DNS says is at addresses. */
static enum fetch_end fetch_named(struct fetcher *f, struct httpd *h,
                                  const char *addresses, bool allow_private)
{
    char url[64], resolve[128];
    snprintf(url, sizeof url, "http://board.example:%u/", httpd_port(h));
    snprintf(resolve, sizeof resolve, "board.example:%u:%s", httpd_port(h),
             addresses);
    struct fetch_request r = request(url);
    r.resolve = resolve;
    r.allow_private = allow_private;
    r.total_ms = 2000;
    AUTO(auto_fetch_answer_free) struct fetch_answer *a = fetch(f, &r);
    return a->end;
}

static void a_name_that_leads_within_is_refused(void **state)
{
    (void)state;
    static const char *const addresses[] = {"127.0.0.1",
                                            "10.1.2.3",
                                            "192.168.0.1,127.0.0.1",
                                            "[::1]",
                                            "[fe80::1]",
                                            "[::ffff:127.0.0.1]",
                                            "0.0.0.0",
                                            "100.64.0.1",
                                            "169.254.169.254",
                                            "[64:ff9b::7f00:1]"};
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(NULL, 0, NULL, NULL, &h, &err), err);
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
        enum fetch_end end = fetch_named(f, h, addresses[i], false);
        if (end != FETCH_PRIVATE)
            fail_msg("%s: %d", addresses[i], (int)end);
    }
    assert_int_equal(httpd_total(h), 0);
}

static void the_next_address_is_tried_where_one_is_dead(void **state)
{
    (void)state;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(NULL, 0, NULL, NULL, &h, &err), err);
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    assert_int_equal(fetch_named(f, h, "127.0.0.9,127.0.0.1", true),
                     FETCH_DONE);
    assert_int_equal(httpd_total(h), 1);
}

/* A name that was harmless when it was asked for last. */
static void a_name_that_leads_within_the_second_time_is_refused(void **state)
{
    (void)state;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(NULL, 0, NULL, NULL, &h, &err), err);
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    /* Allowed to who has it as its own, and the connection stays open. */
    assert_int_equal(fetch_named(f, h, "127.0.0.1", true), FETCH_DONE);
    assert_int_equal(fetch_named(f, h, "127.0.0.1", false), FETCH_PRIVATE);
    assert_int_equal(httpd_total(h), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bombs_of_other_makes_are_cut_too),
        cmocka_unit_test(frames_without_a_body_are_cut),
        cmocka_unit_test(a_name_that_leads_within_is_refused),
        cmocka_unit_test(the_next_address_is_tried_where_one_is_dead),
        cmocka_unit_test(a_name_that_leads_within_the_second_time_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
