/* SPDX-License-Identifier: MIT */
#include "base/csv.h"
#include "report/render.h"
#include "report/tables.h"
#include "report/words.h"
#include <math.h>
#include <string.h>

static const char *const columns[] = {
    "table",
    "role_id",
    "role",
    "month",
    "window_months",
    "id",
    "name",
    "kind",
    "depth",
    "under_id",
    "is_union",
    "rank",
    "state",
    "n_named",
    "n_required",
    "n_preferred",
    "n_employers_naming",
    "n_found",
    "n_distinct",
    "n_usable",
    "n_employers",
    "share",
    "share_low95",
    "share_high95",
    "wilson_low95",
    "wilson_high95",
    "design_effect",
    "employer_share",
    "period_from",
    "period_to",
    "program_version",
    "taxonomy_version",
    "rules_version",
};

#define N_COLUMNS     (sizeof columns / sizeof *columns)
#define STAMP_COLUMNS 5 /* the last ones, which every table has */

/* One row; what is absent stays empty. */
struct record {
    enum csv_table table;
    struct str role_id, role, id, name, under_id;
    const char *kind;
    int month;         /* -1: none */
    unsigned window;   /* months; 0: none */
    int depth;         /* -1: none */
    int is_union;      /* -1: none */
    unsigned rank;     /* 0: none */
    const char *state; /* "ok", "few", "no postings" */
    const struct cell *cell;
    const struct counts *counts;
};

static struct record record_of(enum csv_table table)
{
    return (struct record){
        .table = table, .month = -1, .depth = -1, .is_union = -1};
}

const char *csv_table_name(enum csv_table table)
{
    static const char *const names[CSV_TABLES] = {
        [CSV_SCOPE] = "scope",   [CSV_ROLES] = "roles",
        [CSV_SKILLS] = "skills", [CSV_MATRIX] = "matrix",
        [CSV_THEMES] = "themes", [CSV_MONTHS] = "months",
        [CSV_SERIES] = "series",
    };
    return names[table];
}

struct csv {
    const struct figures *f;
    struct buf *out;
    struct arena *a;
    bool first;
};

/* Spreadsheets of some locales take the full-width forms for operators too. */
static bool is_wide_operator(struct str s)
{
    static const struct str operators[] = {
        {"\xef\xbc\x9d", 3}, /* = */
        {"\xef\xbc\x8b", 3}, /* + */
        {"\xef\xbc\x8d", 3}, /* - */
        {"\xef\xbc\xa0", 3}, /* @ */
    };
    for (size_t i = 0; i < 4; i++)
        if (str_starts(s, operators[i]))
            return true;
    return false;
}

static void text(struct csv *c, struct str s)
{
    csv_sep(c->out, &c->first);
    if (s.p && is_wide_operator(s))
        s = arena_printf(c->a, "'%.*s", STR_FMT(s));
    if (s.p)
        csv_add_text(c->out, s, true);
}

static void word(struct csv *c, const char *s)
{
    text(c, str_from(s));
}

static void whole(struct csv *c, bool there, uint64_t n)
{
    csv_sep(c->out, &c->first);
    if (there)
        buf_printf(c->out, "%llu", (unsigned long long)n);
}

static void fraction(struct csv *c, double x)
{
    csv_sep(c->out, &c->first);
    csv_add_number(c->out, x, 6);
}

static void month(struct csv *c, int index)
{
    text(c, index < 0 ? STR_NONE : words_month(index, c->a));
}

static void write_cell(struct csv *c, const struct cell *cell)
{
    static const struct cell none = {.share = NAN,
                                     .low = NAN,
                                     .high = NAN,
                                     .wilson_low = NAN,
                                     .wilson_high = NAN,
                                     .design_effect = NAN,
                                     .employer_share = NAN};
    cell = cell ? cell : &none;
    fraction(c, cell->share);
    fraction(c, cell->low);
    fraction(c, cell->high);
    fraction(c, cell->wilson_low);
    fraction(c, cell->wilson_high);
    fraction(c, cell->design_effect);
    fraction(c, cell->employer_share);
}

static void write_stamp(struct csv *c)
{
    const struct figures_options *asked = &c->f->asked;
    month(c, asked->from_month);
    month(c, asked->to_month);
    text(c, asked->program_version);
    text(c, asked->taxonomy_version);
    text(c, asked->rules_version);
}

static void write(struct csv *c, const struct record *r)
{
    const struct cell *cell = r->cell;
    const struct counts *n = r->counts;
    c->first = true;
    word(c, csv_table_name(r->table));
    text(c, r->role_id);
    text(c, r->role);
    month(c, r->month);
    whole(c, r->window > 0, r->window);
    text(c, r->id);
    text(c, r->name);
    word(c, r->kind);
    whole(c, r->depth >= 0, (uint64_t)r->depth);
    text(c, r->under_id);
    whole(c, r->is_union >= 0, (uint64_t)r->is_union);
    whole(c, r->rank > 0, r->rank);
    word(c, r->state);
    whole(c, cell, cell ? cell->named : 0);
    whole(c, cell, cell ? cell->required : 0);
    whole(c, cell, cell ? cell->preferred : 0);
    whole(c, cell, cell ? cell->employers : 0);
    whole(c, n, n ? n->raw : 0);
    whole(c, n, n ? n->distinct : 0);
    whole(c, n, n ? n->usable : 0);
    whole(c, n, n ? n->employers : 0);
    write_cell(c, cell);
    write_stamp(c);
    csv_end_row(c->out, &c->first);
}

static const char *state_of(const struct counts *n)
{
    return n->raw == 0 ? "no postings" : n->few ? "few" : "ok";
}

/* The record of a role, or of all roles together (at == n_roles). */
static struct record role_record(const struct csv *c, enum csv_table table,
                                 size_t at)
{
    struct record r = record_of(table);
    bool together = at == c->f->n_roles;
    r.role_id = together ? STR("all") : c->f->roles[at].id;
    r.role = together ? STR("These roles together") : c->f->roles[at].name;
    r.counts = together ? &c->f->selected : &c->f->roles[at].counts;
    r.state = state_of(r.counts);
    return r;
}

static void write_scope(struct csv *c)
{
    struct record r = record_of(CSV_SCOPE);
    r.name = STR("All postings of the period");
    r.id = STR("all-postings");
    r.counts = &c->f->all;
    r.state = state_of(r.counts);
    write(c, &r);
    r.name = STR("Those of the roles shown");
    r.id = STR("roles-shown");
    r.counts = &c->f->selected;
    r.state = state_of(r.counts);
    write(c, &r);
}

static void write_roles(struct csv *c)
{
    for (size_t i = 0; i < c->f->n_roles; i++) {
        struct record r = role_record(c, CSV_ROLES, i);
        write(c, &r);
    }
}

static void write_skills(struct csv *c)
{
    for (size_t i = 0; i < c->f->n_roles; i++) {
        struct record r = role_record(c, CSV_SKILLS, i);
        for (size_t k = 0; k < c->f->roles[i].n_skills; k++) {
            const struct skill_figure *s = &c->f->roles[i].skills[k];
            r.id = s->id;
            r.name = s->name;
            r.kind = concept_kind_name(s->kind);
            r.rank = s->rank;
            r.cell = &s->cell;
            write(c, &r);
        }
    }
}

static void write_matrix(struct csv *c)
{
    for (size_t i = 0; i < c->f->n_matrix; i++)
        for (size_t k = 0; k <= c->f->n_roles; k++) {
            const struct matrix_row *m = &c->f->matrix[i];
            struct record r = role_record(c, CSV_MATRIX, k);
            r.id = m->id;
            r.name = m->name;
            r.kind = concept_kind_name(m->kind);
            r.cell = &m->cells[k];
            write(c, &r);
        }
}

static void write_themes(struct csv *c)
{
    struct str above[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    for (size_t i = 0; i < c->f->n_themes; i++) {
        const struct theme_figure *t = &c->f->themes[i];
        if (t->depth < 2)
            above[t->depth + 1] = t->id;
        for (size_t k = 0; k <= c->f->n_roles; k++) {
            struct record r = role_record(c, CSV_THEMES, k);
            r.id = t->id;
            r.name = t->name;
            r.kind = concept_kind_name(t->kind);
            r.depth = (int)t->depth;
            r.under_id = above[t->depth];
            r.is_union = t->is_union;
            r.cell = &t->cells[k];
            write(c, &r);
        }
    }
}

static void write_months(struct csv *c, bool series)
{
    for (size_t i = 0; i < c->f->n_roles; i++) {
        const struct role_figure *role = &c->f->roles[i];
        struct record r = role_record(c, series ? CSV_SERIES : CSV_MONTHS, i);
        size_t n = series ? role->n_series : 1;
        for (size_t k = 0; k < n; k++)
            for (size_t m = 0; m < c->f->n_months; m++) {
                r.month = role->months[m].month;
                r.window = role->window_months;
                r.counts = &role->months[m].counts;
                r.state = state_of(r.counts);
                if (series) {
                    r.id = role->series[k].id;
                    r.name = role->series[k].name;
                    r.cell = &role->series[k].cells[m];
                }
                write(c, &r);
            }
    }
}

void render_csv_header(struct buf *out)
{
    bool first = true;
    for (size_t i = 0; i < N_COLUMNS; i++) {
        csv_sep(out, &first);
        buf_add_cstr(out, columns[i]);
    }
    csv_end_row(out, &first);
}

void render_csv_table(const struct figures *f, enum csv_table table,
                      struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct csv c = {.f = f, .out = out, .a = a, .first = true};
    switch (table) {
    case CSV_SCOPE:
        write_scope(&c);
        break;
    case CSV_ROLES:
        write_roles(&c);
        break;
    case CSV_SKILLS:
        write_skills(&c);
        break;
    case CSV_MATRIX:
        write_matrix(&c);
        break;
    case CSV_THEMES:
        write_themes(&c);
        break;
    case CSV_MONTHS:
    case CSV_SERIES:
        write_months(&c, table == CSV_SERIES);
        break;
    case CSV_TABLES:
        break;
    }
}

static void range(struct csv *c, const char *key, const char *end)
{
    csv_sep(c->out, &c->first);
    buf_printf(c->out, "%s_%s", key, end);
}

static void further_header(struct csv *c, const struct table *t)
{
    bool of_all = t->role == TABLES_ALL_ROLES;
    c->first = true;
    if (!of_all) {
        word(c, "role_id");
        word(c, "role");
    }
    for (size_t i = 0; i < t->n_columns; i++) {
        word(c, t->columns[i].key);
        if (tables_has_range(&t->columns[i])) {
            range(c, t->columns[i].key, "low95");
            range(c, t->columns[i].key, "high95");
        }
    }
    for (size_t i = N_COLUMNS - STAMP_COLUMNS; i < N_COLUMNS; i++)
        word(c, columns[i]);
    csv_end_row(c->out, &c->first);
}

static void further_value(struct csv *c, const struct table_column *column,
                          const struct value *v)
{
    bool there = v->kind == column->kind;
    if (column->kind == VALUE_TEXT)
        text(c, there ? v->text : STR_NONE);
    else if (column->kind == VALUE_COUNT)
        whole(c, there, (uint64_t)v->number);
    else
        fraction(c, there ? v->number : NAN);
    if (tables_has_range(column)) {
        fraction(c, there ? v->low : NAN);
        fraction(c, there ? v->high : NAN);
    }
}

static void further_row(struct csv *c, const struct table *t, size_t row)
{
    c->first = true;
    if (t->role != TABLES_ALL_ROLES) {
        text(c, c->f->roles[t->role].id);
        text(c, c->f->roles[t->role].name);
    }
    for (size_t i = 0; i < t->n_columns; i++)
        further_value(c, &t->columns[i], &t->values[row * t->n_columns + i]);
    write_stamp(c);
    csv_end_row(c->out, &c->first);
}

void render_csv_page(const struct figures *f, const struct table *t,
                     struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct csv c = {.f = f, .out = out, .a = a, .first = true};
    further_header(&c, t);
    for (size_t row = 0; row < t->n_rows; row++)
        further_row(&c, t, row);
}

void render_csv_further(const struct figures *f, const char *key,
                        struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct csv c = {.f = f, .out = out, .a = a, .first = true};
    struct tables all = tables_of(f, a);
    bool begun = false;
    for (size_t i = 0; i < all.n; i++) {
        if (strcmp(all.v[i].key, key) != 0)
            continue;
        if (!begun)
            further_header(&c, &all.v[i]);
        begun = true;
        for (size_t row = 0; row < all.v[i].n_rows; row++)
            further_row(&c, &all.v[i], row);
    }
}

void render_csv(const struct figures *f, struct buf *out)
{
    render_csv_header(out);
    for (int table = 0; table < CSV_TABLES; table++)
        render_csv_table(f, (enum csv_table)table, out);
}
