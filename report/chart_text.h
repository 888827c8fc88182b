/* SPDX-License-Identifier: MIT */
/* chart_text.h - fit words into the pixels of a chart.
 *
 * Widths are estimated from those of DejaVu Sans, which is wider than the fonts
 * that browsers choose first, so that texts which fit here do not overlap
 * there. */
#ifndef REPORT_CHART_TEXT_H
#define REPORT_CHART_TEXT_H

#include "base/arena.h"
#include "base/str.h"

/* Width of s in pixels at this font size. */
double chart_text_width(struct str s, double font_px);

/* s, or as much of it as fits with an ellipsis behind it; lives in a. */
struct str chart_text_cut(struct str s, double font_px, double width_px,
                          struct arena *a);

/* s broken at spaces into at most max lines that fit; what is left over ends
 * the last line with an ellipsis. Returns the number of lines, at least one. */
size_t chart_text_wrap(struct str s, double font_px, double width_px,
                       struct arena *a, size_t max, struct str *lines);

#endif
