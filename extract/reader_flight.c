/* SPDX-License-Identifier: MIT */
#include "extract/reader_flight.h"
#include "extract/reader_ldjson.h"

#define FLIGHT_MAX_BYTES (16u << 20)
#define OBJECT_MAX_BYTES (1u << 20)
#define MAX_OBJECTS      200u

/* The JSON value at the start of s, the caller's to put; NULL for none. */
static struct json_object *value_at(struct str s)
{
    struct json_tokener *tok = json_tokener_new_ex(READER_JSON_MAX_DEPTH);
    struct json_object *o = json_tokener_parse_ex(tok, s.p, (int)s.n);
    json_tokener_free(tok);
    return o;
}

/* The second member of `[1,"..."]`, appended to flight. */
static void add_push(struct str array, struct buf *flight)
{
    struct json_object *push = value_at(array);
    struct json_object *text = NULL;
    if (json_object_is_type(push, json_type_array))
        text = json_object_array_get_idx(push, 1);
    if (json_object_is_type(text, json_type_string))
        buf_add(flight, json_object_get_string(text),
                (size_t)json_object_get_string_len(text));
    json_object_put(push);
}

/* Cut *rest behind the next mark. False when there is none. */
static bool pass(struct str *rest, struct str mark)
{
    size_t at = str_find(*rest, mark);
    if (at == SIZE_MAX)
        return false;
    *rest = str_slice(*rest, at + mark.n, rest->n);
    return true;
}

/* Objects that begin with lead; with quoted set they stand in a JSON string
 * whose quote is the first byte of lead. */
static void add_objects(struct str flight, struct str lead, bool quoted,
                        struct arena *a, struct json_object *into)
{
    for (unsigned i = 0; i < MAX_OBJECTS; i++) {
        size_t at = str_find(flight, lead);
        if (at == SIZE_MAX)
            return;
        flight = str_slice(flight, at, flight.n);
        struct json_object *o =
            value_at(str_slice(flight, 0, OBJECT_MAX_BYTES));
        flight = str_slice(flight, lead.n, flight.n);
        if (!quoted && o) {
            json_object_array_add(into, o);
            continue;
        }
        struct err why;
        if (json_object_is_type(o, json_type_string) &&
            ldjson_parse(str_from(json_object_get_string(o)), a, into, &why))
            i++; /* not JSON-LD after all */
        json_object_put(o);
    }
}

void flight_parse(struct str html, struct arena *a, struct json_object *into)
{
    struct buf flight;
    buf_init(&flight, FLIGHT_MAX_BYTES);
    while (pass(&html, STR("__next_f.push(")))
        add_push(html, &flight);
    struct str text = buf_str(&flight);
    if (str_find(text, STR("JobPosting")) != SIZE_MAX) {
        add_objects(text, STR("{\"@context\""), false, a, into);
        add_objects(text, STR("\"{\\\"@context\\\""), true, a, into);
    }
    buf_done(&flight);
}
