/* SPDX-License-Identifier: MIT */
/* frontier.h - the requests that wait for their turn, a queue per backend.
 *
 * Which one may begin is asked of politeness.h; backends take turns, so that a
 * slow one keeps no other waiting. The frontier borrows its jobs. */
#ifndef CRAWLER_FRONTIER_H
#define CRAWLER_FRONTIER_H

#include "crawler/politeness.h"
#include "crawler/sources.h"
#include "crawler/url.h"

struct visit;
struct crawl_known;

/* One thing to fetch: an answer for a source, or a robots.txt. */
struct job {
    struct visit *visit; /* of the source; NULL: a robots.txt */
    struct ask *ask;     /* how; its url is absent. NULL: a robots.txt */
    size_t origin;       /* number of the origin whose robots.txt this is, or
                            that url belongs to */
    size_t backend;      /* that carries url */
    struct crawl_known *known; /* of url; NULL: nothing */
    struct url first;          /* where it began */
    struct url url;            /* where it is now, after redirects */
    int64_t kept;              /* its number in the run that is kept; 0: none */
    unsigned tries;            /* begun so far, of url */
    unsigned hops;             /* redirects followed */
    bool own_private;          /* a robots.txt of a host that may be private */
    bool conditional;          /* asked whether known has changed */
    bool fresh;                /* to be asked over a new connection */
    bool later; /* asked for by an answer: goes before first ones */
    int64_t not_before_ms;
    struct job *next; /* in the one list it is in */
    size_t slot;      /* of whoever owns it */
};

struct job_queue {
    struct job *first, *last;
};

void job_queue_put(struct job_queue *q, struct job *job);
/* The whole queue as a list; q is then empty. */
struct job *job_queue_take_all(struct job_queue *q);

struct frontier {
    struct job_queue *queues; /* two by backend: follow-ups, first ones */
    bool *listed;             /* by backend: it is in waiting[] */
    size_t cap;
    size_t *waiting; /* backends with a job */
    size_t n_waiting, cap_waiting, turn;
};

void frontier_init(struct frontier *f);
void frontier_done(struct frontier *f);

/* Append job to the queue of its backend. Follow-ups go before the first
 * requests of other sources, so that few sources are open at a time. */
void frontier_put(struct frontier *f, struct job *job);

/* All jobs of a backend, as a list; none of it waits any more. */
struct job *frontier_take_all(struct frontier *f, size_t backend);

#define FRONTIER_NEVER INT64_MAX

/* The next job that may begin now, taken out; NULL when none may, and *wait_ms
 * then says when to ask again (FRONTIER_NEVER: when a request has ended, or
 * nothing waits). */
struct job *frontier_take(struct frontier *f, const struct politeness *p,
                          int64_t now_ms, int64_t *wait_ms);

#endif
