/* SPDX-License-Identifier: MIT */
#include "report/assets.h"
#include "report/chart_kinds.h"
#include "report/chart_text.h"
#include "report/words.h"
#include <math.h>

#define ROW_PX  36 /* a bar with its name above it */
#define FOOT_PX 28

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

static void add_row(struct sheet *s, size_t at, const struct skill_figure *k)
{
    const struct cell *c = &k->cell;
    struct str figures =
        arena_printf(s->a, "%.1f (%.*s)", 100 * c->share,
                     STR_FMT(words_interval(c->low, c->high, 0, false, s->a)));
    double room =
        SHEET_WIDTH - 34 - 10 - chart_text_width(figures, SHEET_FONT_PX);
    sheet_word(s, chart_text_cut(k->name, SHEET_FONT_PX, room, s->a));
    sheet_word(s, figures);
    buf_printf(&s->data, "%zu\t%u\t%u\t%.3f\t%.3f\t%.3f\t", at, k->rank,
               c->named, 100 * c->share, 100 * c->low, 100 * c->high);
    sheet_field(s, k->id);
    buf_add_char(&s->data, '\t');
    sheet_field(s, k->name);
    buf_add_char(&s->data, '\n');
}

bool chart_bars(struct sheet *s, const struct role_figure *role)
{
    size_t n = role->n_skills < CHART_BARS ? role->n_skills : CHART_BARS;
    if (role->counts.few || n == 0)
        return false;
    s->script = asset_bars_gp;
    s->summary = arena_printf(
        s->a,
        "Bar chart of the %zu skills most named, with 95 %% intervals: "
        "%.*s. All figures are in the table.",
        n, STR_FMT(named_first(s, role)));
    sheet_titles(s, role->name, sheet_over(s, "% of postings that name it"),
                 words_n(&role->counts, s->a),
                 "Bar: share. Line: its 95 % interval.", SHEET_WIDTH);
    buf_add_cstr(&s->data, "row\trank\tn_named\tshare\tshare_low95\t"
                           "share_high95\tid\tskill\n");
    double top = 0;
    for (size_t i = 0; i < n; i++) {
        add_row(s, i, &role->skills[i]);
        top = fmax(top, 100 * role->skills[i].cell.high);
    }
    struct sheet_axis x = sheet_axis(top, 5);
    buf_printf(&s->head, "W = %d\nH = %zu\nn = %zu\nxmax = %g\nxstep = %g\n",
               SHEET_WIDTH, SHEET_HEAD_PX + n * ROW_PX + FOOT_PX, n, x.max,
               x.step);
    return true;
}
