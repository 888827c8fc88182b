/* SPDX-License-Identifier: MIT */
#include "base/csv.h"
#include "report/render.h"
#include <math.h>

#define DECIMALS 6

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

static void text(struct buf *out, struct arena *a, struct str s)
{
    if (is_wide_operator(s))
        s = arena_printf(a, "'%.*s", STR_FMT(s));
    csv_add_text(out, s, true);
}

static void field(struct buf *out, struct arena *a, const struct value *v)
{
    if (v->kind == VALUE_TEXT || v->kind == VALUE_LINK)
        text(out, a, v->text);
    else if (v->kind == VALUE_COUNT)
        buf_printf(out, "%llu", (unsigned long long)v->number);
    else if (v->kind != VALUE_NONE)
        csv_add_number(out, v->number, DECIMALS);
}

static void header(const struct grid *g, struct arena *a, struct buf *out)
{
    bool first = true;
    for (size_t i = 0; i < g->n_columns; i++) {
        csv_sep(out, &first);
        text(out, a, str_from(g->columns[i].key));
    }
    csv_end_row(out, &first);
}

static void rows(const struct grid *g, struct arena *a, struct buf *out)
{
    bool first = true;
    for (size_t at = 0; at < g->n_rows * g->n_columns; at++) {
        csv_sep(out, &first);
        field(out, a, &g->values[at]);
        if ((at + 1) % g->n_columns == 0)
            csv_end_row(out, &first);
    }
}

void render_csv_grid(const struct grid *g, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    header(g, a, out);
    rows(g, a, out);
}

void render_csv(const struct figures *f, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct grids all = grids_of(f, a);
    header(&all.v[0], a, out);
    for (size_t i = 0; i < GRID_ALIKE; i++)
        rows(&all.v[i], a, out);
}
