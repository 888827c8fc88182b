/* SPDX-License-Identifier: MIT */
#include "report/figures_work.h"
#include "report/sums.h"
#include <math.h>
#include <stdlib.h>

/* How often the one is named in postings that name the other. */
struct counting {
    const struct rows *rows;
    const struct role_figure *role;
    size_t n;
    struct sums *of[FIGURES_BESIDE]; /* of the postings that name this one */
};

static void count(struct counting *c, const struct row *row)
{
    bool named[FIGURES_BESIDE] = {false};
    const uint32_t *skills = c->rows->skills + row->first_skill;
    for (size_t i = 0; i < row->n_skills; i++)
        for (size_t k = 0; k < c->n; k++)
    named[k] =
        named[k] || ROWS_CONCEPT(skills[i]) == c->role->skills[k].concept;
    for (size_t i = 0; i < c->n; i++) {
        if (!named[i])
            continue;
        sums_posting(c->of[i], row->employer);
        for (size_t k = 0; k < c->n; k++)
            if (named[k])
                sums_value(c->of[i], k);
    }
}

static struct beside_figure beside_of(const struct cluster_sums *s)
{
    struct part_share part = figures_share(s);
    return (struct beside_figure){.n = (uint32_t)s->n,
                                  .both = (uint32_t)s->x,
                                  .share = part.share,
                                  .low = part.low,
                                  .high = part.high};
}

void figures_beside(const struct figures_work *w, size_t slot,
                    struct role_figure *role)
{
    struct counting c = {.rows = w->rows, .role = role, .n = role->n_skills};
    c.n = c.n < FIGURES_BESIDE ? c.n : FIGURES_BESIDE;
    struct beside_figure *v = arena_calloc(w->a, c.n * c.n, sizeof *v);
    for (size_t i = 0; i < c.n; i++)
        c.of[i] = sums_new(c.n);
    size_t n;
    uint32_t *idx = rows_of_role(w->rows, slot, &n);
    for (size_t i = 0; i < n; i++)
        count(&c, &w->rows->v[idx[i]]);
    free(idx);
    for (size_t i = 0; i < c.n; i++) {
        sums_end(c.of[i]);
        for (size_t k = 0; k < c.n; k++) {
            struct cluster_sums s = sums_of(c.of[i], k);
            v[i * c.n + k] = beside_of(&s);
        }
        sums_free(c.of[i]);
    }
    role->beside = v;
    role->n_beside = c.n;
}
