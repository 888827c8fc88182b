/* SPDX-License-Identifier: MIT */
#include "extract/preset_yaml.h"
#include "base/yaml.h"
#include "base/yaml_place.h"
#include "extract/preset_spec.h"
#include <string.h>

/* The mapping as libcyaml reads it. */
struct written {
    enum { FORMAT_JSON, FORMAT_XML } format;
    struct preset preset; /* but its description */
    char **description;
    unsigned description_count;
};

static const cyaml_strval_t formats[] = {{"json", FORMAT_JSON},
                                         {"xml", FORMAT_XML}};

#define TEXT(key)                                                              \
    CYAML_FIELD_STRING_PTR(#key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,     \
                           struct written, preset.key, 1, SPEC_MAX_BYTES)

static const cyaml_schema_value_t part_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, SPEC_MAX_BYTES)};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("items", CYAML_FLAG_POINTER, struct written,
                           preset.items, 1, SPEC_MAX_BYTES),
    CYAML_FIELD_STRING_PTR("title", CYAML_FLAG_POINTER, struct written,
                           preset.title, 1, SPEC_MAX_BYTES),
    CYAML_FIELD_ENUM("format", CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT,
                     struct written, format, formats, CYAML_ARRAY_LEN(formats)),
    TEXT(label),
    TEXT(top),
    TEXT(skip),
    TEXT(schema),
    TEXT(id),
    TEXT(url),
    TEXT(company),
    TEXT(language),
    TEXT(employment_type),
    TEXT(seniority),
    TEXT(remote),
    TEXT(date_posted),
    TEXT(date_updated),
    TEXT(valid_through),
    TEXT(places),
    TEXT(place_name),
    TEXT(city),
    TEXT(region),
    TEXT(country),
    TEXT(place),
    TEXT(salary_min),
    TEXT(salary_max),
    TEXT(currency),
    TEXT(period),
    TEXT(salary_text),
    TEXT(truncated),
    TEXT(detail_url),
    TEXT(page_id),
    TEXT(total),
    TEXT(next),
    TEXT(page_parameter),
    TEXT(offset_parameter),
    CYAML_FIELD_SEQUENCE(
        "description", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct written,
        description, &part_schema, 0, PRESET_MAX_PARTS),
    CYAML_FIELD_END};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct written, fields)};

/* The texts of the preset by libcyaml's own table: where each stands. */
static const char **text_of(struct preset *p, const cyaml_schema_field_t *f)
{
    char *base = (char *)p - offsetof(struct written, preset);
    bool is_text = f->value.type == CYAML_STRING;
    return is_text ? (const char **)(void *)(base + f->data_offset) : NULL;
}

static enum st at_key(struct str text, const char *file, const char *key,
                      struct err *err)
{
    err_prefix(err, "%s:%u: key %s", file, yaml_line(text, YAML_WHOLE, key),
               key);
    return ST_CONFIG;
}

static bool is_among(const char *key, const char *const *names)
{
    while (*names && strcmp(*names, key) != 0)
        names++;
    return *names != NULL;
}

/* A spec; for the keys that lead to nodes only paths. */
static enum st check_spec(const char *key, const char *spec, struct err *err)
{
    static const char *const words[] = {"label", "page_parameter",
                                        "offset_parameter", NULL};
    static const char *const paths[] = {"items",  "top",         "schema",
                                        "places", "description", NULL};
    if (is_among(key, words))
        return ST_OK;
    if (is_among(key, paths) && strpbrk(spec, "|'"))
        return err_set(err, ST_CONFIG,
                       "has paths only, no transforms and no texts");
    return spec_check(spec, err);
}

static enum st check_texts(struct written *w, struct str text, const char *file,
                           struct err *err)
{
    for (const cyaml_schema_field_t *f = fields; f->key; f++) {
        const char **spec = text_of(&w->preset, f);
        if (spec && *spec && check_spec(f->key, *spec, err) != ST_OK)
            return at_key(text, file, f->key, err);
    }
    for (unsigned i = 0; i < w->description_count; i++) {
        const char *part = w->description[i];
        const char *path = strstr(part, " = "); /* behind a heading */
        if (check_spec("description", path ? path + 3 : part, err) != ST_OK)
            return at_key(text, file, "description", err);
    }
    if (!w->preset.page_parameter || !w->preset.offset_parameter)
        return ST_OK;
    err_set(err, ST_CONFIG,
            "an API counts its pages or its postings, not "
            "both");
    return at_key(text, file, "offset_parameter", err);
}

static void keep(struct written *w, struct str kind, struct arena *a,
                 struct preset *out)
{
    struct written kept = {.preset = w->preset};
    for (const cyaml_schema_field_t *f = fields; f->key; f++) {
        const char **text = text_of(&kept.preset, f);
        if (text && *text)
            *text = arena_str(a, str_from(*text)).p;
    }
    for (unsigned i = 0; i < w->description_count; i++)
        kept.preset.description[i] =
            arena_str(a, str_from(w->description[i])).p;
    kept.preset.kind = arena_str(a, kind).p;
    kept.preset.xml = w->format == FORMAT_XML;
    if (!kept.preset.label)
        kept.preset.label = kept.preset.kind;
    *out = kept.preset;
}

enum st preset_parse(struct str text, struct str kind, const char *file,
                     struct arena *a, struct preset *out, struct err *err)
{
    void *data = NULL;
    enum st st = yaml_load(text, file, &schema, &data, NULL, err);
    if (st != ST_OK)
        return st;
    struct written *w = data;
    st = check_texts(w, text, file, err);
    if (st == ST_OK)
        keep(w, kind, a, out);
    yaml_free(&schema, data, 0);
    return st;
}
