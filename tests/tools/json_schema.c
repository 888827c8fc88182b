/* SPDX-License-Identifier: MIT */
#include "json_schema.h"
#include <regex.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define REF_PREFIX "#/$defs/"

struct checking {
    struct json_object *root;
    char path[256];
    char *why;
};

static bool valid(struct checking *c, struct json_object *schema,
                  struct json_object *value);

__attribute__((format(printf, 2, 3))) static bool
differs(struct checking *c, const char *format, ...)
{
    int n = snprintf(c->why, JSON_SCHEMA_WHY_BYTES,
                     "%s: ", *c->path ? c->path : "/");
    va_list ap;
    va_start(ap, format);
    vsnprintf(c->why + n, JSON_SCHEMA_WHY_BYTES - (size_t)n, format, ap);
    va_end(ap);
    return false;
}

/* Check a part of the value at hand, whose name is put behind the path. */
static bool valid_part(struct checking *c, const char *name,
                       struct json_object *schema, struct json_object *value)
{
    size_t n = strlen(c->path);
    snprintf(c->path + n, sizeof c->path - n, "/%s", name);
    bool ok = valid(c, schema, value);
    c->path[n] = '\0';
    return ok;
}

static bool is_of_type(struct json_object *value, const char *type)
{
    enum json_type t = json_object_get_type(value);
    return strcmp(type, "integer") == 0 ? t == json_type_int
           : strcmp(type, "number") == 0
               ? t == json_type_int || t == json_type_double
           : strcmp(type, "boolean") == 0
               ? t == json_type_boolean
               : strcmp(type, json_type_to_name(t)) == 0;
}

static bool check_type(struct checking *c, struct json_object *types,
                       struct json_object *value)
{
    bool ok = json_object_is_type(types, json_type_string) &&
              is_of_type(value, json_object_get_string(types));
    if (json_object_is_type(types, json_type_array))
        for (size_t i = 0; i < json_object_array_length(types); i++)
            ok = ok ||
                 is_of_type(value, json_object_get_string(
                                       json_object_array_get_idx(types, i)));
    return ok ||
           differs(c, "%s is not of type %s", json_object_to_json_string(value),
                   json_object_get_string(types));
}

static bool check_enum(struct checking *c, struct json_object *list,
                       struct json_object *value)
{
    for (size_t i = 0; i < json_object_array_length(list); i++)
        if (json_object_equal(json_object_array_get_idx(list, i), value))
            return true;
    return differs(c, "%s is none of those listed",
                   json_object_to_json_string(value));
}

static bool check_const(struct checking *c, struct json_object *want,
                        struct json_object *value)
{
    return json_object_equal(want, value) ||
           differs(c, "is not %s", json_object_to_json_string(want));
}

static bool is_number(struct json_object *value)
{
    return json_object_is_type(value, json_type_int) ||
           json_object_is_type(value, json_type_double);
}

static bool check_minimum(struct checking *c, struct json_object *least,
                          struct json_object *value)
{
    return !is_number(value) ||
           json_object_get_double(value) >= json_object_get_double(least) ||
           differs(c, "%s is too small", json_object_to_json_string(value));
}

static bool check_maximum(struct checking *c, struct json_object *most,
                          struct json_object *value)
{
    return !is_number(value) ||
           json_object_get_double(value) <= json_object_get_double(most) ||
           differs(c, "%s is too large", json_object_to_json_string(value));
}

static bool matches(const char *pattern, const char *text)
{
    regex_t re;
    if (regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB))
        return false;
    bool is = regexec(&re, text, 0, NULL, 0) == 0;
    regfree(&re);
    return is;
}

static bool check_pattern(struct checking *c, struct json_object *pattern,
                          struct json_object *value)
{
    return !json_object_is_type(value, json_type_string) ||
           matches(json_object_get_string(pattern),
                   json_object_get_string(value)) ||
           differs(c, "\"%s\" does not match %s", json_object_get_string(value),
                   json_object_get_string(pattern));
}

static bool check_items(struct checking *c, struct json_object *schema,
                        struct json_object *value)
{
    if (!json_object_is_type(value, json_type_array))
        return true;
    for (size_t i = 0; i < json_object_array_length(value); i++) {
        char name[24];
        snprintf(name, sizeof name, "%zu", i);
        if (!valid_part(c, name, schema, json_object_array_get_idx(value, i)))
            return false;
    }
    return true;
}

static bool check_required(struct checking *c, struct json_object *names,
                           struct json_object *value)
{
    for (size_t i = 0; i < json_object_array_length(names); i++) {
        const char *name =
            json_object_get_string(json_object_array_get_idx(names, i));
        if (!json_object_object_get_ex(value, name, NULL))
            return differs(c, "has no \"%s\"", name);
    }
    return true;
}

/* What the object's schema says of a member of that name; NULL: nothing. */
static struct json_object *schema_of_member(struct json_object *schema,
                                            const char *name)
{
    struct json_object *known = NULL, *own = NULL, *patterns = NULL;
    if (json_object_object_get_ex(schema, "properties", &known) &&
        json_object_object_get_ex(known, name, &own))
        return own;
    if (json_object_object_get_ex(schema, "patternProperties", &patterns)) {
        json_object_object_foreach(patterns, pattern, of_pattern)
        {
            if (matches(pattern, name))
                return of_pattern;
        }
    }
    return NULL;
}

static bool check_members(struct checking *c, struct json_object *schema,
                          struct json_object *value)
{
    struct json_object *others = NULL;
    bool closed =
        json_object_object_get_ex(schema, "additionalProperties", &others) &&
        !json_object_get_boolean(others);
    json_object_object_foreach(value, name, member)
    {
        struct json_object *own = schema_of_member(schema, name);
        if (!own && closed)
            return differs(c, "\"%s\" is not in the schema", name);
        if (own && !valid_part(c, name, own, member))
            return false;
    }
    return true;
}

/* One of the list, and no other; why is of the one that came furthest. */
static bool check_one_of(struct checking *c, struct json_object *list,
                         struct json_object *value)
{
    char furthest[JSON_SCHEMA_WHY_BYTES] = "", why[JSON_SCHEMA_WHY_BYTES];
    struct checking one = *c;
    one.why = why;
    size_t n = 0;
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        why[0] = '\0';
        n += valid(&one, json_object_array_get_idx(list, i), value);
        if (strcspn(why, " ") >= strcspn(furthest, " "))
            memcpy(furthest, why, sizeof why);
    }
    return n == 1 || differs(c, "is %zu of %zu; %s", n,
                             json_object_array_length(list), furthest);
}

static bool check_ref(struct checking *c, struct json_object *ref,
                      struct json_object *value)
{
    const char *name = json_object_get_string(ref);
    struct json_object *defs = NULL, *schema = NULL;
    if (strncmp(name, REF_PREFIX, strlen(REF_PREFIX)) != 0 ||
        !json_object_object_get_ex(c->root, "$defs", &defs) ||
        !json_object_object_get_ex(defs, name + strlen(REF_PREFIX), &schema))
        return differs(c, "the schema has no %s", name);
    return valid(c, schema, value);
}

typedef bool check(struct checking *c, struct json_object *keyword,
                   struct json_object *value);

/* NULL: says nothing of the value, or check_members() looks at it. */
static const struct {
    const char *name;
    check *check;
} keywords[] = {
    {"$ref", check_ref},
    {"type", check_type},
    {"enum", check_enum},
    {"const", check_const},
    {"minimum", check_minimum},
    {"maximum", check_maximum},
    {"pattern", check_pattern},
    {"items", check_items},
    {"oneOf", check_one_of},
    {"required", NULL},
    {"properties", NULL},
    {"patternProperties", NULL},
    {"additionalProperties", NULL},
    {"$schema", NULL},
    {"$id", NULL},
    {"$defs", NULL},
    {"title", NULL},
    {"description", NULL},
};

static bool check_keyword(struct checking *c, const char *name,
                          struct json_object *keyword,
                          struct json_object *value)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strcmp(keywords[i].name, name) == 0)
            return !keywords[i].check || keywords[i].check(c, keyword, value);
    return differs(c, "the schema's \"%s\" is not understood", name);
}

static bool valid(struct checking *c, struct json_object *schema,
                  struct json_object *value)
{
    if (!json_object_is_type(schema, json_type_object))
        return differs(c, "its schema is no object");
    json_object_object_foreach(schema, name, keyword)
    {
        if (!check_keyword(c, name, keyword, value))
            return false;
    }
    struct json_object *names = NULL;
    if (!json_object_is_type(value, json_type_object))
        return true;
    if (json_object_object_get_ex(schema, "required", &names) &&
        !check_required(c, names, value))
        return false;
    return check_members(c, schema, value);
}

bool json_schema_valid(struct json_object *schema, struct json_object *value,
                       char why[JSON_SCHEMA_WHY_BYTES])
{
    struct checking c = {.root = schema, .why = why};
    why[0] = '\0';
    return valid(&c, schema, value);
}
