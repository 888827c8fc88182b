/* SPDX-License-Identifier: MIT */
/* Asking for what is known already: conditions, 304, the same bytes. */
#include "crawl_run.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* A server that notes what it was asked, and answers as it was told. */
struct told {
    int status;
    const char *headers, *body;
    char etag[128], since[128], extra[128];
};

static void keep_header(const struct httpd_request *r, const char *name,
                        char *to, size_t cap)
{
    const char *value = httpd_header(r, name);
    snprintf(to, cap, "%s", value ? value : "");
}

static void answer_as_told(void *ctx, const struct httpd_request *r,
                           struct httpd_answer *a)
{
    struct told *told = ctx;
    if (strcmp(r->path, "/robots.txt") == 0)
        return;
    keep_header(r, "If-None-Match", told->etag, sizeof told->etag);
    keep_header(r, "If-Modified-Since", told->since, sizeof told->since);
    keep_header(r, "X-Extra", told->extra, sizeof told->extra);
    a->status = told->status;
    if (told->headers)
        buf_add_cstr(&a->headers, told->headers);
    buf_add_cstr(&a->body, told->body);
}

struct memory {
    struct run *run;
    struct crawl_known known;
    bool there;
    bool unchanged;
    int64_t id;
    char etag[64];
    size_t body_n;
};

static enum st recall(void *ctx, const struct source *source, struct str url,
                      struct crawl_known *out, bool *there, struct err *err)
{
    struct memory *m = ctx;
    (void)source;
    (void)err;
    assert_true(str_ends(url, STR("/v0/postings/acme?mode=json")));
    *out = m->known;
    *there = m->there;
    return ST_OK;
}

static enum st remember(void *ctx, struct crawl_fetch *f, struct err *err)
{
    struct memory *m = ctx;
    m->unchanged = f->unchanged;
    m->id = f->known;
    m->body_n = f->body.n;
    copy_text(m->etag, sizeof m->etag, f->etag);
    return keep_result(m->run, f, err);
}

static enum st forget(void *ctx, struct crawl_end *e, struct err *err)
{
    return keep_end(((struct memory *)ctx)->run, e, err);
}

static void crawl_told(struct memory *m, struct told *told)
{
    static const char *const slug = "acme";
    struct run *run = m->run;
    AUTO(auto_httpd_stop) struct httpd *h = NULL;
    struct err err;
    run->n = run->n_ends = 0;
    run->hooks.known = recall;
    run->hooks.fetched = remember;
    run->hooks.source_done = forget;
    run->hooks.ctx = m;
    run->hooks.log = NULL;
    assert_ok(httpd_start(NULL, 0, answer_as_told, told, &h, &err), err);
    crawl_boards(run, httpd_port(h), &slug, 1);
    assert_int_equal(run->n_ends, 1);
}

static void conditions_are_those_of_what_is_known(void **state)
{
    struct memory m = {
        .run = *state,
        .there = true,
        .known = {.id = 7,
                  .etag = STR("W/\"v1\""),
                  .last_modified = STR("Tue, 03 Nov 2026 08:00:00 GMT"),
                  .ref = {.file = "a.warc.gz", .digest = "sha256:aa"}}};
    struct told told = {.status = 304, .body = ""};
    crawl_told(&m, &told);
    assert_string_equal(told.etag, "W/\"v1\"");
    assert_string_equal(told.since, "Tue, 03 Nov 2026 08:00:00 GMT");
    assert_int_equal(m.run->ends[0].verdict, VERDICT_OK);
    assert_true(m.unchanged);
    assert_int_equal(m.id, 7);
    assert_int_equal(m.body_n, 0);
    assert_string_equal(m.run->v[0].ref.file, "a.warc.gz");
}

static void validators_that_would_split_a_header_are_not_sent(void **state)
{
    static const struct str bad[] = {
        {"\"a\"\r\nX-Extra: 1", 15}, {"\"a\nb\"", 5}, {"a\0b", 3}, {"", 0}};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct memory m = {.run = *state, .there = true};
        struct told told = {.status = 200, .body = "[]"};
        m.known.etag = m.known.last_modified = bad[i];
        crawl_told(&m, &told);
        assert_string_equal(told.etag, "");
        assert_string_equal(told.since, "");
        assert_string_equal(told.extra, "");
        assert_int_equal(m.run->ends[0].verdict, VERDICT_OK);
        assert_false(m.unchanged);
    }
}

static void a_304_that_nobody_asked_for_is_no_answer(void **state)
{
    for (int there = 0; there < 2; there++) {
        struct memory m = {.run = *state, .there = there};
        struct told told = {.status = 304, .body = ""};
        crawl_told(&m, &told);
        assert_int_equal(m.run->ends[0].verdict, VERDICT_PARSE_ERROR);
        assert_false(m.unchanged);
    }
}

static void the_same_bytes_are_the_same_content(void **state)
{
    /* SHA-256 of "[]" */
    static const char digest[] =
        "sha256:"
        "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";
    struct memory m = {.run = *state, .there = true};
    struct told told = {
        .status = 200, .body = "[]", .headers = "ETag: \"v2\"\n"};
    snprintf(m.known.ref.digest, sizeof m.known.ref.digest, "%s", digest);
    snprintf(m.known.ref.file, sizeof m.known.ref.file, "a.warc.gz");
    crawl_told(&m, &told);
    assert_true(m.unchanged);
    assert_int_equal(m.body_n, 2);
    assert_string_equal(m.etag, "\"v2\"");
    told.body = "[ ]";
    crawl_told(&m, &told);
    assert_false(m.unchanged);
    told.body = "[]";
    told.status = 206; /* a part that happens to be equal is a part */
    crawl_told(&m, &told);
    assert_false(m.unchanged);
    assert_int_equal(m.run->ends[0].verdict, VERDICT_TRUNCATED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(conditions_are_those_of_what_is_known,
                                        run_setup, run_teardown),
        cmocka_unit_test_setup_teardown(
            validators_that_would_split_a_header_are_not_sent, run_setup,
            run_teardown),
        cmocka_unit_test_setup_teardown(
            a_304_that_nobody_asked_for_is_no_answer, run_setup, run_teardown),
        cmocka_unit_test_setup_teardown(the_same_bytes_are_the_same_content,
                                        run_setup, run_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
