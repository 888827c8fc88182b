/* SPDX-License-Identifier: MIT */
#include "taxonomy/gazetteer_list.h"
#include <json-c/json.h>
#include <limits.h>

static void put_object(struct json_object **o)
{
    json_object_put(*o);
}

static enum st parse(struct str text, const char *path,
                     struct json_object **out, struct err *err)
{
    if (text.n > INT_MAX)
        return err_set(err, ST_TOO_BIG, "%s: too big", path);
    struct json_tokener *tok = json_tokener_new_ex(GAZETTEER_MAX_DEPTH);
    *out = json_tokener_parse_ex(tok, text.p, (int)text.n);
    enum json_tokener_error why = json_tokener_get_error(tok);
    size_t at = json_tokener_get_parse_end(tok);
    json_tokener_free(tok);
    if (why == json_tokener_success)
        return ST_OK;
    return err_set(err, ST_BAD_INPUT, "%s: %s at byte %zu", path,
                   why == json_tokener_continue ? "the JSON is cut short"
                                                : json_tokener_error_desc(why),
                   at);
}

static struct json_object *member(struct json_object *o, const char *key)
{
    struct json_object *value = NULL;
    if (json_object_is_type(o, json_type_object))
        json_object_object_get_ex(o, key, &value);
    return value;
}

static struct str text_of(struct json_object *o)
{
    if (!json_object_is_type(o, json_type_string))
        return STR_NONE;
    return (struct str){json_object_get_string(o),
                        (size_t)json_object_get_string_len(o)};
}

/* The type is {"id", "name"} or the name alone. */
static struct str type_name(struct json_object *type)
{
    struct str name = text_of(type);
    return name.p ? name : text_of(member(type, "name"));
}

static enum concept_kind kind_of(struct str type)
{
    return str_find_ascii_nocase(type, STR("certification")) != SIZE_MAX
               ? CONCEPT_CERTIFICATION
               : CONCEPT_CONCEPT;
}

static void take(struct json_object *skill, struct gazetteer_list *list)
{
    struct str id = text_of(member(skill, "id"));
    struct str type = type_name(member(skill, "type"));
    struct str category = type_name(member(skill, "subcategory"));
    struct gazetteer_entry e = {
        .name = text_of(member(skill, "name")),
        .kind = kind_of(type),
        .note = arena_printf(list->arena, "Lightcast %.*s%s%.*s", STR_FMT(id),
                             category.p ? ", " : "", STR_FMT(category))};
    gazetteer_list_add(list, &e, STR_NONE);
}

enum st gazetteer_read_json(struct str text, const char *path,
                            struct gazetteer_list *list, struct err *err)
{
    AUTO(put_object) struct json_object *top = NULL;
    if (str_starts(text, STR("\xef\xbb\xbf")))
        text = str_slice(text, 3, text.n);
    enum st st = parse(text, path, &top, err);
    if (st != ST_OK)
        return st;
    struct json_object *data = member(top, "data");
    struct json_object *skills = data ? data : top;
    if (!json_object_is_type(skills, json_type_array))
        return err_set(err, ST_BAD_INPUT,
                       "%s: no list of skills: wanted is Lightcast's "
                       "{\"data\": [{\"id\", \"name\", \"type\"}]}",
                       path);
    for (size_t i = 0; i < json_object_array_length(skills); i++)
        take(json_object_array_get_idx(skills, i), list);
    return gazetteer_list_end(list, path, err);
}
