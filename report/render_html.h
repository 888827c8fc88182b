/* SPDX-License-Identifier: MIT */
/* render_html.h - figures to one HTML page that needs nothing else.
 *
 * Style, charts and one script are inside; no font, no other script, no request
 * to anywhere (a Content-Security-Policy, which names the script by its hash,
 * forbids them). All can be read without the script, which adds the controls.
 * Every text is escaped for its place by html_escape.h. */
#ifndef REPORT_RENDER_HTML_H
#define REPORT_RENDER_HTML_H

#include "report/charts.h"
#include "report/figures.h"
#include "report/tables.h"

/* charts is NULL where none are wanted; where some could not be drawn, the page
 * says why. */
void render_html(const struct figures *f, const struct charts *charts,
                 struct buf *out);

/* A page of lines and tables about f; charts as above. */
void render_html_page(const struct figures *f, const struct page *p,
                      const struct charts *charts, struct buf *out);

#endif
