/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/figures_outage.h"
#include <stdlib.h>
#include <string.h>

/* A month with fewer postings in every role does not stretch an open axis. */
#define STRAY_POSTINGS 5

#define MONTHS_OF_HISTORY 12

#define MONTHS_END 25212 /* month indexes of date.h end with the year 2100 */

/* Postings per role and month, to choose the axis by. */
struct monthly {
    size_t n_slots;
    uint32_t *raw, *usable; /* [slot * MONTHS_END + month] */
};

static bool has_month(const struct row *row)
{
    return row->month >= 0 && row->month < MONTHS_END;
}

static void count_months(const struct rows *r, struct monthly *m)
{
    m->raw = xcalloc(m->n_slots * MONTHS_END, sizeof *m->raw);
    m->usable = xcalloc(m->n_slots * MONTHS_END, sizeof *m->usable);
    for (size_t i = 0; i < r->n; i++) {
        const struct row *row = &r->v[i];
        if (row->slot == ROWS_NO_SLOT || !has_month(row))
            continue;
        size_t at = (size_t)row->slot * MONTHS_END + (size_t)row->month;
        m->raw[at]++;
        m->usable[at] += row->usable && (row->marks & ROW_FOR_MONTH);
    }
}

/* True when some role has at least this many usable postings in the month. */
static bool month_has(const struct monthly *m, int month, uint32_t usable)
{
    for (size_t i = 0; i < m->n_slots; i++)
        if (m->usable[i * MONTHS_END + (size_t)month] >= usable)
            return true;
    return false;
}

/* First and last month in which some role has this many; false: none has. */
static bool span(const struct monthly *m, uint32_t usable, int *first,
                 int *last)
{
    int low = 0, high = MONTHS_END - 1;
    while (low < MONTHS_END && !month_has(m, low, usable))
        low++;
    while (high > low && !month_has(m, high, usable))
        high--;
    if (low == MONTHS_END)
        return false;
    *first = low;
    *last = high;
    return true;
}

/* A short period is shown with the months before it, as far as there are any,
 * back to the same month of the year before. */
static int with_history(const struct monthly *m, const struct figures *out,
                        int first, int last)
{
    int from = last - MONTHS_OF_HISTORY;
    if (out->asked.from_month < 0 || from >= first)
        return first;
    for (from = from < 0 ? 0 : from; from < first; from++)
        if (month_has(m, from, STRAY_POSTINGS))
            return from;
    return first;
}

/* The months asked for; where the period is open, those between the first and
 * the last month with more than a few stray dates. */
static void choose_axis(const struct monthly *m, struct figures *out)
{
    int first = 0, last = -1;
    if (!span(m, STRAY_POSTINGS, &first, &last) && !span(m, 1, &first, &last))
        last = -1;
    bool from_asked = out->asked.from_month >= 0;
    bool to_asked = out->asked.to_month >= 0;
    if (last < 0 && !(from_asked && to_asked))
        return;
    if (from_asked)
        first = out->asked.from_month;
    if (to_asked)
        last = out->asked.to_month;
    if (last >= MONTHS_END)
        last = MONTHS_END - 1;
    if (first > last)
        return;
    first = with_history(m, out, first, last);
    out->months_cut = last - first >= FIGURES_MAX_MONTHS;
    if (out->months_cut)
        first = last - FIGURES_MAX_MONTHS + 1;
    out->first_month = first;
    out->n_months = (size_t)(last - first + 1);
}

/* The role's rows month by month, each month by employer: idx[at[i]..at[i+1])
 * are those of month i of the axis. */
struct by_month {
    uint32_t *idx;
    uint32_t at[FIGURES_MAX_MONTHS + 1];
    uint32_t *window;    /* room for the rows of several months */
    struct arena *arena; /* for one month's tally at a time */
};

static size_t axis_of(const struct figures *f, const struct row *row)
{
    int64_t at = (int64_t)row->month - f->first_month;
    return has_month(row) && at >= 0 && at < (int64_t)f->n_months ? (size_t)at
                                                                  : SIZE_MAX;
}

static void sort_by_month(const struct figures_work *w, const struct figures *f,
                          size_t n, struct by_month *out)
{
    memset(out->at, 0, sizeof out->at);
    for (size_t i = 0; i < n; i++) {
        size_t at = axis_of(f, &w->rows->v[w->idx[i]]);
        if (at != SIZE_MAX)
            out->at[at + 1]++;
    }
    uint32_t next[FIGURES_MAX_MONTHS + 1] = {0};
    for (size_t i = 0; i < f->n_months; i++)
        next[i + 1] = out->at[i + 1] += out->at[i];
    for (size_t i = 0; i < n; i++) {
        size_t at = axis_of(f, &w->rows->v[w->idx[i]]);
        if (at != SIZE_MAX)
            out->idx[next[at]++] = w->idx[i];
    }
}

static int by_employer(const void *pa, const void *pb, void *ctx)
{
    const struct rows *r = ctx;
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
    uint32_t x = r->v[a].employer, y = r->v[b].employer;
    return x != y ? (x > y) - (x < y) : (a > b) - (a < b);
}

/* The rows of the months from..to of the axis, one per cluster, by employer.
 * A single month is that already; a window is made in rows->window. */
static const uint32_t *window_rows(const struct figures_work *w,
                                   const struct by_month *rows, size_t from,
                                   size_t to, size_t *n)
{
    const uint32_t *v = rows->idx + rows->at[from];
    *n = rows->at[to + 1] - rows->at[from];
    if (from == to || *n == 0)
        return v;
    memcpy(rows->window, v, *n * sizeof *v);
    qsort_r(rows->window, *n, sizeof *v, by_employer, w->rows);
    *n = rows_distinct(w->rows, rows->window, *n);
    return rows->window;
}

/* One role's series in the making. */
struct series_work {
    const struct figures_work *w;
    const struct figures *f;
    const struct by_month *rows;
    const double *missing; /* of the role, by month */
    unsigned window;
    struct month_figure *months;
    struct cell *cells; /* [series * n_months + month] */
    size_t n_gaps;
};

/* What the role has in the window that ends with month `at` of the axis, of
 * which raw are as found; a month without postings is no end of any. */
static struct tally count_window(const struct series_work *x, size_t at,
                                 const uint32_t *raw, uint64_t *n_raw)
{
    size_t from = at + 1 > x->window ? at + 1 - x->window : 0, n = 0;
    const uint32_t *v = NULL;
    *n_raw = 0;
    if (raw[at]) {
        v = window_rows(x->w, x->rows, from, at, &n);
        for (size_t i = from; i <= at; i++)
            *n_raw += raw[i];
    }
    struct tally t;
    arena_reset(x->rows->arena);
    struct tally_input in = {x->w->rows, v, n, TALLY_NAMES};
    tally_count(x->w->work, &in, x->rows->arena, &t);
    return t;
}

static enum gap gap_of(const struct month_figure *m)
{
    return m->counts.raw == 0           ? GAP_NO_POSTINGS
           : m->counts.few              ? GAP_FEW
           : m->missing >= OUTAGE_SHARE ? GAP_OUTAGE
                                        : GAP_NONE;
}

/* raw: the role's postings as found, by month of the axis. */
static void fill_month(struct series_work *x, const uint32_t *raw,
                       const struct role_figure *role, size_t at)
{
    uint64_t n_raw;
    struct tally t = count_window(x, at, raw, &n_raw);
    struct month_figure *m = &x->months[at];
    *m = (struct month_figure){.month = x->f->first_month + (int)at,
                               .counts = figures_counts(&t, n_raw),
                               .missing = x->missing[at]};
    m->gap = gap_of(m);
    x->n_gaps += m->gap != GAP_NONE;
    for (size_t k = 0; k < role->n_series; k++) {
        struct cell *cell = &x->cells[k * x->f->n_months + at];
        *cell = figures_cell(&t, &t.by_name[role->skills[k].concept]);
        if (m->gap == GAP_OUTAGE)
            figures_no_share(cell);
    }
}

static void fill_months(struct series_work *x, const uint32_t *raw,
                        const struct role_figure *role)
{
    size_t n = x->f->n_months;
    x->months = arena_calloc(x->w->a, n, sizeof *x->months);
    x->cells = arena_calloc(x->w->a, role->n_series * n, sizeof *x->cells);
    for (size_t i = 0; i < n; i++)
        fill_month(x, raw, role, i);
}

/* Windows of three months where they leave fewer gaps and single months leave
 * more gaps than points. */
static void fill_role(const struct figures_work *w, const struct figures *f,
                      const uint32_t *raw, const double *missing,
                      const struct by_month *rows, struct role_figure *role)
{
    struct series_work x = {
        .w = w, .f = f, .rows = rows, .missing = missing, .window = 1};
    fill_months(&x, raw, role);
    if (2 * x.n_gaps > f->n_months) {
        struct series_work wide = x;
        wide.window = FIGURES_WINDOW_MONTHS;
        wide.n_gaps = 0;
        fill_months(&wide, raw, role);
        if (wide.n_gaps < x.n_gaps)
            x = wide;
    }
    struct series *series = arena_calloc(w->a, role->n_series, sizeof *series);
    for (size_t k = 0; k < role->n_series; k++)
        series[k] = (struct series){role->skills[k].id, role->skills[k].name,
                                    x.cells + k * f->n_months};
    role->window_months = x.window;
    role->months = x.months;
    role->series = series;
}

void figures_months(const struct figures_work *w, struct role_figure *roles,
                    struct figures *out)
{
    struct monthly m = {.n_slots = w->n_roles};
    count_months(w->rows, &m);
    choose_axis(&m, out);
    AUTO(auto_arena_free) struct arena *arena = arena_new();
    struct by_month rows = {
        .idx = xcalloc(w->rows->n, sizeof *rows.idx),
        .window = xcalloc(w->rows->n, sizeof *rows.window),
        .arena = arena,
    };
    double *missing = figures_outages(w, out);
    for (size_t i = 0; i < w->n_roles; i++) {
        size_t skills = roles[i].n_skills;
        roles[i].n_series =
            skills < FIGURES_SERIES_SKILLS ? skills : FIGURES_SERIES_SKILLS;
        size_t n = figures_select(w, ROW_FOR_MONTH, (uint16_t)i);
        sort_by_month(w, out, n, &rows);
        const uint32_t *raw = m.raw + i * MONTHS_END + out->first_month;
        fill_role(w, out, raw, missing + i * out->n_months, &rows, &roles[i]);
    }
    free(missing);
    free(rows.idx);
    free(rows.window);
    free(m.raw);
    free(m.usable);
}
