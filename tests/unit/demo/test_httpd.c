/* SPDX-License-Identifier: MIT */
#include "demo/httpd.h"
#include "tests/test.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANSWER_MAX_BYTES 65536

/* Send request to the server and read until it closes; answer ends in NUL. */
static size_t ask(struct httpd *h, const char *request, char *answer)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in to = {.sin_family = AF_INET};
    to.sin_port = htons((uint16_t)httpd_port(h));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    assert_int_equal(send(fd, request, strlen(request), MSG_NOSIGNAL),
                     (ssize_t)strlen(request));
    size_t n = 0;
    ssize_t got;
    while (n < ANSWER_MAX_BYTES &&
           (got = recv(fd, answer + n, ANSWER_MAX_BYTES - n, 0)) > 0)
        n += (size_t)got;
    close(fd);
    answer[n < ANSWER_MAX_BYTES ? n : ANSWER_MAX_BYTES - 1] = '\0';
    return n;
}

static void get(struct httpd *h, const char *target, char *answer)
{
    char request[512];
    snprintf(request, sizeof request,
             "GET %s HTTP/1.1\r\nHost: x\r\nUser-Agent: tester/1\r\n"
             "Connection: close\r\n\r\n",
             target);
    ask(h, request, answer);
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in: %s", part, text);
}

static void a_page_is_served_with_its_status_type_and_headers(void **state)
{
    (void)state;
    const struct httpd_page pages[] = {
        {"/jobs?page=2", 0, "application/json", "X-One: 1\nX-Two: a: b\n",
         STR("{\"jobs\":[]}")},
        {"/gone", 410, NULL, NULL, STR_NONE},
    };
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, 2, NULL, NULL, &h, &err), err);
    char answer[ANSWER_MAX_BYTES];
    get(h, "/jobs?page=2", answer);
    assert_has(answer, "HTTP/1.1 200 OK\r\n");
    assert_has(answer, "Content-Type: application/json\r\n");
    assert_has(answer, "X-One: 1\r\n");
    assert_has(answer, "X-Two: a: b\r\n");
    assert_has(answer, "\r\n\r\n{\"jobs\":[]}");
    get(h, "/gone", answer);
    assert_has(answer, "HTTP/1.1 410 Gone\r\n");
    get(h, "/jobs", answer);
    assert_has(answer, "HTTP/1.1 404 Not Found\r\n");
}

static void the_port_is_filled_in(void **state)
{
    (void)state;
    const struct httpd_page pages[] = {
        {"/a", 302, NULL, "Location: http://127.0.0.1:{{port}}/b\n",
         STR("see {{port}} and {{port}}.")}};
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, 1, NULL, NULL, &h, &err), err);
    char answer[ANSWER_MAX_BYTES], want[128];
    get(h, "/a", answer);
    snprintf(want, sizeof want, "Location: http://127.0.0.1:%u/b\r\n",
             httpd_port(h));
    assert_has(answer, want);
    snprintf(want, sizeof want, "\r\n\r\nsee %u and %u.", httpd_port(h),
             httpd_port(h));
    assert_has(answer, want);
}

static void
entries_of_one_path_are_given_in_turn_and_the_last_stays(void **state)
{
    (void)state;
    const struct httpd_page pages[] = {
        {"/a", 500, NULL, NULL, STR("first")},
        {"/b", 0, NULL, NULL, STR("other")},
        {"/a", 0, NULL, NULL, STR("second")},
    };
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, 3, NULL, NULL, &h, &err), err);
    char answer[ANSWER_MAX_BYTES];
    get(h, "/a", answer);
    assert_has(answer, "500 Internal");
    for (int i = 0; i < 2; i++) {
        get(h, "/a", answer);
        assert_has(answer, "200 OK");
        assert_has(answer, "second");
    }
}

static void bytes_are_served_as_they_are(void **state)
{
    (void)state;
    static const char bytes[] = {'\x1f', '\x8b', '\0', '{', '{', '\xff'};
    const struct httpd_page pages[] = {
        {"/z", 0, NULL, "Content-Encoding: gzip\n", {bytes, sizeof bytes}}};
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, 1, NULL, NULL, &h, &err), err);
    char answer[ANSWER_MAX_BYTES];
    size_t n = ask(h, "GET /z HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                   answer);
    assert_has(answer, "Content-Length: 6\r\n");
    assert_memory_equal(answer + n - sizeof bytes, bytes, sizeof bytes);
}

static void echo(void *ctx, const struct httpd_request *r,
                 struct httpd_answer *a)
{
    ++*(unsigned *)ctx;
    if (strcmp(r->path, "/none") == 0)
        return;
    a->status = 201;
    a->type = "text/plain";
    buf_printf(&a->headers, "X-Count: %u\n", *(unsigned *)ctx);
    const char *accept = httpd_header(r, "accept");
    buf_printf(&a->body, "%s %s %s %s [%.*s]", r->method, r->path,
               r->query ? r->query : "-", accept ? accept : "-",
               STR_FMT(r->body));
}

static void a_handler_answers_what_is_no_page(void **state)
{
    (void)state;
    const struct httpd_page pages[] = {{"/page", 0, NULL, NULL, STR("page")}};
    unsigned calls = 0;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, 1, echo, &calls, &h, &err), err);
    char answer[ANSWER_MAX_BYTES];
    get(h, "/page", answer);
    assert_int_equal(calls, 0);
    ask(h,
        "POST /a%20b?q=%2F HTTP/1.1\r\nHost: x\r\nAccept: text/x\r\n"
        "Content-Length: 5\r\nConnection: close\r\n\r\nhello",
        answer);
    assert_has(answer, "HTTP/1.1 201 ");
    assert_has(answer, "X-Count: 1\r\n");
    assert_has(answer, "POST /a%20b q=%2F text/x [hello]");
    get(h, "/none", answer);
    assert_has(answer, "HTTP/1.1 404 ");
}

static void every_request_is_noted(void **state)
{
    (void)state;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(NULL, 0, NULL, NULL, &h, &err), err);
    char answer[ANSWER_MAX_BYTES];
    get(h, "/a?x=1", answer);
    get(h, "/b", answer);
    get(h, "/a?x=1", answer);
    assert_int_equal(httpd_total(h), 3);
    assert_int_equal(httpd_hits(h, "/a?x=1"), 2);
    assert_int_equal(httpd_hits(h, "/a"), 0);
    struct httpd_hit first, second;
    assert_true(httpd_log(h, 0, &first));
    assert_true(httpd_log(h, 1, &second));
    assert_false(httpd_log(h, 3, &first));
    assert_string_equal(first.path, "/a?x=1");
    assert_string_equal(first.method, "GET");
    assert_string_equal(first.user_agent, "tester/1");
    assert_string_equal(second.path, "/b");
    assert_true(second.at_ms >= first.at_ms);
}

static void stopping_with_an_open_connection_leaves_nothing(void **state)
{
    (void)state;
    struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(NULL, 0, NULL, NULL, &h, &err), err);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in to = {.sin_family = AF_INET};
    to.sin_port = htons((uint16_t)httpd_port(h));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    assert_true(send(fd, "GET /half", 9, MSG_NOSIGNAL) == 9);
    httpd_stop(h);
    httpd_stop(NULL);
    char byte;
    assert_true(recv(fd, &byte, 1, 0) <= 0);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_served_with_its_status_type_and_headers),
        cmocka_unit_test(the_port_is_filled_in),
        cmocka_unit_test(
            entries_of_one_path_are_given_in_turn_and_the_last_stays),
        cmocka_unit_test(bytes_are_served_as_they_are),
        cmocka_unit_test(a_handler_answers_what_is_no_page),
        cmocka_unit_test(every_request_is_noted),
        cmocka_unit_test(stopping_with_an_open_connection_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
