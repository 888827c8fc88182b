/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/figures_work.h"
#include "report/stats_change.h"
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define NUMBERS_MAX (8u << 20) /* cells times skills; beyond, no figure */

/* Usable postings of both windows by one of their attributes. */
struct parts {
    uint32_t (*key)(const struct row *row);
    uint32_t *number;   /* of a key's cell, from 1; 0: no posting has it */
    size_t n;           /* cells */
    uint32_t *idx;      /* room for the rows of a window */
    uint32_t *all[2];   /* [cell] postings */
    uint32_t *named[2]; /* [cell * n_skills + skill] */
};

struct mixing {
    const struct rows *rows;
    const struct window *windows[2];
    uint16_t *place; /* of a concept among the skills, from 1 */
    size_t n_skills;
    double *out; /* a number per skill */
};

static uint32_t seniority_of(const struct row *row)
{
    return row->seniority;
}

static uint32_t source_of(const struct row *row)
{
    return row->source;
}

static uint32_t role_of(const struct row *row)
{
    return row->slot;
}

static uint32_t country_of(const struct row *row)
{
    return row->country;
}

static void number_cells(const struct mixing *m, struct parts *p)
{
    for (int later = 0; later < 2; later++)
        for (size_t i = 0; i < m->windows[later]->n; i++) {
            const struct row *row = &m->rows->v[m->windows[later]->idx[i]];
            uint32_t *number = &p->number[p->key(row)];
            if (row->usable && *number == 0)
                *number = (uint32_t)++p->n;
        }
}

/* The window's usable rows, those of a cell together, into p->idx; how many
 * each cell has into p->all[later]. */
static size_t group_by_cell(const struct mixing *m, struct parts *p, int later)
{
    const struct window *window = m->windows[later];
    uint32_t *next = xcalloc(p->n + 1, sizeof *next);
    size_t n = 0;
    for (size_t i = 0; i < window->n; i++) {
        const struct row *row = &m->rows->v[window->idx[i]];
        if (row->usable)
            next[p->number[p->key(row)]]++;
    }
    memcpy(p->all[later], next + 1, p->n * sizeof *next);
    for (size_t i = 0; i <= p->n; i++) {
        uint32_t here = next[i];
        next[i] = (uint32_t)n;
        n += here;
    }
    for (size_t i = 0; i < window->n; i++) {
        const struct row *row = &m->rows->v[window->idx[i]];
        if (row->usable)
            p->idx[next[p->number[p->key(row)]]++] = window->idx[i];
    }
    free(next);
    return n;
}

static void count_cells(const struct mixing *m, struct parts *p, int later)
{
    size_t n = group_by_cell(m, p, later);
    const uint16_t *place = m->place;
    for (size_t i = 0; i < n; i++) {
        const struct row *row = &m->rows->v[p->idx[i]];
        const uint32_t *skills = m->rows->skills + row->first_skill;
        size_t cell = p->number[p->key(row)] - 1;
        uint32_t *named = p->named[later] + cell * m->n_skills;
        for (size_t k = 0; k < row->n_skills; k++)
            if (place[ROWS_CONCEPT(skills[k])])
                named[place[ROWS_CONCEPT(skills[k])] - 1]++;
    }
}

static void decompose(const struct mixing *m, const struct parts *p)
{
    struct mix_cell *cells = xcalloc(p->n, sizeof *cells);
    for (size_t k = 0; k < m->n_skills; k++) {
        for (size_t i = 0; i < p->n; i++)
            cells[i] = (struct mix_cell){
                .n_from = p->all[0][i],
                .x_from = p->named[0][i * m->n_skills + k],
                .n_to = p->all[1][i],
                .x_to = p->named[1][i * m->n_skills + k],
            };
        m->out[k] = stats_mix(cells, p->n).mix;
    }
    free(cells);
}

/* What the attribute `key`, whose values are below n_keys, explains. */
static void explain(const struct mixing *m,
                    uint32_t (*key)(const struct row *row), size_t n_keys)
{
    struct parts p = {.key = key, .number = xcalloc(n_keys, sizeof *p.number)};
    number_cells(m, &p);
    if (p.n * m->n_skills > NUMBERS_MAX) {
        for (size_t k = 0; k < m->n_skills; k++)
            m->out[k] = NAN;
        free(p.number);
        return;
    }
    size_t most = m->windows[0]->n > m->windows[1]->n ? m->windows[0]->n
                                                      : m->windows[1]->n;
    p.idx = xcalloc(most, sizeof *p.idx);
    for (int later = 0; later < 2; later++) {
        p.all[later] = xcalloc(p.n, sizeof *p.all[later]);
        p.named[later] = xcalloc(p.n * m->n_skills, sizeof *p.named[later]);
        count_cells(m, &p, later);
    }
    decompose(m, &p);
    for (int later = 0; later < 2; later++) {
        free(p.all[later]);
        free(p.named[later]);
    }
    free(p.idx);
    free(p.number);
}

void figures_mix(const struct figures_work *w, const struct window *from,
                 const struct window *to, struct change *v, size_t n)
{
    if (n == 0)
        return;
    struct mixing m = {
        .rows = w->rows,
        .windows = {from, to},
        .place = xcalloc(w->taxonomy->n_concepts, sizeof *m.place),
        .n_skills = n,
        .out = xcalloc(n, sizeof *m.out),
    };
    for (size_t i = 0; i < n; i++)
        m.place[v[i].concept] = (uint16_t)(i + 1);
    const struct {
        uint32_t (*key)(const struct row *row);
        size_t n_keys;
        size_t out; /* offset in struct change */
    } attributes[] = {
        {role_of, w->n_roles, offsetof(struct change, mix_role)},
        {seniority_of, UINT8_MAX + 1u, offsetof(struct change, mix_seniority)},
        {source_of, w->rows->source_end, offsetof(struct change, mix_source)},
        {country_of, UINT16_MAX + 1u, offsetof(struct change, mix_country)},
    };
    for (size_t k = 0; k < sizeof attributes / sizeof *attributes; k++) {
        explain(&m, attributes[k].key, attributes[k].n_keys);
        for (size_t i = 0; i < n; i++)
            memcpy((char *)&v[i] + attributes[k].out, &m.out[i],
                   sizeof m.out[i]);
    }
    free(m.place);
    free(m.out);
}
