/* SPDX-License-Identifier: MIT */
/* charts.h - the charts of a report, drawn by gnuplot, as SVG for the page.
 *
 * Charts are 360 units wide, so that they are read at full size on a phone. No
 * text from outside passes through gnuplot (svg.h puts it in afterwards), and
 * the colours are the page's, which follow light and dark. The same figures
 * give the same bytes. */
#ifndef REPORT_CHARTS_H
#define REPORT_CHARTS_H

#include "report/figures.h"
#include "report/gnuplot.h"

#define CHARTS_BARS 15 /* skills in a bar chart at most */

struct chart {
    struct str title, summary; /* the summary says in words what is seen */
    struct str svg;            /* absent: not drawn */
};

struct charts {
    const struct chart *bars; /* one per role; no svg where shares are few */
    struct chart matrix;
    const struct chart *months; /* one per role; no svg under two months */
    struct err problem; /* ST_OK: all that could be drawn are there; else why
                           some are not, in one line */
};

/* Draw the charts of f; everything lives in a. A gnuplot that is missing is
 * asked for only once. */
void charts_make(const struct figures *f, const struct gnuplot *g,
                 struct arena *a, struct charts *out);

#endif
