/* SPDX-License-Identifier: MIT */
#include "report/quote.h"
#include "base/utf8.h"
#include "report/figures.h"
#include "report/redact.h"

/* What is looked at beyond the context, so that an address that the border of
 * a quote cuts in two is still known for one. */
#define REACH_BYTES      (QUOTE_CONTEXT_BYTES + 96u)
#define WORD_BYTES       24u /* a longer word may be cut at the border */
#define WINDOW_MAX_BYTES 8192u
#define MENTION_MAX      160u

/* Append s; line breaks become signs of their own. */
static void add_flat(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\n')
            buf_add_cstr(out, " | ");
        else if (s.p[i] != REDACT_OPEN && s.p[i] != REDACT_CLOSE)
            buf_add_char(out, s.p[i]);
}

/* The window round the mention, redacted, with the signs round the mention. */
static void window(struct str text, struct mention m, struct buf *out)
{
    size_t from =
        m.start > REACH_BYTES ? utf8_floor(text, m.start - REACH_BYTES) : 0;
    size_t to = utf8_floor(text, m.end + REACH_BYTES);
    struct buf flat;
    buf_init(&flat, WINDOW_MAX_BYTES);
    add_flat(str_slice(text, from, m.start), &flat);
    buf_add_char(&flat, REDACT_OPEN);
    add_flat(str_slice(text, m.start, m.end), &flat);
    buf_add_char(&flat, REDACT_CLOSE);
    add_flat(str_slice(text, m.end, to), &flat);
    redact(buf_str(&flat), out);
    buf_done(&flat);
}

/* The end of s that a quote shows in front of its mention. */
static struct str tail(struct str s)
{
    if (s.n <= QUOTE_CONTEXT_BYTES)
        return s;
    size_t cut = s.n - QUOTE_CONTEXT_BYTES;
    for (size_t i = cut; i < cut + WORD_BYTES; i++)
        if (s.p[i] == ' ')
            return str_slice(s, i, s.n);
    return str_slice(s, utf8_floor(s, cut), s.n);
}

/* The beginning of s that a quote shows behind it. */
static struct str front(struct str s)
{
    if (s.n <= QUOTE_CONTEXT_BYTES)
        return s;
    for (size_t i = QUOTE_CONTEXT_BYTES; i > QUOTE_CONTEXT_BYTES - WORD_BYTES;
         i--)
        if (s.p[i] == ' ')
            return str_slice(s, 0, i);
    return str_slice(s, 0, utf8_floor(s, QUOTE_CONTEXT_BYTES));
}

/* " | " says nothing where a quote begins or ends. */
static struct str without_first_break(struct str s)
{
    size_t n = 0;
    while (n < s.n && (s.p[n] == ' ' || s.p[n] == '|'))
        n++;
    return str_slice(s, n, s.n);
}

static struct str without_last_break(struct str s)
{
    size_t n = s.n;
    while (n > 0 && (s.p[n - 1] == ' ' || s.p[n - 1] == '|'))
        n--;
    return str_slice(s, 0, n);
}

/* The parts of the redacted window round its signs, put together. */
static void put(struct str before, struct str mention, struct str behind,
                bool more_before, bool more_behind, struct arena *a,
                struct quote *out)
{
    struct str first = without_first_break(tail(before));
    struct str last = without_last_break(front(behind));
    bool cut_before = tail(before).n < before.n || more_before;
    bool cut_behind = front(behind).n < behind.n || more_behind;
    struct buf line;
    buf_init(&line, WINDOW_MAX_BYTES);
    if (cut_before)
        buf_add_cstr(&line, QUOTE_ELLIPSIS " ");
    buf_add_str(&line, figures_clean(first, a));
    if (first.n && first.p[first.n - 1] == ' ')
        buf_add_char(&line, ' ');
    out->from = line.n;
    buf_add_str(&line, figures_clean(mention, a));
    out->to = line.n;
    if (last.n && last.p[0] == ' ')
        buf_add_char(&line, ' ');
    buf_add_str(&line, figures_clean(last, a));
    if (cut_behind)
        buf_add_cstr(&line, " " QUOTE_ELLIPSIS);
    out->text = arena_str(a, buf_str(&line));
    buf_done(&line);
}

bool quote_of(struct str text, struct mention m, struct arena *a,
              struct quote *out)
{
    static const char open[] = {REDACT_OPEN, '\0'};
    static const char close[] = {REDACT_CLOSE, '\0'};
    struct buf all;
    if (m.end > text.n || m.start >= m.end || m.end - m.start > MENTION_MAX)
        return false;
    buf_init(&all, 2 * WINDOW_MAX_BYTES);
    window(text, m, &all);
    struct str s = buf_str(&all);
    size_t from = str_find(s, str_from(open));
    size_t to = str_find(s, str_from(close));
    bool shown = from < to && to != SIZE_MAX;
    if (shown)
        put(str_slice(s, 0, from), str_slice(s, from + 1, to),
            str_slice(s, to + 1, s.n), m.start > REACH_BYTES,
            m.end + REACH_BYTES < text.n, a, out);
    buf_done(&all);
    return shown;
}
