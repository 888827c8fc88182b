/* SPDX-License-Identifier: MIT */
/* reader_facets.c - the facets of a Workday list: a tree in which values have
 * an id and a count, and groups have values of their own. */
#include "extract/presets.h"
#include "extract/reader_json.h"

#define FACETS_MAX 5000u
#define NEST_MAX   4u

struct facets {
    struct arena *a;
    struct raw_list *out;
    struct raw_facet *v;
};

static struct str text(const struct facets *f, struct json_object *o,
                       const char *key)
{
    struct json_object *value = reader_get(o, key);
    return json_object_is_type(value, json_type_string)
               ? arena_str(f->a, str_from(json_object_get_string(value)))
               : STR_NONE;
}

static void add_value(struct facets *f, struct str name, struct json_object *o)
{
    struct str id = text(f, o, "id");
    int64_t n = json_object_get_int64(reader_get(o, "count"));
    if (id.p && name.p && n > 0 && f->out->n_facets < FACETS_MAX)
        f->v[f->out->n_facets++] = (struct raw_facet){name, id, (uint64_t)n};
}

/* Values of a list; one that has values itself is a group with a name of its
 * own. */
static void add_values(struct facets *f, struct str name,
                       struct json_object *values, unsigned depth)
{
    if (!json_object_is_type(values, json_type_array) || depth > NEST_MAX)
        return;
    for (size_t i = 0; i < json_object_array_length(values); i++) {
        struct json_object *o = json_object_array_get_idx(values, i);
        struct json_object *below = reader_get(o, "values");
        struct str own = text(f, o, "facetParameter");
        if (below)
            add_values(f, own.p ? own : name, below, depth + 1);
        else
            add_value(f, name, o);
    }
}

void read_workday_facets(struct json_object *root, struct arena *a,
                         struct raw_list *out)
{
    struct facets f = {.a = a, .out = out};
    struct json_object *all = reader_get(root, "facets");
    if (!json_object_is_type(all, json_type_array))
        return;
    out->facets = f.v = arena_calloc(a, FACETS_MAX, sizeof *f.v);
    add_values(&f, STR_NONE, all, 0);
}
