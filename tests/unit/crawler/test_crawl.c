/* SPDX-License-Identifier: MIT */
#include "crawl_run.h"

#define BOARD(slug) "/v0/postings/" slug "?mode=json"
#define JSON        "application/json"
#define COUNT(a)    (sizeof(a) / sizeof *(a))
#define TEST(test)                                                             \
    cmocka_unit_test_setup_teardown(test, run_setup, run_teardown)

static struct httpd *serve(const struct httpd_page *pages, size_t n)
{
    struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, n, NULL, NULL, &h, &err), err);
    return h;
}

static void crawl_one(struct run *run, struct httpd *h, const char *slug)
{
    crawl_boards(run, httpd_port(h), &slug, 1);
}

static void a_board_is_fetched_after_its_robots_txt(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {
        {"/robots.txt", 0, "text/plain", NULL,
         STR("User-agent: *\nDisallow: /private\n")},
        {BOARD("acme"), 0, JSON, NULL, STR("[{\"text\":\"Tester\"}]")},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    crawl_one(run, h, "acme");
    assert_result(run, "lever/acme", VERDICT_OK, 200);
    assert_string_equal(run->v[0].body, "[{\"text\":\"Tester\"}]");
    assert_string_equal(run->v[0].type, JSON);
    assert_string_equal(run->v[0].url, run->v[0].final_url);
    struct httpd_hit first, second;
    assert_true(httpd_log(h, 0, &first));
    assert_true(httpd_log(h, 1, &second));
    assert_string_equal(first.path, "/robots.txt");
    assert_string_equal(second.path, BOARD("acme"));
    assert_string_equal(first.user_agent, AGENT);
    assert_string_equal(second.user_agent, AGENT);
    assert_int_equal(run->sum.n_sources, 1);
    assert_int_equal(run->sum.n_ok, 1);
    assert_int_equal(run->sum.n_failed, 0);
    assert_int_equal(run->sum.n_left, 0);
    assert_int_equal(run->sum.n_requests, 2);
    assert_in(buf_cstr(&run->log), "2 lever/acme: ok (http://127.0.0.1:");
}

static void what_robots_txt_forbids_is_not_asked(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {
        {"/robots.txt", 0, "text/plain", NULL,
         STR("User-agent: skilltally\nDisallow: /v0/postings/no\n")},
        {BOARD("yes"), 0, JSON, NULL, STR("[]")},
        {BOARD("no"), 0, JSON, NULL, STR("[]")},
        {BOARD("nope"), 0, JSON, NULL, STR("[]")},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    static const char *const slugs[] = {"yes", "no", "nope"};
    crawl_boards(run, httpd_port(h), slugs, 3);
    assert_result(run, "lever/yes", VERDICT_OK, 200);
    assert_result(run, "lever/no", VERDICT_BLOCKED, 0);
    assert_result(run, "lever/nope", VERDICT_BLOCKED, 0);
    assert_in(result_of(run, "lever/no")->detail, "robots.txt");
    assert_string_equal(result_of(run, "lever/no")->ref.file, "");
    assert_int_equal(httpd_hits(h, "/robots.txt"), 1);
    assert_int_equal(httpd_hits(h, BOARD("no")), 0);
    assert_int_equal(httpd_hits(h, BOARD("nope")), 0);
}

/* One way that a robots.txt may be answered, and what follows from it. */
struct robots_case {
    const char *label;
    struct httpd_page pages[7]; /* beside the board's */
    enum verdict verdict;
    size_t robots_hits; /* of /robots.txt itself */
};

static void check_robots_case(struct run *run, const struct robots_case *c)
{
    struct httpd_page pages[COUNT(c->pages) + 1];
    size_t n = 0;
    for (; n < COUNT(c->pages) && c->pages[n].path; n++)
        pages[n] = c->pages[n];
    pages[n++] = (struct httpd_page){BOARD("acme"), 0, JSON, NULL, STR("[1]")};
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, n);
    run->n = 0;
    crawl_one(run, h, "acme");
    const struct result *r = result_of(run, "lever/acme");
    if (r->verdict != c->verdict)
        fail_msg("%s: %s: %s", c->label, verdict_name(r->verdict), r->detail);
    bool allowed = c->verdict == VERDICT_OK;
    assert_int_equal(httpd_hits(h, BOARD("acme")), allowed ? 1 : 0);
    if (httpd_hits(h, "/robots.txt") != c->robots_hits)
        fail_msg("%s: %zu hits", c->label, httpd_hits(h, "/robots.txt"));
}

#define ROBOTS(status, type, headers, text)                                    \
    {                                                                          \
        "/robots.txt", status, type, headers, STR(text)                        \
    }
#define NO "User-agent: *\nDisallow: /\n"

static void each_answer_to_robots_txt_has_its_meaning(void **state)
{
    const struct robots_case cases[] = {
        {"404", {ROBOTS(404, NULL, NULL, NO)}, VERDICT_OK, 1},
        {"403", {ROBOTS(403, NULL, NULL, NO)}, VERDICT_OK, 1},
        {"401", {ROBOTS(401, NULL, NULL, "")}, VERDICT_OK, 1},
        {"451", {ROBOTS(451, NULL, NULL, "")}, VERDICT_OK, 1},
        {"429", {ROBOTS(429, NULL, NULL, "")}, VERDICT_RATE_LIMITED, 3},
        {"500", {ROBOTS(500, NULL, NULL, "")}, VERDICT_UNREACHABLE, 3},
        {"503 then 200",
         {ROBOTS(503, NULL, NULL, ""), ROBOTS(200, NULL, NULL, "")},
         VERDICT_OK,
         2},
        {"empty", {ROBOTS(200, NULL, NULL, "")}, VERDICT_OK, 1},
        {"HTML",
         {ROBOTS(200, "text/html", NULL, "<!doctype html>\n" NO)},
         VERDICT_OK,
         1},
        {"rules served as HTML",
         {ROBOTS(200, "text/html", NULL, NO)},
         VERDICT_BLOCKED,
         1},
        {"redirect",
         {ROBOTS(302, NULL, "Location: /r\n", ""),
          {"/r", 200, NULL, NULL, STR(NO)}},
         VERDICT_BLOCKED,
         1},
        {"five redirects",
         {ROBOTS(301, NULL, "Location: /1\n", ""),
          {"/1", 302, NULL, "Location: 2\n", STR_NONE},
          {"/2", 303, NULL, "Location: http://127.0.0.1:{{port}}/3\n",
           STR_NONE},
          {"/3", 307, NULL, "Location: /4\n", STR_NONE},
          {"/4", 308, NULL, "Location: /5\n", STR_NONE},
          {"/5", 200, NULL, NULL, STR(NO)}},
         VERDICT_BLOCKED,
         1},
        {"a loop",
         {ROBOTS(302, NULL, "Location: /robots.txt\n", NO)},
         VERDICT_OK,
         6},
        {"to a file",
         {ROBOTS(302, NULL, "Location: file:///etc/passwd\n", "")},
         VERDICT_UNREACHABLE,
         1},
        {"to a private address",
         {ROBOTS(302, NULL, "Location: http://10.0.0.1/\n", "")},
         VERDICT_UNREACHABLE,
         1},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check_robots_case(*state, &cases[i]);
}

static void a_large_robots_txt_is_obeyed_as_far_as_it_is_read(void **state)
{
    struct run *run = *state;
    AUTO(buf_done) struct buf text;
    buf_init(&text, 1u << 20);
    buf_add_cstr(&text, "User-agent: *\nDisallow: /v0/postings/early\n");
    while (text.n < 600000)
        buf_add_cstr(&text, "# nothing of interest on this line\n");
    buf_add_cstr(&text, "Disallow: /v0/postings/late\n");
    const struct httpd_page pages[] = {
        {"/robots.txt", 0, NULL, NULL, buf_str(&text)},
        {BOARD("late"), 0, JSON, NULL, STR("[]")},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    static const char *const slugs[] = {"early", "late"};
    crawl_boards(run, httpd_port(h), slugs, 2);
    assert_result(run, "lever/early", VERDICT_BLOCKED, 0);
    assert_result(run, "lever/late", VERDICT_OK, 200);
}

static void each_status_of_a_board_has_its_verdict(void **state)
{
    struct run *run = *state;
    static const struct {
        const char *slug;
        int status;
        enum verdict verdict;
        size_t hits;
    } cases[] = {
        {"s203", 203, VERDICT_OK, 1},
        {"s202", 202, VERDICT_BLOCKED, 1},
        {"s204", 204, VERDICT_EMPTY, 1},
        {"s206", 206, VERDICT_TRUNCATED, 1},
        {"s226", 226, VERDICT_PARSE_ERROR, 1},
        {"s302", 302, VERDICT_UNREACHABLE, 1},
        {"s400", 400, VERDICT_BLOCKED, 1},
        {"s401", 401, VERDICT_BLOCKED, 1},
        {"s403", 403, VERDICT_BLOCKED, 1},
        {"s404", 404, VERDICT_GONE, 1},
        {"s410", 410, VERDICT_GONE, 1},
        {"s408", 408, VERDICT_UNREACHABLE, 3},
        {"s429", 429, VERDICT_RATE_LIMITED, 3},
        {"s500", 500, VERDICT_UNREACHABLE, 3},
        {"s503", 503, VERDICT_UNREACHABLE, 3},
    };
    struct httpd_page pages[COUNT(cases)];
    const char *slugs[COUNT(cases)];
    char paths[COUNT(cases)][64], name[64];
    for (size_t i = 0; i < COUNT(cases); i++) {
        snprintf(paths[i], sizeof paths[i], BOARD("%s"), cases[i].slug);
        slugs[i] = cases[i].slug;
        pages[i] =
            (struct httpd_page){paths[i], cases[i].status, JSON, NULL, STR("")};
    }
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    crawl_boards(run, httpd_port(h), slugs, COUNT(slugs));
    for (size_t i = 0; i < COUNT(cases); i++) {
        snprintf(name, sizeof name, "lever/%s", slugs[i]);
        assert_result(run, name, cases[i].verdict, cases[i].status);
        assert_int_equal(httpd_hits(h, paths[i]), cases[i].hits);
    }
    assert_int_equal(run->sum.n_ok, 2);
    assert_int_equal(run->sum.n_failed, COUNT(cases) - 2);
}

static void what_passes_is_tried_again(void **state)
{
    struct run *run = *state;
    /* The Crawl-delay makes it one request at a time. */
    const struct httpd_page pages[] = {
        {"/robots.txt", 0, NULL, NULL,
         STR("User-agent: *\nCrawl-delay: 0.01\n")},
        {BOARD("busy"), 429, NULL, "Retry-After: 1\n", STR("")},
        {BOARD("busy"), 200, JSON, NULL, STR("[\"busy\"]")},
        {BOARD("ill"), 500, NULL, NULL, STR("")},
        {BOARD("ill"), 502, NULL, NULL, STR("")},
        {BOARD("ill"), 200, JSON, NULL, STR("[\"ill\"]")},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    static const char *const slugs[] = {"busy", "ill"};
    crawl_boards(run, httpd_port(h), slugs, 2);
    assert_result(run, "lever/busy", VERDICT_OK, 200);
    assert_result(run, "lever/ill", VERDICT_OK, 200);
    assert_string_equal(result_of(run, "lever/busy")->body, "[\"busy\"]");
    assert_int_equal(httpd_hits(h, BOARD("ill")), 3);
    /* Nobody was asked anything for a second after the 429. */
    struct httpd_hit busy, hit;
    assert_true(httpd_log(h, 1, &busy));
    assert_string_equal(busy.path, BOARD("busy"));
    for (size_t i = 2; httpd_log(h, i, &hit); i++)
        assert_true(hit.at_ms - busy.at_ms >= 1000 - 2); /* cut to ms */
}

static void dead_and_broken_servers_are_unreachable(void **state)
{
    struct run *run = *state;
    char yaml[512];
    struct err err;
    const struct raw_answer answers[] = {
        {STR("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n"
             "Connection: close\r\n\r\n"),
         RAW_CLOSE},
        {STR("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"), RAW_CLOSE},
    };
    struct raw_server broken;
    raw_start(&broken, answers, 2);
    snprintf(yaml, sizeof yaml,
             "- {kind: lever, board: dead, allow_private: true, "
             "base: 'http://127.0.0.1:%u'}\n"
             "- {kind: lever, board: half, allow_private: true, "
             "base: 'http://127.0.0.1:%u'}\n",
             raw_dead_port(), broken.port);
    assert_ok(crawl_text(run, yaml, &err), err);
    raw_stop(&broken);
    assert_result(run, "lever/dead", VERDICT_UNREACHABLE, 0);
    assert_in(result_of(run, "lever/dead")->detail, "no connection");
    assert_result(run, "lever/half", VERDICT_UNREACHABLE, 200);
    assert_in(result_of(run, "lever/half")->detail, "the connection broke");
    assert_int_equal(atomic_load(&broken.n_served), 1 + 3);
    assert_int_equal(run->sum.n_failed, 2);
}

static void a_robots_txt_cut_short_allows_nothing(void **state)
{
    struct run *run = *state;
    const struct raw_answer answer = {
        STR("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
            "User-agent: *\nAllow: /\n"),
        RAW_CLOSE};
    struct raw_server server;
    static const char *const slugs[] = {"a", "b"};
    raw_start(&server, &answer, 1);
    crawl_boards(run, server.port, slugs, 2);
    raw_stop(&server);
    assert_result(run, "lever/a", VERDICT_UNREACHABLE, 0);
    assert_result(run, "lever/b", VERDICT_UNREACHABLE, 0);
    assert_in(run->v[0].detail, "robots.txt: the connection broke");
    assert_int_equal(atomic_load(&server.n_served), 3);
}

static void a_server_that_stops_talking_does_not_hold_up_others(void **state)
{
    struct run *run = *state;
    char yaml[512];
    struct err err;
    const struct raw_answer answer = {STR("HTTP/1.1 200 OK\r\n"), RAW_HANG};
    const struct httpd_page pages[] = {
        {BOARD("good"), 0, JSON, NULL, STR("[]")}};
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    struct raw_server silent;
    raw_start(&silent, &answer, 1);
    snprintf(yaml, sizeof yaml,
             "- {kind: lever, board: silent, allow_private: true, "
             "base: 'http://127.0.0.1:%u'}\n"
             "- {kind: lever, board: good, allow_private: true, "
             "base: 'http://127.0.0.1:%u'}\n",
             silent.port, httpd_port(h));
    run->options.timeout_s = 1;
    run->options.tries = 1;
    assert_ok(crawl_text(run, yaml, &err), err);
    raw_stop(&silent);
    assert_string_equal(run->v[0].name, "lever/good");
    assert_result(run, "lever/good", VERDICT_OK, 200);
    assert_result(run, "lever/silent", VERDICT_UNREACHABLE, 0);
    assert_in(run->v[1].detail, "robots.txt: too slow");
}

static void an_answer_over_the_limit_is_truncated_and_no_success(void **state)
{
    struct run *run = *state;
    static char big[5000];
    const struct raw_answer answers[] = {
        {STR("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n"
             "Connection: close\r\n\r\n"),
         RAW_CLOSE},
        {STR("HTTP/1.1 200 OK\r\n\r\n[1,2,3,4,5,6,7,8,9]"), RAW_ENDLESS},
    };
    const struct httpd_page pages[] = {
        {BOARD("big"), 0, JSON, NULL, {big, sizeof big}}};
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    struct raw_server endless;
    struct err err;
    char yaml[512];
    raw_start(&endless, answers, 2);
    snprintf(yaml, sizeof yaml,
             "- {kind: lever, board: endless, allow_private: true, "
             "base: 'http://127.0.0.1:%u'}\n"
             "- {kind: lever, board: big, allow_private: true, "
             "base: 'http://127.0.0.1:%u'}\n",
             endless.port, httpd_port(h));
    run->options.max_body_bytes = 1000;
    assert_ok(crawl_text(run, yaml, &err), err);
    raw_stop(&endless);
    assert_result(run, "lever/endless", VERDICT_TRUNCATED, 200);
    assert_int_equal(result_of(run, "lever/endless")->body_n, 1000);
    assert_result(run, "lever/big", VERDICT_TRUNCATED, 200);
    assert_int_equal(run->sum.n_ok, 0);
    assert_int_equal(run->sum.n_failed, 2);
}

static void content_is_passed_on_as_it_came(void **state)
{
    struct run *run = *state;
    static const char gzip[] =
        "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x57\xc8"
        "\xc0\x4e\x02\x00\xf6\xd2\x53\x38\x1d\x00\x00\x00";
    const struct httpd_page pages[] = {
        {BOARD("html"), 0, "text/html; charset=utf-8", NULL, STR("<html>")},
        {BOARD("gzip"),
         0,
         JSON,
         "Content-Encoding: gzip\n",
         {gzip, sizeof gzip - 1}},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    static const char *const slugs[] = {"html", "gzip"};
    crawl_boards(run, httpd_port(h), slugs, 2);
    assert_result(run, "lever/html", VERDICT_OK, 200);
    assert_string_equal(result_of(run, "lever/html")->type,
                        "text/html; charset=utf-8");
    assert_string_equal(result_of(run, "lever/gzip")->body,
                        "hello hello hello hello hello");
}

static void the_hook_may_lower_a_verdict_or_end_the_crawl(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {{BOARD("a"), 0, JSON, NULL, STR("{")}};
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    run->parsed = VERDICT_PARSE_ERROR;
    crawl_one(run, h, "a");
    assert_int_equal(run->sum.n_failed, 1);
    assert_in(buf_cstr(&run->log), "1 lever/a: parse-error");
    run->parsed = VERDICT_EMPTY;
    crawl_one(run, h, "a");
    assert_int_equal(run->sum.n_ok, 1);
    run->fail_with = ST_IO;
    struct err err;
    char yaml[128];
    snprintf(yaml, sizeof yaml,
             "- {kind: lever, board: a, allow_private: true, "
             "base: 'http://127.0.0.1:%u'}\n",
             httpd_port(h));
    assert_int_equal(crawl_text(run, yaml, &err), ST_IO);
    assert_string_equal(err.msg, "the hook has had enough");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_board_is_fetched_after_its_robots_txt),
        TEST(what_robots_txt_forbids_is_not_asked),
        TEST(each_answer_to_robots_txt_has_its_meaning),
        TEST(a_large_robots_txt_is_obeyed_as_far_as_it_is_read),
        TEST(each_status_of_a_board_has_its_verdict),
        TEST(what_passes_is_tried_again),
        TEST(dead_and_broken_servers_are_unreachable),
        TEST(a_robots_txt_cut_short_allows_nothing),
        TEST(a_server_that_stops_talking_does_not_hold_up_others),
        TEST(an_answer_over_the_limit_is_truncated_and_no_success),
        TEST(content_is_passed_on_as_it_came),
        TEST(the_hook_may_lower_a_verdict_or_end_the_crawl),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
