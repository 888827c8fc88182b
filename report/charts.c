/* SPDX-License-Identifier: MIT */
#include "report/charts.h"
#include "report/assets.h"
#include "report/chart_text.h"
#include "report/svg.h"
#include "report/words.h"
#include <math.h>

#define WIDTH       360
#define HEAD_PX     46 /* title and subtitle */
#define ROW_PX      34 /* a bar with its name */
#define CELL_PX     32 /* a row of the matrix */
#define PANEL_PX    120
#define MAX_TEXTS   128
#define DATA_BYTES  (1u << 20)
#define RANGE_ROLES 5 /* so many roles leave room for intervals in cells */
#define NAME_LINES  2
#define HEAD_LINES  3
#define EN_DASH     "\xe2\x80\x93"

/* A chart in the making: its script is params and an asset. */
struct sheet {
    const struct figures *f;
    struct arena *a;
    struct str texts[MAX_TEXTS]; /* what "@tN" stands for */
    size_t n_texts;
    struct buf params;
    struct gnuplot_file files[3];
    struct buf data[3];
    size_t n_files;
};

static void sheet_init(struct sheet *s, const struct figures *f,
                       struct arena *a)
{
    *s = (struct sheet){.f = f, .a = a};
    buf_init(&s->params, DATA_BYTES);
}

static void sheet_done(struct sheet *s)
{
    buf_done(&s->params);
    for (size_t i = 0; i < s->n_files; i++)
        buf_done(&s->data[i]);
}

static struct buf *add_file(struct sheet *s, const char *name)
{
    struct buf *data = &s->data[s->n_files];
    buf_init(data, DATA_BYTES);
    s->files[s->n_files++].name = name;
    return data;
}

/* The stand-in for a text: its number. Past the limit, the last one. */
static size_t add_text(struct sheet *s, struct str text)
{
    if (s->n_texts < MAX_TEXTS)
        s->texts[s->n_texts++] = text;
    return s->n_texts - 1;
}

/* Title and subtitle are texts 0 and 1 of every chart. */
static void add_titles(struct sheet *s, struct str title, struct str subtitle,
                       double width)
{
    add_text(s, chart_text_cut(title, 14, width - 16, s->a));
    add_text(s, chart_text_cut(subtitle, 10.5, width - 16, s->a));
}

static struct str subtitle_of(const struct sheet *s, const struct counts *c)
{
    return arena_printf(s->a, "%.*s, %.*s", STR_FMT(words_n(c, s->a)),
                        STR_FMT(words_months(s->f, s->a)));
}

static enum st draw(struct sheet *s, const struct gnuplot *g,
                    const char *script, struct chart *chart, struct err *err)
{
    struct buf raw, clean;
    buf_init(&raw, GNUPLOT_OUTPUT_MAX_BYTES);
    buf_init(&clean, GNUPLOT_OUTPUT_MAX_BYTES);
    buf_add_cstr(&s->params, script);
    for (size_t i = 0; i < s->n_files; i++)
        s->files[i].data = buf_str(&s->data[i]);
    enum st st =
        gnuplot_run(g, buf_str(&s->params), s->files, s->n_files, &raw, err);
    struct svg_texts texts = {s->texts, s->n_texts};
    if (st == ST_OK)
        st = svg_clean(buf_str(&raw), &texts, chart->summary, &clean, err);
    if (st == ST_OK)
        chart->svg = arena_str(s->a, buf_str(&clean));
    buf_done(&raw);
    buf_done(&clean);
    return st;
}

/* An axis from 0 that holds top (per cent, or any count), and its steps. */
struct axis {
    double max, step;
};

static struct axis axis_for(double top, double steps)
{
    static const double factors[] = {1, 2, 2.5, 5, 10};
    double scale = pow(10, floor(log10(fmax(top, 1) / steps)));
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        double step = factors[i] * scale;
        if (step * steps >= top)
            return (struct axis){step * ceil(top / step), step};
    }
    return (struct axis){top, top};
}

static struct str named_first(const struct sheet *s,
                              const struct role_figure *role)
{
    struct str all = STR("");
    for (size_t i = 0; i < role->n_skills && i < 3; i++)
        all = arena_printf(
            s->a, "%.*s%s%.*s %.*s", STR_FMT(all), i ? ", " : "",
            STR_FMT(role->skills[i].name),
            STR_FMT(words_share(role->skills[i].cell.share, s->a)));
    return all;
}

/* ---- Skills of a role ---- */

static void bar_row(struct sheet *s, size_t at, const struct skill_figure *k,
                    struct buf *out)
{
    const struct cell *c = &k->cell;
    struct str figures =
        arena_printf(s->a, "%.1f (%.*s)", 100 * c->share,
                     STR_FMT(words_interval(c->low, c->high, 0, false, s->a)));
    double room = WIDTH - 34 - 10 - chart_text_width(figures, 11);
    size_t name = add_text(s, chart_text_cut(k->name, 12, room, s->a));
    size_t value = add_text(s, figures);
    buf_printf(out, "%zu\t%.3f\t%.3f\t%.3f\t@t%zu\t@t%zu\n", at, 100 * c->share,
               100 * c->low, 100 * c->high, name, value);
}

static enum st draw_bars(const struct figures *f,
                         const struct role_figure *role,
                         const struct gnuplot *g, struct arena *a,
                         struct chart *chart, struct err *err)
{
    if (role->counts.few || role->n_skills == 0)
        return ST_OK;
    struct sheet s;
    sheet_init(&s, f, a);
    size_t n = role->n_skills < CHARTS_BARS ? role->n_skills : CHARTS_BARS;
    chart->title = arena_printf(a, "%.*s: %% of postings", STR_FMT(role->name));
    chart->summary = arena_printf(
        a,
        "Bar chart of the %zu skills most named, with 95 %% intervals: "
        "%.*s. All figures are in the table.",
        n, STR_FMT(named_first(&s, role)));
    add_titles(&s, chart->title, subtitle_of(&s, &role->counts), WIDTH);
    struct buf *data = add_file(&s, "bars.tsv");
    double top = 0;
    for (size_t i = 0; i < n; i++) {
        bar_row(&s, i, &role->skills[i], data);
        top = fmax(top, 100 * role->skills[i].cell.high);
    }
    struct axis x = axis_for(top, 5);
    buf_printf(&s.params, "n = %zu\nH = %zu\nxmax = %g\nxstep = %g\n", n,
               HEAD_PX + n * ROW_PX + 24, x.max, x.step);
    enum st st = draw(&s, g, asset_bars_gp, chart, err);
    sheet_done(&s);
    return st;
}

/* ---- Roles x skills ---- */

struct matrix_shape {
    size_t rows, roles;
    double width, height, left, top;
    bool turned, ranges;
    size_t head_lines;
};

/* The head of one column, broken into lines. */
static size_t head_lines(const struct figures *f, const struct matrix_shape *m,
                         size_t role, struct arena *a,
                         struct str lines[HEAD_LINES])
{
    double cell = (m->width - m->left - 6) / (double)m->roles;
    return chart_text_wrap(f->roles[role].name, m->turned ? 11 : 10,
                           m->turned ? 100 : cell - 2, a,
                           m->turned ? 1 : HEAD_LINES, lines);
}

static struct matrix_shape shape_of(const struct figures *f, struct arena *a)
{
    struct matrix_shape m = {.rows = f->n_matrix, .roles = f->n_roles};
    m.left = 132;
    m.width = WIDTH;
    m.ranges = m.roles <= RANGE_ROLES;
    m.turned = !m.ranges;
    if (m.roles > 8) /* under 26 pixels a cell cannot hold its number */
        m.width = m.left + 6 + 26 * (double)m.roles;
    for (size_t i = 0; i < m.roles; i++) {
        struct str lines[HEAD_LINES];
        size_t n = head_lines(f, &m, i, a, lines);
        m.head_lines = n > m.head_lines ? n : m.head_lines;
    }
    m.top = HEAD_PX + (m.turned ? 110 : 13 * (double)m.head_lines + 6);
    m.height = m.top + CELL_PX * (double)m.rows + 8;
    return m;
}

static void matrix_cell(struct sheet *s, const struct cell *c, size_t column,
                        size_t row, struct buf *out)
{
    int step = isnan(c->share) ? 0 : (int)fmin(9, c->share * 10);
    bool few = isnan(c->share);
    buf_printf(out, "%zu\t%zu\t1\t%d\t%d\t1\t%d\t%d", column, row,
               few ? SVG_INK : SVG_HEAT, few ? SVG_GRID : step,
               few ? SVG_INK : SVG_ON, few ? SVG_TEXT : step);
    if (few)
        buf_printf(out, "\t%u\tfew\n", c->named);
    else
        buf_printf(out, "\t%.0f\t%.*s\n", 100 * c->share,
                   STR_FMT(words_interval(c->low, c->high, 0, false, s->a)));
}

static void matrix_names(struct sheet *s, const struct matrix_shape *m,
                         struct buf *out)
{
    for (size_t i = 0; i < m->rows; i++) {
        struct str lines[NAME_LINES];
        size_t n = chart_text_wrap(s->f->matrix[i].name, 11, m->left - 14, s->a,
                                   NAME_LINES, lines);
        for (size_t k = 0; k < n; k++)
            buf_printf(out, "%zu\t%s\t@t%zu\n", i,
                       n == 1   ? "0.5"
                       : k == 0 ? "0.3"
                                : "0.7",
                       add_text(s, lines[k]));
    }
}

static void matrix_heads(struct sheet *s, const struct matrix_shape *m,
                         struct buf *out)
{
    for (size_t i = 0; i < m->roles; i++) {
        struct str lines[HEAD_LINES];
        size_t n = head_lines(s->f, m, i, s->a, lines);
        for (size_t k = 0; k < n; k++) /* the last line stands on the cell */
            buf_printf(out, "%zu\t%zu\t@t%zu\n", i, m->head_lines - n + k,
                       add_text(s, lines[k]));
    }
}

static enum st draw_matrix(const struct figures *f, const struct gnuplot *g,
                           struct arena *a, struct chart *chart,
                           struct err *err)
{
    if (f->n_matrix == 0 || f->selected.few)
        return ST_OK;
    struct sheet s;
    sheet_init(&s, f, a);
    struct matrix_shape m = shape_of(f, a);
    chart->title = STR("Skills in each role, % of the role's postings");
    chart->summary = arena_printf(
        a,
        "Heat map of %zu skills in %zu roles; darker cells (lighter ones "
        "on a dark page) are larger shares. All figures are in the table.",
        m.rows, m.roles);
    add_titles(&s, chart->title, subtitle_of(&s, &f->selected), m.width);
    struct buf *cells = add_file(&s, "cells.tsv");
    for (size_t i = 0; i < m.rows; i++)
        for (size_t k = 0; k < m.roles; k++)
            matrix_cell(&s, &f->matrix[i].cells[k], k, i, cells);
    matrix_names(&s, &m, add_file(&s, "names.tsv"));
    matrix_heads(&s, &m, add_file(&s, "heads.tsv"));
    buf_printf(&s.params,
               "n = %zu\nroles = %zu\nW = %g\nH = %g\nleft = %g\ntop = %g\n"
               "heads = %zu\nturned = %d\nranges = %d\n",
               m.rows, m.roles, m.width, m.height, m.left, m.top, m.head_lines,
               m.turned, m.ranges);
    enum st st = draw(&s, g, asset_matrix_gp, chart, err);
    sheet_done(&s);
    return st;
}

/* ---- Months ---- */

static bool has_share(const struct role_figure *role, size_t n, size_t at)
{
    return at < n && role->months[at].gap == GAP_NONE;
}

static void series_block(const struct sheet *s, const struct role_figure *role,
                         const struct series *series, struct buf *out)
{
    size_t n = s->f->n_months;
    for (size_t i = 0; i < n; i++) {
        if (!has_share(role, n, i)) {
            if (has_share(role, n, i + 1))
                buf_add_char(out, '\n'); /* one blank line: a gap */
            continue;
        }
        bool alone = !has_share(role, n, i + 1) &&
                     (i == 0 || !has_share(role, n, i - 1));
        const struct cell *c = &series->cells[i];
        buf_printf(out, "%zu\t%.3f\t%.3f\t%.3f\t%d\n", i, 100 * c->share,
                   100 * c->low, 100 * c->high, alone);
    }
    buf_add_cstr(out, "\n\n"); /* two blank lines: the next block */
}

static double highest(const struct figures *f, const struct role_figure *role)
{
    double top = 0;
    for (size_t k = 0; k < role->n_series; k++)
        for (size_t i = 0; i < f->n_months; i++)
            if (has_share(role, f->n_months, i))
                top = fmax(top, 100 * role->series[k].cells[i].high);
    return top;
}

static size_t months_with_share(const struct figures *f,
                                const struct role_figure *role)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n_months; i++)
        n += has_share(role, f->n_months, i);
    return n;
}

/* The postings per month, and the names of the first and the last month. */
static double month_files(struct sheet *s, const struct role_figure *role)
{
    const struct figures *f = s->f;
    double most = 1;
    struct buf *n = add_file(s, "n.tsv");
    for (size_t i = 0; i < f->n_months; i++) {
        const struct month_figure *m = &role->months[i];
        buf_printf(n, "%zu\t%llu\t%d\n", i,
                   (unsigned long long)m->counts.usable, m->gap != GAP_NONE);
        most = fmax(most, (double)m->counts.usable);
    }
    int last = f->first_month + (int)f->n_months - 1;
    buf_printf(add_file(s, "ends.tsv"), "%.*s\t%.*s\n",
               STR_FMT(words_month_name(f->first_month, s->a)),
               STR_FMT(words_month_name(last, s->a)));
    return most;
}

static enum st draw_months(const struct figures *f,
                           const struct role_figure *role,
                           const struct gnuplot *g, struct arena *a,
                           struct chart *chart, struct err *err)
{
    if (months_with_share(f, role) < 2 || role->n_series == 0)
        return ST_OK;
    struct sheet s;
    sheet_init(&s, f, a);
    chart->title = arena_printf(a, "%.*s: %% %s", STR_FMT(role->name),
                                role->window_months > 1 ? "in 3-month windows"
                                                        : "by month");
    chart->summary = arena_printf(
        a,
        "%zu small line charts over %zu months, one for each skill most "
        "named, with 95 %% bands; months without enough postings are gaps. All "
        "figures are in the table.",
        role->n_series, f->n_months);
    add_titles(&s, chart->title, subtitle_of(&s, &role->counts), WIDTH);
    struct buf *data = add_file(&s, "series.tsv");
    for (size_t i = 0; i < role->n_series; i++) {
        add_text(&s, chart_text_cut(role->series[i].name, 12, 166, a));
        series_block(&s, role, &role->series[i], data);
    }
    add_text(&s, role->window_months > 1
                     ? STR("Postings with usable text per window (pale: few)")
                     : STR("Postings with usable text per month (pale: few)"));
    struct axis n = axis_for(month_files(&s, role), 2);
    struct axis y = axis_for(highest(f, role), 4);
    buf_printf(&s.params,
               "n = %zu\nmonths = %zu\nH = %zu\nymax = %g\nystep = %g\n"
               "nmax = %g\n",
               role->n_series, f->n_months,
               HEAD_PX + PANEL_PX * ((role->n_series + 1) / 2) + 90, y.max,
               y.step, n.max);
    enum st st = draw(&s, g, asset_months_gp, chart, err);
    sheet_done(&s);
    return st;
}

static bool drawn(const struct charts *c, const struct figures *f)
{
    bool any = c->matrix.svg.p != NULL;
    for (size_t i = 0; i < f->n_roles; i++)
        any = any || c->bars[i].svg.p || c->months[i].svg.p;
    return any;
}

void charts_make(const struct figures *f, const struct gnuplot *g,
                 struct arena *a, struct charts *out)
{
    struct chart *bars = arena_calloc(a, f->n_roles, sizeof *bars);
    struct chart *months = arena_calloc(a, f->n_roles, sizeof *months);
    *out = (struct charts){.bars = bars, .months = months};
    struct err *problem = &out->problem;
    enum st st = draw_matrix(f, g, a, &out->matrix, problem);
    /* What failed once, or took too long, would again: stop there. */
    for (size_t i = 0; st == ST_OK && i < f->n_roles; i++)
        st = draw_bars(f, &f->roles[i], g, a, &bars[i], problem);
    for (size_t i = 0; st == ST_OK && i < f->n_roles; i++)
        st = draw_months(f, &f->roles[i], g, a, &months[i], problem);
    if (st != ST_OK)
        err_prefix(problem, drawn(out, f) ? "not all charts" : "no charts");
}
