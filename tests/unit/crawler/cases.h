/* SPDX-License-Identifier: MIT */
/* cases.h - collected test cases: a JSON object a line, bytes in base 64. */
#ifndef TESTS_UNIT_CRAWLER_CASES_H
#define TESTS_UNIT_CRAWLER_CASES_H

#include "base/str.h"
#include "tests/test.h"
#include <json.h>
#include <string.h>

/* The object that a line is; the caller's, to json_object_put(). */
static inline struct json_object *parse_line(struct str line)
{
    struct json_tokener *tokener = json_tokener_new();
    assert_non_null(tokener);
    struct json_object *o = json_tokener_parse_ex(tokener, line.p, (int)line.n);
    json_tokener_free(tokener);
    assert_non_null(o);
    return o;
}

static inline int base64_digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* Append what s stands for; padding and blanks are passed over. */
static inline void base64_add(struct buf *out, struct str s)
{
    unsigned bits = 0, n = 0;
    for (size_t i = 0; i < s.n; i++) {
        int d = base64_digit(s.p[i]);
        if (d < 0)
            continue;
        bits = bits << 6 | (unsigned)d;
        n += 6;
        if (n >= 8) {
            n -= 8;
            buf_add_char(out, (char)(bits >> n & 0xff));
        }
    }
}

#endif
