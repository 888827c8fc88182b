/* SPDX-License-Identifier: MIT */
#include "demo/httpd.h"
#include "base/alloc.h"
#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define IDLE_TIMEOUT_S 120

struct httpd {
    struct MHD_Daemon *daemon;
    const struct httpd_page *pages;
    size_t n_pages;
    bool *served; /* per page: given once, so that the next entry follows */
    httpd_handler *handler;
    void *ctx;
    unsigned port;
    pthread_mutex_t lock; /* guards what follows */
    struct httpd_hit *log;
    size_t n_log, cap_log, total;
};

/* One request on its way; made when its first line has been read. */
struct exchange {
    char *target, *path;
    struct buf upload;
    bool begun;
};

static void *exchange_new(void *ctx, const char *uri, struct MHD_Connection *c)
{
    (void)ctx;
    (void)c;
    struct exchange *x = xalloc(sizeof *x);
    x->target = xstrdup(uri);
    x->path = xstrdup(uri);
    buf_init(&x->upload, HTTPD_UPLOAD_MAX_BYTES);
    return x;
}

static void exchange_free(void *ctx, struct MHD_Connection *c, void **per_req,
                          enum MHD_RequestTerminationCode why)
{
    (void)ctx;
    (void)c;
    (void)why;
    struct exchange *x = *per_req;
    if (!x)
        return;
    free(x->target);
    free(x->path);
    buf_done(&x->upload);
    free(x);
    *per_req = NULL;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void note(struct httpd *h, const char *method, const char *target,
                 const char *user_agent)
{
    pthread_mutex_lock(&h->lock);
    h->total++;
    if (h->n_log < HTTPD_LOG_MAX) {
        h->log = xgrow(h->log, h->n_log, &h->cap_log, sizeof *h->log);
        h->log[h->n_log++] = (struct httpd_hit){
            .method = xstrdup(method),
            .path = xstrdup(target),
            .user_agent = xstrdup(user_agent ? user_agent : ""),
            .at_ms = now_ms(),
        };
    }
    pthread_mutex_unlock(&h->lock);
}

/* Append text to out with every "{{port}}" replaced. */
static void fill_in(const struct httpd *h, struct str text, struct buf *out)
{
    const struct str mark = STR("{{port}}");
    while (text.n) {
        size_t at = str_find(text, mark);
        if (at == SIZE_MAX) {
            buf_add_str(out, text);
            return;
        }
        buf_add_str(out, str_slice(text, 0, at));
        buf_printf(out, "%u", h->port);
        text = str_slice(text, at + mark.n, text.n);
    }
}

/* The first entry for target that was not given yet, else its last. */
static const struct httpd_page *find_page(struct httpd *h, const char *target)
{
    const struct httpd_page *last = NULL;
    for (size_t i = 0; i < h->n_pages; i++) {
        if (strcmp(h->pages[i].path, target) != 0)
            continue;
        last = &h->pages[i];
        if (!h->served[i]) {
            h->served[i] = true;
            break;
        }
    }
    return last;
}

static void add_headers(const struct httpd *h, struct str lines,
                        struct MHD_Response *response)
{
    struct buf filled;
    buf_init(&filled, HTTPD_HEADERS_MAX_BYTES);
    fill_in(h, lines, &filled);
    struct str rest = buf_str(&filled), line;
    while (str_split(&rest, '\n', &line)) {
        struct str name;
        if (!str_split(&line, ':', &name) || !line.p)
            continue;
        struct str value = str_trim(line);
        char *n = strndup(name.p, name.n);
        char *v = strndup(value.p, value.n);
        if (n && v)
            MHD_add_response_header(response, n, v);
        free(n);
        free(v);
    }
    buf_done(&filled);
}

static enum MHD_Result send_answer(struct httpd *h, struct MHD_Connection *c,
                                   const struct httpd_answer *a)
{
    struct buf body;
    buf_init(&body, HTTPD_BODY_MAX_BYTES);
    fill_in(h, buf_str(&a->body), &body);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(body.n, body.p, MHD_RESPMEM_MUST_FREE);
    if (!response) {
        buf_done(&body);
        return MHD_NO;
    }
    if (a->type)
        MHD_add_response_header(response, "Content-Type", a->type);
    add_headers(h, buf_str(&a->headers), response);
    enum MHD_Result queued =
        MHD_queue_response(c, (unsigned)a->status, response);
    MHD_destroy_response(response);
    return queued;
}

static void answer_from_page(const struct httpd_page *page,
                             struct httpd_answer *a)
{
    a->status = page->status ? page->status : 200;
    a->type = page->type;
    buf_add_str(&a->headers, str_from(page->headers));
    buf_add_str(&a->body, page->body);
}

/* True when the request says that it has what the header of the answer names.
 */
static bool has_it(struct MHD_Connection *c, const char *asked,
                   struct str lines, const char *header)
{
    const char *known = MHD_lookup_connection_value(c, MHD_HEADER_KIND, asked);
    struct str line, name;
    while (known && str_split(&lines, '\n', &line))
        if (str_split(&line, ':', &name) && line.p &&
            str_eq_ascii_nocase(name, str_from(header)))
            return str_eq(str_trim(line), str_from(known));
    return false;
}

static void answer_with_304(struct MHD_Connection *c, struct httpd_answer *a)
{
    struct str lines = buf_str(&a->headers);
    if (a->status != 200 ||
        (!has_it(c, "If-None-Match", lines, "ETag") &&
         !has_it(c, "If-Modified-Since", lines, "Last-Modified")))
        return;
    a->status = 304;
    buf_clear(&a->body);
}

static enum MHD_Result reply(struct httpd *h, struct MHD_Connection *c,
                             struct exchange *x, const char *method)
{
    struct httpd_answer a = {.status = 404};
    buf_init(&a.headers, HTTPD_HEADERS_MAX_BYTES);
    buf_init(&a.body, HTTPD_BODY_MAX_BYTES);
    const struct httpd_page *page = find_page(h, x->target);
    if (page) {
        answer_from_page(page, &a);
    } else if (h->handler) {
        char *query = strchr(x->path, '?');
        if (query)
            *query++ = '\0';
        struct httpd_request r = {.method = method,
                                  .path = x->path,
                                  .query = query,
                                  .body = buf_str(&x->upload),
                                  .impl = c};
        h->handler(h->ctx, &r, &a);
    }
    answer_with_304(c, &a);
    enum MHD_Result sent = send_answer(h, c, &a);
    buf_done(&a.headers);
    buf_done(&a.body);
    return sent;
}

/* Called once with the head, then with pieces of an uploaded body, then once
 * with nothing left, which is when the answer is due. */
static enum MHD_Result serve(void *ctx, struct MHD_Connection *c,
                             const char *url, const char *method,
                             const char *version, const char *upload,
                             size_t *upload_n, void **per_req)
{
    (void)url;
    (void)version;
    struct httpd *h = ctx;
    struct exchange *x = *per_req;
    if (!x->begun) {
        x->begun = true;
        note(h, method, x->target,
             MHD_lookup_connection_value(c, MHD_HEADER_KIND, "User-Agent"));
        return MHD_YES;
    }
    if (*upload_n) {
        bool fits = buf_add(&x->upload, upload, *upload_n);
        *upload_n = 0;
        return fits ? MHD_YES : MHD_NO;
    }
    return reply(h, c, x, method);
}

const char *httpd_header(const struct httpd_request *r, const char *name)
{
    return MHD_lookup_connection_value(r->impl, MHD_HEADER_KIND, name);
}

enum st httpd_start(const struct httpd_page *pages, size_t n_pages,
                    httpd_handler *handler, void *ctx, struct httpd **out,
                    struct err *err)
{
    struct httpd *h = xalloc(sizeof *h);
    h->pages = pages;
    h->n_pages = n_pages;
    h->served = xcalloc(n_pages, sizeof *h->served);
    h->handler = handler;
    h->ctx = ctx;
    pthread_mutex_init(&h->lock, NULL);
    struct sockaddr_in any_port = {.sin_family = AF_INET};
    any_port.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    h->daemon = MHD_start_daemon(
        MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, serve, h,
        MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&any_port,
        MHD_OPTION_URI_LOG_CALLBACK, exchange_new, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, exchange_free, NULL,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_TIMEOUT_S,
        MHD_OPTION_END);
    const union MHD_DaemonInfo *info =
        h->daemon ? MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT)
                  : NULL;
    if (!info) {
        httpd_stop(h);
        return err_set(err, ST_IO, "cannot listen on 127.0.0.1");
    }
    h->port = info->port;
    *out = h;
    return ST_OK;
}

void httpd_stop(struct httpd *h)
{
    if (!h)
        return;
    if (h->daemon)
        MHD_stop_daemon(h->daemon);
    for (size_t i = 0; i < h->n_log; i++) {
        free((void *)(uintptr_t)h->log[i].method);
        free((void *)(uintptr_t)h->log[i].path);
        free((void *)(uintptr_t)h->log[i].user_agent);
    }
    free(h->log);
    free(h->served);
    pthread_mutex_destroy(&h->lock);
    free(h);
}

unsigned httpd_port(const struct httpd *h)
{
    return h->port;
}

size_t httpd_hits(struct httpd *h, const char *path)
{
    size_t n = 0;
    pthread_mutex_lock(&h->lock);
    for (size_t i = 0; i < h->n_log; i++)
        n += strcmp(h->log[i].path, path) == 0;
    pthread_mutex_unlock(&h->lock);
    return n;
}

size_t httpd_total(struct httpd *h)
{
    pthread_mutex_lock(&h->lock);
    size_t n = h->total;
    pthread_mutex_unlock(&h->lock);
    return n;
}

bool httpd_log(struct httpd *h, size_t i, struct httpd_hit *out)
{
    pthread_mutex_lock(&h->lock);
    bool there = i < h->n_log;
    if (there)
        *out = h->log[i];
    pthread_mutex_unlock(&h->lock);
    return there;
}
