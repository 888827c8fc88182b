/* SPDX-License-Identifier: MIT */
#include "report/chart_text.h"
#include "base/utf8.h"
#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"

/* Widths in DejaVu Sans, in parts of the font size, by class. */
static double width_of(struct str one)
{
    char c = one.p[0];
    if (one.n > 1)
        return 0.7 * (double)utf8_columns(one);
    if (strchr("ijl|'", c))
        return 0.29;
    if (strchr(" ,.:;!ft()[]/\\-r`\"", c))
        return 0.42;
    if (strchr("mwMW@%", c))
        return 1.0;
    if (ascii_is_upper(c) || strchr("+<>=#&~_", c))
        return 0.8;
    return 0.64;
}

double chart_text_width(struct str s, double font_px)
{
    double width = 0;
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        utf8_next(s, &at);
        width += width_of(str_slice(s, from, at));
    }
    return width * font_px;
}

/* The longest prefix of s that is at most so wide. */
static size_t fitting(struct str s, double font_px, double width_px)
{
    double width = 0;
    size_t at = 0;
    while (at < s.n) {
        size_t next = at;
        utf8_next(s, &next);
        width += width_of(str_slice(s, at, next)) * font_px;
        if (width > width_px)
            break;
        at = next;
    }
    return at;
}

struct str chart_text_cut(struct str s, double font_px, double width_px,
                          struct arena *a)
{
    if (chart_text_width(s, font_px) <= width_px)
        return arena_str(a, s);
    double dots = chart_text_width(STR(ELLIPSIS), font_px);
    struct str kept =
        str_trim(str_slice(s, 0, fitting(s, font_px, width_px - dots)));
    return arena_printf(a, "%.*s" ELLIPSIS, STR_FMT(kept));
}

size_t chart_text_wrap(struct str s, double font_px, double width_px,
                       struct arena *a, size_t max, struct str *lines)
{
    size_t n = 0;
    struct str rest = str_trim(s);
    while (n + 1 < max && chart_text_width(rest, font_px) > width_px) {
        size_t at = fitting(rest, font_px, width_px);
        while (at > 0 && rest.p[at] != ' ')
            at--;
        if (at == 0)
            break; /* a word that is too long by itself is cut below */
        lines[n++] = arena_str(a, str_trim(str_slice(rest, 0, at)));
        rest = str_trim(str_slice(rest, at, rest.n));
    }
    lines[n++] = chart_text_cut(rest, font_px, width_px, a);
    return n;
}
