/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_groups.h"
#include "base/alloc.h"
#include "taxonomy/taxonomy_check.h"
#include "taxonomy/taxonomy_yaml.h"
#include <stdlib.h>

struct group_yaml {
    char *id, *name, **any_of;
    unsigned any_of_count;
};

static const cyaml_schema_value_t member_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, TAXONOMY_ID_MAX_BYTES)};
static const cyaml_schema_field_t group_fields[] = {
    TAXONOMY_ID_FIELD(struct group_yaml, id),
    TAXONOMY_NAME_FIELD(struct group_yaml, name),
    CYAML_FIELD_SEQUENCE("any_of", CYAML_FLAG_POINTER, struct group_yaml,
                         any_of, &member_schema, 0, TAXONOMY_LIST_MAX),
    CYAML_FIELD_END};
static const cyaml_schema_value_t group_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct group_yaml, group_fields)};
static const cyaml_schema_value_t groups_schema = {
    CYAML_VALUE_SEQUENCE(CYAML_FLAG_POINTER, struct group_yaml, &group_schema,
                         0, TAXONOMY_MAX_GROUPS)};

/* What the checks of one group see: the lines [line, end) of the file. */
struct place {
    const struct taxonomy_text *in;
    unsigned line, end;
    struct err *err;
};

static enum st check_member(const struct taxonomy *t, const struct any_of *g,
                            struct str member, size_t found,
                            const struct place *at)
{
    unsigned below =
        taxonomy_line_with(at->in->text, at->line + 1, at->end, member);
    unsigned line = below ? below : at->line;
    if (found == SIZE_MAX)
        return err_set(at->err, ST_CONFIG,
                       "%s:%u: member \"%.*s\" of group %.*s is no concept of "
                       "skills.yaml",
                       at->in->name, line, STR_FMT(member), STR_FMT(g->id));
    for (size_t i = 0; i < g->n_members; i++)
        if (g->members[i] == found)
            return err_set(at->err, ST_CONFIG,
                           "%s:%u: member \"%.*s\" stands twice in group %.*s",
                           at->in->name, line, STR_FMT(t->concepts[found].id),
                           STR_FMT(g->id));
    return ST_OK;
}

static enum st take_members(const struct taxonomy *t,
                            const struct group_yaml *y, struct any_of *g,
                            const struct place *at)
{
    for (unsigned i = 0; i < y->any_of_count; i++) {
        struct str member = str_from(y->any_of[i]);
        size_t found = taxonomy_find(t, member);
        enum st st = check_member(t, g, member, found, at);
        if (st != ST_OK)
            return st;
        g->members[g->n_members++] = (uint32_t)found;
    }
    if (g->n_members < 2)
        return err_set(at->err, ST_CONFIG,
                       "%s:%u: group %.*s needs two members or more",
                       at->in->name, at->line, STR_FMT(g->id));
    return ST_OK;
}

/* t->n_groups groups are taken already. */
static enum st check_id(const struct taxonomy *t, struct str id,
                        const struct place *at)
{
    enum st st = taxonomy_check_id(at->in->name, at->line, id, at->err);
    if (st != ST_OK)
        return st;
    size_t group = taxonomy_find_group(t, id);
    size_t concept = taxonomy_find(t, id);
    size_t role = taxonomy_find_role(t, id);
    if (group == SIZE_MAX && concept == SIZE_MAX && role == SIZE_MAX)
        return ST_OK;
    const char *what = group != SIZE_MAX     ? "group"
                       : concept != SIZE_MAX ? "concept"
                                             : "role";
    unsigned line = group != SIZE_MAX     ? t->groups[group].line
                    : concept != SIZE_MAX ? t->concepts[concept].line
                                          : t->roles[role].line;
    return err_set(at->err, ST_CONFIG,
                   "%s:%u: id \"%.*s\" is taken already by a %s, on line %u",
                   at->in->name, at->line, STR_FMT(id), what, line);
}

static enum st take_groups(struct taxonomy *t, const struct group_yaml *y,
                           unsigned n, const struct taxonomy_text *in,
                           struct arena *a, struct err *err)
{
    unsigned *lines = xcalloc(n, sizeof *lines);
    taxonomy_item_lines(in->text, lines, n);
    t->groups = arena_calloc(a, n, sizeof *t->groups);
    enum st st = ST_OK;
    for (unsigned i = 0; st == ST_OK && i < n; i++) {
        struct any_of *g = &t->groups[i];
        unsigned end = i + 1 < n ? lines[i + 1] : UINT32_MAX;
        const struct place at = {in, lines[i], end, err};
        *g = (struct any_of){
            .id = taxonomy_copy(a, y[i].id),
            .name = taxonomy_copy(a, y[i].name),
            .line = lines[i],
            .members = arena_calloc(a, y[i].any_of_count, sizeof *g->members)};
        st = check_id(t, g->id, &at);
        if (st == ST_OK)
            st = take_members(t, &y[i], g, &at);
        t->n_groups++;
    }
    free(lines);
    return st;
}

enum st taxonomy_groups_parse(struct taxonomy *t,
                              const struct taxonomy_text *in, struct arena *a,
                              struct err *err)
{
    void *data = NULL;
    unsigned n = 0;
    enum st st = yaml_load(in->text, in->name, &groups_schema, &data, &n, err);
    if (st != ST_OK)
        return st;
    st = take_groups(t, data, n, in, a, err);
    yaml_free(&groups_schema, data, n);
    return st;
}
