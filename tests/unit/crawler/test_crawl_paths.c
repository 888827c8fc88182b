/* SPDX-License-Identifier: MIT */
/* Redirects, the archive, pacing, and stopping. */
#include "crawl_run.h"
#include "crawler/fetch.h"
#include <signal.h>
#include <sys/resource.h>

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

static void crawl_page(struct run *run, struct httpd *h, const char *path)
{
    char yaml[256];
    struct err err;
    snprintf(yaml, sizeof yaml,
             "- {kind: page, name: p, url: 'http://127.0.0.1:%u%s', "
             "allow_private: true}\n",
             httpd_port(h), path);
    run->n = 0;
    assert_ok(crawl_text(run, yaml, &err), err);
}

/* ---- Redirects ---- */

static void redirects_are_followed_to_the_page(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {
        {"/a/old", 301, NULL, "Location: new\n", STR("moved")},
        {"/a/new", 302, NULL, "Location: http://127.0.0.1:{{port}}/b?c#d\n",
         STR("")},
        {"/b?c", 0, "text/html", NULL, STR("<p>here</p>")},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    crawl_page(run, h, "/a/old");
    assert_result(run, "p", VERDICT_OK, 200);
    assert_string_equal(run->v[0].body, "<p>here</p>");
    assert_in(run->v[0].url, "/a/old");
    assert_in(run->v[0].final_url, "/b?c");
    assert_int_equal(httpd_hits(h, "/robots.txt"), 1);
}

static void redirects_without_end_are_given_up(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {
        {"/a", 302, NULL, "Location: /b\n", STR("")},
        {"/b", 302, NULL, "Location: /a\n", STR("")},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    crawl_page(run, h, "/a");
    assert_result(run, "p", VERDICT_UNREACHABLE, 302);
    assert_in(run->v[0].detail, "too many redirects");
    assert_int_equal(httpd_hits(h, "/a") + httpd_hits(h, "/b"), 6);
}

static void each_hop_is_asked_of_robots_txt(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {
        {"/robots.txt", 0, NULL, NULL,
         STR("User-agent: *\nDisallow: /secret\n")},
        {"/a", 302, NULL, "Location: /secret/b\n", STR("")},
        {"/secret/b", 0, "text/html", NULL, STR("no")},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    crawl_page(run, h, "/a");
    assert_result(run, "p", VERDICT_BLOCKED, 0);
    assert_in(run->v[0].final_url, "/secret/b");
    assert_int_equal(httpd_hits(h, "/secret/b"), 0);
}

static void no_hop_leads_to_other_machines_within(void **state)
{
    struct run *run = *state;
    AUTO(auto_httpd_stop) struct httpd *canary = serve(NULL, 0);
    static const struct {
        const char *to, *detail; /* "%u": the canary's port */
    } cases[] = {
        {"http://127.0.0.1:%u/", "redirects to another port"},
        {"http://localhost:%u/", "redirects to a private address"},
        {"http://2130706433:%u/", "redirects to another port"},
        {"http://[::1]:%u/", "redirects to a private address"},
        {"http://127.0.0.2:%u/", "redirects to a private address"},
        {"http://169.254.169.254/latest/?%u", "redirects to a private address"},
        {"http://example.com:22/?%u", "redirects to another port"},
        {"http://user@example.com/?%u", "user name"},
        {"file:///etc/passwd?%u", "redirects to what is not fetched"},
        {"ftp://example.com/?%u", "neither http nor https"},
        {"gopher://127.0.0.1:%u/", "redirects to what is not fetched"},
        {"javascript:alert(%u)", "redirects to what is not fetched"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char headers[128], location[96];
        /* The formats are those above. */
        snprintf(location, sizeof location, "%.*s%u%s",
                 (int)(strstr(cases[i].to, "%u") - cases[i].to), cases[i].to,
                 httpd_port(canary), strstr(cases[i].to, "%u") + 2);
        snprintf(headers, sizeof headers, "Location: %s\n", location);
        const struct httpd_page pages[] = {{"/a", 302, NULL, headers, STR("")}};
        AUTO(auto_httpd_stop) struct httpd *h = serve(pages, 1);
        crawl_page(run, h, "/a");
        assert_result(run, "p", VERDICT_UNREACHABLE, 302);
        assert_in(run->v[0].detail, cases[i].detail);
    }
    assert_int_equal(httpd_total(canary), 0);
}

static void an_api_that_points_elsewhere_has_moved(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {
        {BOARD("a"), 307, NULL, "Location: http://www.example.com/\n", STR("")},
        {BOARD("b"), 307, NULL, "Location: /v0/postings/c?mode=json\n",
         STR("")},
        {BOARD("c"), 0, JSON, NULL, STR("[]")},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    static const char *const slugs[] = {"a", "b"};
    crawl_boards(run, httpd_port(h), slugs, 2);
    assert_result(run, "lever/a", VERDICT_MOVED, 307);
    assert_string_equal(result_of(run, "lever/a")->final_url,
                        "http://www.example.com/");
    assert_result(run, "lever/b", VERDICT_OK, 200);
}

static void a_public_name_with_a_private_address_is_refused(void **state)
{
    struct run *run = *state;
    char yaml[128];
    struct err err;
    AUTO(auto_httpd_stop) struct httpd *h = serve(NULL, 0);
    AUTO(auto_sources_free) struct sources *s = NULL;
    snprintf(yaml, sizeof yaml,
             "- {kind: page, name: p, url: 'http://localhost:%u/', "
             "allow_private: true}\n",
             httpd_port(h));
    assert_ok(sources_parse(str_from(yaml), "s", &s, &err), err);
    /* As if the file had said nothing, and localhost were any name. */
    s->v[0].allow_private = false;
    struct archive_writer *w = NULL;
    assert_ok(archive_writer_open(run->scratch.dir, "x", 0, &w, &err), err);
    assert_ok(crawl_run(s, &run->options, w, &run->hooks, &run->sum, &err),
              err);
    assert_ok(archive_writer_close(w, &err), err);
    assert_result(run, "p", VERDICT_UNREACHABLE, 0);
    assert_in(run->v[0].detail, "refused");
    assert_int_equal(httpd_total(h), 0);
}

static void a_server_that_has_gone_silent_is_given_up(void **state)
{
    struct run *run = *state;
    const struct raw_answer answers[] = {
        {STR("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n"
             "Connection: close\r\n\r\n"),
         RAW_CLOSE},
        {STR(""), RAW_RESET},
    };
    char names[60][8];
    const char *slugs[60];
    for (size_t i = 0; i < COUNT(slugs); i++) {
        snprintf(names[i], sizeof names[i], "b%zu", i);
        slugs[i] = names[i];
    }
    struct raw_server server;
    raw_start(&server, answers, 2);
    run->options.tries = 1;
    crawl_boards(run, server.port, slugs, COUNT(slugs));
    raw_stop(&server);
    assert_int_equal(run->sum.n_failed, COUNT(slugs));
    assert_result(run, "lever/b59", VERDICT_UNREACHABLE, 0);
    assert_in(result_of(run, "lever/b59")->detail, "12 requests in a row");
    /* And what was on its way then. */
    assert_true(run->sum.n_requests <= 1 + CRAWL_SILENT_MAX + 4);
}

/* ---- The archive ---- */

struct records {
    char text[4096]; /* "type uri status source body" a line */
    size_t n_responses;
};

static void read_archive(struct run *run, const char *file, struct records *r)
{
    AUTO(auto_archive_reader_free) struct archive_reader *reader = NULL;
    struct archive_record record;
    struct err err;
    memset(r, 0, sizeof *r);
    assert_ok(archive_reader_open(scratch_path(&run->scratch, file), 0, &reader,
                                  &err),
              err);
    size_t at = 0;
    enum archive_what what;
    while ((what = archive_next(reader, &record, &err)) == ARCHIVE_RECORD) {
        if (!str_eq(record.type, STR("response")))
            continue;
        r->n_responses++;
        struct str path = str_slice(
            record.uri, str_find(record.uri, STR("/v0")), record.uri.n);
        at += (size_t)snprintf(r->text + at, sizeof r->text - at,
                               "%.*s %d %.*s/%.*s %.*s%s\n", STR_FMT(path),
                               record.status, STR_FMT(record.kind),
                               STR_FMT(record.source), STR_FMT(record.body),
                               record.truncated ? " cut" : "");
    }
    assert_int_equal(what, ARCHIVE_END);
}

static void every_exchange_is_in_the_archive(void **state)
{
    struct run *run = *state;
    static const char gzip[] =
        "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x57\xc8"
        "\xc0\x4e\x02\x00\xf6\xd2\x53\x38\x1d\x00\x00\x00";
    const struct httpd_page pages[] = {
        {"/robots.txt", 404, NULL, NULL, STR("none here")},
        {BOARD("a"), 500, NULL, NULL, STR("ill")},
        {BOARD("a"), 302, NULL, "Location: /v0/b\n", STR("there")},
        {"/v0/b", 0, JSON, "Content-Encoding: gzip\n", {gzip, sizeof gzip - 1}},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    static const char *const slugs[] = {"a"};
    crawl_boards(run, httpd_port(h), slugs, 1);
    assert_result(run, "lever/a", VERDICT_OK, 200);
    const struct archive_ref *ref = &run->v[0].ref;
    assert_true(ref->file[0]);
    struct records r;
    read_archive(run, ref->file, &r);
    assert_int_equal(r.n_responses, 4);
    assert_string_equal(
        r.text, " 404 / none here\n"
                "/v0/postings/a?mode=json 500 lever/lever/a ill\n"
                "/v0/postings/a?mode=json 302 lever/lever/a there\n"
                "/v0/b 200 lever/lever/a hello hello hello hello hello\n");
    /* The hook's reference leads to the answer that it was told of. */
    AUTO(auto_archive_reader_free) struct archive_reader *reader = NULL;
    struct archive_record record;
    struct err err;
    assert_ok(archive_reader_open(scratch_path(&run->scratch, ref->file),
                                  ref->offset, &reader, &err),
              err);
    assert_int_equal(archive_next(reader, &record, &err), ARCHIVE_RECORD);
    assert_str(record.body, "hello hello hello hello hello");
    assert_true(str_find(record.head, STR("HTTP/1.1 200 OK")) == 0);
}

static void cut_answers_are_archived_as_cut(void **state)
{
    struct run *run = *state;
    const struct raw_answer answers[] = {
        {STR("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n"
             "Connection: close\r\n\r\n"),
         RAW_CLOSE},
        {STR("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n[\"half"),
         RAW_CLOSE},
    };
    struct raw_server server;
    static const char *const slugs[] = {"a"};
    raw_start(&server, answers, 2);
    run->options.tries = 1;
    crawl_boards(run, server.port, slugs, 1);
    raw_stop(&server);
    assert_result(run, "lever/a", VERDICT_UNREACHABLE, 200);
    struct records r;
    read_archive(run, run->v[0].ref.file, &r);
    assert_in(r.text, " 200 lever/lever/a [\"half cut\n");
}

static void the_largest_head_fits_into_the_archive(void **state)
{
    struct run *run = *state;
    AUTO(buf_done) struct buf large;
    buf_init(&large, FETCH_HEAD_MAX_BYTES + 100);
    buf_add_cstr(&large,
                 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: ");
    while (large.n < FETCH_HEAD_MAX_BYTES - 4)
        buf_add_char(&large, 'x');
    buf_add_cstr(&large, "\r\n\r\n2\r\n[]\r\n0\r\n\r\n");
    const struct raw_answer answers[] = {
        {STR("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n"
             "Connection: close\r\n\r\n"),
         RAW_CLOSE},
        {buf_str(&large), RAW_CLOSE},
    };
    struct raw_server server;
    static const char *const slugs[] = {"a"};
    raw_start(&server, answers, 2);
    crawl_boards(run, server.port, slugs, 1);
    raw_stop(&server);
    assert_result(run, "lever/a", VERDICT_OK, 200);
}

static void a_full_disk_ends_the_crawl_and_keeps_what_is_there(void **state)
{
    struct run *run = *state;
    char noise[8192], yaml[256];
    uint32_t random = 1; /* gzip gains nothing on it */
    for (size_t i = 0; i < sizeof noise; i++) {
        random = random * 1664525u + 1013904223u;
        noise[i] = (char)(random >> 24);
    }
    const struct httpd_page pages[] = {
        {BOARD("a"), 0, JSON, NULL, {noise, sizeof noise}}};
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    AUTO(auto_sources_free) struct sources *s = NULL;
    struct archive_writer *w = NULL;
    struct err err;
    snprintf(yaml, sizeof yaml,
             "- {kind: lever, board: a, allow_private: true, "
             "base: 'http://127.0.0.1:%u'}\n",
             httpd_port(h));
    assert_ok(sources_parse(str_from(yaml), "s", &s, &err), err);
    assert_ok(archive_writer_open(run->scratch.dir, "x", 0, &w, &err), err);
    struct rlimit old, small = {4096, RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old);
    small.rlim_max = old.rlim_max;
    setrlimit(RLIMIT_FSIZE, &small);
    enum st st = crawl_run(s, &run->options, w, &run->hooks, &run->sum, &err);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_int_equal(st, ST_IO);
    assert_true(err.msg[0]);
    assert_int_equal(run->n, 0);
    assert_int_equal(run->sum.n_left, 1);
    assert_ok(archive_writer_close(w, &err), err);
    assert_int_equal(scratch_count(&run->scratch), 1);
}

/* ---- Pacing ---- */

static void a_crawl_delay_is_kept_between_requests(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {
        {"/robots.txt", 0, NULL, NULL,
         STR("User-agent: *\nCrawl-delay: 0.15\n")},
        {BOARD("a"), 0, JSON, NULL, STR("[]")},
        {BOARD("b"), 0, JSON, NULL, STR("[]")},
        {BOARD("c"), 0, JSON, NULL, STR("[]")},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    static const char *const slugs[] = {"a", "b", "c"};
    crawl_boards(run, httpd_port(h), slugs, 3);
    assert_int_equal(run->sum.n_ok, 3);
    struct httpd_hit before, hit;
    assert_true(httpd_log(h, 0, &before));
    for (size_t i = 1; httpd_log(h, i, &hit); i++) {
        /* Both clocks cut to milliseconds. */
        assert_true(hit.at_ms - before.at_ms >= 150 - 2);
        before = hit;
    }
}

/* ---- Stopping, and the rest ---- */

static void
hundreds_of_sources_are_crawled_and_a_stop_leaves_the_rest(void **state)
{
    struct run *run = *state;
    struct httpd_page pages[300];
    char paths[300][64], names[300][16];
    const char *slugs[300];
    for (size_t i = 0; i < 300; i++) {
        snprintf(names[i], sizeof names[i], "b%zu", i);
        snprintf(paths[i], sizeof paths[i], BOARD("%s"), names[i]);
        slugs[i] = names[i];
        pages[i] = (struct httpd_page){paths[i], i % 10 ? 200 : 404, JSON, NULL,
                                       STR("[]")};
    }
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    crawl_boards(run, httpd_port(h), slugs, 300);
    assert_int_equal(run->sum.n_ok, 270);
    assert_int_equal(run->sum.n_failed, 30);
    assert_int_equal(run->sum.n_left, 0);
    assert_int_equal(run->sum.n_requests, 301);
    for (size_t i = 0; i < 300; i++)
        assert_int_equal(httpd_hits(h, paths[i]), 1);
    run->n = 0;
    run->stop_after = 50;
    crawl_boards(run, httpd_port(h), slugs, 300);
    assert_true(run->n >= 50 && run->n < 70);
    assert_int_equal(run->sum.n_ok + run->sum.n_failed, run->n);
    assert_int_equal(run->sum.n_left, 300 - run->n);
}

static void stop_when_asked(void *ctx, const struct httpd_request *r,
                            struct httpd_answer *a)
{
    struct run *run = ctx;
    if (strcmp(r->path, "/robots.txt") == 0)
        return;
    run->stop = 1;
    a->status = 200;
    buf_add_cstr(&a->body, "[]");
}

static void what_is_in_flight_at_a_stop_may_end(void **state)
{
    struct run *run = *state;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(NULL, 0, stop_when_asked, run, &h, &err), err);
    static const char *const slugs[] = {"a", "b", "c", "d", "e", "f", "g"};
    crawl_boards(run, httpd_port(h), slugs, COUNT(slugs));
    assert_true(run->sum.n_ok >= 1 && run->sum.n_ok <= 5);
    assert_int_equal(run->sum.n_failed, 0);
    assert_int_equal(run->sum.n_left, COUNT(slugs) - run->sum.n_ok);
    assert_int_equal(httpd_total(h), 1 + run->sum.n_ok);
}

static void a_crawl_stopped_before_it_begins_asks_nothing(void **state)
{
    struct run *run = *state;
    AUTO(auto_httpd_stop) struct httpd *h = serve(NULL, 0);
    static const char *const slugs[] = {"a", "b"};
    run->stop = 1;
    crawl_boards(run, httpd_port(h), slugs, 2);
    assert_int_equal(run->sum.n_left, 2);
    assert_int_equal(run->sum.n_requests, 0);
    assert_int_equal(httpd_total(h), 0);
}

static void a_dry_run_names_what_it_would_fetch(void **state)
{
    struct run *run = *state;
    AUTO(auto_httpd_stop) struct httpd *h = serve(NULL, 0);
    static const char *const slugs[] = {"a", "b"};
    run->options.dry_run = true;
    crawl_boards(run, httpd_port(h), slugs, 2);
    assert_int_equal(httpd_total(h), 0);
    assert_int_equal(run->n, 0);
    assert_in(buf_cstr(&run->log), "lever/a: would fetch http://127.0.0.1:");
    assert_in(buf_cstr(&run->log), BOARD("b"));
}

static void keep_progress(void *ctx, const char *line)
{
    if (line)
        snprintf(ctx, 128, "%s", line);
}

static void progress_is_told(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {
        {"/robots.txt", 0, NULL, NULL,
         STR("User-agent: *\nCrawl-delay: 0.15\n")},
        {BOARD("a"), 0, JSON, NULL, STR("[]")},
    };
    char line[128] = "";
    struct progress progress = {.sink = keep_progress, .ctx = line};
    progress_start(&progress, "crawl", "sources");
    run->hooks.progress = &progress;
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    static const char *const slugs[] = {"a", "b"};
    crawl_boards(run, httpd_port(h), slugs, 2);
    assert_in(line, "crawl");
    assert_in(line, "in flight");
}

static void a_user_agent_with_a_line_break_is_refused(void **state)
{
    struct run *run = *state;
    struct err err;
    run->options.user_agent = "skilltally (+me)\r\nX-Evil: 1";
    assert_int_equal(crawl_text(run, "- {kind: lever, board: a}\n", &err),
                     ST_CONFIG);
    assert_in(err.msg, "User-Agent");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(redirects_are_followed_to_the_page),
        TEST(redirects_without_end_are_given_up),
        TEST(each_hop_is_asked_of_robots_txt),
        TEST(no_hop_leads_to_other_machines_within),
        TEST(an_api_that_points_elsewhere_has_moved),
        TEST(a_public_name_with_a_private_address_is_refused),
        TEST(a_server_that_has_gone_silent_is_given_up),
        TEST(every_exchange_is_in_the_archive),
        TEST(cut_answers_are_archived_as_cut),
        TEST(the_largest_head_fits_into_the_archive),
        TEST(a_full_disk_ends_the_crawl_and_keeps_what_is_there),
        TEST(a_crawl_delay_is_kept_between_requests),
        TEST(hundreds_of_sources_are_crawled_and_a_stop_leaves_the_rest),
        TEST(what_is_in_flight_at_a_stop_may_end),
        TEST(a_crawl_stopped_before_it_begins_asks_nothing),
        TEST(a_dry_run_names_what_it_would_fetch),
        TEST(progress_is_told),
        TEST(a_user_agent_with_a_line_break_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
