/* SPDX-License-Identifier: MIT */
/* marked.h - a text with places in it marked, laid out for a terminal.
 *
 * A mark is shown in colour, or in brackets where there is none, with its
 * number behind it: "[Python](1)". Marks may nest ("[[AWS](4) Lambda](5)"), and
 * what is repeated stands between "~~".
 * Lines are broken at spaces; wide characters take two columns. Control
 * characters of the text are not passed on. */
#ifndef REPORT_MARKED_H
#define REPORT_MARKED_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

enum mark_kind {
    MARK_COUNTS,
    MARK_NEGATED,     /* found, and kept out of the counts */
    MARK_NOT_COUNTED, /* no mention at all */
    MARK_REPEATED     /* a sentence that the employer repeats */
};

struct mark {
    uint32_t start, end; /* bytes [start, end) of the text */
    enum mark_kind kind;
    unsigned number; /* shown behind it; 0: none */
};

struct marked_style {
    bool color;
    unsigned columns; /* at least 20 */
};

/* Append text with its marks, which come by start, the longest first; each
 * line of the text begins a new one. Ends with a line break. Marks that
 * overlap without nesting are closed where the outer one ends. */
void marked_write(struct str text, const struct mark *marks, size_t n,
                  const struct marked_style *style, struct buf *out);

#endif
