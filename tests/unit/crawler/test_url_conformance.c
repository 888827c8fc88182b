/* SPDX-License-Identifier: MIT */
/* Collected URLs of browsers and crawlers, where they are there: what we read
 * names the host that a browser would ask, never another; a canonical form is
 * its own; and what is refused is counted, so that it stays little. */
#include "base/file.h"
#include "base/lines.h"
#include "cases.h"
#include "crawler/net.h"
#include "crawler/url.h"
#include "tests/test.h"
#include <stdio.h>

#define DIR TEST_SOURCE_DIR "/../shared/conformance/url/"

static struct json_object *load(const char *path)
{
    AUTO(buf_done) struct buf text;
    struct err err;
    buf_init(&text, 16u << 20);
    if (file_read(path, &text, &err) != ST_OK) {
        print_message("no collected URLs: skipped\n");
        skip();
    }
    return parse_line(buf_str(&text));
}

static struct str text_of(struct json_object *v)
{
    return json_object_is_type(v, json_type_string)
               ? (struct str){json_object_get_string(v),
                              (size_t)json_object_get_string_len(v)}
               : STR_NONE;
}

static struct str member(struct json_object *o, const char *key)
{
    struct json_object *v = NULL;
    json_object_object_get_ex(o, key, &v);
    return text_of(v);
}

/* What is canonical is read as itself. */
static void assert_canonical(const struct url *u)
{
    struct url again = {0};
    struct err err;
    if (url_parse(str_from(u->text), &again, &err) != ST_OK)
        fail_msg("%s is not read again: %s", u->text, err.msg);
    assert_string_equal(again.text, u->text);
    url_done(&again);
}

/* Read input, against base where there is one. */
static bool read_url(struct str input, struct str base, struct url *out)
{
    struct err err;
    struct url from = {0};
    if (!base.p)
        return url_parse(input, out, &err) == ST_OK;
    bool there = url_parse(base, &from, &err) == ST_OK &&
                 url_resolve(&from, input, out, &err) == ST_OK;
    url_done(&from);
    return there;
}

/* IPv6 addresses have many spellings. */
static bool is_same_host(struct str a, struct str b)
{
    struct sockaddr_storage one, other;
    return str_eq(a, b) || (net_literal(a, &one) && net_literal(b, &other) &&
                            memcmp(&one, &other, sizeof one) == 0);
}

struct tally {
    unsigned same, refused, wider;
};

static void compare(struct json_object *o, struct tally *t)
{
    struct url u = {0};
    struct str host = member(o, "hostname"), protocol = member(o, "protocol");
    struct str input = member(o, "input");
    bool web =
        str_eq(protocol, STR("http:")) || str_eq(protocol, STR("https:"));
    if (!input.p)
        return;
    if (!read_url(input, member(o, "base"), &u)) {
        t->refused += web;
        return;
    }
    assert_canonical(&u);
    if (!web) {
        t->wider++; /* a browser has no such URL */
        assert_false(net_host_is_private(u.host));
    } else if (!is_same_host(u.host, host)) {
        fail_msg("\"%.*s\": host %.*s, a browser's is %.*s", STR_FMT(input),
                 STR_FMT(u.host), STR_FMT(host));
    } else {
        t->same++;
    }
    url_done(&u);
}

static void a_browser_would_ask_the_same_host(void **state)
{
    (void)state;
    struct json_object *all = load(DIR "wpt-via-ada/urltestdata.json");
    struct tally t = {0};
    for (size_t i = 0; i < json_object_array_length(all); i++) {
        struct json_object *o = json_object_array_get_idx(all, i);
        if (json_object_is_type(o, json_type_object))
            compare(o, &t);
    }
    json_object_put(all);
    print_message("%u hosts as a browser's, %u refused, %u read that a browser "
                  "refuses\n",
                  t.same, t.refused, t.wider);
    assert_true(t.same >= 140 && t.wider == 0);
}

/* Numbers as hosts: the address that they stand for, or no address. */
static void numbers_are_the_address_that_they_stand_for(void **state)
{
    (void)state;
    struct json_object *all = load(DIR "urlcanon/funky_ipv4.json");
    unsigned n = 0;
    json_object_object_foreach(all, key, value)
    {
        char text[256];
        struct url u = {0};
        struct sockaddr_storage address;
        struct err err;
        struct str wanted = text_of(value);
        snprintf(text, sizeof text, "http://%s/", key);
        n++;
        if (url_parse(str_from(text), &u, &err) != ST_OK)
            continue;
        if (wanted.p ? !str_eq(u.host, wanted) : net_literal(u.host, &address))
            fail_msg("%s: %.*s, not %.*s", text, STR_FMT(u.host),
                     STR_FMT(wanted));
        url_done(&u);
    }
    json_object_put(all);
    assert_true(n > 30);
}

static void what_is_canonical_stays_so(void **state)
{
    (void)state;
    static const char *const lists[] = {
        DIR "urlcanon/semantic_precise.json", DIR "urlcanon/aggressive.json",
        DIR "urlcanon/supplemental_whatwg.json"};
    unsigned n = 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct json_object *all = load(lists[i]);
        bool is_object = json_object_is_type(all, json_type_object);
        if (is_object) {
            json_object_object_foreach(all, key, value)
            {
                (void)value;
                struct url u = {0};
                struct err err;
                if (url_parse(str_from(key), &u, &err) == ST_OK) {
                    assert_canonical(&u);
                    n++;
                }
                url_done(&u);
            }
        }
        json_object_put(all);
    }
    assert_true(n > 50);
}

/* A list of lines "weird URL, normalized URL"; ours is stricter with what is
 * no URL and looser with what only some servers take for the same. */
static void crawlers_lists_are_read(void **state)
{
    (void)state;
    AUTO(auto_lines_free) struct lines *l = NULL;
    struct str line, weird;
    struct err err;
    unsigned n = 0;
    if (lines_open(DIR "crawler-commons/weirdToNormalizedUrls.csv", &l, &err) !=
        ST_OK)
        skip();
    while (lines_next(l, &line, &err) == LINES_LINE) {
        struct url a = {0}, b = {0};
        if (str_starts(line, STR("#")) || !str_split(&line, ',', &weird) ||
            !line.p)
            continue;
        if (url_parse(str_trim(weird), &a, &err) == ST_OK &&
            url_parse(str_trim(line), &b, &err) == ST_OK) {
            assert_canonical(&a);
            if (!str_eq(a.host, b.host))
                fail_msg("%s: host %.*s, not %.*s", a.text, STR_FMT(a.host),
                         STR_FMT(b.host));
            n++;
        }
        url_done(&a);
        url_done(&b);
    }
    assert_true(n > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_browser_would_ask_the_same_host),
        cmocka_unit_test(numbers_are_the_address_that_they_stand_for),
        cmocka_unit_test(what_is_canonical_stays_so),
        cmocka_unit_test(crawlers_lists_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
