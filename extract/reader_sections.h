/* SPDX-License-Identifier: MIT */
/* reader_sections.h - the text of a JobPosting, which sites spread over
 * several members. */
#ifndef EXTRACT_READER_SECTIONS_H
#define EXTRACT_READER_SECTIONS_H

#include "extract/reader_json.h"

/* Fill description, format and truncated of r->raw from o's description and
 * from responsibilities, qualifications, skills and the like where the
 * description does not hold them. Without any of description,
 * responsibilities and qualifications the text counts as truncated. */
void reader_sections(struct reader *r, struct json_object *o);

/* How s, which is not absent, is written. One layer of escaping around HTML is
 * undone (in a), so that it can stand beside live HTML. */
enum text_format reader_sniff(struct arena *a, struct str *s);

/* Append s as HTML: lines that are not HTML become a pre element, which text.h
 * reads as plain text. */
void reader_add_html(struct buf *out, struct str s, enum text_format format);

#endif
