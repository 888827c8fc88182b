/* SPDX-License-Identifier: MIT */
#include "report/figures_lives.h"

/* The role's place in f; f->n_roles: none of them. */
static size_t role_of(const struct figures *f, struct str id)
{
    size_t i = 0;
    while (i < f->n_roles && !str_eq(f->roles[i].id, id))
        i++;
    return i;
}

/* The months that crawls tell of: from the earliest end on. A board shows what
 * is open when it is read, so that of the time before nothing is known but what
 * was still open then. */
static bool span_of(const struct life_row *v, size_t n, const struct figures *f,
                    int *first, int *last)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (role_of(f, v[i].role) == f->n_roles)
            continue;
        *first = !any || v[i].ended < *first ? v[i].ended : *first;
        *last = !any || v[i].ended > *last ? v[i].ended : *last;
        any = true;
    }
    if (f->asked.from_month >= 0 && *first < f->asked.from_month)
        *first = f->asked.from_month;
    if (f->asked.to_month >= 0 && *last > f->asked.to_month)
        *last = f->asked.to_month;
    if (any && *last - *first >= FIGURES_MAX_MONTHS)
        *first = *last - FIGURES_MAX_MONTHS + 1;
    return any && *first <= *last;
}

static void add_row(const struct life_row *row, int first, int last,
                    struct life_month *v)
{
    int to = row->ended < last ? row->ended : last;
    if (row->posted >= first && row->posted <= last)
        v[row->posted - first].n_new += row->n;
    if (row->ended >= first && row->ended <= last)
        v[row->ended - first].n_ended += row->n;
    for (int m = row->opened > first ? row->opened : first; m <= to; m++)
        v[m - first].n_open += row->n;
}

void figures_lives(const struct life_row *v, size_t n, struct arena *a,
                   struct figures *f)
{
    int first = 0, last = 0;
    if (!span_of(v, n, f, &first, &last))
        return;
    size_t n_months = (size_t)(last - first + 1);
    struct life_month **lives = arena_calloc(a, f->n_roles, sizeof *lives);
    for (size_t i = 0; i < f->n_roles; i++) {
        lives[i] = arena_calloc(a, n_months, sizeof **lives);
        for (size_t m = 0; m < n_months; m++)
            lives[i][m].month = first + (int)m;
        f->roles[i].lives = lives[i];
        f->roles[i].n_lives = n_months;
    }
    for (size_t i = 0; i < n; i++) {
        size_t role = role_of(f, v[i].role);
        if (role < f->n_roles)
            add_row(&v[i], first, last, lives[role]);
    }
}
