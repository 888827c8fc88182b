/* SPDX-License-Identifier: MIT */
/* reader_front.h - a posting as static site generators keep it: front matter
 * between two lines "---", and the text in Markdown or HTML behind it. */
#ifndef EXTRACT_READER_FRONT_H
#define EXTRACT_READER_FRONT_H

#include "extract/reader_json.h"

/* True when text has front matter that names a title. */
bool front_is(struct str text);

/* Fill r->raw from such a text. */
void front_read(struct reader *r, struct str text);

#endif
