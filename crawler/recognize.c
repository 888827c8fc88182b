/* SPDX-License-Identifier: MIT */
#include "crawler/recognize.h"
#include <string.h>

/* Where a kind's slug stands in addresses of a host. */
struct rule {
    const char *host;  /* with "." in front: the slug is what stands before */
    const char *path;  /* begins so, and the slug follows; NULL: any */
    const char *param; /* the slug is the value of that parameter */
    const char *kind;
    const char *base; /* to ask in place of the kind's own; in it "%" is the
                         slug */
};

/* The first that fits counts. */
static const struct rule rules[] = {
    {"boards-api.greenhouse.io", "/v1/boards/", NULL, "greenhouse", NULL},
    {"api.greenhouse.io", "/v1/boards/", NULL, "greenhouse", NULL},
    {"boards.greenhouse.io", "/embed/", "for", "greenhouse", NULL},
    {"boards.greenhouse.io", "/", NULL, "greenhouse", NULL},
    {"job-boards.greenhouse.io", "/embed/", "for", "greenhouse", NULL},
    {"job-boards.greenhouse.io", "/", NULL, "greenhouse", NULL},
    /* One API for all regions. */
    {"boards.eu.greenhouse.io", "/embed/", "for", "greenhouse", NULL},
    {"boards.eu.greenhouse.io", "/", NULL, "greenhouse", NULL},
    {"job-boards.eu.greenhouse.io", "/embed/", "for", "greenhouse", NULL},
    {"job-boards.eu.greenhouse.io", "/", NULL, "greenhouse", NULL},
    {"boards.cdn.greenhouse.io", "/embed/", "for", "greenhouse", NULL},
    {"jobs.lever.co", "/", NULL, "lever", NULL},
    {"api.lever.co", "/v0/postings/", NULL, "lever", NULL},
    {"jobs.eu.lever.co", "/", NULL, "lever", "https://api.eu.lever.co"},
    {"api.eu.lever.co", "/v0/postings/", NULL, "lever",
     "https://api.eu.lever.co"},
    {"jobs.ashbyhq.com", "/", NULL, "ashby", NULL},
    {"api.ashbyhq.com", "/posting-api/job-board/", NULL, "ashby", NULL},
    {"api.smartrecruiters.com", "/v1/companies/", NULL, "smartrecruiters",
     NULL},
    {"jobs.smartrecruiters.com", "/oneclick-ui/company/", NULL,
     "smartrecruiters", NULL},
    {"jobs.smartrecruiters.com", "/", NULL, "smartrecruiters", NULL},
    {"careers.smartrecruiters.com", "/", NULL, "smartrecruiters", NULL},
    {"www.smartrecruiters.com", "/", NULL, "smartrecruiters", NULL},
    {"apply.workable.com", "/api/v1/widget/accounts/", NULL, "workable", NULL},
    {"apply.workable.com", "/api/v1/accounts/", NULL, "workable", NULL},
    {"apply.workable.com", "/api/v2/accounts/", NULL, "workable", NULL},
    {"apply.workable.com", "/api/v3/accounts/", NULL, "workable", NULL},
    {"apply.workable.com", "/", NULL, "workable", NULL},
    {"www.workable.com", "/api/accounts/", NULL, "workable", NULL},
    {".workable.com", NULL, NULL, "workable", NULL},
    {".recruitee.com", NULL, NULL, "recruitee", NULL},
    {".jobs.personio.de", NULL, NULL, "personio", NULL},
    {".jobs.personio.com", NULL, NULL, "personio",
     "https://%.jobs.personio.com"},
    {".teamtailor.com", NULL, NULL, "teamtailor", NULL},
    {".breezy.hr", NULL, NULL, "breezy", NULL},
    {".pinpointhq.com", NULL, NULL, "pinpoint", NULL},
    {".bamboohr.com", NULL, NULL, "bamboohr", NULL},
};

/* Sites that are one source. Their addresses below /api are taken as they are,
 * with what was asked for. */
static const struct {
    const char *host, *kind;
} sites[] = {
    {"remoteok.com", "remoteok"},
    {"remoteok.io", "remoteok"},
    {"remotive.com", "remotive"},
    {"remotive.io", "remotive"},
    {"arbeitnow.com", "arbeitnow"},
    {"jobicy.com", "jobicy"},
    {"himalayas.app", "himalayas"},
    {"themuse.com", "themuse"},
    {"usajobs.gov", "usajobs"},
    {"data.usajobs.gov", "usajobs"},
    {"hn.algolia.com", "hn"},
    {"news.ycombinator.com", "hn"},
    {"hacker-news.firebaseio.com", "hn"},
};

/* No slugs: pages of the boards' makers, and words of their addresses. */
static bool is_reserved(struct str slug)
{
    static const char *const words[] = {
        "_next",        "api",         "apis",        "app",
        "apply",        "assets",      "assets-cdn",  "attach-assets",
        "auth",         "blog",        "breezy-hr",   "careers-analytics",
        "careers-page", "cdn",         "community",   "css",
        "developer",    "developers",  "docs",        "embed",
        "favicon.ico",  "gallery",     "gallery-cdn", "get",
        "go",           "help",        "hire",        "id",
        "images",       "images-cdn",  "info",        "integrations",
        "internal",     "j",           "job-widget",  "jobs",
        "jobseekers",   "js",          "legal",       "login",
        "my",           "oneclick-ui", "partners",    "privacy",
        "resources",    "robots.txt",  "sitemap.xml", "sr-jobs",
        "static",       "status",      "support",     "try",
        "users",        "v0",          "v1",          "www"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_ascii_nocase(slug, str_from(words[i])))
            return true;
    return slug.n == 0;
}

static int hex(char c)
{
    c = ascii_lower(c);
    return ascii_is_digit(c)      ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* s with percent-encoding undone. */
static struct str decoded(struct arena *a, struct str s)
{
    AUTO(buf_done) struct buf out;
    buf_init(&out, URL_MAX_BYTES);
    for (size_t i = 0; i < s.n; i++) {
        bool code = s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 &&
                    hex(s.p[i + 2]) >= 0;
        buf_add_char(&out, code ? (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]))
                                : s.p[i]);
        i += code ? 2 : 0;
    }
    return arena_str(a, buf_str(&out));
}

static struct str path_of(const struct url *url)
{
    return str_slice(url->target, 0, str_find(url->target, STR("?")));
}

/* The slug that url has by the rule; empty without one. */
static struct str slug_by(const struct rule *r, const struct url *url)
{
    struct str host = str_from(r->host), piece;
    struct str path = path_of(url), begin = str_from(r->path);
    if (str_starts(host, STR(".")))
        return str_ends(url->host, host)
                   ? str_slice(url->host, 0, url->host.n - host.n)
                   : STR_NONE;
    if (!str_eq(url->host, host) || !str_starts(path, begin))
        return STR_NONE;
    if (r->param)
        return url_param(url->target, str_from(r->param));
    path = str_slice(path, begin.n, path.n);
    return str_split(&path, '/', &piece) ? piece : STR_NONE;
}

static bool by_rules(const struct url *url, struct arena *a,
                     struct recognized *out)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *r = &rules[i];
        struct str slug = decoded(a, slug_by(r, url));
        bool nested = r->host[0] == '.' && memchr(slug.p, '.', slug.n);
        if (is_reserved(slug) || (nested && strcmp(r->kind, "teamtailor") != 0))
            continue;
        struct str base = str_from(r->base);
        size_t mark = str_find(base, STR("%"));
        if (base.p && mark != SIZE_MAX)
            base = arena_printf(
                a, "%.*s%.*s%.*s", STR_FMT(str_slice(base, 0, mark)),
                STR_FMT(slug), STR_FMT(str_slice(base, mark + 1, base.n)));
        *out = (struct recognized){
            .kind = str_from(r->kind), .board = slug, .base = base};
        return true;
    }
    return false;
}

/* ---- Workday ---- */

static bool is_locale(struct str s)
{
    return (s.n == 2 || (s.n == 5 && (s.p[2] == '-' || s.p[2] == '_'))) &&
           ascii_is_alpha(s.p[0]) && ascii_is_alpha(s.p[1]);
}

/* The next piece of *path that is none of a language. */
static struct str next_piece(struct str *path)
{
    struct str piece;
    while (str_split(path, '/', &piece))
        if (piece.n && !is_locale(piece))
            return piece;
    return STR_NONE;
}

/* TENANT.wdN.myworkdayjobs.com/[LANGUAGE/]SITE, or below /wday/cxs/TENANT;
 * wdN.myworkdaysite.com/[LANGUAGE/]recruiting/TENANT/SITE. */
static bool by_workday(const struct url *url, struct arena *a,
                       struct recognized *out)
{
    struct str path = path_of(url), host = url->host, instance, tenant, site;
    struct str base = STR_NONE;
    if (str_ends(host, STR(".myworkdayjobs.com"))) {
        str_split(&host, '.', &tenant);
        str_split(&host, '.', &instance);
        site = next_piece(&path);
        if (str_eq(site, STR("wday")) &&
            str_eq(next_piece(&path), STR("cxs"))) {
            (void)next_piece(&path);
            site = next_piece(&path);
        }
    } else if (str_ends(host, STR(".myworkdaysite.com"))) {
        base = str_from(url->origin.p ? arena_str(a, url->origin).p : NULL);
        str_split(&host, '.', &instance);
        if (!str_eq(next_piece(&path), STR("recruiting")))
            return false;
        tenant = next_piece(&path);
        site = next_piece(&path);
    } else {
        return false;
    }
    site = decoded(a, site);
    if (!site.n || !tenant.n || !str_starts(instance, STR("wd")))
        return false;
    *out = (struct recognized){
        .kind = STR("workday"),
        .board = arena_printf(a, "%.*s.%.*s/%.*s", STR_FMT(tenant),
                              STR_FMT(instance), STR_FMT(site)),
        .base = base};
    return true;
}

/* ---- Sites and feeds ---- */

static bool by_site(const struct url *url, struct arena *a,
                    struct recognized *out)
{
    struct str host = url->host, path = path_of(url);
    if (str_starts(host, STR("www.")))
        host = str_slice(host, 4, host.n);
    for (size_t i = 0; i < sizeof sites / sizeof *sites; i++) {
        if (!str_eq(host, str_from(sites[i].host)))
            continue;
        bool api = str_find(path, STR("/api")) != SIZE_MAX ||
                   str_starts(path, STR("/v0/"));
        struct str item = url_param(url->target, STR("id"));
        *out = (struct recognized){.kind = str_from(sites[i].kind)};
        if (api)
            out->url = arena_str(a, str_from(url->text));
        else if (str_eq(host, STR("news.ycombinator.com")) && item.n)
            out->url = arena_printf(
                a, "https://hn.algolia.com/api/v1/items/%.*s", STR_FMT(item));
        return true;
    }
    return false;
}

static bool by_form(const struct url *url, struct arena *a,
                    struct recognized *out)
{
    static const char *const feeds[] = {
        ".rss",      ".atom",    "/rss",      "/feed",
        "/feed.xml", "/rss.xml", "/atom.xml", "/googlefeed.xml"};
    struct str path = path_of(url);
    struct str kind = STR_NONE;
    while (path.n > 1 && str_ends(path, STR("/")))
        path.n--;
    for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++)
        if (str_ends(path, str_from(feeds[i])))
            kind = STR("rss");
    if (str_find_ascii_nocase(path, STR("sitemap")) != SIZE_MAX)
        kind = STR("sitemap");
    if (!kind.p)
        return false;
    *out = (struct recognized){.kind = kind,
                               .url = arena_str(a, str_from(url->text))};
    return true;
}

bool recognize_url(const struct url *url, struct arena *a,
                   struct recognized *out)
{
    return by_rules(url, a, out) || by_workday(url, a, out) ||
           by_site(url, a, out) || by_form(url, a, out);
}

bool recognized_eq(const struct recognized *a, const struct recognized *b)
{
    bool same_kind = str_eq(a->kind, b->kind);
    if (a->url.n || b->url.n)
        return same_kind && str_eq(a->url, b->url);
    return same_kind && str_eq_ascii_nocase(a->board, b->board);
}
