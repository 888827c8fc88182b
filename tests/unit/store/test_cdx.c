/* SPDX-License-Identifier: MIT */
#include "store/cdx.h"
#include "tests/test.h"

static void keys_sort_the_pages_of_a_host_together(void **state)
{
    (void)state;
    static const struct {
        const char *url, *want;
    } cases[] = {
        {"http://example.com/", "com,example)/"},
        {"https://example.com", "com,example)/"},
        {"http://www.example.com/Jobs/1", "com,example)/jobs/1"},
        {"http://www12.Jobs.example.com/", "com,example,jobs)/"},
        {"http://wwwhat.example/", "example,wwwhat)/"},
        {"http://www.", ")/"},
        {"http://a.example:80/x", "example,a)/x"},
        {"https://a.example:443/x", "example,a)/x"},
        {"http://a.example:8080/x", "example,a:8080)/x"},
        {"http://127.0.0.1:8000/x", "1,0,0,127:8000)/x"},
        {"http://a.example/x?b=2&a=1&C=3", "example,a)/x?a=1&b=2&c=3"},
        {"http://a.example?z&a", "example,a)/?a&z"},
        {"http://a.example/x?", "example,a)/x"},
        {"http://a.example/x?a#b", "example,a)/x?a"},
        {"http://a.example/x#b", "example,a)/x"},
        {"urn:uuid:1", "urn:uuid:1"},
        {"file:///tmp/x", "file:///tmp/x"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO(buf_done) struct buf out;
        buf_init(&out, 4096);
        cdx_key(str_from(cases[i].url), &out);
        assert_str(buf_str(&out), cases[i].want);
    }
}

static void a_line_leads_to_its_record(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf out;
    const struct archive_record r = {
        .type = STR("response"),
        .uri = STR("http://www.example.com/a?\"x\""),
        .date = STR("2026-11-22T08:15:00Z"),
        .content_type = STR("text/html; charset=utf-8"),
        .digest = STR("sha256:0a1b"),
        .status = 200,
        .offset = 1234};
    buf_init(&out, 4096);
    cdx_line(&r, STR("x.warc.gz"), 567, &out);
    assert_str(buf_str(&out),
               "com,example)/a?\"x\" 20261122081500 {\"url\":"
               "\"http://www.example.com/a?\\\"x\\\"\",\"mime\":"
               "\"text/html\",\"status\":\"200\",\"digest\":\"0a1b\","
               "\"length\":\"567\",\"offset\":\"1234\","
               "\"filename\":\"x.warc.gz\"}");
}

static void requests_and_notes_are_not_indexed(void **state)
{
    (void)state;
    static const struct {
        const char *type, *content_type;
        bool has;
    } cases[] = {{"response", "text/html", true},
                 {"revisit", "text/html", true},
                 {"resource", "application/json", true},
                 {"resource", "application/warc-fields", false},
                 {"request", "", false},
                 {"metadata", "application/warc-fields", false},
                 {"warcinfo", "application/warc-fields", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct archive_record r = {.type = str_from(cases[i].type),
                                         .content_type =
                                             str_from(cases[i].content_type)};
        assert_int_equal(cdx_has(&r), cases[i].has);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_sort_the_pages_of_a_host_together),
        cmocka_unit_test(a_line_leads_to_its_record),
        cmocka_unit_test(requests_and_notes_are_not_indexed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
