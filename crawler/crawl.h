/* SPDX-License-Identifier: MIT */
/* crawl.h - fetch what the sources name into the archive, politely.
 *
 * The robots.txt of each origin is asked first; then each source's first
 * request is made, at the pace of politeness.h, following up to CRAWL_MAX_HOPS
 * redirects and trying again what may pass. Whoever reads the answer may ask
 * for more (crawl_follow): further pages, details. When nothing of a source is
 * left, it has a verdict. Every exchange that brought an answer is archived,
 * those of robots.txt without a source. The caller's thread fetches and
 * decides; others compress for the archive and read. */
#ifndef CRAWLER_CRAWL_H
#define CRAWLER_CRAWL_H

#include "base/err.h"
#include "base/log.h"
#include "base/progress.h"
#include "crawler/ask.h"
#include "crawler/sources.h"
#include "store/archive.h"
#include "store/runs.h"

#define CRAWL_MAX_HOPS       5u
#define CRAWL_CONCURRENT     32u
#define CRAWL_TRIES          3u
#define CRAWL_BACKOFF_MS     1000u
#define CRAWL_BODY_MAX_BYTES (64u << 20)
/* What the archive takes in one record. */
#define CRAWL_BODY_MOST_BYTES (ARCHIVE_RECORD_MAX_BYTES - (1u << 20))
#define CRAWL_STOP_GRACE_MS   5000   /* for what is in flight when stopped */
#define CRAWL_PAGES_MAX       500u   /* ASK_PAGE of one source in one run */
#define CRAWL_REQUESTS_MAX    20000u /* of one source in one run */
/* Of one run; and of one origin (scheme, host, port) in it. */
#define CRAWL_RUN_MAX_S    (24u * 3600)
#define CRAWL_ORIGIN_MAX_S (6u * 3600)
/* So many requests in a row without any answer, and an origin is given up. */
#define CRAWL_SILENT_MAX   12u
#define CRAWL_DETAIL_BYTES 256

enum verdict {
    VERDICT_OK,
    VERDICT_EMPTY,
    VERDICT_GONE,
    VERDICT_MOVED,        /* an API that points to another host */
    VERDICT_BLOCKED,      /* 401, 403, or robots.txt says no */
    VERDICT_RATE_LIMITED, /* 429 after all tries */
    VERDICT_TRUNCATED,    /* a limit cut the answer */
    VERDICT_PARSE_ERROR,  /* not what the kind promises */
    VERDICT_UNREACHABLE   /* DNS, connect, TLS, time, 5xx, bad redirects */
};
/* "rate-limited" and the like, as the store and status have them. */
const char *verdict_name(enum verdict v);
bool verdict_is_success(enum verdict v); /* ok and empty */

struct crawl_options {
    const char *user_agent;  /* whole header value */
    const char *agent_token; /* product token that robots.txt rules name */
    unsigned max_concurrent; /* over all hosts; 0: CRAWL_CONCURRENT */
    uint64_t max_body_bytes; /* decoded; 0: CRAWL_BODY_MAX_BYTES; at most
                                CRAWL_BODY_MOST_BYTES */
    unsigned timeout_s;      /* per request; 0: 60 */
    const char *spool_dir;   /* where large answers wait; NULL: in memory */
    unsigned threads;        /* beside the caller's; 0: one a processor */
    unsigned tries;          /* 0: CRAWL_TRIES */
    unsigned backoff_ms;     /* before the second try; 0: CRAWL_BACKOFF_MS */
    unsigned max_pages;      /* of a source that says nothing else; 0:
                                CRAWL_PAGES_MAX */
    unsigned max_requests;   /* of a source; 0: CRAWL_REQUESTS_MAX */
    unsigned max_run_s;      /* then the run stops; 0: CRAWL_RUN_MAX_S */
    unsigned max_origin_s;   /* from the first request to an origin; then its
                                sources are truncated; 0: CRAWL_ORIGIN_MAX_S */
    const char *ca_file;     /* authorities to trust instead of the system's;
                                NULL: those. Borrowed. */
    bool dry_run;            /* log (LOG_INFO) what would be fetched, and
                                fetch nothing; the writer may be NULL */
    /* Where the run is kept while it lasts, so that it can go on after a kill;
     * NULL: nowhere. A run of these sources that was begun at most
     * resume_within_s ago (0: RUNS_ROBOTS_MAX_S; negative: never) goes on. */
    struct runs *runs;
    int64_t resume_within_s;
    const char *resume_as; /* runs of different ways are different; or NULL */
    int64_t (*now_utc)(void); /* the clock; NULL: the system's */
    volatile const int *stop; /* set to non-zero by a signal: finish what is
                                 in flight and return; may be NULL */
};

/* One request that ended, after its records were archived. */
struct crawl_fetch {
    const struct source *source;
    const struct ask *ask;     /* what was asked; ask->note says which answer of
                                  the kind this is. Its url is absent: */
    struct str url, final_url; /* asked, and after redirects */
    int status;                /* 0: no answer */
    enum verdict verdict;
    struct str detail; /* words for a person; "" when ok */
    struct str body;   /* decoded; valid during the call */
    struct str content_type;
    struct archive_ref ref; /* file "" when nothing was archived */
    int64_t fetched_utc;
    struct str etag, last_modified; /* to ask with next time; absent: none that
                                       can be sent again */
    bool unchanged; /* the content is that of `known`, which ref leads to: by
                       304 (body is then empty) or byte by byte */
    int64_t known;  /* its id */
    void *read;     /* what the hook `read` gave; NULL: it was not asked */
    uint64_t n_postings; /* 0; set by the hook: what the answer held */
    uint64_t n_followed; /* valid crawl_follow() so far */
    uint64_t n_before;   /* postings that earlier answers of the source held */
    void *impl;
};

/* Content of a URL that an earlier crawl archived. */
struct crawl_known {
    int64_t id; /* the hook's own */
    struct archive_ref ref;
    int64_t fetched_utc;
    struct str etag, last_modified; /* valid until the hook is called again */
};

/* A source that is done. Its verdict is the most telling one among those of its
 * requests: any failure tells more than a success. */
struct crawl_end {
    const struct source *source;
    enum verdict verdict;
    struct str detail;
    /* The request that decided: the first, unless another failed. */
    int status;
    struct str final_url;
    struct archive_ref ref;
    bool as_asked; /* truncated by a limit that the source sets itself: no
                      failure */
    unsigned n_requests, n_failed;
    uint64_t n_postings; /* sum of what the hook counted */
    int64_t started_utc, ended_utc;
};

struct crawl_hooks {
    /* What is known of a URL of a source, before it is asked (GET only): the
     * server is then asked whether that has changed. *there is set to false
     * when nothing is. A failure ends the crawl. May be NULL. */
    enum st (*known)(void *ctx, const struct source *source, struct str url,
                     struct crawl_known *out, bool *there, struct err *err);
    /* Make of an answer whose verdict is ok, and which is not unchanged, what
     * `fetched` wants of it: called for several answers at once, in threads of
     * the crawl's own, with what is known of the answer (n_followed and known
     * excepted). It must not fail, nor use what `fetched` uses; drop() frees
     * what it gave. May be NULL. */
    void *(*read)(void *ctx, const struct crawl_fetch *f);
    void (*drop)(void *ctx, void *read);
    /* Called once per request of a source that has ended, in the order of
     * completion, whatever the verdict. It may lower the verdict (empty,
     * parse-error) after reading the body, count the postings, and ask for
     * more. A failure ends the crawl. May be NULL. */
    enum st (*fetched)(void *ctx, struct crawl_fetch *f, struct err *err);
    /* Called once per source, when its last request has ended. It may lower the
     * verdict and set detail. A failure ends the crawl. May be NULL. */
    enum st (*source_done)(void *ctx, struct crawl_end *e, struct err *err);
    /* What the hooks have written is to stay, whatever happens: called when the
     * answers that were there have been handled, before more is asked for and
     * before the run notes them as done. A failure ends the crawl. May be
     * NULL. */
    enum st (*settle)(void *ctx, struct err *err);
    /* A run goes on: so many sources have ended, so many have not. Called
     * before anything else. May be NULL. */
    void (*resumed)(void *ctx, size_t n_done, size_t n_left);
    bool sources_told; /* by source_done: log gets no line for them */
    void *ctx;
    const struct log *log;     /* may be NULL */
    struct progress *progress; /* may be NULL */
};

/* From the hook `fetched`: fetch this too, as part of the same source, behind
 * the same checks and at the same pace. What the source asked before in this
 * run is passed over in silence. Beyond the limits of pages and requests
 * nothing more is fetched, and the source's verdict is then truncated.
 * ST_BAD_INPUT: not what can be fetched (err says why; the source is none the
 * worse unless the hook says so); ST_TOO_BIG: a text is over its limit. */
MUST_CHECK enum st crawl_follow(struct crawl_fetch *f, const struct ask *ask,
                                struct err *err);

/* From the hook `fetched`: what this source asked for and was not begun is not
 * wanted any more (a page that adds nothing new). No failure. */
void crawl_enough(struct crawl_fetch *f);

/* From the hook `fetched`: the source has more than it gives, or than was
 * wanted of it (as_asked); its verdict is truncated for this reason unless a
 * failure tells more. */
void crawl_truncated(struct crawl_fetch *f, const char *why, bool as_asked);

struct crawl_summary {
    size_t n_sources;
    size_t n_ok;                /* verdict ok or empty, or truncated as asked */
    size_t n_failed;            /* any other */
    size_t n_left;              /* not finished when stopped: no verdict */
    bool out_of_time;           /* the run was stopped by max_run_s */
    size_t n_before;            /* of n_ok and n_failed: in the run that was
                                   interrupted */
    uint64_t n_requests, bytes; /* robots.txt included; decoded bodies */
};

/* Fetch every source into w (NULL: keep nothing). Faults of sources are values
 * in the summary; ST_IO: the archive could not be written, ST_CONFIG: the
 * options, ST_BUG, or what the hook returned; *out then has the figures so far
 * (none for the options). */
MUST_CHECK enum st crawl_run(const struct sources *sources,
                             const struct crawl_options *options,
                             struct archive_writer *w,
                             const struct crawl_hooks *hooks,
                             struct crawl_summary *out, struct err *err);

#endif
