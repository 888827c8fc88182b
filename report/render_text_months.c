/* SPDX-License-Identifier: MIT */
#include "report/render_text_work.h"
#include "report/words.h"
#include <math.h>

#define SPARK_MAX 36

struct str text_spark(const struct text *t, const struct role_figure *role,
                      const struct series *s, size_t from)
{
    static const char steps[8][4] = {
        "\xe2\x96\x81", "\xe2\x96\x82", "\xe2\x96\x83", "\xe2\x96\x84",
        "\xe2\x96\x85", "\xe2\x96\x86", "\xe2\x96\x87", "\xe2\x96\x88"};
    struct buf b;
    buf_init(&b, 4 * FIGURES_MAX_MONTHS);
    for (size_t i = from; i < t->f->n_months; i++) {
        static const char gaps[] = {
            [GAP_NO_POSTINGS] = '.', [GAP_FEW] = '?', [GAP_OUTAGE] = '!'};
        double share = s->cells[i].share;
        if (role->months[i].gap != GAP_NONE)
            buf_add_char(&b, gaps[role->months[i].gap]);
        else if (t->ascii)
            buf_printf(&b, "%d", (int)fmin(9, share * 10));
        else
            buf_add_cstr(&b, steps[(int)fmin(7, share * 8)]);
    }
    struct str out = arena_str(t->a, buf_str(&b));
    buf_done(&b);
    return out;
}

static struct str month_cell(const struct text *t, const struct cell *c)
{
    return arena_printf(
        t->a, "%.0f (%.*s)", 100 * c->share,
        STR_FMT(words_interval(c->low, c->high, 0, t->ascii, t->a)));
}

static void month_rows(const struct text *t, const struct role_figure *role,
                       size_t first, size_t last, size_t from)
{
    struct text_table table;
    text_begin_table(t, &table, "llrr");
    table.indent = 2;
    struct str head[] = {role->name,
                         role->window_months > 1 ? STR("% of 3 months")
                                                 : STR("% by month"),
                         words_month(t->f->first_month + (int)first, t->a),
                         words_month(t->f->first_month + (int)last, t->a)};
    text_table_row(&table, head);
    text_table_tone_row(&table, TONE_HEAD);
    for (size_t i = 0; i < role->n_series; i++) {
        const struct series *s = &role->series[i];
        struct str row[] = {s->name, text_spark(t, role, s, from),
                            month_cell(t, &s->cells[first]),
                            month_cell(t, &s->cells[last])};
        text_table_row(&table, row);
        text_table_tone(&table, 1, TONE_BAR);
    }
    text_table_write(&table, t->columns, t->out);
}

static void role_months(const struct text *t, const struct role_figure *role)
{
    size_t n = t->f->n_months, first = 0, last = n, with_share = 0;
    uint64_t least = UINT64_MAX, most = 0;
    for (size_t i = 0; i < n; i++) {
        const struct month_figure *m = &role->months[i];
        if (m->gap != GAP_NONE)
            continue;
        if (with_share++ == 0)
            first = i;
        last = i;
        least = m->counts.usable < least ? m->counts.usable : least;
        most = m->counts.usable > most ? m->counts.usable : most;
    }
    buf_add_char(t->out, '\n');
    if (with_share < 2) {
        text_paragraph(
            t, arena_printf(t->a,
                            "%.*s: fewer than two months with %d postings "
                            "by %d employers, so there is no series.",
                            STR_FMT(role->name), FIGURES_FLOOR_POSTINGS,
                            FIGURES_FLOOR_EMPLOYERS));
        return;
    }
    text_paragraph(t, words_window(t->f, role, t->a));
    month_rows(t, role, first, last, n > SPARK_MAX ? n - SPARK_MAX : 0);
    buf_printf(t->out, "  n per %s %.*s to %.*s",
               role->window_months > 1 ? "window" : "month",
               STR_FMT(text_number(t, least)), STR_FMT(text_number(t, most)));
    if (with_share < n)
        buf_printf(t->out, "; %zu of %zu months are gaps", n - with_share, n);
    buf_add_char(t->out, '\n');
}

void text_months(const struct text *t)
{
    bool any = false;
    for (size_t i = 0; i < t->f->n_roles; i++)
        any = any || t->f->roles[i].n_series;
    if (t->f->n_months < 2 || !any)
        return;
    int first = t->f->first_month, last = first + (int)t->f->n_months - 1;
    text_heading(t, STR("Month by month"), '-');
    text_paragraph(
        t,
        arena_printf(t->a,
                     "%.*s to %.*s%s. %s; a gap is . (no postings), ? (too "
                     "few) or ! (sources missing). The first and the last "
                     "month with a share, with "
                     "95 %% intervals: where these overlap widely, no change "
                     "can be told.",
                     STR_FMT(words_month(first, t->a)),
                     STR_FMT(words_month(last, t->a)),
                     t->f->months_cut ? " (earlier months left out)" : "",
                     t->ascii ? "A digit is the share in tenths"
                              : "A full block is a share of 100 %"));
    for (size_t i = 0; i < t->f->n_roles; i++)
        if (t->f->roles[i].n_series)
            role_months(t, &t->f->roles[i]);
}
