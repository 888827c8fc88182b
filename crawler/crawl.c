/* SPDX-License-Identifier: MIT */
#include "crawler/crawl.h"
#include "base/alloc.h"
#include "crawler/boards.h"
#include "crawler/crawl_state.h"
#include "crawler/robots.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define STOP_POLL_MS 100   /* how soon a stop is noticed */
#define IDLE_POLL_MS 60000 /* without one: any long time */

const char *verdict_name(enum verdict v)
{
    static const char *const names[] = {
        "ok",           "empty",     "gone",        "moved",      "blocked",
        "rate-limited", "truncated", "parse-error", "unreachable"};
    return names[v];
}

bool verdict_is_success(enum verdict v)
{
    return v == VERDICT_OK || v == VERDICT_EMPTY;
}

int64_t crawl_now_utc(const struct crawl *c)
{
    return c->options.now_utc ? c->options.now_utc() : (int64_t)time(NULL);
}

struct job *crawl_job_new(struct crawl *c, struct visit *visit,
                          const struct ask *ask)
{
    struct job *job = xalloc(sizeof *job);
    job->visit = visit;
    job->ask = ask ? ask_copy(ask) : NULL;
    job->slot = c->n_jobs;
    c->jobs = xgrow(c->jobs, c->n_jobs, &c->cap_jobs, sizeof *c->jobs);
    c->jobs[c->n_jobs++] = job;
    return job;
}

void crawl_job_free(struct crawl *c, struct job *job)
{
    struct job *last = c->jobs[--c->n_jobs];
    c->jobs[job->slot] = last;
    last->slot = job->slot;
    url_done(&job->first);
    url_done(&job->url);
    free(job->ask);
    free(job->known);
    free(job);
}

static bool stopped(const struct crawl *c)
{
    return c->options.stop && *c->options.stop;
}

/* Requests without an answer that is archived and read. */
static size_t in_flight(const struct crawl *c)
{
    return fetcher_active(c->fetcher) + pool_held(c->pool);
}

static void show_progress(const struct crawl *c)
{
    size_t done = c->sum.n_ok + c->sum.n_failed;
    char note[80];
    int n = snprintf(note, sizeof note, "%zu in flight, %zu failed",
                     in_flight(c), c->sum.n_failed);
    progress_update(c->hooks->progress, done, done, c->sum.n_sources,
                    (struct str){note, n > 0 ? (size_t)n : 0});
}

/* ---- The loop ---- */

static struct fetch_request robots_request(void)
{
    return (struct fetch_request){.accept = "text/plain,*/*;q=0.5",
                                  .max_body_bytes = ROBOTS_MAX_BYTES,
                                  .start_will_do = true};
}

static void add_condition(struct buf *headers, const char *name,
                          struct str value)
{
    if (ask_value_is_sound(value))
        buf_printf(headers, "%s: %.*s\n", name, STR_FMT(value));
}

/* Ask for what has changed since the content that we have. */
static enum st add_conditions(struct crawl *c, struct job *job,
                              struct buf *headers, struct err *err)
{
    struct crawl_known known = {0};
    bool there = false;
    free(job->known);
    job->known = NULL;
    if (!c->hooks->known || job->ask->body.p)
        return ST_OK;
    enum st st = c->hooks->known(c->hooks->ctx, job->visit->source,
                                 str_from(job->url.text), &known, &there, err);
    if (st != ST_OK || !there)
        return st;
    job->known = xalloc(sizeof known);
    *job->known = known;
    size_t before = headers->n;
    add_condition(headers, "If-None-Match", known.etag);
    add_condition(headers, "If-Modified-Since", known.last_modified);
    job->conditional = headers->n > before;
    job->known->etag = job->known->last_modified = STR_NONE;
    return ST_OK;
}

static enum st source_request(struct crawl *c, struct job *job,
                              struct buf *headers, struct fetch_request *out,
                              struct err *err)
{
    const struct ask *ask = job->ask;
    job->conditional = false;
    enum st st = add_conditions(c, job, headers, err);
    if (st != ST_OK)
        return st;
    buf_add_str(headers, ask->headers);
    buf_add_char(headers, '\n');
    if (str_eq(job->url.origin, job->visit->home.origin))
        buf_add_str(headers, ask->secret_headers);
    *out = (struct fetch_request){
        .accept = ask->accept.p, /* ends in NUL: a copy */
        .post = ask->body,
        .headers = buf_str(headers),
        .max_body_bytes = c->options.max_body_bytes,
    };
    return ST_OK;
}

static enum st start(struct crawl *c, struct job *job, int64_t now_ms,
                     struct err *err)
{
    AUTO(buf_done) struct buf headers;
    struct fetch_request r = robots_request();
    buf_init(&headers, FETCH_HEAD_MAX_BYTES);
    enum st st = job->visit ? source_request(c, job, &headers, &r, err) : ST_OK;
    if (st != ST_OK)
        return st;
    r.url = job->url.text;
    r.user_agent = c->options.user_agent;
    r.allow_private = crawl_job_own_private(job, &job->url);
    r.total_ms = c->options.timeout_s * 1000;
    r.ca_file = c->options.ca_file;
    r.fresh = job->fresh;
    r.tag = job;
    job->tries++;
    c->sum.n_requests++;
    politeness_begin(c->politeness, job->backend, now_ms);
    if (c->origins.v[job->origin].begun_ms == 0)
        c->origins.v[job->origin].begun_ms = now_ms;
    return fetcher_start(c->fetcher, &r, err);
}

/* Room for another request: in number, and in the bytes that those on their
 * way have brought, so that many large boards do not add up in memory. */
static bool has_room(const struct crawl *c)
{
    return in_flight(c) < c->options.max_concurrent &&
           fetcher_held_bytes(c->fetcher) + c->kept_bytes <
               c->options.max_body_bytes;
}

static bool is_overdue(const struct crawl *c, const struct job *job,
                       int64_t now_ms)
{
    int64_t begun_ms = c->origins.v[job->origin].begun_ms;
    return job->visit && begun_ms &&
           now_ms - begun_ms >= 1000 * (int64_t)c->options.max_origin_s;
}

/* The time for the origin of job is over: it, and whatever else waits for its
 * backend, is routed again, which ends what is of that origin. */
static enum st close_origin(struct crawl *c, struct job *job, struct err *err)
{
    char words[80];
    snprintf(words, sizeof words, "stopped at the limit of %u s for one host",
             c->options.max_origin_s);
    origin_close(&c->origins.v[job->origin], VERDICT_TRUNCATED, words);
    job->next = frontier_take_all(&c->frontier, job->backend);
    return crawl_reroute(c, job, err);
}

static enum st begin_one(struct crawl *c, struct job *job, int64_t now_ms,
                         struct err *err)
{
    if (crawl_is_unwanted(job))
        return crawl_unwanted(c, job, err);
    return is_overdue(c, job, now_ms) ? close_origin(c, job, err)
                                      : start(c, job, now_ms, err);
}

/* Begin all that may begin; *wait_ms says when more may. */
static enum st start_due(struct crawl *c, int64_t *wait_ms, struct err *err)
{
    *wait_ms = FRONTIER_NEVER;
    while (has_room(c)) {
        int64_t now_ms = monotonic_ms();
        struct job *job =
            frontier_take(&c->frontier, c->politeness, now_ms, wait_ms);
        if (!job)
            return ST_OK;
        enum st st = begin_one(c, job, now_ms, err);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

static size_t n_open(const struct crawl *c)
{
    return c->sum.n_sources - c->sum.n_ok - c->sum.n_failed;
}

static enum st take_answers(struct crawl *c, struct err *err)
{
    struct fetch_answer *a;
    struct pool_item *item;
    enum st st = ST_OK;
    while ((a = fetcher_next(c->fetcher)))
        crawl_on_answer(c, a);
    while (st == ST_OK && (item = pool_take(c->pool)))
        st = crawl_on_kept(c, (struct ended *)item, err);
    return st;
}

/* Stop when told to, or when the time for the run is over. */
static void note_stop(struct crawl *c, int64_t now_ms)
{
    if (c->stop_at_ms || (!stopped(c) && now_ms < c->until_ms))
        return;
    c->stop_at_ms = now_ms + CRAWL_STOP_GRACE_MS;
    c->sum.out_of_time = !stopped(c);
}

/* Wait for something to happen: wait_ms, or until it may be time to stop. */
static enum st wait_for_it(struct crawl *c, int64_t now_ms, int64_t wait_ms,
                           struct err *err)
{
    int64_t most = c->options.stop ? STOP_POLL_MS : IDLE_POLL_MS;
    if (c->stop_at_ms == 0 && c->until_ms - now_ms < most)
        most = c->until_ms > now_ms ? c->until_ms - now_ms : 0;
    fetcher_count_elsewhere(c->fetcher, c->kept_memory_bytes);
    return fetcher_wait(c->fetcher, (int)(wait_ms < most ? wait_ms : most),
                        err);
}

/* Begin what may begin, wait for something to happen, take what ended. Clears
 * *more when nothing is left to do. */
static enum st turn(struct crawl *c, bool *more, struct err *err)
{
    int64_t now_ms = monotonic_ms(), wait_ms = FRONTIER_NEVER;
    note_stop(c, now_ms);
    bool idle = in_flight(c) == 0;
    if (c->stop_at_ms) {
        *more = !idle && now_ms < c->stop_at_ms;
    } else {
        enum st st = crawl_route_followed(c, err);
        if (st == ST_OK)
            st = start_due(c, &wait_ms, err);
        if (st != ST_OK)
            return st;
        if (n_open(c) == 0)
            return ST_OK;
        if (wait_ms == FRONTIER_NEVER && in_flight(c) == 0)
            return err_set(err, ST_BUG, "the crawl waits for nothing");
    }
    if (!*more)
        return ST_OK;
    enum st st = wait_for_it(c, now_ms, wait_ms, err);
    return st == ST_OK ? take_answers(c, err) : st;
}

static enum st run(struct crawl *c, struct err *err)
{
    bool more = true;
    while (more && n_open(c) > 0) {
        enum st st = turn(c, &more, err);
        if (st == ST_OK)
            st = crawl_settle(c, err);
        if (st != ST_OK)
            return st;
        show_progress(c);
    }
    return ST_OK;
}

/* The first request of a source, on its way. */
static enum st begin_visit(struct crawl *c, struct visit *v, struct err *err)
{
    struct ask ask;
    board_ask(v->source, &ask);
    struct job *job = crawl_job_new(c, v, &ask);
    enum st st = url_parse(str_from(v->home.text), &job->first, err);
    if (st == ST_OK)
        st = url_parse(str_from(v->home.text), &job->url, err);
    if (st != ST_OK)
        return st;
    v->n_open = v->n_requests = v->n_pages = 1;
    struct str lacks = v->source->lacks;
    return lacks.p ? crawl_finish_unasked(c, job, VERDICT_BLOCKED, lacks.p, err)
                   : crawl_route(c, job, err);
}

static enum st make_visits(struct crawl *c, const struct sources *sources,
                           struct err *err)
{
    c->visits = xcalloc(sources->n, sizeof *c->visits);
    for (size_t i = 0; i < sources->n; i++) {
        const struct source *source = &sources->v[i];
        enum st st = visit_new(source, crawl_now_utc(c), &c->visits[i], err);
        if (st != ST_OK)
            return err_prefix(err, "%.*s", STR_FMT(source->name));
        c->n_visits++;
    }
    return ST_OK;
}

static enum st begin_visits(struct crawl *c, const struct sources *sources,
                            struct err *err)
{
    bool *began = xcalloc(sources->n, sizeof *began);
    enum st st = crawl_resume(c, sources, began, err);
    for (size_t i = 0; st == ST_OK && i < sources->n; i++)
        if (!began[i])
            st = begin_visit(c, c->visits[i], err);
    free(began);
    return st;
}

static enum st add_sources(struct crawl *c, const struct sources *sources,
                           struct err *err)
{
    enum st st = make_visits(c, sources, err);
    if (st != ST_OK || !c->options.dry_run)
        return st == ST_OK ? begin_visits(c, sources, err) : st;
    for (size_t i = 0; i < sources->n; i++)
        log_line(c->hooks->log, LOG_INFO, "%.*s: would fetch %s",
                 STR_FMT(sources->v[i].name), c->visits[i]->home.text);
    return ST_OK;
}

static enum st check_options(const struct crawl_options *o, struct err *err)
{
    for (const char *p = o->user_agent; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            return err_set(err, ST_CONFIG,
                           "the User-Agent holds a control byte; mend the "
                           "contact that is put into it");
    return ST_OK;
}

static void crawl_init(struct crawl *c, const struct crawl_options *options,
                       const struct crawl_hooks *hooks)
{
    static const struct crawl_hooks none;
    *c = (struct crawl){.options = *options, .hooks = hooks ? hooks : &none};
    struct crawl_options *o = &c->options;
    if (o->max_concurrent == 0)
        o->max_concurrent = CRAWL_CONCURRENT;
    if (o->max_body_bytes == 0)
        o->max_body_bytes = CRAWL_BODY_MAX_BYTES;
    if (o->max_body_bytes > CRAWL_BODY_MOST_BYTES)
        o->max_body_bytes = CRAWL_BODY_MOST_BYTES;
    if (o->tries == 0)
        o->tries = CRAWL_TRIES;
    if (o->backoff_ms == 0)
        o->backoff_ms = CRAWL_BACKOFF_MS;
    if (o->max_pages == 0)
        o->max_pages = CRAWL_PAGES_MAX;
    if (o->max_requests == 0)
        o->max_requests = CRAWL_REQUESTS_MAX;
    if (o->max_run_s == 0)
        o->max_run_s = CRAWL_RUN_MAX_S;
    if (o->max_origin_s == 0)
        o->max_origin_s = CRAWL_ORIGIN_MAX_S;
    c->until_ms = monotonic_ms() + 1000 * (int64_t)o->max_run_s;
    uint64_t seed = (uint64_t)time(NULL) << 20 ^ (uint64_t)getpid();
    c->politeness = politeness_new(seed);
    frontier_init(&c->frontier);
    origins_init(&c->origins);
}

static void on_kept(void *ctx)
{
    struct crawl *c = ctx;
    fetcher_wake(c->fetcher);
}

static void drop_ended(void *ctx, struct pool_item *item)
{
    crawl_ended_free(ctx, (struct ended *)item);
}

static struct pool *begin_pool(struct crawl *c)
{
    const struct pool_how how = {.threads = c->options.threads,
                                 .work = crawl_keep_answer,
                                 .done = on_kept,
                                 .drop = drop_ended,
                                 .ctx = c};
    return pool_new(&how);
}

static void crawl_done(struct crawl *c)
{
    pool_free(c->pool);
    fetcher_free(c->fetcher);
    while (c->n_jobs)
        crawl_job_free(c, c->jobs[c->n_jobs - 1]);
    free(c->jobs);
    for (size_t i = 0; i < c->n_visits; i++)
        visit_free(c->visits[i]);
    free(c->visits);
    origins_done(&c->origins);
    frontier_done(&c->frontier);
    politeness_free(c->politeness);
}

enum st crawl_run(const struct sources *sources,
                  const struct crawl_options *options, struct archive_writer *w,
                  const struct crawl_hooks *hooks, struct crawl_summary *out,
                  struct err *err)
{
    struct crawl c;
    enum st st = check_options(options, err);
    if (st != ST_OK)
        return st;
    crawl_init(&c, options, hooks);
    c.w = w;
    c.sum.n_sources = sources->n;
    st = fetcher_new(c.options.max_concurrent, &c.fetcher, err);
    if (st == ST_OK) {
        fetcher_spool(c.fetcher, c.options.spool_dir);
        c.pool = begin_pool(&c);
    }
    if (st == ST_OK)
        st = add_sources(&c, sources, err);
    if (st == ST_OK)
        st = crawl_settle(&c, err); /* sources that needed no request */
    if (st == ST_OK && !c.options.dry_run)
        st = run(&c, err);
    crawl_unsettle(&c);
    progress_end(c.hooks->progress);
    c.sum.n_left = n_open(&c);
    if (st == ST_OK && c.options.runs && !c.options.dry_run &&
        c.sum.n_left == 0)
        st = runs_end(c.options.runs, err);
    *out = c.sum;
    crawl_done(&c);
    return st;
}
