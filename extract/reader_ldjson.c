/* SPDX-License-Identifier: MIT */
#include "extract/reader_ldjson.h"
#include "extract/text_entities.h"
#include <string.h>

#define MAX_VALUES 64u /* in one block, one behind the other */

/* The block from its first bracket on: HTML comments, CDATA marks and script
 * comments in front are passed over, as is anything else. */
static struct str from_bracket(struct str s)
{
    size_t cdata = str_find(str_slice(s, 0, 64), STR("CDATA["));
    if (cdata != SIZE_MAX)
        s = str_slice(s, cdata + 6, s.n);
    size_t i = 0;
    while (i < s.n && s.p[i] != '{' && s.p[i] != '[')
        i++;
    return str_slice(s, i, s.n);
}

/* s without the ends of comments and CDATA behind it: json-c would take an
 * unfinished comment for an unfinished value. */
static struct str without_guards(struct str s)
{
    static const struct str guards[] = {{"-->", 3}, {"]]>", 3}, {"*/", 2},
                                        {"/*", 2},  {"//", 2},  {";", 1}};
    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++) {
        s = str_trim(s);
        if (str_ends(s, guards[i])) {
            s.n -= guards[i].n;
            i = SIZE_MAX; /* once more from the first */
        }
    }
    return s;
}

/* Parse the values in s, one behind the other, into the array. Returns the
 * offset at which parsing failed, SIZE_MAX when it did not; then at least one
 * value was read, or s was empty. */
static size_t parse_values(struct str s, struct json_object *into,
                           const char **why)
{
    struct json_tokener *tok = json_tokener_new_ex(READER_JSON_MAX_DEPTH);
    struct str rest = s;
    size_t failed = SIZE_MAX;
    for (unsigned values = 0; rest.n > 0 && values < MAX_VALUES; values++) {
        json_tokener_reset(tok);
        struct json_object *o = json_tokener_parse_ex(tok, rest.p, (int)rest.n);
        size_t end = json_tokener_get_parse_end(tok);
        if (!o) {
            *why = json_tokener_error_desc(json_tokener_get_error(tok));
            /* What stands behind a whole value is no part of it. */
            if (values == 0)
                failed = (size_t)(rest.p - s.p) + end;
            break;
        }
        json_object_array_add(into, o);
        rest = from_bracket(str_slice(rest, end, rest.n));
    }
    json_tokener_free(tok);
    return failed;
}

/* ---- Mending ---- */

struct mender {
    struct str s;
    size_t at;
    struct buf *out;
    char last; /* significant byte before, outside of strings */
};

static bool ends_value(char c)
{
    return c == '"' || c == '}' || c == ']' || ascii_is_alnum(c);
}

/* A string from its opening quote on. */
static void mend_string(struct mender *m)
{
    const struct str s = m->s;
    buf_add_char(m->out, '"');
    for (m->at++; m->at < s.n && s.p[m->at] != '"'; m->at++) {
        char c = s.p[m->at];
        if (c == '\\' && m->at + 1 < s.n) {
            char next = s.p[++m->at];
            if (strchr("\"\\/bfnrtu", next))
                buf_add_char(m->out, '\\');
            if ((unsigned char)next >= ' ')
                buf_add_char(m->out, next);
        } else if ((unsigned char)c < ' ') {
            buf_add_cstr(m->out, c == '\n' ? "\\n" : " ");
        } else {
            buf_add_char(m->out, c);
        }
    }
    m->at++;
    m->last = '"';
    buf_add_char(m->out, '"');
}

/* s with strings made legal and commas put where one value follows another. */
static void mend(struct str s, struct buf *out)
{
    struct mender m = {.s = s, .out = out};
    while (m.at < s.n) {
        char c = s.p[m.at];
        bool begins = c == '"' || c == '{' || c == '[';
        if (begins && ends_value(m.last))
            buf_add_char(out, ',');
        if (c == '"') {
            mend_string(&m);
            continue;
        }
        m.at++;
        if ((unsigned char)c <= ' ') {
            buf_add_char(out, ' ');
            continue;
        }
        m.last = c;
        buf_add_char(out, c);
    }
}

static size_t parse_mended(struct str s, struct json_object *into,
                           const char **why)
{
    struct buf mended;
    buf_init(&mended, 2 * s.n + 1);
    mend(s, &mended);
    size_t failed = parse_values(buf_str(&mended), into, why);
    buf_done(&mended);
    return failed;
}

enum st ldjson_parse(struct str block, struct arena *a,
                     struct json_object *into, struct err *err)
{
    const char *why = "";
    struct str s = without_guards(from_bracket(block));
    if (str_trim(block).n == 0)
        return ST_OK;
    if (s.n == 0)
        return err_set(err, ST_BAD_INPUT, "no JSON in it");
    size_t failed = parse_values(s, into, &why);
    if (failed == SIZE_MAX)
        return ST_OK;
    const char *first_why = why;
    size_t at = (size_t)(s.p - block.p) + failed;
    if (str_find(s, STR("&quot;")) != SIZE_MAX ||
        str_find(s, STR("&#34;")) != SIZE_MAX) {
        char *p = arena_alloc(a, s.n + 1);
        memcpy(p, s.p, s.n);
        struct str undone = {p, entities_undo(p, s.n)};
        if (parse_values(undone, into, &why) == SIZE_MAX ||
            parse_mended(undone, into, &why) == SIZE_MAX)
            return ST_OK;
    }
    if (parse_mended(s, into, &why) == SIZE_MAX)
        return ST_OK;
    return err_set(err, ST_BAD_INPUT, "bad JSON at byte %zu: %s", at,
                   first_why);
}
