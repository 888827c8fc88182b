/* SPDX-License-Identifier: MIT */
#include "extract/text_html.h"
#include <string.h>

#define STACK_MAX      48
#define NAME_MAX_BYTES 12

struct quick {
    struct str s;
    size_t at;
    struct html_state st;
    uint64_t stack[STACK_MAX]; /* keys of the elements that are open */
    unsigned depth;
};

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* The key of the name at q->at, which is moved behind it; 0 when it is too
 * long or none. */
static uint64_t take_name(struct quick *q)
{
    size_t from = q->at;
    while (q->at < q->s.n && ascii_is_alnum(q->s.p[q->at]))
        q->at++;
    if (q->at - from > NAME_MAX_BYTES)
        return 0;
    return html_key(str_slice(q->s, from, q->at));
}

/* Pass over one attribute. False when it is not name, name=word or
 * name="value". */
static bool pass_attribute(struct quick *q)
{
    const char *p = q->s.p;
    size_t n = q->s.n, i = q->at;
    while (i < n && !is_white(p[i]) && !strchr("=<>/\"'", p[i]))
        i++;
    if (i == q->at || i == n)
        return false;
    if (p[i] == '=') {
        char quote = i + 1 < n ? p[i + 1] : '\0';
        if (quote != '"' && quote != '\'')
            return false;
        const char *end = memchr(p + i + 2, quote, n - i - 2);
        if (!end)
            return false;
        i = (size_t)(end - p) + 1;
    }
    q->at = i;
    return true;
}

/* Pass over the rest of a start tag, '>' included. *closed is set when it ends
 * in "/>". */
static bool pass_attributes(struct quick *q, bool *closed)
{
    *closed = false;
    while (q->at < q->s.n) {
        char c = q->s.p[q->at];
        if (c == '>') {
            q->at++;
            return true;
        }
        if (is_white(c)) {
            q->at++;
        } else if (c == '/') {
            q->at++;
            *closed = true;
            if (q->at >= q->s.n || q->s.p[q->at] != '>')
                return false;
        } else if (!pass_attribute(q)) {
            return false;
        }
    }
    return false;
}

static bool start_tag(struct quick *q)
{
    uint64_t key = take_name(q);
    uint8_t level;
    enum html_class class = html_class_of(key, &level);
    bool closed, empty = class == HTML_LINE || class == HTML_EMPTY;
    size_t from = q->at;
    if (class == HTML_UNKNOWN || q->st.skip || !pass_attributes(q, &closed) ||
        (closed && !empty))
        return false;
    if (class == HTML_SPAN && html_style_is_bold(str_slice(q->s, from, q->at)))
        level = HTML_SPAN_IS_BOLD;
    html_open(&q->st, class, level);
    if (empty)
        return true;
    /* p and li need no end tag before the next of their kind. */
    bool repeats = q->depth > 0 && q->stack[q->depth - 1] == key &&
                   (key == 'p' || class == HTML_ITEM);
    if (repeats)
        return true;
    if (q->depth == STACK_MAX)
        return false;
    q->stack[q->depth++] = key;
    return true;
}

static bool end_tag(struct quick *q)
{
    uint64_t key = take_name(q);
    if (q->depth == 0 || q->stack[q->depth - 1] != key || q->at >= q->s.n ||
        q->s.p[q->at] != '>')
        return false;
    q->at++;
    q->depth--;
    uint8_t level;
    html_close(&q->st, html_class_of(key, &level));
    return true;
}

/* The tag at q->at, which is a '<'. */
static bool tag(struct quick *q)
{
    q->at++;
    char c = q->at < q->s.n ? q->s.p[q->at] : '\0';
    if (c == '/') {
        q->at++;
        return end_tag(q);
    }
    return ascii_is_alpha(c) && start_tag(q);
}

bool html_quick_read(struct str s, struct text_out *out)
{
    struct quick q = {.s = s};
    html_state_init(&q.st, out);
    bool fits = true;
    while (fits && q.at < s.n) {
        const char *next = memchr(s.p + q.at, '<', s.n - q.at);
        size_t end = next ? (size_t)(next - s.p) : s.n;
        html_state_text(&q.st, str_slice(s, q.at, end));
        q.at = end;
        if (next)
            fits = tag(&q);
    }
    html_state_done(&q.st);
    return fits;
}
