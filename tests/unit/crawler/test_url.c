/* SPDX-License-Identifier: MIT */
#include "base/lines.h"
#include "crawler/net.h"
#include "crawler/url.h"
#include "tests/test.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>

static void urls_take_one_form(void **state)
{
    (void)state;
    static const struct {
        const char *given, *want;
    } cases[] = {
        {"https://Example.COM", "https://example.com/"},
        {" https://example.com./a \n", "https://example.com/a"},
        {"http://example.com:80/a?b#c", "http://example.com/a?b"},
        {"https://example.com:443/", "https://example.com/"},
        {"https://example.com:8443/", "https://example.com:8443/"},
        {"https://example.com/a/../b/./c", "https://example.com/b/c"},
        {"https://example.com/a b?c d", "https://example.com/a%20b?c%20d"},
        {"https://example.com/\xc3\xa4", "https://example.com/%C3%A4"},
        {"http://127.1:8080/x", "http://127.0.0.1:8080/x"},
        {"http://0x7f000001/", "http://127.0.0.1/"},
        {"http://2130706433/", "http://127.0.0.1/"},
        {"http://[::1]:81/", "http://[::1]:81/"},
        {"https://example.com?q=1", "https://example.com/?q=1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url u = {0};
        struct err err;
        assert_ok(url_parse(str_from(cases[i].given), &u, &err), err);
        assert_string_equal(u.text, cases[i].want);
        url_done(&u);
    }
}

static void parts_are_slices_of_the_whole(void **state)
{
    (void)state;
    struct url u = {0};
    struct err err;
    assert_ok(url_parse(STR("https://h.example:8443/p/q?x=1#f"), &u, &err),
              err);
    assert_str(u.host, "h.example");
    assert_str(u.target, "/p/q?x=1");
    assert_str(u.origin, "https://h.example:8443");
    assert_int_equal(u.port, 8443);
    assert_true(u.tls);
    url_done(&u);
}

static void what_we_do_not_fetch_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "   ",
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://user@example.com/",
        "https://user:pass@example.com/",
        "https://example.com\\@evil.example/",
        "https://exa\nmple.com/",
        "https://example.com/\x01",
        "https://\xe2\x91\xa0.example/",
        "https://xn--/",
        "https://a..b/",
        "http://0x7f./",
        "http://1.2.3.4.5/",
        "https:///path",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://[fe80::1%25lo]/",
        "no url at all",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url u = {0};
        struct err err;
        if (url_parse(str_from(cases[i]), &u, &err) != ST_BAD_INPUT)
            fail_msg("%s is taken as %s", cases[i], u.text);
        assert_true(err.msg[0]);
    }
    struct buf text;
    struct url u = {0};
    struct err err;
    buf_init(&text, 1u << 20);
    buf_add_cstr(&text, "https://example.com/");
    while (text.n <= URL_MAX_BYTES)
        buf_add_char(&text, 'a');
    assert_int_equal(url_parse(buf_str(&text), &u, &err), ST_BAD_INPUT);
    buf_done(&text);
}

static void references_are_resolved(void **state)
{
    (void)state;
    static const struct {
        const char *ref, *want; /* NULL: refused */
    } cases[] = {
        {"x", "https://h.example/a/x"},
        {"/x", "https://h.example/x"},
        {"?x", "https://h.example/a/b?x"},
        {"#x", "https://h.example/a/b?k=v"},
        {"../../../x", "https://h.example/x"},
        {"//other.example/x", "https://other.example/x"},
        {"http://other.example", "http://other.example/"},
        {"x y\xc3\xa4", "https://h.example/a/x%20y%C3%A4"},
        {"", NULL},
        {"file:///etc/passwd", NULL},
        {"javascript:alert(1)", NULL},
        {"//user@other.example/", NULL},
        {"/\\other.example/", NULL},
    };
    struct url base = {0};
    struct err err;
    assert_ok(url_parse(STR("https://h.example/a/b?k=v"), &base, &err), err);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url u = {0};
        enum st st = url_resolve(&base, str_from(cases[i].ref), &u, &err);
        assert_int_equal(st, cases[i].want ? ST_OK : ST_BAD_INPUT);
        if (cases[i].want)
            assert_string_equal(u.text, cases[i].want);
        url_done(&u);
    }
    url_done(&base);
}

static void text_is_encoded_for_a_path(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 100);
    url_encode(&out, STR("A-z.0_~ /?\xc3"));
    assert_str(buf_str(&out), "A-z.0_~%20%2F%3F%C3");
    buf_done(&out);
}

static void addresses_of_the_open_internet_are_told_from_others(void **state)
{
    (void)state;
    static const struct {
        const char *ip;
        bool public, loopback;
    } cases[] = {
        {"8.8.8.8", true, false},
        {"172.32.0.1", true, false},
        {"11.0.0.1", true, false},
        {"100.128.0.1", true, false},
        {"127.255.255.255", false, true},
        {"10.1.2.3", false, false},
        {"100.64.0.1", false, false},
        {"169.254.169.254", false, false},
        {"192.168.0.1", false, false},
        {"198.19.255.255", false, false},
        {"224.0.0.1", false, false},
        {"255.255.255.255", false, false},
        {"0.0.0.0", false, false},
        {"::1", false, true},
        {"::", false, false},
        {"::ffff:8.8.8.8", true, false},
        {"::ffff:10.0.0.1", false, false},
        {"64:ff9b::8.8.8.8", true, false},
        {"64:ff9b::7f00:1", false, false},
        {"2002:0808:0808::1", true, false},
        {"2002:7f00:1::", false, false},
        {"2001::1", false, false},
        {"2001:db8::1", false, false},
        {"2001:4860:4860::8888", true, false},
        {"2606:4700::1111", true, false},
        {"fc00::1", false, false},
        {"fe80::1", false, false},
        {"ff02::1", false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sockaddr_storage a;
        assert_true(net_literal(str_from(cases[i].ip), &a));
        const struct sockaddr *sa = (const struct sockaddr *)&a;
        if (net_is_public(sa) != cases[i].public ||
            net_is_loopback(sa) != cases[i].loopback)
            fail_msg("%s", cases[i].ip);
    }
    struct sockaddr unknown = {.sa_family = AF_UNIX};
    assert_false(net_is_public(&unknown));
    assert_true(net_host_is_private(STR("localhost")));
    assert_true(net_host_is_private(STR("a.localhost")));
    assert_true(net_host_is_private(STR("[::1]")));
    assert_false(net_host_is_private(STR("example.com")));
    assert_true(net_host_is_loopback(STR("[::1]")));
    assert_false(net_host_is_loopback(STR("10.0.0.1")));
}

/* The examples of RFC 3986, section 5.4, but for the empty reference, which a
 * Location must not be, and "http:g", which parsers read in two ways. */
static void references_of_the_rfc_are_resolved(void **state)
{
    (void)state;
    AUTO(auto_lines_free) struct lines *l = NULL;
    struct err err;
    if (lines_open(TEST_SOURCE_DIR
                   "/../shared/conformance/url/rfc3986_resolution.tsv",
                   &l, &err) != ST_OK) {
        print_message("no collected references: skipped\n");
        skip();
    }
    struct str line, class, base, ref;
    unsigned n = 0;
    while (lines_next(l, &line, &err) == LINES_LINE) {
        if (!str_split(&line, '\t', &class) || !str_split(&line, '\t', &base) ||
            !str_split(&line, '\t', &ref) || !str_starts(base, STR("http")) ||
            ref.n == 0 || str_eq(ref, STR("http:g")))
            continue;
        struct url from = {0}, to = {0};
        assert_ok(url_parse(base, &from, &err), err);
        enum st st = url_resolve(&from, ref, &to, &err);
        struct str want = str_slice(line, 0, str_find(line, STR("#")));
        if (str_eq(want, STR("http://g")))
            want = STR("http://g/");
        if (str_starts(want, STR("http")) ? !str_eq(str_from(to.text), want)
                                          : st == ST_OK)
            fail_msg("%.*s: %s", STR_FMT(ref), to.text ? to.text : err.msg);
        url_done(&from);
        url_done(&to);
        n++;
    }
    assert_true(n >= 40);
}

/* A target of the collected list is refused when its URL is, or when its host
 * is private by itself; the names that need a resolver are tried elsewhere. */
static void collected_private_targets_are_refused(void **state)
{
    (void)state;
    AUTO(auto_lines_free) struct lines *l = NULL;
    struct err err;
    if (lines_open(TEST_SOURCE_DIR
                   "/../shared/conformance/own/ssrf_targets.tsv",
                   &l, &err) != ST_OK) {
        print_message("no collected targets: skipped\n");
        skip();
    }
    struct str line, host, means, want;
    unsigned n = 0;
    while (lines_next(l, &line, &err) == LINES_LINE) {
        if (str_starts(line, STR("#")) || !str_split(&line, '\t', &host) ||
            !str_split(&line, '\t', &means) || !str_split(&line, '\t', &want) ||
            str_find(host, STR(".test")) != SIZE_MAX ||
            str_find(host, STR(":22")) != SIZE_MAX)
            continue;
        char text[200];
        snprintf(text, sizeof text, "http://%.*s/", STR_FMT(host));
        struct url u = {0};
        bool allowed = url_parse(str_from(text), &u, &err) == ST_OK &&
                       !net_host_is_private(u.host);
        url_done(&u);
        if (allowed != str_eq(want, STR("allow")))
            fail_msg("%s is %s", text, allowed ? "allowed" : "refused");
        n++;
    }
    assert_true(n >= 40);
}

static void parameters_are_read_and_set(void **state)
{
    static const struct {
        const char *url, *value; /* of page, absent: NULL */
        const char *set;         /* with page=7 */
    } cases[] = {
        {"https://a.example/x", NULL, "https://a.example/x?page=7"},
        {"https://a.example/x?page=2", "2", "https://a.example/x?page=7"},
        {"https://a.example/x?page=2&q=a%20b&page=3", "2",
         "https://a.example/x?q=a%20b&page=7"},
        {"https://a.example/x?mypage=2&page", "",
         "https://a.example/x?mypage=2&page=7"},
        {"https://a.example/x?", NULL, "https://a.example/x?page=7"},
        {"https://a.example/page=1", NULL, "https://a.example/page=1?page=7"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str value = url_param(str_from(cases[i].url), STR("page"));
        assert_int_equal(value.p == NULL, cases[i].value == NULL);
        if (value.p)
            assert_true(str_eq(value, str_from(cases[i].value)));
        struct buf out;
        buf_init(&out, 1000);
        url_with_param(&out, str_from(cases[i].url), STR("page"), 7);
        assert_string_equal(buf_cstr(&out), cases[i].set);
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_are_read_and_set),
        cmocka_unit_test(urls_take_one_form),
        cmocka_unit_test(parts_are_slices_of_the_whole),
        cmocka_unit_test(what_we_do_not_fetch_is_refused),
        cmocka_unit_test(references_are_resolved),
        cmocka_unit_test(text_is_encoded_for_a_path),
        cmocka_unit_test(addresses_of_the_open_internet_are_told_from_others),
        cmocka_unit_test(references_of_the_rfc_are_resolved),
        cmocka_unit_test(collected_private_targets_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
