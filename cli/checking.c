/* SPDX-License-Identifier: MIT */
#include "cli/checking.h"
#include "cli/own_presets.h"
#include "crawler/boards.h"
#include "crawler/sitemap_next.h"
#include "extract/readers.h"

struct check {
    const struct sources *sources;
    struct check_row *rows;
    struct arena *a, *page;
    struct own_presets own;
};

/* Of a site: its robots.txt, and the first sitemap that this names. */
static void on_list(struct check *c, struct crawl_fetch *f)
{
    const struct sitemap_facts facts = {.url = f->final_url,
                                        .note = f->ask->note,
                                        .status = f->status,
                                        .good = f->verdict == VERDICT_OK,
                                        .body = f->body,
                                        .now_utc = f->fetched_utc};
    struct sitemap_plan plan;
    struct err unused;
    sitemap_next(f->source, &facts, c->page, &plan);
    bool of_site = f->ask->note.n == 0 && sitemap_is_of_site(f->source);
    if (!facts.good && !(of_site && plan.n > 0))
        return;
    f->verdict = plan.verdict;
    f->detail = plan.detail;
    if (!of_site && plan.n > 0)
        c->rows[f->source - c->sources->v].detail =
            arena_printf(c->a, "lists %zu %s", plan.n,
                         plan.v[0].part == ASK_PAGE ? "sitemaps" : "pages");
    if (of_site && plan.n > 0 && crawl_follow(f, &plan.v[0], &unused) != ST_OK)
        f->verdict = VERDICT_PARSE_ERROR;
}

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
    if (board_kind_of(f->source)->lists_pages) {
        on_list(c, f);
        return ST_OK;
    }
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
    struct check_row *row = &c->rows[e->source - c->sources->v];
    (void)err;
    row->asked = true;
    row->verdict = e->verdict;
    row->status = e->status;
    row->n_postings = e->n_postings;
    row->url = arena_str(c->a, e->final_url);
    if (e->detail.n)
        row->detail = arena_str(c->a, e->detail);
    return ST_OK;
}

enum st check_sources(struct cli *cli, const struct sources *sources,
                      const struct crawl_options *how, struct arena *a,
                      struct check_row **rows, struct crawl_summary *sum,
                      struct err *err)
{
    struct check c = {.sources = sources, .a = a, .page = arena_new()};
    struct crawl_options o = *how;
    o.agent_token = "skilltally";
    o.tries = 1;
    o.now_utc = cli_now_utc;
    o.stop = &cli_stop;
    const struct crawl_hooks hooks = {.fetched = on_fetched,
                                      .source_done = on_done,
                                      .ctx = &c,
                                      .progress = &cli->progress};
    c.rows = arena_calloc(a, sources->n + 1, sizeof *c.rows);
    for (size_t i = 0; i < sources->n; i++)
        c.rows[i].source = &sources->v[i];
    own_presets_init(&c.own);
    progress_start(&cli->progress, "check", "sources");
    enum st st = own_presets_add(&c.own, sources, err);
    if (!st)
        st = crawl_run(sources, &o, NULL, &hooks, sum, err);
    progress_end(&cli->progress);
    own_presets_done(&c.own);
    arena_free(c.page);
    *rows = c.rows;
    return st;
}
