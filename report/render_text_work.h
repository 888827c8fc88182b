/* SPDX-License-Identifier: MIT */
/* render_text_work.h - what the parts of render_text.c share. Not for others.
 */
#ifndef REPORT_RENDER_TEXT_WORK_H
#define REPORT_RENDER_TEXT_WORK_H

#include "report/tables.h"
#include "report/text_table.h"

#define TEXT_BAR_MAX 40 /* columns */

struct text {
    const struct figures *f;
    struct tables tables;
    struct arena *a;
    struct buf *out;
    size_t columns;
    bool ascii, color;
};

/* Switch a tone on and off; nothing without colour. */
void text_begin_tone(const struct text *t, enum tone tone);
void text_end_tone(const struct text *t);

/* A table in the style of t; align as text_table_init() has it. */
void text_begin_table(const struct text *t, struct text_table *table,
                      const char *align);

/* An empty line, s, and a line of this sign below it. */
void text_heading(const struct text *t, struct str s, char underline);

/* s in lines. */
void text_paragraph(const struct text *t, struct str s);

/* A bar of so many columns, TEXT_BAR_MAX at most, for a share of 1, to an
 * eighth of a column; absent for NAN. */
struct str text_bar(const struct text *t, double share, size_t columns);

/* "1,234". */
struct str text_number(const struct text *t, uint64_t n);

/* One character a month from number from on: the share in eighths of 1, or in
 * tenths in ASCII; gaps as '.' (no postings), '?' (too few), '!' (sources
 * missing). */
struct str text_spark(const struct text *t, const struct role_figure *role,
                      const struct series *s, size_t from);

/* The section "Month by month". */
void text_months(const struct text *t);

#endif
