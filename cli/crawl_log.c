/* SPDX-License-Identifier: MIT */
#include "cli/crawl_log.h"
#include "base/date.h"
#include "base/json.h"
#include <stdio.h>

#define LINE_MAX_BYTES (256u << 10)

struct event {
    struct buf line;
    struct json_writer json;
};

static void begin(struct event *e, const char *name)
{
    char now[INSTANT_TEXT_BYTES];
    buf_init(&e->line, LINE_MAX_BYTES);
    json_init(&e->json, &e->line);
    json_begin_object(&e->json);
    json_key(&e->json, "time");
    json_cstr(&e->json, instant_format(cli_now_utc(), now));
    json_key(&e->json, "event");
    json_cstr(&e->json, name);
}

static void text(struct event *e, const char *key, struct str value)
{
    json_key(&e->json, key);
    json_str(&e->json, value);
}

static void number(struct event *e, const char *key, uint64_t n)
{
    json_key(&e->json, key);
    json_i64(&e->json, (int64_t)n);
}

/* One write, so that lines of several processes do not mix. */
static void end(struct event *e)
{
    json_end_object(&e->json);
    buf_add_char(&e->line, '\n');
    fputs(buf_cstr(&e->line), stderr);
    buf_done(&e->line);
}

static void on_line(void *ctx, enum log_level level, const char *line)
{
    static const char *const levels[] = {"error", "warning", "info", "debug"};
    struct event e;
    (void)ctx;
    begin(&e, "log");
    text(&e, "level", str_from(levels[level]));
    text(&e, "message", str_from(line));
    end(&e);
}

void crawl_log_begin(struct cli *cli)
{
    cli->log.sink = on_line;
    cli->progress.sink = NULL;
}

void crawl_log_resumed(size_t n_done, size_t n_left)
{
    struct event e;
    begin(&e, "resumed");
    number(&e, "sources_done", n_done);
    number(&e, "sources_left", n_left);
    end(&e);
}

void crawl_log_source(const struct crawl_end *s)
{
    struct event e;
    char started[INSTANT_TEXT_BYTES];
    begin(&e, "source");
    text(&e, "source", s->source->name);
    text(&e, "kind", s->source->kind);
    text(&e, "verdict", str_from(verdict_name(s->verdict)));
    text(&e, "detail", s->detail.n ? s->detail : STR_NONE);
    number(&e, "status", (uint64_t)s->status);
    text(&e, "url", s->final_url);
    number(&e, "requests", s->n_requests);
    number(&e, "requests_failed", s->n_failed);
    number(&e, "postings", s->n_postings);
    text(&e, "started", str_from(instant_format(s->started_utc, started)));
    text(&e, "file", s->ref.file[0] ? str_from(s->ref.file) : STR_NONE);
    number(&e, "offset", s->ref.offset);
    end(&e);
}

void crawl_log_end(const struct crawl_log_sums *s)
{
    struct event e;
    begin(&e, "end");
    number(&e, "schema_version", CRAWL_LOG_SCHEMA);
    number(&e, "sources", s->summary.n_sources);
    number(&e, "answered", s->summary.n_ok);
    number(&e, "failed", s->summary.n_failed);
    number(&e, "left", s->summary.n_left);
    number(&e, "requests", s->summary.n_requests);
    number(&e, "bytes", s->summary.bytes);
    number(&e, "postings", s->n_postings);
    number(&e, "postings_new", s->counts.added);
    number(&e, "postings_changed", s->counts.changed);
    number(&e, "postings_closed", s->n_closed);
    number(&e, "answers_unchanged", s->n_unchanged);
    number(&e, "skipped", s->counts.bad);
    end(&e);
}

int crawl_log_fail(const struct err *err)
{
    struct event e;
    begin(&e, "error");
    text(&e, "message", str_from(err->msg));
    end(&e);
    return st_exit_code(err->code);
}
