/* SPDX-License-Identifier: MIT */
#include "report/tables.h"
#include "report/tables_make.h"
#include <assert.h>
#include <math.h>
#include <string.h>

/* Every table: its key, which names its maker too, and whether it is of all
 * roles together. Those of a role are shown in this order, and so are the
 * others. */
#define EACH_TABLE(X)                                                          \
    X(headline, true)                                                          \
    X(changes, false)                                                          \
    X(distinctive, false)                                                      \
    X(certifications, false)                                                   \
    X(pairs, false)                                                            \
    X(beside, false)                                                           \
    X(pay, false)                                                              \
    X(profile, false)                                                          \
    X(places, false)                                                           \
    X(employers, false)                                                        \
    X(sensitivity, false)                                                      \
    X(counting, false)                                                         \
    X(lives, false)                                                            \
    X(evidence, false)                                                         \
    X(changes_together, true)                                                  \
    X(any_of, true)                                                            \
    X(dates, true)                                                             \
    X(too_few, true)                                                           \
    X(role_counts, true)                                                       \
    X(sources, true)

#define ROW(name, all) {#name, all, table_##name},
static const struct {
    const char *key;
    bool is_of_all;
    void (*make)(struct table_maker *m);
} makers[] = {EACH_TABLE(ROW)};
#define N_MAKERS (sizeof makers / sizeof *makers)

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
    if (m->table.n_shown)
        m->table.n_more = m->table.n_rows - m->table.n_shown;
    assert(m->n_out < m->cap_out);
    m->out[m->n_out++] = m->table;
}

const char *const *tables_keys(void)
{
#define KEY(name, all) #name,
    static const char *const keys[] = {EACH_TABLE(KEY) NULL};
    return keys;
}

bool tables_has_range(const struct table_column *c)
{
    return (c->kind == VALUE_SHARE || c->kind == VALUE_POINTS) && !c->is_plain;
}

bool tables_is_of_all(const char *key)
{
    for (size_t i = 0; i < N_MAKERS; i++)
        if (strcmp(key, makers[i].key) == 0)
            return makers[i].is_of_all;
    return false;
}

static void make(struct table_maker *m, bool of_all)
{
    for (size_t i = 0; i < N_MAKERS; i++)
        if (makers[i].is_of_all == of_all)
            makers[i].make(m);
}

struct tables tables_of(const struct figures *f, struct arena *a)
{
    size_t most = (f->n_roles + 1) * N_MAKERS;
    struct table_maker m = {
        .f = f,
        .a = a,
        .cap_out = most,
        .out = arena_calloc(a, most, sizeof *m.out),
    };
    for (m.role = 0; m.role < f->n_roles; m.role++)
        make(&m, false);
    m.role = TABLES_ALL_ROLES;
    make(&m, true);
    return (struct tables){m.out, m.n_out};
}
