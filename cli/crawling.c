/* SPDX-License-Identifier: MIT */
#include "cli/crawling.h"
#include "base/file.h"
#include "cli/crawl_log.h"
#include "cli/following.h"
#include "cli/ingest.h"
#include "cli/metrics.h"
#include "cli/reading.h"
#include "cli/version.h"
#include "crawler/boards.h"
#include "store/archive.h"
#include "store/runs.h"

#define PATH_MAX_BYTES 4096

struct crawl {
    struct cli *cli;
    struct ingest ingest;
    struct archive_writer *archive;
    struct arena *known; /* what the hook `known` said last */
    struct arena *words; /* of one answer or one source */
    struct following *following;
    struct reading *reading;
    bool extract;
    bool json;  /* events instead of words, but for --quiet */
    bool in_tx; /* the store has what is not settled yet */
    size_t n_failed, n_closed, n_unchanged;
    uint64_t n_postings;
    struct buf failures; /* a line per failed source, for the end */
    struct buf remarks;  /* and per source that is to be looked at */
};

/* ---- Answers ---- */

static enum st on_known(void *ctx, const struct source *source, struct str url,
                        struct crawl_known *out, bool *there, struct err *err)
{
    struct crawl *c = ctx;
    struct known_record known;
    arena_reset(c->known);
    enum st st = postings_known(c->ingest.store, source->name, url, c->known,
                                &known, there, err);
    if (!st && *there)
        *out = (struct crawl_known){.id = known.id,
                                    .ref = known.ref,
                                    .fetched_utc = known.fetched_utc,
                                    .etag = known.etag,
                                    .last_modified = known.last_modified};
    return st;
}

static struct ingest_answer answer_of(const struct crawl_fetch *f)
{
    return (struct ingest_answer){.kind = f->source->kind,
                                  .source = f->source->name,
                                  .board = f->source->board,
                                  .company = f->source->company,
                                  .url = f->final_url,
                                  .content_type = f->content_type,
                                  .body = f->body,
                                  .note = f->ask->note,
                                  .place = f->final_url,
                                  .seen_utc = f->fetched_utc};
}

/* Not what its kind promises: that lowers the verdict. */
static void note_fault(struct crawl *c, struct crawl_fetch *f, const char *why)
{
    f->verdict = VERDICT_PARSE_ERROR;
    f->detail = arena_str(c->words, str_from(why));
}

static bool is_fault(enum st st)
{
    return st == ST_BAD_INPUT || st == ST_TOO_BIG;
}

/* Beside the loop. Without extraction only kinds whose answers may lead to more
 * are read. */
static void *on_read(void *ctx, const struct crawl_fetch *f)
{
    struct crawl *c = ctx;
    const struct ingest_answer answer = answer_of(f);
    if (!c->extract && !board_leads_on(board_kind_of(f->source)))
        return NULL;
    return reading_take(c->reading, &answer);
}

static void on_drop(void *ctx, void *read)
{
    struct crawl *c = ctx;
    reading_drop(c->reading, read);
}

/* What an answer leads to, when nothing is stored. */
static enum st follow_only(struct crawl *c, struct crawl_fetch *f,
                           struct err *err)
{
    const struct answer_read *read = f->read;
    uint64_t n;
    if (!read)
        return ST_OK;
    if (!read->st)
        return following_take(c->following, f, &read->list, NULL, &n, err);
    if (is_fault(read->st))
        return note_fault(c, f, read->err.msg), ST_OK;
    *err = read->err;
    return read->st;
}

/* Store what was read of an answer that is noted as record, and ask for what
 * follows it; what it turns out to be may lower the verdict. */
static enum st put_answer(struct crawl *c, struct crawl_fetch *f,
                          const struct ingest_answer *answer,
                          struct answer_read *read, struct err *err)
{
    struct postings *store = c->ingest.store;
    uint64_t n_more = 0;
    if (is_fault(read->st)) {
        note_fault(c, f, read->err.msg);
        return postings_put_skip(store, f->source->name, answer->place,
                                 f->detail, f->fetched_utc, err);
    }
    if (read->st) {
        *err = read->err;
        return read->st;
    }
    enum st st =
        following_take(c->following, f, &read->list, store, &n_more, err);
    if (!st)
        st = ingest_put_list(&c->ingest, answer, &read->list, read->postings,
                             err);
    if (read->list.n == 0 && n_more == 0)
        f->verdict = VERDICT_EMPTY;
    return st ? st
              : postings_record_read(store, answer->record_id, f->etag,
                                     f->last_modified, read->list.n, n_more,
                                     err);
}

static enum st new_answer(struct crawl *c, struct crawl_fetch *f,
                          struct err *err)
{
    struct record_info info = {.source = f->source->name,
                               .kind = f->source->kind,
                               .url = f->final_url,
                               .ref = &f->ref,
                               .fetched_utc = f->fetched_utc,
                               .status = f->status,
                               .note = f->ask->note};
    struct ingest_answer answer = answer_of(f);
    bool known;
    enum st st = postings_put_record(c->ingest.store, &info, &answer.record_id,
                                     &known, err);
    return st ? st : put_answer(c, f, &answer, f->read, err);
}

/* The same content once more, from the archive: what it leads to has to be
 * asked again. */
static enum st read_again(struct crawl *c, struct crawl_fetch *f,
                          struct err *err)
{
    AUTO(auto_archive_reader_free) struct archive_reader *r = NULL;
    struct archive_record record;
    struct ingest_answer answer = answer_of(f);
    enum st st = archive_reader_open_ref(c->cli->archive, &f->ref, &r, err);
    if (!st && archive_next(r, &record, err) != ARCHIVE_RECORD)
        st = ST_BAD_INPUT;
    if (st) { /* it will be fetched whole when the store forgets it */
        f->verdict = VERDICT_PARSE_ERROR;
        f->detail = arena_printf(c->words,
                                 "unchanged, but not to be read in "
                                 "the archive: %s",
                                 err->msg);
        return ST_OK;
    }
    f->body = answer.body = record.body;
    f->content_type = answer.content_type = record.content_type;
    f->status = record.status;
    answer.record_id = f->known;
    struct answer_read *read = reading_take(c->reading, &answer);
    st = put_answer(c, f, &answer, read, err);
    reading_drop(c->reading, read);
    return st;
}

static enum st same_answer(struct crawl *c, struct crawl_fetch *f,
                           struct err *err)
{
    struct known_record known;
    bool there = false;
    uint64_t n = 0;
    arena_reset(c->known);
    enum st st = postings_known(c->ingest.store, f->source->name, f->final_url,
                                c->known, &known, &there, err);
    if (!st)
        st = postings_touch(c->ingest.store, f->known, f->fetched_utc,
                            f->ask->note, &n, err);
    if (st)
        return st;
    c->n_unchanged++;
    if (!there || known.n_followed > 0 || n < known.n_postings)
        return read_again(c, f, err);
    f->n_postings = following_is_counted(f->ask) ? 0 : n;
    if (n == 0)
        f->verdict = VERDICT_EMPTY;
    return ST_OK;
}

static enum st take_answer(struct crawl *c, struct crawl_fetch *f,
                           struct err *err)
{
    if (f->verdict != VERDICT_OK || !f->ref.file[0])
        return following_failed(c->following, f, err);
    if (!c->extract)
        return follow_only(c, f, err);
    return f->unchanged ? same_answer(c, f, err) : new_answer(c, f, err);
}

/* Answers that came together are stored together. */
static enum st begin(struct crawl *c, struct err *err)
{
    enum st st = c->in_tx ? ST_OK : postings_begin(c->ingest.store, err);
    c->in_tx = !st;
    return st;
}

static enum st on_settle(void *ctx, struct err *err)
{
    struct crawl *c = ctx;
    if (!c->in_tx)
        return ST_OK;
    c->in_tx = false;
    enum st st = archive_writer_sync(c->archive, err);
    return st ? st : postings_commit(c->ingest.store, err);
}

static enum st on_fetched(void *ctx, struct crawl_fetch *f, struct err *err)
{
    struct crawl *c = ctx;
    arena_reset(c->words);
    enum st st = begin(c, err);
    return st ? st : take_answer(c, f, err);
}

/* ---- Sources ---- */

static void add_line(struct buf *out, const struct crawl_end *e)
{
    buf_printf(out, "  %-28.*s %-12s %.*s (%.*s)\n", STR_FMT(e->source->name),
               verdict_name(e->verdict), STR_FMT(e->detail),
               STR_FMT(e->final_url));
}

/* The verdict stands in the archive too, so that a store that is made anew has
 * it. */
static enum st archive_verdict(struct crawl *c, const struct crawl_row *row,
                               struct err *err)
{
    struct buf fields;
    char start[INSTANT_TEXT_BYTES];
    buf_init(&fields, ARCHIVE_HEAD_MAX_BYTES);
    buf_printf(&fields, "crawl-started: %s\r\nverdict: %.*s\r\n",
               instant_format(row->started_utc, start), STR_FMT(row->verdict));
    if (row->detail.n)
        buf_printf(&fields, "detail: %.*s\r\n", STR_FMT(row->detail));
    buf_printf(&fields,
               "status: %d\r\nrequests: %llu\r\nrequests-failed: %llu\r\n",
               row->status, (unsigned long long)row->n_requests,
               (unsigned long long)row->n_failed);
    if (c->extract) /* else nobody has counted */
        buf_printf(&fields, "postings: %llu\r\n",
                   (unsigned long long)row->n_postings);
    enum st st =
        archive_write_metadata(c->archive, row->final_url, buf_str(&fields),
                               row->source, row->kind, row->ended_utc, err);
    buf_done(&fields);
    return st;
}

static enum st on_source_done(void *ctx, struct crawl_end *e, struct err *err)
{
    struct crawl *c = ctx;
    arena_reset(c->words);
    following_end(c->following, e->source);
    if (c->extract && e->verdict == VERDICT_OK && e->n_postings == 0)
        e->verdict = VERDICT_EMPTY;
    struct crawl_row row = {.source = e->source->name,
                            .kind = e->source->kind,
                            .verdict = str_from(verdict_name(e->verdict)),
                            .detail = e->detail,
                            .final_url = e->final_url,
                            .started_utc = e->started_utc,
                            .ended_utc = e->ended_utc,
                            .status = e->status,
                            .evidence = e->ref,
                            .n_requests = e->n_requests,
                            .n_failed = e->n_failed,
                            .n_postings = e->n_postings};
    enum st st = begin(c, err);
    if (!st && c->extract)
        st = postings_put_crawl(c->ingest.store, c->words, &row, err);
    struct crawl_row plain = row;
    plain.detail = e->detail; /* without what is found by comparing */
    if (!st)
        st = archive_verdict(c, &plain, err);
    if (st)
        return st;
    e->detail = row.detail;
    c->n_closed += row.n_closed;
    c->n_postings += e->n_postings;
    if (c->json)
        crawl_log_source(e);
    if (!verdict_is_success(e->verdict) && !e->as_asked) {
        c->n_failed++;
        add_line(&c->failures, e);
    } else if (row.shrunk_from || e->as_asked) {
        add_line(&c->remarks, e);
    }
    return ST_OK;
}

static void on_resumed(void *ctx, size_t n_done, size_t n_left)
{
    struct crawl *c = ctx;
    if (c->json)
        crawl_log_resumed(n_done, n_left);
    else
        cli_note(c->cli, "resumed: %zu sources done, %zu to go", n_done,
                 n_left);
}

static void log_summary(const struct crawl *c, const struct crawl_summary *s)
{
    const struct crawl_log_sums sums = {.summary = *s,
                                        .counts = c->ingest.counts,
                                        .n_postings = c->n_postings,
                                        .n_closed = c->n_closed,
                                        .n_unchanged = c->n_unchanged};
    crawl_log_end(&sums);
}

static void print_summary(struct crawl *c, const struct crawl_summary *s)
{
    if (c->json) {
        log_summary(c, s);
        return;
    }
    cli_note(c->cli,
             "crawled %zu sources: %zu answered, %zu failed, %zu not begun; "
             "%llu postings (%llu new, %llu changed), %zu answers unchanged",
             s->n_sources, s->n_ok, s->n_failed, s->n_left,
             (unsigned long long)c->n_postings,
             (unsigned long long)c->ingest.counts.added,
             (unsigned long long)c->ingest.counts.changed, c->n_unchanged);
    if (c->n_closed)
        cli_note(c->cli,
                 "%zu postings closed: two good crawls did not see them",
                 c->n_closed);
    if (c->remarks.n)
        cli_note(c->cli, "to be looked at:\n%.*s", (int)c->remarks.n - 1,
                 c->remarks.p);
    if (s->n_left)
        cli_note(c->cli,
                 "%s: %zu sources remain; the same command goes on with them",
                 s->out_of_time ? "the time for the crawl is over" : "stopped",
                 s->n_left);
    if (c->failures.n)
        cli_note(c->cli, "failed:\n%.*s", (int)c->failures.n - 1,
                 c->failures.p);
}

static enum st crawl_all(struct crawl *c, const struct sources *sources,
                         const struct crawl_options *options,
                         struct crawl_summary *summary, struct err *err)
{
    const struct crawl_hooks hooks = {.known = c->extract ? on_known : NULL,
                                      .read = on_read,
                                      .drop = on_drop,
                                      .fetched = on_fetched,
                                      .source_done = on_source_done,
                                      .settle = on_settle,
                                      .sources_told = c->json,
                                      .resumed = on_resumed,
                                      .ctx = c,
                                      .log = &c->cli->log,
                                      .progress = &c->cli->progress};
    struct archive_writer *w = NULL;
    enum st st = archive_recover(c->cli->archive, &c->cli->log, err);
    if (!st)
        st = archive_writer_open(c->cli->archive, cli_software, cli_now_utc(),
                                 &w, err);
    if (st)
        return st;
    c->archive = w;
    c->following = following_new(sources);
    c->reading = reading_new(&c->ingest, c->extract);
    progress_start(&c->cli->progress, "crawl", "boards");
    st = own_presets_archive(&c->ingest.own, w, cli_now_utc(), err);
    if (!st)
        st = crawl_run(sources, options, w, &hooks, summary, err);
    progress_end(&c->cli->progress);
    if (st) {
        archive_writer_abort(w);
        return st;
    }
    st = archive_writer_close(w, err);
    return st ? st : ingest_stamp(&c->ingest, err);
}

/* What is kept while a run lasts, in HOME/crawl.db. */
static enum st open_runs(struct cli *cli, struct runs **out, struct err *err)
{
    struct buf path;
    buf_init(&path, PATH_MAX_BYTES);
    path_join(&path, cli->home, "crawl.db");
    enum st st = runs_open(buf_cstr(&path), out, err);
    buf_done(&path);
    return st;
}

static enum st write_metrics(const struct crawl *c,
                             const struct crawl_home_how *how,
                             const struct crawl_summary *s, int64_t started_utc,
                             struct err *err)
{
    const struct crawl_metrics m = {.started_utc = started_utc,
                                    .ended_utc = cli_now_utc(),
                                    .summary = *s,
                                    .counts = c->ingest.counts,
                                    .n_closed = c->n_closed,
                                    .n_unchanged = c->n_unchanged};
    return how->metrics ? metrics_write(how->metrics, &m, c->ingest.store, err)
                        : ST_OK;
}

/* Say how it ended; the exit code. */
static int conclude(struct crawl *c, const struct crawl_home_how *how,
                    const struct crawl_summary *summary, enum st st,
                    const struct err *err)
{
    if (st)
        return how->json ? crawl_log_fail(err) : cli_fail(c->cli, err);
    print_summary(c, summary);
    if (summary->n_left)
        return st_exit_code(ST_BUSY);
    return summary->n_failed || c->ingest.counts.bad ? EXIT_PARTLY : EXIT_DONE;
}

int crawl_home(struct cli *cli, const struct sources *sources,
               const struct crawl_options *options,
               const struct crawl_home_how *how)
{
    struct crawl c = {.cli = cli,
                      .extract = how->extract,
                      .json = how->json && !cli->common.quiet};
    int64_t started_utc = cli_now_utc();
    struct crawl_summary summary = {0};
    struct crawl_options o = *options;
    struct err err = {0};
    if (how->json)
        crawl_log_begin(cli);
    buf_init(&c.failures, 1u << 20);
    buf_init(&c.remarks, 1u << 20);
    c.known = arena_new();
    c.words = arena_new();
    enum st st = cli_lock_home(cli, &err);
    if (!st)
        st = archive_recover(cli->archive, &cli->log, &err);
    if (!st)
        st = ingest_open(&c.ingest, cli, &err);
    if (!st)
        st = ingest_warn_of_mix(&c.ingest, &err);
    if (!st)
        st = own_presets_add(&c.ingest.own, sources, &err);
    if (!st)
        st = open_runs(cli, &o.runs, &err);
    if (!st) {
        o.spool_dir = cli->archive;
        o.resume_as = how->extract ? "extract" : "fetch";
        st = crawl_all(&c, sources, &o, &summary, &err);
    }
    if (!st)
        st = write_metrics(&c, how, &summary, started_utc, &err);
    int code = conclude(&c, how, &summary, st, &err);
    runs_free(o.runs);
    following_free(c.following);
    reading_free(c.reading);
    ingest_done(&c.ingest);
    buf_done(&c.failures);
    buf_done(&c.remarks);
    arena_free(c.known);
    arena_free(c.words);
    return code;
}
