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
        enum tone *tones =
            arena_calloc(t->a, cap * t->n_columns, sizeof *tones);
        if (t->n_rows)
            memcpy(tones, t->tones, t->n_rows * t->n_columns * sizeof *tones);
        t->cells = v;
        t->tones = tones;
        t->cap_rows = cap;
    }
    memcpy(t->cells + t->n_rows++ * t->n_columns, cells,
           t->n_columns * sizeof *cells);
}

void text_table_tone(struct text_table *t, size_t column, enum tone tone)
{
    t->tones[(t->n_rows - 1) * t->n_columns + column] = tone;
}

void text_table_tone_row(struct text_table *t, enum tone tone)
{
    for (size_t i = 0; i < t->n_columns; i++)
        text_table_tone(t, i, tone);
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

/* The colour lies round the words alone, so that a line's end can be trimmed.
 */
static void write_cell(const struct text_table *t, size_t at, size_t columns,
                       bool right, struct buf *out)
{
    struct str cell = t->cells[at];
    bool color = t->color && t->tones[at] != TONE_PLAIN && cell.n;
    size_t width = utf8_columns(cell);
    size_t gap = color && width < columns ? columns - width : 0;
    pad(out, right ? gap : 0);
    if (color)
        buf_add_cstr(out, tone_on(t->tones[at]));
    text_fit(out, cell, columns - gap, right, t->ascii);
    if (color)
        buf_add_cstr(out, TONE_OFF);
    pad(out, right ? 0 : gap);
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
            write_cell(t, row * t->n_columns + i, widths[i], t->right[i], out);
        }
        trim_line(out, from);
        buf_add_char(out, '\n');
    }
}

static bool is_address(struct str word)
{
    return str_find(str_slice(word, 0, 16), STR("://")) != SIZE_MAX;
}

/* Add a word that no line can hold, cut where lines end. Returns the column
 * behind it. */
static size_t add_long_word(struct buf *out, struct str word, size_t columns,
                            size_t at, size_t indent)
{
    while (word.n) {
        struct str part =
            utf8_cut_columns(word, columns > at ? columns - at : 0);
        if (part.n == 0 && at <= indent)
            part = str_slice(word, 0, utf8_floor(word, 4)); /* no room at all */
        buf_add_str(out, part);
        at += utf8_columns(part);
        word = str_slice(word, part.n, word.n);
        if (word.n) {
            buf_add_char(out, '\n');
            pad(out, indent);
            at = indent;
        }
    }
    return at;
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
        bool fits = indent + width <= columns || is_address(word);
        if (!first && (at + 1 + width > columns) && fits) {
            buf_add_char(out, '\n');
            pad(out, indent);
            at = indent;
        } else if (!first) {
            buf_add_char(out, ' ');
            at++;
        }
        if (fits) {
            buf_add_str(out, word);
            at += width;
        } else {
            at = add_long_word(out, word, columns, at, indent);
        }
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
