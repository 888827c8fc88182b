/* SPDX-License-Identifier: MIT */
/* reader_schema.h - a schema.org JobPosting object to a raw posting. */
#ifndef EXTRACT_READER_SCHEMA_H
#define EXTRACT_READER_SCHEMA_H

#include "extract/reader_json.h"

/* True when o's @type is, or holds, JobPosting. */
bool reader_is_job_posting(struct json_object *o);

/* Fill r->raw from the JobPosting o. root is the whole document, in which
 * {"@id": ...} references are looked up; it may be o itself. */
void reader_job_posting(struct reader *r, struct json_object *o,
                        struct json_object *root);

#endif
