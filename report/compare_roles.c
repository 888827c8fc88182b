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

#define NAMED_MORE 6 /* skills in a sentence */
#define ROWS_SHOWN 20

struct sums *compare_sums(const struct comparison *c, const uint32_t *idx,
                          size_t n)
{
    struct sums *s = sums_new(c->taxonomy->n_concepts);
    for (size_t i = 0; i < n; i++) {
        const struct row *row = &c->rows->v[idx[i]];
        sums_posting(s, row->employer);
        for (size_t k = 0; k < row->n_skills; k++)
            sums_value(s, ROWS_CONCEPT(c->rows->skills[row->first_skill + k]));
    }
    sums_end(s);
    return s;
}

static struct sums *count_role(const struct comparison *c, size_t role)
{
    size_t n;
    uint32_t *idx = rows_of_role(c->rows, role, &n);
    struct sums *s = compare_sums(c, idx, n);
    free(idx);
    return s;
}

struct line {
    uint32_t concept;
    double weight; /* size of the difference, or of the larger share */
};

static int by_weight(const void *pa, const void *pb)
{
    const struct line *a = pa, *b = pb;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return (a->concept > b->concept) - (a->concept < b->concept);
}

static bool is_few(const struct sums *s)
{
    return figures_few(sums_n(s), sums_employers(s));
}

static double share_of(const struct sums *s, uint32_t concept)
{
    struct cluster_sums sums = sums_of(s, concept);
    return sums.n > 0 ? sums.x / sums.n : 0;
}

/* The skills to be told of, those that differ most between the first two
 * roles first. */
static size_t choose(const struct comparison *c, struct sums *const *s,
                     struct line *v)
{
    size_t n = 0;
    for (uint32_t i = 0; i < c->taxonomy->n_concepts; i++) {
        double named = 0;
        for (size_t k = 0; k < c->n; k++)
            named += sums_of(s[k], i).x;
        if (named < FIGURES_CHANGE_POSTINGS ||
            !figures_is_skill(&c->taxonomy->concepts[i]))
            continue;
        double gap = fabs(share_of(s[1], i) - share_of(s[0], i));
        v[n++] = (struct line){i, gap};
    }
    if (n)
        qsort(v, n, sizeof *v, by_weight);
    return n;
}

static struct value share_value(const struct sums *s, uint32_t concept)
{
    struct cluster_sums sums = sums_of(s, concept);
    struct part_share part = figures_share(&sums);
    return value_share(part.share, part.low, part.high);
}

/* Second less first, and whether that is more than chance. */
static struct value difference(struct sums *const *s, uint32_t concept,
                               double *p)
{
    *p = 1;
    if (is_few(s[0]) || is_few(s[1]))
        return value_points(NAN, NAN, NAN);
    struct cluster_sums a = sums_of(s[0], concept), b = sums_of(s[1], concept);
    struct sample from = stats_sample(&a), to = stats_sample(&b);
    struct interval i = stats_difference(&from, &to);
    *p = stats_two_shares(&from, &to);
    return value_points(to.share - from.share, i.low, i.high);
}

static struct table_column *columns_of(const struct comparison *c, size_t *n)
{
    static const struct table_column first[] = {
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "Skill", VALUE_TEXT, 0, false},
    };
    static const struct table_column last[] = {
        {"difference", "2nd less 1st", VALUE_POINTS, 0, false},
        {"q", NULL, VALUE_NUMBER, 6, false},
        {"verdict", "differ?", VALUE_TEXT, 0, false},
    };
    struct table_column *v = arena_calloc(c->a, c->n + 5, sizeof *v);
    memcpy(v, first, sizeof first);
    for (size_t i = 0; i < c->n; i++) {
        const struct role_figure *role = &c->f->roles[i];
        struct str key =
            arena_printf(c->a, "share_%.*s%c", STR_FMT(role->id), 0);
        struct str head = arena_printf(c->a, "%.*s%c", STR_FMT(role->name), 0);
        v[2 + i] = (struct table_column){key.p, head.p, VALUE_SHARE, 0, false};
    }
    memcpy(v + 2 + c->n, last, sizeof last);
    *n = c->n + 5;
    return v;
}

static void skills_table(const struct comparison *c, struct sums *const *s,
                         struct table_maker *m)
{
    struct line *v = xcalloc(c->taxonomy->n_concepts + 1, sizeof *v);
    size_t n = choose(c, s, v), n_columns;
    double *p = xcalloc(n, sizeof *p), *q = xcalloc(n, sizeof *q);
    for (size_t i = 0; i < n; i++)
        (void)difference(s, v[i].concept, &p[i]);
    stats_false_discovery(p, n, q);
    struct table_column *columns = columns_of(c, &n_columns);
    table_begin(m, "skills", columns, n_columns, n);
    m->table.title = STR("Skills side by side");
    m->table.note = arena_printf(
        c->a,
        "Per cent of each role's postings that name the skill, with 95 %% "
        "intervals; those that differ most between the first two come first. "
        "\"yes\": the two differ by more than chance, at a false discovery "
        "rate of %.0f %% over the %zu skills compared.",
        100 * FIGURES_DISCOVERY, n);
    for (size_t i = 0; i < n; i++) {
        const struct concept *x = &c->taxonomy->concepts[v[i].concept];
        table_add(m, value_text(figures_clean(x->id, c->a)));
        table_add(m, value_text(figures_name(x->name, x->id, c->a)));
        for (size_t k = 0; k < c->n; k++)
            table_add(m, share_value(s[k], v[i].concept));
        struct value points = difference(s, v[i].concept, &p[i]);
        bool told = points.kind != VALUE_NONE;
        bool differs =
            q[i] <= FIGURES_DISCOVERY && (points.low > 0 || points.high < 0);
        table_add(m, points);
        table_add(m, value_number(told ? q[i] : NAN));
        table_add(m, value_text(!told     ? STR("few")
                                : differs ? STR("yes")
                                          : STR("unclear")));
    }
    table_end(m, ROWS_SHOWN);
    free(v);
    free(p);
    free(q);
}

static void roles_table(const struct comparison *c, struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "Role", VALUE_TEXT, 0, false},
        {"n_usable", "postings", VALUE_COUNT, 0, false},
        {"n_employers", "employers", VALUE_COUNT, 0, false},
        {"pay_n", "name pay", VALUE_COUNT, 0, false},
        {"pay_median", "median pay", VALUE_NUMBER, 0, false},
        {"pay_currency", "in", VALUE_TEXT, 0, false},
        {"pay_period", "per", VALUE_TEXT, 0, false},
    };
    table_begin(m, "roles", columns, sizeof columns / sizeof *columns, c->n);
    m->table.title = STR("The roles");
    for (size_t i = 0; i < c->n; i++) {
        const struct role_figure *role = &c->f->roles[i];
        bool paid = role->pay.currency.n;
        table_add(m, value_text(role->id));
        table_add(m, value_text(role->name));
        table_add(m, value_count(role->counts.usable));
        table_add(m, value_count(role->counts.employers));
        table_add(m, value_count(role->pay.all.n));
        table_add(m, value_number(paid ? role->pay.all.middle : NAN));
        table_add(m, value_text(paid ? role->pay.currency : STR_NONE));
        table_add(m, value_text(paid ? role->pay.period : STR_NONE));
    }
    table_end(m, SIZE_MAX);
}

/* ---- In words ---- */

/* The first skills that one of the two names more, by more than chance. */
static struct str named_more(const struct comparison *c, const struct table *t,
                             bool by_second)
{
    size_t points = 2 + c->n, verdict = points + 2, n = 0;
    struct str list = STR("");
    for (size_t i = 0; i < t->n_rows && n < NAMED_MORE; i++) {
        const struct value *row = &t->values[i * t->n_columns];
        if (!str_eq(row[verdict].text, STR("yes")) ||
            (row[points].number > 0) != by_second)
            continue;
        list = arena_printf(c->a, "%.*s%s%.*s", STR_FMT(list), n++ ? ", " : "",
                            STR_FMT(row[1].text));
    }
    return list;
}

/* What the skills table says of the first two roles; returns how many lines. */
static size_t in_words(const struct comparison *c, const struct table *t,
                       struct str *lines)
{
    size_t n = 0;
    const struct role_figure *roles = c->f->roles;
    for (size_t i = 0; i < 2; i++)
        if (roles[i].counts.few) {
            lines[n++] = arena_printf(
                c->a,
                "%.*s has too few postings to compare (%llu with usable text).",
                STR_FMT(roles[i].name),
                (unsigned long long)roles[i].counts.usable);
        }
    if (n)
        return n;
    for (size_t i = 0; i < 2; i++) {
        struct str list = named_more(c, t, i == 1);
        if (list.n)
            lines[n++] =
                arena_printf(c->a,
                             "Named more by %.*s than by %.*s: "
                             "%.*s.",
                             STR_FMT(roles[i].name), STR_FMT(roles[1 - i].name),
                             STR_FMT(list));
    }
    if (n == 0)
        lines[n++] = STR("No skill differs between the first two by more than "
                         "chance.");
    return n;
}

struct page compare_roles(const struct comparison *c)
{
    struct sums *s[COMPARE_MAX];
    struct table_maker m = {.f = c->f,
                            .a = c->a,
                            .role = TABLES_ALL_ROLES,
                            .cap_out = 2,
                            .out = arena_calloc(c->a, 2, sizeof *m.out)};
    struct str *lines = arena_calloc(c->a, 3, sizeof *lines);
    struct str title = STR("");
    for (size_t i = 0; i < c->n; i++) {
        s[i] = count_role(c, i);
        title = words_join(title, c->f->roles[i].name, i, c->n, c->a);
    }
    lines[0] = arena_printf(c->a, "%.*s.", STR_FMT(words_period(c->f, c->a)));
    skills_table(c, s, &m);
    roles_table(c, &m);
    size_t n_lines = 1 + in_words(c, &m.out[0], lines + 1);
    for (size_t i = 0; i < c->n; i++)
        sums_free(s[i]);
    return (struct page){.kind = "compare-roles",
                         .title = title,
                         .lines = lines,
                         .n_lines = n_lines,
                         .tables = {m.out, m.n_out}};
}
