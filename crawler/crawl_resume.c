/* SPDX-License-Identifier: MIT */
/* What is kept of a run, and how it goes on. The order of writing is archive,
 * hook, run: what a kill leaves between them is fetched again. */
#include "base/alloc.h"
#include "base/hash.h"
#include "crawler/crawl_state.h"
#include <stdio.h>
#include <stdlib.h>

#define WAIT_MAX_S 600 /* of what was to be tried again when the run ended */

/* ---- Keeping ---- */

static struct run_visit kept_visit(const struct visit *v)
{
    return (struct run_visit){
        .source = v->source->name,
        .verdict = RUNS_OPEN,
        .restart = v->restart,
        .fault = v->cut && v->told ? str_from(v->told->detail) : STR_NONE};
}

/* Writes to the run go together until they are settled. */
static enum st begin_keeping(struct crawl *c, struct err *err)
{
    enum st st = c->keeping ? ST_OK : runs_lock(c->options.runs, err);
    c->keeping = st == ST_OK;
    return st;
}

enum st crawl_settle(struct crawl *c, struct err *err)
{
    enum st st = ST_OK;
    if (c->hooks->settle)
        st = c->hooks->settle(c->hooks->ctx, err);
    if (st != ST_OK || !c->keeping)
        return st;
    c->keeping = false;
    return runs_unlock(c->options.runs, ST_OK, err);
}

void crawl_unsettle(struct crawl *c)
{
    struct err unused;
    if (c->keeping && runs_unlock(c->options.runs, ST_BUG, &unused) != ST_OK)
        c->keeping = false;
}

static enum st keep_visit(struct crawl *c, struct visit *v, struct err *err)
{
    const struct run_visit kept = kept_visit(v);
    v->kept = true;
    return runs_put_visit(c->options.runs, &kept, err);
}

static struct run_request kept_request(const struct crawl *c,
                                       const struct job *job)
{
    const struct ask *ask = job->ask;
    int64_t wait_ms = job->not_before_ms - monotonic_ms();
    return (struct run_request){
        .id = job->kept,
        .source = job->visit->source->name,
        .url = str_from(job->first.text),
        .body = ask->body,
        .accept = ask->accept,
        .headers = ask->headers,
        .note = ask->note,
        .is_page = ask->part == ASK_PAGE,
        .may_be_gone = ask->may_be_gone,
        .is_later = job->later,
        .tries = job->tries,
        .not_before_utc = wait_ms > 0 ? crawl_now_utc(c) + wait_ms / 1000 : 0};
}

static enum st keep_request(struct crawl *c, struct job *job,
                            struct run_request *kept, struct err *err)
{
    enum st st = runs_put_request(c->options.runs, kept, err);
    job->kept = kept->id;
    return st;
}

enum st crawl_keep_retry(struct crawl *c, struct job *job, struct err *err)
{
    struct runs *runs = c->options.runs;
    struct run_request kept;
    if (!runs)
        return ST_OK;
    enum st st = begin_keeping(c, err);
    if (st == ST_OK && !job->visit->kept)
        st = keep_visit(c, job->visit, err);
    kept = kept_request(c, job);
    return st == ST_OK ? keep_request(c, job, &kept, err) : st;
}

/* What an answer has asked for. A key is not written down: who needs one that
 * is not the source's is begun anew. */
static enum st keep_followed(struct crawl *c, struct visit *v, struct job *job,
                             struct err *err)
{
    enum st st = ST_OK;
    for (; st == ST_OK && job; job = job->next) {
        struct run_request kept = kept_request(c, job);
        struct str secret = job->ask->secret_headers;
        v->restart |=
            secret.n > 0 && !str_eq(secret, v->source->secret_headers);
        st = keep_request(c, job, &kept, err);
    }
    return st;
}

static enum st keep_end(struct crawl *c, struct job *job,
                        const struct crawl_fetch *f, struct job *followed,
                        struct err *err)
{
    struct visit *v = job->visit;
    struct run_request kept = kept_request(c, job);
    bool cut = v->cut;
    kept.done = true;
    kept.verdict = (int)f->verdict;
    kept.detail = f->detail;
    kept.status = f->status;
    kept.final_url = f->final_url;
    kept.ref = f->ref;
    kept.n_postings = f->n_postings;
    enum st st = keep_followed(c, v, followed, err);
    if (st == ST_OK && (!v->kept || cut || v->restart))
        st = keep_visit(c, v, err);
    if (st == ST_OK)
        st = keep_request(c, job, &kept, err);
    if (st == ST_OK && v->enough)
        st = runs_drop_waiting(c->options.runs, v->source->name, err);
    return st;
}

enum st crawl_keep_end(struct crawl *c, struct job *job,
                       const struct crawl_fetch *f, const struct job *mark,
                       struct err *err)
{
    struct runs *runs = c->options.runs;
    struct job *followed = mark ? mark->next : c->followed.first;
    if (!runs)
        return ST_OK;
    /* The last request of a source need not be kept: its verdict will be. */
    if (job->visit->n_open == 1 && job->visit->kept == false && !followed)
        return ST_OK;
    enum st st = begin_keeping(c, err);
    return st == ST_OK ? keep_end(c, job, f, followed, err) : st;
}

enum st crawl_keep_verdict(struct crawl *c, const struct visit *v,
                           enum verdict verdict, struct err *err)
{
    struct runs *runs = c->options.runs;
    if (!runs)
        return ST_OK;
    struct run_visit kept = kept_visit(v);
    kept.verdict = (int)verdict;
    enum st st = begin_keeping(c, err);
    return st == ST_OK ? runs_put_visit(runs, &kept, err) : st;
}

/* ---- robots.txt ---- */

enum st crawl_recall_robots(struct crawl *c, size_t number, struct err *err)
{
    struct str body;
    bool there;
    if (!c->options.runs)
        return ST_OK;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    enum st st = runs_robots(c->options.runs, c->origins.names.v[number],
                             crawl_now_utc(c), a, &body, &there, err);
    if (st != ST_OK || !there)
        return st;
    struct origin *origin = &c->origins.v[number];
    if (body.p)
        origin_allow_by(origin, body, c->options.agent_token);
    else
        origin_allow_all(origin);
    return ST_OK;
}

enum st crawl_keep_robots(struct crawl *c, size_t number, struct str body,
                          struct err *err)
{
    if (!c->options.runs)
        return ST_OK;
    enum st st = begin_keeping(c, err);
    return st == ST_OK
               ? runs_put_robots(c->options.runs, c->origins.names.v[number],
                                 body, crawl_now_utc(c), err)
               : st;
}

/* ---- Going on ---- */

/* What the passes over the kept run share. */
struct resuming {
    struct crawl *c;
    struct names *names; /* of the sources: their numbers are those of visits */
    enum stage { NOT_BEGUN, BEGUN, ENDED } * stages;
    struct visit *visit; /* whose requests are read */
};

static enum st take_visit(void *ctx, const struct run_visit *kept,
                          struct err *err)
{
    struct resuming *r = ctx;
    struct crawl *c = r->c;
    bool is_new;
    (void)err;
    size_t i = names_put(r->names, kept->source, &is_new);
    if (is_new || i >= c->n_visits)
        return ST_OK; /* no source of ours any more */
    struct visit *v = c->visits[i];
    if (kept->verdict == RUNS_OPEN && kept->restart)
        return ST_OK;
    v->kept = true;
    if (kept->verdict != RUNS_OPEN) {
        bool good = visit_is_good(v, (enum verdict)kept->verdict);
        *(good ? &c->sum.n_ok : &c->sum.n_failed) += 1;
        c->sum.n_before++;
        r->stages[i] = ENDED;
        return ST_OK;
    }
    r->stages[i] = BEGUN;
    if (kept->fault.p) {
        AUTO(buf_done) struct buf words;
        buf_init(&words, CRAWL_DETAIL_BYTES);
        buf_add_str(&words, kept->fault);
        visit_cut(v, buf_cstr(&words), visit_has_limit(v));
    }
    return ST_OK;
}

static enum st take_done(struct visit *v, const struct run_request *kept)
{
    const struct crawl_fetch f = {.source = v->source,
                                  .url = kept->url,
                                  .final_url = kept->final_url,
                                  .status = kept->status,
                                  .verdict = (enum verdict)kept->verdict,
                                  .detail = kept->detail,
                                  .ref = kept->ref,
                                  .n_postings = kept->n_postings};
    visit_note(v, &f, kept->may_be_gone);
    return ST_OK;
}

static enum st take_waiting(struct crawl *c, struct visit *v,
                            const struct run_request *kept, struct err *err)
{
    const struct ask ask = {.body = kept->body,
                            .accept = kept->accept,
                            .headers = kept->headers,
                            .note = kept->note,
                            .secret_headers = v->source->secret_headers,
                            .part = kept->is_page ? ASK_PAGE : ASK_DETAIL,
                            .may_be_gone = kept->may_be_gone};
    struct job *job = crawl_job_new(c, v, &ask);
    int64_t wait_s = kept->not_before_utc - crawl_now_utc(c);
    job->kept = kept->id;
    job->later = kept->is_later;
    job->tries = kept->tries;
    if (kept->not_before_utc > 0 && wait_s > 0)
        job->not_before_ms =
            monotonic_ms() + 1000 * (wait_s < WAIT_MAX_S ? wait_s : WAIT_MAX_S);
    v->n_open++;
    job_queue_put(&c->followed, job);
    enum st st = url_parse(kept->url, &job->first, err);
    return st == ST_OK ? url_parse(kept->url, &job->url, err) : st;
}

static enum st take_request(void *ctx, const struct run_request *kept,
                            struct err *err)
{
    struct resuming *r = ctx;
    struct visit *v = r->visit;
    struct url url = {0};
    enum st st = url_parse(kept->url, &url, err);
    if (st != ST_OK)
        return st;
    (void)visit_is_new(v, &url, kept->body);
    url_done(&url);
    v->n_requests++;
    v->n_pages += kept->is_page;
    return kept->done ? take_done(v, kept) : take_waiting(r->c, v, kept, err);
}

/* Read the requests of the sources that were begun and have not ended. Where
 * all are done, only the verdict was not written any more. */
static enum st take_requests(struct resuming *r, struct err *err)
{
    struct crawl *c = r->c;
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < c->n_visits; i++) {
        if (r->stages[i] != BEGUN)
            continue;
        struct visit *v = r->visit = c->visits[i];
        st = runs_requests(c->options.runs, v->source->name, take_request, r,
                           err);
        if (st == ST_OK && v->n_requests == 0)
            r->stages[i] = NOT_BEGUN;
        else if (st == ST_OK && v->n_open == 0)
            st = crawl_end_visit(c, v, err);
    }
    return st;
}

static enum st resume(struct crawl *c, struct resuming *r, struct err *err)
{
    enum st st = runs_visits(c->options.runs, take_visit, r, err);
    if (st == ST_OK && c->hooks->resumed)
        c->hooks->resumed(c->hooks->ctx, c->sum.n_before,
                          c->n_visits - c->sum.n_before);
    return st == ST_OK ? take_requests(r, err) : st;
}

/* The same sources, asked in the same way. */
static void name_scope(const struct crawl *c, char out[32])
{
    uint64_t sum = 0;
    const char *as = c->options.resume_as;
    for (size_t i = 0; i < c->n_visits; i++) {
        const struct visit *v = c->visits[i];
        sum = sum * 31 + hash64(v->source->name);
        sum = sum * 31 + hash64(str_from(v->home.text));
    }
    sum = sum * 31 + hash64(as ? str_from(as) : STR(""));
    snprintf(out, 32, "%016llx", (unsigned long long)sum);
}

enum st crawl_resume(struct crawl *c, const struct sources *sources,
                     bool *began, struct err *err)
{
    int64_t within_s = c->options.resume_within_s, begun_utc;
    char scope[32];
    bool resumed;
    if (!c->options.runs)
        return ST_OK;
    if (within_s == 0)
        within_s = RUNS_ROBOTS_MAX_S;
    name_scope(c, scope);
    enum st st = runs_begin(c->options.runs, str_from(scope), crawl_now_utc(c),
                            within_s, &begun_utc, &resumed, err);
    if (st != ST_OK)
        return st;
    struct names names;
    struct resuming r = {.c = c, .names = &names};
    names_init(&names);
    r.stages = xcalloc(sources->n, sizeof *r.stages);
    for (size_t i = 0; i < sources->n; i++) {
        names_put(&names, sources->v[i].name, NULL);
        c->visits[i]->started_utc = begun_utc;
    }
    if (resumed)
        st = resume(c, &r, err);
    for (size_t i = 0; i < sources->n; i++)
        began[i] = r.stages[i] != NOT_BEGUN;
    free(r.stages);
    names_done(&names);
    return st;
}
