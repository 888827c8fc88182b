/* SPDX-License-Identifier: MIT */
/* text_table.h - a table of text cells, laid out in columns of a terminal.
 *
 * Every column is as wide as its widest cell; when the whole is wider than
 * allowed, the first column (or those named) give way and their texts end in an
 * ellipsis; where that leaves too little of them, trailing columns that may be
 * left out are. Widths are those of the terminal: wide and combining characters
 * are measured. Cells are borrowed until the table is written. */
#ifndef REPORT_TEXT_TABLE_H
#define REPORT_TEXT_TABLE_H

#include "base/arena.h"
#include "base/str.h"
#include "report/tone.h"

#define TEXT_TABLE_MAX_COLUMNS 24

struct text_table {
    struct arena *a;
    size_t n_columns;
    bool right[TEXT_TABLE_MAX_COLUMNS]; /* align; left otherwise */
    size_t flex, flex_2;                /* the columns that give way; the same
                                           when there is one */
    size_t n_spare;                     /* trailing columns that may be left
                                           out */
    size_t indent;                      /* spaces in front of every line */
    bool ascii, color;
    struct str *cells; /* n_rows * n_columns; the first row is the header */
    enum tone *tones;  /* likewise; shown where there is colour */
    size_t n_rows, cap_rows;
};

/* A table of n_columns; align has one 'l' or 'r' for each. */
void text_table_init(struct text_table *t, struct arena *a, const char *align);

/* Append a row of n_columns cells; absent ones are empty. */
void text_table_row(struct text_table *t, const struct str *cells);

/* Give the last row's cell in this column a tone, or all of its cells. */
void text_table_tone(struct text_table *t, size_t column, enum tone tone);
void text_table_tone_row(struct text_table *t, enum tone tone);

/* The width that the table takes, indent included. */
size_t text_table_width(const struct text_table *t);

/* Write it at most columns wide, one line a row; no line ends in spaces. */
void text_table_write(const struct text_table *t, size_t columns,
                      struct buf *out);

/* Append s padded, or cut with an ellipsis, to this many columns. */
void text_fit(struct buf *out, struct str s, size_t columns, bool right,
              bool ascii);

/* Append s broken into lines of at most columns at spaces; every line but the
 * first begins with indent spaces. Ends with a line break. A word that is wider
 * than a line is cut, but for web addresses, which would lead nowhere. */
void text_wrap(struct buf *out, struct str s, size_t columns, size_t indent);

/* The same behind a key, padded so that all lines of s begin at column indent
 * (a longer key is followed by one space). */
void text_wrap_key(struct buf *out, const char *key, struct str s,
                   size_t columns, size_t indent);

#endif
