/* SPDX-License-Identifier: MIT */
/* charts_work.h - the charts of a report as sheets, and gnuplot at work on
 * several of them at a time. What charts.c and charts_files.c share; not for
 * others. */
#ifndef REPORT_CHARTS_WORK_H
#define REPORT_CHARTS_WORK_H

#include "base/pool.h"
#include "report/chart_sheet.h"
#include "report/charts.h"

#define CHARTS_PICTURES 4

struct chart_work {
    struct pool_item item; /* first */
    struct chart chart;    /* without its svg */
    struct sheet sheet;
    struct buf script;
    struct buf pictures[CHARTS_PICTURES];
    bool is_drawn;
    enum st st;
    struct err err;
};

struct chart_works {
    struct chart_work *v;
    size_t n;
};

/* The sheets of all charts of f that there is something to draw for; to be
 * released with chart_works_done(). */
struct chart_works chart_works_of(const struct figures *f, struct arena *a);
/* The same of a study. */
struct chart_works chart_works_of_study(const struct study *s, struct arena *a);
void chart_works_done(struct chart_works *w);

/* One chart's job; called from several threads, for different works. */
typedef enum st chart_draw(const struct gnuplot *g, struct chart_work *w,
                           struct err *err);

/* Call draw for each work, the first one alone: what fails there would fail
 * again. *problem: why some are not drawn. */
void chart_works_draw(struct chart_works *w, const struct gnuplot *g,
                      chart_draw *draw, struct err *problem);

#endif
