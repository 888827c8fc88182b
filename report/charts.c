/* SPDX-License-Identifier: MIT */
#include "report/charts.h"
#include "report/charts_work.h"
#include "report/svg.h"
#include <string.h>

/* For the page: the cleaned SVG is the first picture. */
static enum st draw(const struct gnuplot *g, struct chart_work *w,
                    struct err *err)
{
    const struct sheet *s = &w->sheet;
    sheet_page_script(s, &w->script);
    const struct gnuplot_file files[] = {{"chart.gp", buf_str(&w->script)},
                                         {"chart.tsv", buf_str(&s->data)}};
    const struct gnuplot_picture picture = {"chart.svg", &w->pictures[1]};
    const struct gnuplot_job job = {files, 2, &picture, 1, false};
    const struct svg_texts words = {s->words, s->n_words};
    enum st st = gnuplot_run(g, &job, err);
    return st == ST_OK ? svg_clean(buf_str(&w->pictures[1]), &words, s->summary,
                                   &w->pictures[0], err)
                       : st;
}

static struct charts draw_all(struct chart_works *w, const struct gnuplot *g,
                              struct arena *a)
{
    struct chart *v = arena_calloc(a, w->n, sizeof *v);
    struct charts out = {.v = v, .n = w->n};
    chart_works_draw(w, g, draw, &out.problem);
    for (size_t i = 0; i < w->n; i++) {
        v[i] = w->v[i].chart;
        if (w->v[i].is_drawn)
            v[i].svg = arena_str(a, buf_str(&w->v[i].pictures[0]));
    }
    chart_works_done(w);
    return out;
}

void charts_make(const struct figures *f, const struct gnuplot *g,
                 struct arena *a, struct charts *out)
{
    struct chart_works w = chart_works_of(f, a);
    *out = draw_all(&w, g, a);
}

void charts_make_study(const struct study *s, const struct gnuplot *g,
                       struct arena *a, struct charts *out)
{
    struct chart_works w = chart_works_of_study(s, a);
    *out = draw_all(&w, g, a);
}

const struct chart *charts_find(const struct charts *c, const char *key,
                                size_t role)
{
    for (size_t i = 0; c && i < c->n; i++)
        if (c->v[i].svg.p && c->v[i].role == role &&
            strcmp(c->v[i].key, key) == 0)
            return &c->v[i];
    return NULL;
}
