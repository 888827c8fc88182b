/* SPDX-License-Identifier: MIT */
#include "web_table.h"
#include "base/alloc.h"
#include "base/file.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define TEXT_MAX_BYTES (16u << 20)

/* ---- Fields ---- */

static enum st set_condition(struct web_rule *r, struct str name,
                             struct str value, struct err *err)
{
    uint64_t n = 0;
    bool is_number = str_to_u64(value, WEB_NEVER - 1, &n);
    r->is_conditional = true;
    if (str_eq(name, STR("host")))
        r->host = value;
    else if (str_eq(name, STR("method")))
        r->method = value;
    else if (str_eq(name, STR("body")))
        r->in_body = value;
    else if (str_eq(name, STR("has")))
        r->in_head = value;
    else if (str_eq(name, STR("from")) && is_number)
        r->from = (uint32_t)n;
    else if (str_eq(name, STR("to")) && is_number)
        r->to = (uint32_t)n;
    else
        return err_set(err, ST_BAD_INPUT, "unknown condition \"%.*s\"",
                       STR_FMT(name));
    return ST_OK;
}

static enum st set_manner(struct web_manner *m, struct str name,
                          struct str value, struct err *err)
{
    static const struct {
        const char *name;
        size_t flag, number; /* 0: has none; no member stands at 0 that does */
    } manners[] = {
        {"raw", offsetof(struct web_manner, raw) + 1, 0},
        {"chunked", offsetof(struct web_manner, chunked) + 1, 0},
        {"close", offsetof(struct web_manner, close) + 1, 0},
        {"endless", offsetof(struct web_manner, endless) + 1, 0},
        {"endless_head", offsetof(struct web_manner, endless_head) + 1, 0},
        {"gzip", offsetof(struct web_manner, gzip) + 1, 0},
        {"always", offsetof(struct web_manner, always) + 1, 0},
        {"length", offsetof(struct web_manner, has_length) + 1,
         offsetof(struct web_manner, length)},
        {"cut", 0, offsetof(struct web_manner, cut)},
        {"hang", 0, offsetof(struct web_manner, hang)},
        {"reset", 0, offsetof(struct web_manner, reset)},
        {"pause", 0, offsetof(struct web_manner, pause_ms)},
        {"drip", 0, offsetof(struct web_manner, drip_ms)},
        {"repeat", 0, offsetof(struct web_manner, repeat)},
        {"continue", 0, offsetof(struct web_manner, n_continue)},
    };
    for (size_t i = 0; i < sizeof manners / sizeof *manners; i++) {
        uint64_t n = 0;
        if (!str_eq(name, str_from(manners[i].name)))
            continue;
        if ((manners[i].number > 0) != str_to_u64(value, WEB_NEVER - 1, &n))
            break;
        if (manners[i].flag)
            *((bool *)m + manners[i].flag - 1) = true;
        if (manners[i].number)
            memcpy((char *)m + manners[i].number, &(uint32_t){(uint32_t)n},
                   sizeof(uint32_t));
        return ST_OK;
    }
    return err_set(err, ST_BAD_INPUT, "unknown manner \"%.*s\", or its number",
                   STR_FMT(name));
}

static enum st set_field(struct web_rule *r, struct str field, struct err *err)
{
    struct str name, value = field;
    if (field.n == 0)
        return ST_OK;
    if (field.p[0] != '?' && field.p[0] != '!') {
        buf_add_str(&r->headers, field);
        buf_add_cstr(&r->headers, "\r\n");
        return ST_OK;
    }
    str_split(&value, '=', &name);
    name = str_slice(name, 1, name.n);
    return field.p[0] == '?' ? set_condition(r, name, value, err)
                             : set_manner(&r->manner, name, value, err);
}

/* ---- Bodies ---- */

static enum st read_body(struct web_rule *r, struct str from, struct err *err)
{
    AUTO(buf_done) struct buf name;
    buf_init(&name, WEB_HEAD_MAX_BYTES);
    if (str_eq(from, STR("-")))
        return ST_OK;
    if (from.n && from.p[0] == '=') {
        buf_add_str(&r->body, str_slice(from, 1, from.n));
        return ST_OK;
    }
    buf_add_str(&name, from);
    return file_read(buf_cstr(&name), &r->body, err);
}

/* The body so often as it is to be sent, as one gzip member: what is large
 * when it is read need not be so here. */
static enum st compress_body(struct web_rule *r, struct err *err)
{
    struct buf out;
    unsigned char piece[4096];
    z_stream z = {0};
    buf_init(&out, WEB_BODY_MAX_BYTES);
    if (deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return err_set(err, ST_BUG, "zlib cannot be used");
    for (uint32_t left = r->manner.repeat; left > 0; left--) {
        z.next_in = (unsigned char *)r->body.p;
        z.avail_in = (uInt)r->body.n;
        do {
            z.next_out = piece;
            z.avail_out = sizeof piece;
            deflate(&z, left == 1 ? Z_FINISH : Z_NO_FLUSH);
            buf_add(&out, piece, sizeof piece - z.avail_out);
        } while (z.avail_out == 0);
    }
    deflateEnd(&z);
    buf_done(&r->body);
    r->body = out;
    r->manner.repeat = 1;
    buf_add_cstr(&r->headers, "Content-Encoding: gzip\r\n");
    return ST_OK;
}

/* ---- Rules ---- */

static enum st add_rule(struct web_table *t, struct str line, struct err *err)
{
    struct str path, status, type, body, field;
    uint64_t code;
    if (!str_split(&line, '\t', &path) || !str_split(&line, '\t', &status) ||
        !str_split(&line, '\t', &type) || !str_split(&line, '\t', &body) ||
        !str_to_u64(status, 999, &code) || t->n == WEB_RULES_MAX)
        return err_set(err, ST_BAD_INPUT, "not path, status, type and body");
    t->v = xgrow(t->v, t->n, &t->cap, sizeof *t->v);
    struct web_rule *r = &t->v[t->n++];
    *r = (struct web_rule){
        .is_prefix = str_ends(path, STR("*")),
        .status = (int)code,
        .type = str_eq(type, STR("-")) ? STR_NONE : type,
        .to = WEB_NEVER,
        .manner = {.cut = WEB_NEVER,
                   .hang = WEB_NEVER,
                   .reset = WEB_NEVER,
                   .repeat = 1},
    };
    r->path = str_slice(path, 0, path.n - r->is_prefix);
    buf_init(&r->headers, WEB_HEAD_MAX_BYTES);
    buf_init(&r->body, WEB_BODY_MAX_BYTES);
    for (r->first = 0; !str_eq(t->v[r->first].path, r->path); r->first++)
        ;
    enum st st = read_body(r, body, err);
    while (!st && str_split(&line, '\t', &field))
        st = set_field(r, field, err);
    return !st && r->manner.gzip ? compress_body(r, err) : st;
}

enum st web_table_read(const char *path, struct web_table *t, struct err *err)
{
    *t = (struct web_table){0};
    buf_init(&t->text, TEXT_MAX_BYTES);
    enum st st = file_read(path, &t->text, err);
    struct str rest = buf_str(&t->text), line;
    for (unsigned n = 1; !st && str_split(&rest, '\n', &line); n++) {
        if (line.n && line.p[0] != '#')
            st = add_rule(t, line, err);
        if (st)
            err_prefix(err, "%s:%u", path, n);
    }
    return st;
}

void web_table_done(struct web_table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        buf_done(&t->v[i].headers);
        buf_done(&t->v[i].body);
    }
    free(t->v);
    buf_done(&t->text);
}

/* ---- Choosing ---- */

static bool is_at(const struct web_rule *r, struct str target)
{
    return r->is_prefix ? str_starts(target, r->path) : str_eq(target, r->path);
}

static bool has(struct str text, struct str part)
{
    return !part.p || str_find(text, part) != SIZE_MAX;
}

static bool conditions_hold(const struct web_rule *rule,
                            const struct web_request *r, unsigned nth)
{
    return (!rule->host.p || str_eq(rule->host, r->host)) &&
           (!rule->method.p || str_eq(rule->method, r->method)) &&
           has(r->body, rule->in_body) && has(r->head, rule->in_head) &&
           nth >= rule->from && nth <= rule->to;
}

const struct web_rule *
web_table_find(struct web_table *t, const struct web_request *r, unsigned *nth)
{
    struct web_rule *in_turn = NULL, *first = NULL;
    for (size_t i = 0; i < t->n; i++) {
        struct web_rule *rule = &t->v[i];
        if (!is_at(rule, r->target))
            continue;
        if (!first) {
            first = &t->v[rule->first];
            *nth = ++first->hits;
        }
        if (rule->is_conditional && conditions_hold(rule, r, *nth))
            return rule;
        bool turns =
            !in_turn || (in_turn->given && in_turn->first == rule->first);
        if (!rule->is_conditional && turns)
            in_turn = rule;
    }
    if (in_turn)
        in_turn->given = true;
    return in_turn;
}
