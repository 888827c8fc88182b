/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "crawler/boards.h"
#include "crawler/crawl_state.h"
#include "crawler/net.h"
#include <stdio.h>

/* ---- The end of a request, and of a source ---- */

static void log_source(const struct crawl *c, const struct crawl_end *e)
{
    bool good = verdict_is_success(e->verdict) || e->as_asked;
    if (c->hooks->sources_told)
        return;
    log_line(c->hooks->log, good ? LOG_INFO : LOG_WARN, "%.*s: %s%s%.*s (%.*s)",
             STR_FMT(e->source->name), verdict_name(e->verdict),
             e->detail.n ? ": " : "", STR_FMT(e->detail),
             STR_FMT(e->final_url));
}

enum st crawl_end_visit(struct crawl *c, struct visit *v, struct err *err)
{
    struct crawl_end e;
    enum st st = ST_OK;
    visit_end(v, crawl_now_utc(c), &e);
    if (c->hooks->source_done)
        st = c->hooks->source_done(c->hooks->ctx, &e, err);
    bool good = verdict_is_success(e.verdict) || e.as_asked;
    *(good ? &c->sum.n_ok : &c->sum.n_failed) += 1;
    log_source(c, &e);
    if (st == ST_OK)
        st = crawl_keep_verdict(c, v, e.verdict, err);
    visit_close(v);
    return st;
}

/* A request of v has ended, or is not wanted: the last one ends it. */
static enum st leave_visit(struct crawl *c, struct visit *v, struct err *err)
{
    return --v->n_open == 0 ? crawl_end_visit(c, v, err) : ST_OK;
}

/* What the hook may reach through f->impl. */
struct hooked {
    struct crawl *crawl;
    struct job *job;
};

enum st crawl_finish(struct crawl *c, struct job *job, struct crawl_fetch *f,
                     struct err *err)
{
    enum st st = ST_OK;
    struct visit *v = job->visit;
    struct hooked hooked = {c, job};
    f->source = v->source;
    f->ask = job->ask;
    f->url = str_from(job->first.text);
    f->final_url = str_from(job->url.text);
    f->impl = &hooked;
    f->n_before = v->n_postings;
    const struct job *mark = c->followed.last;
    if (c->hooks->fetched)
        st = c->hooks->fetched(c->hooks->ctx, f, err);
    if (st == ST_OK)
        st = crawl_keep_end(c, job, f, mark, err);
    visit_note(v, f, job->ask->may_be_gone);
    if (v->n_requests > 1)
        log_line(c->hooks->log, LOG_DEBUG, "%.*s: %s %.*s",
                 STR_FMT(v->source->name), verdict_name(f->verdict),
                 STR_FMT(f->final_url));
    crawl_job_free(c, job);
    return st == ST_OK ? leave_visit(c, v, err) : st;
}

enum st crawl_finish_unasked(struct crawl *c, struct job *job,
                             enum verdict verdict, const char *detail,
                             struct err *err)
{
    struct crawl_fetch f = {.verdict = verdict,
                            .detail = str_from(detail),
                            .body = STR(""),
                            .content_type = STR(""),
                            .fetched_utc = crawl_now_utc(c)};
    return crawl_finish(c, job, &f, err);
}

/* ---- Asking for more ---- */

const char *crawl_forbidden(const struct job *job, const struct url *to)
{
    const struct url *home = job->visit ? &job->visit->home : &job->first;
    if (!crawl_job_own_private(job, to) && net_host_is_private(to->host))
        return "to a private address";
    if (to->port != 80 && to->port != 443 && to->port != home->port)
        return "to another port";
    if (job->url.tls && !to->tls)
        return "from https to http";
    return NULL;
}

/* Count a request against the limits of its source. False: it is over one. */
static bool within_limits(const struct crawl *c, struct visit *v,
                          enum ask_part part)
{
    char words[80];
    const struct crawl_options *o = &c->options;
    bool page = part == ASK_PAGE;
    unsigned own = v->source->max_pages;
    unsigned max_pages = own ? own : o->max_pages;
    if (v->n_requests < o->max_requests && (!page || v->n_pages < max_pages)) {
        v->n_requests++;
        v->n_pages += page;
        return true;
    }
    if (v->n_requests >= o->max_requests)
        snprintf(words, sizeof words, "stopped at the limit of %u requests",
                 o->max_requests);
    else
        snprintf(words, sizeof words, "stopped at the limit of %u pages",
                 max_pages);
    visit_cut(v, words, own && v->n_requests < o->max_requests);
    return false;
}

enum st crawl_follow(struct crawl_fetch *f, const struct ask *ask,
                     struct err *err)
{
    struct hooked *hooked = f->impl;
    struct crawl *c = hooked->crawl;
    const struct job *from = hooked->job;
    struct url to = {0};
    if (!ask_check(ask, err))
        return err->code;
    enum st st = url_resolve(&from->url, ask->url, &to, err);
    if (st != ST_OK)
        return st;
    const char *forbidden = crawl_forbidden(from, &to);
    if (forbidden)
        st = err_set(err, ST_BAD_INPUT, "leads %s: %s", forbidden, to.text);
    struct visit *v = from->visit;
    f->n_followed += st == ST_OK;
    if (st == ST_OK && visit_is_new(v, &to, ask->body) &&
        within_limits(c, v, ask->part)) {
        struct job *job = crawl_job_new(c, v, ask);
        if (!job->ask->accept.p)
            job->ask->accept = board_accept(v->source);
        job->later = true;
        st = url_parse(str_from(to.text), &job->first, err);
        if (st == ST_OK)
            st = url_parse(str_from(to.text), &job->url, err);
        v->n_open++;
        job_queue_put(&c->followed, job);
    }
    url_done(&to);
    return st;
}

void crawl_truncated(struct crawl_fetch *f, const char *why, bool as_asked)
{
    struct hooked *hooked = f->impl;
    visit_cut(hooked->job->visit, why, as_asked);
}

void crawl_enough(struct crawl_fetch *f)
{
    struct hooked *hooked = f->impl;
    hooked->job->visit->enough = true;
}

enum st crawl_unwanted(struct crawl *c, struct job *job, struct err *err)
{
    struct visit *v = job->visit;
    v->n_requests--;
    crawl_job_free(c, job);
    return leave_visit(c, v, err);
}

enum st crawl_route_followed(struct crawl *c, struct err *err)
{
    while (c->followed.first) {
        struct job *next, *job = job_queue_take_all(&c->followed);
        for (; job; job = next) {
            next = job->next;
            enum st st = crawl_route(c, job, err);
            if (st != ST_OK)
                return st;
        }
    }
    return ST_OK;
}
