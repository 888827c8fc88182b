/* SPDX-License-Identifier: MIT */
#include "base/progress.h"
#include "crawler/robots.h"
#include "tests/test.h"
#include <stdio.h>

struct robots_case {
    const char *label, *robots, *agent, *url;
    bool allowed;
};

static void check(const struct robots_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct robots_case *c = &cases[i];
        AUTO(auto_robots_free)
        struct robots *r =
            robots_parse(str_from(c->robots), str_from(c->agent));
        if (robots_allows(r, str_from(c->url)) != c->allowed)
            fail_msg("%s: %s should be %s", c->label, c->url,
                     c->allowed ? "allowed" : "forbidden");
    }
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof *(cases))

static void the_longest_rule_decides_and_allow_wins_a_tie(void **state)
{
    (void)state;
    static const char text[] = "User-agent: *\nDisallow: /a\nAllow: /a/b\n"
                               "Disallow: /a/b/c\nAllow: /t\nDisallow: /t\n";
    static const struct robots_case cases[] = {
        {"no rule", text, "x", "https://h/z", true},
        {"one rule", text, "x", "https://h/a/x", false},
        {"longer allow", text, "x", "https://h/a/b", true},
        {"longest disallow", text, "x", "https://h/a/b/c", false},
        {"tie", text, "x", "https://h/t", true},
        {"path alone", text, "x", "/a?q", false},
        {"fragment does not count", text, "x", "https://h/z#/a", true},
        {"bare host", "User-agent: *\nDisallow: /", "x", "https://h", false},
        {"query without a path", "User-agent: *\nDisallow: /?", "x",
         "https://h?q", false},
        {"robots.txt itself", "User-agent: *\nDisallow: /", "x",
         "https://h/robots.txt", true},
    };
    CHECK(cases);
    assert_true(robots_allows(NULL, STR("https://h/a")));
}

static void groups_that_name_us_are_merged_and_hide_those_of_all(void **state)
{
    (void)state;
    static const char text[] =
        "User-agent: other\nDisallow: /\n\n"
        "User-agent: skilltally\nUser-agent: third\nDisallow: /one\n\n"
        "User-agent: *\nDisallow: /all\n\n"
        "User-agent: SkillTally/9.9 (any)\nDisallow: /two\n";
    static const struct robots_case cases[] = {
        {"first group", text, "skilltally", "/one", false},
        {"second group", text, "skilltally", "/two", false},
        {"star does not hold", text, "skilltally", "/all", true},
        {"whole User-Agent", text, "skilltally/0.1 (+mailto:a@b)", "/one",
         false},
        {"another falls to star", text, "fourth", "/all", false},
        {"no part of a token", text, "skill", "/one", true},
        {"empty agent falls to star", text, "", "/all", false},
        {"an empty group of ours allows",
         "User-agent: *\nDisallow: /\nUser-agent: me\n", "me", "/x", true},
        {"rules before any group", "Disallow: /\nUser-agent: b\nAllow: /", "a",
         "/", true},
    };
    CHECK(cases);
}

static void wildcards_and_anchors_match(void **state)
{
    (void)state;
    static const char text[] =
        "User-agent: *\nDisallow: /*.gif$\nDisallow: /p*q*r\n"
        "Disallow: *search\nDisallow: /end$\nDisallow: fish\nDisallow: "
        "/c*d*$\n";
    static const struct robots_case cases[] = {
        {"suffix", text, "x", "/i/a.gif", false},
        {"not at the end", text, "x", "/i/a.gif?x", true},
        {"suffix twice", text, "x", "/a.gif.gif", false},
        {"pieces in order", text, "x", "/p1q2r3", false},
        {"pieces out of order", text, "x", "/prq", true},
        {"leading star", text, "x", "/a/b/search?q", false},
        {"anchored", text, "x", "/end", false},
        {"longer than the anchor", text, "x", "/ends", true},
        {"no slash, no match", text, "x", "/fish", true},
        {"star before the end", text, "x", "/c1d2", false},
        {"overlap is not counted twice", "User-agent: *\nDisallow: /aa*aa$",
         "x", "/aaa", true},
    };
    CHECK(cases);
}

static void percent_encoding_makes_no_difference(void **state)
{
    (void)state;
    static const char text[] =
        "User-agent: *\nDisallow: /%7Ejoe\nDisallow: /a%3Cb\n"
        "Disallow: /\xc3\xa4\nDisallow: /s%2fl\nDisallow: /star%2A\n"
        "Disallow: /d$llar\n";
    static const struct robots_case cases[] = {
        {"unreserved", text, "x", "/~joe", false},
        {"not a URL character", text, "x", "/a<b", false},
        {"hex case", text, "x", "/a%3cb", false},
        {"UTF-8", text, "x", "/%C3%A4", false},
        {"an encoded slash is none", text, "x", "/s/l", true},
        {"an encoded slash is itself", text, "x", "/s%2Fl", false},
        {"an encoded star is no wildcard", text, "x", "/starx", true},
        {"an encoded star is a star", text, "x", "/star*", false},
        {"dollar within", text, "x", "/d%24llar", false},
        {"broken escapes", "User-agent: *\nDisallow: /%zz", "x", "/%zz", false},
    };
    CHECK(cases);
}

static void files_are_read_whatever_their_form(void **state)
{
    (void)state;
    static const struct robots_case cases[] = {
        {"CR alone", "User-agent: *\rDisallow: /a\r", "x", "/a", false},
        {"CRLF", "User-agent: *\r\nDisallow: /a\r\n", "x", "/a", false},
        {"BOM", "\xef\xbb\xbfUser-agent: *\nDisallow: /a", "x", "/a", false},
        {"part of a BOM", "\xef\xbbUser-agent: *\nDisallow: /a", "x", "/a",
         false},
        {"comments", "User-agent: * # all\nDisallow: /a # b", "x", "/a", false},
        {"case and blanks", " USER-AGENT :  *  \n\tdisALLOW\t:/a", "x", "/a",
         false},
        {"forgotten colon", "User-agent *\nDisallow /a", "x", "/a", false},
        {"misspelt", "useragent: *\nDissallow: /a", "x", "/a", false},
        {"unknown lines close nothing",
         "User-agent: x\nNoindex: /b\nSitemap: s\nCrawl-delay: 1\n"
         "User-agent: y\nDisallow: /a",
         "x", "/a", false},
        {"empty disallow", "User-agent: *\nDisallow:\n", "x", "/a", true},
        {"prose", "This is not a robots file\nat all: no\n", "x", "/a", true},
        {"empty", "", "x", "/a", true},
    };
    CHECK(cases);
    const char nul[] = "User-agent: *\n\0\nDisallow: /a";
    AUTO(auto_robots_free)
    struct robots *r =
        robots_parse((struct str){nul, sizeof nul - 1}, STR("x"));
    assert_false(robots_allows(r, STR("/a")));
}

static void crawl_delay_and_sitemaps_are_collected(void **state)
{
    (void)state;
    AUTO(auto_robots_free)
    struct robots *r = robots_parse(
        STR("Sitemap: https://h/1.xml\nUser-agent: me\nCrawl-delay: 2.25\n"
            "User-agent: *\nCrawl-delay: 9\nDisallow: /x\n"
            "sitemap:https://h/2.xml # two\nSitemap:\n"),
        STR("me"));
    assert_int_equal(robots_crawl_delay_ms(r), 2250);
    size_t n;
    const struct str *maps = robots_sitemaps(r, &n);
    assert_int_equal(n, 2);
    assert_str(maps[0], "https://h/1.xml");
    assert_str(maps[1], "https://h/2.xml");
    assert_int_equal(robots_crawl_delay_ms(NULL), -1);
    robots_sitemaps(NULL, &n);
    assert_int_equal(n, 0);
}

static void five_hundred_kibibytes_are_read_and_no_more(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 1u << 20);
    buf_add_cstr(&text, "User-agent: *\n");
    while (text.n < ROBOTS_MAX_BYTES - 13)
        buf_add_char(&text, '\n');
    buf_add_cstr(&text, "Disallow: /in\nDisallow: /out\n");
    AUTO(auto_robots_free)
    struct robots *r = robots_parse(buf_str(&text), STR("x"));
    buf_done(&text);
    assert_false(robots_allows(r, STR("/in")));
    assert_true(robots_allows(r, STR("/out")));
}

static void hostile_wildcards_take_no_time(void **state)
{
    (void)state;
    struct buf text, path;
    buf_init(&text, ROBOTS_MAX_BYTES);
    buf_init(&path, 8192);
    buf_add_cstr(&text, "User-agent: *\nDisallow: /");
    for (int i = 0; i < 26; i++)
        buf_add_cstr(&text, "*");
    buf_add_cstr(&text, ".js*\n");
    for (int i = 0; i < 5000; i++)
        buf_printf(&text, "Disallow: /*a*a*a*a*a*a*a*b%d$\n", i);
    buf_add_char(&path, '/');
    while (path.n < 2000)
        buf_add_char(&path, 'a');
    AUTO(auto_robots_free)
    struct robots *r = robots_parse(buf_str(&text), STR("x"));
    int64_t start = monotonic_ms();
    for (int i = 0; i < 10; i++)
        assert_true(robots_allows(r, buf_str(&path)));
    /* About 1 ms each; the bound leaves room for slow machines and valgrind,
     * and none for backtracking, which would take years. */
    assert_true(monotonic_ms() - start < 20000);
    buf_done(&text);
    buf_done(&path);
}

static void pages_in_place_of_robots_txt_are_told(void **state)
{
    (void)state;
    assert_true(robots_is_html(STR("\n <!DOCTYPE html><title>404</title>")));
    assert_true(robots_is_html(STR("\xef\xbb\xbf<HTML>")));
    assert_false(robots_is_html(STR("User-agent: *\n<br />\nDisallow: /")));
    assert_false(robots_is_html(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_rule_decides_and_allow_wins_a_tie),
        cmocka_unit_test(groups_that_name_us_are_merged_and_hide_those_of_all),
        cmocka_unit_test(wildcards_and_anchors_match),
        cmocka_unit_test(percent_encoding_makes_no_difference),
        cmocka_unit_test(files_are_read_whatever_their_form),
        cmocka_unit_test(crawl_delay_and_sitemaps_are_collected),
        cmocka_unit_test(five_hundred_kibibytes_are_read_and_no_more),
        cmocka_unit_test(hostile_wildcards_take_no_time),
        cmocka_unit_test(pages_in_place_of_robots_txt_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
