/* SPDX-License-Identifier: MIT */
#include "web_h2.h"
#include "base/alloc.h"
#include <nghttp2/nghttp2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PIECE_BYTES 16384u
#define FIELDS_MAX  64u

struct h2 {
    struct web_wire *wire;
    struct web_context context;
    web_chooser *choose;
    void *ctx;
    nghttp2_session *session;
};

/* One request and its answer. */
struct stream {
    struct buf method, target, head, in; /* head: "name: value\r\n" each */
    const struct web_rule *rule;
    struct buf filled, lines;
    struct str body;
    uint64_t sent, whole; /* of the body so often as it is to be sent */
};

static struct stream *stream_of(nghttp2_session *session, int32_t id)
{
    return nghttp2_session_get_stream_user_data(session, id);
}

static void stream_free(struct stream *s)
{
    struct buf *const all[] = {&s->method, &s->target, &s->head,
                               &s->in,     &s->filled, &s->lines};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buf_done(all[i]);
    free(s);
}

/* ---- What comes ---- */

static int on_begin(nghttp2_session *session, const nghttp2_frame *frame,
                    void *ctx)
{
    (void)ctx;
    if (frame->hd.type != NGHTTP2_HEADERS)
        return 0;
    struct stream *s = xalloc(sizeof *s);
    buf_init(&s->method, 64);
    buf_init(&s->target, WEB_HEAD_MAX_BYTES);
    buf_init(&s->head, WEB_HEAD_MAX_BYTES);
    buf_init(&s->in, WEB_HEAD_MAX_BYTES);
    buf_init(&s->filled, WEB_BODY_MAX_BYTES);
    buf_init(&s->lines, 2 * WEB_HEAD_MAX_BYTES);
    return nghttp2_session_set_stream_user_data(session, frame->hd.stream_id,
                                                s);
}

static int on_field(nghttp2_session *session, const nghttp2_frame *frame,
                    const uint8_t *name, size_t name_n, const uint8_t *value,
                    size_t value_n, uint8_t flags, void *ctx)
{
    struct stream *s = stream_of(session, frame->hd.stream_id);
    struct str key = {(const char *)name, name_n};
    struct str text = {(const char *)value, value_n};
    (void)flags;
    (void)ctx;
    if (!s)
        return 0;
    if (str_eq(key, STR(":method")))
        buf_add_str(&s->method, text);
    else if (str_eq(key, STR(":path")))
        buf_add_str(&s->target, text);
    else
        buf_printf(&s->head, "%.*s: %.*s\r\n", STR_FMT(key), STR_FMT(text));
    return 0;
}

static int on_data(nghttp2_session *session, uint8_t flags, int32_t id,
                   const uint8_t *p, size_t n, void *ctx)
{
    struct stream *s = stream_of(session, id);
    (void)flags;
    (void)ctx;
    if (s)
        buf_add(&s->in, p, n);
    return 0;
}

static int on_close(nghttp2_session *session, int32_t id, uint32_t code,
                    void *ctx)
{
    struct stream *s = stream_of(session, id);
    (void)code;
    (void)ctx;
    if (s)
        stream_free(s);
    return 0;
}

/* ---- What is said ---- */

/* Where the body breaks off, and how. */
static ssize_t break_off(const struct web_manner *m, uint64_t sent)
{
    if (sent >= m->hang)
        return NGHTTP2_ERR_DEFERRED;
    return sent >= m->cut || sent >= m->reset
               ? NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE
               : 0;
}

static ssize_t give_body(nghttp2_session *session, int32_t id, uint8_t *to,
                         size_t cap, uint32_t *flags,
                         nghttp2_data_source *source, void *ctx)
{
    struct stream *s = source->ptr;
    const struct web_manner *m = &s->rule->manner;
    (void)session;
    (void)id;
    (void)ctx;
    ssize_t stop = break_off(m, s->sent);
    if (stop)
        return stop;
    size_t n = 0;
    while (n < cap && s->body.n && (m->endless || s->sent < s->whole) &&
           !break_off(m, s->sent))
        to[n++] = (uint8_t)s->body.p[s->sent++ % s->body.n];
    if (!m->endless && s->sent == s->whole && !break_off(m, s->sent))
        *flags |= NGHTTP2_DATA_FLAG_EOF;
    return (ssize_t)n;
}

static nghttp2_nv field(struct str name, struct str value)
{
    return (nghttp2_nv){(uint8_t *)(uintptr_t)name.p,
                        (uint8_t *)(uintptr_t)value.p, name.n, value.n,
                        NGHTTP2_NV_FLAG_NONE};
}

/* The fields of the answer, their names in lower case; slices of s->lines. */
static size_t list_fields(struct stream *s, char status[4], nghttp2_nv *out)
{
    size_t n = 0;
    struct str rest = buf_str(&s->lines), line, name;
    out[n++] = field(STR(":status"), str_from(status));
    if (s->rule->type.p)
        out[n++] = field(STR("content-type"), s->rule->type);
    while (n < FIELDS_MAX && str_split(&rest, '\n', &line)) {
        if (!str_split(&line, ':', &name) || !line.p)
            continue;
        char *p = (char *)(uintptr_t)name.p; /* of s->lines */
        for (size_t i = 0; i < name.n; i++)
            p[i] = ascii_lower(p[i]);
        out[n++] = field(name, str_trim(line));
    }
    return n;
}

static int answer(struct h2 *h, int32_t id, struct stream *s)
{
    static const struct web_rule none = {.status = 404,
                                         .manner = {.cut = WEB_NEVER,
                                                    .hang = WEB_NEVER,
                                                    .reset = WEB_NEVER,
                                                    .repeat = 1}};
    const struct web_request r = {.method = buf_str(&s->method),
                                  .target = buf_str(&s->target),
                                  .head = buf_str(&s->head),
                                  .body = buf_str(&s->in),
                                  .host = h->context.host};
    char status[4];
    nghttp2_nv fields[FIELDS_MAX];
    nghttp2_data_provider body = {.source = {.ptr = s},
                                  .read_callback = give_body};
    s->rule = h->choose(h->ctx, &r, &h->context.nth);
    if (!s->rule)
        s->rule = &none;
    int code = web_status(s->rule, r.head);
    snprintf(status, sizeof status, "%03u", (unsigned)code % 1000);
    if (code != 304)
        s->body = web_body(s->rule, &h->context, &s->filled);
    s->whole = (uint64_t)s->body.n * s->rule->manner.repeat;
    web_fill_in(&h->context, buf_str(&s->rule->headers), &s->lines);
    size_t n = list_fields(s, status, fields);
    return nghttp2_submit_response(h->session, id, fields, n, &body);
}

static int on_frame(nghttp2_session *session, const nghttp2_frame *frame,
                    void *ctx)
{
    struct h2 *h = ctx;
    struct stream *s = stream_of(session, frame->hd.stream_id);
    bool asks =
        frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA;
    if (!asks || !s || !(frame->hd.flags & NGHTTP2_FLAG_END_STREAM))
        return 0;
    return answer(h, frame->hd.stream_id, s);
}

static ssize_t send_bytes(nghttp2_session *session, const uint8_t *p, size_t n,
                          int flags, void *ctx)
{
    struct h2 *h = ctx;
    (void)session;
    (void)flags;
    return wire_send(h->wire, (struct str){(const char *)p, n})
               ? (ssize_t)n
               : NGHTTP2_ERR_CALLBACK_FAILURE;
}

static nghttp2_session *new_session(struct h2 *h)
{
    nghttp2_session_callbacks *c;
    nghttp2_session *session = NULL;
    if (nghttp2_session_callbacks_new(&c))
        return NULL;
    nghttp2_session_callbacks_set_on_begin_headers_callback(c, on_begin);
    nghttp2_session_callbacks_set_on_header_callback(c, on_field);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(c, on_data);
    nghttp2_session_callbacks_set_on_stream_close_callback(c, on_close);
    nghttp2_session_callbacks_set_on_frame_recv_callback(c, on_frame);
    nghttp2_session_callbacks_set_send_callback(c, send_bytes);
    nghttp2_session_server_new(&session, c, h);
    nghttp2_session_callbacks_del(c);
    return session;
}

void web_h2_serve(struct web_wire *w, const struct web_context *context,
                  web_chooser *choose, void *ctx)
{
    struct h2 h = {
        .wire = w, .context = *context, .choose = choose, .ctx = ctx};
    char piece[PIECE_BYTES];
    h.session = new_session(&h);
    if (!h.session)
        return;
    nghttp2_submit_settings(h.session, NGHTTP2_FLAG_NONE, NULL, 0);
    while (nghttp2_session_send(h.session) == 0) {
        size_t n = wire_read(w, piece, sizeof piece);
        if (n == 0 ||
            nghttp2_session_mem_recv(h.session, (const uint8_t *)piece, n) < 0)
            break;
    }
    nghttp2_session_del(h.session);
}
