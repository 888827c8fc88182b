/* SPDX-License-Identifier: MIT */
#include "base/csv.h"
#include "base/file.h"
#include "crawler/recognize.h"
#include "tests/test.h"
#include <stdio.h>

static const struct {
    const char *url, *want; /* "kind board base url", "-" for absent */
} addresses[] = {
    {"https://boards.greenhouse.io/acme", "greenhouse acme - -"},
    {"https://boards.greenhouse.io/acme/jobs/4012345?gh_src=x",
     "greenhouse acme - -"},
    {"https://job-boards.greenhouse.io/acme", "greenhouse acme - -"},
    {"https://job-boards.greenhouse.io/acme/jobs/7", "greenhouse acme - -"},
    {"https://job-boards.eu.greenhouse.io/acmegmbh/jobs/4",
     "greenhouse acmegmbh - -"},
    {"https://boards.eu.greenhouse.io/acme", "greenhouse acme - -"},
    {"https://boards.greenhouse.io/embed/job_board?for=acme&b=https%3A%2F%2Fx",
     "greenhouse acme - -"},
    {"https://boards.greenhouse.io/embed/job_board/js?for=acme",
     "greenhouse acme - -"},
    {"https://boards.greenhouse.io/embed/job_app?token=12&for=acme",
     "greenhouse acme - -"},
    {"https://job-boards.greenhouse.io/embed/job_app?for=acme&token=5",
     "greenhouse acme - -"},
    {"https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true",
     "greenhouse acme - -"},
    {"https://boards-api.greenhouse.io/v1/boards/acme", "greenhouse acme - -"},
    {"https://api.greenhouse.io/v1/boards/acme/embed/jobs",
     "greenhouse acme - -"},
    {"https://jobs.lever.co/acme", "lever acme - -"},
    {"https://jobs.lever.co/acme/?team=Data", "lever acme - -"},
    {"https://jobs.lever.co/acme/0f3a-11/apply", "lever acme - -"},
    {"https://jobs.eu.lever.co/acme/0f3a",
     "lever acme https://api.eu.lever.co -"},
    {"https://api.lever.co/v0/postings/acme?mode=json", "lever acme - -"},
    {"https://api.eu.lever.co/v0/postings/acme",
     "lever acme https://api.eu.lever.co -"},
    {"https://jobs.ashbyhq.com/Acme", "ashby Acme - -"},
    {"https://jobs.ashbyhq.com/Acme%20Robots/9d-1/application",
     "ashby Acme Robots - -"},
    {"https://jobs.ashbyhq.com/acme/embed?version=2", "ashby acme - -"},
    {"https://api.ashbyhq.com/posting-api/job-board/acme?x=1",
     "ashby acme - -"},
    {"https://acme.wd5.myworkdayjobs.com/Careers",
     "workday acme.wd5/Careers - -"},
    {"https://acme.wd5.myworkdayjobs.com/en-US/Careers/job/Bonn/Cook_R-1",
     "workday acme.wd5/Careers - -"},
    {"https://acme.wd103.myworkdayjobs.com/de/External_Site/details/X_R1",
     "workday acme.wd103/External_Site - -"},
    {"https://acme.wd3.myworkdayjobs.com/wday/cxs/acme/Careers/jobs",
     "workday acme.wd3/Careers - -"},
    {"https://wd5.myworkdaysite.com/en-US/recruiting/acme/Jobs",
     "workday acme.wd5/Jobs https://wd5.myworkdaysite.com -"},
    {"https://wd1.myworkdaysite.com/recruiting/acme/Jobs/job/X/Y_1",
     "workday acme.wd1/Jobs https://wd1.myworkdaysite.com -"},
    {"https://jobs.smartrecruiters.com/Acme1/743999-data-engineer",
     "smartrecruiters Acme1 - -"},
    {"https://careers.smartrecruiters.com/Acme1", "smartrecruiters Acme1 - -"},
    {"https://www.smartrecruiters.com/Acme1/743-cook",
     "smartrecruiters Acme1 - -"},
    {"https://api.smartrecruiters.com/v1/companies/Acme1/postings?limit=1",
     "smartrecruiters Acme1 - -"},
    {"https://jobs.smartrecruiters.com/oneclick-ui/company/Acme1/publication/2",
     "smartrecruiters Acme1 - -"},
    {"https://apply.workable.com/acme/", "workable acme - -"},
    {"https://apply.workable.com/acme/j/0A1B2C/apply/", "workable acme - -"},
    {"https://apply.workable.com/acme?lng=de", "workable acme - -"},
    {"https://apply.workable.com/api/v1/widget/accounts/acme?details=true",
     "workable acme - -"},
    {"https://apply.workable.com/api/v3/accounts/acme/jobs",
     "workable acme - -"},
    {"https://www.workable.com/api/accounts/acme?details=true",
     "workable acme - -"},
    {"https://acme.workable.com/jobs/12", "workable acme - -"},
    {"https://acme.recruitee.com/", "recruitee acme - -"},
    {"https://acme.recruitee.com/o/data-engineer-2/c/new",
     "recruitee acme - -"},
    {"https://acme.recruitee.com/api/offers", "recruitee acme - -"},
    {"https://acme.jobs.personio.de/job/123?display=en", "personio acme - -"},
    {"https://acme-gmbh.jobs.personio.com/",
     "personio acme-gmbh https://acme-gmbh.jobs.personio.com -"},
    {"https://acme.jobs.personio.de/xml", "personio acme - -"},
    {"https://acme.teamtailor.com/jobs/77-cook", "teamtailor acme - -"},
    {"https://acme.na.teamtailor.com/jobs", "teamtailor acme.na - -"},
    {"https://acme.teamtailor.com/jobs.rss", "teamtailor acme - -"},
    {"https://acme.breezy.hr/", "breezy acme - -"},
    {"https://acme.breezy.hr/p/0a1b-data-engineer/apply", "breezy acme - -"},
    {"https://acme.breezy.hr/json", "breezy acme - -"},
    {"https://acme.pinpointhq.com/en/postings/0f3a", "pinpoint acme - -"},
    {"https://acme.bamboohr.com/careers/86", "bamboohr acme - -"},
    {"https://acme.bamboohr.com/jobs/embed2.php", "bamboohr acme - -"},
    {"https://www.bamboohr.com/pricing/", NULL},
    {"https://news.ycombinator.com/item?id=41709301",
     "hn - - https://hn.algolia.com/api/v1/items/41709301"},
    {"https://news.ycombinator.com/submitted?id=", "hn - - -"},
    {"https://hn.algolia.com/api/v1/items/41709301",
     "hn - - https://hn.algolia.com/api/v1/items/41709301"},
    {"https://remoteok.com/remote-dev-jobs", "remoteok - - -"},
    {"https://remotive.com/api/remote-jobs?category=data",
     "remotive - - https://remotive.com/api/remote-jobs?category=data"},
    {"https://www.arbeitnow.com/", "arbeitnow - - -"},
    {"https://jobicy.com/jobs", "jobicy - - -"},
    {"https://himalayas.app/jobs", "himalayas - - -"},
    {"https://www.themuse.com/search", "themuse - - -"},
    {"https://www.usajobs.gov/Search/", "usajobs - - -"},
    {"https://weworkremotely.com/remote-jobs.rss",
     "rss - - https://weworkremotely.com/remote-jobs.rss"},
    {"https://acme.example/careers/feed/",
     "rss - - https://acme.example/careers/feed/"},
    {"https://acme.example/sitemap_jobs.xml.gz",
     "sitemap - - https://acme.example/sitemap_jobs.xml.gz"},
    /* Nothing that tells a board. */
    {"https://careers.acme.example/jobs?gh_jid=12", NULL},
    {"https://www.lever.co/", NULL},
    {"https://app.greenhouse.io/acme", NULL},
    {"https://boards.greenhouse.io/", NULL},
    {"https://boards.greenhouse.io/embed/job_board", NULL},
    {"https://apply.workable.com/j/0A1B2C", NULL},
    {"https://www.workable.com/pricing", NULL},
    {"https://help.recruitee.com/en/", NULL},
    {"https://www.teamtailor.com/en/", NULL},
    {"https://acme.wd5.myworkdayjobs.com/", NULL},
    {"https://acme.myworkdayjobs.com/Careers", NULL},
    {"https://greenhouse.io.evil.example/acme", NULL},
    {"https://notrecruitee.com/", NULL},
    {"https://a.b.breezy.hr/", NULL},
};

static void add(struct buf *out, struct str s)
{
    buf_printf(out, " %.*s", s.n ? (int)s.n : 1, s.n ? s.p : "-");
}

static void tell(const struct recognized *r, struct buf *out)
{
    buf_add_str(out, r->kind);
    add(out, r->board);
    add(out, r->base);
    add(out, r->url);
}

static struct url url_of(const char *text)
{
    struct url url = {0};
    struct err err;
    assert_ok(url_parse(str_from(text), &url, &err), err);
    return url;
}

static void addresses_tell_their_board(void **state)
{
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(buf_done) struct buf got;
    buf_init(&got, 1u << 16);
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct recognized r;
        struct url url = url_of(addresses[i].url);
        const char *want = addresses[i].want ? addresses[i].want : "";
        buf_clear(&got);
        if (recognize_url(&url, a, &r))
            tell(&r, &got);
        url_done(&url);
        if (strcmp(buf_cstr(&got), want) != 0)
            fail_msg("%s: got \"%s\", want \"%s\"", addresses[i].url,
                     buf_cstr(&got), want);
    }
}

static const struct {
    const char *label, *body, *want; /* the boards, parted by ";" */
} pages[] = {
    {"a script",
     "<script src=\"https://boards.greenhouse.io/embed/job_board/js"
     "?for=acme\"></script>",
     "greenhouse acme - -"},
    {"entities and no scheme",
     "<iframe "
     "src=\"//boards.greenhouse.io/embed/job_app?token=1&amp;for=acme\">",
     "greenhouse acme - -"},
    {"JSON in a script",
     "{\"url\":\"https:\\/\\/jobs.lever.co\\/acme\\/12-ab\",\"x\":1}",
     "lever acme - -"},
    {"links, the most frequent first",
     "<a href='https://jobs.ashbyhq.com/acme/1'>a</a>"
     "<a href='https://jobs.ashbyhq.com/acme/2'>b</a>"
     "<a href='https://jobs.lever.co/other/3'>c</a>",
     "ashby acme - -;lever other - -"},
    {"the board's own pages are none",
     "<a href=\"https://www.greenhouse.io/\">by Greenhouse</a>"
     "<img src=\"https://attach-assets.breezy.hr/x.png\">",
     ""},
    {"a widget that has a number",
     "<script>whr(document).ready(function(){ whr_embed(54321, "
     "{});});</script>",
     "workable 54321 - -"},
    {"a job page on Workday",
     "go=\"https://acme.wd5.myworkdayjobs.com/en-US/Careers/job/X_1\"",
     "workday acme.wd5/Careers - -"},
    {"Personio", "href=https://acme.jobs.personio.de/job/1 class=x",
     "personio acme - -"},
    {"Teamtailor on a host of one's own",
     "<link href=\"https://assets-aws.teamtailor-cdn.com/a.css\">",
     "teamtailor acme https://careers.acme.example -"},
    {"Recruitee on a host of one's own",
     "<script src=\"https://careers-analytics.recruitee.com/a.js\">",
     "recruitee acme https://careers.acme.example -"},
    {"a posting",
     "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\""
     ",\"@type\":\"JobPosting\"}</script>",
     "page - - https://careers.acme.example/jobs/"},
    {"a feed",
     "<link rel=\"alternate\" type=\"application/rss+xml\" "
     "href=\"../rss.xml?a=1&amp;b=2\">",
     "rss - - https://careers.acme.example/rss.xml?a=1&b=2"},
    {"a board before a posting and a feed",
     "<link type='application/rss+xml' href='/f'>JobPosting schema.org "
     "https://acme.breezy.hr/p/1",
     "breezy acme - -;page - - https://careers.acme.example/jobs/;"
     "rss - - https://careers.acme.example/f"},
    {"nothing", "<html><body>Write to us.</body></html>", ""},
    {"text", "jobs.lever.co/acme and jobs.lever.co/acme.", "lever acme - -"},
};

static void pages_tell_what_they_embed(void **state)
{
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(buf_done) struct buf got;
    buf_init(&got, 1u << 16);
    struct url at = url_of("https://careers.acme.example/jobs/");
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct recognized *v;
        buf_clear(&got);
        size_t n = recognize_page(str_from(pages[i].body), &at, a, &v);
        for (size_t k = 0; k < n; k++) {
            buf_add_cstr(&got, k ? ";" : "");
            tell(&v[k], &got);
        }
        if (strcmp(buf_cstr(&got), pages[i].want) != 0)
            fail_msg("%s: got \"%s\", want \"%s\"", pages[i].label,
                     buf_cstr(&got), pages[i].want);
    }
    url_done(&at);
}

#define LIST TEST_SOURCE_DIR "/../shared/payloads/slugs/jobseek_boards.csv"

/* The kinds whose slug stands in the list as "token" or "slug". */
static bool is_ours(struct str kind)
{
    static const char *const kinds[] = {
        "greenhouse", "lever",     "ashby",    "smartrecruiters",
        "workable",   "recruitee", "personio", "breezy"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(kind, str_from(kinds[i])))
            return true;
    return false;
}

/* The value of a key in a flat JSON object. */
static struct str value_of(struct str json, const char *key)
{
    size_t at = str_find(json, str_from(key)), end;
    if (at == SIZE_MAX)
        return STR_NONE;
    json = str_slice(json, at + strlen(key), json.n);
    at = str_find(json, STR(": \""));
    json = at == 0 ? str_slice(json, 3, json.n) : STR_NONE;
    end = str_find(json, STR("\""));
    return str_slice(json, 0, end);
}

/* One row of the list: 1 when it is told right, 0 when not, -1 when it is none
 * to be told by its address. */
static int check_row(struct str address, struct str kind, struct str config,
                     struct arena *a)
{
    struct url url = {0};
    struct err err;
    struct recognized r;
    struct str slug = value_of(config, "\"token\"");
    if (!slug.p)
        slug = value_of(config, "\"slug\"");
    if (!slug.p || url_parse(address, &url, &err) != ST_OK)
        return -1;
    bool told = recognize_url(&url, a, &r);
    url_done(&url);
    if (!told)
        return -1;
    return str_eq(r.kind, kind) && str_eq_ascii_nocase(r.board, slug);
}

static void a_list_of_boards_is_told(void **state)
{
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(auto_csv_reader_free) struct csv_reader *csv = NULL;
    const struct str *row;
    size_t right = 0, wrong = 0;
    bool ragged;
    struct err err;
    if (csv_reader_open(LIST, &csv, &err) != ST_OK) {
        print_message("no %s: skipped\n", LIST);
        skip();
    }
    while (csv_next(csv, &row, &ragged, &err) == CSV_ROW) {
        int told = is_ours(row[3]) ? check_row(row[2], row[3], row[4], a) : -1;
        right += told == 1;
        wrong += told == 0;
        if (told == 0)
            print_message("%.*s\n", STR_FMT(row[2]));
    }
    print_message("%zu right, %zu wrong\n", right, wrong);
    assert_true(right > 3500);
    assert_true(wrong * 200 < right);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_tell_their_board),
        cmocka_unit_test(pages_tell_what_they_embed),
        cmocka_unit_test(a_list_of_boards_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
