/* SPDX-License-Identifier: MIT */
/* render.h - figures to text, Markdown, CSV and JSON (render_html.h has the
 * page).
 *
 * Each renderer appends to a buffer; that its limit was reached shows in
 * buf.overflowed. The same figures and style give the same bytes. */
#ifndef REPORT_RENDER_H
#define REPORT_RENDER_H

#include "report/tables.h"

#define RENDER_COLUMNS_DEFAULT 80
#define RENDER_COLUMNS_MIN     60
#define RENDER_COLUMNS_MAX     200
#define RENDER_JSON_SCHEMA     1

struct render_style {
    unsigned columns; /* of the terminal; 0: the default; kept in range */
    bool ascii;       /* no character beyond ASCII in what we add: names of
                         skills keep theirs */
};

/* For a terminal: tables with bars, no colour, no line longer than columns as
 * long as the roles fit beside each other (up to six at 80). */
void render_text(const struct figures *f, const struct render_style *style,
                 struct buf *out);

/* GitHub-flavoured Markdown. Names are escaped: no markup, link or HTML of
 * theirs comes through. */
void render_md(const struct figures *f, struct buf *out);

/* The tables of the CSV form. One row is one number with its n; the columns are
 * the same in all tables (docs/method.md lists them). */
enum csv_table {
    CSV_SCOPE,  /* one row per count that is about the whole report */
    CSV_ROLES,  /* one row per role: postings, employers */
    CSV_SKILLS, /* the ranked skills of each role */
    CSV_MATRIX, /* the skills most named overall, in each role */
    CSV_THEMES, /* groups, themes and what is under them, in each role */
    CSV_MONTHS, /* n per role and month */
    CSV_SERIES, /* the first skills of each role, month by month */
    CSV_TABLES  /* how many there are */
};

/* "scope", "roles", ...: the value of the column `table`, and the name of the
 * file when there is one file per table. */
const char *csv_table_name(enum csv_table table);

/* The header line alone, and the rows of one table without it. RFC 4180 (CRLF,
 * quotes doubled); texts that a spreadsheet would run get a ' in front. */
void render_csv_header(struct buf *out);
void render_csv_table(const struct figures *f, enum csv_table table,
                      struct buf *out);

/* A table of tables.h, by its key, with a header of its own; nothing when f has
 * none of it. */
void render_csv_further(const struct figures *f, const char *key,
                        struct buf *out);

/* Header and all tables but those of tables.h, whose columns differ. */
void render_csv(const struct figures *f, struct buf *out);

/* A page of lines and tables, about figures f. Of CSV the one table t, with a
 * header of its own. */
void render_text_page(const struct figures *f, const struct page *p,
                      const struct render_style *style, struct buf *out);
void render_md_page(const struct figures *f, const struct page *p,
                    struct buf *out);
void render_json_page(const struct figures *f, const struct page *p,
                      struct buf *out);
void render_csv_page(const struct figures *f, const struct table *t,
                     struct buf *out);

/* One JSON object, "schema_version" first; shares are fractions of 1, and null
 * where the counts are few. */
void render_json(const struct figures *f, struct buf *out);

#endif
