/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_export.h"
#include "base/csv.h"

/* Room for the joined items of one field. */
#define FIELD_MAX_BYTES (1u << 20)

static struct str parent_id(const struct taxonomy *t, const struct concept *c)
{
    return c->parent == TAXONOMY_NO_PARENT ? STR_NONE
                                           : t->concepts[c->parent].id;
}

static void join(struct buf *field, const struct str_list *items)
{
    for (size_t i = 0; i < items->n; i++) {
        if (field->n)
            buf_add_char(field, '|');
        buf_add_str(field, items->v[i]);
    }
}

static void add_field(struct buf *out, struct str text, bool *first)
{
    csv_sep(out, first);
    csv_add_text(out, text, false);
}

static void add_joined(struct buf *out, const struct str_list *a,
                       const struct str_list *b, bool *first)
{
    AUTO(buf_done) struct buf field;
    buf_init(&field, FIELD_MAX_BYTES);
    join(&field, a);
    if (b)
        join(&field, b);
    add_field(out, buf_str(&field), first);
}

static void add_row(const struct taxonomy *t, const struct concept *c,
                    struct buf *out)
{
    bool first = true;
    add_field(out, c->id, &first);
    add_field(out, c->name, &first);
    add_field(out, str_from(concept_kind_name(c->kind)), &first);
    add_field(out, parent_id(t, c), &first);
    add_joined(out, &c->names, &c->cased, &first);
    add_joined(out, &c->weak, NULL, &first);
    add_joined(out, &c->esco, NULL, &first);
    add_joined(out, &c->onet, NULL, &first);
    add_field(out, c->wikidata, &first);
    csv_end_row(out, &first);
}

void taxonomy_export_csv(const struct taxonomy *t, struct buf *out)
{
    buf_add_cstr(out,
                 "id,name,kind,parent,names,weak_names,esco,onet,wikidata\r\n");
    for (size_t i = 0; i < t->n_concepts; i++)
        add_row(t, &t->concepts[i], out);
}

void taxonomy_write_list(struct json_writer *w, const char *key,
                         const struct str_list *items)
{
    json_key(w, key);
    json_begin_array(w);
    for (size_t i = 0; i < items->n; i++)
        json_str(w, items->v[i]);
    json_end_array(w);
}

void taxonomy_write_concept(const struct taxonomy *t, size_t index,
                            struct json_writer *w)
{
    const struct concept *c = &t->concepts[index];
    json_begin_object(w);
    json_key(w, "id");
    json_str(w, c->id);
    json_key(w, "name");
    json_str(w, c->name);
    json_key(w, "kind");
    json_cstr(w, concept_kind_name(c->kind));
    json_key(w, "broad");
    json_boolean(w, c->broad);
    json_key(w, "parent");
    json_str(w, parent_id(t, c));
    taxonomy_write_list(w, "names", &c->names);
    taxonomy_write_list(w, "cased", &c->cased);
    taxonomy_write_list(w, "weak", &c->weak);
    taxonomy_write_list(w, "context", &c->context);
    taxonomy_write_list(w, "patterns", &c->patterns);
    taxonomy_write_list(w, "except", &c->except);
    taxonomy_write_list(w, "except_patterns", &c->except_patterns);
    taxonomy_write_list(w, "esco", &c->esco);
    taxonomy_write_list(w, "onet", &c->onet);
    json_key(w, "wikidata");
    json_str(w, c->wikidata);
    json_key(w, "vendor");
    json_str(w, c->vendor);
    json_end_object(w);
}

static void write_group(const struct taxonomy *t, const struct any_of *g,
                        struct json_writer *w)
{
    json_begin_object(w);
    json_key(w, "id");
    json_str(w, g->id);
    json_key(w, "name");
    json_str(w, g->name);
    json_key(w, "any_of");
    json_begin_array(w);
    for (size_t i = 0; i < g->n_members; i++)
        json_str(w, t->concepts[g->members[i]].id);
    json_end_array(w);
    json_end_object(w);
}

static void write_role(const struct role *r, struct json_writer *w)
{
    json_begin_object(w);
    json_key(w, "id");
    json_str(w, r->id);
    json_key(w, "name");
    json_str(w, r->name);
    taxonomy_write_list(w, "titles", &r->titles);
    taxonomy_write_list(w, "not_titles", &r->not_titles);
    json_end_object(w);
}

void taxonomy_export_json(const struct taxonomy *t, struct buf *out)
{
    struct json_writer w;
    json_init(&w, out);
    json_begin_object(&w);
    json_key(&w, "schema_version");
    json_i64(&w, TAXONOMY_EXPORT_VERSION);
    json_key(&w, "version");
    json_cstr(&w, t->version);
    json_key(&w, "concepts");
    json_begin_array(&w);
    for (size_t i = 0; i < t->n_concepts; i++)
        taxonomy_write_concept(t, i, &w);
    json_end_array(&w);
    json_key(&w, "groups");
    json_begin_array(&w);
    for (size_t i = 0; i < t->n_groups; i++)
        write_group(t, &t->groups[i], &w);
    json_end_array(&w);
    json_key(&w, "roles");
    json_begin_array(&w);
    for (size_t i = 0; i < t->n_roles; i++)
        write_role(&t->roles[i], &w);
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(out, '\n');
}
