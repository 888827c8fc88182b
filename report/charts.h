/* SPDX-License-Identifier: MIT */
/* charts.h - the charts of a report, drawn by gnuplot, as SVG for the page.
 *
 * No text from outside passes through gnuplot (svg.h puts it in afterwards),
 * and the colours are the page's, which follow light and dark. The same figures
 * give the same bytes. charts_files.h writes the same charts as files. */
#ifndef REPORT_CHARTS_H
#define REPORT_CHARTS_H

#include "report/figures.h"
#include "report/gnuplot.h"
#include "report/study.h"

#define CHARTS_ALL_ROLES SIZE_MAX

struct chart {
    const char *key; /* what it shows: "skills", "series", "matrix", or the key
                        of the table of tables.h that says the same */
    size_t role;     /* index, or CHARTS_ALL_ROLES */
    struct str name; /* of files: "skills-data-engineer"; [a-z0-9_-] only */
    struct str title, what;  /* "Data engineer", "% of postings, 2025" */
    struct str note;         /* of how many */
    struct str key_of_marks; /* "Bar: share. Line: its 95 % interval." */
    struct str summary;      /* says in words what is seen */
    struct str svg;          /* absent: not drawn */
};

struct charts {
    const struct chart *v; /* those that there is something to draw for */
    size_t n;
    struct err problem; /* ST_OK: all are drawn; else why some are not, in one
                           line */
};

/* Draw the charts of f, several at a time; everything lives in a. A gnuplot
 * that is missing, fails or takes too long is not asked again. */
void charts_make(const struct figures *f, const struct gnuplot *g,
                 struct arena *a, struct charts *out);

/* The same of a study: keys "path" and "path_required", of role 0. */
void charts_make_study(const struct study *s, const struct gnuplot *g,
                       struct arena *a, struct charts *out);

/* The drawn chart of that key and role; NULL where there is none. c may be
 * NULL. */
const struct chart *charts_find(const struct charts *c, const char *key,
                                size_t role);

#endif
