/* SPDX-License-Identifier: MIT */
/* json.h - a streaming JSON writer with keys in the order written.
 *
 * Nothing is kept but a stack of brackets. Control characters, and U+2028 and
 * U+2029, are always escaped, so that a record never spans lines; '<' is
 * written \u003c when html_safe is set. Strings must be clean UTF-8. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

#define JSON_MAX_DEPTH 32

struct json_writer {
    struct buf *out; /* borrowed */
    unsigned depth;
    bool need_comma[JSON_MAX_DEPTH];
    bool html_safe;
    unsigned indent; /* spaces per level; 0 writes one line */
};

/* Start writing to out, which must outlive w. */
void json_init(struct json_writer *w, struct buf *out);

void json_begin_object(struct json_writer *w);
void json_end_object(struct json_writer *w);
void json_begin_array(struct json_writer *w);
void json_end_array(struct json_writer *w);
/* The key of the next value; key is ASCII that needs no escaping. */
void json_key(struct json_writer *w, const char *key);
/* The key of the next value, escaped. */
void json_key_str(struct json_writer *w, struct str key);
void json_str(struct json_writer *w, struct str s);   /* absent: null */
void json_cstr(struct json_writer *w, const char *s); /* NULL: null */
void json_i64(struct json_writer *w, int64_t n);
/* A number with at most decimals digits after the point, trailing zeros cut;
 * not finite: null. */
void json_f64(struct json_writer *w, double x, int decimals);
void json_boolean(struct json_writer *w, bool b);
void json_null(struct json_writer *w);

/* Append s as a quoted JSON string. */
void json_escape(struct buf *out, struct str s, bool html_safe);

#endif
