/* SPDX-License-Identifier: MIT */
/* report_write.c - reports and pages as files. */
#include "base/file.h"
#include "report/charts_files.h"
#include "report/render_html.h"
#include "report/render_xlsx.h"
#include "report/report.h"
#include "report/words.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define PATH_MAX_BYTES (1u << 16)

/* A report, or a page about its figures. */
struct document {
    const struct figures *f;
    const struct page *page; /* NULL: the report */
    const struct report_style *style;
    const char *name; /* of its files: "report", "study" */
    struct err charts;
};

static const struct {
    const char *extension, *what;
} files[REPORT_ALL] = {
    [REPORT_TEXT] = {"txt", "for a terminal, 80 columns wide"},
    [REPORT_MD] = {"md", "Markdown"},
    [REPORT_CSV] = {"csv", "tables"},
    [REPORT_JSON] = {"json", "every figure; report.schema.json tells of each"},
    [REPORT_HTML] = {"html", "a page for a browser, which needs nothing else"},
    [REPORT_XLSX] = {"xlsx", "a workbook with a sheet for each table"},
    [REPORT_CHARTS] = {NULL, NULL},
};

bool report_is_directory(const char *path)
{
    struct stat s;
    size_t n = strlen(path);
    return (n > 0 && path[n - 1] == '/') ||
           (stat(path, &s) == 0 && S_ISDIR(s.st_mode));
}

static struct grids grids_of_document(const struct document *d, struct arena *a)
{
    if (!d->page)
        return grids_of(d->f, a);
    size_t n = d->page->tables.n;
    struct grid *v = arena_calloc(a, n, sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i] = grid_of_table(d->f, &d->page->tables.v[i], a);
    return (struct grids){v, n};
}

static void render_first_table(const struct document *d, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct grids all = grids_of_document(d, a);
    if (all.n)
        render_csv_grid(&all.v[0], out);
}

/* A study has curves, the other pages have no charts. */
static bool has_charts(const struct document *d)
{
    return !d->style->no_charts && d->f->all.raw > 0 &&
           (!d->page || d->page->study);
}

static struct gnuplot gnuplot_of(const struct document *d)
{
    return (struct gnuplot){d->style->gnuplot, d->style->chart_timeout_ms};
}

static void keep_problem(struct document *d, const struct err *problem)
{
    if (problem->code)
        d->charts = *problem;
}

/* A page for a browser, with the curves of a study. */
static void render_answer(struct document *d, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    const struct gnuplot g = gnuplot_of(d);
    struct charts charts = {0};
    if (has_charts(d))
        charts_make_study(d->page->study, &g, a, &charts);
    render_html_page(d->f, d->page, has_charts(d) ? &charts : NULL, out);
    keep_problem(d, &charts.problem);
}

static enum st render(struct document *d, enum report_format format,
                      struct buf *out, struct err *err)
{
    enum st st = ST_OK;
    struct err charts = {0};
    if (!d->page) {
        st = report_render(d->f, format, d->style, out, &charts, err);
        keep_problem(d, &charts);
        return st;
    }
    switch (format) {
    case REPORT_TEXT:
        render_text_page(d->f, d->page, &d->style->text, out);
        break;
    case REPORT_MD:
        render_md_page(d->f, d->page, out);
        break;
    case REPORT_CSV:
        render_first_table(d, out);
        break;
    case REPORT_JSON:
        render_json_page(d->f, d->page, out);
        break;
    case REPORT_HTML:
        render_answer(d, out);
        break;
    case REPORT_XLSX:
        st = render_xlsx_page(d->f, d->page, out, err);
        break;
    case REPORT_CHARTS:
    case REPORT_ALL:
        st = err_set(err, ST_BAD_INPUT,
                     "there are no charts of this: `skilltally report` and "
                     "`study` have some");
        break;
    }
    return st;
}

/* Write data to dir/NAME.EXTENSION. */
static enum st write_in(const char *dir, const char *name,
                        const char *extension, const struct buf *data,
                        struct err *err)
{
    struct buf file, path;
    buf_init(&file, PATH_MAX_BYTES);
    buf_init(&path, PATH_MAX_BYTES);
    buf_printf(&file, "%s.%s", name, extension);
    path_join(&path, dir, buf_cstr(&file));
    enum st st = data->overflowed
                     ? err_set(err, ST_TOO_BIG, "%s is over %zu bytes",
                               buf_cstr(&path), data->max)
                     : file_write(buf_cstr(&path), buf_str(data), err);
    buf_done(&file);
    buf_done(&path);
    return st;
}

static enum st write_tables(const struct document *d, const char *dir,
                            struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct grids all = grids_of_document(d, a);
    struct buf data;
    buf_init(&data, REPORT_MAX_BYTES);
    enum st st = file_mkdirs(dir, err);
    for (size_t i = 0; st == ST_OK && i < all.n; i++) {
        buf_clear(&data);
        render_csv_grid(&all.v[i], &data);
        st = write_in(dir, all.v[i].key, files[REPORT_CSV].extension, &data,
                      err);
    }
    buf_done(&data);
    return st;
}

static enum st write_form(struct document *d, enum report_format format,
                          const char *dir, struct err *err)
{
    struct buf data;
    buf_init(&data, REPORT_MAX_BYTES);
    enum st st = render(d, format, &data, err);
    if (st == ST_OK)
        st = write_in(dir, d->name, files[format].extension, &data, err);
    buf_done(&data);
    return st;
}

static enum st write_under(struct document *d, const char *dir,
                           const char *name,
                           enum st (*write)(struct document *d,
                                            const char *path, struct err *err),
                           struct err *err)
{
    struct buf path;
    buf_init(&path, PATH_MAX_BYTES);
    path_join(&path, dir, name);
    enum st st = write(d, buf_cstr(&path), err);
    buf_done(&path);
    return st;
}

static enum st write_csv(struct document *d, const char *path, struct err *err)
{
    return write_tables(d, path, err);
}

/* Forms that are one file each. */
static bool is_one_file(int format)
{
    return files[format].extension && format != REPORT_CSV;
}

static enum st write_charts(struct document *d, const char *path,
                            struct err *err)
{
    const struct gnuplot g = gnuplot_of(d);
    struct err problem = {0};
    enum st st =
        d->page ? charts_write_study(d->page->study, &g, path, &problem, err)
                : charts_write(d->f, &g, path, &problem, err);
    keep_problem(d, &problem);
    return st;
}

/* What each file is. */
static enum st write_readme(const struct document *d, const char *dir,
                            struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct grids all = grids_of_document(d, a);
    struct buf out;
    buf_init(&out, PATH_MAX_BYTES);
    buf_add_str(&out, d->page ? d->page->title : words_title(d->f, a));
    buf_add_char(&out, '\n');
    buf_add_str(&out, words_versions(d->f, a));
    buf_add_cstr(&out, "\n\nThe same in several forms:\n");
    for (int i = 0; i < REPORT_ALL; i++)
        if (is_one_file(i))
            buf_printf(&out, "  %s.%s\t%s\n", d->name, files[i].extension,
                       files[i].what);
    buf_add_cstr(&out, "\nA table each (docs/method.md tells of the columns):"
                       "\n");
    for (size_t i = 0; i < all.n; i++)
        buf_printf(&out, "  csv/%s.csv\t%zu rows\n", all.v[i].key,
                   all.v[i].n_rows);
    if (has_charts(d))
        buf_add_cstr(&out,
                     "\nA chart each, in charts/:\n"
                     "  NAME.svg, NAME.png\tand NAME-dark, for dark pages\n"
                     "  NAME.gp\tdraws them again: `gnuplot NAME.gp`\n"
                     "  NAME.tsv\tthe figures that it draws\n");
    enum st st = write_in(dir, "README", "txt", &out, err);
    buf_done(&out);
    return st;
}

static enum st write_all(struct document *d, const char *dir, struct err *err)
{
    struct report_style style = *d->style;
    /* Not this terminal's. */
    style.text = (struct render_style){.columns = RENDER_COLUMNS_DEFAULT};
    d->style = &style;
    enum st st = file_mkdirs(dir, err);
    for (int i = 0; st == ST_OK && i < REPORT_ALL; i++)
        if (is_one_file(i))
            st = write_form(d, (enum report_format)i, dir, err);
    if (st == ST_OK)
        st = write_under(d, dir, "csv", write_csv, err);
    if (st == ST_OK && has_charts(d))
        st = write_under(d, dir, "charts", write_charts, err);
    return st == ST_OK ? write_readme(d, dir, err) : st;
}

static enum st write_file(struct document *d, enum report_format format,
                          const char *path, struct err *err)
{
    struct buf data;
    buf_init(&data, REPORT_MAX_BYTES);
    enum st st = render(d, format, &data, err);
    if (st == ST_OK)
        st = file_write(path, buf_str(&data), err);
    buf_done(&data);
    return st;
}

static enum st write_document(struct document *d, enum report_format format,
                              const char *path, struct err *err)
{
    bool to_stdout = strcmp(path, "-") == 0;
    bool drawn = format == REPORT_CHARTS && (!d->page || d->page->study);
    if (format == REPORT_ALL)
        return write_all(d, path, err);
    if (to_stdout || (!drawn && !report_is_directory(path)))
        return write_file(d, format, path, err);
    if (format == REPORT_CSV)
        return write_tables(d, path, err);
    enum st st = file_mkdirs(path, err);
    if (st != ST_OK)
        return st;
    return drawn ? write_under(d, path, "charts", write_charts, err)
                 : write_form(d, format, path, err);
}

enum st report_write(const struct figures *f, enum report_format format,
                     const struct report_style *style, const char *path,
                     struct err *charts, struct err *err)
{
    struct document d = {.f = f, .style = style, .name = "report"};
    enum st st = write_document(&d, format, path, err);
    if (charts)
        *charts = d.charts;
    return st;
}

enum st report_write_page(const struct figures *f, const struct page *page,
                          enum report_format format,
                          const struct report_style *style, const char *path,
                          struct err *charts, struct err *err)
{
    struct document d = {
        .f = f, .page = page, .style = style, .name = page->kind};
    enum st st = write_document(&d, format, path, err);
    if (charts)
        *charts = d.charts;
    return st;
}
