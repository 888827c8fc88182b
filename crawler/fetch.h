/* SPDX-License-Identifier: MIT */
/* fetch.h - several HTTP requests at once, each within limits.
 *
 * The only user of curl's transfers. One request is one exchange: redirects are
 * not followed here, since each hop has to be asked of robots.txt and of the
 * address guard again. Private addresses are refused when the connection is
 * opened, whatever name led there, and again for a connection that is used
 * once more. No proxy, no cookies, no .netrc; certificates are checked.
 *
 * Usage: fetcher_start() for each request, then fetcher_wait() and
 * fetcher_next() until none is on its way. One thread. */
#ifndef CRAWLER_FETCH_H
#define CRAWLER_FETCH_H

#include "base/err.h"
#include "base/spool.h"
#include "crawler/net.h"
#include <stdbool.h>
#include <stdint.h>

/* Of a response; the archive adds a line or two, up to its own limit. */
#define FETCH_HEAD_MAX_BYTES  (60u << 10)
#define FETCH_HEAD_MAX_LINES  500u
#define FETCH_HEADS_MAX       20u /* "100 Continue" and the like, per answer */
#define FETCH_DETAIL_BYTES    256
#define FETCH_CONNECT_MS      10000
#define FETCH_TOTAL_MS        60000
#define FETCH_LOW_SPEED_BYTES 100 /* a second, over ... */
#define FETCH_LOW_SPEED_S     20
/* Where there is a directory for them: a body in memory is not larger than the
 * first; all of them together are not larger than the second but for some
 * requests of the third each. */
#define FETCH_LARGE_BYTES  (4u << 20)
#define FETCH_SHARED_BYTES (8u << 20)
#define FETCH_SMALL_BYTES  (256u << 10)
/* On the wire an answer may be larger than its body by so much (chunks, and
 * encodings that gain nothing). */
#define FETCH_WIRE_MORE_BYTES (1u << 20)

struct fetcher;

struct fetch_request {
    const char *url; /* canonical, of url.h */
    const char *user_agent, *accept;
    struct str post;    /* present: sent as the body of a POST */
    struct str headers; /* further ones, "Name: value\n" each */
    bool allow_private;
    bool fresh;              /* over a connection of its own */
    uint64_t max_body_bytes; /* decoded; what goes beyond is cut */
    bool start_will_do;      /* do not refuse an answer that announces more */
    const char *ca_file;     /* authorities to trust instead of the system's;
                                NULL: those */
    const char *resolve; /* "HOST:PORT:ADDRESS[,ADDRESS]" instead of DNS, for
                            tests; NULL: DNS */
    unsigned connect_ms, total_ms, low_speed_s; /* 0: as above */
    void *tag;                                  /* given back in the answer */
};

/* How an exchange ended. */
enum fetch_end {
    FETCH_DONE,    /* a whole answer, of whatever status */
    FETCH_TOO_BIG, /* the body passed its limit; what came before is there */
    FETCH_CUT,     /* the connection broke; the body may be there in part */
    FETCH_TIMEOUT, /* too slow in all, or for too long */
    FETCH_NO_HOST, /* the name has no address */
    FETCH_NO_CONNECTION,
    FETCH_BAD_CERTIFICATE,
    FETCH_NO_TLS,   /* no version or cipher in common, or cut before that */
    FETCH_PRIVATE,  /* the address is not on the open internet */
    FETCH_MALFORMED /* not HTTP as we accept it */
};

struct fetch_answer {
    void *tag;
    enum fetch_end end;
    char detail[FETCH_DETAIL_BYTES]; /* words when end is not FETCH_DONE */
    int status;                      /* 0: no status line came */
    bool stale; /* it came to nothing over a connection that was open before:
                   what was left on it was no answer; to be asked again, fresh
                 */
    struct buf request_head;           /* as sent, with the empty line */
    struct buf response_head;          /* as received, of the final response */
    struct spool body;                 /* decoded; to be read by spool_str() */
    char ip[NET_IP_TEXT_BYTES];        /* "": no connection */
    int64_t elapsed_ms, first_byte_ms; /* of the whole; until it began */
};

/* Value of a response header (the first of that name); absent when there is
 * none. A slice of the answer's head. */
struct str fetch_header(const struct fetch_answer *a, const char *name);
void fetch_answer_free(struct fetch_answer *a); /* NULL is a no-op */

/* At most max_connections at a time. *out is the caller's, to free with
 * fetcher_free(). ST_BUG: curl cannot be used. */
MUST_CHECK enum st fetcher_new(unsigned max_connections, struct fetcher **out,
                               struct err *err);
/* Ends what is on its way without an answer. NULL is a no-op. */
void fetcher_free(struct fetcher *f);

/* Let bodies wait in files of dir (borrowed) when they are large, or when many
 * are in memory: FETCH_LARGE_BYTES and FETCH_SHARED_BYTES. Without it all are
 * in memory. */
void fetcher_spool(struct fetcher *f, const char *dir);
/* So many bytes of answers that were taken are in memory too. */
void fetcher_count_elsewhere(struct fetcher *f, uint64_t bytes);

/* Begin a request; its texts are copied. ST_BUG: curl refuses the request. */
MUST_CHECK enum st fetcher_start(struct fetcher *f,
                                 const struct fetch_request *request,
                                 struct err *err);

/* Requests on their way, their answers not taken yet. */
unsigned fetcher_active(const struct fetcher *f);

/* Bytes of bodies that those on their way have brought so far. */
uint64_t fetcher_held_bytes(const struct fetcher *f);

/* Wait for something to happen, or timeout_ms; also without any request on its
 * way, so that it serves as the crawl's only sleep. ST_BUG. */
MUST_CHECK enum st fetcher_wait(struct fetcher *f, int timeout_ms,
                                struct err *err);

/* End a fetcher_wait(), the present one or the next; from any thread. */
void fetcher_wake(struct fetcher *f);

/* The next exchange that ended, to free with fetch_answer_free(); NULL: none.
 */
struct fetch_answer *fetcher_next(struct fetcher *f);

DEFINE_AUTO(struct fetcher *, fetcher_free);
DEFINE_AUTO(struct fetch_answer *, fetch_answer_free);

#endif
