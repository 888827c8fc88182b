/* SPDX-License-Identifier: MIT */
#include "report/charts_files.h"
#include "base/file.h"
#include "report/charts_work.h"
#include <stdio.h>

#define NAME_BYTES 128
#define PATH_BYTES (1u << 16)

static const char *const suffixes[CHARTS_PICTURES] = {".svg", "-dark.svg",
                                                      ".png", "-dark.png"};

static enum st draw(const struct gnuplot *g, struct chart_work *w,
                    struct err *err)
{
    char script[NAME_BYTES], table[NAME_BYTES];
    char names[CHARTS_PICTURES][NAME_BYTES];
    struct gnuplot_picture pictures[CHARTS_PICTURES];
    struct str name = w->chart.name;
    snprintf(script, sizeof script, "%.*s.gp", STR_FMT(name));
    snprintf(table, sizeof table, "%.*s.tsv", STR_FMT(name));
    for (size_t i = 0; i < CHARTS_PICTURES; i++) {
        snprintf(names[i], NAME_BYTES, "%.*s%s", STR_FMT(name), suffixes[i]);
        pictures[i] = (struct gnuplot_picture){names[i], &w->pictures[i]};
    }
    const struct gnuplot_file files[] = {{script, buf_str(&w->script)},
                                         {table, buf_str(&w->sheet.data)}};
    const struct gnuplot_job job = {files, 2, pictures, CHARTS_PICTURES, true};
    return gnuplot_run(g, &job, err);
}

static enum st write_one(const char *dir, struct str name, const char *suffix,
                         const struct buf *data, struct err *err)
{
    struct buf path;
    char file[NAME_BYTES];
    buf_init(&path, PATH_BYTES);
    snprintf(file, sizeof file, "%.*s%s", STR_FMT(name), suffix);
    path_join(&path, dir, file);
    enum st st = file_write(buf_cstr(&path), buf_str(data), err);
    buf_done(&path);
    return st;
}

static enum st write_chart(const char *dir, const struct chart_work *w,
                           struct err *err)
{
    struct str name = w->chart.name;
    enum st st = write_one(dir, name, ".gp", &w->script, err);
    if (st == ST_OK)
        st = write_one(dir, name, ".tsv", &w->sheet.data, err);
    for (size_t i = 0; st == ST_OK && w->is_drawn && i < CHARTS_PICTURES; i++)
        st = write_one(dir, name, suffixes[i], &w->pictures[i], err);
    return st;
}

static enum st write_all(struct chart_works *w, const struct gnuplot *g,
                         const char *dir, struct err *problem, struct err *err)
{
    struct err unheard;
    char name[NAME_BYTES];
    for (size_t i = 0; i < w->n; i++) {
        snprintf(name, sizeof name, "%.*s", STR_FMT(w->v[i].chart.name));
        sheet_file_script(&w->v[i].sheet, name, &w->v[i].script);
    }
    chart_works_draw(w, g, draw, problem ? problem : &unheard);
    enum st st = file_mkdirs(dir, err);
    for (size_t i = 0; st == ST_OK && i < w->n; i++)
        st = write_chart(dir, &w->v[i], err);
    chart_works_done(w);
    return st;
}

enum st charts_write(const struct figures *f, const struct gnuplot *g,
                     const char *dir, struct err *problem, struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct chart_works w = chart_works_of(f, a);
    return write_all(&w, g, dir, problem, err);
}

enum st charts_write_study(const struct study *s, const struct gnuplot *g,
                           const char *dir, struct err *problem,
                           struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct chart_works w = chart_works_of_study(s, a);
    return write_all(&w, g, dir, problem, err);
}
