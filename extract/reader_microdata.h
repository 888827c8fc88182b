/* SPDX-License-Identifier: MIT */
/* reader_microdata.h - schema.org JobPosting written as HTML microdata. */
#ifndef EXTRACT_READER_MICRODATA_H
#define EXTRACT_READER_MICRODATA_H

#include "extract/reader_json.h"

/* Add the items of type JobPosting in html to the array into, as the JSON-LD
 * that says the same. Nested items keep their properties to themselves. Texts
 * keep their HTML, other values are plain. An item that is closed before its
 * properties (as one site has it) gets those that follow it and belong to no
 * other item. What is malformed is passed over. */
void microdata_parse(struct str html, struct arena *a,
                     struct json_object *into);

#endif
