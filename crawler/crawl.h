/* SPDX-License-Identifier: MIT */
/* crawl.h - fetch what the sources name into the archive, politely. */
#ifndef CRAWLER_CRAWL_H
#define CRAWLER_CRAWL_H

#include "base/err.h"
#include "base/log.h"
#include "base/progress.h"
#include "crawler/sources.h"
#include "store/archive.h"

enum verdict {
    VERDICT_OK,
    VERDICT_EMPTY,
    VERDICT_GONE,
    VERDICT_MOVED,
    VERDICT_BLOCKED,      /* 401, 403, or robots.txt says no */
    VERDICT_RATE_LIMITED, /* 429 after all tries */
    VERDICT_TRUNCATED,    /* a limit cut the answer */
    VERDICT_PARSE_ERROR,  /* not what the kind promises */
    VERDICT_UNREACHABLE   /* DNS, connect, TLS, time, 5xx */
};
const char *verdict_name(enum verdict v);

struct crawl_options {
    const char *user_agent;   /* whole header value */
    const char *agent_token;  /* product token that robots.txt rules name */
    unsigned max_concurrent;  /* over all hosts; 0: 16 */
    uint64_t max_body_bytes;  /* decoded; 0: 64 MiB */
    unsigned timeout_s;       /* per request; 0: 60 */
    unsigned tries;           /* 0: 3 */
    bool dry_run;             /* name what would be fetched, fetch nothing */
    volatile const int *stop; /* set to non-zero by a signal: finish what is
                                 in flight and return; may be NULL */
};

/* One request that ended, after its records were archived. */
struct crawl_fetch {
    const struct source *source;
    struct str url, final_url;
    int status; /* 0: no answer */
    enum verdict verdict;
    struct str detail; /* words for a person; "" when ok */
    struct str body;   /* decoded; valid during the call */
    struct str content_type;
    struct archive_ref ref; /* file "" when nothing was archived */
    int64_t fetched_utc;
};

struct crawl_hooks {
    /* Called once per source's answer, in the order of completion. It may
     * lower the verdict (empty, parse-error) after reading the body. A failure
     * ends the crawl. May be NULL. */
    enum st (*fetched)(void *ctx, struct crawl_fetch *f, struct err *err);
    void *ctx;
    const struct log *log;     /* may be NULL */
    struct progress *progress; /* may be NULL */
};

struct crawl_summary {
    size_t n_sources, n_ok, n_failed, n_left; /* left: not begun when stopped */
    uint64_t n_requests, bytes;
};

/* Fetch every source into w. Faults of sources are values in the summary;
 * ST_IO: the archive could not be written, ST_BUG. */
MUST_CHECK enum st crawl_run(const struct sources *sources,
                             const struct crawl_options *options,
                             struct archive_writer *w,
                             const struct crawl_hooks *hooks,
                             struct crawl_summary *out, struct err *err);

#endif
