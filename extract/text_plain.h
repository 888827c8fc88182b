/* SPDX-License-Identifier: MIT */
/* text_plain.h - plain text and Markdown, line by line. */
#ifndef EXTRACT_TEXT_PLAIN_H
#define EXTRACT_TEXT_PLAIN_H

#include "extract/text_out.h"

/* Read plain text: a line is a block, bullets begin items, lines that a mailer
 * wrapped are joined again. Lines that lost their breaks are cut where a
 * reader would (text_flat.h). */
void plain_read(struct str s, struct text_out *out);

/* Read Markdown: headings, lists, emphasis, links, escapes. A line break in
 * the source ends a block, as writers of postings mean it. */
void markdown_read(struct str s, struct text_out *out);

/* True when s, which has no HTML in it, is written in Markdown. */
bool markdown_is_likely(struct str s);

#endif
