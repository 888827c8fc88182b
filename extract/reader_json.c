/* SPDX-License-Identifier: MIT */
#include "extract/reader_json.h"
#include "base/utf8.h"
#include "extract/text.h"
#include <limits.h>
#include <stdarg.h>

#define DATES_FROM_YEAR 1990

static struct str skip_front(struct str s)
{
    if (str_starts(s, STR("\xef\xbb\xbf")))
        s = str_slice(s, 3, s.n);
    return str_trim(s);
}

enum st reader_parse(struct str text, struct json_object **out, struct err *err)
{
    struct str s = skip_front(text);
    size_t skipped = (size_t)(s.p - text.p);
    if (s.n == 0)
        return err_set(err, ST_BAD_INPUT, "the answer is empty");
    if (s.p[0] == '<')
        return err_set(err, ST_BAD_INPUT, "HTML where JSON was promised");
    if (s.n > INT_MAX)
        return err_set(err, ST_TOO_BIG, "JSON of %zu bytes is over the limit",
                       s.n);
    struct json_tokener *tok = json_tokener_new_ex(READER_JSON_MAX_DEPTH);
    struct json_object *o = json_tokener_parse_ex(tok, s.p, (int)s.n);
    enum json_tokener_error why = json_tokener_get_error(tok);
    size_t end = json_tokener_get_parse_end(tok);
    json_tokener_free(tok);
    struct str rest = str_trim(str_slice(s, end, s.n));
    if (o && rest.n == 0) {
        *out = o;
        return ST_OK;
    }
    json_object_put(o);
    if (why == json_tokener_continue)
        return err_set(err, ST_BAD_INPUT, "JSON cut off at byte %zu",
                       skipped + s.n);
    return err_set(err, ST_BAD_INPUT, "bad JSON at byte %zu: %s", skipped + end,
                   o ? "text behind the end" : json_tokener_error_desc(why));
}

struct json_object *reader_get(struct json_object *o, const char *key)
{
    struct json_object *value = NULL;
    if (!json_object_is_type(o, json_type_object))
        return NULL;
    json_object_object_get_ex(o, key, &value);
    return value;
}

struct json_object *reader_path(struct json_object *o, ...)
{
    va_list keys;
    const char *key;
    va_start(keys, o);
    while (o && (key = va_arg(keys, const char *)))
        o = reader_get(o, key);
    va_end(keys);
    return o;
}

/* s trimmed and as clean UTF-8 in the arena; absent when empty. */
static struct str keep(struct reader *r, struct str s)
{
    s = str_trim(s);
    if (s.n == 0)
        return STR_NONE;
    if (utf8_is_clean(s))
        return arena_str(r->a, s);
    struct buf clean;
    buf_init(&clean, 3 * s.n);
    utf8_clean(s, &clean);
    struct str kept = arena_str(r->a, buf_str(&clean));
    buf_done(&clean);
    return kept;
}

struct str reader_value_text(struct reader *r, struct json_object *value)
{
    switch (json_object_get_type(value)) {
    case json_type_string:
        return keep(r, (struct str){json_object_get_string(value),
                                    (size_t)json_object_get_string_len(value)});
    case json_type_int:
    case json_type_double:
        return keep(r, str_from(json_object_get_string(value)));
    case json_type_object:
    case json_type_array:
        r->raw->n_bad_fields++;
        return STR_NONE;
    case json_type_null:
    case json_type_boolean:
        break;
    }
    return STR_NONE;
}

struct str reader_text(struct reader *r, struct json_object *o, const char *key)
{
    return reader_value_text(r, reader_get(o, key));
}

struct str reader_title(struct reader *r, struct json_object *o,
                        const char *key)
{
    struct str s = text_unescape(reader_text(r, o, key), r->a);
    return s.n ? s : STR_NONE;
}

bool reader_bool(struct json_object *o, const char *key, bool fallback)
{
    struct json_object *value = reader_get(o, key);
    struct str word = STR_NONE;
    if (json_object_is_type(value, json_type_boolean) ||
        json_object_is_type(value, json_type_int))
        return json_object_get_int64(value) != 0;
    if (json_object_is_type(value, json_type_string))
        word = str_from(json_object_get_string(value));
    if (str_eq_ascii_nocase(word, STR("true")) ||
        str_eq_ascii_nocase(word, STR("yes")))
        return true;
    if (str_eq_ascii_nocase(word, STR("false")) ||
        str_eq_ascii_nocase(word, STR("no")))
        return false;
    return fallback;
}

/* Seconds since 1970 as the source means them; milliseconds are told by their
 * size (seconds reach it in the year 5138). */
static struct date epoch_date(int64_t n)
{
    if (n >= 100000000000)
        n /= 1000;
    return n > 0 && n < 4102444800 ? date_from_utc(n) : (struct date){0};
}

struct date reader_date(struct reader *r, struct json_object *o,
                        const char *key)
{
    struct json_object *value = reader_get(o, key);
    struct date d = {0};
    if (json_object_is_type(value, json_type_int) ||
        json_object_is_type(value, json_type_double)) {
        d = epoch_date(json_object_get_int64(value));
        /* A bare year is a date too, and no second of 1970. */
        struct str digits = str_from(json_object_get_string(value));
        if (digits.n == 4)
            date_parse(digits, &d);
        return d;
    }
    return reader_text_date(r, reader_value_text(r, value));
}

struct date reader_text_date(struct reader *r, struct str s)
{
    struct date d = {0};
    uint64_t n;
    if (s.n == 0)
        return d;
    if (!date_parse(s, &d) && s.n > 8 && str_to_u64(s, INT64_MAX, &n))
        d = epoch_date((int64_t)n);
    if (d.year >= DATES_FROM_YEAR)
        return d;
    /* No date, or what an empty field becomes: 1970-01-01, 0001-01-01. */
    r->raw->n_bad_fields++;
    return (struct date){0};
}

/* Digits of s with grouping commas, blanks and a currency in front passed
 * over. */
int64_t reader_text_cents(struct str s)
{
    int64_t whole = 0, cents = 0;
    int decimals = -1;
    bool any = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (ascii_is_digit(c) && decimals < 2) {
            any = true;
            if (decimals >= 0)
                cents = cents * 10 + (c - '0'), decimals++;
            else if (whole < 1000000000000)
                whole = whole * 10 + (c - '0');
        } else if (c == '.' && decimals < 0 && any) {
            decimals = 0;
        } else if (ascii_is_alpha(c) || c == '-') {
            return -1;
        }
    }
    for (; decimals >= 0 && decimals < 2; decimals++)
        cents *= 10;
    return any && whole + cents > 0 ? whole * 100 + cents : -1;
}

int64_t reader_cents(struct json_object *o, const char *key)
{
    struct json_object *value = reader_get(o, key);
    int64_t cents = -1;
    if (json_object_is_type(value, json_type_int) ||
        json_object_is_type(value, json_type_double)) {
        double x = json_object_get_double(value);
        cents = x > 0 && x < 1e12 ? (int64_t)(x * 100 + 0.5) : -1;
    } else if (json_object_is_type(value, json_type_string)) {
        cents = reader_text_cents(str_from(json_object_get_string(value)));
    }
    return cents > 0 ? cents : -1;
}

struct raw *reader_new_raw(struct arena *a, struct raw_list *list, size_t cap)
{
    if (cap > READER_MAX_POSTINGS)
        cap = READER_MAX_POSTINGS;
    if (!list->v)
        list->v = arena_calloc(a, cap, sizeof *list->v);
    if (list->n == cap)
        return NULL;
    struct raw *raw = &list->v[list->n++];
    raw->salary.min_cents = raw->salary.max_cents = -1;
    return raw;
}
