/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "report/render_text_work.h"
#include "report/words.h"
#include <math.h>

void text_begin_tone(const struct text *t, enum tone tone)
{
    if (t->color)
        buf_add_cstr(t->out, tone_on(tone));
}

void text_end_tone(const struct text *t)
{
    if (t->color)
        buf_add_cstr(t->out, TONE_OFF);
}

void text_begin_table(const struct text *t, struct text_table *table,
                      const char *align)
{
    text_table_init(table, t->a, align);
    table->ascii = t->ascii;
    table->color = t->color;
}

void text_heading(const struct text *t, struct str s, char underline)
{
    buf_add_char(t->out, '\n');
    s = utf8_cut_columns(s, t->columns);
    text_begin_tone(t, TONE_HEAD);
    buf_add_str(t->out, s);
    text_end_tone(t);
    buf_add_char(t->out, '\n');
    for (size_t i = utf8_columns(s); i > 0; i--)
        buf_add_char(t->out, underline);
    buf_add_char(t->out, '\n');
}

void text_paragraph(const struct text *t, struct str s)
{
    text_wrap(t->out, s, t->columns, 0);
}

/* A bar of so many columns for a share of 1, to an eighth of a column. */
struct str text_bar(const struct text *t, double share, size_t columns)
{
    static const char eighths[8][4] = {"",
                                       "\xe2\x96\x8f",
                                       "\xe2\x96\x8e",
                                       "\xe2\x96\x8d",
                                       "\xe2\x96\x8c",
                                       "\xe2\x96\x8b",
                                       "\xe2\x96\x8a",
                                       "\xe2\x96\x89"};
    if (isnan(share))
        return STR_NONE;
    struct buf b;
    buf_init(&b, 4 * TEXT_BAR_MAX);
    size_t units = (size_t)lround(share * (double)columns * 8);
    if (t->ascii)
        units = (units + 4) / 8 * 8;
    for (size_t i = 0; i < units / 8; i++)
        buf_add_cstr(&b, t->ascii ? "#" : "\xe2\x96\x88");
    buf_add_cstr(&b, eighths[units % 8]);
    struct str s = arena_str(t->a, buf_str(&b));
    buf_done(&b);
    return s;
}

struct str text_number(const struct text *t, uint64_t n)
{
    return words_number(n, t->a);
}
