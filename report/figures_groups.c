/* SPDX-License-Identifier: MIT */
#include "report/figures_work.h"

static void fill_group(const struct figures_work *w, size_t at,
                       struct group_figure *out)
{
    const struct any_of *group = &w->taxonomy->groups[at];
    struct str *members = arena_calloc(w->a, group->n_members, sizeof *members);
    for (size_t i = 0; i < group->n_members; i++) {
        const struct concept *c = &w->taxonomy->concepts[group->members[i]];
        members[i] = figures_name(c->name, c->id, w->a);
    }
    struct cell *cells = arena_calloc(w->a, w->n_roles + 1, sizeof *cells);
    for (size_t i = 0; i <= w->n_roles; i++)
        cells[i] = figures_cell(&w->tallies[i], &w->tallies[i].groups[at]);
    *out = (struct group_figure){
        .id = figures_clean(group->id, w->a),
        .name = figures_name(group->name, group->id, w->a),
        .members = members,
        .n_members = group->n_members,
        .cells = cells,
    };
}

void figures_groups(const struct figures_work *w, struct figures *out)
{
    size_t n = w->taxonomy->n_groups;
    struct group_figure *v = arena_calloc(w->a, n, sizeof *v);
    for (size_t i = 0; i < n; i++)
        if (w->tallies[w->n_roles].groups[i].named)
            fill_group(w, i, &v[out->n_groups++]);
    out->groups = v;
}
