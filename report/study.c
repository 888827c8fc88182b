/* SPDX-License-Identifier: MIT */
#include "report/study.h"
#include "base/alloc.h"
#include "report/figures_work.h"
#include "report/report.h"
#include "report/sums.h"
#include "taxonomy/taxonomy_suggest.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One posting's set of skills, as a slice of a list. */
struct set {
    uint32_t first;
    uint16_t n, missing;
    uint32_t employer;
};

struct viewing {
    const struct taxonomy *t;
    bool *known; /* by concept */
    uint32_t *skills;
    size_t n_skills, cap_skills;
    struct set *sets; /* by employer */
    size_t n_sets, cap_sets;
};

/* ---- The postings ---- */

/* Is the mention one of those that the view looks at? */
static bool is_seen(const struct study_scope *scope, uint32_t skill)
{
    const struct concept *c = &scope->taxonomy->concepts[ROWS_CONCEPT(skill)];
    return figures_is_skill(c) && (scope->broad || !c->broad) &&
           (!scope->tools_only || c->kind != CONCEPT_CONCEPT) &&
           (!scope->required || ROWS_LABEL(skill) == LABEL_REQUIRED);
}

static void add_set(struct viewing *v, const struct rows *r,
                    const struct row *row, const struct study_scope *scope)
{
    struct set set = {.first = (uint32_t)v->n_skills,
                      .employer = row->employer};
    for (size_t i = 0; i < row->n_skills; i++) {
        uint32_t skill = r->skills[row->first_skill + i];
        uint32_t concept = ROWS_CONCEPT(skill);
        if (!is_seen(scope, skill))
            continue;
        v->skills =
            xgrow(v->skills, v->n_skills, &v->cap_skills, sizeof *v->skills);
        v->skills[v->n_skills++] = concept;
        set.n++;
        set.missing = (uint16_t)(set.missing + !v->known[concept]);
    }
    if (set.n == 0)
        return;
    v->sets = xgrow(v->sets, v->n_sets, &v->cap_sets, sizeof *v->sets);
    v->sets[v->n_sets++] = set;
}

static void collect(struct viewing *v, const struct rows *r,
                    const struct study_scope *scope)
{
    size_t n;
    uint32_t *idx = rows_of_role(r, 0, &n);
    for (size_t i = 0; i < n; i++)
        add_set(v, r, &r->v[idx[i]], scope);
    free(idx);
}

/* ---- Counts ---- */

static struct study_count count_of(const struct cluster_sums *s)
{
    struct part_share part = figures_share(s);
    return (struct study_count){.n = (uint32_t)s->x,
                                .share = part.share,
                                .low = part.low,
                                .high = part.high};
}

/* The next whole number of 2^-30 below x. Sums of such numbers are exact, so
 * that the order of the postings does not matter. */
static double summand(double x)
{
    return floor(ldexp(x, 30)) * 0x1p-30;
}

/* What each skill is worth now, by concept. */
static void weigh(const struct viewing *v, double *worth)
{
    memset(worth, 0, v->t->n_concepts * sizeof *worth);
    for (size_t i = 0; i < v->n_sets; i++) {
        const struct set *set = &v->sets[i];
        for (size_t k = 0; k < set->n; k++) {
            uint32_t concept = v->skills[set->first + k];
            if (!v->known[concept])
                worth[concept] += summand(1.0 / set->missing);
        }
    }
}

static double coverage(const struct viewing *v)
{
    double sum = 0;
    for (size_t i = 0; i < v->n_sets; i++)
        sum += summand(1 - v->sets[i].missing / (double)v->sets[i].n);
    return v->n_sets ? sum / (double)v->n_sets : NAN;
}

enum { ANY_KNOWN, ONE_MISSING, NONE_MISSING, STATES };

/* How far one is now; s is empty, for STATES values. */
static struct study_state state_of(const struct viewing *v, struct sums *s)
{
    for (size_t i = 0; i < v->n_sets; i++) {
        const struct set *set = &v->sets[i];
        sums_posting(s, set->employer);
        if (set->missing < set->n)
            sums_value(s, ANY_KNOWN);
        if (set->missing == 1)
            sums_value(s, ONE_MISSING);
        if (set->missing == 0)
            sums_value(s, NONE_MISSING);
    }
    sums_end(s);
    struct cluster_sums sums[STATES];
    for (size_t i = 0; i < STATES; i++)
        sums[i] = sums_of(s, i);
    return (struct study_state){.touched = count_of(&sums[ANY_KNOWN]),
                                .almost = count_of(&sums[ONE_MISSING]),
                                .covered = count_of(&sums[NONE_MISSING]),
                                .coverage = coverage(v)};
}

static struct study_state state_now(const struct viewing *v)
{
    AUTO(auto_sums_free) struct sums *s = sums_new(STATES);
    return state_of(v, s);
}

struct ranking {
    const struct taxonomy *t;
    const double *worth;
};

static int by_worth(const void *pa, const void *pb, void *ctx)
{
    const struct ranking *r = ctx;
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
    if (r->worth[a] != r->worth[b])
        return r->worth[a] > r->worth[b] ? -1 : 1;
    return str_cmp(r->t->concepts[a].id, r->t->concepts[b].id);
}

/* ---- The next skill ---- */

enum { TOUCHED, EXACTLY, COVERED, MEASURES };

/* The three counts of the skills v[0..n): value 3 * i + measure. */
static void count_skills(const struct viewing *x, const uint32_t *v, size_t n,
                         struct sums *s)
{
    uint16_t *place = xcalloc(x->t->n_concepts, sizeof *place);
    for (size_t i = 0; i < n; i++)
        place[v[i]] = (uint16_t)(i + 1);
    for (size_t i = 0; i < x->n_sets; i++) {
        const struct set *set = &x->sets[i];
        sums_posting(s, set->employer);
        for (size_t k = 0; k < n && set->missing == 0; k++)
            sums_value(s, MEASURES * k + COVERED);
        for (size_t k = 0; k < set->n; k++) {
            size_t at = place[x->skills[set->first + k]];
            if (at == 0)
                continue;
            sums_value(s, MEASURES * (at - 1) + TOUCHED);
            if (set->missing == 1) {
                sums_value(s, MEASURES * (at - 1) + EXACTLY);
                sums_value(s, MEASURES * (at - 1) + COVERED);
            }
        }
    }
    sums_end(s);
    free(place);
}

static void fill_skills(const struct viewing *x, const double *worth,
                        struct arena *a, struct study_view *out)
{
    const struct taxonomy *t = x->t;
    uint32_t *v = xcalloc(t->n_concepts, sizeof *v);
    size_t n = 0;
    for (uint32_t i = 0; i < t->n_concepts; i++)
        if (worth[i] > 0)
            v[n++] = i;
    struct ranking ranking = {t, worth};
    if (n)
        qsort_r(v, n, sizeof *v, by_worth, &ranking);
    n = n < STUDY_SKILLS ? n : STUDY_SKILLS;
    AUTO(auto_sums_free) struct sums *s = sums_new(MEASURES * n + 1);
    count_skills(x, v, n, s);
    struct study_skill *skills = arena_calloc(a, n, sizeof *skills);
    for (size_t i = 0; i < n; i++) {
        const struct concept *c = &t->concepts[v[i]];
        struct cluster_sums sums[MEASURES];
        for (size_t k = 0; k < MEASURES; k++)
            sums[k] = sums_of(s, MEASURES * i + k);
        skills[i] = (struct study_skill){
            .concept = v[i],
            .id = figures_clean(c->id, a),
            .name = figures_name(c->name, c->id, a),
            .kind = c->kind,
            .worth = worth[v[i]],
            .touched = count_of(&sums[TOUCHED]),
            .exactly = count_of(&sums[EXACTLY]),
            .covered = count_of(&sums[COVERED]),
        };
    }
    out->skills = skills;
    out->n_skills = n;
    free(v);
}

/* ---- The path ---- */

static void learn(struct viewing *v, uint32_t concept)
{
    for (size_t i = 0; i < v->n_sets; i++) {
        struct set *set = &v->sets[i];
        for (size_t k = 0; k < set->n; k++)
            if (v->skills[set->first + k] == concept)
                set->missing--;
    }
    v->known[concept] = true;
}

static uint32_t worthiest(const struct viewing *v, const double *worth)
{
    struct ranking ranking = {v->t, worth};
    uint32_t best = 0;
    for (uint32_t i = 1; i < v->t->n_concepts; i++)
        if (by_worth(&i, &best, &ranking) < 0)
            best = i;
    return best;
}

/* Walk the path; v knows what lies on it afterwards. */
static void fill_path(struct viewing *v, double *worth, struct arena *a,
                      struct study_view *out)
{
    struct study_step *path = arena_calloc(a, STUDY_PATH, sizeof *path);
    while (out->n_path < STUDY_PATH) {
        uint32_t next = worthiest(v, worth);
        if (!(worth[next] > 0))
            break;
        const struct concept *c = &v->t->concepts[next];
        struct study_step *step = &path[out->n_path++];
        step->id = figures_clean(c->id, a);
        step->name = figures_name(c->name, c->id, a);
        step->worth = worth[next];
        learn(v, next);
        step->now = state_now(v);
        weigh(v, worth);
    }
    out->path = path;
}

void study_view(const struct rows *r, const struct study_scope *scope,
                struct arena *a, struct study_view *out)
{
    const struct taxonomy *t = scope->taxonomy;
    struct viewing v = {.t = t, .known = xcalloc(t->n_concepts + 1, 1)};
    double *worth = xcalloc(t->n_concepts + 1, sizeof *worth);
    if (t->n_concepts)
        memcpy(v.known, scope->known, t->n_concepts);
    collect(&v, r, scope);
    weigh(&v, worth);
    AUTO(auto_sums_free) struct sums *s = sums_new(STATES);
    *out = (struct study_view){.start = state_of(&v, s)};
    out->n = sums_n(s);
    out->employers = sums_employers(s);
    out->few = figures_few(out->n, out->employers);
    fill_skills(&v, worth, a, out);
    if (t->n_concepts)
        fill_path(&v, worth, a, out);
    free(v.known);
    free(v.skills);
    free(v.sets);
    free(worth);
}

/* ---- The whole ---- */

static enum st find_known(const struct taxonomy *t,
                          const struct study_options *o, bool *known,
                          struct arena *a, struct study *out, struct err *err)
{
    out->known_names = arena_calloc(a, o->n_known, sizeof *out->known_names);
    for (size_t i = 0; i < o->n_known; i++) {
        size_t at = taxonomy_find(t, o->known[i]);
        if (at == SIZE_MAX)
            return taxonomy_no_concept(t, o->known[i], err);
        if (known[at])
            continue;
        known[at] = true;
        out->known_names[out->n_known++] =
            figures_name(t->concepts[at].name, t->concepts[at].id, a);
    }
    return ST_OK;
}

static void link_changes(const struct role_figure *role,
                         struct study_view *view)
{
    for (size_t i = 0; i < view->n_skills; i++)
        view->skills[i].change =
            figures_change_of(role, view->skills[i].concept);
}

enum st study_compute(struct postings *store, const struct taxonomy *t,
                      const struct study_options *o, struct arena *a,
                      struct study *out, struct err *err)
{
    *out = (struct study){0};
    bool *known = arena_calloc(a, t->n_concepts + 1, sizeof *known);
    enum st st = find_known(t, o, known, a, out, err);
    struct rows rows;
    if (st == ST_OK)
        st = report_compute_rows(store, t, &o->figures, a, &out->figures, &rows,
                                 err);
    if (st != ST_OK)
        return st;
    const struct role_figure *role = &out->figures.roles[0];
    out->role_id = role->id;
    out->role = role->name;
    struct study_scope scope = {
        .taxonomy = t,
        .known = known,
        .tools_only = o->tools_only,
        .broad = o->broad,
    };
    study_view(&rows, &scope, a, &out->all);
    scope.required = true;
    study_view(&rows, &scope, a, &out->required);
    struct study_view *views[] = {&out->all, &out->required};
    for (size_t i = 0; i < 2; i++)
        link_changes(role, views[i]);
    rows_done(&rows);
    return ST_OK;
}
