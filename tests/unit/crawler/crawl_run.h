/* SPDX-License-Identifier: MIT */
/* crawl_run.h - crawl loopback servers and keep what the hooks were told. */
#ifndef TESTS_UNIT_CRAWLER_CRAWL_RUN_H
#define TESTS_UNIT_CRAWLER_CRAWL_RUN_H

#include "base/alloc.h"
#include "crawler/crawl.h"
#include "demo/httpd.h"
#include "rawserver.h"
#include "tests/scratch.h"
#include <stdio.h>

#define AGENT         "skilltally/0.0 (+mailto:tester@example.com)"
#define RESULTS_MAX   400
#define LOG_MAX_BYTES 65536

struct result {
    char note[32];
    char name[64], url[256], final_url[256], detail[256], type[64], body[64];
    enum verdict verdict;
    int status;
    size_t body_n;
    struct archive_ref ref;
};

struct run {
    struct scratch scratch; /* the archive's directory */
    struct crawl_options options;
    struct crawl_hooks hooks;
    struct crawl_summary sum;
    struct result v[RESULTS_MAX];
    size_t n;
    struct buf log;
    struct log sink;
    volatile int stop;
    size_t stop_after;   /* set stop when so many sources are done; 0: never */
    enum st fail_with;   /* what the hook returns */
    enum verdict parsed; /* what the hook makes of an ok answer */
    /* Called by the hook with each answer, to ask for more; may be NULL. */
    void (*read)(struct run *run, struct crawl_fetch *f);
    struct ended {
        char name[64], detail[256], final_url[256];
        enum verdict verdict;
        unsigned n_requests, n_failed;
        uint64_t n_postings;
        struct archive_ref ref;
    } ends[RESULTS_MAX];
    size_t n_ends;
};

static inline void copy_text(char *to, size_t cap, struct str s)
{
    snprintf(to, cap, "%.*s", STR_FMT(s));
}

static inline enum st keep_result(void *ctx, struct crawl_fetch *f,
                                  struct err *err)
{
    struct run *run = ctx;
    assert_true(run->n < RESULTS_MAX);
    struct result *r = &run->v[run->n++];
    copy_text(r->name, sizeof r->name, f->source->name);
    copy_text(r->note, sizeof r->note, f->ask->note);
    copy_text(r->url, sizeof r->url, f->url);
    copy_text(r->final_url, sizeof r->final_url, f->final_url);
    copy_text(r->detail, sizeof r->detail, f->detail);
    copy_text(r->type, sizeof r->type, f->content_type);
    copy_text(r->body, sizeof r->body, f->body);
    r->body_n = f->body.n;
    r->verdict = f->verdict;
    r->status = f->status;
    r->ref = f->ref;
    if (f->verdict == VERDICT_OK)
        f->verdict = run->parsed;
    if (run->read)
        run->read(run, f);
    if (run->n == run->stop_after)
        run->stop = 1;
    return run->fail_with
               ? err_set(err, run->fail_with, "the hook has had enough")
               : ST_OK;
}

static inline enum st keep_end(void *ctx, struct crawl_end *e, struct err *err)
{
    struct run *run = ctx;
    (void)err;
    assert_true(run->n_ends < RESULTS_MAX);
    struct ended *end = &run->ends[run->n_ends++];
    copy_text(end->name, sizeof end->name, e->source->name);
    copy_text(end->detail, sizeof end->detail, e->detail);
    copy_text(end->final_url, sizeof end->final_url, e->final_url);
    end->verdict = e->verdict;
    end->n_requests = e->n_requests;
    end->n_failed = e->n_failed;
    end->n_postings = e->n_postings;
    end->ref = e->ref;
    return ST_OK;
}

static inline void keep_line(void *ctx, enum log_level level, const char *line)
{
    struct run *run = ctx;
    buf_printf(&run->log, "%d %s\n", (int)level, line);
}

static inline int run_setup(void **state)
{
    struct run *run = xalloc(sizeof *run);
    scratch_start(&run->scratch);
    buf_init(&run->log, LOG_MAX_BYTES);
    run->options = (struct crawl_options){.user_agent = AGENT,
                                          .agent_token = "skilltally",
                                          .timeout_s = 20,
                                          .backoff_ms = 10,
                                          .stop = &run->stop};
    run->sink = (struct log){keep_line, run, LOG_DEBUG};
    run->hooks = (struct crawl_hooks){.fetched = keep_result,
                                      .source_done = keep_end,
                                      .ctx = run,
                                      .log = &run->sink};
    *state = run;
    return 0;
}

static inline int run_teardown(void **state)
{
    struct run *run = *state;
    scratch_end(&run->scratch);
    buf_done(&run->log);
    free(run);
    return 0;
}

/* Crawl the sources of a YAML text into the run's archive. */
static inline enum st crawl_text(struct run *run, const char *yaml,
                                 struct err *err)
{
    AUTO(auto_sources_free) struct sources *sources = NULL;
    struct archive_writer *w = NULL;
    assert_ok(sources_parse(str_from(yaml), "sources.yaml", &sources, err),
              *err);
    assert_ok(archive_writer_open(run->scratch.dir, "skilltally/0.0",
                                  1795334400, &w, err),
              *err);
    struct err closing;
    enum st st =
        crawl_run(sources, &run->options, w, &run->hooks, &run->sum, err);
    assert_ok(archive_writer_close(w, &closing), closing);
    return st;
}

/* Crawl boards of one server, all of a kind whose path is the slug's. */
static inline void crawl_boards(struct run *run, unsigned port,
                                const char *const *slugs, size_t n)
{
    AUTO(buf_done) struct buf yaml;
    struct err err;
    buf_init(&yaml, 1u << 20);
    for (size_t i = 0; i < n; i++)
        buf_printf(&yaml,
                   "- {kind: lever, board: %s, allow_private: true, "
                   "base: 'http://127.0.0.1:%u'}\n",
                   slugs[i], port);
    assert_ok(crawl_text(run, buf_cstr(&yaml), &err), err);
}

/* A reader for run->read: a body is lines "page URL", "detail URL" (may be
 * gone), "posting", "enough". */
static inline void read_lines(struct run *run, struct crawl_fetch *f)
{
    struct str rest = f->body, line, word;
    (void)run;
    if (f->verdict != VERDICT_OK)
        return;
    while (str_split(&rest, '\n', &line)) {
        struct err why = {0};
        str_split(&line, ' ', &word);
        bool page = str_eq(word, STR("page"));
        f->n_postings += str_eq(word, STR("posting"));
        if (str_eq(word, STR("enough")))
            crawl_enough(f);
        if (!page && !str_eq(word, STR("detail")))
            continue;
        const struct ask ask = {.url = line,
                                .note = page ? STR("page") : STR("detail"),
                                .part = page ? ASK_PAGE : ASK_DETAIL,
                                .may_be_gone = !page};
        if (crawl_follow(f, &ask, &why) != ST_OK) {
            f->verdict = VERDICT_PARSE_ERROR;
            f->detail = STR("leads where nothing is fetched");
        }
    }
}

static inline const struct result *result_of(const struct run *run,
                                             const char *name)
{
    for (size_t i = 0; i < run->n; i++)
        if (strcmp(run->v[i].name, name) == 0)
            return &run->v[i];
    fail_msg("no result of %s", name);
    return NULL;
}

static inline void assert_result(const struct run *run, const char *name,
                                 enum verdict verdict, int status)
{
    const struct result *r = result_of(run, name);
    if (r->verdict != verdict || r->status != status)
        fail_msg("%s: %s, status %d: %s", name, verdict_name(r->verdict),
                 r->status, r->detail);
    assert_int_equal(r->detail[0] == '\0', verdict == VERDICT_OK);
}

static inline void assert_in(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in: %s", part, text);
}

#endif
