/* SPDX-License-Identifier: MIT */
/* html_work.h - what the parts of the page's renderer share: elements, tables,
 * and whole sections. Each appends to h->out; texts are escaped here. */
#ifndef REPORT_HTML_WORK_H
#define REPORT_HTML_WORK_H

#include "report/render_html.h"

struct html {
    const struct figures *f;
    const struct charts *charts;
    struct tables tables;
    const char *table_heading; /* "h2", "h3": one below what is above it */
    struct arena *a;
    struct buf *out;
};

/* Markup of ours as it stands. */
void html_raw(struct html *h, const char *markup);

/* <tag>text</tag>; the tag may carry constant attributes. */
void html_element(struct html *h, const char *tag, const char *attributes,
                  struct str text);

/* The id of the part about a role, after prefix. */
void html_role_anchor(struct html *h, const char *prefix,
                      const struct role_figure *role);

/* <tag data-NAME="id">: what the script chooses by. */
void html_open_with_id(struct html *h, const char *tag, const char *name,
                       struct str id);

/* A table in a box that scrolls by itself where the page is too narrow, so it
 * takes the keyboard's focus; its caption says what, when, of how many and by
 * which versions. */
void html_begin_table(struct html *h, const char *attributes, struct str what,
                      const struct counts *c);

void html_end_table(struct html *h);

/* A column's head; then its cells, row by row. */
void html_column(struct html *h, const char *attributes, struct str name);

/* A share with its bar and interval, or the count and the word few. */
void html_share_cell(struct html *h, const struct cell *c, int decimals);

void html_number_cell(struct html *h, uint64_t n);

/* The chart, with words on what is seen; its table says the same. */
void html_figure(struct html *h, const struct chart *chart);

/* Begin a box for what follows, beside the chart where there is one. */
void html_begin_pair(struct html *h, const char *key, size_t role);

/* Links to the further tables of a role, and to its months. */
void html_role_contents(struct html *h, size_t role);

/* A table of tables.h with heading, note and chart; counts are what it is of.
 */
void html_further_table(struct html *h, const struct table *x,
                        const struct counts *counts);

/* All of a role, or of TABLES_ALL_ROLES. */
void html_further_tables(struct html *h, size_t role);

/* The parts of the page that are about all roles. */
void html_matrix(struct html *h);

void html_themes(struct html *h);

void html_months(struct html *h);

#endif
