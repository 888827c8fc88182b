/* SPDX-License-Identifier: MIT */
#include "crawler/sitemap_next.h"
#include "crawler/robots.h"
#include "crawler/sitemap.h"
#include <string.h>

#define ROBOTS "/robots.txt"
#define PAGE_ACCEPT                                                            \
    "text/html,application/xhtml+xml;q=0.9,application/xml;q=0.8,*/*;q=0.5"

struct step {
    const struct source *source;
    const struct sitemap_facts *f;
    struct arena *a;
    struct sitemap_plan *out;
    struct url at;       /* the answer's address */
    uint64_t depth;      /* of the sitemap */
    struct str named_by; /* host; absent: none */
    struct ask *asks;
    struct str *unchanged;
    size_t n_foreign, n_other, n_bad; /* entries that are not asked for */
};

bool sitemap_is_of_site(const struct source *s)
{
    struct url own = {0};
    struct err unused;
    bool site =
        url_parse(s->url, &own, &unused) == ST_OK && !sitemap_is_address(&own);
    url_done(&own);
    return site;
}

enum st sitemap_first(const struct source *s, struct buf *out, struct err *err)
{
    struct url url = {0};
    enum st st = url_parse(s->url, &url, err);
    if (st != ST_OK)
        return st;
    if (sitemap_is_address(&url)) {
        buf_add_str(out, str_from(url.text));
    } else {
        buf_add_str(out, url.origin);
        buf_add_cstr(out, ROBOTS);
    }
    url_done(&url);
    return ST_OK;
}

static void say(struct step *t, enum verdict verdict, struct str detail)
{
    t->out->verdict = verdict;
    t->out->detail = detail;
}

static void add_sitemap(struct step *t, struct str url, uint64_t depth,
                        struct str named_by)
{
    t->asks[t->out->n++] = (struct ask){
        .url = url,
        .note = arena_printf(t->a, "sitemap %u %.*s", (unsigned)depth,
                             STR_FMT(str_slice(named_by, 0, 180))),
        .part = ASK_PAGE};
}

/* ---- robots.txt of a site ---- */

static void after_robots(struct step *t)
{
    const struct sitemap_facts *f = t->f;
    size_t n = 0;
    AUTO(auto_robots_free) struct robots *r = NULL;
    const struct str *sitemaps = NULL;
    if (!f->good && (f->status < 400 || f->status >= 500 || f->status == 429))
        return;                   /* nobody knows what it says */
    say(t, VERDICT_OK, STR_NONE); /* any other 4xx is one without rules */
    if (f->good && !robots_is_html(f->body)) {
        r = robots_parse(f->body, STR("skilltally"));
        sitemaps = robots_sitemaps(r, &n);
    }
    t->asks = arena_calloc(t->a, n + 1, sizeof *t->asks);
    for (size_t i = 0; i < n; i++)
        add_sitemap(t, arena_str(t->a, sitemaps[i]), 0, t->at.host);
    if (n == 0)
        add_sitemap(t, STR("/sitemap.xml"), 0, STR_NONE);
}

/* ---- A sitemap ---- */

/* url without what tells where a visitor came from. */
static struct str without_tracking(struct arena *a, struct str url)
{
    struct str rest, pair;
    size_t mark = str_find(url, STR("?"));
    if (mark == SIZE_MAX ||
        str_find(str_slice(url, mark, url.n), STR("utm_")) == SIZE_MAX)
        return url;
    AUTO(buf_done) struct buf out;
    buf_init(&out, URL_MAX_BYTES);
    buf_add_str(&out, str_slice(url, 0, mark));
    rest = str_slice(url, mark + 1, url.n);
    for (char glue = '?'; str_split(&rest, '&', &pair);) {
        if (str_starts(pair, STR("utm_")))
            continue;
        buf_add_char(&out, glue);
        buf_add_str(&out, pair);
        glue = '&';
    }
    return arena_str(a, buf_str(&out));
}

static bool is_fresh(const struct step *t, const struct sitemap_entry *e,
                     struct str url)
{
    const struct sitemap_facts *f = t->f;
    int64_t fetched = f->fetched ? f->fetched(f->ctx, url) : 0;
    return fetched > 0 && f->now_utc - fetched < SITEMAP_TRUST_S &&
           sitemap_is_unchanged(e, fetched);
}

static void add_page(struct step *t, const struct sitemap_entry *e,
                     struct str url)
{
    const struct source *s = t->source;
    url = without_tracking(t->a, url);
    if ((s->match.n && !sitemap_matches(s->match, url)) ||
        sitemap_matches(s->except, url))
        t->n_other++;
    else if (is_fresh(t, e, url))
        t->unchanged[t->out->n_unchanged++] = url;
    else
        t->asks[t->out->n++] = (struct ask){.url = url,
                                            .accept = STR(PAGE_ACCEPT),
                                            .note = STR("page"),
                                            .part = ASK_DETAIL,
                                            .may_be_gone = true};
}

static void add_entry(struct step *t, const struct sitemap *s,
                      const struct sitemap_entry *e)
{
    struct url loc = {0};
    struct err unused;
    if (url_resolve(&t->at, e->loc, &loc, &unused) != ST_OK) {
        t->n_bad++;
        return;
    }
    struct str url = arena_str(t->a, str_from(loc.text));
    if (!sitemap_may_list(&t->at, t->named_by, &loc))
        t->n_foreign++;
    else if (s->index)
        add_sitemap(t, url, t->depth + 1, t->named_by);
    else
        add_page(t, e, url);
    url_done(&loc);
}

/* What there is to say of a sitemap that was read. */
static void judge_sitemap(struct step *t, const struct sitemap *s)
{
    bool none = t->out->n + t->out->n_unchanged == 0;
    if (s->broken)
        say(t, VERDICT_PARSE_ERROR, arena_str(t->a, str_from(s->fault.msg)));
    else if (s->cut)
        say(t, VERDICT_TRUNCATED,
            arena_printf(t->a, "a sitemap of more than %u addresses",
                         SITEMAP_MAX_ENTRIES));
    else if (none && t->n_foreign > t->n_other)
        say(t, VERDICT_PARSE_ERROR,
            arena_printf(t->a,
                         "lists %zu addresses of other hosts, whose "
                         "robots.txt would have to name this sitemap",
                         t->n_foreign));
    else if (none && t->n_other > 0)
        say(t, VERDICT_EMPTY,
            arena_printf(t->a, "of %zu addresses none fits match and except",
                         t->n_other));
    else if (none)
        say(t, VERDICT_EMPTY, STR_NONE);
}

static void after_sitemap(struct step *t)
{
    struct sitemap s;
    struct err why;
    enum st st;
    if (!t->f->good)
        return;
    st = sitemap_parse(t->f->body, t->a, &s, &why);
    if (st == ST_OK && s.index && t->depth >= SITEMAP_MAX_DEPTH)
        st = err_set(&why, ST_BAD_INPUT, "indexes nested over %u deep",
                     SITEMAP_MAX_DEPTH);
    if (st != ST_OK) {
        say(t, VERDICT_PARSE_ERROR, arena_str(t->a, str_from(why.msg)));
        return;
    }
    t->asks = arena_calloc(t->a, s.n + 1, sizeof *t->asks);
    t->unchanged = arena_calloc(t->a, s.n + 1, sizeof *t->unchanged);
    for (size_t i = 0; i < s.n; i++)
        add_entry(t, &s, &s.v[i]);
    judge_sitemap(t, &s);
}

/* ---- Which it is ---- */

static bool read_note(struct step *t)
{
    struct str rest = t->f->note, word, depth;
    str_split(&rest, ' ', &word);
    if (!str_eq(word, STR("sitemap")) || !str_split(&rest, ' ', &depth))
        return false;
    t->named_by = rest.n ? rest : STR_NONE;
    return str_to_u64(depth, SITEMAP_MAX_DEPTH + 1, &t->depth);
}

void sitemap_next(const struct source *s, const struct sitemap_facts *f,
                  struct arena *a, struct sitemap_plan *out)
{
    struct step t = {.source = s, .f = f, .a = a, .out = out};
    struct err unused;
    *out = (struct sitemap_plan){.verdict = VERDICT_OK};
    if (url_parse(f->url, &t.at, &unused) != ST_OK)
        return;
    out->is_list = f->note.n == 0 || read_note(&t);
    if (out->is_list && f->note.n == 0 && sitemap_is_of_site(s))
        after_robots(&t);
    else if (out->is_list)
        after_sitemap(&t);
    out->v = t.asks;
    out->unchanged = t.unchanged;
    url_done(&t.at);
}
