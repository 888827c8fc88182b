/* SPDX-License-Identifier: MIT */
#include "report/chart_sheet.h"
#include "report/assets.h"
#include "report/chart_text.h"
#include "report/words.h"
#include <math.h>

#define MARGIN_PX    8
#define END_OF_WORDS "END_OF_WORDS"

void sheet_init(struct sheet *s, const struct figures *f, struct arena *a)
{
    *s = (struct sheet){.f = f, .a = a};
    buf_init(&s->head, SHEET_MAX_BYTES);
    buf_init(&s->data, SHEET_MAX_BYTES);
}

void sheet_done(struct sheet *s)
{
    buf_done(&s->head);
    buf_done(&s->data);
}

size_t sheet_word(struct sheet *s, struct str text)
{
    if (s->n_words < SHEET_MAX_WORDS)
        s->words[s->n_words++] = text;
    return s->n_words - 1;
}

void sheet_titles(struct sheet *s, struct str title, struct str what,
                  struct str note, const char *key, double width)
{
    double room = width - 2 * MARGIN_PX;
    s->title = title;
    s->what = what;
    s->note = note;
    s->key = str_from(key);
    sheet_word(s, chart_text_cut(title, 14, room, s->a));
    sheet_word(s, chart_text_cut(s->what, SHEET_FONT_PX, room, s->a));
    sheet_word(s, chart_text_cut(note, SHEET_FONT_PX, room, s->a));
    sheet_word(s, chart_text_cut(s->key, SHEET_FONT_PX, room, s->a));
}

struct str sheet_over(const struct sheet *s, const char *what)
{
    return arena_printf(s->a, "%s, %.*s", what,
                        STR_FMT(words_months(s->f, s->a)));
}

/* A quote would hold fields together, and a backslash means something to
 * gnuplot's labels: both become letters that look like them. */
static void add_plain(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '"')
            buf_add_cstr(out, "\xe2\x80\x9d");
        else if (text.p[i] == '\\')
            buf_add_cstr(out, "\xe2\x88\x96");
        else
            buf_add_char(out, (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
}

void sheet_field(struct sheet *s, struct str text)
{
    add_plain(&s->data, text);
}

struct sheet_axis sheet_axis(double top, double steps)
{
    static const double factors[] = {1, 2, 2.5, 5, 10};
    top = fmax(top, 1); /* an axis of no length cannot be drawn */
    double scale = pow(10, floor(log10(top / steps)));
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        double step = factors[i] * scale;
        if (step * steps >= top)
            return (struct sheet_axis){step * ceil(top / step), step};
    }
    return (struct sheet_axis){top, top};
}

/* Without its first line, the licence's. */
static void add_asset(struct buf *out, const char *asset)
{
    struct str text = str_from(asset);
    buf_add_str(out, str_slice(text, str_find(text, STR("\n")) + 1, text.n));
}

void sheet_page_script(const struct sheet *s, struct buf *out)
{
    buf_add_str(out, buf_str(&s->head));
    buf_add_cstr(out, "data = 'chart.tsv'\n$words << " END_OF_WORDS "\n");
    for (size_t i = 0; i < s->n_words; i++)
        buf_printf(out, " @t%zu\n", i);
    buf_add_cstr(out, END_OF_WORDS "\n");
    add_asset(out, asset_page_gp);
    add_asset(out, asset_frame_gp);
    add_asset(out, s->script);
}

void sheet_file_script(const struct sheet *s, const char *name, struct buf *out)
{
    buf_printf(
        out,
        "# gnuplot %s.gp: draws %s.svg, %s-dark.svg, %s.png and "
        "%s-dark.png\n"
        "# from %s.tsv, whose first line names its columns.\n"
        "# One of them alone: gnuplot -e \"picture='%s.png'\" %s.gp\n"
        "# It asks for gnuplot 5.4 or newer; sizes are in units of which "
        "a chart is W wide.\n",
        name, name, name, name, name, name, name, name);
    buf_printf(out,
               "if (!exists('picture')) {\n"
               "  do for [picture in '%s.svg %s-dark.svg %s.png %s-dark.png'] "
               "{ load '%s.gp' }\n"
               "  exit\n"
               "}\n"
               "reset\n"
               "data = '%s.tsv'\n",
               name, name, name, name, name, name);
    buf_add_str(out, buf_str(&s->head));
    buf_add_cstr(out, "# The words, by number from 0: say(N).\n"
                      "$words << " END_OF_WORDS "\n");
    for (size_t i = 0; i < s->n_words; i++) {
        /* Behind the blank no word can be the end of the block. */
        buf_add_char(out, ' ');
        add_plain(out, s->words[i]);
        buf_add_char(out, '\n');
    }
    buf_add_cstr(out, END_OF_WORDS "\n\n");
    add_asset(out, asset_style_gp);
    buf_add_char(out, '\n');
    add_asset(out, asset_frame_gp);
    buf_add_char(out, '\n');
    add_asset(out, s->script);
}
