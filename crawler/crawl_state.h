/* SPDX-License-Identifier: MIT */
/* crawl_state.h - what the parts of a crawl share: crawl.c, which begins
 * requests and waits, and crawl_answer.c, which makes sense of what came.
 * Not for others. */
#ifndef CRAWLER_CRAWL_STATE_H
#define CRAWLER_CRAWL_STATE_H

#include "crawler/crawl.h"
#include "crawler/fetch.h"
#include "crawler/frontier.h"
#include "crawler/origins.h"
#include "crawler/politeness.h"
#include "crawler/visit.h"

struct crawl {
    struct crawl_options options; /* with the defaults filled in */
    const struct crawl_hooks *hooks;
    struct archive_writer *w;
    struct crawl_summary sum;
    struct fetcher *fetcher;
    struct politeness *politeness;
    struct frontier frontier;
    struct origins origins;
    struct job **jobs; /* all there are, by slot: theirs to free */
    size_t n_jobs, cap_jobs;
    struct visit **visits; /* by the number of the source */
    size_t n_visits;
    struct job_queue followed; /* what hooks asked for, not routed yet */
    int64_t stop_at_ms; /* when to give up what is in flight; 0: not stopped */
};

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

/* Archive an answer, and let its job end, go on or try again. a->tag is the
 * job. Fails as the archive or the hook does. */
MUST_CHECK enum st
crawl_on_answer(struct crawl *c, const struct fetch_answer *a, struct err *err);

#endif
