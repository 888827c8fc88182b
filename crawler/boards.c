/* SPDX-License-Identifier: MIT */
#include "crawler/boards.h"

#define JSON "application/json"
#define XML  "application/xml,text/xml;q=0.9,*/*;q=0.5"
#define HTML "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"

static const struct board_kind kinds[] = {
    {"greenhouse", "https://boards-api.greenhouse.io", "/v1/boards/",
     "/jobs?content=true", JSON, NULL},
    /* A browser's Accept would get HTML, mode=json or not. */
    {"lever", "https://api.lever.co", "/v0/postings/", "?mode=json", JSON,
     NULL},
    {"ashby", "https://api.ashbyhq.com", "/posting-api/job-board/",
     "?includeCompensation=true", JSON, NULL},
    {"page", NULL, NULL, NULL, HTML, NULL},
    /* Those that give all there is in one answer. */
    {"workable", "https://apply.workable.com", "/api/v1/widget/accounts/",
     "?details=true", JSON, NULL},
    {"recruitee", "https://", "", "/api/offers", JSON, ".recruitee.com"},
    /* Without a language some boards send empty texts. */
    {"personio", "https://", "", "/xml?language=en", XML, ".jobs.personio.de"},
    {"breezy", "https://", "", "/json?verbose=true", JSON, ".breezy.hr"},
    {"hn", NULL, NULL, NULL, JSON, NULL},
    {"remoteok", NULL, NULL, NULL, JSON, NULL},
    {"remotive", NULL, NULL, NULL, JSON, NULL},
    {"jobicy", NULL, NULL, NULL, JSON, NULL},
    {"rss", NULL, NULL, NULL, XML, NULL},
};

const struct board_kind *board_kinds(size_t *n)
{
    *n = sizeof kinds / sizeof *kinds;
    return kinds;
}

const struct board_kind *board_kind(struct str name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(name, str_from(kinds[i].name)))
            return &kinds[i];
    return NULL;
}

enum st board_url(const struct source *s, struct url *out, struct err *err)
{
    const struct board_kind *kind = board_kind(s->kind);
    if (!kind)
        return err_set(err, ST_BUG, "no kind \"%.*s\"", STR_FMT(s->kind));
    if (!kind->base)
        return url_parse(s->url, out, err);
    struct str base = s->base.p ? s->base : str_from(kind->base);
    AUTO(buf_done) struct buf text;
    buf_init(&text, 4 * URL_MAX_BYTES);
    if (s->base.p && str_ends(base, STR("/")))
        base.n--;
    buf_add_str(&text, base);
    buf_add_cstr(&text, kind->before);
    if (!kind->domain || !s->base.p)
        url_encode(&text, s->board);
    if (kind->domain && !s->base.p)
        buf_add_cstr(&text, kind->domain);
    buf_add_cstr(&text, kind->after);
    return url_parse(buf_str(&text), out, err);
}

struct str board_accept(const struct source *s)
{
    return str_from(board_kind(s->kind)->accept);
}

void board_ask(const struct source *s, struct ask *out)
{
    *out = (struct ask){.accept = board_accept(s), .part = ASK_PAGE};
}
