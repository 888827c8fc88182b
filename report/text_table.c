/* SPDX-License-Identifier: MIT */
#include "report/text_table.h"
#include "base/utf8.h"
#include <assert.h>
#include <string.h>

#define GAP           2 /* spaces between columns */
#define FLEX_READABLE 14
#define FLEX_MIN      8 /* the column that gives way keeps this many */

void text_table_init(struct text_table *t, struct arena *a, const char *align)
{
    *t = (struct text_table){.a = a, .n_columns = strlen(align)};
    assert(t->n_columns <= TEXT_TABLE_MAX_COLUMNS);
    for (size_t i = 0; i < t->n_columns; i++)
        t->right[i] = align[i] == 'r';
}

void text_table_row(struct text_table *t, const struct str *cells)
{
    if (t->n_rows == t->cap_rows) {
        size_t cap = t->cap_rows ? 2 * t->cap_rows : 16;
        struct str *v = arena_calloc(t->a, cap * t->n_columns, sizeof *v);
        if (t->n_rows)
            memcpy(v, t->cells, t->n_rows * t->n_columns * sizeof *v);
        t->cells = v;
        t->cap_rows = cap;
    }
    memcpy(t->cells + t->n_rows++ * t->n_columns, cells,
           t->n_columns * sizeof *cells);
}

static void measure(const struct text_table *t,
                    size_t widths[TEXT_TABLE_MAX_COLUMNS])
{
    memset(widths, 0, TEXT_TABLE_MAX_COLUMNS * sizeof *widths);
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++) {
        size_t width = utf8_columns(t->cells[i]);
        size_t *column = &widths[i % t->n_columns];
        *column = width > *column ? width : *column;
    }
}

static size_t total(const struct text_table *t, const size_t *widths, size_t n)
{
    size_t sum = t->indent;
    for (size_t i = 0; i < n; i++)
        sum += widths[i] + (i ? GAP : 0);
    return sum;
}

size_t text_table_width(const struct text_table *t)
{
    size_t widths[TEXT_TABLE_MAX_COLUMNS];
    measure(t, widths);
    return total(t, widths, t->n_columns);
}

static void pad(struct buf *out, size_t n)
{
    while (n-- > 0)
        buf_add_char(out, ' ');
}

void text_fit(struct buf *out, struct str s, size_t columns, bool right,
              bool ascii)
{
    size_t width = utf8_columns(s);
    if (width <= columns) {
        pad(out, right ? columns - width : 0);
        buf_add_str(out, s);
        pad(out, right ? 0 : columns - width);
        return;
    }
    struct str dots = ascii ? STR("...") : STR("\xe2\x80\xa6");
    size_t dots_width = ascii ? 3 : 1;
    if (columns <= dots_width) {
        pad(out, columns);
        return;
    }
    s = utf8_cut_columns(s, columns - dots_width);
    buf_add_str(out, s);
    buf_add_str(out, dots);
    pad(out, columns - dots_width - utf8_columns(s));
}

static void trim_line(struct buf *out, size_t from)
{
    size_t n = out->n;
    while (n > from && out->p[n - 1] == ' ')
        n--;
    buf_truncate(out, n);
}

/* How much a column can give way, down to so many columns. */
static size_t slack(size_t width, size_t least)
{
    return width > least ? width - least : 0;
}

/* Shrink the columns that give way, the wider one first, and leave out spare
 * ones, until the first n that are left fit. Returns n. */
static size_t fit(const struct text_table *t, size_t *widths, size_t columns)
{
    size_t *a = &widths[t->flex], *b = &widths[t->flex_2];
    size_t readable =
        slack(*a, FLEX_READABLE) + (a == b ? 0 : slack(*b, FLEX_READABLE));
    size_t n = t->n_columns, spare = t->n_spare;
    while (spare > 0 && total(t, widths, n) > columns + readable) {
        n--;
        spare--;
    }
    size_t sum = total(t, widths, n);
    for (; sum > columns; sum--) {
        size_t *wider = *a >= *b ? a : b;
        if (*wider <= FLEX_MIN)
            break;
        --*wider;
    }
    return n;
}

void text_table_write(const struct text_table *t, size_t columns,
                      struct buf *out)
{
    size_t widths[TEXT_TABLE_MAX_COLUMNS];
    measure(t, widths);
    size_t n = fit(t, widths, columns);
    for (size_t row = 0; row < t->n_rows; row++) {
        size_t from = out->n;
        pad(out, t->indent);
        for (size_t i = 0; i < n; i++) {
            pad(out, i ? GAP : 0);
            text_fit(out, t->cells[row * t->n_columns + i], widths[i],
                     t->right[i], t->ascii);
        }
        trim_line(out, from);
        buf_add_char(out, '\n');
    }
}

/* Break s into lines; the first has this many columns in use. */
static void wrap(struct buf *out, struct str s, size_t columns, size_t at,
                 size_t indent)
{
    struct str rest = s, word;
    bool first = true;
    while (str_split(&rest, ' ', &word)) {
        if (word.n == 0)
            continue;
        size_t width = utf8_columns(word);
        if (!first && at + 1 + width > columns) {
            buf_add_char(out, '\n');
            pad(out, indent);
            at = indent;
        } else if (!first) {
            buf_add_char(out, ' ');
            at++;
        }
        buf_add_str(out, word);
        at += width;
        first = false;
    }
    buf_add_char(out, '\n');
}

void text_wrap(struct buf *out, struct str s, size_t columns, size_t indent)
{
    wrap(out, s, columns, 0, indent);
}

void text_wrap_key(struct buf *out, const char *key, struct str s,
                   size_t columns, size_t indent)
{
    size_t width = utf8_columns(str_from(key));
    size_t gap = width < indent ? indent - width : 1;
    buf_add_cstr(out, key);
    pad(out, gap);
    wrap(out, s, columns, width + gap, indent);
}
