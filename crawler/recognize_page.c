/* SPDX-License-Identifier: MIT */
#include "crawler/recognize.h"
#include <stdlib.h>
#include <string.h>

#define ADDRESS_MAX_BYTES 500u
#define ADDRESSES_MAX     20000u /* looked at in one page */

struct look {
    struct str body;
    const struct url *at;
    struct arena *a;
    struct recognized *v;
    size_t n;
};

/* Names within the hosts that boards are on. */
static const char *const markers[] = {
    "greenhouse.io",     "lever.co",          "ashbyhq.com",
    "myworkdayjobs.com", "myworkdaysite.com", "smartrecruiters.com",
    "workable.com",      "recruitee.com",     ".jobs.personio.",
    ".teamtailor.com",   ".breezy.hr",        ".pinpointhq.com",
    ".bamboohr.com",
};

static void vote(struct look *l, const struct recognized *r, unsigned votes)
{
    for (size_t i = 0; i < l->n; i++) {
        if (!recognized_eq(&l->v[i], r))
            continue;
        l->v[i].votes += votes;
        return;
    }
    if (l->n == RECOGNIZE_MAX_BOARDS)
        return;
    l->v[l->n] = *r;
    l->v[l->n++].votes = votes;
}

static bool in_address(char c)
{
    return ascii_is_alnum(c) || (c && strchr("-._~:/?#@!$&*+,;=%\\", c));
}

/* The address around [from, to) of the body. */
static struct str address_around(struct str body, size_t from, size_t to)
{
    size_t least = from > ADDRESS_MAX_BYTES ? from - ADDRESS_MAX_BYTES : 0;
    while (from > least && in_address(body.p[from - 1]) &&
           !strchr(";=", body.p[from - 1]))
        from--;
    while (to < body.n && to - from < 2 * ADDRESS_MAX_BYTES &&
           in_address(body.p[to]))
        to++;
    while (to > from && strchr(".,;:!?", body.p[to - 1]))
        to--; /* of the sentence that it stands in */
    return str_slice(body, from, to);
}

/* s with "\/" for "/" and "&amp;" for "&" undone, behind begin. */
static struct str undone(struct arena *a, const char *begin, struct str s)
{
    AUTO(buf_done) struct buf out;
    buf_init(&out, 4 * ADDRESS_MAX_BYTES);
    buf_add_cstr(&out, begin);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\')
            continue;
        buf_add_char(&out, s.p[i]);
        if (s.p[i] == '&' && str_starts(str_slice(s, i, s.n), STR("&amp;")))
            i += sizeof "amp;" - 1;
    }
    return arena_str(a, buf_str(&out));
}

/* An address as markup and scripts write it, with or without a scheme. */
static struct str cleaned(struct arena *a, struct str s)
{
    size_t scheme = str_find(s, STR("//"));
    if (scheme == SIZE_MAX)
        scheme = str_find(s, STR("\\/\\/"));
    s = scheme == SIZE_MAX ? s : str_slice(s, scheme, s.n);
    while (s.n && (s.p[0] == '/' || s.p[0] == '\\'))
        s = str_slice(s, 1, s.n);
    return undone(a, "https://", s);
}

static void look_at(struct look *l, struct str address)
{
    struct url url = {0};
    struct err unused;
    struct recognized found;
    if (url_parse(cleaned(l->a, address), &url, &unused) != ST_OK)
        return;
    bool board = recognize_url(&url, l->a, &found) && found.board.n > 0;
    if (board)
        vote(l, &found, 1);
    url_done(&url);
}

static void look_for_addresses(struct look *l)
{
    for (size_t i = 0; i < sizeof markers / sizeof *markers; i++) {
        struct str marker = str_from(markers[i]);
        size_t at = 0;
        for (unsigned n = 0; n < ADDRESSES_MAX; n++) {
            size_t next = str_find(str_slice(l->body, at, l->body.n), marker);
            if (next == SIZE_MAX)
                break;
            at += next;
            look_at(l, address_around(l->body, at, at + marker.n));
            at += marker.n;
        }
    }
}

/* A number or word behind mark, within the body. */
static struct str word_behind(const struct look *l, struct str mark)
{
    size_t at = str_find(l->body, mark), to;
    if (at == SIZE_MAX)
        return STR_NONE;
    at += mark.n;
    while (at < l->body.n && strchr(" '\":=(", l->body.p[at]))
        at++;
    for (to = at; to < l->body.n && to - at < 100; to++)
        if (!ascii_is_alnum(l->body.p[to]) && !strchr("-_", l->body.p[to]))
            break;
    return str_slice(l->body, at, to);
}

/* Scripts that name their board without an address. */
static void look_for_scripts(struct look *l)
{
    struct str id = word_behind(l, STR("whr_embed("));
    if (id.n)
        vote(l,
             &(struct recognized){.kind = STR("workable"),
                                  .board = arena_str(l->a, id)},
             1);
}

static bool holds(const struct look *l, const char *text)
{
    return str_find(l->body, str_from(text)) != SIZE_MAX;
}

/* The first label of the page's host that says something. */
static struct str own_name(const struct look *l)
{
    struct str host = l->at->host, label = host, part;
    static const char *const said[] = {"www",    "jobs",     "job",  "careers",
                                       "career", "karriere", "work", "join"};
    while (str_split(&host, '.', &part)) {
        bool empty = false;
        for (size_t i = 0; i < sizeof said / sizeof *said; i++)
            empty |= str_eq(part, str_from(said[i]));
        if (!empty && host.p) {
            label = part;
            break;
        }
    }
    return arena_str(l->a, label);
}

/* Boards on hosts of the employer's own: their pages are made by the board, and
 * load its files. */
static void look_for_own_hosts(struct look *l)
{
    static const struct {
        const char *trace, *kind;
    } traces[] = {{"teamtailor-cdn.com", "teamtailor"},
                  {"recruitee-main", "recruitee"},
                  {"recruiteecdn.com", "recruitee"},
                  {"careers-analytics.recruitee.com", "recruitee"},
                  {"api.recruitee.com", "recruitee"},
                  {"recruitee-careers", "recruitee"}};
    bool any = l->n > 0;
    for (size_t i = 0; !any && i < sizeof traces / sizeof *traces; i++)
        if (holds(l, traces[i].trace))
            vote(l,
                 &(struct recognized){.kind = str_from(traces[i].kind),
                                      .board = own_name(l),
                                      .base = arena_str(l->a, l->at->origin)},
                 1);
}

/* The address of a feed that a link element names. */
static void look_for_feeds(struct look *l)
{
    static const char *const types[] = {"application/rss+xml",
                                        "application/atom+xml"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t at = str_find(l->body, str_from(types[i]));
        if (at == SIZE_MAX)
            continue;
        size_t from = at, to = at;
        while (from > 0 && l->body.p[from] != '<')
            from--;
        while (to < l->body.n && l->body.p[to] != '>')
            to++;
        struct look tag = *l;
        struct url url = {0};
        struct err unused;
        tag.body = str_slice(l->body, from, to);
        size_t href = str_find(tag.body, STR("href="));
        if (href == SIZE_MAX || to - from > 2 * ADDRESS_MAX_BYTES)
            continue;
        struct str rest = str_slice(tag.body, href + 6, tag.body.n), ref;
        str_split(&rest, tag.body.p[href + 5], &ref);
        if (url_resolve(l->at, undone(l->a, "", ref), &url, &unused) == ST_OK)
            vote(l,
                 &(struct recognized){.kind = STR("rss"),
                                      .url =
                                          arena_str(l->a, str_from(url.text))},
                 0);
        url_done(&url);
    }
}

static int by_votes(const void *a, const void *b)
{
    const struct recognized *x = a, *y = b;
    if (x->votes != y->votes)
        return x->votes < y->votes ? 1 : -1;
    int order = str_cmp(x->kind, y->kind);
    return order ? order : str_cmp(x->board, y->board);
}

size_t recognize_page(struct str body, const struct url *at, struct arena *a,
                      struct recognized **out)
{
    struct look l = {
        .body = body,
        .at = at,
        .a = a,
        .v = arena_calloc(a, RECOGNIZE_MAX_BOARDS, sizeof(struct recognized))};
    look_for_addresses(&l);
    look_for_scripts(&l);
    look_for_own_hosts(&l);
    if (holds(&l, "schema.org") && holds(&l, "JobPosting"))
        vote(&l,
             &(struct recognized){.kind = STR("page"),
                                  .url = arena_str(a, str_from(at->text))},
             0);
    look_for_feeds(&l);
    /* What is only a guess stays behind, in this order. */
    size_t boards = 0;
    while (boards < l.n && l.v[boards].votes > 0)
        boards++;
    qsort(l.v, boards, sizeof *l.v, by_votes);
    *out = l.v;
    return l.n;
}
