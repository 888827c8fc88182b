/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "report/render.h"
#include "report/tables.h"
#include "report/words.h"
#include <math.h>
#include <string.h>

struct json {
    const struct figures *f;
    struct tables tables;
    struct json_writer w;
    struct arena *a;
};

static void text(struct json *j, const char *key, struct str s)
{
    json_key(&j->w, key);
    json_str(&j->w, s);
}

static void whole(struct json *j, const char *key, uint64_t n)
{
    json_key(&j->w, key);
    json_i64(&j->w, (int64_t)n);
}

static void fraction(struct json *j, const char *key, double x)
{
    json_key(&j->w, key);
    json_f64(&j->w, x, 6);
}

static void month(struct json *j, const char *key, int index)
{
    text(j, key, index < 0 ? STR_NONE : words_month(index, j->a));
}

static void date(struct json *j, const char *key, struct date d)
{
    char s[DATE_TEXT_BYTES];
    text(j, key, d.year ? str_from(date_format(d, s)) : STR_NONE);
}

static void counts_fields(struct json *j, const char *state,
                          const struct counts *c)
{
    text(j, "state", str_from(state));
    whole(j, "n_found", c->raw);
    whole(j, "n_distinct", c->distinct);
    whole(j, "n_usable", c->usable);
    whole(j, "n_employers", c->employers);
}

static void counts(struct json *j, const char *key, const struct counts *c)
{
    json_key(&j->w, key);
    json_begin_object(&j->w);
    counts_fields(j, words_state(c), c);
    json_end_object(&j->w);
}

static void cell_fields(struct json *j, const struct cell *c)
{
    whole(j, "n_named", c->named);
    whole(j, "n_required", c->required);
    whole(j, "n_preferred", c->preferred);
    whole(j, "n_employers_naming", c->employers);
    fraction(j, "share", c->share);
    fraction(j, "share_low95", c->low);
    fraction(j, "share_high95", c->high);
    fraction(j, "wilson_low95", c->wilson_low);
    fraction(j, "wilson_high95", c->wilson_high);
    fraction(j, "design_effect", c->design_effect);
    fraction(j, "employer_share", c->employer_share);
}

static void names(struct json *j, struct str id, struct str name)
{
    text(j, "id", id);
    text(j, "name", name);
}

static void begin_list(struct json *j, const char *key)
{
    json_key(&j->w, key);
    json_begin_array(&j->w);
}

/* How few employers the role's distinct postings come from. */
static void concentration(struct json *j, const struct role_figure *role)
{
    const struct concentration *c = &role->concentration;
    bool any = role->counts.distinct > 0;
    fraction(j, "employers_hhi", any ? c->hhi : NAN);
    fraction(j, "employers_effective", any ? c->effective : NAN);
}

static void skills(struct json *j, const struct role_figure *role)
{
    whole(j, "n_skills_named", role->n_named_skills);
    begin_list(j, "skills");
    for (size_t i = 0; i < role->n_skills; i++) {
        const struct skill_figure *s = &role->skills[i];
        json_begin_object(&j->w);
        whole(j, "rank", s->rank);
        names(j, s->id, s->name);
        text(j, "kind", str_from(concept_kind_name(s->kind)));
        cell_fields(j, &s->cell);
        json_end_object(&j->w);
    }
    json_end_array(&j->w);
}

static void months(struct json *j, const struct role_figure *role)
{
    whole(j, "window_months", role->window_months);
    begin_list(j, "months");
    for (size_t i = 0; i < j->f->n_months; i++) {
        json_begin_object(&j->w);
        month(j, "month", role->months[i].month);
        counts_fields(j, words_month_state(&role->months[i]),
                      &role->months[i].counts);
        json_end_object(&j->w);
    }
    json_end_array(&j->w);
    begin_list(j, "series");
    for (size_t i = 0; i < role->n_series; i++) {
        json_begin_object(&j->w);
        names(j, role->series[i].id, role->series[i].name);
        begin_list(j, "months");
        for (size_t m = 0; m < j->f->n_months; m++) {
            json_begin_object(&j->w);
            month(j, "month", role->months[m].month);
            cell_fields(j, &role->series[i].cells[m]);
            json_end_object(&j->w);
        }
        json_end_array(&j->w);
        json_end_object(&j->w);
    }
    json_end_array(&j->w);
}

static void range_key(struct json *j, const char *key, const char *end,
                      double x)
{
    fraction(j, (const char *)arena_printf(j->a, "%s_%s%c", key, end, 0).p, x);
}

static void table_value(struct json *j, const struct table_column *c,
                        const struct value *v)
{
    bool is_share = c->kind == VALUE_SHARE || c->kind == VALUE_POINTS;
    bool there = v->kind == c->kind;
    if (c->kind == VALUE_TEXT || c->kind == VALUE_LINK)
        text(j, c->key, there ? v->text : STR_NONE);
    else if (c->kind == VALUE_COUNT && there)
        whole(j, c->key, (uint64_t)v->number);
    else
        fraction(j, c->key, there ? v->number : NAN);
    if (is_share && tables_has_range(c)) {
        range_key(j, c->key, "low95", there ? v->low : NAN);
        range_key(j, c->key, "high95", there ? v->high : NAN);
    }
}

/* The rows of the tables with this key, as objects. */
static void keyed_list(struct json *j, const char *key, size_t role)
{
    begin_list(j, key);
    for (size_t i = 0; i < j->tables.n; i++) {
        const struct table *t = &j->tables.v[i];
        if (t->role != role || strcmp(t->key, key) != 0)
            continue;
        for (size_t at = 0; at < t->n_rows * t->n_columns; at++) {
            size_t column = at % t->n_columns;
            if (column == 0)
                json_begin_object(&j->w);
            table_value(j, &t->columns[column], &t->values[at]);
            if (column + 1 == t->n_columns)
                json_end_object(&j->w);
        }
    }
    json_end_array(&j->w);
}

/* The tables of a role (or of all), each a list of objects; those that are not
 * there are empty lists, so that a reader finds every key. */
static void table_lists(struct json *j, size_t role)
{
    const char *const *keys = tables_keys();
    for (size_t k = 0; keys[k]; k++) {
        if (tables_is_of_all(keys[k]) != (role == TABLES_ALL_ROLES))
            continue;
        keyed_list(j, keys[k], role);
    }
}

static void roles(struct json *j)
{
    begin_list(j, "roles");
    for (size_t i = 0; i < j->f->n_roles; i++) {
        const struct role_figure *role = &j->f->roles[i];
        json_begin_object(&j->w);
        names(j, role->id, role->name);
        counts_fields(j, words_state(&role->counts), &role->counts);
        concentration(j, role);
        skills(j, role);
        months(j, role);
        table_lists(j, i);
        json_end_object(&j->w);
    }
    json_end_array(&j->w);
}

/* One object per role, then one for all together, whose role_id is null. */
static void role_cells(struct json *j, const struct cell *cells)
{
    begin_list(j, "roles");
    for (size_t i = 0; i <= j->f->n_roles; i++) {
        json_begin_object(&j->w);
        text(j, "role_id", i < j->f->n_roles ? j->f->roles[i].id : STR_NONE);
        cell_fields(j, &cells[i]);
        json_end_object(&j->w);
    }
    json_end_array(&j->w);
}

static void matrix(struct json *j)
{
    begin_list(j, "matrix");
    for (size_t i = 0; i < j->f->n_matrix; i++) {
        const struct matrix_row *m = &j->f->matrix[i];
        json_begin_object(&j->w);
        names(j, m->id, m->name);
        text(j, "kind", str_from(concept_kind_name(m->kind)));
        role_cells(j, m->cells);
        json_end_object(&j->w);
    }
    json_end_array(&j->w);
}

static void themes(struct json *j)
{
    struct str above[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    begin_list(j, "themes");
    for (size_t i = 0; i < j->f->n_themes; i++) {
        const struct theme_figure *t = &j->f->themes[i];
        if (t->depth < 2)
            above[t->depth + 1] = t->id;
        json_begin_object(&j->w);
        names(j, t->id, t->name);
        text(j, "kind", str_from(concept_kind_name(t->kind)));
        whole(j, "depth", t->depth);
        text(j, "under_id", above[t->depth]);
        json_key(&j->w, "is_union");
        json_boolean(&j->w, t->is_union);
        role_cells(j, t->cells);
        json_end_object(&j->w);
    }
    json_end_array(&j->w);
}

static void stamp(struct json *j, const char *report)
{
    const struct figures_options *asked = &j->f->asked;
    whole(j, "schema_version", RENDER_JSON_SCHEMA);
    text(j, "report", str_from(report));
    text(j, "program_version", asked->program_version);
    text(j, "taxonomy_version", asked->taxonomy_version);
    text(j, "rules_version", asked->rules_version);
    month(j, "period_from", asked->from_month);
    month(j, "period_to", asked->to_month);
    date(j, "first_posted", j->f->first);
    date(j, "last_posted", j->f->last);
    whole(j, "floor_postings", FIGURES_FLOOR_POSTINGS);
    whole(j, "floor_employers", FIGURES_FLOOR_EMPLOYERS);
}

static void told(struct json *j, const char *key, uint64_t n)
{
    if (n != FIGURES_NOT_TOLD)
        whole(j, key, n);
    else
        text(j, key, STR_NONE);
}

static void scope(struct json *j)
{
    whole(j, "n_sources", j->f->n_sources);
    whole(j, "n_undated", j->f->n_undated);
    whole(j, "n_no_role", j->f->n_no_role);
    whole(j, "n_no_employer", j->f->n_no_employer);
    whole(j, "n_unknown_concept_mentions", j->f->n_unknown_concepts);
    told(j, "n_skips", j->f->n_skips);
    told(j, "n_store_postings", j->f->store_postings);
    counts(j, "all", &j->f->all);
    counts(j, "roles_together", &j->f->selected);
    month(j, "series_from", j->f->n_months ? j->f->first_month : -1);
    json_key(&j->w, "series_cut");
    json_boolean(&j->w, j->f->months_cut);
}

void render_json_page(const struct figures *f, const struct page *p,
                      struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct json j = {.f = f, .tables = p->tables, .a = a};
    json_init(&j.w, out);
    j.w.indent = 1;
    json_begin_object(&j.w);
    stamp(&j, p->kind);
    text(&j, "title", p->title);
    begin_list(&j, "lines");
    for (size_t i = 0; i < p->n_lines; i++)
        json_str(&j.w, p->lines[i]);
    json_end_array(&j.w);
    for (size_t i = 0; i < p->tables.n; i++)
        keyed_list(&j, p->tables.v[i].key, p->tables.v[i].role);
    json_end_object(&j.w);
    buf_add_char(out, '\n');
}

void render_json(const struct figures *f, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct json j = {.f = f, .tables = tables_of(f, a), .a = a};
    json_init(&j.w, out);
    j.w.indent = 1;
    json_begin_object(&j.w);
    stamp(&j, "skill-demand");
    scope(&j);
    roles(&j);
    matrix(&j);
    themes(&j);
    table_lists(&j, TABLES_ALL_ROLES);
    json_end_object(&j.w);
    buf_add_char(out, '\n');
}
