/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "crawler/boards.h"
#include "crawler/crawl_state.h"
#include "crawler/judge.h"
#include "crawler/net.h"
#include "crawler/retry_after.h"
#include "crawler/robots.h"
#include <stdio.h>

bool crawl_job_own_private(const struct job *job, const struct url *url)
{
    if (!job->visit)
        return job->own_private && str_eq(url->host, job->first.host);
    return job->visit->source->allow_private &&
           str_eq(url->host, job->visit->home.host);
}

/* Number the backend that carries the job's present URL. */
static void find_backend(struct crawl *c, struct job *job)
{
    struct str name;
    bool loopback = crawl_job_own_private(job, &job->url) &&
                    net_host_is_loopback(job->url.host);
    struct pacing pacing = pacing_for_host(job->url.host, loopback, &name);
    if (loopback)
        name = job->url.origin; /* ports of one machine are servers apart */
    job->backend = politeness_backend(c->politeness, name, pacing);
}

static enum st finish_ended(struct crawl *c, struct ended *e,
                            enum verdict verdict, const char *detail,
                            struct err *err)
{
    struct crawl_fetch *f = &e->fetch;
    f->verdict = verdict;
    f->detail = str_from(detail);
    f->known = e->unchanged ? e->job->known->id : 0;
    return crawl_finish(c, e->job, f, err);
}

/* ---- robots.txt before anything else ---- */

static void ask_robots(struct crawl *c, const struct job *wanted)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, 2 * URL_MAX_BYTES);
    buf_add_str(&text, wanted->url.origin);
    buf_add_cstr(&text, "/robots.txt");
    struct job *job = crawl_job_new(c, NULL, NULL);
    job->origin = wanted->origin;
    job->own_private = crawl_job_own_private(wanted, &wanted->url);
    struct err unused;
    /* The origin of a URL with a path of ours is a URL. */
    if (url_parse(buf_str(&text), &job->first, &unused) != ST_OK ||
        url_parse(buf_str(&text), &job->url, &unused) != ST_OK) {
        origin_deny(&c->origins.v[job->origin], VERDICT_UNREACHABLE,
                    "it has no address");
        crawl_job_free(c, job);
        return;
    }
    find_backend(c, job);
    frontier_put(&c->frontier, job);
}

/* Obey the Crawl-delay of an origin whose robots.txt is known. */
static void keep_pace(struct crawl *c, size_t number)
{
    const struct origin *origin = &c->origins.v[number];
    int64_t delay = robots_crawl_delay_ms(origin->robots);
    politeness_crawl_delay(c->politeness, origin->backend, delay);
    if (delay > POLITE_CRAWL_DELAY_MAX_MS)
        log_line(c->hooks->log, LOG_WARN,
                 "%.*s: asks for a Crawl-delay of %lld s; %d s are kept",
                 STR_FMT(c->origins.names.v[number]), (long long)delay / 1000,
                 POLITE_CRAWL_DELAY_MAX_MS / 1000);
}

#define CLOSED "its service asks to be left alone for longer than we wait"

enum st crawl_route(struct crawl *c, struct job *job, struct err *err)
{
    find_backend(c, job);
    job->origin =
        origins_put(&c->origins, &job->url,
                    crawl_job_own_private(job, &job->url), job->backend);
    struct origin *origin = &c->origins.v[job->origin];
    if (politeness_is_closed(c->politeness, job->backend))
        return crawl_finish_unasked(c, job, VERDICT_RATE_LIMITED, CLOSED, err);
    if (origin->state == ORIGIN_UNKNOWN) {
        enum st st = crawl_recall_robots(c, job->origin, err);
        if (st != ST_OK)
            return st;
        if (origin->state == ORIGIN_KNOWN)
            keep_pace(c, job->origin);
    }
    if (origin->state == ORIGIN_UNKNOWN) {
        origin->state = ORIGIN_ASKED;
        ask_robots(c, job);
    }
    if (origin->state == ORIGIN_ASKED) {
        job_queue_put(&origin->parked, job);
        return ST_OK;
    }
    if (origin->denied)
        return crawl_finish_unasked(c, job, origin->verdict, origin->detail,
                                    err);
    if (!robots_allows(origin->robots, str_from(job->url.text)))
        return crawl_finish_unasked(c, job, VERDICT_BLOCKED,
                                    "robots.txt does not allow it", err);
    frontier_put(&c->frontier, job);
    return ST_OK;
}

/* What is known of an origin lets those go on that waited for it. */
static enum st release(struct crawl *c, size_t number, struct err *err)
{
    struct origin *origin = &c->origins.v[number];
    keep_pace(c, number);
    struct job *next, *job = job_queue_take_all(&origin->parked);
    for (; job; job = next) {
        next = job->next;
        enum st st = crawl_route(c, job, err);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* A robots.txt that waits: to wait on, or never to be asked. */
static enum st reroute_robots(struct crawl *c, struct job *job, struct err *err)
{
    size_t number = job->origin;
    if (!politeness_is_closed(c->politeness, job->backend)) {
        frontier_put(&c->frontier, job);
        return ST_OK;
    }
    origin_close(&c->origins.v[number], VERDICT_RATE_LIMITED, CLOSED);
    crawl_job_free(c, job);
    return release(c, number, err);
}

enum st crawl_reroute(struct crawl *c, struct job *list, struct err *err)
{
    for (struct job *next; list; list = next) {
        next = list->next;
        enum st st = list->visit ? crawl_route(c, list, err)
                                 : reroute_robots(c, list, err);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* ---- Redirects ---- */

/* Move the job to where the answer points. On failure *why says what is wrong,
 * and the job's URL is as it was. */
static bool follow(struct job *job, const struct fetch_answer *a,
                   struct err *why)
{
    struct url to = {0};
    if (url_resolve(&job->url, fetch_header(a, "Location"), &to, why) != ST_OK)
        return err_prefix(why, "redirects to what is not fetched"), false;
    const char *forbidden = crawl_forbidden(job, &to);
    if (forbidden) {
        err_set(why, ST_BAD_INPUT, "redirects %s: %s", forbidden, to.text);
        url_done(&to);
        return false;
    }
    url_done(&job->url);
    job->url = to;
    job->hops++;
    job->tries = 0;
    job->not_before_ms = 0;
    return true;
}

/* ---- Answers ---- */

static bool may_try_again(const struct crawl *c, const struct ended *e)
{
    /* A stale connection is none of the server's answers. */
    return e->judged.what == JUDGED_RETRY &&
           (e->answer->stale || e->job->tries < c->options.tries) &&
           !c->origins.v[e->job->origin].denied &&
           !politeness_is_closed(c->politeness, e->job->backend);
}

static enum st try_again(struct crawl *c, const struct ended *e,
                         struct err *err)
{
    struct job *job = e->job;
    job->fresh |= e->answer->stale;
    job->not_before_ms = monotonic_ms() + e->wait_ms;
    frontier_put(&c->frontier, job);
    return job->visit ? crawl_keep_retry(c, job, err) : ST_OK;
}

static enum st know_robots(struct crawl *c, size_t number,
                           const struct ended *e, struct err *err)
{
    const struct fetch_answer *a = e->answer;
    struct origin *origin = &c->origins.v[number];
    struct str body = STR_NONE;
    bool whole = a->end == FETCH_DONE || a->end == FETCH_TOO_BIG;
    if (whole && a->status >= 200 && a->status < 300) {
        body = spool_str(&a->body);
        origin_allow_by(origin, body, c->options.agent_token);
    } else if (whole && a->status >= 400 && a->status < 500 &&
               e->judged.what == JUDGED_FINAL) {
        origin_allow_all(origin);
    } else { /* it is asked again as soon as there is another crawl */
        origin_deny(origin, e->judged.verdict, e->judged.detail);
        return ST_OK;
    }
    return crawl_keep_robots(c, number, body, err);
}

static enum st on_robots(struct crawl *c, const struct ended *e,
                         struct err *err)
{
    struct job *job = e->job;
    size_t number = job->origin;
    struct origin *origin = &c->origins.v[number];
    struct err why;
    if (may_try_again(c, e))
        return try_again(c, e, err);
    if (e->judged.what != JUDGED_REDIRECT) {
        enum st st = know_robots(c, number, e, err);
        if (st != ST_OK)
            return st;
    } else if (job->hops >= CRAWL_MAX_HOPS) {
        origin_allow_all(origin); /* unavailable, as RFC 9309 has it */
    } else if (!follow(job, e->answer, &why)) {
        origin_deny(origin, VERDICT_UNREACHABLE, why.msg);
    } else {
        find_backend(c, job);
        frontier_put(&c->frontier, job);
        return ST_OK;
    }
    crawl_job_free(c, job);
    return release(c, number, err);
}

static enum st on_redirect(struct crawl *c, struct ended *e, struct err *err)
{
    struct job *job = e->job;
    struct err why;
    if (job->hops >= CRAWL_MAX_HOPS)
        return finish_ended(c, e, VERDICT_UNREACHABLE, "too many redirects",
                            err);
    if (!follow(job, e->answer, &why))
        return finish_ended(c, e, VERDICT_UNREACHABLE, why.msg, err);
    bool api = board_kind_of(job->visit->source)->base != NULL;
    if (api && !str_eq(job->url.host, job->first.host))
        return finish_ended(c, e, VERDICT_MOVED, "redirects to another host",
                            err);
    return crawl_route(c, job, err);
}

static enum st on_source(struct crawl *c, struct ended *e, struct err *err)
{
    if (e->judged.what == JUDGED_REDIRECT)
        return on_redirect(c, e, err);
    if (may_try_again(c, e))
        return try_again(c, e, err);
    char detail[FETCH_DETAIL_BYTES + 32];
    bool tried = e->judged.what == JUDGED_RETRY && e->job->tries > 1;
    snprintf(detail, sizeof detail, tried ? "%s (%u tries)" : "%s",
             e->judged.detail, e->job->tries);
    return finish_ended(c, e, e->judged.verdict, detail, err);
}

/* Tell the backend's pacing how it went, and set the wait before a retry. */
static void note_pace(struct crawl *c, struct ended *e)
{
    const struct judgement *j = &e->judged;
    bool slow = e->answer->first_byte_ms >= POLITE_SLOW_MS;
    int64_t pause_ms = j->failed ? POLITE_FAILED
                       : slow    ? POLITE_SLOW
                                 : POLITE_ANSWERED;
    if (j->failed)
        e->wait_ms = politeness_backoff_ms(c->politeness, e->job->tries,
                                           c->options.backoff_ms);
    if (j->pause_ms > e->wait_ms)
        e->wait_ms = j->pause_ms;
    if (j->pause_ms >= 0)
        pause_ms = e->wait_ms;
    if (j->pause_ms >= RETRY_AFTER_MAX_MS)
        politeness_close(c->politeness, e->job->backend);
    politeness_end(c->politeness, e->job->backend, monotonic_ms(),
                   e->answer->elapsed_ms, pause_ms);
}

void crawl_on_answer(struct crawl *c, struct fetch_answer *a)
{
    struct ended *e = xalloc(sizeof *e);
    e->job = a->tag;
    e->answer = a;
    e->now_utc = crawl_now_utc(c);
    c->sum.bytes += a->body.n;
    c->kept_bytes += a->body.n;
    c->kept_memory_bytes += a->body.memory.n;
    pool_put(c->pool, &e->item);
}

/* An origin that does not answer any more need not be asked for all that is
 * left of it, each with its tries and its time. */
static void note_silence(struct crawl *c, const struct ended *e)
{
    char words[FETCH_DETAIL_BYTES];
    struct origin *origin = &c->origins.v[e->job->origin];
    bool silent = e->answer->status == 0 && e->judged.what == JUDGED_RETRY;
    origin->n_silent = silent ? origin->n_silent + 1 : 0;
    if (origin->denied || origin->n_silent < CRAWL_SILENT_MAX || !e->job->visit)
        return;
    snprintf(words, sizeof words,
             "given up after %u requests in a row without an answer: %.150s",
             CRAWL_SILENT_MAX, e->judged.detail);
    origin_close(origin, VERDICT_UNREACHABLE, words);
}

/* Nothing waits any more for who is not to be asked. */
static enum st drop_waiting(struct crawl *c, size_t origin, size_t backend,
                            struct err *err)
{
    return c->origins.v[origin].denied ||
                   politeness_is_closed(c->politeness, backend)
               ? crawl_reroute(c, frontier_take_all(&c->frontier, backend), err)
               : ST_OK;
}

enum st crawl_on_kept(struct crawl *c, struct ended *e, struct err *err)
{
    enum st st = e->st;
    size_t backend = e->job->backend, origin = e->job->origin;
    c->kept_bytes -= e->answer->body.n;
    c->kept_memory_bytes -= e->answer->body.memory.n;
    /* Only now: what it says may be that no more is wanted. */
    note_pace(c, e);
    note_silence(c, e);
    if (st != ST_OK)
        *err = e->err;
    else
        st = e->job->visit ? on_source(c, e, err) : on_robots(c, e, err);
    crawl_ended_free(c, e);
    return st == ST_OK ? drop_waiting(c, origin, backend, err) : st;
}
