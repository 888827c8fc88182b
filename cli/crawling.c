/* SPDX-License-Identifier: MIT */
#include "cli/crawling.h"
#include "cli/ingest.h"
#include "cli/version.h"
#include "store/archive.h"

struct crawl {
    struct cli *cli;
    struct ingest ingest;
    bool extract;
    size_t n_failed;
    struct buf failures; /* a line per failed source, for the end */
};

static bool is_failure(enum verdict v)
{
    return v != VERDICT_OK && v != VERDICT_EMPTY;
}

/* Extract the answer; what it turns out to be may lower the verdict. */
static enum st extract_answer(struct crawl *c, struct crawl_fetch *f,
                              uint64_t *n, struct err *err)
{
    struct err why = {0};
    struct record_info info = {.source = f->source->name,
                               .kind = f->source->kind,
                               .url = f->url,
                               .ref = &f->ref,
                               .fetched_utc = f->fetched_utc,
                               .status = f->status};
    struct ingest_answer answer = {.kind = f->source->kind,
                                   .source = f->source->name,
                                   .board = f->source->board,
                                   .company = f->source->company,
                                   .url = f->url,
                                   .content_type = f->content_type,
                                   .body = f->body,
                                   .place = f->url,
                                   .seen_utc = f->fetched_utc};
    bool known;
    enum st st = postings_put_record(c->ingest.store, &info, &answer.record_id,
                                     &known, err);
    if (st)
        return st;
    st = ingest_put(&c->ingest, &answer, n, &why);
    if (st == ST_BAD_INPUT || st == ST_TOO_BIG) {
        f->verdict = VERDICT_PARSE_ERROR;
        f->detail = arena_str(c->ingest.page, str_from(why.msg));
        return postings_put_skip(c->ingest.store, f->source->name, f->url,
                                 f->detail, f->fetched_utc, err);
    }
    if (st)
        *err = why;
    else if (*n == 0)
        f->verdict = VERDICT_EMPTY;
    return st;
}

static void note_failure(struct crawl *c, const struct crawl_fetch *f)
{
    c->n_failed++;
    buf_printf(&c->failures, "  %-28.*s %-12s %.*s (%.*s)\n",
               STR_FMT(f->source->name), verdict_name(f->verdict),
               STR_FMT(f->detail), STR_FMT(f->url));
}

static enum st record_answer(struct crawl *c, struct crawl_fetch *f,
                             struct err *err)
{
    uint64_t n = 0;
    enum st st = ST_OK;
    if (c->extract && f->verdict == VERDICT_OK && f->ref.file[0])
        st = extract_answer(c, f, &n, err);
    struct source_state state = {.name = f->source->name,
                                 .kind = f->source->kind,
                                 .verdict = str_from(verdict_name(f->verdict)),
                                 .detail = f->detail,
                                 .crawled_utc = f->fetched_utc,
                                 .status = f->status,
                                 .n_postings = n};
    if (!st)
        st = postings_put_source(c->ingest.store, &state, err);
    log_line(&c->cli->log, LOG_INFO, "%.*s: %s, %llu postings",
             STR_FMT(f->source->name), verdict_name(f->verdict),
             (unsigned long long)n);
    return st;
}

static enum st on_fetched(void *ctx, struct crawl_fetch *f, struct err *err)
{
    struct crawl *c = ctx;
    enum st st = postings_begin(c->ingest.store, err);
    if (!st)
        st = record_answer(c, f, err);
    if (!st)
        st = postings_commit(c->ingest.store, err);
    if (st)
        postings_rollback(c->ingest.store);
    else if (is_failure(f->verdict))
        note_failure(c, f);
    return st;
}

static void print_summary(struct crawl *c, const struct crawl_summary *s)
{
    cli_note(c->cli,
             "crawled %zu sources: %zu answered, %zu failed, %zu not begun; "
             "%llu postings (%llu new, %llu changed)",
             s->n_sources, s->n_sources - c->n_failed - s->n_left, c->n_failed,
             s->n_left, (unsigned long long)c->ingest.counts.postings,
             (unsigned long long)c->ingest.counts.added,
             (unsigned long long)c->ingest.counts.changed);
    if (c->failures.n)
        cli_note(c->cli, "failed:\n%.*s", (int)c->failures.n - 1,
                 c->failures.p);
}

static enum st crawl_all(struct crawl *c, const struct sources *sources,
                         const struct crawl_options *options,
                         struct crawl_summary *summary, struct err *err)
{
    const struct crawl_hooks hooks = {.fetched = on_fetched,
                                      .ctx = c,
                                      .log = &c->cli->log,
                                      .progress = &c->cli->progress};
    struct archive_writer *w = NULL;
    enum st st = archive_writer_open(c->cli->archive, cli_software,
                                     cli_now_utc(), &w, err);
    if (st)
        return st;
    progress_start(&c->cli->progress, "crawl", "boards");
    st = crawl_run(sources, options, w, &hooks, summary, err);
    progress_end(&c->cli->progress);
    if (st) {
        archive_writer_abort(w);
        return st;
    }
    st = archive_writer_close(w, err);
    return st ? st : ingest_stamp(&c->ingest, err);
}

int crawl_home(struct cli *cli, const struct sources *sources,
               const struct crawl_options *options, bool extract)
{
    struct crawl c = {.cli = cli, .extract = extract};
    struct crawl_summary summary = {0};
    struct err err = {0};
    buf_init(&c.failures, 1u << 20);
    enum st st = cli_lock_home(cli, &err);
    if (!st)
        st = archive_recover(cli->archive, &cli->log, &err);
    if (!st)
        st = ingest_open(&c.ingest, cli, &err);
    if (!st)
        st = crawl_all(&c, sources, options, &summary, &err);
    int code = EXIT_DONE;
    if (st) {
        code = cli_fail(cli, &err);
    } else {
        print_summary(&c, &summary);
        if (c.n_failed || c.ingest.counts.bad)
            code = EXIT_PARTLY;
        if (summary.n_left)
            code = st_exit_code(ST_BUSY);
    }
    ingest_done(&c.ingest);
    buf_done(&c.failures);
    return code;
}
