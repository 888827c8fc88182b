/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/progress.h"
#include "fetch_run.h"
#include <stdio.h>
#include <stdlib.h>

#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"

static void assert_has(struct str text, const char *part)
{
    if (str_find(text, str_from(part)) == SIZE_MAX)
        fail_msg("\"%s\" is not in: %.*s", part, STR_FMT(text));
}

static void an_exchange_is_given_as_it_was(void **state)
{
    (void)state;
    const struct httpd_page pages[] = {
        {"/a?b=c", 0, "text/plain", "X-Two: 2\n", STR("hello")}};
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, 1, NULL, NULL, &h, &err), err);
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    struct fetch_request r = request(url_of(h, "/a?b=c"));
    int tag;
    r.tag = &tag;
    AUTO(auto_fetch_answer_free) struct fetch_answer *a = fetch(f, &r);
    assert_int_equal(a->end, FETCH_DONE);
    assert_string_equal(a->detail, "");
    assert_ptr_equal(a->tag, &tag);
    assert_int_equal(a->status, 200);
    assert_str(spool_str(&a->body), "hello");
    assert_string_equal(a->ip, "127.0.0.1");
    assert_str(fetch_header(a, "content-type"), "text/plain");
    assert_str(fetch_header(a, "X-Two"), "2");
    assert_null(fetch_header(a, "X-Three").p);
    struct str asked = buf_str(&a->request_head);
    assert_true(str_starts(asked, STR("GET /a?b=c HTTP/1.1\r\nHost: 127.")));
    assert_has(asked, "\r\nUser-Agent: " AGENT "\r\n");
    assert_has(asked, "\r\nAccept: text/plain\r\n");
    assert_has(asked, "gzip, br, zstd\r\n");
    assert_true(str_ends(asked, STR("\r\n\r\n")));
    struct str answered = buf_str(&a->response_head);
    assert_true(str_starts(answered, STR("HTTP/1.1 200 OK\r\n")));
    assert_true(str_ends(answered, STR("\r\n\r\n")));
    assert_int_equal(fetcher_active(f), 0);
    assert_int_equal(fetcher_held_bytes(f), 0);
    struct httpd_hit hit;
    assert_true(httpd_log(h, 0, &hit));
    assert_string_equal(hit.user_agent, AGENT);
}

static void bodies_are_decoded(void **state)
{
    (void)state;
    static const char gzip[] =
        "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x57\xc8"
        "\xc0\x4e\x02\x00\xf6\xd2\x53\x38\x1d\x00\x00\x00";
    static const char br[] = "\xa1\xe0\x00\xc0\x6f\xa4\x74\xf3\x26\xaa\x32\xb4"
                             "\x64\x03\x79\x0b\x7a\xe2\x00\x89\x03";
    static const char zstd[] =
        "\x28\xb5\x2f\xfd\x24\x1d\x65\x00\x00\x30\x68\x65\x6c\x6c\x6f\x20\x01"
        "\x00\xa9\x4b\x11\x87\x4e\x20\x0a";
    const struct httpd_page pages[] = {
        {"/1", 0, NULL, "Content-Encoding: gzip\n", {gzip, sizeof gzip - 1}},
        {"/2", 0, NULL, "Content-Encoding: br\n", {br, sizeof br - 1}},
        {"/3", 0, NULL, "Content-Encoding: zstd\n", {zstd, sizeof zstd - 1}},
    };
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, 3, NULL, NULL, &h, &err), err);
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    for (size_t i = 0; i < 3; i++) {
        struct fetch_request r = request(url_of(h, pages[i].path));
        AUTO(auto_fetch_answer_free) struct fetch_answer *a = fetch(f, &r);
        if (a->end != FETCH_DONE)
            fail_msg("%s: %s", pages[i].headers, a->detail);
        assert_str(spool_str(&a->body), "hello hello hello hello hello");
    }
}

static void a_body_is_cut_at_the_limit(void **state)
{
    (void)state;
    static char zeros[1024];
    static char big[300000];
    AUTO(buf_done) struct buf endless;
    buf_init(&endless, 4096);
    buf_add_cstr(&endless, "HTTP/1.1 200 OK\r\n\r\n");
    buf_add(&endless, zeros, sizeof zeros);
    struct raw_answer answer = {buf_str(&endless), RAW_ENDLESS};
    struct fetch_request r = request(NULL);
    AUTO(auto_fetch_answer_free)
    struct fetch_answer *a = fetch_raw(&answer, &r);
    assert_int_equal(a->end, FETCH_TOO_BIG);
    assert_int_equal(a->status, 200);
    assert_int_equal(a->body.n, LIMIT_BYTES);

    const struct httpd_page pages[] = {{"/", 0, NULL, NULL, {big, sizeof big}}};
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, 1, NULL, NULL, &h, &err), err);
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    r = request(url_of(h, "/"));
    AUTO(auto_fetch_answer_free) struct fetch_answer *announced = fetch(f, &r);
    assert_int_equal(announced->end, FETCH_TOO_BIG);
    assert_int_equal(announced->body.n, 0);
    r.start_will_do = true;
    AUTO(auto_fetch_answer_free) struct fetch_answer *start = fetch(f, &r);
    assert_int_equal(start->end, FETCH_TOO_BIG);
    assert_int_equal(start->body.n, LIMIT_BYTES);
    r.max_body_bytes = sizeof big;
    AUTO(auto_fetch_answer_free) struct fetch_answer *fits = fetch(f, &r);
    assert_int_equal(fits->end, FETCH_DONE);
    assert_int_equal(fits->body.n, sizeof big);
}

static void a_gzip_bomb_is_cut_at_the_limit(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf bomb;
    struct err err;
    buf_init(&bomb, 4u << 20);
    if (file_read(TEST_SOURCE_DIR "/../shared/conformance/bombs/zeros-1GiB.gz",
                  &bomb, &err) != ST_OK) {
        print_message("no bomb to try: skipped\n");
        skip();
    }
    const struct httpd_page pages[] = {
        {"/", 0, "text/html", "Content-Encoding: gzip\n", buf_str(&bomb)}};
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    assert_ok(httpd_start(pages, 1, NULL, NULL, &h, &err), err);
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    struct fetch_request r = request(url_of(h, "/"));
    r.max_body_bytes = 10u << 20;
    AUTO(auto_fetch_answer_free) struct fetch_answer *a = fetch(f, &r);
    assert_int_equal(a->end, FETCH_TOO_BIG);
    assert_int_equal(a->body.n, 10u << 20);
}

static void private_addresses_are_refused(void **state)
{
    (void)state;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(NULL, 0, NULL, NULL, &h, &err), err);
    static const char *const hosts[] = {"127.0.0.1", "localhost", "127.1",
                                        "0x7f000001", "[::ffff:127.0.0.1]"};
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        char url[64];
        snprintf(url, sizeof url, "http://%s:%u/", hosts[i], httpd_port(h));
        struct fetch_request r = request(url);
        r.allow_private = false;
        AUTO(auto_fetch_answer_free) struct fetch_answer *a = fetch(f, &r);
        if (a->end != FETCH_PRIVATE)
            fail_msg("%s: %d %s", url, (int)a->end, a->detail);
        assert_int_equal(a->status, 0);
    }
    assert_int_equal(httpd_total(h), 0);
}

static void a_refused_address_is_not_even_connected_to(void **state)
{
    (void)state;
    struct raw_answer answer = {STR(""), RAW_CLOSE};
    struct fetch_request r = request(NULL);
    struct raw_server server;
    char url[64];
    raw_start(&server, &answer, 1);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/", server.port);
    r.url = url;
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    r.allow_private = false;
    AUTO(auto_fetch_answer_free) struct fetch_answer *refused = fetch(f, &r);
    assert_int_equal(refused->end, FETCH_PRIVATE);
    /* The server takes connections in order: this one is its first. */
    r.allow_private = true;
    AUTO(auto_fetch_answer_free) struct fetch_answer *allowed = fetch(f, &r);
    assert_int_equal(allowed->end, FETCH_CUT);
    raw_stop(&server);
    assert_int_equal(atomic_load(&server.n_served), 1);
}

static void an_open_connection_is_no_way_around_the_guard(void **state)
{
    (void)state;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(NULL, 0, NULL, NULL, &h, &err), err);
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    struct fetch_request r = request(url_of(h, "/"));
    AUTO(auto_fetch_answer_free) struct fetch_answer *mine = fetch(f, &r);
    assert_int_equal(mine->status, 404);
    r.allow_private = false;
    AUTO(auto_fetch_answer_free) struct fetch_answer *other = fetch(f, &r);
    assert_int_equal(other->end, FETCH_PRIVATE);
    assert_int_equal(httpd_total(h), 1);
}

static void the_environment_names_no_proxy(void **state)
{
    (void)state;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    char proxy[64];
    snprintf(proxy, sizeof proxy, "http://127.0.0.1:%u", raw_dead_port());
    setenv("http_proxy", proxy, 1);
    setenv("ALL_PROXY", proxy, 1);
    assert_ok(httpd_start(NULL, 0, NULL, NULL, &h, &err), err);
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    struct fetch_request r = request(url_of(h, "/"));
    AUTO(auto_fetch_answer_free) struct fetch_answer *a = fetch(f, &r);
    unsetenv("http_proxy");
    unsetenv("ALL_PROXY");
    assert_int_equal(a->status, 404);
}

static void faults_of_connections_are_told_apart(void **state)
{
    (void)state;
    const struct {
        const char *label;
        struct raw_answer answer;
        enum fetch_end end;
        int status;
        size_t body;
    } cases[] = {
        {"nothing", {STR(""), RAW_CLOSE}, FETCH_CUT, 0, 0},
        {"reset", {STR(""), RAW_RESET}, FETCH_CUT, 0, 0},
        {"half a body",
         {STR("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), RAW_CLOSE},
         FETCH_CUT,
         200,
         4},
        {"no last chunk",
         {STR("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
              "4\r\nhalf\r\n"),
          RAW_CLOSE},
         FETCH_CUT,
         200,
         4},
        {"silence", {STR(""), RAW_HANG}, FETCH_TIMEOUT, 0, 0},
        {"half a head",
         {STR("HTTP/1.1 200 OK\r\nX: "), RAW_HANG},
         FETCH_TIMEOUT,
         200,
         0},
        {"a body that stops",
         {STR("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), RAW_HANG},
         FETCH_TIMEOUT,
         200,
         4},
        {"a body until the end",
         {STR("HTTP/1.1 200 OK\r\n\r\nwhole"), RAW_CLOSE},
         FETCH_DONE,
         200,
         5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fetch_request r = request(NULL);
        r.total_ms = 300;
        AUTO(auto_fetch_answer_free)
        struct fetch_answer *a = fetch_raw(&cases[i].answer, &r);
        if (a->end != cases[i].end || a->status != cases[i].status ||
            a->body.n != cases[i].body)
            fail_msg("%s: end %d, status %d, %zu bytes: %s", cases[i].label,
                     (int)a->end, a->status, a->body.n, a->detail);
        assert_int_equal(a->end == FETCH_DONE, a->detail[0] == '\0');
    }
}

static void a_dead_port_is_no_connection(void **state)
{
    (void)state;
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%u/", raw_dead_port());
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    struct fetch_request r = request(url);
    AUTO(auto_fetch_answer_free) struct fetch_answer *a = fetch(f, &r);
    assert_int_equal(a->end, FETCH_NO_CONNECTION);
    assert_int_equal(a->response_head.n, 0);
}

static void a_drip_is_too_slow_long_before_the_whole_time(void **state)
{
    (void)state;
    struct raw_answer answer = {
        STR("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), RAW_HANG};
    struct fetch_request r = request(NULL);
    r.low_speed_s = 1;
    int64_t start = monotonic_ms();
    AUTO(auto_fetch_answer_free)
    struct fetch_answer *a = fetch_raw(&answer, &r);
    assert_int_equal(a->end, FETCH_TIMEOUT);
    assert_true(monotonic_ms() - start < 10000);
}

static void headers_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *label, *bytes;
        enum fetch_end end;
    } cases[] = {
        {"two lengths", OK_HEAD "Content-Length: 3\r\n\r\nok\n",
         FETCH_MALFORMED},
        {"one length twice", OK_HEAD "Content-Length: 2\r\n\r\nok", FETCH_DONE},
        {"two locations", OK_HEAD "Location: /a\r\nlocation: /b\r\n\r\nok",
         FETCH_MALFORMED},
        {"one location twice", OK_HEAD "Location: /a\r\nLocation: /a\r\n\r\nok",
         FETCH_DONE},
        {"bare CR", OK_HEAD "X: a\rb\r\n\r\nok", FETCH_MALFORMED},
        {"escape", OK_HEAD "X: \x1b[31m\r\n\r\nok", FETCH_MALFORMED},
        {"tab", OK_HEAD "X: a\tb\r\n\r\nok", FETCH_DONE},
        {"negative length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nok",
         FETCH_MALFORMED},
        {"HTTP/0.9", "just a text\n", FETCH_MALFORMED},
        {"unknown version", "HTTP/1.2 200 OK\r\n\r\nok", FETCH_MALFORMED},
        {"not gzip", OK_HEAD "Content-Encoding: gzip\r\n\r\nok",
         FETCH_MALFORMED},
        {"unknown encoding", OK_HEAD "Content-Encoding: rot13\r\n\r\nok",
         FETCH_MALFORMED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct raw_answer answer = {str_from(cases[i].bytes), RAW_CLOSE};
        struct fetch_request r = request(NULL);
        AUTO(auto_fetch_answer_free)
        struct fetch_answer *a = fetch_raw(&answer, &r);
        if (a->end != cases[i].end)
            fail_msg("%s: end %d: %s", cases[i].label, (int)a->end, a->detail);
    }
}

static void folded_lines_are_joined_and_interim_heads_dropped(void **state)
{
    (void)state;
    struct raw_answer answer = {
        STR("HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n"
            "HTTP/1.1 200 OK\r\nX: one\r\n  two\r\n"
            "Transfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n"
            "2\r\nok\r\n0\r\nX-Late: 1\r\n\r\n"),
        RAW_CLOSE};
    struct fetch_request r = request(NULL);
    AUTO(auto_fetch_answer_free)
    struct fetch_answer *a = fetch_raw(&answer, &r);
    assert_int_equal(a->end, FETCH_DONE);
    assert_str(spool_str(&a->body), "ok");
    assert_str(buf_str(&a->response_head),
               "HTTP/1.1 200 OK\r\nX: one two\r\nTransfer-Encoding: "
               "chunked\r\nTrailer: X-Late\r\n\r\n");
}

static void heads_are_bounded(void **state)
{
    (void)state;
    for (int large = 0; large < 2; large++) {
        AUTO(buf_done) struct buf bytes;
        buf_init(&bytes, 1u << 20);
        buf_add_cstr(&bytes, OK_HEAD);
        for (int i = 0; i < (large ? 70 : 600); i++) {
            buf_printf(&bytes, "X-%d: ", i);
            for (int k = 0; k < (large ? 1000 : 1); k++)
                buf_add_char(&bytes, 'x');
            buf_add_cstr(&bytes, "\r\n");
        }
        buf_add_cstr(&bytes, "\r\nok");
        struct raw_answer answer = {buf_str(&bytes), RAW_CLOSE};
        struct fetch_request r = request(NULL);
        AUTO(auto_fetch_answer_free)
        struct fetch_answer *a = fetch_raw(&answer, &r);
        assert_int_equal(a->end, FETCH_MALFORMED);
        assert_string_equal(a->detail,
                            large ? "too large a header" : "too many headers");
    }
}

static void many_requests_run_at_once(void **state)
{
    (void)state;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(NULL, 0, NULL, NULL, &h, &err), err);
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    struct fetch_request r = request(url_of(h, "/"));
    bool seen[200] = {false};
    for (size_t i = 0; i < 200; i++) {
        r.tag = &seen[i];
        assert_ok(fetcher_start(f, &r, &err), err);
    }
    assert_int_equal(fetcher_active(f), 200);
    while (fetcher_active(f)) {
        struct fetch_answer *a = await(f);
        assert_int_equal(a->status, 404);
        *(bool *)a->tag = true;
        fetch_answer_free(a);
    }
    for (size_t i = 0; i < 200; i++)
        assert_true(seen[i]);
    assert_int_equal(httpd_total(h), 200);
}

static void what_is_on_its_way_can_be_dropped(void **state)
{
    (void)state;
    struct raw_answer answer = {STR("HTTP/1.1 200 OK\r\n\r\nx"), RAW_HANG};
    struct raw_server server;
    struct err err;
    raw_start(&server, &answer, 1);
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%u/", server.port);
    struct fetcher *f = new_fetcher();
    struct fetch_request r = request(url);
    for (int i = 0; i < 3; i++)
        assert_ok(fetcher_start(f, &r, &err), err);
    while (fetcher_held_bytes(f) == 0)
        assert_ok(fetcher_wait(f, 1000, &err), err);
    assert_int_equal(fetcher_held_bytes(f), 1);
    assert_int_equal(fetcher_active(f), 3);
    fetcher_free(f);
    fetcher_free(NULL);
    fetch_answer_free(NULL);
    raw_stop(&server);
}

static void waiting_for_nothing_lasts_as_long_as_asked(void **state)
{
    (void)state;
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    struct err err;
    int64_t start = monotonic_ms();
    assert_ok(fetcher_wait(f, 50, &err), err);
    assert_true(monotonic_ms() - start >= 49);
    assert_null(fetcher_next(f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exchange_is_given_as_it_was),
        cmocka_unit_test(bodies_are_decoded),
        cmocka_unit_test(a_body_is_cut_at_the_limit),
        cmocka_unit_test(a_gzip_bomb_is_cut_at_the_limit),
        cmocka_unit_test(private_addresses_are_refused),
        cmocka_unit_test(a_refused_address_is_not_even_connected_to),
        cmocka_unit_test(an_open_connection_is_no_way_around_the_guard),
        cmocka_unit_test(the_environment_names_no_proxy),
        cmocka_unit_test(faults_of_connections_are_told_apart),
        cmocka_unit_test(a_dead_port_is_no_connection),
        cmocka_unit_test(a_drip_is_too_slow_long_before_the_whole_time),
        cmocka_unit_test(headers_are_checked),
        cmocka_unit_test(folded_lines_are_joined_and_interim_heads_dropped),
        cmocka_unit_test(heads_are_bounded),
        cmocka_unit_test(many_requests_run_at_once),
        cmocka_unit_test(what_is_on_its_way_can_be_dropped),
        cmocka_unit_test(waiting_for_nothing_lasts_as_long_as_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
