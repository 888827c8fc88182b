/* SPDX-License-Identifier: MIT */
/* report.h - from the store to a report: the entry that cli/ uses.
 *
 *     struct figures f;
 *     st = report_compute(store, taxonomy, &options, arena, &f, &err);
 *     if (st == ST_OK)
 *         st = report_write(&f, REPORT_HTML, &style, path, &charts, &err);
 *     if (charts.code != ST_OK)
 *         ... print charts.msg as one line: the report is there, without
 *             (some of) its charts
 *
 * A period without postings is no error: the report says so and what to do. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "report/figures.h"
#include "report/render.h"
#include "report/tables.h"
#include "store/postings.h"

#define REPORT_MAX_BYTES (64u << 20)

enum report_format {
    REPORT_TEXT,
    REPORT_MD,
    REPORT_CSV,
    REPORT_JSON,
    REPORT_HTML,
    REPORT_XLSX,
    REPORT_CHARTS, /* files only */
    REPORT_ALL     /* of them, in a directory */
};

/* "text", "md", "csv", "json", "html", "xlsx", "charts", "all". False: none of
 * them; *out is then untouched. */
bool report_format_parse(struct str name, enum report_format *out);

/* NULL-terminated names of all formats, for messages and completion. */
const char *const *report_format_names(void);

struct report_style {
    struct render_style text;  /* for REPORT_TEXT */
    bool no_charts;            /* leave the charts out of REPORT_HTML */
    const char *gnuplot;       /* NULL: look for it in $PATH */
    unsigned chart_timeout_ms; /* for each chart; 0: a default */
};

/* Read the store once and compute every figure. o->roles are ids (from --role);
 * o->from_month and to_month are -1 where the user gave none. Everything lives
 * in a. ST_BAD_INPUT: an unknown role (err names those there are); ST_TOO_BIG:
 * more postings than ROWS_MAX; else as postings_scan(). */
MUST_CHECK enum st report_compute(struct postings *store,
                                  const struct taxonomy *t,
                                  const struct figures_options *o,
                                  struct arena *a, struct figures *out,
                                  struct err *err);

/* The same, with the rows that the figures are of, for questions that go on
 * from them; to be released with rows_done(). Their slots are out's roles. */
MUST_CHECK enum st report_compute_rows(struct postings *store,
                                       const struct taxonomy *t,
                                       const struct figures_options *o,
                                       struct arena *a, struct figures *out,
                                       struct rows *rows, struct err *err);

/* Append the report to out. *charts (may be NULL) is ST_OK when all charts are
 * in it or none were wanted, else it says in one line why some are not (gnuplot
 * is missing, failed, took too long): this is no failure of the call.
 * ST_TOO_BIG: out's limit; ST_BAD_INPUT: REPORT_CHARTS and REPORT_ALL,
 * which are files. */
MUST_CHECK enum st report_render(const struct figures *f,
                                 enum report_format format,
                                 const struct report_style *style,
                                 struct buf *out, struct err *charts,
                                 struct err *err);

/* True where path is a directory, or ends in '/'. */
bool report_is_directory(const char *path);

/* Write the report to path, whole or not at all; "-" is stdout. Where path is a
 * directory, or ends in '/', CSV becomes one file per table in it (scope.csv,
 * roles.csv, skills.csv, ...) and the other formats a file report.txt, .md,
 * .json, .html or .xlsx, and charts those of charts_files.h in a directory
 * charts; a directory that is not there is made.
 *
 * REPORT_ALL makes path a directory of all of these, the tables in csv/ and the
 * charts in charts/, with a README.txt, written last, that says what each is;
 * each file is whole or as it was. Its text is 80 columns wide.
 * charts as above. ST_CREATE, ST_PERMISSION, ST_IO: path could not be written.
 */
MUST_CHECK enum st report_write(const struct figures *f,
                                enum report_format format,
                                const struct report_style *style,
                                const char *path, struct err *charts,
                                struct err *err);

/* The same of a page about f, whose files are study.json and the like; only a
 * study has charts. Of CSV, a path that is no directory gets the first table
 * only. */
MUST_CHECK enum st
report_write_page(const struct figures *f, const struct page *page,
                  enum report_format format, const struct report_style *style,
                  const char *path, struct err *charts, struct err *err);

#endif
