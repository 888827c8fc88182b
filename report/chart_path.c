/* SPDX-License-Identifier: MIT */
#include "report/assets.h"
#include "report/chart_kinds.h"
#include "report/chart_text.h"
#include "report/words.h"
#include <math.h>

#define PANEL_PX 122
#define LINE_PX  17
#define LIST_PX  26 /* above and below the list of steps */
#define PANELS   3

static void add_count(struct sheet *s, const struct study_count *c)
{
    buf_printf(&s->data, "%u\t%.3f\t%.3f\t%.3f\t", c->n, 100 * c->share,
               100 * c->low, 100 * c->high);
}

static void add_step(struct sheet *s, size_t at, const struct study_state *now,
                     struct str id, struct str name)
{
    buf_printf(&s->data, "%zu\t", at);
    add_count(s, &now->touched);
    add_count(s, &now->almost);
    add_count(s, &now->covered);
    buf_printf(&s->data, "%.3f\t", 100 * now->coverage);
    sheet_field(s, id);
    buf_add_char(&s->data, '\t');
    sheet_field(s, name);
    buf_add_char(&s->data, '\n');
}

static void hold(double top[PANELS], const struct study_state *now)
{
    top[0] = fmax(top[0], 100 * now->touched.high);
    top[1] = fmax(top[1], 100 * now->almost.high);
    top[2] = fmax(top[2], 100 * now->covered.high);
}

/* Words 4 to 6 name the panels, 7 the list; then its lines. */
static void add_words(struct sheet *s, const struct study_view *v)
{
    sheet_word(s, STR("Name a skill that you know by then"));
    sheet_word(s, STR("One skill is missing"));
    sheet_word(s, STR("Nothing is missing"));
    sheet_word(s, STR("Learnt in each step:"));
    for (size_t i = 0; i < v->n_path; i++)
        sheet_word(s, chart_text_cut(arena_printf(s->a, "%zu %.*s", i + 1,
                                                  STR_FMT(v->path[i].name)),
                                     SHEET_FONT_PX, 166, s->a));
}

bool chart_path(struct sheet *s, const struct study_view *v, bool required)
{
    if (v->few || v->n_path == 0)
        return false;
    const struct study_state *last = &v->path[v->n_path - 1].now;
    s->script = asset_path_gp;
    s->summary = arena_printf(
        s->a,
        "Three line charts along %zu steps of study, with 95 %% bands: "
        "postings "
        "that name a skill known by then, that miss one, that miss none. After "
        "the last step %.0f %% miss none. All figures are in the table.",
        v->n_path, 100 * last->covered.share);
    sheet_titles(s, s->f->roles[0].name,
                 required ? sheet_over(s, "Study, by skills required")
                          : sheet_over(s, "Study, by skills named"),
                 arena_printf(s->a, "n = %.*s postings, %.*s employers",
                              STR_FMT(words_number(v->n, s->a)),
                              STR_FMT(words_number(v->employers, s->a))),
                 "Line: % of postings. Band: 95 % interval.", SHEET_WIDTH);
    add_words(s, v);
    buf_add_cstr(
        &s->data,
        "step\tn_touched\tshare_touched\tshare_touched_low95\t"
        "share_touched_high95\tn_almost\tshare_almost\tshare_almost_low95\t"
        "share_almost_high95\tn_covered\tshare_covered\tshare_covered_low95\t"
        "share_covered_high95\tcoverage\tid\tskill\n");
    double top[PANELS] = {0};
    add_step(s, 0, &v->start, STR(""), STR("(what is known)"));
    hold(top, &v->start);
    for (size_t i = 0; i < v->n_path; i++) {
        add_step(s, i + 1, &v->path[i].now, v->path[i].id, v->path[i].name);
        hold(top, &v->path[i].now);
    }
    buf_printf(&s->head, "W = %d\nH = %zu\nn = %zu\n", SHEET_WIDTH,
               SHEET_HEAD_PX + PANELS * PANEL_PX + LIST_PX +
                   (v->n_path + 1) / 2 * LINE_PX,
               v->n_path);
    for (size_t i = 0; i < PANELS; i++) {
        struct sheet_axis y = sheet_axis(top[i], 4);
        buf_printf(&s->head, "ymax%zu = %g\nystep%zu = %g\n", i, y.max, i,
                   y.step);
    }
    return true;
}
