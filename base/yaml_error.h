/* SPDX-License-Identifier: MIT */
/* yaml_error.h - what libcyaml logs about a failed load, put into one line for
 * the person who edits the file. Used by yaml.c only.
 *
 * libcyaml names the place loosely: for a wrong key it gives the key before,
 * for broken syntax nothing of use. So the text is walked once more here. */
#ifndef BASE_YAML_ERROR_H
#define BASE_YAML_ERROR_H

#include "base/err.h"
#include "base/str.h"
#include <cyaml/cyaml.h>
#include <stdarg.h>

#define YAML_WORDS_BYTES 160
#define YAML_MAX_PLACES  16
#define YAML_PLACE_BYTES 48

/* One level of the place: an entry of a sequence, or a key of a mapping. */
struct yaml_place {
    bool is_key;
    char name[YAML_PLACE_BYTES]; /* "3" for an entry, counted from 1 */
};

struct yaml_report {
    char words[YAML_WORDS_BYTES]; /* the problem; "" while none came */
    struct yaml_place places[YAML_MAX_PLACES]; /* innermost first */
    size_t n_places;
    unsigned line, column; /* of the innermost place, from 1; 0: not told */
    bool documents;        /* more than one document in the text */
};

/* Take one line of libcyaml's log; ctx is the struct yaml_report. */
void yaml_error_log(cyaml_log_t level, void *ctx, const char *fmt, va_list args)
    PRINTF_LIKE(3, 0);

/* Write "NAME:LINE: words (entry 1, key x)" for what r has taken about text.
 * Returns ST_CONFIG. */
enum st yaml_error_say(struct yaml_report *r, struct str text, const char *name,
                       const cyaml_schema_value_t *schema, cyaml_err_t code,
                       struct err *err);

#endif
