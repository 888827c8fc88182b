/* SPDX-License-Identifier: MIT */
#include "report/grid.h"
#include "report/tables_make.h"
#include "report/words.h"
#include <assert.h>
#include <math.h>
#include <string.h>

#define ROLE_COLUMNS    2
#define ROWS_MIN        16
#define FRACTION_DIGITS 6
#define LENGTH(a)       (sizeof(a) / sizeof *(a))

#define TEXT(key)                                                              \
    {                                                                          \
        key, NULL, VALUE_TEXT, 0, true                                         \
    }
#define COUNT(key)                                                             \
    {                                                                          \
        key, NULL, VALUE_COUNT, 0, true                                        \
    }
#define SHARE(key)                                                             \
    {                                                                          \
        key, NULL, VALUE_SHARE, FRACTION_DIGITS, true                          \
    }
#define STAMP                                                                  \
    TEXT("period_from"), TEXT("period_to"), TEXT("program_version"),           \
        TEXT("taxonomy_version"), TEXT("rules_version")

/* One row; what is absent stays empty. */
struct record {
    struct str role_id, role, id, name, under_id;
    const char *kind;
    int month;         /* -1: none */
    unsigned window;   /* months; 0: none */
    int depth;         /* -1: none */
    int is_union;      /* -1: none */
    unsigned rank;     /* 0: none */
    const char *state; /* words_state() */
    const struct cell *cell;
    const struct counts *counts;
};

struct maker {
    const struct figures *f;
    struct arena *a;
    struct grid grid; /* the one at hand */
    struct value *values;
    size_t n, cap;
};

static void begin(struct maker *m, const char *key,
                  const struct table_column *columns, size_t n_columns)
{
    m->grid =
        (struct grid){.key = key, .columns = columns, .n_columns = n_columns};
    m->n = m->cap = 0;
    m->values = NULL;
}

static struct grid end(struct maker *m)
{
    m->grid.values = m->values;
    m->grid.n_rows = m->n / m->grid.n_columns;
    assert(m->n == m->grid.n_rows * m->grid.n_columns);
    return m->grid;
}

static void add(struct maker *m, struct value v)
{
    if (m->n == m->cap) {
        size_t cap = m->cap ? 2 * m->cap : ROWS_MIN * m->grid.n_columns;
        struct value *more = arena_calloc(m->a, cap, sizeof *more);
        if (m->n)
            memcpy(more, m->values, m->n * sizeof *more);
        m->values = more;
        m->cap = cap;
    }
    m->values[m->n++] = v;
}

static void add_text(struct maker *m, struct str s)
{
    add(m, value_text(s));
}

static void add_word(struct maker *m, const char *s)
{
    add_text(m, s ? str_from(s) : STR_NONE);
}

static void add_count(struct maker *m, bool there, uint64_t n)
{
    add(m, there ? value_count(n) : value_number(NAN));
}

static void add_fraction(struct maker *m, double x)
{
    add(m, isnan(x) ? value_number(NAN) : value_share(x, NAN, NAN));
}

static void add_month(struct maker *m, int index)
{
    add_text(m, index < 0 ? STR_NONE : words_month(index, m->a));
}

static void add_stamp(struct maker *m)
{
    const struct figures_options *asked = &m->f->asked;
    add_month(m, asked->from_month);
    add_month(m, asked->to_month);
    add_text(m, asked->program_version);
    add_text(m, asked->taxonomy_version);
    add_text(m, asked->rules_version);
}

/* ---- Those with the same columns ---- */

static const struct table_column alike[] = {
    TEXT("table"),
    TEXT("role_id"),
    TEXT("role"),
    TEXT("month"),
    COUNT("window_months"),
    TEXT("id"),
    TEXT("name"),
    TEXT("kind"),
    COUNT("depth"),
    TEXT("under_id"),
    COUNT("is_union"),
    COUNT("rank"),
    TEXT("state"),
    COUNT("n_named"),
    COUNT("n_required"),
    COUNT("n_preferred"),
    COUNT("n_employers_naming"),
    COUNT("n_found"),
    COUNT("n_distinct"),
    COUNT("n_usable"),
    COUNT("n_employers"),
    SHARE("share"),
    SHARE("share_low95"),
    SHARE("share_high95"),
    SHARE("wilson_low95"),
    SHARE("wilson_high95"),
    {"design_effect", NULL, VALUE_NUMBER, FRACTION_DIGITS, true},
    SHARE("employer_share"),
    STAMP,
};

static const struct table_column stamp[] = {STAMP};

static void add_cell(struct maker *m, const struct cell *cell)
{
    add_fraction(m, cell ? cell->share : NAN);
    add_fraction(m, cell ? cell->low : NAN);
    add_fraction(m, cell ? cell->high : NAN);
    add_fraction(m, cell ? cell->wilson_low : NAN);
    add_fraction(m, cell ? cell->wilson_high : NAN);
    add(m, value_number(cell ? cell->design_effect : NAN));
    add_fraction(m, cell ? cell->employer_share : NAN);
}

static void add_record(struct maker *m, const struct record *r)
{
    const struct cell *cell = r->cell;
    const struct counts *n = r->counts;
    add_word(m, m->grid.key);
    add_text(m, r->role_id);
    add_text(m, r->role);
    add_month(m, r->month);
    add_count(m, r->window > 0, r->window);
    add_text(m, r->id);
    add_text(m, r->name);
    add_word(m, r->kind);
    add_count(m, r->depth >= 0, (uint64_t)r->depth);
    add_text(m, r->under_id);
    add_count(m, r->is_union >= 0, (uint64_t)r->is_union);
    add_count(m, r->rank > 0, r->rank);
    add_word(m, r->state);
    add_count(m, cell, cell ? cell->named : 0);
    add_count(m, cell, cell ? cell->required : 0);
    add_count(m, cell, cell ? cell->preferred : 0);
    add_count(m, cell, cell ? cell->employers : 0);
    add_count(m, n, n ? n->raw : 0);
    add_count(m, n, n ? n->distinct : 0);
    add_count(m, n, n ? n->usable : 0);
    add_count(m, n, n ? n->employers : 0);
    add_cell(m, cell);
    add_stamp(m);
}

static struct record empty_record(void)
{
    return (struct record){.month = -1, .depth = -1, .is_union = -1};
}

static void set_counts(struct record *r, const struct counts *n)
{
    r->counts = n;
    r->state = words_state(n);
}

/* The record of a role, or of all roles together (at == n_roles). */
static struct record role_record(const struct maker *m, size_t at)
{
    struct record r = empty_record();
    bool together = at == m->f->n_roles;
    r.role_id = together ? STR("all") : m->f->roles[at].id;
    r.role = together ? STR("These roles together") : m->f->roles[at].name;
    set_counts(&r, together ? &m->f->selected : &m->f->roles[at].counts);
    return r;
}

static void add_scope(struct maker *m)
{
    struct record r = empty_record();
    r.name = STR("All postings of the period");
    r.id = STR("all-postings");
    set_counts(&r, &m->f->all);
    add_record(m, &r);
    r.name = STR("Those of the roles shown");
    r.id = STR("roles-shown");
    set_counts(&r, &m->f->selected);
    add_record(m, &r);
}

static void add_roles(struct maker *m)
{
    for (size_t i = 0; i < m->f->n_roles; i++) {
        struct record r = role_record(m, i);
        add_record(m, &r);
    }
}

static void set_concept(struct record *r, struct str id, struct str name,
                        enum concept_kind kind)
{
    r->id = id;
    r->name = name;
    r->kind = concept_kind_name(kind);
}

static void add_skills(struct maker *m)
{
    for (size_t i = 0; i < m->f->n_roles; i++) {
        struct record r = role_record(m, i);
        for (size_t k = 0; k < m->f->roles[i].n_skills; k++) {
            const struct skill_figure *s = &m->f->roles[i].skills[k];
            set_concept(&r, s->id, s->name, s->kind);
            r.rank = s->rank;
            r.cell = &s->cell;
            add_record(m, &r);
        }
    }
}

static void add_matrix(struct maker *m)
{
    for (size_t i = 0; i < m->f->n_matrix; i++)
        for (size_t k = 0; k <= m->f->n_roles; k++) {
            const struct matrix_row *row = &m->f->matrix[i];
            struct record r = role_record(m, k);
            set_concept(&r, row->id, row->name, row->kind);
            r.cell = &row->cells[k];
            add_record(m, &r);
        }
}

static void add_themes(struct maker *m)
{
    struct str above[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    for (size_t i = 0; i < m->f->n_themes; i++) {
        const struct theme_figure *t = &m->f->themes[i];
        if (t->depth < 2)
            above[t->depth + 1] = t->id;
        for (size_t k = 0; k <= m->f->n_roles; k++) {
            struct record r = role_record(m, k);
            set_concept(&r, t->id, t->name, t->kind);
            r.depth = (int)t->depth;
            r.under_id = above[t->depth];
            r.is_union = t->is_union;
            r.cell = &t->cells[k];
            add_record(m, &r);
        }
    }
}

/* The months of a role; of a series, or (NULL) of its counts alone. */
static void add_role_months(struct maker *m, size_t at,
                            const struct series *series)
{
    const struct role_figure *role = &m->f->roles[at];
    struct record r = role_record(m, at);
    r.window = role->window_months;
    for (size_t i = 0; i < m->f->n_months; i++) {
        r.month = role->months[i].month;
        set_counts(&r, &role->months[i].counts);
        r.state = words_month_state(&role->months[i]);
        if (series) {
            r.id = series->id;
            r.name = series->name;
            r.cell = &series->cells[i];
        }
        add_record(m, &r);
    }
}

static void add_months(struct maker *m)
{
    for (size_t i = 0; i < m->f->n_roles; i++)
        add_role_months(m, i, NULL);
}

static void add_series(struct maker *m)
{
    for (size_t i = 0; i < m->f->n_roles; i++)
        for (size_t k = 0; k < m->f->roles[i].n_series; k++)
            add_role_months(m, i, &m->f->roles[i].series[k]);
}

static void make_alike(struct maker *m, struct grid out[GRID_ALIKE])
{
    static const struct {
        const char *key;
        void (*add)(struct maker *m);
    } v[GRID_ALIKE] = {
        {"scope", add_scope},   {"roles", add_roles},   {"skills", add_skills},
        {"matrix", add_matrix}, {"themes", add_themes}, {"months", add_months},
        {"series", add_series},
    };
    for (size_t i = 0; i < GRID_ALIKE; i++) {
        begin(m, v[i].key, alike, LENGTH(alike));
        v[i].add(m);
        out[i] = end(m);
    }
}

/* ---- Those of tables.h ---- */

static struct table_column number_column(const struct table_column *c,
                                         const char *key)
{
    return (struct table_column){
        .key = key, .kind = c->kind, .decimals = c->decimals, .is_plain = true};
}

static const char *end_key(struct maker *m, const char *key, const char *end_of)
{
    return arena_printf(m->a, "%s_%s%c", key, end_of, 0).p;
}

static void begin_table(struct maker *m, const struct table *t, bool with_role)
{
    static const struct table_column role[ROLE_COLUMNS] = {TEXT("role_id"),
                                                           TEXT("role")};
    struct table_column *v = arena_calloc(
        m->a, ROLE_COLUMNS + 3 * t->n_columns + GRID_STAMP, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; with_role && i < ROLE_COLUMNS; i++)
        v[n++] = role[i];
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct table_column *c = &t->columns[i];
        v[n++] = number_column(c, c->key);
        if (!tables_has_range(c))
            continue;
        v[n++] = number_column(c, end_key(m, c->key, "low95"));
        v[n++] = number_column(c, end_key(m, c->key, "high95"));
    }
    memcpy(v + n, stamp, sizeof stamp);
    begin(m, t->key, v, n + GRID_STAMP);
}

static struct value part_of(const struct value *v, double x)
{
    struct value part = *v;
    part.number = x;
    return isnan(x) ? value_number(NAN) : part;
}

static void add_rows(struct maker *m, const struct table *t, bool with_role)
{
    for (size_t at = 0; at < t->n_rows * t->n_columns; at++) {
        size_t column = at % t->n_columns;
        const struct table_column *c = &t->columns[column];
        const struct value *v = &t->values[at];
        struct value none = value_number(NAN);
        bool there = v->kind == c->kind;
        if (column == 0 && with_role) {
            add_text(m, m->f->roles[t->role].id);
            add_text(m, m->f->roles[t->role].name);
        }
        add(m, there ? *v : none);
        if (tables_has_range(c)) {
            add(m, there ? part_of(v, v->low) : none);
            add(m, there ? part_of(v, v->high) : none);
        }
        if (column + 1 == t->n_columns)
            add_stamp(m);
    }
}

/* The tables with this key in one. */
static struct grid keyed(struct maker *m, const struct tables *all,
                         const char *key)
{
    begin(m, key, stamp, GRID_STAMP);
    bool begun = false;
    for (size_t i = 0; i < all->n; i++) {
        const struct table *t = &all->v[i];
        if (strcmp(t->key, key) != 0)
            continue;
        bool with_role = t->role != TABLES_ALL_ROLES;
        if (!begun)
            begin_table(m, t, with_role);
        begun = true;
        add_rows(m, t, with_role);
    }
    return end(m);
}

struct grids grids_of(const struct figures *f, struct arena *a)
{
    struct maker m = {.f = f, .a = a};
    struct tables all = tables_of(f, a);
    const char *const *keys = tables_keys();
    size_t n = 0;
    while (keys[n])
        n++;
    struct grid *v = arena_calloc(a, GRID_ALIKE + n, sizeof *v);
    make_alike(&m, v);
    for (size_t i = 0; i < n; i++)
        v[GRID_ALIKE + i] = keyed(&m, &all, keys[i]);
    return (struct grids){v, GRID_ALIKE + n};
}

struct grid grid_of_table(const struct figures *f, const struct table *t,
                          struct arena *a)
{
    struct maker m = {.f = f, .a = a};
    bool with_role = t->role != TABLES_ALL_ROLES;
    begin_table(&m, t, with_role);
    add_rows(&m, t, with_role);
    return end(&m);
}
