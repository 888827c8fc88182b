/* SPDX-License-Identifier: MIT */
#include "crawler/fetch.h"
#include "base/alloc.h"
#include "crawler/fetch_head.h"
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define IDLE_HANDLES_MAX   64u
#define CONNECTION_MAX_AGE 3600L
#define KEPT_CONNECTIONS                                                       \
    128L /* idle ones, so that hosts asked in turn need                        \
            not be connected to each time */

/* One exchange on its way. */
struct transfer {
    struct fetcher *fetcher;
    CURL *easy;
    struct curl_slist *headers, *resolve;
    struct fetch_answer *answer;
    char error[CURL_ERROR_SIZE];
    bool allow_private;
    struct fetch_head head;
    uint64_t wire_bytes, max_wire_bytes; /* as received, chunks and all */
    enum fetch_end stopped;              /* why one of our callbacks ended it */
    struct transfer *next, **at;         /* in the fetcher's list */
};

struct fetcher {
    CURLM *multi;
    unsigned active;
    uint64_t held_bytes;   /* of bodies that are coming in, ... */
    uint64_t memory_bytes; /* ... and those of them that are in memory */
    uint64_t elsewhere_bytes;
    const char *spool_dir; /* NULL: none */
    struct transfer *transfers;
    CURL *idle[IDLE_HANDLES_MAX]; /* kept for their TLS sessions */
    unsigned n_idle;
};

/* ---- What curl calls ---- */

/* End the transfer for a reason of ours; the result makes curl give up. */
static size_t stop(struct transfer *t, enum fetch_end why, const char *words)
{
    if (t->stopped == FETCH_DONE) {
        t->stopped = why;
        snprintf(t->answer->detail, FETCH_DETAIL_BYTES, "%s", words);
    }
    return 0;
}

static bool is_for_a_file(const struct fetcher *f, size_t bytes)
{
    return f->spool_dir &&
           (bytes > FETCH_LARGE_BYTES ||
            (bytes > FETCH_SMALL_BYTES &&
             f->memory_bytes + f->elsewhere_bytes > FETCH_SHARED_BYTES));
}

static size_t on_body(char *p, size_t size, size_t n, void *ctx)
{
    struct transfer *t = ctx;
    struct fetcher *f = t->fetcher;
    struct spool *body = &t->answer->body;
    struct err err;
    enum st st = ST_OK;
    n *= size;
    size_t before = body->n, in_memory = body->memory.n;
    if (is_for_a_file(f, before + n))
        st = spool_to_file(body, f->spool_dir, &err);
    if (st == ST_OK)
        st = spool_add(body, p, n, &err);
    f->held_bytes += body->n - before;
    f->memory_bytes += body->memory.n - in_memory;
    if (st == ST_OK)
        return n;
    return stop(t, FETCH_TOO_BIG,
                st == ST_TOO_BIG ? "the answer is larger than the limit"
                                 : err.msg);
}

/* Called with each line of each head, and then with trailers. */
static size_t on_header(char *p, size_t size, size_t n, void *ctx)
{
    struct transfer *t = ctx;
    n *= size;
    t->wire_bytes += n;
    const char *wrong = fetch_head_line(&t->head, (struct str){p, n},
                                        &t->answer->response_head);
    t->answer->status = t->head.status;
    return wrong ? stop(t, FETCH_MALFORMED, wrong) : n;
}

static int on_debug(CURL *easy, curl_infotype type, char *p, size_t n,
                    void *ctx)
{
    (void)easy;
    struct transfer *t = ctx;
    if (type == CURLINFO_HEADER_OUT)
        buf_add(&t->answer->request_head, p, n);
    if (type == CURLINFO_DATA_IN) /* before chunks are put together */
        t->wire_bytes += n;
    return 0;
}

/* Chunks may be all frame and no body, which on_body() would never see. */
static int on_progress(void *ctx, curl_off_t down, curl_off_t down_now,
                       curl_off_t up, curl_off_t up_now)
{
    struct transfer *t = ctx;
    (void)down;
    (void)down_now;
    (void)up;
    (void)up_now;
    if (t->wire_bytes <= t->max_wire_bytes)
        return 0; /* go on, without the meter that the named value brings */
    stop(t, FETCH_TOO_BIG, "more bytes on the wire than the limit");
    return 1;
}

static void refuse_private(struct transfer *t)
{
    stop(t, FETCH_PRIVATE, "the address is private or on loopback");
}

static curl_socket_t on_open_socket(void *ctx, curlsocktype purpose,
                                    struct curl_sockaddr *address)
{
    struct transfer *t = ctx;
    (void)purpose;
    if (!t->allow_private && !net_is_public(&address->addr)) {
        refuse_private(t);
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC,
                  address->protocol);
}

/* A connection that another request opened, and was allowed to, may be used
 * again without on_open_socket() being asked. */
static int on_request(void *ctx, char *ip, char *local_ip, int port,
                      int local_port)
{
    struct transfer *t = ctx;
    (void)local_ip;
    (void)port;
    (void)local_port;
    struct sockaddr_storage address;
    bool known = net_literal(str_from(ip), &address);
    snprintf(t->answer->ip, sizeof t->answer->ip, "%s", ip);
    if (t->allow_private ||
        (known && net_is_public((const struct sockaddr *)&address))) {
        /* One of several addresses may have been refused before. */
        t->stopped = FETCH_DONE;
        return CURL_PREREQFUNC_OK;
    }
    refuse_private(t);
    return CURL_PREREQFUNC_ABORT;
}

/* ---- Starting ---- */

static unsigned or_default(unsigned given, unsigned otherwise)
{
    return given ? given : otherwise;
}

static bool set_callbacks(struct transfer *t)
{
    CURL *e = t->easy;
    return !curl_easy_setopt(e, CURLOPT_PRIVATE, t) &&
           !curl_easy_setopt(e, CURLOPT_ERRORBUFFER, t->error) &&
           !curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body) &&
           !curl_easy_setopt(e, CURLOPT_WRITEDATA, t) &&
           !curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header) &&
           !curl_easy_setopt(e, CURLOPT_HEADERDATA, t) &&
           !curl_easy_setopt(e, CURLOPT_DEBUGFUNCTION, on_debug) &&
           !curl_easy_setopt(e, CURLOPT_DEBUGDATA, t) &&
           !curl_easy_setopt(e, CURLOPT_VERBOSE, 1L) &&
           !curl_easy_setopt(e, CURLOPT_XFERINFOFUNCTION, on_progress) &&
           !curl_easy_setopt(e, CURLOPT_XFERINFODATA, t) &&
           !curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_open_socket) &&
           !curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, t) &&
           !curl_easy_setopt(e, CURLOPT_PREREQFUNCTION, on_request) &&
           !curl_easy_setopt(e, CURLOPT_PREREQDATA, t);
}

/* What keeps a transfer from going where, or as whom, it should not. */
static bool set_guards(CURL *e)
{
    return !curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https") &&
           !curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") &&
           !curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L) &&
           !curl_easy_setopt(e, CURLOPT_PROXY, "") &&
           !curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED) &&
           !curl_easy_setopt(e, CURLOPT_UNRESTRICTED_AUTH, 0L) &&
           !curl_easy_setopt(e, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) &&
           !curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L) &&
           !curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L) &&
           !curl_easy_setopt(e, CURLOPT_SSLVERSION,
                             (long)CURL_SSLVERSION_TLSv1_2) &&
           !curl_easy_setopt(e, CURLOPT_HTTP09_ALLOWED, 0L) &&
           !curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
}

static bool set_limits(CURL *e, const struct fetch_request *r)
{
    return !curl_easy_setopt(
               e, CURLOPT_CONNECTTIMEOUT_MS,
               (long)or_default(r->connect_ms, FETCH_CONNECT_MS)) &&
           !curl_easy_setopt(e, CURLOPT_TIMEOUT_MS,
                             (long)or_default(r->total_ms, FETCH_TOTAL_MS)) &&
           !curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT,
                             (long)FETCH_LOW_SPEED_BYTES) &&
           !curl_easy_setopt(
               e, CURLOPT_LOW_SPEED_TIME,
               (long)or_default(r->low_speed_s, FETCH_LOW_SPEED_S)) &&
           !curl_easy_setopt(
               e, CURLOPT_MAXFILESIZE_LARGE,
               (curl_off_t)(r->start_will_do ? 0 : r->max_body_bytes)) &&
           !curl_easy_setopt(e, CURLOPT_NOPROGRESS, 0L) && /* on_progress() */
           !curl_easy_setopt(e, CURLOPT_MAXLIFETIME_CONN, CONNECTION_MAX_AGE);
}

static bool add_header(struct transfer *t, const char *line)
{
    struct curl_slist *more = curl_slist_append(t->headers, line);
    if (more)
        t->headers = more;
    return more != NULL;
}

static bool add_headers(struct transfer *t, struct str lines)
{
    struct str line;
    bool added = true;
    AUTO(buf_done) struct buf text;
    buf_init(&text, FETCH_HEAD_MAX_BYTES);
    while (added && str_split(&lines, '\n', &line)) {
        buf_clear(&text);
        buf_add_str(&text, line);
        added = line.n == 0 || add_header(t, buf_cstr(&text));
    }
    return added && !text.overflowed;
}

static bool has_header(struct str lines, const char *name)
{
    struct str line, field;
    while (str_split(&lines, '\n', &line))
        if (str_split(&line, ':', &field) &&
            str_eq_ascii_nocase(field, str_from(name)))
            return true;
    return false;
}

/* Who is trusted, and what stands in for DNS. */
static bool set_places(struct transfer *t, const struct fetch_request *r)
{
    CURL *e = t->easy;
    if (r->resolve && !(t->resolve = curl_slist_append(NULL, r->resolve)))
        return false;
    if (r->fresh && curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, 1L))
        return false;
    return (!r->ca_file || !curl_easy_setopt(e, CURLOPT_CAINFO, r->ca_file)) &&
           (!t->resolve || !curl_easy_setopt(e, CURLOPT_RESOLVE, t->resolve));
}

/* A body is sent at once, without asking first whether it is welcome. */
static bool set_post(struct transfer *t, const struct fetch_request *r)
{
    CURL *e = t->easy;
    if (!r->post.p)
        return true;
    return add_header(t, "Expect:") &&
           (has_header(r->headers, "Content-Type") ||
            add_header(t, "Content-Type: application/json")) &&
           !curl_easy_setopt(e, CURLOPT_POST, 1L) &&
           !curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE,
                             (curl_off_t)r->post.n) &&
           !curl_easy_setopt(e, CURLOPT_COPYPOSTFIELDS, r->post.p);
}

static bool set_request(struct transfer *t, const struct fetch_request *r)
{
    CURL *e = t->easy;
    AUTO(buf_done) struct buf accept;
    buf_init(&accept, FETCH_HEAD_MAX_BYTES);
    buf_printf(&accept, "Accept: %s", r->accept);
    return !accept.overflowed && add_header(t, buf_cstr(&accept)) &&
           add_headers(t, r->headers) && set_post(t, r) &&
           !curl_easy_setopt(e, CURLOPT_HTTPHEADER, t->headers) &&
           !curl_easy_setopt(e, CURLOPT_URL, r->url) &&
           !curl_easy_setopt(e, CURLOPT_USERAGENT, r->user_agent) &&
           !curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "") &&
           !curl_easy_setopt(e, CURLOPT_HTTP_VERSION,
                             (long)CURL_HTTP_VERSION_2TLS) &&
           !curl_easy_setopt(e, CURLOPT_PIPEWAIT, 1L);
}

static struct transfer *transfer_new(struct fetcher *f,
                                     const struct fetch_request *r)
{
    struct transfer *t = xalloc(sizeof *t);
    struct fetch_answer *a = xalloc(sizeof *a);
    t->fetcher = f;
    a->tag = r->tag;
    buf_init(&a->request_head, FETCH_HEAD_MAX_BYTES);
    buf_init(&a->response_head, FETCH_HEAD_MAX_BYTES);
    spool_init(&a->body, (size_t)r->max_body_bytes);
    t->answer = a;
    t->allow_private = r->allow_private;
    t->max_wire_bytes = r->max_body_bytes + FETCH_WIRE_MORE_BYTES;
    t->easy = f->n_idle ? f->idle[--f->n_idle] : curl_easy_init();
    t->next = f->transfers;
    t->at = &f->transfers;
    if (t->next)
        t->next->at = &t->next;
    f->transfers = t;
    return t;
}

/* Free t but for its answer. */
static void transfer_free(struct fetcher *f, struct transfer *t)
{
    f->held_bytes -= t->answer->body.n;
    f->memory_bytes -= t->answer->body.memory.n;
    *t->at = t->next;
    if (t->next)
        t->next->at = t->at;
    curl_slist_free_all(t->headers);
    curl_slist_free_all(t->resolve);
    if (t->easy && f->n_idle < IDLE_HANDLES_MAX) {
        curl_easy_reset(t->easy);
        f->idle[f->n_idle++] = t->easy;
    } else {
        curl_easy_cleanup(t->easy);
    }
    free(t);
}

enum st fetcher_start(struct fetcher *f, const struct fetch_request *r,
                      struct err *err)
{
    struct transfer *t = transfer_new(f, r);
    if (t->easy && set_callbacks(t) && set_guards(t->easy) &&
        set_limits(t->easy, r) && set_places(t, r) && set_request(t, r) &&
        curl_multi_add_handle(f->multi, t->easy) == CURLM_OK) {
        f->active++;
        return ST_OK;
    }
    struct fetch_answer *a = t->answer;
    transfer_free(f, t);
    fetch_answer_free(a);
    return err_set(err, ST_BUG, "curl refuses the request for %s", r->url);
}

/* ---- Ending ---- */

static enum fetch_end end_from(CURLcode rc)
{
    switch (rc) {
    case CURLE_OK:
        return FETCH_DONE;
    case CURLE_FILESIZE_EXCEEDED:
        return FETCH_TOO_BIG;
    case CURLE_COULDNT_RESOLVE_HOST:
        return FETCH_NO_HOST;
    case CURLE_COULDNT_CONNECT:
        return FETCH_NO_CONNECTION;
    case CURLE_OPERATION_TIMEDOUT:
        return FETCH_TIMEOUT;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return FETCH_BAD_CERTIFICATE;
    case CURLE_SSL_CONNECT_ERROR:
        return FETCH_NO_TLS;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return FETCH_CUT;
    default:
        return FETCH_MALFORMED;
    }
}

/* Some servers send more than they announce (a body with a 304): the next
 * request would read it for its answer. */
static bool is_stale(const struct transfer *t, CURLcode rc)
{
    long connects = 0;
    curl_easy_getinfo(t->easy, CURLINFO_NUM_CONNECTS, &connects);
    return rc != CURLE_OK && connects == 0 && t->answer->ip[0] &&
           t->answer->response_head.n == 0 && t->stopped == FETCH_DONE &&
           end_from(rc) != FETCH_TIMEOUT;
}

static struct fetch_answer *finish(struct fetcher *f, struct transfer *t,
                                   CURLcode rc)
{
    struct fetch_answer *a = t->answer;
    curl_off_t us = 0, begun_us = 0;
    curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &us);
    curl_easy_getinfo(t->easy, CURLINFO_STARTTRANSFER_TIME_T, &begun_us);
    a->elapsed_ms = us / 1000;
    a->first_byte_ms = (begun_us ? begun_us : us) / 1000;
    a->end = end_from(rc);
    a->stale = is_stale(t, rc);
    if (a->end != FETCH_DONE && t->stopped != FETCH_DONE)
        a->end = t->stopped;
    else
        snprintf(a->detail, sizeof a->detail, "%s",
                 rc == CURLE_OK ? ""
                 : t->error[0]  ? t->error
                                : curl_easy_strerror(rc));
    curl_multi_remove_handle(f->multi, t->easy);
    transfer_free(f, t);
    f->active--;
    return a;
}

struct fetch_answer *fetcher_next(struct fetcher *f)
{
    CURLMsg *m;
    int left;
    while ((m = curl_multi_info_read(f->multi, &left))) {
        if (m->msg != CURLMSG_DONE)
            continue;
        struct transfer *t = NULL;
        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&t);
        return finish(f, t, m->data.result);
    }
    return NULL;
}

unsigned fetcher_active(const struct fetcher *f)
{
    return f->active;
}

void fetcher_spool(struct fetcher *f, const char *dir)
{
    f->spool_dir = dir;
}

void fetcher_count_elsewhere(struct fetcher *f, uint64_t bytes)
{
    f->elsewhere_bytes = bytes;
}

uint64_t fetcher_held_bytes(const struct fetcher *f)
{
    return f->held_bytes;
}

enum st fetcher_wait(struct fetcher *f, int timeout_ms, struct err *err)
{
    int running = 0;
    CURLMcode rc = curl_multi_perform(f->multi, &running);
    if (rc == CURLM_OK && (unsigned)running == f->active) {
        rc = curl_multi_poll(f->multi, NULL, 0, timeout_ms, NULL);
        if (rc == CURLM_OK)
            rc = curl_multi_perform(f->multi, &running);
    }
    if (rc == CURLM_OK)
        return ST_OK;
    return err_set(err, ST_BUG, "curl cannot go on: %s",
                   curl_multi_strerror(rc));
}

void fetcher_wake(struct fetcher *f)
{
    curl_multi_wakeup(f->multi);
}

enum st fetcher_new(unsigned max_connections, struct fetcher **out,
                    struct err *err)
{
    struct fetcher *f = xalloc(sizeof *f);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(f);
        return err_set(err, ST_BUG, "curl cannot be started");
    }
    f->multi = curl_multi_init();
    if (!f->multi ||
        curl_multi_setopt(f->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
                          (long)max_connections + KEPT_CONNECTIONS) ||
        curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS, KEPT_CONNECTIONS) ||
        curl_multi_setopt(f->multi, CURLMOPT_PIPELINING,
                          (long)CURLPIPE_MULTIPLEX)) {
        fetcher_free(f);
        return err_set(err, ST_BUG, "curl cannot be started");
    }
    *out = f;
    return ST_OK;
}

void fetcher_free(struct fetcher *f)
{
    if (!f)
        return;
    while (f->transfers) {
        struct transfer *t = f->transfers;
        struct fetch_answer *a = t->answer;
        curl_multi_remove_handle(f->multi, t->easy);
        transfer_free(f, t);
        fetch_answer_free(a);
    }
    while (f->n_idle)
        curl_easy_cleanup(f->idle[--f->n_idle]);
    curl_multi_cleanup(f->multi);
    curl_global_cleanup();
    free(f);
}

struct str fetch_header(const struct fetch_answer *a, const char *name)
{
    return fetch_head_field(buf_str(&a->response_head), str_from(name));
}

void fetch_answer_free(struct fetch_answer *a)
{
    if (!a)
        return;
    buf_done(&a->request_head);
    buf_done(&a->response_head);
    spool_done(&a->body);
    free(a);
}
