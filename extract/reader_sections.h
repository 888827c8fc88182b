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

#endif
