/* SPDX-License-Identifier: MIT */
/* html_escape.h - text made harmless for the place where it stands in HTML.
 *
 * One function per place; a text that goes to another place needs another
 * function. Texts must be clean UTF-8. */
#ifndef REPORT_HTML_ESCAPE_H
#define REPORT_HTML_ESCAPE_H

#include "base/str.h"

/* Between tags, or in XML text: & < > are written as entities. */
void html_escape_text(struct buf *out, struct str s);

/* Inside a double-quoted attribute that holds plain words (title, aria-label):
 * & < > " ' and the grave accent are written as entities, control characters
 * as a space. Never for href, src, style or on*. */
void html_escape_attr(struct buf *out, struct str s);

/* A value for id, class or a #fragment: ASCII letters, digits and '-' are kept,
 * every other byte is written as _XX, so that different texts stay different.
 * Empty gives "_". */
void html_escape_id(struct buf *out, struct str s);

/* Inside href: true, and the escaped URL is appended, when s is an absolute
 * http or https URL without white space or control characters; else false and
 * nothing is appended (show it as text then). */
bool html_escape_href(struct buf *out, struct str s);

/* <tag attributes>text</tag> and a line break; the tag and the attributes (each
 * behind a space) are our own. */
void html_element(struct buf *out, const char *tag, const char *attributes,
                  struct str text);

#endif
