/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/figures_work.h"
#include "report/stats_change.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Months of a comparison: so many, and how long before are the earlier ones. */
static const struct {
    int months, before;
} windows[CHANGE_KINDS] = {[CHANGE_MONTH] = {1, 1},
                           [CHANGE_YEAR] = {1, 12},
                           [CHANGE_QUARTER] = {3, 3},
                           [CHANGE_QUARTER_YEAR] = {3, 12}};

/* A comparison of all roles in the making. */
struct comparing {
    const struct figures_work *w;
    struct change_set *sets[FIGURES_MAX_ROLES + 1]; /* CHANGE_KINDS each; behind
                                                       the roles those of all */
    /* Rows of the role at hand, by employer, and their months. */
    const uint32_t *rows;
    const int32_t *months;
    size_t n_rows;
    uint32_t *selected; /* rows of all roles, by employer */
    size_t n_selected;
    int32_t *month_of[2]; /* of rows.by_employer, and of selected */
    struct change_set *set;
    unsigned char *sources; /* by number: 1 in the earlier window, 2 later */
    uint32_t *idx[4];       /* room for the rows of a window each */
    unsigned *ranks[2];     /* of the window at hand, by concept */
    struct arena *arena;    /* for the tallies */
};

/* Rows of one window, counted. */
struct side {
    struct window rows;
    struct tally tally;
};

static bool is_between(const struct row *row, int first, int last)
{
    return row->month >= first && row->month <= last;
}

static void find_sources(struct comparing *c)
{
    const struct rows *r = c->w->rows;
    struct change_set *set = c->set;
    memset(c->sources, 0, r->source_end);
    for (size_t i = 0; i < r->n; i++) {
        const struct row *row = &r->v[i];
        if (is_between(row, set->from_first, set->from_last))
            c->sources[row->source] |= 1;
        if (is_between(row, set->to_first, set->to_last))
            c->sources[row->source] |= 2;
    }
    set->n_same_sources = 0;
    for (size_t i = 0; i < r->source_end; i++)
        set->n_same_sources += c->sources[i] == 3;
}

/* Count the role's rows of a window, all (same is NULL) or those of sources
 * that both windows have: *same is then what the call for all gave, *raw how
 * many there were with their copies, and there may be no others. */
static struct side count_side(const struct comparing *c, bool later,
                              const struct side *same, uint64_t *raw)
{
    const struct change_set *set = c->set;
    int first = later ? set->to_first : set->from_first;
    int last = later ? set->to_last : set->from_last;
    uint32_t *idx = c->idx[2 * (same != NULL) + later];
    size_t n = 0;
    for (size_t i = 0; i < c->n_rows; i++) {
        if (c->months[i] < first || c->months[i] > last)
            continue;
        if (!same || c->sources[c->w->rows->v[c->rows[i]].source] == 3)
            idx[n++] = c->rows[i];
    }
    if (same && n == *raw)
        return *same;
    *raw = n;
    struct side side = {.rows = {idx, rows_distinct(c->w->rows, idx, n)}};
    struct tally_input in = {c->w->rows, idx, side.rows.n, TALLY_NAMES};
    tally_count(c->w->work, &in, c->arena, &side.tally);
    return side;
}

static struct sample sample_of(const struct side *s, uint32_t concept)
{
    struct cluster_sums sums =
        figures_sums(&s->tally, &s->tally.by_name[concept]);
    return stats_sample(&sums);
}

static void fill_change(const struct comparing *c, const struct side side[2],
                        uint32_t concept, struct change *out)
{
    const struct concept *k = &c->w->taxonomy->concepts[concept];
    struct sample from = sample_of(&side[0], concept);
    struct sample to = sample_of(&side[1], concept);
    struct interval i = stats_difference(&from, &to);
    *out = (struct change){
        .concept = concept,
        .rank_from = c->ranks[0][concept],
        .rank_to = c->ranks[1][concept],
        .id = figures_clean(k->id, c->w->a),
        .name = figures_name(k->name, k->id, c->w->a),
        .from = figures_cell(&side[0].tally, &side[0].tally.by_name[concept]),
        .to = figures_cell(&side[1].tally, &side[1].tally.by_name[concept]),
        .difference = to.share - from.share,
        .low = i.low,
        .high = i.high,
        .p = stats_two_shares(&from, &to),
        .same_difference = NAN,
        .same_low = NAN,
        .same_high = NAN,
    };
}

static void fill_same(const struct side same[2], struct change *out)
{
    struct sample from = sample_of(&same[0], out->concept);
    struct sample to = sample_of(&same[1], out->concept);
    struct interval i = stats_difference(&from, &to);
    out->same_difference = to.share - from.share;
    out->same_low = i.low;
    out->same_high = i.high;
}

/* Does the change show among the sources that both windows have? Where those
 * are too few to say, or all there are, nothing speaks against it. */
static bool is_of_same_sources(const struct change *c)
{
    if (isnan(c->same_difference) || c->same_difference == c->difference)
        return true;
    return c->difference > 0 ? c->same_low > 0 : c->same_high < 0;
}

static void judge(struct change *v, size_t n)
{
    double *p = xcalloc(n, sizeof *p);
    for (size_t i = 0; i < n; i++)
        p[i] = v[i].p;
    stats_false_discovery(p, n, p);
    for (size_t i = 0; i < n; i++) {
        v[i].q = p[i];
        if (v[i].q > FIGURES_DISCOVERY || (v[i].low <= 0 && v[i].high >= 0))
            v[i].verdict = CHANGE_NONE;
        else if (!is_of_same_sources(&v[i]))
            v[i].verdict = CHANGE_SOURCES;
        else
            v[i].verdict = v[i].difference > 0 ? CHANGE_MORE : CHANGE_LESS;
    }
    free(p);
}

static int by_value(const void *pa, const void *pb)
{
    const double *a = pa, *b = pb;
    return (*a > *b) - (*a < *b);
}

/* How large a change would have had to be. Alone among n it is found when its p
 * is an n-th of the rate. */
static void find_detectable(const struct side side[2], struct change_set *set,
                            struct change *v)
{
    set->detectable = NAN;
    if (set->n == 0)
        return;
    double *all = xcalloc(set->n, sizeof *all);
    for (size_t i = 0; i < set->n; i++) {
        struct sample from = sample_of(&side[0], v[i].concept);
        struct sample to = sample_of(&side[1], v[i].concept);
        v[i].detectable =
            stats_detectable(&from, &to, FIGURES_DISCOVERY / (double)set->n);
        all[i] = v[i].detectable;
    }
    qsort(all, set->n, sizeof *all, by_value);
    set->detectable = (all[(set->n - 1) / 2] + all[set->n / 2]) / 2;
    free(all);
}

static int by_discovery(const void *pa, const void *pb)
{
    const struct change *a = pa, *b = pb;
    if (a->q != b->q)
        return a->q < b->q ? -1 : 1;
    double x = fabs(a->difference), y = fabs(b->difference);
    if (x != y)
        return x > y ? -1 : 1;
    return str_cmp(a->id, b->id);
}

/* How many skills a usable posting names, in the mean. */
static double mean_skills(const struct comparing *c, const struct tally *t)
{
    uint64_t named = 0;
    for (size_t i = 0; i < t->n_concepts; i++)
        if (figures_is_skill(&c->w->taxonomy->concepts[i]))
            named += t->by_name[i].named;
    return (double)named / (double)t->usable;
}

static void test_skills(struct comparing *c, const struct side side[2],
                        const struct side same[2])
{
    struct change_set *set = c->set;
    size_t n = 0, room = side[0].tally.n_concepts;
    struct change *v = arena_calloc(c->w->a, room, sizeof *v);
    figures_ranks(c->w, &side[0].tally, c->ranks[0]);
    figures_ranks(c->w, &side[1].tally, c->ranks[1]);
    for (uint32_t i = 0; i < room; i++) {
        const struct tally_cell *from = &side[0].tally.by_name[i];
        const struct tally_cell *to = &side[1].tally.by_name[i];
        if (from->named + to->named < FIGURES_CHANGE_POSTINGS ||
            from->employers + to->employers < FIGURES_FLOOR_EMPLOYERS ||
            !figures_is_skill(&c->w->taxonomy->concepts[i]))
            continue;
        fill_change(c, side, i, &v[n]);
        if (!set->same_from.few && !set->same_to.few)
            fill_same(same, &v[n]);
        n++;
    }
    figures_mix(c->w, &side[0].rows, &side[1].rows, v, n);
    judge(v, n);
    if (n)
        qsort(v, n, sizeof *v, by_discovery);
    set->v = v;
    set->n = n;
    find_detectable(side, set, v);
    set->skills_from = mean_skills(c, &side[0].tally);
    set->skills_to = mean_skills(c, &side[1].tally);
}

static void compare_role(struct comparing *c)
{
    struct change_set *set = c->set;
    struct side side[2], same[2];
    uint64_t raw;
    arena_reset(c->arena);
    for (int later = 0; later < 2; later++) {
        side[later] = count_side(c, later, NULL, &raw);
        *(later ? &set->to : &set->from) =
            figures_counts(&side[later].tally, raw);
        same[later] = count_side(c, later, &side[later], &raw);
        *(later ? &set->same_to : &set->same_from) =
            figures_counts(&same[later].tally, raw);
    }
    set->few = set->from.few || set->to.few;
    if (!set->few)
        test_skills(c, side, same);
}

/* The month that the later windows end with: the last of the period, or the
 * last that has a posting at all, so that a year asked for before it is over is
 * not compared by months to come. */
static int last_month(const struct figures *f)
{
    int seen = date_month_index(f->last);
    if (f->asked.to_month >= 0)
        return seen >= 0 && seen < f->asked.to_month ? seen : f->asked.to_month;
    return f->n_months ? f->first_month + (int)f->n_months - 1 : -1;
}

static void set_windows(struct change_set *set, enum change_kind kind, int last)
{
    int months = windows[kind].months, before = windows[kind].before;
    bool there = last - before - months + 1 >= 0;
    *set = (struct change_set){
        .kind = kind,
        .to_last = there ? last : -1,
        .to_first = there ? last - months + 1 : -1,
        .from_last = there ? last - before : -1,
        .from_first = there ? last - before - months + 1 : -1,
        .few = true,
        .detectable = NAN,
    };
}

/* Seasons come back each year, so a year is compared before a month. */
static enum change_kind choose_headline(const struct change_set *sets)
{
    static const enum change_kind order[] = {CHANGE_YEAR, CHANGE_QUARTER_YEAR,
                                             CHANGE_MONTH, CHANGE_QUARTER};
    for (int i = 0; i < CHANGE_KINDS; i++)
        if (!sets[order[i]].few)
            return order[i];
    return CHANGE_KINDS;
}

const struct change *figures_change_of(const struct role_figure *role,
                                       uint32_t concept)
{
    if (role->headline == CHANGE_KINDS)
        return NULL;
    const struct change_set *set = &role->changes[role->headline];
    for (size_t i = 0; i < set->n; i++)
        if (set->v[i].concept == concept)
            return &set->v[i];
    return NULL;
}

static int32_t *months_of(const struct rows *r, const uint32_t *idx, size_t n)
{
    int32_t *months = xcalloc(n, sizeof *months);
    for (size_t i = 0; i < n; i++)
        months[i] = r->v[idx[i]].month;
    return months;
}

/* The months beside the rows, so that a window is found without a look at those
 * that are not in it. */
static void list_months(struct comparing *c)
{
    const struct rows *r = c->w->rows;
    c->selected = xcalloc(r->n, sizeof *c->selected);
    for (size_t i = 0; i < r->n; i++)
        if (r->v[r->of_all[i]].slot != ROWS_NO_SLOT)
            c->selected[c->n_selected++] = r->of_all[i];
    c->month_of[0] = months_of(r, r->by_employer, r->n);
    c->month_of[1] = months_of(r, c->selected, c->n_selected);
}

static void choose_rows(struct comparing *c, size_t role)
{
    const struct rows *r = c->w->rows;
    if (role == c->w->n_roles) {
        c->rows = c->selected;
        c->months = c->month_of[1];
        c->n_rows = c->n_selected;
        return;
    }
    c->rows = r->by_employer + r->slot_at[role];
    c->months = c->month_of[0] + r->slot_at[role];
    c->n_rows = r->slot_at[role + 1] - r->slot_at[role];
}

/* All roles, and these together, over the windows of one set, which is c->set
 * for each in turn. */
static void compare_roles(struct comparing *c, const struct change_set *set)
{
    struct change_set shared = *set;
    c->set = &shared;
    find_sources(c);
    for (size_t i = 0; i <= c->w->n_roles; i++) {
        c->set = &c->sets[i][set->kind];
        *c->set = shared;
        choose_rows(c, i);
        compare_role(c);
    }
}

static void comparing_init(struct comparing *c, struct role_figure *roles,
                           struct figures *out)
{
    const struct figures_work *w = c->w;
    c->sources = xcalloc(w->rows->source_end, 1);
    for (int i = 0; i < 4; i++)
        c->idx[i] = xcalloc(w->rows->n, sizeof *c->idx[i]);
    for (int i = 0; i < 2; i++)
        c->ranks[i] = xcalloc(w->taxonomy->n_concepts, sizeof *c->ranks[i]);
    for (size_t i = 0; i < w->n_roles; i++)
        c->sets[i] = roles[i].changes;
    c->sets[w->n_roles] = out->changes;
    list_months(c);
}

static void comparing_done(struct comparing *c)
{
    free(c->selected);
    free(c->month_of[0]);
    free(c->month_of[1]);
    for (int i = 0; i < 4; i++)
        free(c->idx[i]);
    for (int i = 0; i < 2; i++)
        free(c->ranks[i]);
    free(c->sources);
}

void figures_changes(const struct figures_work *w, struct role_figure *roles,
                     struct figures *out)
{
    AUTO(auto_arena_free) struct arena *arena = arena_new();
    struct comparing c = {.w = w, .arena = arena};
    comparing_init(&c, roles, out);
    int last = last_month(out);
    for (int kind = 0; kind < CHANGE_KINDS; kind++) {
        struct change_set set;
        set_windows(&set, (enum change_kind)kind, last);
        for (size_t i = 0; i <= w->n_roles; i++)
            c.sets[i][kind] = set;
        if (set.to_last >= 0)
            compare_roles(&c, &set);
    }
    for (size_t i = 0; i < w->n_roles; i++)
        roles[i].headline = choose_headline(roles[i].changes);
    out->headline = choose_headline(out->changes);
    comparing_done(&c);
}
