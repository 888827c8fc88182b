/* SPDX-License-Identifier: MIT */
#include "crawler/boards.h"
#include "crawler/sitemap_next.h"
#include "tests/test.h"
#include <stdio.h>

#define DAY (86400LL)
#define NOW (20000 * DAY)

/* Pages known by their last digit: so many days ago. */
static int64_t fetched(void *ctx, struct str url)
{
    (void)ctx;
    char last = url.p[url.n - 1];
    return ascii_is_digit(last) && last != '0' ? NOW - (last - '0') * DAY : 0;
}

/* The plan as text: "url (note), url (note) known: url". */
static void plan_of(struct source *s, struct sitemap_facts *f, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct sitemap_plan p;
    f->now_utc = NOW;
    sitemap_next(s, f, a, &p);
    buf_clear(out);
    buf_add_cstr(out, p.is_list ? "" : "page");
    for (size_t i = 0; i < p.n; i++)
        buf_printf(out, "%s%.*s (%.*s)", i ? ", " : "", STR_FMT(p.v[i].url),
                   STR_FMT(str_trim(p.v[i].note)));
    for (size_t i = 0; i < p.n_unchanged; i++)
        buf_printf(out, " known: %.*s", STR_FMT(p.unchanged[i]));
    if (p.verdict != VERDICT_OK)
        buf_printf(out, " %s%s%.*s", verdict_name(p.verdict),
                   p.detail.n ? ": " : "", STR_FMT(p.detail));
}

static const struct {
    const char *label, *source, *url, *note, *body;
    int status;
    const char *want;
} steps[] = {
    {"robots.txt names sitemaps", "https://a.example/jobs",
     "https://a.example/robots.txt", NULL,
     "User-agent: *\nDisallow: /x\nSitemap: https://cdn.example/s.xml\n"
     "sitemap: /more.xml\n",
     200,
     "https://cdn.example/s.xml (sitemap 0 a.example), "
     "/more.xml (sitemap 0 a.example)"},
    {"robots.txt names none", "https://a.example/",
     "https://a.example/robots.txt", NULL, "User-agent: *\n", 200,
     "/sitemap.xml (sitemap 0)"},
    {"HTML for robots.txt", "https://a.example/",
     "https://a.example/robots.txt", NULL,
     "<!doctype html>\nSitemap: https://b.example/s.xml\n", 200,
     "/sitemap.xml (sitemap 0)"},
    {"no robots.txt", "https://a.example/", "https://a.example/robots.txt",
     NULL, "", 404, "/sitemap.xml (sitemap 0)"},
    {"robots.txt forbidden", "https://a.example/",
     "https://a.example/robots.txt", NULL, "", 403, "/sitemap.xml (sitemap 0)"},
    {"robots.txt out of order", "https://a.example/",
     "https://a.example/robots.txt", NULL, "", 503, ""},
    {"a sitemap, no note", "https://a.example/s.xml", "https://a.example/s.xml",
     NULL,
     "<urlset><url><loc>https://a.example/a</loc></url>"
     "<url><loc>https://b.example/b</loc></url>"
     "<url><loc>mailto:x@a.example</loc></url></urlset>",
     200, "https://a.example/a (page)"},
    {"foreign pages of a sitemap that robots.txt names", "https://a.example/",
     "https://cdn.example/s.xml", "sitemap 0 a.example",
     "https://a.example/a\nhttps://cdn.example/c\nhttps://b.example/b\n", 200,
     "https://a.example/a (page), https://cdn.example/c (page)"},
    {"an index", "https://a.example/s.xml", "https://a.example/s.xml", NULL,
     "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap>"
     "<sitemap><loc>https://b.example/2.xml</loc></sitemap></sitemapindex>",
     200, "https://a.example/1.xml (sitemap 1)"},
    {"the host that names it is handed on", "https://a.example/",
     "https://cdn.example/s.xml", "sitemap 1 a.example",
     "<sitemapindex><sitemap><loc>https://cdn.example/1.xml</loc></sitemap>"
     "</sitemapindex>",
     200, "https://cdn.example/1.xml (sitemap 2 a.example)"},
    {"indexes without end", "https://a.example/s.xml",
     "https://a.example/s.xml", "sitemap 4 ",
     "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap>"
     "</sitemapindex>",
     200, " parse-error: indexes nested over 4 deep"},
    {"tracking goes", "https://a.example/s.xml", "https://a.example/s.xml",
     NULL,
     "https://a.example/a?utm_source=s&id=7&utm_medium=m\n"
     "https://a.example/b?utm_source=s\n",
     200, "https://a.example/a?id=7 (page), https://a.example/b (page)"},
    {"unchanged pages", "https://a.example/s.xml", "https://a.example/s.xml",
     NULL,
     "<urlset>"
     "<url><loc>https://a.example/1</loc><lastmod>2001-01-01</lastmod></url>"
     "<url><loc>https://a.example/2</loc><lastmod>2024-10-02</lastmod></url>"
     "<url><loc>https://a.example/3</loc></url>"
     "<url><loc>https://a.example/0</loc><lastmod>2001-01-01</lastmod></url>"
     "</urlset>",
     200,
     "https://a.example/2 (page), https://a.example/3 (page), "
     "https://a.example/0 (page) known: https://a.example/1"},
    {"nothing but other hosts", "https://a.example/s.xml",
     "https://a.example/s.xml", NULL, "https://b.example/b\n", 200,
     " parse-error: lists 1 addresses of other hosts, whose robots.txt would "
     "have to name this sitemap"},
    {"an empty one", "https://a.example/s.xml", "https://a.example/s.xml", NULL,
     "<urlset/>", 200, " empty"},
    {"HTML", "https://a.example/s.xml", "https://a.example/s.xml", NULL,
     "<html><body>Sorry</body></html>", 200,
     " parse-error: HTML where a sitemap was promised"},
    {"a broken one", "https://a.example/s.xml", "https://a.example/s.xml", NULL,
     "<urlset><url><loc>https://a.example/a</loc></url><url>", 200,
     "https://a.example/a (page) parse-error: broken XML in line 1: Extra "
     "content at the end of the document"},
    {"a page", "https://a.example/s.xml", "https://a.example/1", "page",
     "<html></html>", 200, "page"},
};

static void each_answer_leads_on(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf got;
    buf_init(&got, 1u << 16);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct source s = {.kind = STR("sitemap"),
                           .url = str_from(steps[i].source)};
        struct sitemap_facts f = {.url = str_from(steps[i].url),
                                  .note = str_from(steps[i].note),
                                  .status = steps[i].status,
                                  .good = steps[i].status == 200,
                                  .body = str_from(steps[i].body),
                                  .fetched = fetched};
        plan_of(&s, &f, &got);
        if (strcmp(buf_cstr(&got), steps[i].want) != 0)
            fail_msg("%s: got \"%s\", want \"%s\"", steps[i].label,
                     buf_cstr(&got), steps[i].want);
    }
}

static void patterns_choose_pages(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf got;
    buf_init(&got, 1u << 16);
    struct source s = {.kind = STR("sitemap"),
                       .url = STR("https://a.example/s.xml"),
                       .match = STR("/jobs/ /stellen/"),
                       .except = STR("/jobs/archive $$")};
    struct sitemap_facts f = {
        .url = s.url,
        .status = 200,
        .good = true,
        .body = STR("https://a.example/jobs/a\nhttps://a.example/news/b\n"
                    "https://a.example/jobs/archive/c\n"
                    "https://a.example/stellen/d\n")};
    plan_of(&s, &f, &got);
    assert_string_equal(buf_cstr(&got), "https://a.example/jobs/a (page), "
                                        "https://a.example/stellen/d (page)");
    s.match = STR("/none/");
    plan_of(&s, &f, &got);
    assert_string_equal(buf_cstr(&got),
                        " empty: of 4 addresses none fits match and except");
}

static void a_site_is_asked_for_its_robots(void **state)
{
    (void)state;
    static const struct {
        const char *url, *first;
        bool may_be_gone;
    } cases[] = {
        {"https://a.example/careers/", "https://a.example/robots.txt", true},
        {"https://a.example/s.xml.gz", "https://a.example/s.xml.gz", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct source s = {.kind = STR("sitemap"),
                           .url = str_from(cases[i].url)};
        struct url url = {0};
        struct ask ask;
        struct err err;
        assert_ok(board_url(&s, &url, &err), err);
        assert_string_equal(url.text, cases[i].first);
        url_done(&url);
        board_ask(&s, &ask);
        assert_int_equal(ask.may_be_gone, cases[i].may_be_gone);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer_leads_on),
        cmocka_unit_test(patterns_choose_pages),
        cmocka_unit_test(a_site_is_asked_for_its_robots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
