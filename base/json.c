/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

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

/* What the byte c, and what follows it at s.p[i], must be written as; NULL for
 * itself. *len is how many bytes that stands for. */
static const char *escape(struct str s, size_t i, bool html_safe, char out[8],
                          size_t *len)
{
    unsigned char c = (unsigned char)s.p[i];
    *len = 1;
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
    case 0xc2: /* U+0080 to U+009F, which terminals obey as they do ESC */
        if (i + 1 == s.n || (unsigned char)s.p[i + 1] > 0x9f)
            return NULL;
        *len = 2;
        snprintf(out, 8, "\\u%04x", (unsigned char)s.p[i + 1]);
        return out;
    case 0xe2:
        if (!is_line_separator(s, i))
            return NULL;
        *len = 3;
        return (unsigned char)s.p[i + 2] == 0xa8 ? "\\u2028" : "\\u2029";
    default:
        if (c >= 0x20 && c != 0x7f && !html_safe)
            return NULL;
        if (c >= 0x20 && c != 0x7f && c != '<' && c != '>' && c != '&')
            return NULL;
        snprintf(out, 8, "\\u%04x", c);
        return out;
    }
}

/* Bytes that are themselves in every string: most of them, so they are passed
 * over before escape() is asked. */
static bool is_plain(unsigned char c)
{
    static const uint64_t special[4] = {
        /* controls, '"', '&', '<', '>' */
        0xffffffffu | 1ull << '"' | 1ull << '&' | 1ull << '<' | 1ull << '>',
        1ull << ('\\' - 64) | 1ull << (0x7f - 64),
        0,
        /* begin a control or a line separator, perhaps */
        1ull << (0xc2 - 192) | 1ull << (0xe2 - 192),
    };
    return !(special[c >> 6] >> (c & 63) & 1);
}

void json_escape(struct buf *out, struct str s, bool html_safe)
{
    buf_add_char(out, '"');
    size_t from = 0, len; /* bytes before from are written */
    for (size_t i = 0; i < s.n; i += len) {
        len = 1;
        if (is_plain((unsigned char)s.p[i]))
            continue;
        char code[8];
        const char *text = escape(s, i, html_safe, code, &len);
        if (!text)
            continue;
        buf_add(out, s.p + from, i - from);
        buf_add_cstr(out, text);
        from = i + len;
    }
    buf_add(out, s.p + from, s.n - from);
    buf_add_char(out, '"');
}
