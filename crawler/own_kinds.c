/* SPDX-License-Identifier: MIT */
#include "crawler/own_kinds.h"
#include "base/yaml_place.h"
#include "crawler/boards.h"

void own_kinds_find(struct str text, struct arena *a, struct own_kinds *out)
{
    *out = (struct own_kinds){0};
    out->n = yaml_written(text, "preset", a, &out->presets);
    out->names = arena_calloc(a, out->n + 1, sizeof *out->names);
}

static bool is_name(struct str kind)
{
    for (size_t i = 0; i < kind.n; i++)
        if (!ascii_is_alnum(kind.p[i]) && kind.p[i] != '-' && kind.p[i] != '_')
            return false;
    return kind.n > 0;
}

enum st own_kinds_name(struct own_kinds *o, size_t i, struct str kind,
                       struct err *err)
{
    const struct yaml_written *other = own_kinds_preset(o, kind);
    if (board_kind(kind))
        return err_set(err, ST_CONFIG,
                       "\"%.*s\" is a kind already; give yours another name",
                       STR_FMT(kind));
    if (!is_name(kind))
        return err_set(err, ST_CONFIG,
                       "the name of a kind has letters, digits, '-' and '_' "
                       "only");
    if (other)
        return err_set(err, ST_CONFIG,
                       "the preset of this kind stands in line %u already; "
                       "leave it out here",
                       other->line);
    o->names[i] = kind;
    return ST_OK;
}

const struct yaml_written *own_kinds_preset(const struct own_kinds *o,
                                            struct str kind)
{
    for (size_t i = 0; i < o->n; i++)
        if (o->names[i].p && str_eq(o->names[i], kind))
            return &o->presets[i];
    return NULL;
}
