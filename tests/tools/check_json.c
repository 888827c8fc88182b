/* SPDX-License-Identifier: MIT */
/* check_json SCHEMA FILE... - each file is JSON as the schema says. */
#include "json_schema.h"
#include <stdio.h>

int main(int argc, char **argv)
{
    struct json_object *schema =
        argc > 2 ? json_object_from_file(argv[1]) : NULL;
    if (!schema) {
        fprintf(stderr, "usage: check_json SCHEMA FILE...\n");
        return 2;
    }
    int failed = 0;
    for (int i = 2; i < argc; i++) {
        char why[JSON_SCHEMA_WHY_BYTES] = "is no JSON";
        struct json_object *value = json_object_from_file(argv[i]);
        if (!value || !json_schema_valid(schema, value, why)) {
            fprintf(stderr, "%s: %s\n", argv[i], why);
            failed = 1;
        }
        json_object_put(value);
    }
    json_object_put(schema);
    return failed;
}
