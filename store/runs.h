/* SPDX-License-Identifier: MIT */
/* runs.h - how far a crawl has come, so that one that was killed goes on.
 *
 * One SQLite file, crawl.db. A run is the crawl of one scope (a set of sources,
 * in one way); of each of its sources it keeps which
 * requests wait and how those went that are done; of a source that has ended,
 * only its verdict. What is written is there after a kill; a loss of power may
 * take the last moments, which are then fetched again. */
#ifndef STORE_RUNS_H
#define STORE_RUNS_H

#include "base/arena.h"
#include "base/err.h"
#include "store/archive.h"
#include <stdbool.h>
#include <stdint.h>

#define RUNS_ROBOTS_MAX_S (24 * 3600) /* a robots.txt is believed so long */
#define RUNS_OPEN         (-1)        /* a visit without a verdict */

struct runs;

/* Open or make path. The statuses are those of postings_open(). */
MUST_CHECK enum st runs_open(const char *path, struct runs **out,
                             struct err *err);
void runs_free(struct runs *r); /* NULL is a no-op */

/* Take up the run of this scope, when there is one that was begun at most
 * max_age_s ago, or begin it; older runs of any scope are forgotten. *resumed:
 * it was there; *begun_utc: when. To be called before what follows. */
MUST_CHECK enum st runs_begin(struct runs *r, struct str scope, int64_t now_utc,
                              int64_t max_age_s, int64_t *begun_utc,
                              bool *resumed, struct err *err);
/* The run is complete: forget it. */
MUST_CHECK enum st runs_end(struct runs *r, struct err *err);

/* Writes between these are whole or not at all. */
MUST_CHECK enum st runs_lock(struct runs *r, struct err *err);
MUST_CHECK enum st runs_unlock(struct runs *r, enum st st, struct err *err);

struct run_visit {
    struct str source;
    int verdict; /* RUNS_OPEN, or the crawl's own number */
    bool restart;
    struct str fault; /* may be absent */
};

/* Note a visit, or that it has changed. With a verdict its requests are
 * forgotten. */
MUST_CHECK enum st runs_put_visit(struct runs *r, const struct run_visit *v,
                                  struct err *err);

struct run_request {
    int64_t id; /* 0: new */
    struct str source, url;
    struct str body, accept, headers, note; /* may be absent */
    bool is_page, may_be_gone, is_later;
    unsigned tries;
    int64_t not_before_utc;
    bool done; /* what follows is set: */
    int verdict, status;
    struct str detail, final_url;
    struct archive_ref ref; /* file and offset only */
    uint64_t n_postings;
};

/* Note a request; its id is set when it was 0. */
MUST_CHECK enum st runs_put_request(struct runs *r, struct run_request *q,
                                    struct err *err);
/* The requests of a source that wait are not wanted any more. */
MUST_CHECK enum st runs_drop_waiting(struct runs *r, struct str source,
                                     struct err *err);

/* Every visit of the run, in no order; and the requests of one source, in the
 * order they were noted. Texts are valid during the call, which may not write.
 * A failure ends it. */
MUST_CHECK enum st runs_visits(struct runs *r,
                               enum st (*take)(void *ctx,
                                               const struct run_visit *v,
                                               struct err *err),
                               void *ctx, struct err *err);
MUST_CHECK enum st runs_requests(struct runs *r, struct str source,
                                 enum st (*take)(void *ctx,
                                                 const struct run_request *q,
                                                 struct err *err),
                                 void *ctx, struct err *err);

/* A robots.txt that was had with success (body), or that is not there (absent:
 * all is allowed). */
MUST_CHECK enum st runs_put_robots(struct runs *r, struct str origin,
                                   struct str body, int64_t now_utc,
                                   struct err *err);
/* *there: it is known and not too old at now_utc; body lives in a. */
MUST_CHECK enum st runs_robots(struct runs *r, struct str origin,
                               int64_t now_utc, struct arena *a,
                               struct str *body, bool *there, struct err *err);

DEFINE_AUTO(struct runs *, runs_free);

#endif
