/* SPDX-License-Identifier: MIT */
#include "report/assets.h"
#include "report/chart_kinds.h"
#include "report/chart_text.h"
#include "report/words.h"
#include <math.h>

#define PANEL_PX 124
#define FOOT_PX  94

static bool has_share(const struct sheet *s, const struct role_figure *role,
                      size_t at)
{
    return at < s->f->n_months && role->months[at].gap == GAP_NONE;
}

static struct str month_of(const struct sheet *s, size_t at)
{
    return words_month(s->f->first_month + (int)at, s->a);
}

static void add_series(struct sheet *s, const struct role_figure *role,
                       const struct series *series)
{
    struct buf *out = &s->data;
    for (size_t i = 0; i < s->f->n_months; i++) {
        if (!has_share(s, role, i)) {
            if (has_share(s, role, i + 1))
                buf_add_char(out, '\n'); /* one blank line: a gap */
            continue;
        }
        bool alone = !has_share(s, role, i + 1) &&
                     (i == 0 || !has_share(s, role, i - 1));
        const struct cell *c = &series->cells[i];
        buf_printf(out, "%zu\t%llu\t%u\t%.3f\t%.3f\t%.3f\t%d\t%.*s\t", i,
                   (unsigned long long)role->months[i].counts.usable, c->named,
                   100 * c->share, 100 * c->low, 100 * c->high, alone,
                   STR_FMT(month_of(s, i)));
        sheet_field(s, series->name);
        buf_add_char(out, '\n');
    }
    buf_add_cstr(out, "\n\n"); /* two blank lines: the next block */
}

/* The last block: the postings per month. Returns the most of them. */
static double add_postings(struct sheet *s, const struct role_figure *role)
{
    double most = 1;
    for (size_t i = 0; i < s->f->n_months; i++) {
        const struct month_figure *m = &role->months[i];
        buf_printf(&s->data, "%zu\t%llu\t0\t0\t0\t0\t%d\t%.*s\t(all)\n", i,
                   (unsigned long long)m->counts.usable, m->gap != GAP_NONE,
                   STR_FMT(month_of(s, i)));
        most = fmax(most, (double)m->counts.usable);
    }
    return most;
}

static double highest(const struct sheet *s, const struct role_figure *role)
{
    double top = 0;
    for (size_t k = 0; k < role->n_series; k++)
        for (size_t i = 0; i < s->f->n_months; i++)
            if (has_share(s, role, i))
                top = fmax(top, 100 * role->series[k].cells[i].high);
    return top;
}

static size_t months_with_share(const struct sheet *s,
                                const struct role_figure *role)
{
    size_t n = 0;
    for (size_t i = 0; i < s->f->n_months; i++)
        n += has_share(s, role, i);
    return n;
}

/* Words 4 to 6: the ends of the axis, and the last panel's name; then the name
 * of each panel. */
static void add_words(struct sheet *s, const struct role_figure *role)
{
    int first = s->f->first_month, last = first + (int)s->f->n_months - 1;
    sheet_word(s, words_month_name(first, s->a));
    sheet_word(s, words_month_name(last, s->a));
    sheet_word(s, role->window_months > 1
                      ? STR("Postings per window (pale: too few)")
                      : STR("Postings per month (pale: too few)"));
    for (size_t i = 0; i < role->n_series; i++)
        sheet_word(
            s, chart_text_cut(role->series[i].name, SHEET_FONT_PX, 166, s->a));
}

bool chart_months(struct sheet *s, const struct role_figure *role)
{
    if (months_with_share(s, role) < 2 || role->n_series == 0)
        return false;
    s->script = asset_months_gp;
    s->summary = arena_printf(
        s->a,
        "%zu small line charts over %zu months, one for each skill most "
        "named, with 95 %% bands; months without enough postings are gaps. All "
        "figures are in the table.",
        role->n_series, s->f->n_months);
    sheet_titles(s, role->name,
                 role->window_months > 1
                     ? sheet_over(s, "% in three months each")
                     : sheet_over(s, "% by month"),
                 words_n(&role->counts, s->a),
                 "Line: share. Band: its 95 % interval.", SHEET_WIDTH);
    add_words(s, role);
    buf_add_cstr(&s->data, "at\tn_usable\tn_named\tshare\tshare_low95\t"
                           "share_high95\talone\tmonth\tskill\n");
    for (size_t i = 0; i < role->n_series; i++)
        add_series(s, role, &role->series[i]);
    struct sheet_axis n = sheet_axis(add_postings(s, role), 2);
    struct sheet_axis y = sheet_axis(highest(s, role), 4);
    buf_printf(&s->head,
               "W = %d\nH = %zu\nn = %zu\nmonths = %zu\nymax = %g\nystep = %g\n"
               "nmax = %g\n",
               SHEET_WIDTH,
               SHEET_HEAD_PX + PANEL_PX * ((role->n_series + 1) / 2) + FOOT_PX,
               role->n_series, s->f->n_months, y.max, y.step, n.max);
    return true;
}
