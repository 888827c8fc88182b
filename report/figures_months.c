/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/figures_work.h"
#include <stdlib.h>
#include <string.h>

/* A month with fewer postings in every role does not stretch an open axis. */
#define STRAY_POSTINGS 5

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

static enum gap gap_of(const struct counts *c)
{
    if (c->raw == 0)
        return GAP_NO_POSTINGS;
    return c->few ? GAP_FEW : GAP_NONE;
}

static void fill_months(const struct figures_work *w, const struct monthly *m,
                        size_t slot, struct by_month *rows,
                        const struct figures *f, struct role_figure *role)
{
    size_t n_series = role->n_series;
    struct month_figure *months =
        arena_calloc(w->a, f->n_months, sizeof *months);
    struct series *series = arena_calloc(w->a, n_series, sizeof *series);
    struct cell *cells =
        arena_calloc(w->a, n_series * f->n_months, sizeof *cells);
    for (size_t k = 0; k < n_series; k++)
        series[k] = (struct series){role->skills[k].id, role->skills[k].name,
                                    cells + k * f->n_months};
    for (size_t i = 0; i < f->n_months; i++) {
        struct tally t;
        arena_reset(rows->arena);
        tally_count(w->work, w->rows, rows->idx + rows->at[i],
                    rows->at[i + 1] - rows->at[i], rows->arena, &t);
        size_t month = (size_t)f->first_month + i;
        months[i].month = (int)month;
        months[i].counts = (struct counts){
            .raw = m->raw[slot * MONTHS_END + month],
            .distinct = t.distinct,
            .usable = t.usable,
            .employers = t.employers,
            .few = figures_few(t.usable, t.employers),
        };
        months[i].gap = gap_of(&months[i].counts);
        for (size_t k = 0; k < n_series; k++)
            cells[k * f->n_months + i] =
                figures_cell(&t, &t.by_name[role->skills[k].concept]);
    }
    role->months = months;
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
        .arena = arena,
    };
    for (size_t i = 0; i < w->n_roles; i++) {
        size_t skills = roles[i].n_skills;
        roles[i].n_series =
            skills < FIGURES_SERIES_SKILLS ? skills : FIGURES_SERIES_SKILLS;
        size_t n = figures_select(w, ROW_FOR_MONTH, (uint16_t)i);
        sort_by_month(w, out, n, &rows);
        fill_months(w, &m, i, &rows, out, &roles[i]);
    }
    free(rows.idx);
    free(m.raw);
    free(m.usable);
}
