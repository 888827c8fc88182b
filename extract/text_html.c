/* SPDX-License-Identifier: MIT */
#include "extract/text_html.h"
#include "extract/text_entities.h"
#include "extract/text_plain.h"
#include <string.h>

void html_state_init(struct html_state *st, struct text_out *out)
{
    *st = (struct html_state){.out = out};
    buf_init(&st->pre, TEXT_INPUT_MAX_BYTES);
}

static void pre_end(struct html_state *st)
{
    if (st->pre.n > 0)
        st->pre.n = entities_undo(st->pre.p, st->pre.n);
    plain_read(buf_str(&st->pre), st->out);
    buf_clear(&st->pre);
}

void html_state_done(struct html_state *st)
{
    if (st->in_pre)
        pre_end(st);
    buf_done(&st->pre);
}

bool html_style_is_bold(struct str s)
{
    size_t at = str_find(s, STR("font-weight"));
    if (at == SIZE_MAX)
        return false;
    at += 11;
    while (at < s.n && (s.p[at] == ':' || s.p[at] == ' '))
        at++;
    struct str value = str_slice(s, at, s.n);
    return str_starts(value, STR("bold")) ||
           (value.n > 0 && value.p[0] >= '6' && value.p[0] <= '9');
}

static void open_span(struct html_state *st, bool bold)
{
    if (st->span_depth++ >= 64)
        return;
    st->spans = st->spans << 1 | bold;
    st->bold += bold;
}

static void lower(unsigned *depth)
{
    if (*depth > 0)
        --*depth;
}

static void close_span(struct html_state *st)
{
    if (st->span_depth > 0 && st->span_depth-- <= 64) {
        if (st->spans & 1)
            lower(&st->bold);
        st->spans >>= 1;
    }
}

void html_open(struct html_state *st, enum html_class class, uint8_t level)
{
    unsigned depth = st->list > UINT8_MAX ? UINT8_MAX : st->list;
    if (st->skip && class != HTML_SKIP)
        return;
    switch (class) {
    case HTML_SKIP:
        st->skip++;
        break;
    case HTML_BOLD_BLOCK:
        text_out_break(st->out);
        st->bold++;
        break;
    case HTML_BOLD:
        st->bold++;
        break;
    case HTML_SPAN:
        open_span(st, level == HTML_SPAN_IS_BOLD);
        break;
    case HTML_LIST:
        text_out_next(st->out, BLOCK_PARAGRAPH, 0);
        st->list++;
        break;
    case HTML_ITEM:
        text_out_next(st->out, BLOCK_ITEM, (uint8_t)(depth ? depth : 1));
        break;
    case HTML_HEADING:
        text_out_next(st->out, BLOCK_HEADING, level);
        break;
    case HTML_PRE:
        text_out_break(st->out);
        st->in_pre++;
        break;
    case HTML_BLOCK:
    case HTML_LINE:
        if (st->in_pre)
            buf_add_char(&st->pre, '\n');
        text_out_break(st->out);
        break;
    case HTML_INLINE:
    case HTML_EMPTY:
    case HTML_UNKNOWN:
        break;
    }
}

void html_close(struct html_state *st, enum html_class class)
{
    if (st->skip && class != HTML_SKIP)
        return;
    switch (class) {
    case HTML_SKIP:
        lower(&st->skip);
        break;
    case HTML_BOLD_BLOCK:
        text_out_break(st->out);
        lower(&st->bold);
        break;
    case HTML_BOLD:
        lower(&st->bold);
        break;
    case HTML_SPAN:
        close_span(st);
        break;
    case HTML_LIST:
        lower(&st->list);
        text_out_next(st->out, BLOCK_PARAGRAPH, 0);
        break;
    case HTML_ITEM:
    case HTML_HEADING:
        text_out_next(st->out, BLOCK_PARAGRAPH, 0);
        break;
    case HTML_PRE:
        if (st->in_pre == 1)
            pre_end(st);
        lower(&st->in_pre);
        break;
    case HTML_BLOCK:
    case HTML_LINE:
        text_out_break(st->out);
        break;
    case HTML_INLINE:
    case HTML_EMPTY:
    case HTML_UNKNOWN:
        break;
    }
}

void html_state_text(struct html_state *st, struct str s)
{
    if (st->skip || s.n == 0)
        return;
    if (st->in_pre)
        buf_add_str(&st->pre, s);
    else
        text_out_add(st->out, s, st->bold > 0);
}

static bool is_live(struct str rest)
{
    size_t from = rest.n > 0 && rest.p[0] == '/', to = from;
    while (to < rest.n && to - from < 16 && ascii_is_alnum(rest.p[to]))
        to++;
    uint8_t level;
    return html_class_of(html_key(str_slice(rest, from, to)), &level) !=
           HTML_UNKNOWN;
}

/* Bytes of the "<" at the start of s, which may be escaped; 0 for none. */
static size_t opener_bytes(struct str s)
{
    static const struct str openers[] = {
        {"<", 1}, {"&lt;", 4}, {"&amp;lt;", 8}, {"&#60;", 5}};
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (str_starts(s, openers[i]))
            return openers[i].n;
    return 0;
}

/* Occurrences of "<" (or, with first '&', of its escaped forms) before a known
 * name, at most max. */
static unsigned count_openers(struct str s, char first, unsigned max)
{
    unsigned found = 0;
    while (s.n > 0 && found < max) {
        const char *at = memchr(s.p, first, s.n);
        if (!at)
            break;
        s = str_slice(s, (size_t)(at - s.p), s.n);
        size_t opener = opener_bytes(s);
        if (opener > 0 && is_live(str_slice(s, opener, s.n)))
            found++;
        s = str_slice(s, 1, s.n);
    }
    return found;
}

void html_count_tags(struct str s, unsigned max, unsigned *live,
                     unsigned *escaped)
{
    *live = count_openers(s, '<', max);
    *escaped = count_openers(s, '&', max);
}
