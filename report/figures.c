/* SPDX-License-Identifier: MIT */
#include "report/figures.h"
#include "base/alloc.h"
#include "base/utf8.h"
#include "report/figures_cube.h"
#include "report/figures_work.h"
#include "report/stats.h"
#include "taxonomy/taxonomy_suggest.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct str figures_clean(struct str s, struct arena *a)
{
    struct buf out;
    size_t most = utf8_floor(s, 4 * FIGURES_NAME_MAX_BYTES);
    buf_init(&out, FIGURES_NAME_MAX_BYTES);
    utf8_add_shown(str_slice(s, 0, most), &out);
    struct str result = arena_str(a, str_trim(buf_str(&out)));
    buf_done(&out);
    return result;
}

struct str figures_name(struct str name, struct str id, struct arena *a)
{
    struct str clean = figures_clean(name, a);
    return clean.n ? clean : figures_clean(id, a);
}

static const struct str default_roles[] = {
    {"ml-engineer", 11},
    {"data-engineer", 13},
    {"data-scientist", 14},
    {"cloud-engineer", 14},
};

static size_t find_role(const struct taxonomy *t, struct str id)
{
    for (size_t i = 0; i < t->n_roles; i++)
        if (str_eq(t->roles[i].id, id))
            return i;
    return SIZE_MAX;
}

enum st figures_roles(const struct taxonomy *t, const struct figures_options *o,
                      size_t index[FIGURES_MAX_ROLES], size_t *n,
                      struct err *err)
{
    size_t found[FIGURES_MAX_ROLES], n_found = 0;
    for (size_t i = 0; i < o->n_roles; i++) {
        size_t at = find_role(t, o->roles[i]);
        bool again = false;
        for (size_t k = 0; k < n_found; k++)
            again = again || found[k] == at;
        if (at == SIZE_MAX)
            return taxonomy_no_role(t, o->roles[i], err);
        if (!again && n_found == FIGURES_MAX_ROLES)
            return err_set(err, ST_BAD_INPUT,
                           "more than %d roles; make several reports",
                           FIGURES_MAX_ROLES);
        if (!again)
            found[n_found++] = at;
    }
    for (size_t i = 0; o->n_roles == 0 && i < 4; i++) {
        size_t at = find_role(t, default_roles[i]);
        if (at != SIZE_MAX)
            found[n_found++] = at;
    }
    /* A taxonomy of other trades: its own first roles. */
    for (size_t i = 0; n_found == 0 && i < 4 && i < t->n_roles; i++)
        found[n_found++] = i;
    memcpy(index, found, n_found * sizeof *index);
    *n = n_found;
    return ST_OK;
}

bool figures_few(uint64_t usable, uint64_t employers)
{
    return usable < FIGURES_FLOOR_POSTINGS ||
           employers < FIGURES_FLOOR_EMPLOYERS;
}

struct part_share figures_share(const struct cluster_sums *s)
{
    if (figures_few((uint64_t)s->n, (uint64_t)s->clusters))
        return (struct part_share){NAN, NAN, NAN};
    struct interval i = stats_share_interval(s);
    return (struct part_share){s->x / s->n, i.low, i.high};
}

struct cluster_sums figures_sums(const struct tally *t,
                                 const struct tally_cell *c)
{
    return (struct cluster_sums){
        .n = (double)t->usable,
        .x = c->named,
        .clusters = (double)t->employers,
        .xx = (double)c->xx,
        .xn = (double)c->xn,
        .nn = (double)t->nn,
    };
}

void figures_no_share(struct cell *c)
{
    c->share = c->low = c->high = NAN;
    c->wilson_low = c->wilson_high = NAN;
    c->design_effect = c->employer_share = NAN;
    c->without_low = c->without_high = NAN;
}

struct cell figures_cell(const struct tally *t, const struct tally_cell *c)
{
    struct cell cell = {
        .named = c->named,
        .required = c->required,
        .preferred = c->preferred,
        .employers = c->employers,
    };
    figures_no_share(&cell);
    memcpy(cell.in_section, c->in_section, sizeof cell.in_section);
    if (figures_few(t->usable, t->employers))
        return cell;
    struct cluster_sums sums = figures_sums(t, c);
    cell.share = sums.x / sums.n;
    struct interval i = stats_share_interval(&sums);
    cell.low = i.low;
    cell.high = i.high;
    i = stats_wilson(cell.share, sums.n, STATS_Z95);
    cell.wilson_low = i.low;
    cell.wilson_high = i.high;
    cell.design_effect = stats_design_effect(&sums);
    cell.employer_share = ldexp((double)c->weighted, -32) / sums.clusters;
    return cell;
}

const struct cell *figures_cells(const struct figures_work *w, size_t concept,
                                 bool is_union)
{
    size_t n = w->n_roles + 1;
    struct cell *cells = arena_calloc(w->a, n, sizeof *cells);
    for (size_t i = 0; i < n; i++) {
        const struct tally *t = &w->tallies[i];
        cells[i] = figures_cell(t, is_union ? &t->as_union[concept]
                                            : &t->by_name[concept]);
    }
    return cells;
}

size_t figures_select(const struct figures_work *w, enum row_mark mark,
                      uint16_t slot)
{
    const struct rows *r = w->rows;
    size_t n = 0;
    if (slot != ROWS_NO_SLOT)
        return rows_select(r, slot, mark, w->idx);
    for (size_t i = 0; i < r->n; i++)
        if (r->v[w->order[i]].marks & mark)
            w->idx[n++] = w->order[i];
    return n;
}

static uint64_t count_raw(const struct rows *r, uint16_t slot)
{
    uint64_t n = 0;
    for (size_t i = r->slot_at[slot]; i < r->slot_at[slot + 1]; i++)
        n += r->v[i].inside;
    return n;
}

static uint64_t count_inside(const struct rows *r)
{
    uint64_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        n += r->v[i].inside;
    return n;
}

struct counts figures_counts(const struct tally *t, uint64_t raw)
{
    return (struct counts){
        .raw = raw,
        .distinct = t->distinct,
        .usable = t->usable,
        .employers = t->employers,
        .few = figures_few(t->usable, t->employers),
    };
}

bool figures_is_skill(const struct concept *c)
{
    return c->kind == CONCEPT_CONCEPT || c->kind == CONCEPT_LANGUAGE ||
           c->kind == CONCEPT_TOOL;
}

/* The least and the largest share of each skill shown without one employer. */
static void leave_one_out(const struct figures_work *w, size_t slot,
                          const uint32_t *ranked, struct skill_figure *v,
                          size_t n)
{
    const struct tally *t = &w->tallies[slot];
    if (figures_few(t->usable, t->employers))
        return;
    struct interval *range = arena_calloc(w->scratch, n, sizeof *range);
    size_t rows = figures_select(w, ROW_FOR_ROLE, (uint16_t)slot);
    struct tally_input in = {w->rows, w->idx, rows, TALLY_NAMES};
    tally_without_one(&in, t, ranked, n, range);
    for (size_t i = 0; i < n; i++) {
        v[i].cell.without_low = range[i].low;
        v[i].cell.without_high = range[i].high;
    }
}

static void fill_role(const struct figures_work *w, size_t slot,
                      const struct role *role, struct role_figure *out)
{
    const struct tally *t = &w->tallies[slot];
    uint32_t *ranked;
    size_t n = figures_rank(w, t, &ranked);
    *out = (struct role_figure){
        .id = figures_clean(role->id, w->a),
        .name = figures_name(role->name, role->id, w->a),
        .counts = figures_counts(t, count_raw(w->rows, (uint16_t)slot)),
        .n_named_skills = n,
        .n_skills = n < w->top ? n : w->top,
    };
    struct skill_figure *v = arena_calloc(w->a, out->n_skills, sizeof *v);
    for (size_t i = 0; i < out->n_skills; i++) {
        const struct concept *c = &w->taxonomy->concepts[ranked[i]];
        v[i] = (struct skill_figure){
            .concept = ranked[i],
            .id = figures_clean(c->id, w->a),
            .name = figures_name(c->name, c->id, w->a),
            .kind = c->kind,
            .rank = (unsigned)i + 1,
            .cell = figures_cell(t, &t->by_name[ranked[i]]),
        };
        if (i && v[i].cell.named == v[i - 1].cell.named)
            v[i].rank = v[i - 1].rank;
    }
    figures_rank_ranges(t, ranked, n, v, out->n_skills);
    leave_one_out(w, slot, ranked, v, out->n_skills);
    out->skills = v;
    size_t rows = figures_select(w, ROW_FOR_ROLE, (uint16_t)slot);
    figures_profile(w, rows, out);
    figures_certs(w, slot, rows, out);
    figures_pay(w, rows, out);
}

static void fill_matrix(const struct figures_work *w, struct figures *out)
{
    uint32_t *ranked;
    size_t n = figures_rank(w, &w->tallies[w->n_roles], &ranked);
    if (n > FIGURES_MATRIX_SKILLS)
        n = FIGURES_MATRIX_SKILLS;
    struct matrix_row *v = arena_calloc(w->a, n, sizeof *v);
    for (size_t i = 0; i < n; i++) {
        const struct concept *c = &w->taxonomy->concepts[ranked[i]];
        v[i] = (struct matrix_row){
            .id = figures_clean(c->id, w->a),
            .name = figures_name(c->name, c->id, w->a),
            .kind = c->kind,
            .cells = figures_cells(w, ranked[i], false),
        };
    }
    out->matrix = v;
    out->n_matrix = n;
}

static void fill_scope(const struct figures_work *w, struct figures *out)
{
    const struct rows *r = w->rows;
    int32_t first = INT32_MAX, last = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct row *row = &r->v[i];
        if (!row->inside)
            continue;
        out->n_undated += row->month < 0;
        out->n_no_role += row->slot == ROWS_NO_SLOT;
        if (row->month < 0) /* a year alone would stretch the range */
            continue;
        first = row->day < first ? row->day : first;
        last = row->day > last ? row->day : last;
    }
    const int32_t days[] = {last ? first : 0, last};
    struct date *dates[] = {&out->first, &out->last};
    for (int i = 0; i < 2; i++)
        *dates[i] = (struct date){.year = (int16_t)(days[i] / 10000),
                                  .month = (int8_t)(days[i] / 100 % 100),
                                  .day = (int8_t)(days[i] % 100)};
    out->n_sources = r->n_sources;
    out->n_no_employer = r->n_no_employer;
    out->n_unknown_concepts = r->n_unknown;
}

static int by_raw(const void *pa, const void *pb)
{
    const struct role_count *a = pa, *b = pb;
    if (a->raw != b->raw)
        return a->raw > b->raw ? -1 : 1;
    return str_cmp(a->id, b->id);
}

static void fill_role_counts(const struct figures_work *w, struct figures *out)
{
    const struct taxonomy *t = w->taxonomy;
    const uint64_t *raw = w->rows->n_of_role;
    struct role_count *v = arena_calloc(w->a, t->n_roles, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; raw && i < t->n_roles; i++) {
        if (raw[i] == 0)
            continue;
        v[n] = (struct role_count){
            .id = figures_clean(t->roles[i].id, w->a),
            .name = figures_name(t->roles[i].name, t->roles[i].id, w->a),
            .raw = raw[i],
        };
        for (size_t k = 0; k < out->asked.n_roles; k++)
            v[n].is_shown |= str_eq(v[n].id, out->asked.roles[k]);
        n++;
    }
    if (n)
        qsort(v, n, sizeof *v, by_raw);
    out->role_counts = v;
    out->n_role_counts = n;
    out->n_roleless = w->rows->n_roleless;
}

static struct figures_options own_options(const struct figures_work *w,
                                          const struct figures_options *o,
                                          const size_t *roles, size_t n_roles)
{
    struct str *ids = arena_calloc(w->a, n_roles, sizeof *ids);
    for (size_t i = 0; i < n_roles; i++)
        ids[i] = figures_clean(w->taxonomy->roles[roles[i]].id, w->a);
    struct figures_options own = *o;
    own.roles = ids;
    own.n_roles = n_roles;
    own.top = w->top;
    own.program_version = figures_clean(o->program_version, w->a);
    own.taxonomy_version = figures_clean(o->taxonomy_version, w->a);
    own.rules_version = figures_clean(o->rules_version, w->a);
    return own;
}

/* The tallies of each role and of all roles together; *all is that of every
 * posting, of which only the counts are wanted. */
static const struct tally *count_all(struct figures_work *w, struct tally *all)
{
    struct tally *v = arena_calloc(w->scratch, w->n_roles + 1, sizeof *v);
    for (size_t i = 0; i <= w->n_roles; i++) {
        bool together = i == w->n_roles;
        size_t n = together ? figures_select(w, ROW_FOR_SELECTED, ROWS_NO_SLOT)
                            : figures_select(w, ROW_FOR_ROLE, (uint16_t)i);
        struct tally_input in = {w->rows, w->idx, n, TALLY_ALL};
        tally_count(w->work, &in, w->scratch, &v[i]);
    }
    size_t n = figures_select(w, ROW_FOR_ALL, ROWS_NO_SLOT);
    struct tally_input in = {w->rows, w->idx, n, TALLY_COUNTS};
    tally_count(w->work, &in, w->scratch, all);
    return v;
}

static unsigned top_of(const struct figures_options *o)
{
    unsigned top = o->top ? o->top : FIGURES_TOP_DEFAULT;
    return top < FIGURES_TOP_MAX ? top : FIGURES_TOP_MAX;
}

void figures_compute(struct rows *r, const struct taxonomy *t,
                     const struct figures_options *o, const size_t *roles,
                     size_t n_roles, struct arena *a, struct figures *out)
{
    AUTO(auto_arena_free) struct arena *scratch = arena_new();
    AUTO(auto_tally_work_free) struct tally_work *work = tally_work_new(t);
    struct figures_work w = {
        .rows = r,
        .taxonomy = t,
        .a = a,
        .scratch = scratch,
        .work = work,
        .n_roles = n_roles,
        .top = top_of(o),
        .idx = xcalloc(r->n, sizeof *w.idx),
    };
    rows_mark(r);
    w.order = r->of_all;
    struct tally all;
    w.tallies = count_all(&w, &all);
    *out = (struct figures){
        .asked = own_options(&w, o, roles, n_roles),
        .all = figures_counts(&all, count_inside(r)),
    };
    fill_scope(&w, out);
    fill_role_counts(&w, out);
    out->selected =
        figures_counts(&w.tallies[n_roles], out->all.raw - out->n_no_role);
    struct role_figure *v = arena_calloc(a, n_roles, sizeof *v);
    for (size_t i = 0; i < n_roles; i++)
        fill_role(&w, i, &t->roles[roles[i]], &v[i]);
    out->roles = v;
    out->n_roles = n_roles;
    fill_matrix(&w, out);
    figures_themes(&w, out);
    figures_groups(&w, out);
    figures_months(&w, v, out);
    figures_changes(&w, v, out);
    figures_together(&w, v);
    for (size_t i = 0; i < n_roles; i++)
        figures_beside(&w, i, &v[i]);
    figures_rules(&w, v);
    if (o->with_cube)
        out->cube = figures_cube(&w, out);
    free(w.idx);
}
