/* SPDX-License-Identifier: MIT */
/* render.h - figures to text, Markdown, CSV and JSON (render_html.h has the
 * page).
 *
 * Each renderer appends to a buffer; that its limit was reached shows in
 * buf.overflowed. The same figures and style give the same bytes. */
#ifndef REPORT_RENDER_H
#define REPORT_RENDER_H

#include "report/grid.h"
#include "report/tables.h"

#define RENDER_COLUMNS_DEFAULT 80
#define RENDER_COLUMNS_MIN     60
#define RENDER_COLUMNS_MAX     200
#define RENDER_JSON_SCHEMA     1

struct render_style {
    unsigned columns; /* of the terminal; 0: the default; kept in range */
    bool ascii;       /* no character beyond ASCII in what we add: names of
                         skills keep theirs */
    bool color;       /* escape sequences; else there is none */
};

/* For a terminal: tables with bars, no line longer than columns as
 * long as the roles fit beside each other (up to six at 80). */
void render_text(const struct figures *f, const struct render_style *style,
                 struct buf *out);

/* GitHub-flavoured Markdown. Names are escaped: no markup, link or HTML of
 * theirs comes through. */
void render_md(const struct figures *f, struct buf *out);

/* A grid with its header, as CSV: RFC 4180 (CRLF, quotes doubled); texts that a
 * spreadsheet would run get a ' in front. */
void render_csv_grid(const struct grid *g, struct buf *out);

/* The first GRID_ALIKE grids in one, with one header. */
void render_csv(const struct figures *f, struct buf *out);

/* A page of lines and tables, about figures f. */
void render_text_page(const struct figures *f, const struct page *p,
                      const struct render_style *style, struct buf *out);
void render_md_page(const struct figures *f, const struct page *p,
                    struct buf *out);
void render_json_page(const struct figures *f, const struct page *p,
                      struct buf *out);

/* One JSON object, "schema_version" first; shares are fractions of 1, and null
 * where the counts are few. */
void render_json(const struct figures *f, struct buf *out);

#endif
