/* SPDX-License-Identifier: MIT */
/* svg.h - gnuplot's SVG made fit to stand inside a page.
 *
 * Only shapes, groups and texts come through, with a short list of attributes:
 * no ids (so that charts on one page cannot clash), no links, scripts, styles,
 * fonts or references. Two kinds of stand-ins are filled in:
 * - a text "@tN" becomes text N, escaped: so no text from outside ever passes
 *   through gnuplot;
 * - the colours rgb(1,K,N), which nothing else uses, become the page's own, so
 *   that a chart follows light and dark: see SVG_INK and the macros below. */
#ifndef REPORT_SVG_H
#define REPORT_SVG_H

#include "base/err.h"
#include "base/str.h"

/* K of rgb(1,K,N). */
#define SVG_INK  2 /* var(--iN) */
#define SVG_HEAT 3 /* var(--hN), the background of a heat-map cell */
#define SVG_ON   4 /* var(--kN), text on it */

/* N for SVG_INK; the page defines --i0 ... --i9. */
enum svg_ink {
    SVG_TEXT,  /* --i0: words */
    SVG_FAINT, /* --i1: secondary words */
    SVG_GRID,  /* --i2: grid lines */
    SVG_BAR,   /* --i3: bars and lines */
    SVG_WHISK, /* --i4: whiskers */
    SVG_BAND,  /* --i5: interval bands */
    SVG_MORE,  /* --i6: what grew */
    SVG_LESS,  /* --i7: what shrank */
    SVG_PALE,  /* --i8: the ground of what is less */
    SVG_DEEP   /* --i9: the ground of what is more */
};

struct svg_texts {
    const struct str *v; /* clean UTF-8 */
    size_t n;
};

/* Append the cleaned form of in, an <svg> element whose accessible name is
 * label. ST_BAD_INPUT: in is not the XML that gnuplot writes (unclosed tag,
 * stand-in without a text, no <svg>); out is as it was. */
MUST_CHECK enum st svg_clean(struct str in, const struct svg_texts *texts,
                             struct str label, struct buf *out,
                             struct err *err);

#endif
