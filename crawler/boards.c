/* SPDX-License-Identifier: MIT */
#include "crawler/boards.h"

#define JSON "application/json"
#define HTML "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"

static const struct board_kind kinds[] = {
    {"greenhouse", "https://boards-api.greenhouse.io", "/v1/boards/",
     "/jobs?content=true", JSON},
    /* A browser's Accept would get HTML, mode=json or not. */
    {"lever", "https://api.lever.co", "/v0/postings/", "?mode=json", JSON},
    {"ashby", "https://api.ashbyhq.com", "/posting-api/job-board/",
     "?includeCompensation=true", JSON},
    {"page", NULL, NULL, NULL, HTML},
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
    if (str_ends(base, STR("/")))
        base.n--;
    AUTO(buf_done) struct buf text;
    buf_init(&text, 4 * URL_MAX_BYTES);
    buf_add_str(&text, base);
    buf_add_cstr(&text, kind->before);
    url_encode(&text, s->board);
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
