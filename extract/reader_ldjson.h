/* SPDX-License-Identifier: MIT */
/* reader_ldjson.h - JSON-LD as it stands in pages, which is often not JSON. */
#ifndef EXTRACT_READER_LDJSON_H
#define EXTRACT_READER_LDJSON_H

#include "extract/reader_json.h"

/* Parse the content of one script element, or what else holds JSON-LD, and add
 * its values to the array into. Comments and CDATA marks around it, escaping
 * of the whole, raw control characters, bad escapes, missing and trailing
 * commas are mended. An empty block adds nothing.
 * ST_BAD_INPUT: not to be mended; err has the byte offset in the block. */
MUST_CHECK enum st ldjson_parse(struct str block, struct arena *a,
                                struct json_object *into, struct err *err);

#endif
