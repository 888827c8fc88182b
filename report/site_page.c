/* SPDX-License-Identifier: MIT */
#include "report/site_page.h"
#include "base/date.h"
#include "report/assets.h"
#include "report/headline.h"
#include "report/html_escape.h"
#include "report/words.h"

/* Where ids have no host of their own to be unique by. */
#define NO_HOST "localhost"
/* A tag's authority is that of its host in this year: RFC 4151. */
#define FEED_YEAR   "2020"
#define DAY_SECONDS 86400

enum st site_url(struct str url, struct arena *a, struct str *out,
                 struct err *err)
{
    struct buf href;
    buf_init(&href, 6 * SITE_URL_MAX_BYTES);
    bool ok = url.n <= SITE_URL_MAX_BYTES && html_escape_href(&href, url) &&
              str_find(url, STR("?")) == SIZE_MAX &&
              str_find(url, STR("#")) == SIZE_MAX;
    buf_done(&href);
    if (!ok)
        return err_set(err, ST_BAD_INPUT,
                       "\"%.*s\" is not the address of a site: it begins with "
                       "https:// or http:// and has no ? or #",
                       STR_FMT(str_slice(url, 0, 200)));
    bool whole = url.p[url.n - 1] == '/';
    *out = arena_printf(a, "%.*s%s", STR_FMT(url), whole ? "" : "/");
    return ST_OK;
}

struct str site_month_dir(int month, struct arena *a)
{
    return words_month(month, a);
}

/* ---- Words ---- */

/* "Data engineer (58): Python 92 %, SQL 81 %." */
static struct str role_brief(const struct role_figure *role, struct arena *a)
{
    struct str all = arena_printf(a, " %.*s (%llu):", STR_FMT(role->name),
                                  (unsigned long long)role->counts.usable);
    for (size_t i = 0; i < role->n_skills && i < SITE_SKILLS; i++)
        all = arena_printf(a, "%.*s%s %.*s %.0f %%", STR_FMT(all), i ? "," : "",
                           STR_FMT(role->skills[i].name),
                           100 * role->skills[i].cell.share);
    return arena_printf(a, "%.*s.", STR_FMT(all));
}

static struct str brief_of(const struct figures *f, struct arena *a)
{
    struct str all = STR(""), few = STR("");
    if (f->selected.raw == 0)
        return STR("No postings.");
    for (size_t i = 0; i < f->n_roles; i++) {
        const struct role_figure *role = &f->roles[i];
        if (!role->counts.few)
            all = arena_printf(a, "%.*s%.*s", STR_FMT(all),
                               STR_FMT(role_brief(role, a)));
        else
            few = arena_printf(a, "%.*s%s%.*s (%llu)", STR_FMT(few),
                               few.n ? ", " : "", STR_FMT(role->name),
                               (unsigned long long)role->counts.usable);
    }
    if (few.n)
        few = arena_printf(a, " Too few for shares: %.*s.", STR_FMT(few));
    return arena_printf(a, "%.*s.%.*s%.*s", STR_FMT(words_n(&f->selected, a)),
                        STR_FMT(all), STR_FMT(few));
}

static struct str summary_of(const struct figures *f, struct arena *a)
{
    struct headline h = headline_of(f, a);
    struct str all = STR("");
    if (f->all.raw == 0)
        return STR("No posting of this month was found.");
    for (size_t i = 0; i < h.n; i++)
        all = arena_printf(a, "%.*s%s%.*s", STR_FMT(all), i ? " " : "",
                           STR_FMT(h.v[i].text));
    return all;
}

/* The day of the last posting (of an empty month the first day), and a time in
 * it that the content decides, so that a changed entry has another date. */
static int64_t updated_of(const struct figures *f, int month, uint64_t key)
{
    struct date day = f->last;
    if (!day.year || !day.month)
        day = date_from_month_index(month);
    day.day = day.day ? day.day : 1;
    return date_to_utc(day) + (int64_t)(key % DAY_SECONDS);
}

struct site_month site_month_of(const struct figures *f, int month,
                                uint64_t key, struct arena *a)
{
    return (struct site_month){.month = month,
                               .brief = brief_of(f, a),
                               .summary = summary_of(f, a),
                               .updated_utc = updated_of(f, month, key)};
}

/* ---- Pages ---- */

static void add_month(struct buf *out, int month)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    buf_add_str(out, site_month_dir(month, a));
}

static void add_name(struct buf *out, int month)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    html_escape_text(out, words_month_name(month, a));
}

static void head_link(struct buf *out, const char *rel, int month)
{
    buf_printf(out, "<link rel=\"%s\" href=\"../", rel);
    add_month(out, month);
    buf_add_cstr(out, "/index.html\">\n");
}

static void feed_link(struct buf *out, const char *up)
{
    buf_printf(out,
               "<link rel=\"alternate\" type=\"application/atom+xml\" "
               "title=\"Skill demand by month\" href=\"%s" SITE_FEED_NAME
               "\">\n",
               up);
}

void site_head_links(struct str url, int month, int first, int last,
                     struct buf *out)
{
    if (url.n) {
        buf_add_cstr(out, "<link rel=\"canonical\" href=\"");
        html_escape_href(out, url);
        add_month(out, month);
        buf_add_cstr(out, "/\">\n");
    }
    if (month > first)
        head_link(out, "prev", month - 1);
    if (month < last)
        head_link(out, "next", month + 1);
    feed_link(out, "../");
}

static void nav_link(struct buf *out, const char *rel, int month)
{
    buf_printf(out, "<li><a rel=\"%s\" href=\"../", rel);
    add_month(out, month);
    buf_add_cstr(out, "/index.html\">");
    add_name(out, month);
    buf_add_cstr(out, "</a></li>\n");
}

void site_nav(int month, int first, int last, struct buf *out)
{
    buf_add_cstr(out, "<nav aria-label=\"Months\">\n<ul>\n");
    if (month > first)
        nav_link(out, "prev", month - 1);
    buf_add_cstr(out, "<li><a href=\"../index.html\">All months</a></li>\n");
    if (month < last)
        nav_link(out, "next", month + 1);
    buf_add_cstr(out,
                 "<li><a href=\"" SITE_JSON_NAME "\">These figures as JSON</a>"
                 "</li>\n<li><a href=\"" SITE_CSV_NAME "\">as CSV</a></li>\n"
                 "</ul>\n</nav>\n");
}

static void head(struct buf *out, const char *up, const char *title)
{
    buf_add_cstr(out,
                 "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                 "<meta charset=\"utf-8\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\""
                 "default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
                 " base-uri 'none'; form-action 'none'\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, "
                 "initial-scale=1\">\n"
                 "<meta name=\"referrer\" content=\"no-referrer\">\n"
                 "<link rel=\"icon\" href=\"data:,\">\n");
    feed_link(out, up);
    buf_printf(out, "<title>%s</title>\n", title);
}

static void index_month(const struct site_month *m, struct buf *out)
{
    buf_add_cstr(out, "<dt><a href=\"");
    add_month(out, m->month);
    buf_add_cstr(out, "/index.html\">");
    add_name(out, m->month);
    buf_add_cstr(out, "</a></dt>\n<dd>");
    html_escape_text(out, m->brief);
    buf_add_cstr(out, "</dd>\n");
}

/* The months of a year each, the latest first. */
static void index_years(const struct site *s, struct buf *out)
{
    int year = -1;
    for (size_t i = s->n; i-- > 0;) {
        int of = s->months[i].month / 12;
        if (of != year)
            buf_printf(out, "%s<h2>%d</h2>\n<dl class=\"scope\">\n",
                       year < 0 ? "" : "</dl>\n", of);
        year = of;
        index_month(&s->months[i], out);
    }
    if (s->n)
        buf_add_cstr(out, "</dl>\n");
}

void site_index(const struct site *s, struct buf *out)
{
    head(out, "", "Skill demand in job postings, by month");
    buf_add_cstr(out, "<style>\n");
    buf_add_cstr(out, asset_report_css);
    buf_add_cstr(out, "</style>\n</head>\n<body>\n<header>\n"
                      "<h1>Skill demand in job postings, by month</h1>\n");
    if (s->n) {
        buf_add_cstr(out, "<nav aria-label=\"Site\">\n<ul>\n<li><a href=\"");
        add_month(out, s->months[s->n - 1].month);
        buf_add_cstr(out, "/index.html\">The latest month: ");
        add_name(out, s->months[s->n - 1].month);
        buf_add_cstr(out, "</a></li>\n<li><a href=\"" SITE_FEED_NAME
                          "\">Atom feed</a></li>\n</ul>\n</nav>\n");
    }
    buf_add_cstr(out, "</header>\n<main>\n<p>");
    html_escape_text(out, s->roles);
    buf_printf(out, ": a report of each of %zu months.</p>\n", s->n);
    if (s->n == 0)
        buf_add_cstr(out, "<p class=\"note\">No month has a posting yet: crawl "
                          "or import some first.</p>\n");
    index_years(s, out);
    buf_add_cstr(out, "</main>\n<footer>");
    html_escape_text(out, s->versions);
    buf_add_cstr(out, "</footer>\n</body>\n</html>\n");
}

void site_latest(const struct site *s, struct buf *out)
{
    head(out, "../", "Skill demand in job postings, the latest month");
    buf_add_cstr(out, "<meta http-equiv=\"refresh\" content=\"0; url=../");
    if (s->n) {
        add_month(out, s->months[s->n - 1].month);
        buf_add_char(out, '/');
    }
    buf_add_cstr(out, "index.html\">\n</head>\n<body>\n<p><a href=\"../");
    if (s->n) {
        add_month(out, s->months[s->n - 1].month);
        buf_add_char(out, '/');
    }
    buf_add_cstr(out, "index.html\">The latest month</a></p>\n</body>\n"
                      "</html>\n");
}

/* ---- Feed ---- */

/* host and path of an absolute address. */
static void take_apart(struct str url, struct str *host, struct str *path)
{
    size_t at = str_find(url, STR("://"));
    struct str rest =
        at == SIZE_MAX ? STR(NO_HOST "/") : str_slice(url, at + 3, url.n);
    size_t slash = str_find(rest, STR("/"));
    *path = str_slice(rest, slash, rest.n);
    *host = str_slice(rest, 0, slash);
    size_t user = str_find(*host, STR("@"));
    if (user != SIZE_MAX)
        *host = str_slice(*host, user + 1, host->n);
    *host = str_slice(*host, 0, str_find(*host, STR(":")));
}

/* tag:HOST,DATE:PATHname: the same as long as the address is. */
static void add_tag(struct buf *out, struct str url, const char *date,
                    const char *name)
{
    struct str host, path;
    take_apart(url, &host, &path);
    buf_add_cstr(out, "<id>tag:");
    html_escape_text(out, host);
    buf_printf(out, ",%s:", date);
    html_escape_text(out, path);
    buf_printf(out, "%s</id>\n", name);
}

static void feed_href(struct buf *out, struct str url, const char *rel,
                      const char *type)
{
    buf_printf(out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
    html_escape_href(out, url);
}

static void add_instant(struct buf *out, int64_t utc)
{
    char s[INSTANT_TEXT_BYTES];
    buf_printf(out, "<updated>%s</updated>\n", instant_format(utc, s));
}

static void entry(const struct site *s, const struct site_month *m,
                  struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    const char *month =
        arena_printf(a, "%.*s%c", STR_FMT(site_month_dir(m->month, a)), 0).p;
    buf_add_cstr(out, "<entry>\n");
    add_tag(out, s->url, month, month);
    buf_add_cstr(out, "<title>Skill demand in ");
    add_name(out, m->month);
    buf_add_cstr(out, "</title>\n");
    add_instant(out, m->updated_utc);
    feed_href(out, s->url, "alternate", "text/html");
    buf_printf(out, "%s/index.html\"/>\n", month);
    feed_href(out, s->url, "related", "application/json");
    buf_printf(out, "%s/" SITE_JSON_NAME "\"/>\n<summary>", month);
    html_escape_text(out, m->summary);
    buf_add_cstr(out, "</summary>\n</entry>\n");
}

void site_feed(const struct site *s, struct buf *out)
{
    buf_add_cstr(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    add_tag(out, s->url, FEED_YEAR, "feed");
    buf_add_cstr(out, "<title>Skill demand in job postings, by month</title>\n"
                      "<subtitle>");
    html_escape_text(out, s->roles);
    buf_add_cstr(out, "</subtitle>\n<author><name>skilltally</name></author>\n"
                      "<generator>");
    html_escape_text(out, s->versions);
    buf_add_cstr(out, "</generator>\n");
    int64_t updated = 0;
    for (size_t i = 0; i < s->n; i++)
        if (s->months[i].updated_utc > updated)
            updated = s->months[i].updated_utc;
    add_instant(out, updated);
    feed_href(out, s->url, "self", "application/atom+xml");
    buf_add_cstr(out, SITE_FEED_NAME "\"/>\n");
    feed_href(out, s->url, "alternate", "text/html");
    buf_add_cstr(out, "index.html\"/>\n");
    size_t from = s->n > SITE_FEED_MONTHS ? s->n - SITE_FEED_MONTHS : 0;
    for (size_t i = s->n; i-- > from;)
        entry(s, &s->months[i], out);
    buf_add_cstr(out, "</feed>\n");
}
