/* SPDX-License-Identifier: MIT */
#include "report/report.h"
#include "report/evidence.h"
#include "report/figures_lives.h"
#include "report/figures_places.h"
#include "report/figures_reach.h"
#include "report/render_html.h"
#include "report/render_xlsx.h"
#include "report/tables.h"

static const char *const names[] = {"text", "md",     "csv", "json", "html",
                                    "xlsx", "charts", "all", NULL};

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

static enum st add_lives(struct postings *store, const struct rows *rows,
                         struct figures *f, struct arena *a, struct err *err)
{
    AUTO(auto_arena_free) struct arena *scratch = arena_new();
    struct life_row *v;
    size_t n;
    enum st st = postings_lives(store, scratch, &v, &n, err);
    if (st == ST_OK)
        st = postings_dates(store, &f->store_dates, err);
    if (st == ST_OK)
        figures_lives(rows, v, n, a, f);
    return st;
}

static enum st add_reach(struct postings *store, struct figures *f,
                         struct arena *a, struct err *err)
{
    AUTO(auto_arena_free) struct arena *scratch = arena_new();
    struct reach_row *v;
    size_t n;
    enum st st = postings_reach(store, f->asked.from_month, f->asked.to_month,
                                scratch, &v, &n, err);
    if (st == ST_OK)
        figures_reach(v, n, a, f);
    return st;
}

static enum st add_places(struct postings *store, const struct rows *rows,
                          struct figures *f, struct arena *a, struct err *err)
{
    const struct places_of places = {postings_places, store};
    enum st st = postings_hold(store, err);
    if (st != ST_OK)
        return st;
    st = figures_places(rows, &places, a, f, err);
    postings_release(store);
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
            st = add_lives(store, rows, out, a, err);
        if (st == ST_OK)
            st = add_reach(store, out, a, err);
        if (st == ST_OK)
            st = add_places(store, rows, out, a, err);
        if (st == ST_OK && o->evidence)
            st = evidence_add(store, rows, out, a, err);
    }
    if (st != ST_OK)
        rows_done(rows);
    return st;
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
    enum st st = ST_OK;
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
    case REPORT_XLSX:
        st = render_xlsx(f, out, err);
        break;
    case REPORT_CHARTS:
    case REPORT_ALL:
        return err_set(err, ST_BAD_INPUT,
                       "these are several files: name a directory (-o DIR/)");
    }
    if (charts)
        *charts = problem;
    if (out->overflowed)
        return err_set(err, ST_TOO_BIG,
                       "the report is over %zu bytes: ask for fewer roles or "
                       "skills",
                       out->max);
    return st;
}
