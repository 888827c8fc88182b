/* SPDX-License-Identifier: MIT */
#include "report/figures_cube.h"
#include "base/alloc.h"
#include "report/figures_work.h"
#include "report/stats_change.h"
#include "report/sums.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NO_PLACE UINT16_MAX
/* A row may stand for its cluster in the period, in its month, and in each of
 * the windows that hold its month. */
#define BIT_PERIOD 1u
#define BIT_MONTH  2u
#define BIT_WINDOW 4u /* the one that ends with the month; then the next */

/* A cube in the making, by one rule at a time. */
struct making {
    const struct figures_work *w;
    const struct figures *f;
    struct cube *cube;
    uint16_t *place; /* of each concept among the cube's skills */
    uint8_t *bits;   /* of each row */
    bool has_windows;
    struct tally_of *tallies; /* [scope * n_roles + role] */
};

struct tally_of {
    uint64_t raw, distinct;
    struct sums *sums; /* value: skill * CUBE_LABELS + label */
};

/* ---- Which skills, which scopes ---- */

static int by_id(const void *pa, const void *pb)
{
    const struct cube_skill *a = pa, *b = pb;
    return str_cmp(a->id, b->id);
}

/* The first skill of every role, then the second, as long as there is room. */
static void choose_skills(struct making *m)
{
    const struct figures *f = m->f;
    size_t n_concepts = m->w->taxonomy->n_concepts, n = 0;
    struct cube_skill *v = arena_calloc(m->w->a, CUBE_MAX_SKILLS, sizeof *v);
    for (size_t i = 0; i < n_concepts; i++)
        m->place[i] = NO_PLACE;
    for (size_t rank = 0; rank < m->w->top; rank++)
        for (size_t i = 0; i < f->n_roles && n < CUBE_MAX_SKILLS; i++) {
            if (rank >= f->roles[i].n_skills)
                continue;
            const struct skill_figure *s = &f->roles[i].skills[rank];
            if (m->place[s->concept] != NO_PLACE)
                continue;
            m->place[s->concept] = 0;
            v[n++] = (struct cube_skill){s->concept, s->id, s->name};
        }
    if (n)
        qsort(v, n, sizeof *v, by_id);
    for (size_t i = 0; i < n; i++)
        m->place[v[i].concept] = (uint16_t)i;
    m->cube->skills = v;
    m->cube->n_skills = n;
}

static void choose_scopes(struct making *m)
{
    size_t months = m->f->n_months;
    for (size_t i = 0; i < m->f->n_roles; i++)
        m->has_windows = m->has_windows || m->f->roles[i].window_months > 1;
    size_t n = 1 + months * (m->has_windows ? 2 : 1);
    struct cube_scope *v = arena_calloc(m->w->a, n, sizeof *v);
    v[0] = (struct cube_scope){-1, 0};
    for (size_t i = 1; i < n; i++) {
        bool is_window = i > months;
        v[i].month = m->f->first_month + (int)((i - 1) % (months + !months));
        v[i].window_months = is_window ? FIGURES_WINDOW_MONTHS : 1;
    }
    m->cube->scopes = v;
    m->cube->n_scopes = n;
}

/* ---- Which rows stand for their clusters ---- */

struct copy {
    uint64_t cluster;
    uint32_t row;
};

static int by_cluster(const void *pa, const void *pb)
{
    const struct copy *a = pa, *b = pb;
    return (a->cluster > b->cluster) - (a->cluster < b->cluster);
}

/* The months of the axis that have their row of the cluster at hand. */
struct taken {
    bool period, month[FIGURES_MAX_MONTHS], window[FIGURES_MAX_MONTHS];
};

/* The row's place on the axis, or SIZE_MAX. */
static size_t axis_of(const struct making *m, const struct row *row)
{
    int64_t at = (int64_t)row->month - m->f->first_month;
    bool on = row->month >= 0 && at >= 0 && at < (int64_t)m->f->n_months;
    return on ? (size_t)at : SIZE_MAX;
}

static bool take(bool *taken)
{
    bool first = !*taken;
    *taken = true;
    return first;
}

/* The scopes in which the row comes first of its cluster. */
static uint8_t bits_of(const struct making *m, const struct row *row,
                       struct taken *taken)
{
    size_t at = axis_of(m, row);
    unsigned bits = 0;
    if (row->inside && take(&taken->period))
        bits |= BIT_PERIOD;
    if (at == SIZE_MAX)
        return (uint8_t)bits;
    if (take(&taken->month[at]))
        bits |= BIT_MONTH;
    for (unsigned i = 0; m->has_windows && i < FIGURES_WINDOW_MONTHS; i++)
        if (at + i < m->f->n_months && take(&taken->window[at + i]))
            bits |= BIT_WINDOW << i;
    return (uint8_t)bits;
}

static void mark_cluster(struct making *m, const struct copy *v, size_t n)
{
    struct rows *r = m->w->rows;
    struct taken taken = {0};
    for (size_t i = 0; i < n; i++)
        m->w->idx[i] = v[i].row;
    if (n > 1)
        qsort_r(m->w->idx, n, sizeof *m->w->idx, rows_by_copy, r);
    for (size_t i = 0; i < n; i++)
        m->bits[m->w->idx[i]] = bits_of(m, &r->v[m->w->idx[i]], &taken);
}

/* Copies count once within their role. */
static void mark_role(struct making *m, size_t slot, struct copy *room)
{
    const struct rows *r = m->w->rows;
    size_t n = 0;
    for (uint32_t i = r->slot_at[slot]; i < r->slot_at[slot + 1]; i++) {
        struct copy copy = {r->v[i].cluster, i};
        if (r->v[i].alone)
            mark_cluster(m, &copy, 1);
        else
            room[n++] = copy;
    }
    if (n)
        qsort(room, n, sizeof *room, by_cluster);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n; to++)
            if (room[to].cluster != room[from].cluster)
                break;
        mark_cluster(m, room + from, to - from);
    }
}

/* ---- Counting ---- */

static void add_names(const struct making *m, const struct row *row,
                      struct sums *sums)
{
    const uint32_t *skills = m->w->rows->skills + row->first_skill;
    for (size_t i = 0; i < row->n_skills; i++) {
        size_t place = m->place[ROWS_CONCEPT(skills[i])];
        if (place == NO_PLACE)
            continue;
        enum label label = ROWS_LABEL(skills[i]);
        sums_value(sums, place * CUBE_LABELS + CUBE_ANY);
        if (label == LABEL_REQUIRED)
            sums_value(sums, place * CUBE_LABELS + CUBE_REQUIRED);
        if (label == LABEL_PREFERRED)
            sums_value(sums, place * CUBE_LABELS + CUBE_PREFERRED);
    }
}

static void add_row(const struct making *m, const struct row *row, size_t scope,
                    bool stands)
{
    struct tally_of *t = &m->tallies[scope * m->cube->n_roles + row->slot];
    t->raw++;
    t->distinct += stands;
    if (!stands || !row->usable)
        return;
    sums_posting(t->sums, row->employer);
    add_names(m, row, t->sums);
}

static void add_everywhere(const struct making *m, size_t i)
{
    const struct row *row = &m->w->rows->v[i];
    unsigned bits = m->bits[i];
    size_t at = axis_of(m, row), months = m->f->n_months;
    if (row->inside)
        add_row(m, row, 0, bits & BIT_PERIOD);
    if (at == SIZE_MAX)
        return;
    add_row(m, row, 1 + at, bits & BIT_MONTH);
    for (unsigned k = 0; m->has_windows && k < FIGURES_WINDOW_MONTHS; k++)
        if (at + k < months)
            add_row(m, row, 1 + months + at + k, bits & BIT_WINDOW << k);
}

static struct cube_share share_of(const struct sums *s, size_t value, bool few)
{
    struct cluster_sums sums = sums_of(s, value);
    struct cube_share out = {.named = (uint32_t)sums.x,
                             .employers = sums_employers_of(s, value),
                             .share = NAN,
                             .low = NAN,
                             .high = NAN};
    if (few)
        return out;
    struct sample sample = stats_sample(&sums);
    out.share = sample.share;
    out.low = sample.low;
    out.high = sample.high;
    out.effective = sample.n;
    return out;
}

static void finish_role(const struct making *m, struct tally_of *t,
                        struct cube_role *out)
{
    size_t n = m->cube->n_skills * CUBE_LABELS;
    sums_end(t->sums);
    uint64_t usable = sums_n(t->sums), employers = sums_employers(t->sums);
    out->counts = (struct counts){.raw = t->raw,
                                  .distinct = t->distinct,
                                  .usable = usable,
                                  .employers = employers,
                                  .few = figures_few(usable, employers)};
    struct cube_share *shares = arena_calloc(m->w->a, n, sizeof *shares);
    for (size_t i = 0; i < n; i++)
        shares[i] = share_of(t->sums, i, out->counts.few);
    out->shares = shares;
}

static void count_by(struct making *m, enum rows_dedup rule,
                     struct cube_role *out)
{
    const struct rows *r = m->w->rows;
    const struct cube *c = m->cube;
    size_t n = c->n_scopes * c->n_roles;
    for (size_t i = 0; i < n; i++)
        m->tallies[i] =
            (struct tally_of){.sums = sums_new(c->n_skills * CUBE_LABELS)};
    for (size_t i = 0; i < r->slot_at[r->n_slots]; i++)
        add_everywhere(m, i);
    for (size_t i = 0; i < n; i++) {
        size_t scope = i / c->n_roles, role = i % c->n_roles;
        finish_role(m, &m->tallies[i],
                    &out[(scope * ROWS_DEDUPS + rule) * c->n_roles + role]);
        sums_free(m->tallies[i].sums);
    }
}

const struct cube *figures_cube(const struct figures_work *w,
                                const struct figures *f)
{
    struct cube *cube = arena_calloc(w->a, 1, sizeof *cube);
    struct making m = {.w = w, .f = f, .cube = cube};
    cube->n_roles = f->n_roles;
    m.place =
        arena_calloc(w->scratch, w->taxonomy->n_concepts, sizeof *m.place);
    choose_skills(&m);
    choose_scopes(&m);
    size_t n = cube->n_scopes * cube->n_roles;
    struct cube_role *roles =
        arena_calloc(w->a, n * ROWS_DEDUPS, sizeof *roles);
    m.tallies = arena_calloc(w->scratch, n, sizeof *m.tallies);
    m.bits = xcalloc(w->rows->n, sizeof *m.bits);
    struct copy *room = xcalloc(w->rows->n, sizeof *room);
    for (int rule = 0; rule < ROWS_DEDUPS; rule++) {
        rows_cluster(w->rows, (enum rows_dedup)rule);
        for (size_t slot = 0; slot < f->n_roles; slot++)
            mark_role(&m, slot, room);
        count_by(&m, (enum rows_dedup)rule, roles);
    }
    rows_cluster(w->rows, w->rows->dedup);
    free(room);
    free(m.bits);
    cube->roles = roles;
    return cube;
}

const struct cube_role *cube_role_of(const struct cube *c, size_t scope,
                                     enum rows_dedup rule, size_t role)
{
    return &c->roles[(scope * ROWS_DEDUPS + rule) * c->n_roles + role];
}

static struct sample sample_of(const struct cube_share *s)
{
    return (struct sample){s->share, s->effective, s->low, s->high};
}

void cube_differences(const struct cube *c, const struct cube_role *from,
                      const struct cube_role *to, enum cube_label label,
                      struct cube_difference *out)
{
    double *p = xcalloc(c->n_skills, sizeof *p);
    bool few = from->counts.few || to->counts.few;
    size_t n = 0;
    for (size_t i = 0; i < c->n_skills; i++) {
        size_t at = i * CUBE_LABELS + label;
        struct sample a = sample_of(&from->shares[at]);
        struct sample b = sample_of(&to->shares[at]);
        out[i] = (struct cube_difference){NAN, NAN, NAN, false};
        if (few)
            continue;
        struct interval range = stats_difference(&a, &b);
        out[i].difference = b.share - a.share;
        out[i].low = range.low;
        out[i].high = range.high;
        out[i].is_told = from->shares[at].named + to->shares[at].named >=
                         FIGURES_CHANGE_POSTINGS;
        if (out[i].is_told)
            p[n++] = stats_two_shares(&a, &b);
    }
    stats_false_discovery(p, n, p);
    for (size_t i = 0, k = 0; i < c->n_skills; i++)
        if (out[i].is_told)
            out[i].is_told = p[k++] <= FIGURES_DISCOVERY;
    free(p);
}
