/* SPDX-License-Identifier: MIT */
#include "cli/sources_table.h"
#include "base/date.h"
#include "base/json.h"
#include "crawler/boards.h"
#include "store/postings.h"
#include <stdlib.h>

#define OUT_MAX_BYTES  (64u << 20)
#define SCHEMA_VERSION 1

static void begin_json(struct json_writer *w, struct buf *out)
{
    json_init(w, out);
    w->indent = 2;
    json_begin_object(w);
    json_key(w, "schema_version");
    json_i64(w, SCHEMA_VERSION);
    json_key(w, "sources");
    json_begin_array(w);
}

static enum st end_json(struct json_writer *w, struct buf *out, struct err *err)
{
    json_end_array(w);
    json_end_object(w);
    buf_add_char(out, '\n');
    return cli_print(buf_str(out), err);
}

static void json_text(struct json_writer *w, const char *key, struct str s)
{
    json_key(w, key);
    json_str(w, s.n ? s : STR_NONE);
}

/* ---- What a check found ---- */

static void json_checked(const struct check_row *r, struct json_writer *w)
{
    json_begin_object(w);
    json_text(w, "name", r->source->name);
    json_text(w, "kind", r->source->kind);
    json_key(w, "verdict");
    json_cstr(w, r->asked ? verdict_name(r->verdict) : NULL);
    json_key(w, "postings");
    json_i64(w, (int64_t)r->n_postings);
    json_key(w, "http_status");
    if (r->status)
        json_i64(w, r->status);
    else
        json_null(w);
    json_text(w, "url", r->url);
    json_text(w, "detail", r->detail);
    json_end_object(w);
}

static void text_checked(const struct check_row *r, struct buf *out)
{
    if (!r->asked)
        return;
    buf_printf(out, "%.*s\t%s\t%llu\t", STR_FMT(r->source->name),
               verdict_name(r->verdict), (unsigned long long)r->n_postings);
    if (r->status)
        buf_printf(out, "%d", r->status);
    buf_printf(out, "\t%.*s\t%.*s\n", STR_FMT(r->url), STR_FMT(r->detail));
}

enum st sources_table_checked(const struct check_row *rows, size_t n, bool json,
                              struct err *err)
{
    AUTO(buf_done) struct buf out;
    struct json_writer w;
    buf_init(&out, OUT_MAX_BYTES);
    if (json) {
        begin_json(&w, &out);
        for (size_t i = 0; i < n; i++)
            json_checked(&rows[i], &w);
        return end_json(&w, &out, err);
    }
    buf_add_cstr(&out, "name\tverdict\tpostings\tstatus\turl\tdetail\n");
    for (size_t i = 0; i < n; i++)
        text_checked(&rows[i], &out);
    return cli_print(buf_str(&out), err);
}

/* ---- What a crawl would visit ---- */

static int by_name(const void *key, const void *row)
{
    const struct str *name = key;
    return str_cmp(*name, ((const struct source_state *)row)->name);
}

static int row_by_name(const void *a, const void *b)
{
    return str_cmp(((const struct source_state *)a)->name,
                   ((const struct source_state *)b)->name);
}

/* How the last crawls went; nothing when there was none. */
static enum st load_states(struct cli *cli, struct arena *a,
                           struct source_state **v, size_t *n, struct err *err)
{
    AUTO(auto_postings_free) struct postings *store = NULL;
    *n = 0;
    enum st st = postings_open_read(cli->store, &store, err);
    if (st == ST_NO_INPUT)
        return ST_OK;
    if (!st)
        st = postings_sources(store, a, v, n, err);
    if (!st && *n > 0)
        qsort(*v, *n, sizeof **v, row_by_name);
    return st;
}

static void json_listed(const struct source *s, const char *url,
                        const struct source_state *last, struct json_writer *w)
{
    char when[INSTANT_TEXT_BYTES];
    json_begin_object(w);
    json_text(w, "name", s->name);
    json_text(w, "kind", s->kind);
    json_text(w, "board", s->board);
    json_text(w, "company", s->company);
    json_key(w, "url");
    json_cstr(w, url);
    json_text(w, "last_verdict", last ? last->verdict : STR_NONE);
    json_text(w, "last_detail", last ? last->detail : STR_NONE);
    json_key(w, "last_crawl");
    json_cstr(w, last && last->crawled_utc
                     ? instant_format(last->crawled_utc, when)
                     : NULL);
    json_key(w, "postings_open");
    json_i64(w, last ? (int64_t)last->n_open : 0);
    json_end_object(w);
}

static void text_listed(const struct source *s, const char *url,
                        const struct source_state *last, struct buf *out)
{
    char day[DATE_TEXT_BYTES] = "";
    if (last && last->crawled_utc)
        date_format(date_from_utc(last->crawled_utc), day);
    buf_printf(out, "%.*s\t%.*s\t%.*s\t%s\t%.*s\t%s\n", STR_FMT(s->name),
               STR_FMT(s->kind), STR_FMT(s->company), url,
               STR_FMT(last ? last->verdict : STR_NONE), day);
}

enum st sources_table_listed(struct cli *cli, const struct sources *sources,
                             bool json, struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(buf_done) struct buf out;
    struct json_writer w;
    struct source_state *states = NULL;
    size_t n;
    buf_init(&out, OUT_MAX_BYTES);
    enum st st = load_states(cli, a, &states, &n, err);
    if (json)
        begin_json(&w, &out);
    else
        buf_add_cstr(&out, "name\tkind\tcompany\turl\tlast verdict\tlast "
                           "crawl\n");
    for (size_t i = 0; !st && i < sources->n; i++) {
        const struct source *s = &sources->v[i];
        struct url url = {0};
        const struct source_state *last =
            n ? bsearch(&s->name, states, n, sizeof *states, by_name) : NULL;
        st = board_url(s, &url, err);
        if (!st && json)
            json_listed(s, url.text, last, &w);
        else if (!st)
            text_listed(s, url.text, last, &out);
        url_done(&url);
    }
    if (st)
        return st;
    return json ? end_json(&w, &out, err) : cli_print(buf_str(&out), err);
}
