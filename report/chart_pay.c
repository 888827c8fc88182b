/* SPDX-License-Identifier: MIT */
#include "report/assets.h"
#include "report/chart_kinds.h"
#include "report/chart_text.h"
#include "report/words.h"
#include <math.h>

#define ROW_PX    36 /* a box with its name above it */
#define FOOT_PX   28
#define SKILLS    10
#define THOUSANDS 10000 /* from here on amounts are told in thousands */
#define EN_DASH   "\xe2\x80\x93"

struct boxes {
    struct sheet *s;
    size_t n;
    double least, most;
    bool thousands;
};

static struct str amount(const struct boxes *b, double x)
{
    if (b->thousands)
        return arena_printf(b->s->a, "%.0fk", x / 1000);
    return arena_printf(b->s->a, "%.0f", x);
}

static void add_box(struct boxes *b, const struct pay_figure *p, const char *of,
                    struct str name)
{
    struct sheet *s = b->s;
    double per = b->thousands ? 1000 : 1;
    struct str figures = arena_printf(
        s->a, "%.*s (%.0f" EN_DASH "%.*s), n %u", STR_FMT(amount(b, p->middle)),
        p->middle_low / per, STR_FMT(amount(b, p->middle_high)), p->n);
    double room =
        SHEET_WIDTH - 48 - 10 - chart_text_width(figures, SHEET_FONT_PX);
    sheet_word(s, chart_text_cut(name, SHEET_FONT_PX, room, s->a));
    sheet_word(s, figures);
    buf_printf(&s->data, "%zu\t%u\t%u\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%s\t",
               b->n++, p->n, p->employers, p->low, p->middle, p->high,
               p->middle_low, p->middle_high, of);
    sheet_field(s, p->id);
    buf_add_char(&s->data, '\t');
    sheet_field(s, name);
    buf_add_char(&s->data, '\n');
}

/* The axis is to hold it. */
static void hold(struct boxes *b, const struct pay_figure *p)
{
    b->least = fmin(b->least, fmin(p->low, p->middle_low));
    b->most = fmax(b->most, fmax(p->high, p->middle_high));
}

static void add_boxes(struct boxes *b, const struct pay_table *pay,
                      size_t skills)
{
    buf_add_cstr(&b->s->data,
                 "row\tn\tn_employers\tquartile_1\tmedian\tquartile_3\t"
                 "median_low95\tmedian_high95\tof\tid\tname\n");
    add_box(b, &pay->all, "all", STR("All of these"));
    for (size_t i = 0; i < pay->n_by_seniority; i++)
        add_box(b, &pay->by_seniority[i], "seniority",
                arena_printf(b->s->a, "Level: %.*s",
                             STR_FMT(pay->by_seniority[i].id)));
    for (size_t i = 0; i < skills; i++)
        add_box(b, &pay->by_skill[i], "skill", pay->by_skill[i].name);
}

bool chart_pay(struct sheet *s, const struct role_figure *role)
{
    const struct pay_table *pay = &role->pay;
    size_t skills = pay->n_by_skill < SKILLS ? pay->n_by_skill : SKILLS;
    if (pay->currency.n == 0 || isnan(pay->all.middle) ||
        isnan(pay->all.middle_low))
        return false;
    struct boxes b = {.s = s, .least = pay->all.low, .most = pay->all.high};
    hold(&b, &pay->all);
    for (size_t i = 0; i < pay->n_by_seniority; i++)
        hold(&b, &pay->by_seniority[i]);
    for (size_t i = 0; i < skills; i++)
        hold(&b, &pay->by_skill[i]);
    b.thousands = b.most >= THOUSANDS;
    s->script = asset_pay_gp;
    s->summary = arena_printf(
        s->a,
        "Boxes of pay: of all %u postings that name it, by level and by skill. "
        "The median of all is %.*s, 95 %% interval %.*s to %.*s. All figures "
        "are in the table.",
        pay->all.n, STR_FMT(amount(&b, pay->all.middle)),
        STR_FMT(amount(&b, pay->all.middle_low)),
        STR_FMT(amount(&b, pay->all.middle_high)));
    sheet_titles(
        s, role->name,
        arena_printf(s->a, "Pay, %.*s per %.*s, %.*s", STR_FMT(pay->currency),
                     STR_FMT(pay->period), STR_FMT(words_months(s->f, s->a))),
        arena_printf(s->a,
                     "n = %.*s postings that name it, %.*s "
                     "employers",
                     STR_FMT(words_number(pay->all.n, s->a)),
                     STR_FMT(words_number(pay->all.employers, s->a))),
        "Box: middle half. Line: median's 95 % interval.", SHEET_WIDTH);
    add_boxes(&b, pay, skills);
    struct sheet_axis x = sheet_axis(b.most - b.least, 4);
    double from = x.step * floor(b.least / x.step);
    buf_printf(&s->head,
               "W = %d\nH = %zu\nn = %zu\nxmin = %g\nxmax = %g\nxstep = %g\n"
               "unit = '%s'\nper = %d\n",
               SHEET_WIDTH, SHEET_HEAD_PX + b.n * ROW_PX + FOOT_PX, b.n, from,
               x.step * ceil(b.most / x.step), x.step, b.thousands ? "k" : "",
               b.thousands ? 1000 : 1);
    return true;
}
