/* SPDX-License-Identifier: MIT */
#include "cli/checking.h"
#include "base/arena.h"
#include "cli/own_presets.h"
#include "crawler/crawl.h"
#include "extract/readers.h"

#define OUT_MAX_BYTES (64u << 20)

struct check {
    struct cli *cli;
    struct arena *page;
    struct own_presets own;
    struct buf out;
};

/* Read the answer as a crawl would, but for what it leads to. */
static enum st on_fetched(void *ctx, struct crawl_fetch *f, struct err *err)
{
    struct check *c = ctx;
    const struct reader_input input = {
        .body = f->body,
        .url = f->final_url,
        .content_type = f->content_type,
        .board = f->source->board,
        .preset = own_presets_find(&c->own, f->source->kind)};
    struct raw_list list;
    struct err why = {0};
    (void)err;
    arena_reset(c->page);
    if (f->verdict != VERDICT_OK)
        return ST_OK;
    if (reader_read(f->source->kind, &input, c->page, &list, &why) != ST_OK) {
        f->verdict = VERDICT_PARSE_ERROR;
        f->detail = arena_str(c->page, str_from(why.msg));
        return ST_OK;
    }
    f->n_postings = list.total > list.n ? list.total : list.n;
    if (list.n == 0 && list.n_lists == 0 && list.n_entries == 0)
        f->verdict = VERDICT_EMPTY;
    return ST_OK;
}

static enum st on_done(void *ctx, struct crawl_end *e, struct err *err)
{
    struct check *c = ctx;
    (void)err;
    buf_printf(&c->out, "%.*s\t%s\t%llu\t", STR_FMT(e->source->name),
               verdict_name(e->verdict), (unsigned long long)e->n_postings);
    if (e->status)
        buf_printf(&c->out, "%d", e->status);
    buf_printf(&c->out, "\t%.*s\t%.*s\n", STR_FMT(e->final_url),
               STR_FMT(e->detail));
    return ST_OK;
}

int check_sources(struct cli *cli, const struct sources *sources,
                  const struct crawl_options *how)
{
    struct check c = {.cli = cli, .page = arena_new()};
    struct crawl_summary sum = {0};
    struct err err = {0};
    struct crawl_options o = *how;
    o.agent_token = "skilltally";
    o.tries = 1;
    o.now_utc = cli_now_utc;
    o.stop = &cli_stop;
    const struct crawl_hooks hooks = {.fetched = on_fetched,
                                      .source_done = on_done,
                                      .ctx = &c,
                                      .progress = &cli->progress};
    buf_init(&c.out, OUT_MAX_BYTES);
    buf_add_cstr(&c.out, "name\tverdict\tpostings\tstatus\turl\tdetail\n");
    cli_catch_signals();
    progress_start(&cli->progress, "check", "sources");
    own_presets_init(&c.own);
    enum st st = own_presets_add(&c.own, sources, &err);
    if (!st)
        st = crawl_run(sources, &o, NULL, &hooks, &sum, &err);
    if (!st)
        st = cli_print(buf_str(&c.out), &err);
    int code = EXIT_DONE;
    if (st)
        code = cli_fail(cli, &err);
    else if (sum.n_left)
        code = st_exit_code(ST_BUSY);
    else if (sum.n_failed)
        code = EXIT_PARTLY;
    if (!st)
        cli_note(cli, "%zu sources asked: %zu answered, %zu failed",
                 sum.n_sources - sum.n_left, sum.n_ok, sum.n_failed);
    buf_done(&c.out);
    arena_free(c.page);
    own_presets_done(&c.own);
    return code;
}
