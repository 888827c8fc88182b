/* SPDX-License-Identifier: MIT */
/* crawl_state.h - what the parts of a crawl share: crawl.c, which begins
 * requests and waits, and crawl_answer.c, which makes sense of what came.
 * Not for others. */
#ifndef CRAWLER_CRAWL_STATE_H
#define CRAWLER_CRAWL_STATE_H

#include "base/pool.h"
#include "crawler/crawl.h"
#include "crawler/fetch.h"
#include "crawler/frontier.h"
#include "crawler/judge.h"
#include "crawler/origins.h"
#include "crawler/politeness.h"
#include "crawler/visit.h"

/* One exchange that ended, with what it means. */
struct ended {
    struct pool_item item;
    struct job *job;
    struct fetch_answer *answer;
    int64_t now_utc;
    int64_t wait_ms; /* before another try */
    /* Told by crawl_keep_answer(): */
    struct judgement judged;
    enum st st; /* with err, when it is not ST_OK */
    struct err err;
    bool unchanged; /* the content is job->known */
    struct archive_ref ref;
    struct crawl_fetch fetch; /* not for a robots.txt */
};

struct crawl {
    struct crawl_options options; /* with the defaults filled in */
    const struct crawl_hooks *hooks;
    struct archive_writer *w;
    struct crawl_summary sum;
    struct fetcher *fetcher;
    struct pool *pool;          /* keeps answers: struct ended */
    uint64_t kept_bytes;        /* of bodies in the pool, ... */
    uint64_t kept_memory_bytes; /* ... and those of them that are in memory */
    struct politeness *politeness;
    struct frontier frontier;
    struct origins origins;
    struct job **jobs; /* all there are, by slot: theirs to free */
    size_t n_jobs, cap_jobs;
    struct visit **visits; /* by the number of the source */
    size_t n_visits;
    struct job_queue followed; /* what hooks asked for, not routed yet */
    bool keeping;              /* options.runs has what is not settled yet */
    int64_t until_ms;          /* when the time for the run is over */
    int64_t stop_at_ms; /* when to give up what is in flight; 0: not stopped */
};

/* ---- The run that is kept (crawl_resume.c); all of it does nothing without
 * options.runs. Fail as the store does, or the hooks. ---- */

/* Take up the run of these sources, if there is one: c->visits are there.
 * began[i] is set for visits that need not be begun. */
MUST_CHECK enum st crawl_resume(struct crawl *c, const struct sources *sources,
                                bool *began, struct err *err);
/* A request is to be tried again, at job->not_before_ms. */
MUST_CHECK enum st crawl_keep_retry(struct crawl *c, struct job *job,
                                    struct err *err);
/* A request has ended, and has asked for what is in c->followed since mark
 * (NULL: all of it). */
MUST_CHECK enum st crawl_keep_end(struct crawl *c, struct job *job,
                                  const struct crawl_fetch *f,
                                  const struct job *mark, struct err *err);
/* A source has ended. */
MUST_CHECK enum st crawl_keep_verdict(struct crawl *c, const struct visit *v,
                                      enum verdict verdict, struct err *err);
/* What was kept since the last call is there after a kill; before it, so is
 * what the hooks wrote of it. */
MUST_CHECK enum st crawl_settle(struct crawl *c, struct err *err);
/* The crawl has failed: forget what was not settled. */
void crawl_unsettle(struct crawl *c);
/* What is known of an origin's robots.txt, by the key that origins_put() gave
 * it; origin->state tells. */
MUST_CHECK enum st crawl_recall_robots(struct crawl *c, size_t number,
                                       struct err *err);
/* body absent: everything is allowed. */
MUST_CHECK enum st crawl_keep_robots(struct crawl *c, size_t number,
                                     struct str body, struct err *err);

/* End a source: hook, figures, log. */
MUST_CHECK enum st crawl_end_visit(struct crawl *c, struct visit *v,
                                   struct err *err);

/* Seconds since 1970, by the clock of the options. */
int64_t crawl_now_utc(const struct crawl *c);

/* A job of the crawl, without its URLs, for a request of a source (ask is
 * copied), or for a robots.txt (both NULL). */
struct job *crawl_job_new(struct crawl *c, struct visit *visit,
                          const struct ask *ask);
void crawl_job_free(struct crawl *c, struct job *job);

/* True when the host of url is the job's own, which its source allowed to be
 * private; where that host sends us to is not its own. */
bool crawl_job_own_private(const struct job *job, const struct url *url);

/* True when nobody wants the job's answer any more; crawl_unwanted() then takes
 * it out of its visit. Fails as the hook does. */
static inline bool crawl_is_unwanted(const struct job *job)
{
    return job->later && job->visit->enough;
}
MUST_CHECK enum st crawl_unwanted(struct crawl *c, struct job *job,
                                  struct err *err);

/* Why the job may not go on to that URL ("to a private address"); NULL: it
 * may. */
const char *crawl_forbidden(const struct job *job, const struct url *to);

/* A request of a source has ended: tell the hook, and end the source with its
 * last one. f has what the exchange brought. Frees the job; fails as the hook
 * does. */
MUST_CHECK enum st crawl_finish(struct crawl *c, struct job *job,
                                struct crawl_fetch *f, struct err *err);
/* The same for a request that nobody was asked. */
MUST_CHECK enum st crawl_finish_unasked(struct crawl *c, struct job *job,
                                        enum verdict verdict,
                                        const char *detail, struct err *err);

/* Route what hooks asked for. Fails as crawl_route(). */
MUST_CHECK enum st crawl_route_followed(struct crawl *c, struct err *err);

/* Send a source's job on to its present URL: to the frontier, behind its
 * origin's robots.txt, or to its end. Fails as the hook does. */
MUST_CHECK enum st crawl_route(struct crawl *c, struct job *job,
                               struct err *err);

/* Route again what waited: a list of jobs, as frontier_take_all() gives it. */
MUST_CHECK enum st crawl_reroute(struct crawl *c, struct job *list,
                                 struct err *err);

/* An answer is there, for the job that is its tag: hand it to the
 * pool. Takes a. */
void crawl_on_answer(struct crawl *c, struct fetch_answer *a);
/* In the pool: judge, compare, archive and read a struct ended; ctx is the
 * crawl. */
void crawl_keep_answer(void *ctx, struct pool_item *item);
/* The pool is done with it: its job ends, goes on or is tried again. Frees e.
 * Fails as the archive did, or as a hook does. */
MUST_CHECK enum st crawl_on_kept(struct crawl *c, struct ended *e,
                                 struct err *err);
void crawl_ended_free(struct crawl *c, struct ended *e);

#endif
