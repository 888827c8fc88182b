/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/figures_work.h"
#include "report/stats_change.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PAIR_SKILLS 60 /* of a role, the most named ones */

/* The prior of the log-odds: as strong as so many mentions. */
#define PRIOR_MENTIONS 500.0

/* ---- What sets a role apart ---- */

struct mentions {
    double all;         /* of skills, in all roles together */
    double in_role;     /* in the role */
    double *by_concept; /* sum over the roles */
    double usable;      /* postings, sum over the roles */
};

static double mentions_of(const struct figures_work *w, const struct tally *t)
{
    double n = 0;
    for (size_t i = 0; i < t->n_concepts; i++)
        if (figures_is_skill(&w->taxonomy->concepts[i]))
            n += t->by_name[i].named;
    return n;
}

static int by_odds(const void *pa, const void *pb)
{
    const struct distinctive *a = pa, *b = pb;
    if (a->odds.z != b->odds.z)
        return a->odds.z > b->odds.z ? -1 : 1;
    return str_cmp(a->id, b->id);
}

/* Those among v[0..n) whose z is no chance, after control of false discovery
 * over all n. Returns how many are left. */
static size_t keep_discovered(struct distinctive *v, size_t n)
{
    double *p = xcalloc(n, sizeof *p);
    for (size_t i = 0; i < n; i++)
        p[i] = erfc(fabs(v[i].odds.z) / sqrt(2));
    stats_false_discovery(p, n, p);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (p[i] <= FIGURES_DISCOVERY && v[i].odds.z > 0)
            v[kept++] = v[i];
    free(p);
    return kept;
}

/* Of the postings of every role but one: an employer of several roles counts
 * once in each. */
static struct cluster_sums sums_of_others(const struct figures_work *w,
                                          size_t slot, uint32_t concept)
{
    struct cluster_sums all = {0};
    for (size_t i = 0; i < w->n_roles; i++) {
        const struct tally *t = &w->tallies[i];
        struct cluster_sums s = figures_sums(t, &t->by_name[concept]);
        if (i == slot)
            continue;
        all.n += s.n;
        all.x += s.x;
        all.clusters += s.clusters;
        all.xx += s.xx;
        all.xn += s.xn;
        all.nn += s.nn;
    }
    return all;
}

static void fill_distinctive(const struct figures_work *w,
                             const struct mentions *m, size_t slot,
                             struct role_figure *role)
{
    const struct tally *t = &w->tallies[slot];
    struct distinctive *v = arena_calloc(w->scratch, t->n_concepts, sizeof *v);
    size_t n = 0;
    double others = m->usable - (double)t->usable;
    for (uint32_t i = 0; i < t->n_concepts; i++) {
        const struct concept *c = &w->taxonomy->concepts[i];
        double in = t->by_name[i].named, all = m->by_concept[i];
        if (all < FIGURES_CHANGE_POSTINGS || !figures_is_skill(c))
            continue;
        struct cluster_sums here = figures_sums(t, &t->by_name[i]);
        struct cluster_sums beside = sums_of_others(w, slot, i);
        struct word_counts counts = {in,
                                     m->in_role,
                                     all - in,
                                     m->all - m->in_role,
                                     stats_design_effect(&here),
                                     stats_design_effect(&beside)};
        double prior = PRIOR_MENTIONS * all / m->all;
        v[n++] = (struct distinctive){
            .concept = i,
            .id = figures_clean(c->id, w->a),
            .name = figures_name(c->name, c->id, w->a),
            .kind = c->kind,
            .odds = stats_log_odds(&counts, prior, PRIOR_MENTIONS),
            .share = in / (double)t->usable,
            .others = others > 0 ? (all - in) / others : NAN,
        };
    }
    n = keep_discovered(v, n);
    if (n)
        qsort(v, n, sizeof *v, by_odds);
    role->n_distinctive = n < FIGURES_DISTINCTIVE ? n : FIGURES_DISTINCTIVE;
    struct distinctive *kept =
        arena_calloc(w->a, role->n_distinctive, sizeof *kept);
    if (role->n_distinctive)
        memcpy(kept, v, role->n_distinctive * sizeof *kept);
    role->distinctive = kept;
}

static void find_distinctive(const struct figures_work *w,
                             struct role_figure *roles)
{
    struct mentions m = {.by_concept =
                             arena_calloc(w->scratch, w->taxonomy->n_concepts,
                                          sizeof *m.by_concept)};
    size_t n_sides = 0;
    for (size_t i = 0; i < w->n_roles; i++) {
        const struct tally *t = &w->tallies[i];
        m.all += mentions_of(w, t);
        m.usable += (double)t->usable;
        n_sides += !roles[i].counts.few;
        for (size_t k = 0; k < t->n_concepts; k++)
            m.by_concept[k] += t->by_name[k].named;
    }
    /* Beside a role that says little of itself no other looks distinct. */
    for (size_t i = 0; n_sides > 1 && i < w->n_roles; i++) {
        m.in_role = mentions_of(w, &w->tallies[i]);
        if (!roles[i].counts.few)
            fill_distinctive(w, &m, i, &roles[i]);
    }
}

/* ---- What stands together ---- */

struct pairing {
    const struct figures_work *w;
    const struct tally *t;
    uint16_t *place; /* of a concept among v, from 1 */
    uint32_t v[PAIR_SKILLS];
    size_t n;
    uint32_t both[PAIR_SKILLS][PAIR_SKILLS]; /* [a][b], a < b */
    uint32_t employers[PAIR_SKILLS][PAIR_SKILLS];
    uint32_t last[PAIR_SKILLS][PAIR_SKILLS]; /* employer seen last, from 1 */
};

static bool is_above(const struct taxonomy *t, uint32_t above, uint32_t at)
{
    while (at != TAXONOMY_NO_PARENT && at != above)
        at = t->concepts[at].parent;
    return at == above;
}

static void count_pairs(struct pairing *p, const struct row *row)
{
    uint16_t found[PAIR_SKILLS];
    size_t n = 0;
    const uint32_t *skills = p->w->rows->skills + row->first_skill;
    for (size_t i = 0; i < row->n_skills; i++)
        if (p->place[ROWS_CONCEPT(skills[i])])
            found[n++] = (uint16_t)(p->place[ROWS_CONCEPT(skills[i])] - 1);
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            size_t a = found[i] < found[k] ? found[i] : found[k];
            size_t b = found[i] < found[k] ? found[k] : found[i];
            p->both[a][b]++;
            if (p->last[a][b] != row->employer + 1)
                p->employers[a][b]++;
            p->last[a][b] = row->employer + 1;
        }
}

static int by_npmi(const void *pa, const void *pb)
{
    const struct pair *a = pa, *b = pb;
    if (a->together.npmi != b->together.npmi)
        return a->together.npmi > b->together.npmi ? -1 : 1;
    int order = str_cmp(a->a_id, b->a_id);
    return order ? order : str_cmp(a->b_id, b->b_id);
}

static struct pair pair_of(const struct pairing *p, size_t a, size_t b)
{
    const struct concept *x = &p->w->taxonomy->concepts[p->v[a]];
    const struct concept *y = &p->w->taxonomy->concepts[p->v[b]];
    struct arena *arena = p->w->a;
    return (struct pair){
        .a = p->v[a],
        .b = p->v[b],
        .a_id = figures_clean(x->id, arena),
        .a_name = figures_name(x->name, x->id, arena),
        .b_id = figures_clean(y->id, arena),
        .b_name = figures_name(y->name, y->id, arena),
        .both = p->both[a][b],
        .employers = p->employers[a][b],
        .together =
            stats_together(p->both[a][b], p->t->by_name[p->v[a]].named,
                           p->t->by_name[p->v[b]].named, (double)p->t->usable),
    };
}

static double effect_of(const struct pairing *p, uint32_t concept)
{
    struct cluster_sums s = figures_sums(p->t, &p->t->by_name[concept]);
    return stats_design_effect(&s);
}

/* Do those that name the one name the other more often than the rest of the
 * postings do, by more than chance? Both groups are worth as much less as the
 * share of the skill with the larger design effect. */
static double chance(const struct pairing *p, const struct pair *x)
{
    return stats_together_chance(
        x->both, p->t->by_name[x->a].named, p->t->by_name[x->b].named,
        (double)p->t->usable, fmax(effect_of(p, x->a), effect_of(p, x->b)));
}

/* Those of v[0..n) that go together by more than chance, after control of
 * false discovery over all n. Returns how many are left. */
static size_t keep_close(const struct pairing *p, struct pair *v, size_t n)
{
    double *chances = xcalloc(n, sizeof *chances);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        chances[i] = chance(p, &v[i]);
    stats_false_discovery(chances, n, chances);
    for (size_t i = 0; i < n; i++)
        if (chances[i] <= FIGURES_DISCOVERY && v[i].together.lift > 1)
            v[kept++] = v[i];
    free(chances);
    return kept;
}

static void keep_pairs(const struct pairing *p, struct role_figure *role)
{
    const struct taxonomy *t = p->w->taxonomy;
    struct pair *v = arena_calloc(p->w->a, p->n * p->n / 2 + 1, sizeof *v);
    size_t n = 0;
    for (size_t a = 0; a < p->n; a++)
        for (size_t b = a + 1; b < p->n; b++) {
            if (p->both[a][b] < FIGURES_PAIR_POSTINGS ||
                p->employers[a][b] < FIGURES_FLOOR_EMPLOYERS ||
                is_above(t, p->v[a], p->v[b]) || is_above(t, p->v[b], p->v[a]))
                continue;
            v[n++] = pair_of(p, a, b);
        }
    n = keep_close(p, v, n);
    if (n)
        qsort(v, n, sizeof *v, by_npmi);
    role->pairs = v;
    role->n_pairs = n < FIGURES_PAIRS ? n : FIGURES_PAIRS;
}

/* The skills that pairs are made of. */
static void choose_skills(struct pairing *p)
{
    uint32_t *v;
    size_t n = figures_rank(p->w, p->t, &v);
    for (size_t i = 0; i < n && p->n < PAIR_SKILLS; i++) {
        if (p->t->by_name[v[i]].named < FIGURES_PAIR_POSTINGS)
            break;
        p->v[p->n++] = v[i];
        p->place[v[i]] = (uint16_t)p->n;
    }
}

static void find_pairs(const struct figures_work *w, size_t slot,
                       struct role_figure *role)
{
    struct pairing *p = xcalloc(1, sizeof *p);
    p->w = w;
    p->t = &w->tallies[slot];
    p->place = xcalloc(w->taxonomy->n_concepts, sizeof *p->place);
    choose_skills(p);
    size_t n = figures_select(w, ROW_FOR_ROLE, (uint16_t)slot);
    for (size_t i = 0; i < n; i++)
        if (w->rows->v[w->idx[i]].usable)
            count_pairs(p, &w->rows->v[w->idx[i]]);
    keep_pairs(p, role);
    free(p->place);
    free(p);
}

void figures_together(const struct figures_work *w, struct role_figure *roles)
{
    find_distinctive(w, roles);
    for (size_t i = 0; i < w->n_roles; i++)
        if (!roles[i].counts.few)
            find_pairs(w, i, &roles[i]);
}
