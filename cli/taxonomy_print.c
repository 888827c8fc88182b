/* SPDX-License-Identifier: MIT */
#include "cli/taxonomy_print.h"
#include "base/json.h"
#include "extract/taxonomy_lint.h"
#include "taxonomy/taxonomy_export.h"

static struct str parent_id(const struct taxonomy *t, const struct concept *c)
{
    return c->parent == TAXONOMY_NO_PARENT ? STR_NONE
                                           : t->concepts[c->parent].id;
}

static void add_line(struct buf *out, const char *label, struct str value)
{
    if (value.p)
        buf_printf(out, "%-16s%.*s\n", label, STR_FMT(value));
}

static void add_list(struct buf *out, const char *label,
                     const struct str_list *items)
{
    for (size_t i = 0; i < items->n; i++)
        add_line(out, i ? "" : label, items->v[i]);
}

static bool is_member(const struct any_of *g, size_t concept)
{
    for (size_t i = 0; i < g->n_members; i++)
        if (g->members[i] == concept)
            return true;
    return false;
}

/* The ids below a concept. */
static struct str_list children(const struct taxonomy *t, size_t index,
                                struct arena *a)
{
    struct str_list out = {arena_calloc(a, t->n_concepts, sizeof *out.v), 0};
    for (size_t i = 0; i < t->n_concepts; i++)
        if (t->concepts[i].parent == index)
            out.v[out.n++] = t->concepts[i].id;
    return out;
}

/* The ids of the groups that it is in. */
static struct str_list groups(const struct taxonomy *t, size_t index,
                              struct arena *a)
{
    struct str_list out = {arena_calloc(a, t->n_groups, sizeof *out.v), 0};
    for (size_t i = 0; i < t->n_groups; i++)
        if (is_member(&t->groups[i], index))
            out.v[out.n++] = t->groups[i].id;
    return out;
}

static struct str_list members(const struct taxonomy *t, size_t index,
                               struct arena *a)
{
    const struct any_of *g = &t->groups[index];
    struct str_list out = {arena_calloc(a, g->n_members, sizeof *out.v), 0};
    for (size_t i = 0; i < g->n_members; i++)
        out.v[out.n++] = t->concepts[g->members[i]].id;
    return out;
}

void taxonomy_print_concept(const struct taxonomy *t, const struct skills *m,
                            size_t index, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    const struct concept *c = &t->concepts[index];
    const struct str_list below = children(t, index, a);
    const struct str_list in = groups(t, index, a);
    add_line(out, "id", c->id);
    add_line(out, "name", c->name);
    add_line(out, "kind", str_from(concept_kind_name(c->kind)));
    add_line(out, "parent", parent_id(t, c));
    add_list(out, "children", &below);
    add_list(out, "groups", &in);
    add_list(out, "names", &c->names);
    add_list(out, "cased", &c->cased);
    add_list(out, "weak", &c->weak);
    add_list(out, "context", &c->context);
    add_list(out, "patterns", &c->patterns);
    add_list(out, "except", &c->except);
    add_list(out, "except_patterns", &c->except_patterns);
    add_list(out, "esco", &c->esco);
    add_list(out, "onet", &c->onet);
    add_line(out, "wikidata", c->wikidata);
    add_line(out, "vendor", c->vendor);
    add_line(out, "example", taxonomy_example(t, m, index, a));
    buf_printf(out, "%-16s%s:%u\n", "written in", taxonomy_file(t), c->line);
}

static void begin(struct json_writer *w, struct buf *out)
{
    json_init(w, out);
    json_begin_object(w);
    json_key(w, "schema_version");
    json_i64(w, TAXONOMY_PRINT_VERSION);
}

void taxonomy_json_concept(const struct taxonomy *t, const struct skills *m,
                           size_t index, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    const struct str_list below = children(t, index, a);
    const struct str_list in = groups(t, index, a);
    struct json_writer w;
    begin(&w, out);
    json_key(&w, "concept");
    taxonomy_write_concept(t, index, &w);
    taxonomy_write_list(&w, "children", &below);
    taxonomy_write_list(&w, "groups", &in);
    json_key(&w, "example");
    json_str(&w, taxonomy_example(t, m, index, a));
    json_key(&w, "file");
    json_cstr(&w, taxonomy_file(t));
    json_key(&w, "line");
    json_i64(&w, t->concepts[index].line);
    json_end_object(&w);
    buf_add_char(out, '\n');
}

void taxonomy_print_group(const struct taxonomy *t, size_t index,
                          struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    const struct str_list any_of = members(t, index, a);
    add_line(out, "id", t->groups[index].id);
    add_line(out, "name", t->groups[index].name);
    add_list(out, "any_of", &any_of);
}

void taxonomy_json_group(const struct taxonomy *t, size_t index,
                         struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    const struct str_list any_of = members(t, index, a);
    struct json_writer w;
    begin(&w, out);
    json_key(&w, "group");
    json_str(&w, t->groups[index].id);
    json_key(&w, "name");
    json_str(&w, t->groups[index].name);
    taxonomy_write_list(&w, "any_of", &any_of);
    json_end_object(&w);
    buf_add_char(out, '\n');
}

/* A value of a change; "none" for an absent one. */
static struct str shown(struct str s)
{
    return s.p ? s : STR("none");
}

static void add_change(struct buf *out, const struct taxonomy_change *c)
{
    switch (c->what) {
    case CHANGE_ADDED:
        buf_printf(out, "  (%.*s)", STR_FMT(c->after));
        break;
    case CHANGE_REMOVED:
        buf_printf(out, "  (%.*s)", STR_FMT(c->before));
        break;
    case CHANGE_VALUE:
        buf_printf(out, "  %s: %.*s -> %.*s", c->list,
                   STR_FMT(shown(c->before)), STR_FMT(shown(c->after)));
        break;
    case CHANGE_ENTRY_ADDED:
        buf_printf(out, "  %s: + %.*s", c->list, STR_FMT(c->text));
        break;
    case CHANGE_ENTRY_REMOVED:
        buf_printf(out, "  %s: - %.*s", c->list, STR_FMT(c->text));
        break;
    case CHANGE_RELISTED:
        buf_printf(out, "  %.*s -> %.*s: %.*s", STR_FMT(c->before),
                   STR_FMT(c->after), STR_FMT(c->text));
        break;
    case CHANGE_MOVED:
        buf_printf(out, "  %s: %.*s goes to %.*s", c->list, STR_FMT(c->text),
                   STR_FMT(c->after));
        break;
    }
}

void taxonomy_print_changes(const struct taxonomy_changes *changes,
                            struct buf *out)
{
    for (size_t i = 0; i < changes->n; i++) {
        const struct taxonomy_change *c = &changes->v[i];
        buf_add_char(out, c->what == CHANGE_ADDED     ? '+'
                          : c->what == CHANGE_REMOVED ? '-'
                                                      : ' ');
        buf_printf(out, " %s%s%.*s",
                   c->scope == SCOPE_CONCEPT ? "" : change_scope_name(c->scope),
                   c->scope == SCOPE_CONCEPT ? "" : " ", STR_FMT(c->id));
        add_change(out, c);
        buf_add_char(out, '\n');
    }
}

static void write_side(struct json_writer *w, const char *key,
                       const struct taxonomy *t)
{
    json_key(w, key);
    json_begin_object(w);
    json_key(w, "file");
    json_cstr(w, taxonomy_file(t));
    json_key(w, "version");
    json_cstr(w, t->version);
    json_key(w, "concepts");
    json_i64(w, (int64_t)t->n_concepts);
    json_end_object(w);
}

static void write_change(struct json_writer *w, const struct taxonomy_change *c)
{
    json_begin_object(w);
    json_key(w, "change");
    json_cstr(w, change_what_name(c->what));
    json_key(w, "scope");
    json_cstr(w, change_scope_name(c->scope));
    json_key(w, "id");
    json_str(w, c->id);
    json_key(w, "list");
    json_cstr(w, c->list);
    json_key(w, "text");
    json_str(w, c->text);
    json_key(w, "before");
    json_str(w, c->before);
    json_key(w, "after");
    json_str(w, c->after);
    json_end_object(w);
}

void taxonomy_json_changes(const struct taxonomy *before,
                           const struct taxonomy *after,
                           const struct taxonomy_changes *changes,
                           struct buf *out)
{
    struct json_writer w;
    begin(&w, out);
    write_side(&w, "old", before);
    write_side(&w, "new", after);
    json_key(&w, "changes");
    json_begin_array(&w);
    for (size_t i = 0; i < changes->n; i++)
        write_change(&w, &changes->v[i]);
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(out, '\n');
}
