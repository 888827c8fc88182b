/* SPDX-License-Identifier: MIT */
/* httpd.h - a small HTTP/1.1 server on loopback, for tests and the demo.
 *
 * It serves a table of pages, a function, or both (the table is asked first),
 * on 127.0.0.1 at a port that the system picks, from a thread of its own.
 * An answer that names its ETag or Last-Modified is a 304 to who has it.
 * "{{port}}" in a body or a header becomes that port. Every request is noted,
 * so that a test can ask what was fetched, when, and how often. It is not for
 * the open network. */
#ifndef DEMO_HTTPD_H
#define DEMO_HTTPD_H

#include "base/cleanup.h"
#include "base/err.h"
#include "base/str.h"
#include <stddef.h>
#include <stdint.h>

#define HTTPD_BODY_MAX_BYTES    (256u << 20) /* of an answer */
#define HTTPD_HEADERS_MAX_BYTES (256u << 10)
#define HTTPD_UPLOAD_MAX_BYTES  (1u << 20) /* of a request's body */
#define HTTPD_LOG_MAX           200000u    /* requests noted */

struct httpd;

/* One page of a table. Several entries of the same path are given in turn, one
 * a request; the last of them stays. */
struct httpd_page {
    const char *path;    /* with the query: "/jobs?page=2" */
    int status;          /* 0: 200 */
    const char *type;    /* Content-Type; NULL: none */
    const char *headers; /* further ones, "Name: value\n" each; may be NULL */
    struct str body;     /* may be absent */
};

struct httpd_request {
    const char *method;
    const char *path;  /* as sent, without the query */
    const char *query; /* behind the '?'; NULL: there was none */
    struct str body;   /* of a POST or PUT */
    void *impl;
};

/* What a handler fills in; the server owns it. */
struct httpd_answer {
    int status;         /* 404 unless the handler says otherwise */
    const char *type;   /* Content-Type, NULL none; must outlive the server */
    struct buf headers; /* "Name: value\n" each */
    struct buf body;
};

/* Value of a request's header; valid during the handler. NULL: not sent. */
const char *httpd_header(const struct httpd_request *r, const char *name);

/* Called on the server's thread, one request at a time. */
typedef void httpd_handler(void *ctx, const struct httpd_request *r,
                           struct httpd_answer *answer);

/* Start serving pages[0..n_pages) and, for what is not among them, handler (may
 * be NULL: 404). Both, and ctx, must outlive the server, whose thread uses
 * them. *out is the caller's, to end with httpd_stop(). ST_IO: no socket or
 * thread to be had. */
MUST_CHECK enum st httpd_start(const struct httpd_page *pages, size_t n_pages,
                               httpd_handler *handler, void *ctx,
                               struct httpd **out, struct err *err);

/* Stop listening, end the thread, free. NULL is a no-op. */
void httpd_stop(struct httpd *h);

/* The port listened on. */
unsigned httpd_port(const struct httpd *h);

/* Requests for this path (with its query), and requests in all. */
size_t httpd_hits(struct httpd *h, const char *path);
size_t httpd_total(struct httpd *h);

/* One request of the log, in the order of arrival. */
struct httpd_hit {
    const char *method, *path; /* path with its query */
    const char *user_agent;    /* "" when none was sent */
    int64_t at_ms;             /* monotonic */
};

/* The i-th request; its texts are valid until httpd_stop(). False when there
 * are not so many (or the log was full). */
bool httpd_log(struct httpd *h, size_t i, struct httpd_hit *out);

DEFINE_AUTO(struct httpd *, httpd_stop);

#endif
