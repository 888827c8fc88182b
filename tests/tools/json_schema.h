/* SPDX-License-Identifier: MIT */
/* json_schema.h - whether a JSON value is as a JSON Schema says.
 *
 * The part of draft 2020-12 that docs/report.schema.json uses. A keyword that
 * is not known here is a fault of the schema, so that nothing goes unchecked.
 * Schema errors and values that differ are told alike. */
#ifndef TESTS_TOOLS_JSON_SCHEMA_H
#define TESTS_TOOLS_JSON_SCHEMA_H

#include <json-c/json.h>
#include <stdbool.h>

#define JSON_SCHEMA_WHY_BYTES 512

/* False: why says where (a path such as /roles/0/share) and what. */
bool json_schema_valid(struct json_object *schema, struct json_object *value,
                       char why[JSON_SCHEMA_WHY_BYTES]);

#endif
