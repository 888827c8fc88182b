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
    int64_t stop_at_ms; /* when to give up what is in flight; 0: not stopped */
};

/* A job of the crawl, for source (NULL: a robots.txt), without its URLs. */
struct job *crawl_job_new(struct crawl *c, const struct source *source);
void crawl_job_free(struct crawl *c, struct job *job);

/* True when the job's present host is the source's own, which it allowed to be
 * private; where that host sends us to is not its own. */
bool crawl_job_own_private(const struct job *job);

/* Send a source's job on to its present URL: to the frontier, behind its
 * origin's robots.txt, or to its end. Fails as the hook does. */
MUST_CHECK enum st crawl_route(struct crawl *c, struct job *job,
                               struct err *err);

/* Archive an answer, and let its job end, go on or try again. a->tag is the
 * job. Fails as the archive or the hook does. */
MUST_CHECK enum st
crawl_on_answer(struct crawl *c, const struct fetch_answer *a, struct err *err);

#endif
