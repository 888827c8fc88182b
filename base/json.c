/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include <assert.h>
#include <inttypes.h>
#include <math.h>

void json_init(struct json_writer *w, struct buf *out)
{
    *w = (struct json_writer){.out = out};
}

static void new_line(struct json_writer *w)
{
    if (!w->indent)
        return;
    buf_add_char(w->out, '\n');
    for (unsigned i = 0; i < w->depth * w->indent; i++)
        buf_add_char(w->out, ' ');
}

/* Before a value in an array, or before a key. */
static void next_item(struct json_writer *w)
{
    if (w->depth == 0)
        return;
    if (w->need_comma[w->depth - 1])
        buf_add_char(w->out, ',');
    new_line(w);
    w->need_comma[w->depth - 1] = true;
}

/* A value that follows its key is no new item: the key was. */
static void before_value(struct json_writer *w)
{
    size_t n = w->out->n;
    bool after_key = n > 0 && w->depth > 0 && w->out->p[n - 1] == ':';
    bool after_spaced_key = w->indent && n > 1 && w->depth > 0 &&
                            w->out->p[n - 1] == ' ' && w->out->p[n - 2] == ':';
    if (!after_key && !after_spaced_key)
        next_item(w);
}

static void begin(struct json_writer *w, char bracket)
{
    before_value(w);
    buf_add_char(w->out, bracket);
    assert(w->depth < JSON_MAX_DEPTH);
    w->need_comma[w->depth++] = false;
}

static void end(struct json_writer *w, char bracket)
{
    assert(w->depth > 0);
    bool had_items = w->need_comma[--w->depth];
    if (had_items)
        new_line(w);
    buf_add_char(w->out, bracket);
}

void json_begin_object(struct json_writer *w)
{
    begin(w, '{');
}

void json_end_object(struct json_writer *w)
{
    end(w, '}');
}

void json_begin_array(struct json_writer *w)
{
    begin(w, '[');
}

void json_end_array(struct json_writer *w)
{
    end(w, ']');
}

void json_key(struct json_writer *w, const char *key)
{
    json_key_str(w, str_from(key));
}

void json_key_str(struct json_writer *w, struct str key)
{
    next_item(w);
    json_escape(w->out, key, w->html_safe);
    buf_add_cstr(w->out, w->indent ? ": " : ":");
}

void json_str(struct json_writer *w, struct str s)
{
    before_value(w);
    if (s.p)
        json_escape(w->out, s, w->html_safe);
    else
        buf_add_cstr(w->out, "null");
}

void json_cstr(struct json_writer *w, const char *s)
{
    json_str(w, str_from(s));
}

void json_i64(struct json_writer *w, int64_t n)
{
    before_value(w);
    buf_printf(w->out, "%" PRId64, n);
}

void json_f64(struct json_writer *w, double x, int decimals)
{
    if (!isfinite(x)) {
        json_null(w);
        return;
    }
    before_value(w);
    buf_add_f64(w->out, x, decimals);
}

void json_boolean(struct json_writer *w, bool b)
{
    before_value(w);
    buf_add_cstr(w->out, b ? "true" : "false");
}

void json_null(struct json_writer *w)
{
    before_value(w);
    buf_add_cstr(w->out, "null");
}

/* U+2028 and U+2029 end a line in JavaScript; in UTF-8: E2 80 A8, E2 80 A9. */
static bool is_line_separator(struct str s, size_t i)
{
    return i + 2 < s.n && (unsigned char)s.p[i] == 0xe2 &&
           (unsigned char)s.p[i + 1] == 0x80 &&
           ((unsigned char)s.p[i + 2] | 1) == 0xa9;
}

static const char *short_escape(char c)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return NULL;
    }
}

void json_escape(struct buf *out, struct str s, bool html_safe)
{
    buf_add_char(out, '"');
    size_t from = 0; /* bytes before it are written */
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool separator = c == 0xe2 && is_line_separator(s, i);
        const char *shorthand = short_escape(s.p[i]);
        if (!shorthand && c >= 0x20 && c != 0x7f && !separator &&
            !(html_safe && (c == '<' || c == '>' || c == '&')))
            continue;
        buf_add(out, s.p + from, i - from);
        if (shorthand)
            buf_add_cstr(out, shorthand);
        else if (separator)
            buf_printf(out, "\\u20%02x", (unsigned char)s.p[i + 2] - 0x80u);
        else
            buf_printf(out, "\\u%04x", c);
        if (separator)
            i += 2;
        from = i + 1;
    }
    buf_add(out, s.p + from, s.n - from);
    buf_add_char(out, '"');
}
