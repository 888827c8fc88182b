/* SPDX-License-Identifier: MIT */
#include "report/marked.h"
#include "base/utf8.h"
#include <stdio.h>
#include <string.h>

#define OPEN_MAX       32u /* marks open at one place; more are passed over */
#define WORD_MAX_BYTES (1u << 16)
#define NUMBER_BYTES   16
#define COLUMNS_MIN    20u

struct painter {
    struct str text;
    const struct mark *marks;
    size_t n, next; /* marks; the first that is not yet open */
    const struct mark *open[OPEN_MAX];
    size_t n_open;
    const struct marked_style *style;
    struct buf *out;
    struct buf word; /* the word at hand as it will be shown */
    size_t word_columns, line_columns;
};

static const char *colour_of(enum mark_kind kind)
{
    switch (kind) {
    case MARK_COUNTS:
        return "\x1b[1;32m";
    case MARK_NEGATED:
        return "\x1b[1;31m";
    case MARK_REPEATED:
        return "\x1b[2m";
    default:
        return "\x1b[33m";
    }
}

static const char *sign_of(enum mark_kind kind, bool opens)
{
    if (kind == MARK_REPEATED)
        return "~~";
    if (kind == MARK_COUNTS)
        return opens ? "[" : "]";
    return opens ? "{" : "}";
}

static void add_sign(struct painter *p, const char *sign)
{
    buf_add_cstr(&p->word, sign);
    p->word_columns += strlen(sign);
}

/* Colours take no columns. */
static void add_colour(struct painter *p, const char *colour)
{
    buf_add_cstr(&p->word, colour);
}

static void open_marks(struct painter *p, size_t at)
{
    for (; p->next < p->n && p->marks[p->next].start <= at; p->next++) {
        const struct mark *m = &p->marks[p->next];
        if (m->start < at || m->end <= at || p->n_open == OPEN_MAX)
            continue;
        p->open[p->n_open++] = m;
        if (p->style->color)
            add_colour(p, colour_of(m->kind));
        else
            add_sign(p, sign_of(m->kind, true));
    }
}

static void close_mark(struct painter *p)
{
    const struct mark *m = p->open[--p->n_open];
    char number[NUMBER_BYTES] = "";
    if (m->number)
        snprintf(number, sizeof number, "(%u)", m->number);
    if (!p->style->color) {
        add_sign(p, sign_of(m->kind, false));
        add_sign(p, number);
        return;
    }
    add_colour(p, "\x1b[0;2m");
    add_sign(p, number);
    add_colour(p, "\x1b[0m");
    if (p->n_open)
        add_colour(p, colour_of(p->open[p->n_open - 1]->kind));
}

/* The outermost mark that ends here closes all within it. */
static void close_marks(struct painter *p, size_t at)
{
    size_t keep = 0;
    while (keep < p->n_open && p->open[keep]->end > at)
        keep++;
    while (p->n_open > keep)
        close_mark(p);
}

static void end_word(struct painter *p, bool spaced)
{
    size_t gap = spaced && p->line_columns ? 1 : 0;
    if (p->line_columns &&
        p->line_columns + gap + p->word_columns > p->style->columns) {
        buf_add_char(p->out, '\n');
        p->line_columns = gap = 0;
    }
    if (gap)
        buf_add_char(p->out, ' ');
    buf_add_str(p->out, buf_str(&p->word));
    p->line_columns += gap + p->word_columns;
    buf_clear(&p->word);
    p->word_columns = 0;
}

static void end_line(struct painter *p)
{
    buf_add_char(p->out, '\n');
    p->line_columns = 0;
}

/* One character; a word too long for any line is cut where the line ends. */
static void add_character(struct painter *p, size_t from, size_t to)
{
    size_t at = from;
    int32_t cp = utf8_next(p->text, &at);
    struct str c = str_slice(p->text, from, to);
    if (!utf8_is_shown(cp)) /* a control character leaves a trace */
        c = cp < 0xa0 ? STR("?") : STR("");
    size_t columns = utf8_columns(c);
    if (p->word_columns + columns > p->style->columns ||
        p->word.n > WORD_MAX_BYTES / 2)
        end_word(p, false);
    buf_add_str(&p->word, c);
    p->word_columns += columns;
}

void marked_write(struct str text, const struct mark *marks, size_t n,
                  const struct marked_style *style, struct buf *out)
{
    struct marked_style wide = *style;
    if (wide.columns < COLUMNS_MIN)
        wide.columns = COLUMNS_MIN;
    struct painter p = {
        .text = text, .marks = marks, .n = n, .style = &wide, .out = out};
    buf_init(&p.word, WORD_MAX_BYTES);
    bool spaced = false;
    for (size_t at = 0, next = 0; at < text.n; at = next) {
        close_marks(&p, at);
        if (text.p[at] == ' ' || text.p[at] == '\n') {
            end_word(&p, spaced);
            spaced = text.p[at] == ' ';
            if (!spaced)
                end_line(&p);
            next = at + 1;
            continue;
        }
        open_marks(&p, at);
        utf8_next(text, (next = at, &next));
        add_character(&p, at, next);
    }
    close_marks(&p, text.n);
    end_word(&p, spaced);
    end_line(&p);
    buf_done(&p.word);
}
