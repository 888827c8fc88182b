/* SPDX-License-Identifier: MIT */
#include "base/date.h"
#include "crawler/sitemap.h"
#include "tests/test.h"
#include <zlib.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NS   " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

/* Entries as "loc lastmod; loc lastmod", with what is said of the whole. */
static void read_all(struct str body, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct sitemap s;
    struct err err;
    buf_clear(out);
    if (sitemap_parse(body, a, &s, &err) != ST_OK) {
        buf_printf(out, "error: %s", err.msg);
        return;
    }
    buf_add_cstr(out, s.index ? "index:" : "");
    for (size_t i = 0; i < s.n; i++) {
        char when[INSTANT_TEXT_BYTES] = "";
        buf_printf(out, "%s%.*s", i ? "; " : "", STR_FMT(s.v[i].loc));
        if (s.v[i].changed_utc)
            buf_printf(out, " %s%s", instant_format(s.v[i].changed_utc, when),
                       s.v[i].day ? " (day)" : "");
    }
    buf_printf(out, "%s%s", s.cut ? " cut" : "", s.broken ? " broken" : "");
}

static const struct {
    const char *label, *body, *want;
} forms[] = {
    {"a sitemap with all there can be beside loc",
     HEAD "<urlset" NS " xmlns:image=\"http://i.example/\">"
          "<url><loc> https://a.example/1 </loc><lastmod>2026-05-04</lastmod>"
          "<changefreq>daily</changefreq>"
          "<image:image><image:loc>https://a.example/p.png</image:loc>"
          "</image:image></url>"
          "<url><loc>https://a.example/2?a=1&amp;utm_source=x</loc>"
          "<lastmod>2026-05-04T10:00:00+02:00</lastmod></url></urlset>",
     "https://a.example/1 2026-05-04T00:00:00Z (day); "
     "https://a.example/2?a=1&utm_source=x 2026-05-04T08:00:00Z"},
    {"an index",
     HEAD "<sitemapindex" NS "><sitemap><loc>https://a.example/s.gz"
          "</loc></sitemap></sitemapindex>",
     "index:https://a.example/s.gz"},
    {"no namespace, https namespace, prefix",
     "<s:urlset xmlns:s=\"https://www.sitemaps.org/schemas/sitemap/0.9\">"
     "<s:url><s:loc>https://a.example/1</s:loc></s:url></s:urlset>",
     "https://a.example/1"},
    {"CDATA and entities",
     "<urlset><url><loc><![CDATA[https://a.example/?a=1&b=2]]></loc></url>"
     "<url><loc>https://a.example/&#x3f;c</loc></url></urlset>",
     "https://a.example/?a=1&b=2; https://a.example/?c"},
    {"entries without an address",
     "<urlset><url/><url><loc/></url><url><lastmod>2026</lastmod></url>"
     "<url><loc>https://a.example/1</loc></url></urlset>",
     "https://a.example/1"},
    {"RSS",
     "<rss><channel><link>https://a.example/</link><item>"
     "<link>https://a.example/1</link>"
     "<pubDate>Mon, 04 May 2026 10:00:00 GMT</pubDate></item>"
     "<item><guid>https://a.example/2</guid></item></channel></rss>",
     "https://a.example/1 2026-05-04T10:00:00Z; https://a.example/2"},
    {"Atom",
     "<feed xmlns=\"http://www.w3.org/2005/Atom\"><link href=\"/self\"/>"
     "<entry><link rel=\"edit\" href=\"https://a.example/edit\"/>"
     "<link href=\"https://a.example/1\"/>"
     "<updated>2026-05-04T10:00:00Z</updated></entry></feed>",
     "https://a.example/1 2026-05-04T10:00:00Z"},
    {"text",
     "\xef\xbb\xbfhttps://a.example/1\r\n\r\n# none\nHTTP://a.example/2",
     "https://a.example/1; HTTP://a.example/2"},
    {"broken: what comes before the fault",
     "<urlset><url><loc>https://a.example/1</loc></url><url></urlset>",
     "https://a.example/1 broken"},
    {"cut off", "<urlset><url><loc>https://a.example/1</loc></url><url><lo",
     "https://a.example/1 broken"},
    {"cut off in an address",
     "<urlset><url><loc>https://a.example/1</loc></url>"
     "<url><loc>https://a.exa",
     "https://a.example/1 broken"},
    {"entities are not expanded",
     "<!DOCTYPE u [<!ENTITY e \"https://a.example/e\">"
     "<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
     "<urlset><url><loc>&e;</loc></url><url><loc>&x;</loc></url>"
     "<url><loc>https://a.example/1</loc></url></urlset>",
     "https://a.example/1"},
    {"empty", "<urlset></urlset>", ""},
    {"HTML", "<!DOCTYPE html><html><body>no</body></html>",
     "error: HTML where a sitemap was promised"},
    {"another XML", "<?xml version=\"1.0\"?><jobs><url/></jobs>",
     "error: no sitemap: its root element is <jobs>"},
    {"no XML at all", "<<<", "error: no sitemap: line 1: "},
    {"prose", "not found", "error: no sitemap: neither XML nor an address"},
    {"nothing", "", "error: no sitemap: neither"},
};

static void every_form_is_read(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf got;
    buf_init(&got, 1u << 20);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct str want = str_from(forms[i].want);
        read_all(str_from(forms[i].body), &got);
        bool error = str_starts(want, STR("error"));
        if (error ? !str_starts(buf_str(&got), want)
                  : !str_eq(buf_str(&got), want))
            fail_msg("%s: got \"%s\", want \"%s\"", forms[i].label,
                     buf_cstr(&got), forms[i].want);
    }
}

/* gzip of s, appended to out. */
static void pack(struct str s, struct buf *out)
{
    unsigned char piece[4096];
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)s.p;
    z.avail_in = (uInt)s.n;
    int rc = Z_OK;
    while (rc == Z_OK) {
        z.next_out = piece;
        z.avail_out = sizeof piece;
        rc = deflate(&z, Z_FINISH);
        buf_add(out, piece, sizeof piece - z.avail_out);
    }
    deflateEnd(&z);
}

static void gzip_is_told_by_content(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf packed, got;
    buf_init(&packed, 1u << 20);
    buf_init(&got, 1u << 20);
    pack(STR("https://a.example/1\n"), &packed);
    pack(STR("https://a.example/2\n"), &packed);
    read_all(buf_str(&packed), &got);
    assert_string_equal(buf_cstr(&got),
                        "https://a.example/1; https://a.example/2");
    read_all(str_slice(buf_str(&packed), 0, packed.n - 9), &got);
    assert_string_equal(buf_cstr(&got),
                        "https://a.example/1; https://a.example/2 broken");
    read_all(STR("\x1f\x8b nothing"), &got);
    assert_true(str_starts(buf_str(&got), STR("error: a corrupt gzip file")));
}

static void a_gzip_bomb_is_too_big(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf packed, block;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct sitemap s;
    struct err err;
    size_t mib = 1u << 20;
    buf_init(&packed, 4u << 20);
    buf_init(&block, mib);
    for (size_t i = 0; i < mib; i++)
        buf_add_char(&block, ' ');
    for (unsigned i = 0; i < 65; i++)
        pack(buf_str(&block), &packed);
    assert_int_equal(sitemap_parse(buf_str(&packed), a, &s, &err), ST_TOO_BIG);
}

static void entries_beyond_the_limit_are_cut(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf text;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct sitemap s;
    struct err err;
    buf_init(&text, 16u << 20);
    buf_add_cstr(&text, "<urlset>");
    for (unsigned i = 0; i <= SITEMAP_MAX_ENTRIES; i++)
        buf_printf(&text, "<url><loc>https://a.example/%u</loc></url>", i);
    buf_add_cstr(&text, "</urlset>");
    assert_ok(sitemap_parse(buf_str(&text), a, &s, &err), err);
    assert_int_equal(s.n, SITEMAP_MAX_ENTRIES);
    assert_true(s.cut);
    assert_false(s.broken);
}

static void a_day_lasts_until_it_is_over_everywhere(void **state)
{
    (void)state;
    static const struct {
        int64_t changed, fetched;
        bool day, unchanged;
    } cases[] = {
        {0, 1000, false, false},
        {1000, 1000, false, false},
        {1000, 1001, false, true},
        {86400, 86400 + 129600, true, false},
        {86400, 86400 + 129601, true, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sitemap_entry e = {.changed_utc = cases[i].changed,
                                  .day = cases[i].day};
        assert_int_equal(sitemap_is_unchanged(&e, cases[i].fetched),
                         cases[i].unchanged);
    }
}

static struct url url_of(const char *text)
{
    struct url url = {0};
    struct err err;
    assert_ok(url_parse(str_from(text), &url, &err), err);
    return url;
}

static void sitemaps_are_told_from_sites(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        bool is;
    } cases[] = {
        {"https://a.example/", false},
        {"https://a.example/jobs", false},
        {"https://a.example/sitemap", true},
        {"https://a.example/x?type=SiteMap", true},
        {"https://a.example/jobs.xml?page=1", true},
        {"https://a.example/jobs.XML.GZ", true},
        {"https://a.example/list.txt", true},
        {"https://a.example/jobs.html", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url url = url_of(cases[i].url);
        if (sitemap_is_address(&url) != cases[i].is)
            fail_msg("%s", cases[i].url);
        url_done(&url);
    }
}

static void foreign_hosts_are_for_robots_to_allow(void **state)
{
    (void)state;
    static const struct {
        const char *at, *named_by, *loc;
        bool may;
    } cases[] = {
        {"https://a.example/s.xml", "", "https://a.example/1", true},
        {"https://a.example/s.xml", "", "https://www.a.example/1", true},
        {"https://a.example/s.xml", "", "https://b.example/1", false},
        {"https://cdn.example/s.xml", "a.example", "https://a.example/1", true},
        {"https://cdn.example/s.xml", "a.example", "https://b.example/", false},
        {"https://a.example/s.xml", "", "https://jobs.a.example/", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url at = url_of(cases[i].at), loc = url_of(cases[i].loc);
        if (sitemap_may_list(&at, str_from(cases[i].named_by), &loc) !=
            cases[i].may)
            fail_msg("%s in %s", cases[i].loc, cases[i].at);
        url_done(&at);
        url_done(&loc);
    }
}

static void patterns_pick_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *patterns, *url;
        bool fits;
    } cases[] = {
        {"/jobs/", "https://a.example/jobs/1", true},
        {"/jobs/", "https://a.example/news/1", false},
        {"/news/ /jobs/", "https://a.example/jobs/1", true},
        {"/de/*/job-", "https://a.example/de/x/job-1", true},
        {"/de/*/job-", "https://a.example/en/x/job-1", false},
        {".html$", "https://a.example/1.html", true},
        {".html$", "https://a.example/1.html?x", false},
        {"/jobs/*.html$", "https://a.example/jobs/1.html", true},
        {"  ", "https://a.example/", false},
        {NULL, "https://a.example/", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (sitemap_matches(str_from(cases[i].patterns),
                            str_from(cases[i].url)) != cases[i].fits)
            fail_msg("\"%s\" on %s", cases[i].patterns, cases[i].url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_read),
        cmocka_unit_test(gzip_is_told_by_content),
        cmocka_unit_test(a_gzip_bomb_is_too_big),
        cmocka_unit_test(entries_beyond_the_limit_are_cut),
        cmocka_unit_test(a_day_lasts_until_it_is_over_everywhere),
        cmocka_unit_test(sitemaps_are_told_from_sites),
        cmocka_unit_test(foreign_hosts_are_for_robots_to_allow),
        cmocka_unit_test(patterns_pick_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
