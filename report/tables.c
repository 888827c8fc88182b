/* SPDX-License-Identifier: MIT */
#include "report/tables.h"
#include "report/tables_make.h"
#include <assert.h>
#include <math.h>
#include <string.h>

#define PER_ROLE 11 /* tables of one role */
#define OF_ALL   3  /* of all roles together */

struct value value_text(struct str s)
{
    return s.p ? (struct value){.kind = VALUE_TEXT, .text = s, .low = NAN}
               : (struct value){.kind = VALUE_NONE, .low = NAN};
}

struct value value_link(struct str url)
{
    struct value v = value_text(url);
    v.kind = url.p ? VALUE_LINK : VALUE_NONE;
    return v;
}

struct value value_count(uint64_t n)
{
    return (struct value){.kind = VALUE_COUNT, .number = (double)n, .low = NAN};
}

struct value value_number(double x)
{
    return (struct value){
        .kind = isnan(x) ? VALUE_NONE : VALUE_NUMBER, .number = x, .low = NAN};
}

struct value value_share(double share, double low, double high)
{
    return (struct value){.kind = isnan(share) ? VALUE_FEW : VALUE_SHARE,
                          .number = share,
                          .low = low,
                          .high = high};
}

struct value value_points(double difference, double low, double high)
{
    return (struct value){.kind = isnan(difference) ? VALUE_NONE : VALUE_POINTS,
                          .number = difference,
                          .low = low,
                          .high = high};
}

void table_begin(struct table_maker *m, const char *key,
                 const struct table_column *columns, size_t n_columns,
                 size_t most_rows)
{
    m->table = (struct table){
        .key = key,
        .role = m->role,
        .columns = columns,
        .n_columns = n_columns,
        .note = STR(""),
    };
    m->values = arena_calloc(m->a, most_rows * n_columns, sizeof *m->values);
    m->n = 0;
}

void table_add(struct table_maker *m, struct value v)
{
    m->values[m->n++] = v;
}

void table_end(struct table_maker *m, size_t shown)
{
    m->table.values = m->values;
    m->table.n_rows = m->n / m->table.n_columns;
    m->table.n_shown = shown < m->table.n_rows ? shown : m->table.n_rows;
    assert(m->n_out < m->cap_out);
    m->out[m->n_out++] = m->table;
}

const char *const *tables_keys(void)
{
    static const char *const keys[] = {
        "changes",          "distinctive", "pairs",
        "beside",           "pay",         "profile",
        "employers",        "any_of",      "sensitivity",
        "counting",         "lives",       "headline",
        "changes_together", "evidence",    NULL};
    return keys;
}

bool tables_has_range(const struct table_column *c)
{
    return (c->kind == VALUE_SHARE || c->kind == VALUE_POINTS) && !c->is_plain;
}

bool tables_is_of_all(const char *key)
{
    static const char *const keys[] = {"any_of", "headline",
                                       "changes_together"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(key, keys[i]) == 0)
            return true;
    return false;
}

struct tables tables_of(const struct figures *f, struct arena *a)
{
    struct table_maker m = {
        .f = f,
        .a = a,
        .cap_out = f->n_roles * PER_ROLE + OF_ALL,
        .out = arena_calloc(a, f->n_roles * PER_ROLE + OF_ALL, sizeof *m.out),
    };
    for (m.role = 0; m.role < f->n_roles; m.role++) {
        table_changes(&m);
        table_distinctive(&m);
        table_sensitivity(&m);
        table_counting(&m);
        table_lives(&m);
        table_pairs(&m);
        table_beside(&m);
        table_pay(&m);
        table_profile(&m);
        table_employers(&m);
        table_evidence(&m);
    }
    m.role = TABLES_ALL_ROLES;
    table_headline(&m);
    table_changes_together(&m);
    table_any_of(&m);
    return (struct tables){m.out, m.n_out};
}
