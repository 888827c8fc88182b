/* SPDX-License-Identifier: MIT */
/* render_html_words.h - the parts of the page that are words only: the
 * headline, the scope box, the method. Each appends to out. */
#ifndef REPORT_RENDER_HTML_WORDS_H
#define REPORT_RENDER_HTML_WORDS_H

#include "report/figures.h"

/* A list of sentences; those of one role are marked with it (data-role), so
 * that they are shown when a reader chooses that role. */
void render_html_headline(const struct figures *f, struct arena *a,
                          struct buf *out);

/* What the report is of, as terms and their values. */
void render_html_scope(const struct figures *f, struct arena *a,
                       struct buf *out);

/* How to read the page. */
void render_html_method(struct buf *out);

#endif
