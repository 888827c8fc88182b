/* SPDX-License-Identifier: MIT */
/* A crawl that ends too soon goes on where it was. */
#include "base/file.h"
#include "crawl_run.h"

#define ROOT "/v0/postings/acme?mode=json"
#define LITERAL(s)                                                             \
    {                                                                          \
        s, sizeof(s) - 1                                                       \
    }
#define COUNT(a)   (sizeof(a) / sizeof *(a))
#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

static const struct httpd_page pages[] = {
    {"/robots.txt", 0, NULL, NULL, LITERAL("")},
    {ROOT, 0, NULL, NULL, LITERAL("posting\ndetail /d/1\npage /p/2\n")},
    {"/p/2", 0, NULL, NULL, LITERAL("detail /d/2\ndetail /d/1\npage /p/3\n")},
    {"/p/3", 0, NULL, NULL, LITERAL("posting\ndetail /d/gone\ndetail /d/2\n")},
    {"/d/1", 0, NULL, NULL, LITERAL("posting\n")},
    {"/d/2", 0, NULL, NULL, LITERAL("posting\nposting\n")},
    {"/d/gone", 410, NULL, NULL, LITERAL("")},
};

struct kept {
    struct run *run;
    size_t fetched, fail_after; /* 0: never */
    size_t n_done, n_left, n_resumed;
};

/* The clock of the tests. */
static int64_t now_utc = 1795334400;

static int64_t tell_now(void)
{
    return now_utc;
}

static enum st fetched(void *ctx, struct crawl_fetch *f, struct err *err)
{
    struct kept *k = ctx;
    enum st st = keep_result(k->run, f, err);
    if (++k->fetched == k->fail_after)
        return err_set(err, ST_IO, "as if it were killed");
    return st;
}

static enum st ended(void *ctx, struct crawl_end *e, struct err *err)
{
    return keep_end(((struct kept *)ctx)->run, e, err);
}

static void resumed(void *ctx, size_t n_done, size_t n_left)
{
    struct kept *k = ctx;
    k->n_resumed++;
    k->n_done = n_done;
    k->n_left = n_left;
}

static int setup(void **state)
{
    struct kept *k = xalloc(sizeof *k);
    void *run;
    run_setup(&run);
    k->run = run;
    k->run->read = read_lines;
    k->run->hooks.fetched = fetched;
    k->run->hooks.source_done = ended;
    k->run->hooks.resumed = resumed;
    k->run->hooks.ctx = k;
    k->run->hooks.log = NULL;
    k->run->options.now_utc = tell_now;
    *state = k;
    return 0;
}

static int teardown(void **state)
{
    struct kept *k = *state;
    void *run = k->run;
    run_teardown(&run);
    free(k);
    return 0;
}

/* Crawl a board with what is kept in the directory of the run. */
static enum st crawl_kept(struct kept *k, unsigned port, const char *slug)
{
    AUTO(buf_done) struct buf path;
    AUTO(auto_runs_free) struct runs *runs = NULL;
    char yaml[256];
    struct err err;
    buf_init(&path, 4096);
    buf_printf(&path, "%s/crawl.db", k->run->scratch.dir);
    snprintf(yaml, sizeof yaml,
             "- {kind: lever, board: %s, allow_private: true, "
             "base: 'http://127.0.0.1:%u'}\n",
             slug, port);
    assert_ok(runs_open(buf_cstr(&path), &runs, &err), err);
    k->run->options.runs = runs;
    k->run->n = k->run->n_ends = k->fetched = k->n_resumed = 0;
    enum st st = crawl_text(k->run, yaml, &err);
    k->run->options.runs = NULL;
    return st;
}

static struct httpd *serve(void)
{
    struct httpd *h = NULL;
    struct err err;
    assert_ok(httpd_start(pages, COUNT(pages), NULL, NULL, &h, &err), err);
    return h;
}

static void a_source_of_many_requests_goes_on_with_those_that_lack(void **state)
{
    struct kept *k = *state;
    for (size_t after = 1; after <= 6; after++) {
        AUTO(auto_httpd_stop) struct httpd *h = serve();
        k->fail_after = after;
        assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_IO);
        assert_int_equal(k->n_resumed, 0);
        k->fail_after = 0;
        assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_OK);
        assert_int_equal(k->n_resumed, 1);
        assert_int_equal(k->n_done, 0);
        assert_int_equal(k->n_left, 1);
        assert_int_equal(k->run->n_ends, 1);
        assert_int_equal(k->run->ends[0].verdict, VERDICT_OK);
        assert_int_equal(k->run->ends[0].n_requests, 6);
        assert_int_equal(k->run->ends[0].n_postings, 5);
        /* Only what the hook did not get, or what was in flight, is twice. */
        size_t total = 0;
        for (size_t i = 1; i < COUNT(pages); i++) {
            size_t hits = httpd_hits(h, pages[i].path);
            assert_in_range(hits, 1, 2);
            total += hits;
        }
        assert_in_range(total, 6, 6 + 4);
        assert_int_equal(httpd_hits(h, "/robots.txt"), 1);
        assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_OK);
        assert_int_equal(k->n_resumed, 0); /* it was complete */
        assert_int_equal(httpd_hits(h, "/robots.txt"), 1);
        assert_int_equal(k->run->n, 6);
    }
}

static void a_run_of_long_ago_or_of_other_sources_is_another(void **state)
{
    struct kept *k = *state;
    AUTO(auto_httpd_stop) struct httpd *h = serve();
    k->fail_after = 2;
    assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_IO);
    k->fail_after = 0;
    assert_int_equal(crawl_kept(k, httpd_port(h), "other"), ST_OK);
    assert_int_equal(k->n_resumed, 0);
    k->run->options.resume_as = "differently";
    k->fail_after = 2;
    assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_IO);
    assert_int_equal(k->n_resumed, 0);
    k->run->options.resume_as = NULL;
    now_utc += 24 * 3600;
    assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_IO);
    assert_int_equal(k->n_resumed, 1); /* a day is not too long */
    now_utc += 24 * 3600 + 1;
    k->fail_after = 0;
    assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_OK);
    assert_int_equal(k->n_resumed, 0);
    assert_int_equal(k->run->n, 6);
}

static void a_run_is_begun_anew_when_asked(void **state)
{
    struct kept *k = *state;
    AUTO(auto_httpd_stop) struct httpd *h = serve();
    k->fail_after = 3;
    assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_IO);
    k->fail_after = 0;
    k->run->options.resume_within_s = -1;
    assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_OK);
    assert_int_equal(k->n_resumed, 0);
    assert_int_equal(k->run->n, 6);
}

static void a_limit_that_was_met_is_not_forgotten(void **state)
{
    struct kept *k = *state;
    AUTO(auto_httpd_stop) struct httpd *h = serve();
    k->run->options.max_requests = 3;
    for (size_t after = 2; after <= 3; after++) {
        k->fail_after = after;
        assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_IO);
        k->fail_after = 0;
        assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_OK);
        assert_int_equal(k->run->ends[0].verdict, VERDICT_TRUNCATED);
        assert_string_equal(k->run->ends[0].detail,
                            "stopped at the limit of 3 requests");
        assert_int_equal(k->run->ends[0].n_requests, 3);
    }
}

static void old_answers_to_robots_txt_are_asked_again(void **state)
{
    struct kept *k = *state;
    AUTO(auto_httpd_stop) struct httpd *h = serve();
    for (size_t day = 1; day <= 3; day++) {
        assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_OK);
        now_utc += 24 * 3600 - 1;
        assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_OK);
        assert_int_equal(httpd_hits(h, "/robots.txt"), day);
        now_utc += 1;
    }
}

static void post_with_a_key(struct run *run, struct crawl_fetch *f)
{
    const struct ask ask = {.url = STR("/d/1"),
                            .body = STR("{}"),
                            .secret_headers = STR("X-Key: open sesame\n")};
    struct err err = {0};
    (void)run;
    if (!f->ask->body.p)
        assert_ok(crawl_follow(f, &ask, &err), err);
}

static void a_key_is_never_written_down(void **state)
{
    struct kept *k = *state;
    AUTO(auto_httpd_stop) struct httpd *h = serve();
    AUTO(buf_done) struct buf path, bytes;
    struct err err;
    k->run->read = post_with_a_key;
    k->fail_after = 2;
    assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_IO);
    static const char *const files[] = {"crawl.db", "crawl.db-wal"};
    buf_init(&path, 4096);
    buf_init(&bytes, 64u << 20);
    for (size_t i = 0; i < COUNT(files); i++) {
        buf_clear(&path);
        buf_printf(&path, "%s/%s", k->run->scratch.dir, files[i]);
        buf_clear(&bytes);
        if (file_read(buf_cstr(&path), &bytes, &err) == ST_OK)
            assert_int_equal(str_find(buf_str(&bytes), STR("sesame")),
                             SIZE_MAX);
    }
    k->fail_after = 0;
    assert_int_equal(crawl_kept(k, httpd_port(h), "acme"), ST_OK);
    assert_int_equal(k->run->n, 2); /* begun anew, to have the key again */
    assert_int_equal(k->run->ends[0].n_requests, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_source_of_many_requests_goes_on_with_those_that_lack),
        TEST(a_run_of_long_ago_or_of_other_sources_is_another),
        TEST(a_run_is_begun_anew_when_asked),
        TEST(a_limit_that_was_met_is_not_forgotten),
        TEST(old_answers_to_robots_txt_are_asked_again),
        TEST(a_key_is_never_written_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
