/* SPDX-License-Identifier: MIT */
/* Answers that ask for more: pages, details, and what may go wrong then. */
#include "crawl_run.h"

#define ROOT     "/v0/postings/acme?mode=json"
#define COUNT(a) (sizeof(a) / sizeof *(a))
#define TEST(test)                                                             \
    cmocka_unit_test_setup_teardown(test, run_setup, run_teardown)

static struct httpd *serve(const struct httpd_page *pages, size_t n)
{
    struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, n, NULL, NULL, &h, &err), err);
    return h;
}

static const struct ended *crawl_acme(struct run *run, struct httpd *h)
{
    static const char *const slug = "acme";
    crawl_boards(run, httpd_port(h), &slug, 1);
    assert_int_equal(run->n_ends, 1);
    return &run->ends[0];
}

static void pages_and_details_make_one_source(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {
        {ROOT, 0, NULL, NULL, STR("posting\ndetail /d/1\npage ?p=2\n")},
        {"/v0/postings/acme?p=2", 0, NULL, NULL,
         STR("page ?p=2\npage ?mode=json\ndetail /d/2\ndetail /d/1\n")},
        {"/d/1", 0, NULL, NULL, STR("posting\n")},
        {"/d/2", 0, NULL, NULL, STR("posting\nposting\n")},
    };
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    run->read = read_lines;
    const struct ended *end = crawl_acme(run, h);
    assert_int_equal(end->verdict, VERDICT_OK);
    assert_string_equal(end->detail, "");
    assert_int_equal(end->n_requests, 4);
    assert_int_equal(end->n_failed, 0);
    assert_int_equal(end->n_postings, 4);
    for (size_t i = 0; i < COUNT(pages); i++) /* nothing twice */
        assert_int_equal(httpd_hits(h, pages[i].path), 1);
    assert_int_equal(httpd_hits(h, "/robots.txt"), 1);
    assert_int_equal(run->n, 4);
    assert_string_equal(run->v[0].note, "");
    /* These two were asked at once: either may be the first. */
    bool page_first = strcmp(run->v[1].note, "page") == 0;
    assert_string_equal(run->v[page_first ? 1 : 2].note, "page");
    assert_string_equal(run->v[page_first ? 2 : 1].note, "detail");
    assert_int_equal(run->sum.n_ok, 1);
    assert_int_equal(run->sum.n_requests, 5);
}

/* What one failing follow-up makes of its source. */
static void any_failure_tells_more_than_a_success(void **state)
{
    static const struct {
        const char *label, *root;
        int status; /* of /x */
        enum verdict verdict;
        const char *detail;
    } cases[] = {
        {"a page is gone", "page /x\n", 404, VERDICT_GONE,
         "1 of 2 requests failed: HTTP 404"},
        {"a detail is gone", "posting\ndetail /x\n", 410, VERDICT_OK, ""},
        {"a detail is forbidden", "detail /x\n", 403, VERDICT_BLOCKED,
         "1 of 2 requests failed: HTTP 403"},
        {"too fast", "page /x\n", 429, VERDICT_RATE_LIMITED,
         "1 of 2 requests failed: HTTP 429 (3 tries)"},
        {"ill", "page /x\n", 500, VERDICT_UNREACHABLE,
         "1 of 2 requests failed: HTTP 500 (3 tries)"},
        {"a part", "page /x\n", 206, VERDICT_TRUNCATED,
         "1 of 2 requests failed: HTTP 206: only a part"},
        {"empty after the first", "posting\npage /x\n", 204, VERDICT_OK, ""},
        {"what robots.txt forbids", "page /no/x\n", 200, VERDICT_BLOCKED,
         "1 of 2 requests failed: robots.txt does not allow it"},
        {"no URL", "page ftp://x/\n", 200, VERDICT_PARSE_ERROR,
         "leads where nothing is fetched"},
        {"private", "page http://10.0.0.1/\n", 200, VERDICT_PARSE_ERROR,
         "leads where nothing is fetched"},
        {"another port", "page http://127.0.0.1:1/\n", 200, VERDICT_PARSE_ERROR,
         "leads where nothing is fetched"},
    };
    struct run *run = *state;
    run->read = read_lines;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct httpd_page pages[] = {
            {"/robots.txt", 0, NULL, NULL,
             STR("User-agent: *\nDisallow: /no/\n")},
            {ROOT, 0, NULL, NULL, str_from(cases[i].root)},
            {"/x", cases[i].status, NULL, NULL, STR("")}};
        AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
        run->n = run->n_ends = 0;
        const struct ended *end = crawl_acme(run, h);
        if (end->verdict != cases[i].verdict)
            fail_msg("%s: %s", cases[i].label, verdict_name(end->verdict));
        assert_string_equal(end->detail, cases[i].detail);
        assert_int_equal(run->sum.n_ok, end->verdict == VERDICT_OK);
        assert_int_equal(httpd_hits(h, "/no/x"), 0);
    }
}

static void the_request_that_failed_is_the_evidence(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {
        {ROOT, 0, NULL, NULL, STR("page /a\npage /b\npage /c\n")},
        {"/a", 404, NULL, NULL, STR("a")},
        {"/b", 403, NULL, NULL, STR("b")},
        {"/c", 0, NULL, NULL, STR("posting\n")}};
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    struct archive_record record;
    struct err err;
    run->read = read_lines;
    const struct ended *end = crawl_acme(run, h);
    assert_int_equal(end->verdict, VERDICT_BLOCKED);
    assert_string_equal(end->detail, "2 of 4 requests failed: HTTP 403");
    assert_true(str_ends(str_from(end->final_url), STR("/b")));
    AUTO(auto_archive_reader_free) struct archive_reader *r = NULL;
    assert_ok(archive_reader_open_ref(run->scratch.dir, &end->ref, &r, &err),
              err);
    assert_int_equal(archive_next(r, &record, &err), ARCHIVE_RECORD);
    assert_int_equal(record.status, 403);
}

/* Every answer names the next page. */
static void endless(void *ctx, const struct httpd_request *r,
                    struct httpd_answer *a)
{
    (void)ctx;
    if (strcmp(r->path, "/robots.txt") == 0)
        return;
    unsigned n = 0;
    if (r->query && strncmp(r->query, "p=", 2) == 0)
        n = (unsigned)strtoul(r->query + 2, NULL, 10);
    a->status = 200;
    buf_printf(&a->body, "posting\npage ?p=%u\ndetail /d?p=%u\n", n + 1,
               n + 100000);
}

static void a_source_that_does_not_end_is_ended(void **state)
{
    struct run *run = *state;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(NULL, 0, endless, NULL, &h, &err), err);
    run->read = read_lines;
    run->options.max_requests = 60;
    const struct ended *end = crawl_acme(run, h);
    assert_int_equal(end->verdict, VERDICT_TRUNCATED);
    assert_string_equal(end->detail, "stopped at the limit of 60 requests");
    assert_int_equal(end->n_requests, 60);
    assert_int_equal(run->n, 60);
    assert_int_equal(run->sum.n_failed, 1);
}

static void only_pages(void *ctx, const struct httpd_request *r,
                       struct httpd_answer *a)
{
    endless(ctx, r, a);
    size_t cut = str_find(buf_str(&a->body), STR("detail"));
    if (cut != SIZE_MAX)
        buf_truncate(&a->body, cut);
}

static void pages_have_a_limit_of_their_own(void **state)
{
    struct run *run = *state;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(NULL, 0, only_pages, NULL, &h, &err), err);
    run->read = read_lines;
    run->options.max_pages = 7;
    const struct ended *end = crawl_acme(run, h);
    assert_int_equal(end->verdict, VERDICT_TRUNCATED);
    assert_string_equal(end->detail, "stopped at the limit of 7 pages");
    assert_int_equal(end->n_requests, 7);
    assert_int_equal(end->n_postings, 7);
}

static void what_is_not_wanted_any_more_is_not_fetched(void **state)
{
    struct run *run = *state;
    const struct httpd_page pages[] = {
        {"/robots.txt", 0, NULL, NULL,
         STR("User-agent: *\nCrawl-delay: 0.01\n")}, /* one at a time */
        {ROOT, 0, NULL, NULL, STR("posting\npage /2\npage /3\npage /4\n")},
        {"/2", 0, NULL, NULL, STR("enough\n")},
        {"/3", 0, NULL, NULL, STR("posting\n")},
        {"/4", 0, NULL, NULL, STR("posting\n")}};
    AUTO(auto_httpd_stop) struct httpd *h = serve(pages, COUNT(pages));
    run->read = read_lines;
    const struct ended *end = crawl_acme(run, h);
    assert_int_equal(end->verdict, VERDICT_OK);
    assert_int_equal(end->n_requests, 2);
    assert_int_equal(end->n_postings, 1);
    assert_int_equal(httpd_hits(h, "/3") + httpd_hits(h, "/4"), 0);
}

/* ---- How a request is made ---- */

struct seen {
    char method[8], body[128], key[64], type[64], accept[64], extra[64];
};

static void keep_header(const struct httpd_request *r, const char *name,
                        char *to, size_t cap)
{
    const char *value = httpd_header(r, name);
    snprintf(to, cap, "%s", value ? value : "");
}

static void note_request(void *ctx, const struct httpd_request *r,
                         struct httpd_answer *a)
{
    struct seen *seen = ctx;
    if (strcmp(r->path, "/robots.txt") == 0)
        return;
    a->status = 200;
    if (strcmp(r->path, "/search") != 0) {
        buf_add_cstr(&a->body, "posting\n");
        return;
    }
    snprintf(seen->method, sizeof seen->method, "%s", r->method);
    copy_text(seen->body, sizeof seen->body, r->body);
    keep_header(r, "X-Key", seen->key, sizeof seen->key);
    keep_header(r, "Content-Type", seen->type, sizeof seen->type);
    keep_header(r, "Accept", seen->accept, sizeof seen->accept);
    keep_header(r, "X-Extra", seen->extra, sizeof seen->extra);
}

static void post_a_search(struct run *run, struct crawl_fetch *f)
{
    const struct ask ask = {.url = STR("/search"),
                            .body = STR("{\"offset\":20}"),
                            .headers = STR("X-Extra: more\n"),
                            .secret_headers = STR("X-Key: open sesame\n"),
                            .note = STR("search")};
    struct err err = {0};
    (void)run;
    assert_ok(crawl_follow(f, &ask, &err), err);
}

static void check_archived(struct run *run)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(auto_archive_reader_free) struct archive_reader *r = NULL;
    AUTO(buf_done) struct buf path;
    struct archive_record record;
    struct str *names;
    struct err err;
    size_t n, found = 0;
    buf_init(&path, 4096);
    assert_ok(archive_list(run->scratch.dir, a, &names, &n, &err), err);
    assert_int_equal(n, 1);
    buf_printf(&path, "%s/%.*s", run->scratch.dir, STR_FMT(names[0]));
    assert_ok(archive_reader_open(buf_cstr(&path), 0, &r, &err), err);
    while (archive_next(r, &record, &err) == ARCHIVE_RECORD) {
        if (!str_eq(record.note, STR("search")))
            continue;
        found++;
        if (!str_eq(record.type, STR("request")))
            continue;
        assert_true(str_starts(record.body, STR("POST /search HTTP/1.1\r\n")));
        assert_true(str_ends(record.body, STR("\r\n\r\n{\"offset\":20}")));
        assert_true(str_find(record.body, STR("sesame")) == SIZE_MAX);
        assert_true(str_find(record.body, STR("\r\nX-Key: withheld\r\n")) !=
                    SIZE_MAX);
    }
    assert_int_equal(found, 2); /* request and response */
}

static void a_note_and_a_posted_body_are_archived(void **state)
{
    struct run *run = *state;
    struct seen seen = {0};
    struct err err;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    assert_ok(httpd_start(NULL, 0, note_request, &seen, &h, &err), err);
    run->read = post_a_search;
    const struct ended *end = crawl_acme(run, h);
    assert_int_equal(end->verdict, VERDICT_OK);
    assert_int_equal(end->n_requests, 2); /* the second one is known */
    assert_string_equal(seen.method, "POST");
    assert_string_equal(seen.body, "{\"offset\":20}");
    assert_string_equal(seen.key, "open sesame");
    assert_string_equal(seen.type, "application/json");
    assert_string_equal(seen.accept, "application/json");
    assert_string_equal(seen.extra, "more");
    assert_string_equal(run->v[1].note, "search");
    check_archived(run);
}

static void requests_that_cannot_be_sent_are_refused(void **state)
{
    const struct {
        const char *label;
        struct ask ask;
    } cases[] = {
        {"a header that splits", {.headers = STR("X: a\r\nHost: b\n")}},
        {"a host", {.headers = STR("host: evil\n")}},
        {"a length", {.secret_headers = STR("Content-Length: 1\n")}},
        {"no name", {.headers = STR(": x\n")}},
        {"a name of two words", {.headers = STR("a b: x\n")}},
        {"no colon", {.headers = STR("word\n")}},
        {"a note of two lines", {.note = STR("a\nb")}},
        {"an accept of two lines", {.accept = STR("a\r\nb")}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err why = {0};
        if (ask_check(&cases[i].ask, &why))
            fail_msg("%s is let through", cases[i].label);
    }
    const struct ask good = {.headers = STR("A: b\nC: d"),
                             .note = STR("page 2"),
                             .body = STR("line\nline")};
    struct err why = {0};
    assert_true(ask_check(&good, &why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(pages_and_details_make_one_source),
        TEST(any_failure_tells_more_than_a_success),
        TEST(the_request_that_failed_is_the_evidence),
        TEST(a_source_that_does_not_end_is_ended),
        TEST(pages_have_a_limit_of_their_own),
        TEST(what_is_not_wanted_any_more_is_not_fetched),
        TEST(a_note_and_a_posted_body_are_archived),
        TEST(requests_that_cannot_be_sent_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
