/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/figures_work.h"
#include <math.h>
#include <stdlib.h>

#define NO_PLACE UINT16_MAX

/* One role counted by one rule. */
struct counting {
    const struct figures_work *w;
    const uint16_t *place; /* of each concept among the role's skills */
    uint32_t usable;
    uint32_t *named, *outside; /* of each skill; outside boilerplate */
};

static void count_rows(struct counting *c, size_t n)
{
    const struct rows *r = c->w->rows;
    for (size_t i = 0; i < n; i++) {
        const struct row *row = &r->v[c->w->idx[i]];
        if (!row->usable)
            continue;
        c->usable++;
        for (size_t k = 0; k < row->n_skills; k++) {
            uint32_t skill = r->skills[row->first_skill + k];
            uint16_t place = c->place[ROWS_CONCEPT(skill)];
            if (place == NO_PLACE)
                continue;
            c->named[place]++;
            c->outside[place] += !ROWS_REPEATED(skill);
        }
    }
}

/* The role's rows inside the period, of copies by this rule the one that
 * stands for them. */
static size_t select_rows(const struct figures_work *w, uint16_t slot)
{
    const struct rows *r = w->rows;
    size_t n = 0;
    for (uint32_t i = r->slot_at[slot]; i < r->slot_at[slot + 1]; i++)
        if (r->v[r->by_employer[i]].inside)
            w->idx[n++] = r->by_employer[i];
    return rows_distinct(r, w->idx, n);
}

static double part(uint32_t named, uint32_t usable)
{
    return usable ? named / (double)usable : NAN;
}

static void count_role(struct figures_work *w, const uint16_t *place,
                       size_t slot, enum rows_dedup rule,
                       struct role_figure *role)
{
    size_t n = role->n_skills;
    struct counting c = {.w = w,
                         .place = place,
                         .named = arena_calloc(w->scratch, n, sizeof *c.named),
                         .outside =
                             arena_calloc(w->scratch, n, sizeof *c.outside)};
    count_rows(&c, select_rows(w, (uint16_t)slot));
    for (size_t i = 0; i < n; i++) {
        struct rule_figure *out = &role->by_rule[i];
        out->share[rule] = part(c.named[i], c.usable);
        if (rule == w->rows->dedup)
            out->outside = part(c.outside[i], c.usable);
    }
    role->usable_by_rule[rule] = c.usable;
}

static void prepare(const struct figures_work *w, struct role_figure *role,
                    uint16_t *place)
{
    role->by_rule = arena_calloc(w->a, role->n_skills, sizeof *role->by_rule);
    for (size_t i = 0; i < w->taxonomy->n_concepts; i++)
        place[i] = NO_PLACE;
    for (size_t i = 0; i < role->n_skills; i++)
        place[role->skills[i].concept] = (uint16_t)i;
}

void figures_rules(struct figures_work *w, struct role_figure *roles)
{
    uint16_t **places = arena_calloc(w->scratch, w->n_roles, sizeof *places);
    for (size_t i = 0; i < w->n_roles; i++) {
        places[i] =
            arena_calloc(w->scratch, w->taxonomy->n_concepts, sizeof **places);
        prepare(w, &roles[i], places[i]);
    }
    for (int rule = 0; rule < ROWS_DEDUPS; rule++) {
        rows_cluster(w->rows, (enum rows_dedup)rule);
        for (size_t i = 0; i < w->n_roles; i++)
            count_role(w, places[i], i, (enum rows_dedup)rule, &roles[i]);
    }
    rows_cluster(w->rows, w->rows->dedup);
}
