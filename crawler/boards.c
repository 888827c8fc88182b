/* SPDX-License-Identifier: MIT */
#include "crawler/boards.h"
#include "crawler/sitemap_next.h"

#define JSON "application/json"
#define XML  "application/xml,text/xml;q=0.9,*/*;q=0.5"
#define ANY  "application/json,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
#define HTML "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"

#define BOARD_WORKDAY_FIRST                                                    \
    "{\"limit\":20,\"offset\":0,\"searchText\":\"\",\"appliedFacets\":{}}"

static const struct board_kind kinds[] = {
    {.name = "greenhouse",
     .base = "https://boards-api.greenhouse.io",
     .before = "/v1/boards/",
     .after = "/jobs?content=true",
     .accept = JSON},
    /* A browser's Accept would get HTML, mode=json or not. */
    {.name = "lever",
     .base = "https://api.lever.co",
     .before = "/v0/postings/",
     .after = "?mode=json",
     .accept = JSON,
     .pages = {PAGES_OFFSET, "skip", .size = 100, .whole = true}},
    {.name = "ashby",
     .base = "https://api.ashbyhq.com",
     .before = "/posting-api/job-board/",
     .after = "?includeCompensation=true",
     .accept = JSON},
    {.name = "page", .accept = HTML},
    /* More than 20 at a time are refused. */
    {.name = "workday",
     .base = "https://",
     .before = "/wday/cxs/",
     .after = "/jobs",
     .accept = JSON,
     .domain = ".myworkdayjobs.com",
     .body = BOARD_WORKDAY_FIRST,
     .has_site = true,
     .pages = {PAGES_WORKDAY, .size = 20}},
    {.name = "smartrecruiters",
     .base = "https://api.smartrecruiters.com",
     .before = "/v1/companies/",
     .after = "/postings?limit=100&offset=0",
     .accept = JSON,
     .pages = {PAGES_OFFSET, "offset", .size = 100}},
    {.name = "workable",
     .base = "https://apply.workable.com",
     .before = "/api/v1/widget/accounts/",
     .after = "?details=true",
     .accept = JSON,
     .detail = JSON},
    {.name = "recruitee",
     .base = "https://",
     .before = "",
     .after = "/api/offers",
     .accept = JSON,
     .domain = ".recruitee.com"},
    /* Without a language some boards send empty texts. */
    {.name = "personio",
     .base = "https://",
     .before = "",
     .after = "/xml?language=en",
     .accept = XML,
     .domain = ".jobs.personio.de"},
    {.name = "teamtailor",
     .base = "https://",
     .before = "",
     .after = "/jobs.json",
     .accept = JSON,
     .domain = ".teamtailor.com",
     .pages = {PAGES_NEXT}},
    {.name = "breezy",
     .base = "https://",
     .before = "",
     .after = "/json?verbose=true",
     .accept = JSON,
     .domain = ".breezy.hr",
     .detail = HTML},
    {.name = "pinpoint",
     .base = "https://",
     .before = "",
     .after = "/postings.json",
     .accept = JSON,
     .domain = ".pinpointhq.com"},
    {.name = "bamboohr",
     .base = "https://",
     .before = "",
     .after = "/careers/list",
     .accept = JSON,
     .domain = ".bamboohr.com",
     .detail = JSON},
    /* Two threads: the month's, and the one before, whose last days may lie
     * behind the last crawl. */
    {.name = "hn",
     .accept = JSON,
     .url = "https://hn.algolia.com/api/v1/search_by_date"
            "?tags=story,author_whoishiring&hitsPerPage=100",
     .pages = {PAGES_LISTS, .last = 2}},
    {.name = "remoteok", .accept = JSON, .url = "https://remoteok.com/api"},
    {.name = "remotive",
     .accept = JSON,
     .url = "https://remotive.com/api/remote-jobs"},
    {.name = "arbeitnow",
     .accept = JSON,
     .url = "https://www.arbeitnow.com/api/job-board-api?page=1",
     .pages = {PAGES_NUMBER, "page", .size = 100}},
    {.name = "jobicy",
     .accept = JSON,
     .url = "https://jobicy.com/api/v2/remote-jobs?count=50"},
    {.name = "himalayas",
     .accept = JSON,
     .url = "https://himalayas.app/jobs/api?limit=20&offset=0",
     .pages = {PAGES_OFFSET, "offset", .size = 20}},
    {.name = "themuse",
     .accept = JSON,
     .url = "https://www.themuse.com/api/public/jobs?page=1",
     .pages = {PAGES_NUMBER, "page", .size = 20, .last = 99}},
    {.name = "usajobs",
     .accept = JSON,
     .url = "https://data.usajobs.gov/api/Search?ResultsPerPage=500&Page=1",
     .pages = {PAGES_NUMBER, "Page", .size = 500}},
    {.name = "rss", .accept = XML},
    {.name = "sitemap",
     .accept = "application/xml,text/xml;q=0.9,text/plain;q=0.9,*/*;q=0.5",
     .lists_pages = true},
};

const struct board_kind *board_kinds(size_t *n)
{
    *n = sizeof kinds / sizeof *kinds;
    return kinds;
}

bool board_leads_on(const struct board_kind *kind)
{
    return kind->pages.how != PAGES_ONE || kind->detail || kind->lists_pages;
}

const struct board_kind *board_kind(struct str name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(name, str_from(kinds[i].name)))
            return &kinds[i];
    return NULL;
}

/* The address that the source names, or its kind's; paging begins at the
 * first. */
static enum st own_url(const struct source *s, const struct board_kind *kind,
                       struct url *out, struct err *err)
{
    const struct board_pages *pages = &kind->pages;
    struct str url = s->url.p ? s->url : str_from(kind->url);
    struct str param = str_from(pages->param);
    if (!param.p || url_param(url, param).p)
        return url_parse(url, out, err);
    AUTO(buf_done) struct buf text;
    buf_init(&text, 4 * URL_MAX_BYTES);
    url_with_param(&text, url, param, pages->how == PAGES_NUMBER);
    return url_parse(buf_str(&text), out, err);
}

static enum st site_url(const struct source *s, struct url *out,
                        struct err *err)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, URL_MAX_BYTES);
    enum st st = sitemap_first(s, &text, err);
    return st == ST_OK ? url_parse(buf_str(&text), out, err) : st;
}

/* "acme.wd5/Careers": the tenant is asked for its site. */
static void add_site(struct buf *text, struct str board)
{
    struct str host, tenant;
    str_split(&board, '/', &host);
    str_split(&host, '.', &tenant);
    url_encode(text, tenant);
    buf_add_char(text, '/');
    url_encode(text, board.p ? board : STR(""));
}

const struct board_kind *board_kind_of(const struct source *s)
{
    static const struct board_kind own = {
        .name = "preset", .accept = ANY, .pages = {PAGES_NEXT}};
    return s->preset.p ? &own : board_kind(s->kind);
}

enum st board_url(const struct source *s, struct url *out, struct err *err)
{
    const struct board_kind *kind = board_kind_of(s);
    if (!kind)
        return err_set(err, ST_BUG, "no kind \"%.*s\"", STR_FMT(s->kind));
    if (kind->lists_pages)
        return site_url(s, out, err);
    if (!kind->base)
        return own_url(s, kind, out, err);
    struct str base = s->base.p ? s->base : str_from(kind->base);
    struct str slug = s->board;
    AUTO(buf_done) struct buf text;
    buf_init(&text, 4 * URL_MAX_BYTES);
    if (s->base.p && str_ends(base, STR("/")))
        base.n--;
    buf_add_str(&text, base);
    if (kind->domain && !s->base.p) {
        if (kind->has_site)
            slug = str_slice(slug, 0, str_find(slug, STR("/")));
        url_encode(&text, slug);
        buf_add_cstr(&text, kind->domain);
    }
    buf_add_cstr(&text, kind->before);
    if (kind->has_site)
        add_site(&text, s->board);
    else if (!kind->domain)
        url_encode(&text, s->board);
    buf_add_cstr(&text, kind->after);
    return url_parse(buf_str(&text), out, err);
}

struct str board_accept(const struct source *s)
{
    return str_from(board_kind_of(s)->accept);
}

void board_ask(const struct source *s, struct ask *out)
{
    *out = (struct ask){.accept = board_accept(s),
                        .body = str_from(board_kind_of(s)->body),
                        .secret_headers = s->secret_headers,
                        .part = ASK_PAGE,
                        .may_be_gone = board_kind_of(s)->lists_pages &&
                                       sitemap_is_of_site(s)};
}
