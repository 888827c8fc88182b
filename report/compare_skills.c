/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/compare_work.h"
#include "report/figures_work.h"
#include "report/stats_change.h"
#include "report/tables_make.h"
#include "report/words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PARTNERS 4

/* One role's postings, and who names what in them. */
struct side {
    const struct role_figure *role;
    uint32_t *idx; /* by employer */
    size_t n;
    struct sums *sums; /* by concept */
};

static bool row_names(const struct rows *r, const struct row *row,
                      size_t concept)
{
    for (size_t i = 0; i < row->n_skills; i++)
        if (ROWS_CONCEPT(r->skills[row->first_skill + i]) == concept)
            return true;
    return false;
}

static struct side open_side(const struct comparison *c, size_t role)
{
    struct side s = {.role = &c->f->roles[role]};
    s.idx = rows_of_role(c->rows, role, &s.n);
    s.sums = compare_sums(c, s.idx, s.n);
    return s;
}

static void close_side(struct side *s)
{
    sums_free(s->sums);
    free(s->idx);
}

/* ---- What a skill goes together with ---- */

struct partner {
    uint32_t concept;
    double npmi;
};

static int by_npmi(const void *pa, const void *pb)
{
    const struct partner *a = pa, *b = pb;
    if (a->npmi != b->npmi)
        return a->npmi > b->npmi ? -1 : 1;
    return (a->concept > b->concept) - (a->concept < b->concept);
}

/* How many postings name another skill beside the one, and of how many
 * employers. */
struct company {
    uint32_t postings, employers, last; /* employer seen last, from 1 */
};

static struct company *count_company(const struct comparison *c,
                                     const struct side *s, size_t concept)
{
    struct company *v = xcalloc(c->taxonomy->n_concepts, sizeof *v);
    for (size_t i = 0; i < s->n; i++) {
        const struct row *row = &c->rows->v[s->idx[i]];
        if (!row_names(c->rows, row, concept))
            continue;
        for (size_t k = 0; k < row->n_skills; k++) {
            struct company *b =
                &v[ROWS_CONCEPT(c->rows->skills[row->first_skill + k])];
            b->postings++;
            b->employers += b->last != row->employer + 1;
            b->last = row->employer + 1;
        }
    }
    return v;
}

/* The same floors as the report's pairs have. */
static bool may_go_with(const struct comparison *c, const struct company *b,
                        uint32_t other, size_t concept)
{
    const struct concept *v = c->taxonomy->concepts;
    return other != concept && b->postings >= FIGURES_PAIR_POSTINGS &&
           b->employers >= FIGURES_FLOOR_EMPLOYERS &&
           figures_is_skill(&v[other]) && v[other].parent != concept &&
           v[concept].parent != other;
}

/* Those that go with it by more than chance, the closest first. */
static size_t find_partners(const struct comparison *c, const struct side *s,
                            size_t concept, struct partner *v)
{
    struct company *company = count_company(c, s, concept);
    struct cluster_sums one = sums_of(s->sums, concept);
    double p[FIGURES_TOP_MAX];
    size_t n = 0, kept = 0;
    for (uint32_t i = 0; i < c->taxonomy->n_concepts; i++) {
        if (n == FIGURES_TOP_MAX || !may_go_with(c, &company[i], i, concept))
            continue;
        struct cluster_sums other = sums_of(s->sums, i);
        double both = company[i].postings;
        double effect =
            fmax(stats_design_effect(&one), stats_design_effect(&other));
        p[n] = stats_together_chance(both, one.x, other.x, one.n, effect);
        v[n++] = (struct partner){
            i, stats_together(both, one.x, other.x, one.n).npmi};
    }
    stats_false_discovery(p, n, p);
    for (size_t i = 0; i < n; i++)
        if (p[i] <= FIGURES_DISCOVERY && v[i].npmi > 0)
            v[kept++] = v[i];
    if (kept)
        qsort(v, kept, sizeof *v, by_npmi);
    free(company);
    return kept;
}

static struct str partners(const struct comparison *c, const struct side *s,
                           size_t concept)
{
    struct partner *v = xcalloc(FIGURES_TOP_MAX, sizeof *v);
    size_t n = find_partners(c, s, concept, v);
    struct str all = STR("");
    for (size_t i = 0; i < n && i < PARTNERS; i++) {
        const struct concept *x = &c->taxonomy->concepts[v[i].concept];
        all = arena_printf(c->a, "%.*s%s%.*s", STR_FMT(all), i ? ", " : "",
                           STR_FMT(figures_name(x->name, x->id, c->a)));
    }
    free(v);
    return all;
}

/* ---- The tables ---- */

static struct str trend(const struct role_figure *role, uint32_t concept)
{
    const struct change *change = figures_change_of(role, concept);
    return change ? words_verdict(change->verdict) : STR("too few");
}

static const struct pay_figure *pay_of(const struct role_figure *role,
                                       uint32_t concept)
{
    for (size_t i = 0; i < role->pay.n_by_skill; i++)
        if (role->pay.by_skill[i].concept == concept)
            return &role->pay.by_skill[i];
    return NULL;
}

static void add_skill(const struct comparison *c, const struct side *s,
                      uint32_t concept, struct table_maker *m)
{
    const struct concept *x = &c->taxonomy->concepts[concept];
    struct cluster_sums sums = sums_of(s->sums, concept);
    struct interval i = stats_share_interval(&sums);
    const struct pay_figure *pay = pay_of(s->role, concept);
    bool few = s->role->counts.few;
    table_add(m, value_text(s->role->id));
    table_add(m, value_text(s->role->name));
    table_add(m, value_text(figures_clean(x->id, c->a)));
    table_add(m, value_text(figures_name(x->name, x->id, c->a)));
    table_add(m, value_count((uint64_t)sums.x));
    table_add(m, value_share(few ? NAN : sums.x / sums.n, i.low, i.high));
    table_add(m, value_text(trend(s->role, concept)));
    table_add(m, value_number(pay ? pay->middle : NAN));
    table_add(m, value_count(pay ? pay->n : 0));
    table_add(m, value_text(s->role->pay.currency));
    table_add(m, value_text(partners(c, s, concept)));
}

/* Places of columns in the two tables below. */
enum { NAME = 3, SHARE = 5, DIFFERENCE = 6 };

static void skills_table(const struct comparison *c, const struct side *sides,
                         struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"role_id", NULL, VALUE_TEXT, 0, false},
        {"role", "Role", VALUE_TEXT, 0, false},
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "Skill", VALUE_TEXT, 0, false},
        {"n_named", "named", VALUE_COUNT, 0, false},
        {"share", "%", VALUE_SHARE, 1, false},
        {"verdict", "trend", VALUE_TEXT, 0, false},
        {"pay_median", "median pay", VALUE_NUMBER, 0, false},
        {"pay_n", NULL, VALUE_COUNT, 0, false},
        {"pay_currency", NULL, VALUE_TEXT, 0, false},
        {"together", "goes together with", VALUE_TEXT, 0, false},
    };
    table_begin(m, "skills", columns, sizeof columns / sizeof *columns,
                c->n * c->f->n_roles);
    m->table.title = STR("Each skill in each role");
    m->table.note = STR(
        "Per cent of the role's postings that name it, with 95 % "
        "intervals; the trend of the role's headline comparison; median pay "
        "of the postings that name it, in the role's most common currency "
        "and period.");
    for (size_t r = 0; r < c->f->n_roles; r++)
        for (size_t i = 0; i < c->n; i++)
            add_skill(c, &sides[r], (uint32_t)c->index[i], m);
    table_end(m, SIZE_MAX);
}

/* Postings that name both, or one of the first two skills only; and the sums
 * over employers of their difference. */
struct paired {
    uint64_t both, first, second;
    struct paired_sums sums;
};

static struct paired pair_up(const struct comparison *c, const struct side *s)
{
    struct paired p = {0};
    double d = 0, n = 0;
    for (size_t i = 0; i <= s->n; i++) {
        const struct row *row = i < s->n ? &c->rows->v[s->idx[i]] : NULL;
        if (i > 0 &&
            (!row || row->employer != c->rows->v[s->idx[i - 1]].employer)) {
            stats_paired_add(&p.sums, d, n);
            d = n = 0;
        }
        if (!row)
            break;
        bool a = row_names(c->rows, row, c->index[0]);
        bool b = row_names(c->rows, row, c->index[1]);
        p.both += a && b;
        p.first += a && !b;
        p.second += b && !a;
        d += b - a;
        n++;
    }
    return p;
}

static void difference_table(const struct comparison *c,
                             const struct side *sides, struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"role_id", NULL, VALUE_TEXT, 0, false},
        {"role", "Role", VALUE_TEXT, 0, false},
        {"n_usable", "postings", VALUE_COUNT, 0, false},
        {"n_both", "both", VALUE_COUNT, 0, false},
        {"n_first_only", "1st only", VALUE_COUNT, 0, false},
        {"n_second_only", "2nd only", VALUE_COUNT, 0, false},
        {"difference", "2nd less 1st", VALUE_POINTS, 1, false},
    };
    table_begin(m, "difference", columns, sizeof columns / sizeof *columns,
                c->f->n_roles);
    m->table.title = STR("The first two");
    m->table.note = STR("Postings that name both or only one, and the "
                        "difference of the two shares in points of per cent "
                        "with its 95 % interval (the same postings are asked "
                        "for both).");
    for (size_t r = 0; r < c->f->n_roles; r++) {
        struct paired p = pair_up(c, &sides[r]);
        double d = sides[r].role->counts.few ? NAN : stats_paired_mean(&p.sums);
        struct interval i = stats_paired_interval(&p.sums);
        table_add(m, value_text(sides[r].role->id));
        table_add(m, value_text(sides[r].role->name));
        table_add(m, value_count(sides[r].n));
        table_add(m, value_count(p.both));
        table_add(m, value_count(p.first));
        table_add(m, value_count(p.second));
        table_add(m, value_points(d, i.low, i.high));
    }
    table_end(m, SIZE_MAX);
}

/* What the two tables say of one role. */
static struct str in_words(const struct comparison *c, size_t role,
                           const struct table *skills, const struct table *two)
{
    const struct value *first =
        &skills->values[role * c->n * skills->n_columns];
    const struct value *second = first + skills->n_columns;
    const struct value *d = &two->values[role * two->n_columns + DIFFERENCE];
    struct str name = c->f->roles[role].name;
    if (d->kind != VALUE_POINTS)
        return arena_printf(c->a, "%.*s: too few postings to compare.",
                            STR_FMT(name));
    bool differs = d->low > 0 || d->high < 0;
    return arena_printf(
        c->a,
        "%.*s: %.0f %% of the postings name %.*s, %.0f %% %.*s: %.0f points "
        "%s (95 %%: %+.0f to %+.0f)%s.",
        STR_FMT(name), 100 * first[SHARE].number, STR_FMT(first[NAME].text),
        100 * second[SHARE].number, STR_FMT(second[NAME].text),
        fabs(100 * d->number), d->number < 0 ? "less" : "more", 100 * d->low,
        100 * d->high, differs ? "" : ", which may be chance");
}

struct page compare_skills(const struct comparison *c)
{
    struct side sides[FIGURES_MAX_ROLES];
    struct table_maker m = {.f = c->f,
                            .a = c->a,
                            .role = TABLES_ALL_ROLES,
                            .cap_out = 2,
                            .out = arena_calloc(c->a, 2, sizeof *m.out)};
    struct str *lines = arena_calloc(c->a, 1 + c->f->n_roles, sizeof *lines);
    struct str title = STR("");
    for (size_t i = 0; i < c->n; i++) {
        const struct concept *x = &c->taxonomy->concepts[c->index[i]];
        title = words_join(title, figures_name(x->name, x->id, c->a), i, c->n,
                           c->a);
    }
    for (size_t r = 0; r < c->f->n_roles; r++)
        sides[r] = open_side(c, r);
    lines[0] = arena_printf(c->a, "%.*s.", STR_FMT(words_period(c->f, c->a)));
    skills_table(c, sides, &m);
    difference_table(c, sides, &m);
    for (size_t r = 0; r < c->f->n_roles; r++)
        lines[1 + r] = in_words(c, r, &m.out[0], &m.out[1]);
    for (size_t r = 0; r < c->f->n_roles; r++)
        close_side(&sides[r]);
    return (struct page){.kind = "compare-skills",
                         .title = title,
                         .lines = lines,
                         .n_lines = 1 + c->f->n_roles,
                         .tables = {m.out, m.n_out}};
}
