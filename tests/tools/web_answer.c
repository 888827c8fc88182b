/* SPDX-License-Identifier: MIT */
#include "web_answer.h"
#include <string.h>

#define FOREVER_MS 600000

void web_fill_in(const struct web_context *c, struct str text, struct buf *out)
{
    struct str open = STR("{{"), close = STR("}}");
    while (text.n) {
        size_t at = str_find(text, open);
        buf_add_str(out, str_slice(text, 0, at));
        if (at == SIZE_MAX)
            return;
        text = str_slice(text, at + 2, text.n);
        size_t end = str_find(text, close);
        struct str name = str_slice(text, 0, end);
        if (str_eq(name, STR("port")))
            buf_printf(out, "%u", c->port);
        else if (str_eq(name, STR("host")))
            buf_add_str(out, c->host);
        else if (str_eq(name, STR("n")))
            buf_printf(out, "%u", c->nth);
        else if (str_eq(name, STR("next")))
            buf_printf(out, "%u", c->nth + 1);
        else
            end = SIZE_MAX;
        if (end == SIZE_MAX)
            buf_add_str(out, open);
        else
            text = str_slice(text, end + 2, text.n);
    }
}

/* The value of a field in lines; absent: there is none. */
static struct str field_of(struct str lines, const char *wanted)
{
    struct str line, name;
    while (str_split(&lines, '\n', &line))
        if (str_split(&line, ':', &name) && line.p &&
            str_eq_ascii_nocase(name, str_from(wanted)))
            return str_trim(line);
    return STR_NONE;
}

static bool has_it(const struct web_rule *rule, struct str request,
                   const char *asked, const char *named)
{
    struct str mine = field_of(buf_str(&rule->headers), named);
    return mine.p && str_eq(mine, field_of(request, asked));
}

int web_status(const struct web_rule *rule, struct str request_head)
{
    if (rule->status != 200 || rule->manner.always)
        return rule->status;
    return has_it(rule, request_head, "If-None-Match", "ETag") ||
                   has_it(rule, request_head, "If-Modified-Since",
                          "Last-Modified")
               ? 304
               : 200;
}

struct str web_body(const struct web_rule *rule, const struct web_context *c,
                    struct buf *work)
{
    struct str body = buf_str(&rule->body);
    if (str_find(body, STR("{{")) == SIZE_MAX)
        return body;
    buf_init(work, WEB_BODY_MAX_BYTES);
    web_fill_in(c, body, work);
    return buf_str(work);
}

static bool has_body(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

static void write_head(const struct web_rule *rule, int status,
                       uint64_t body_bytes, const struct web_context *c,
                       struct buf *out)
{
    const struct web_manner *m = &rule->manner;
    buf_printf(out, "HTTP/1.1 %d Scripted\r\n", status);
    if (rule->type.p)
        buf_printf(out, "Content-Type: %.*s\r\n", STR_FMT(rule->type));
    web_fill_in(c, buf_str(&rule->headers), out);
    if (m->has_length)
        buf_printf(out, "Content-Length: %u\r\n", m->length);
    else if (m->chunked || (m->endless && !m->close))
        buf_add_cstr(out, "Transfer-Encoding: chunked\r\n");
    else if (m->close || m->endless)
        buf_add_cstr(out, "Connection: close\r\n");
    else if (has_body(status))
        buf_printf(out, "Content-Length: %llu\r\n",
                   (unsigned long long)body_bytes);
    if (!m->endless_head)
        buf_add_cstr(out, "\r\n");
}

static bool send_piece(struct web_wire *w, bool chunked, struct str piece)
{
    AUTO(buf_done) struct buf size;
    buf_init(&size, 32);
    if (!chunked || piece.n == 0)
        return wire_send(w, piece);
    buf_printf(&size, "%zx\r\n", piece.n);
    return wire_send(w, buf_str(&size)) && wire_send(w, piece) &&
           wire_send(w, STR("\r\n"));
}

/* Where the body ends before its end. */
static uint32_t breaks_off(const struct web_manner *m)
{
    uint32_t at = m->cut < m->hang ? m->cut : m->hang;
    return at < m->reset ? at : m->reset;
}

/* False: the other side went. */
static bool send_body(struct web_wire *w, const struct web_manner *m,
                      struct str body)
{
    bool chunked = m->chunked || (m->endless && !m->close);
    uint64_t left = breaks_off(m);
    for (uint32_t i = 0; (m->endless || i < m->repeat) && left > 0; i++) {
        struct str piece = body;
        if (left != WEB_NEVER) {
            piece = str_slice(body, 0, (size_t)left);
            left -= piece.n;
        }
        if (!send_piece(w, chunked, piece))
            return false;
        if (body.n == 0)
            break;
    }
    return breaks_off(m) != WEB_NEVER || !chunked ||
           wire_send(w, STR("0\r\n\r\n"));
}

static bool begin(struct web_wire *w, const struct web_manner *m)
{
    w->drip_ms = 0;
    if (m->pause_ms && !wire_wait(w, (int)m->pause_ms))
        return false;
    w->drip_ms = m->drip_ms;
    for (uint32_t i = 0; i < m->n_continue; i++)
        if (!wire_send(w, STR("HTTP/1.1 100 Continue\r\n\r\n")))
            return false;
    return true;
}

static enum web_then end(struct web_wire *w, const struct web_manner *m)
{
    if (m->hang != WEB_NEVER)
        (void)wire_wait(w, FOREVER_MS);
    if (m->reset != WEB_NEVER)
        return WEB_RESET;
    bool closes = m->raw || m->close || m->has_length || m->hang != WEB_NEVER ||
                  m->cut != WEB_NEVER;
    return closes ? WEB_CLOSE : WEB_GOES_ON;
}

static const struct web_rule *or_404(const struct web_rule *rule)
{
    static const struct web_rule none = {.status = 404,
                                         .manner = {.cut = WEB_NEVER,
                                                    .hang = WEB_NEVER,
                                                    .reset = WEB_NEVER,
                                                    .repeat = 1}};
    return rule ? rule : &none;
}

enum web_then web_answer(struct web_wire *w, const struct web_rule *rule,
                         const struct web_request *r,
                         const struct web_context *c)
{
    AUTO(buf_done) struct buf head;
    AUTO(buf_done) struct buf work;
    rule = or_404(rule);
    const struct web_manner *m = &rule->manner;
    buf_init(&head, 2 * WEB_HEAD_MAX_BYTES);
    buf_init(&work, 0);
    struct str body = web_body(rule, c, &work);
    int status = web_status(rule, r->head);
    if (!has_body(status) && !rule->manner.always)
        body.n = 0;
    if (!m->raw)
        write_head(rule, status, (uint64_t)body.n * m->repeat, c, &head);
    bool sent = begin(w, m) && wire_send(w, buf_str(&head));
    while (sent && m->endless_head)
        sent = wire_send(w, STR("X-Filler: filler\r\n"));
    sent = sent && send_body(w, m, body);
    w->drip_ms = 0;
    return sent ? end(w, m) : WEB_CLOSE;
}
