/* SPDX-License-Identifier: MIT */
#include "report/report.h"
#include "base/file.h"
#include "report/charts_files.h"
#include "report/evidence.h"
#include "report/figures_lives.h"
#include "report/render_html.h"
#include "report/tables.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *const names[] = {"text", "md",     "csv", "json",
                                    "html", "charts", NULL};

bool report_format_parse(struct str name, enum report_format *out)
{
    for (int i = 0; names[i]; i++)
        if (str_eq(name, str_from(names[i]))) {
            *out = (enum report_format)i;
            return true;
        }
    return false;
}

const char *const *report_format_names(void)
{
    return names;
}

static enum st scan(struct postings *store, const struct figures_options *o,
                    struct arena *a, struct rows *rows, struct err *err)
{
    struct scan_names scan_names = {0};
    int before = o->from_month < FIGURES_HISTORY_MONTHS
                     ? o->from_month
                     : o->from_month - FIGURES_HISTORY_MONTHS;
    struct scan_filter filter = {before, o->to_month};
    struct rows_pass pass = {rows, &scan_names};
    enum st st =
        postings_scan(store, &filter, a, &scan_names, rows_add, &pass, err);
    if (st == ST_OK && rows->too_big)
        return err_set(err, ST_TOO_BIG,
                       "more than %u postings or %u mentions in one report: "
                       "choose a shorter period",
                       ROWS_MAX, ROWS_MAX_SKILLS);
    return st;
}

/* What dates the store has is for a reader who found none: it takes a look at
 * every posting. */
static enum st add_totals(struct postings *store, struct figures *f,
                          struct err *err)
{
    struct store_totals totals;
    enum st st = f->all.raw ? postings_count(store, &totals, err)
                            : postings_totals(store, &totals, err);
    if (st != ST_OK)
        return st;
    f->n_skips = totals.skips;
    f->store_postings = totals.postings;
    f->store_first = totals.first_posted;
    f->store_last = totals.last_posted;
    return ST_OK;
}

static enum st add_lives(struct postings *store, struct figures *f,
                         struct arena *a, struct err *err)
{
    AUTO(auto_arena_free) struct arena *scratch = arena_new();
    struct life_row *v;
    size_t n;
    enum st st = postings_lives(store, scratch, &v, &n, err);
    if (st == ST_OK)
        figures_lives(v, n, a, f);
    return st;
}

/* The largest employers of each role by the name that a posting of theirs has:
 * the only text that the figures need and the packed rows lack. */
static enum st name_employers(struct postings *store, struct figures *f,
                              struct arena *a, struct err *err)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < f->n_roles; i++) {
        struct role_figure *role = &f->roles[i];
        for (size_t k = 0; st == ST_OK && k < role->n_employers; k++) {
            struct str name;
            st = postings_employer(store, role->employers[k].employer, a, &name,
                                   err);
            if (st == ST_OK)
                role->employers[k].name = figures_clean(name, a);
        }
    }
    return st;
}

enum st report_compute(struct postings *store, const struct taxonomy *t,
                       const struct figures_options *o, struct arena *a,
                       struct figures *out, struct err *err)
{
    struct rows rows;
    enum st st = report_compute_rows(store, t, o, a, out, &rows, err);
    if (st == ST_OK)
        rows_done(&rows);
    return st;
}

enum st report_compute_rows(struct postings *store, const struct taxonomy *t,
                            const struct figures_options *o, struct arena *a,
                            struct figures *out, struct rows *rows,
                            struct err *err)
{
    size_t index[FIGURES_MAX_ROLES], n;
    enum st st = figures_roles(t, o, index, &n, err);
    if (st != ST_OK)
        return st;
    struct str ids[FIGURES_MAX_ROLES];
    for (size_t i = 0; i < n; i++)
        ids[i] = t->roles[index[i]].id;
    AUTO(auto_arena_free) struct arena *scratch = arena_new();
    rows_init(rows, t, ids, n);
    rows->from_month = o->from_month;
    rows->to_month = o->to_month;
    rows->dedup = o->dedup;
    st = scan(store, o, scratch, rows, err);
    if (st == ST_OK) {
        figures_compute(rows, t, o, index, n, a, out);
        st = add_totals(store, out, err);
    }
    if (st == ST_OK) {
        st = name_employers(store, out, a, err);
        if (st == ST_OK)
            st = add_lives(store, out, a, err);
        if (st == ST_OK && o->evidence)
            st = evidence_add(store, rows, out, a, err);
    }
    if (st != ST_OK)
        rows_done(rows);
    return st;
}

static enum st charts_are_files(struct err *err)
{
    return err_set(err, ST_BAD_INPUT,
                   "charts are several files: name a directory (-o DIR/)");
}

static void render_page(const struct figures *f,
                        const struct report_style *style, struct buf *out,
                        struct err *problem)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct charts charts;
    if (style->no_charts || f->all.raw == 0) {
        render_html(f, NULL, out);
        return;
    }
    struct gnuplot g = {style->gnuplot, style->chart_timeout_ms};
    charts_make(f, &g, a, &charts);
    render_html(f, &charts, out);
    *problem = charts.problem;
}

enum st report_render(const struct figures *f, enum report_format format,
                      const struct report_style *style, struct buf *out,
                      struct err *charts, struct err *err)
{
    struct err problem = {0};
    switch (format) {
    case REPORT_TEXT:
        render_text(f, &style->text, out);
        break;
    case REPORT_MD:
        render_md(f, out);
        break;
    case REPORT_CSV:
        render_csv(f, out);
        break;
    case REPORT_JSON:
        render_json(f, out);
        break;
    case REPORT_HTML:
        render_page(f, style, out, &problem);
        break;
    case REPORT_CHARTS:
        return charts_are_files(err);
    }
    if (charts)
        *charts = problem;
    if (out->overflowed)
        return err_set(err, ST_TOO_BIG,
                       "the report is over %zu bytes: ask for fewer roles or "
                       "skills",
                       out->max);
    return ST_OK;
}

static bool is_directory(const char *path)
{
    struct stat s;
    size_t n = strlen(path);
    return (n > 0 && path[n - 1] == '/') ||
           (stat(path, &s) == 0 && S_ISDIR(s.st_mode));
}

static enum st write_in(const char *dir, const char *name, struct str data,
                        struct err *err)
{
    struct buf path;
    buf_init(&path, 1u << 16);
    path_join(&path, dir, name);
    enum st st = file_write(buf_cstr(&path), data, err);
    buf_done(&path);
    return st;
}

static enum st write_csv_file(const char *dir, const char *table,
                              const struct buf *data, struct err *err)
{
    char name[64];
    snprintf(name, sizeof name, "%s.csv", table);
    if (data->overflowed)
        return err_set(err, ST_TOO_BIG, "%s is over %zu bytes", name,
                       data->max);
    return write_in(dir, name, buf_str(data), err);
}

static enum st write_csv_files(const struct figures *f, const char *dir,
                               struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct grids all = grids_of(f, a);
    struct buf data;
    buf_init(&data, REPORT_MAX_BYTES);
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < all.n; i++) {
        buf_clear(&data);
        render_csv_grid(&all.v[i], &data);
        st = write_csv_file(dir, all.v[i].key, &data, err);
    }
    buf_done(&data);
    return st;
}

static enum st write_stdout(struct str data, struct err *err)
{
    struct file_out *out;
    enum st st = file_out_open("-", &out, err);
    if (st != ST_OK)
        return st;
    fwrite(data.p, 1, data.n, file_out_stream(out));
    return file_out_commit(out, err);
}

/* In a directory of their own, so that they may stand beside other formats. */
static enum st write_charts(const struct figures *f,
                            const struct report_style *style, const char *path,
                            struct err *charts, struct err *err)
{
    const struct gnuplot g = {style->gnuplot, style->chart_timeout_ms};
    struct buf dir;
    buf_init(&dir, 1u << 16);
    path_join(&dir, path, "charts");
    enum st st = charts_write(f, &g, buf_cstr(&dir), charts, err);
    buf_done(&dir);
    return st;
}

enum st report_write(const struct figures *f, enum report_format format,
                     const struct report_style *style, const char *path,
                     struct err *charts, struct err *err)
{
    static const char *const files[] = {
        [REPORT_TEXT] = "report.txt",  [REPORT_MD] = "report.md",
        [REPORT_CSV] = "report.csv",   [REPORT_JSON] = "report.json",
        [REPORT_HTML] = "report.html", [REPORT_CHARTS] = NULL};
    bool to_stdout = strcmp(path, "-") == 0;
    bool to_dir = !to_stdout && (format == REPORT_CHARTS || is_directory(path));
    enum st st = to_dir ? file_mkdirs(path, err) : ST_OK;
    if (charts)
        *charts = (struct err){0};
    if (st != ST_OK)
        return st;
    if (to_dir && format == REPORT_CSV)
        return write_csv_files(f, path, err);
    if (to_dir && format == REPORT_CHARTS)
        return write_charts(f, style, path, charts, err);
    struct buf data;
    buf_init(&data, REPORT_MAX_BYTES);
    st = report_render(f, format, style, &data, charts, err);
    if (st == ST_OK && to_stdout)
        st = write_stdout(buf_str(&data), err);
    else if (st == ST_OK && to_dir)
        st = write_in(path, files[format], buf_str(&data), err);
    else if (st == ST_OK)
        st = file_write(path, buf_str(&data), err);
    buf_done(&data);
    return st;
}

static void render_csv_table(const struct figures *f, const struct table *t,
                             struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct grid g = grid_of_table(f, t, a);
    render_csv_grid(&g, out);
}

static enum st render_page_as(const struct figures *f, const struct page *page,
                              enum report_format format,
                              const struct render_style *style, struct buf *out,
                              struct err *err)
{
    switch (format) {
    case REPORT_TEXT:
        render_text_page(f, page, style, out);
        break;
    case REPORT_MD:
        render_md_page(f, page, out);
        break;
    case REPORT_CSV:
        if (page->tables.n)
            render_csv_table(f, &page->tables.v[0], out);
        break;
    case REPORT_JSON:
        render_json_page(f, page, out);
        break;
    case REPORT_HTML:
        render_html_page(f, page, NULL, out);
        break;
    case REPORT_CHARTS:
        return charts_are_files(err);
    }
    return ST_OK;
}

static enum st write_page_tables(const struct figures *f,
                                 const struct page *page, const char *dir,
                                 struct err *err)
{
    struct buf data;
    buf_init(&data, REPORT_MAX_BYTES);
    enum st st = file_mkdirs(dir, err);
    for (size_t i = 0; st == ST_OK && i < page->tables.n; i++) {
        buf_clear(&data);
        render_csv_table(f, &page->tables.v[i], &data);
        st = write_csv_file(dir, page->tables.v[i].key, &data, err);
    }
    buf_done(&data);
    return st;
}

enum st report_write_page(const struct figures *f, const struct page *page,
                          enum report_format format,
                          const struct render_style *style, const char *path,
                          struct err *err)
{
    bool to_stdout = strcmp(path, "-") == 0;
    if (!to_stdout && is_directory(path) && format == REPORT_CSV)
        return write_page_tables(f, page, path, err);
    struct buf data;
    buf_init(&data, REPORT_MAX_BYTES);
    enum st st = render_page_as(f, page, format, style, &data, err);
    if (st == ST_OK)
        st = to_stdout ? write_stdout(buf_str(&data), err)
                       : file_write(path, buf_str(&data), err);
    buf_done(&data);
    return st;
}
