/* SPDX-License-Identifier: MIT */
/* What a report cannot say, why, and what it would take. */
#include "report/tables_make.h"
#include "report/words.h"
#include <math.h>

#define SPANS_SHOWN  6 /* runs of months that are gaps, of a role */
#define ROWS_OF_ROLE 5

static void add(struct table_maker *m, const char *what, struct value n,
                struct value n_employers, struct str why)
{
    const struct role_figure *role = &m->f->roles[m->role];
    table_add(m, value_text(role->id));
    table_add(m, value_text(role->name));
    table_add(m, value_text(str_from(what)));
    table_add(m, n);
    table_add(m, n_employers);
    table_add(m, value_text(why));
}

static void add_role(struct table_maker *m, const struct role_figure *role)
{
    const struct counts *c = &role->counts;
    if (c->few)
        add(m, "shares", value_count(c->usable), value_count(c->employers),
            c->raw == 0
                ? STR("no posting in the period")
                : arena_printf(
                      m->a, "%.*s by %.*s; %d by %d are needed",
                      STR_FMT(words_count(c->usable, "posting", m->a)),
                      STR_FMT(words_count(c->employers, "employer", m->a)),
                      FIGURES_FLOOR_POSTINGS, FIGURES_FLOOR_EMPLOYERS));
}

static struct str side(const struct change_set *set, bool later,
                       struct arena *a)
{
    const struct counts *c = later ? &set->to : &set->from;
    return arena_printf(
        a, "%.*s (%.*s by %.*s)",
        STR_FMT(words_window_of(later ? set->to_first : set->from_first,
                                later ? set->to_last : set->from_last, a)),
        STR_FMT(words_count(c->usable, "posting", a)),
        STR_FMT(words_count(c->employers, "employer", a)));
}

static uint64_t least(const struct change_set *set)
{
    return set->from.usable < set->to.usable ? set->from.usable
                                             : set->to.usable;
}

/* A role that has no comparison: the one that came closest to it. */
static void add_comparison(struct table_maker *m,
                           const struct role_figure *role)
{
    const struct change_set *best = NULL;
    for (int i = 0; i < CHANGE_KINDS; i++) {
        const struct change_set *set = &role->changes[i];
        if (set->to_last >= 0 && (!best || least(set) > least(best)))
            best = set;
    }
    if (role->headline != CHANGE_KINDS || role->counts.raw == 0 || !best)
        return;
    const struct counts *less =
        best->from.usable < best->to.usable ? &best->from : &best->to;
    add(m, "change", value_count(less->usable), value_count(less->employers),
        arena_printf(m->a,
                     "closest to it came %.*s and %.*s; %d by %d are needed in "
                     "each",
                     STR_FMT(side(best, false, m->a)),
                     STR_FMT(side(best, true, m->a)), FIGURES_FLOOR_POSTINGS,
                     FIGURES_FLOOR_EMPLOYERS));
}

/* "2025-01 to 2025-03, 2025-07": the months without a figure. *n of them. */
static struct str gaps(const struct figures *f, const struct role_figure *role,
                       size_t *n, struct arena *a)
{
    struct str all = STR("");
    size_t spans = 0;
    *n = 0;
    for (size_t from = 0, to; from < f->n_months; from = to + 1) {
        to = from;
        if (role->months[from].gap == GAP_NONE)
            continue;
        while (to + 1 < f->n_months && role->months[to + 1].gap != GAP_NONE)
            to++;
        *n += to - from + 1;
        if (spans++ < SPANS_SHOWN)
            all = arena_printf(
                a, "%.*s%s%.*s", STR_FMT(all), all.n ? ", " : "",
                STR_FMT(words_window_of(role->months[from].month,
                                        role->months[to].month, a)));
    }
    return spans > SPANS_SHOWN ? arena_printf(a, "%.*s and %zu more",
                                              STR_FMT(all), spans - SPANS_SHOWN)
                               : all;
}

static void add_months(struct table_maker *m, const struct role_figure *role)
{
    size_t n;
    if (m->f->n_months < 2)
        return;
    struct str months = gaps(m->f, role, &n, m->a);
    if (n == m->f->n_months)
        add(m, "months", value_number(NAN), value_number(NAN),
            arena_printf(m->a, "all %zu are gaps", n));
    else if (n)
        add(m, "months", value_number(NAN), value_number(NAN),
            arena_printf(m->a, "%zu of %zu are gaps: %.*s", n, m->f->n_months,
                         STR_FMT(months)));
}

static void add_tests(struct table_maker *m, const struct role_figure *role)
{
    if (role->headline == CHANGE_KINDS)
        return;
    size_t tested = role->changes[role->headline].n;
    if (tested < role->n_named_skills)
        add(m, "change of skills", value_number(NAN), value_number(NAN),
            arena_printf(m->a,
                         "only %zu of the %zu skills named were tested: the "
                         "others have fewer than %d postings by %d employers "
                         "in the two windows",
                         tested, role->n_named_skills, FIGURES_CHANGE_POSTINGS,
                         FIGURES_FLOOR_EMPLOYERS));
}

static void add_pay(struct table_maker *m, const struct role_figure *role)
{
    if (isnan(role->pay.all.middle))
        add(m, "pay", value_count(role->pay.all.n),
            value_count(role->pay.all.employers),
            arena_printf(m->a,
                         "%.*s with pay; a median needs %d by %d employers",
                         STR_FMT(words_count(role->pay.all.n, "posting", m->a)),
                         FIGURES_PAY_POSTINGS, FIGURES_FLOOR_EMPLOYERS));
}

void table_too_few(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"role_id", NULL, VALUE_TEXT, 0, false},
        {"role", "Role", VALUE_TEXT, 0, false},
        {"what", "what", VALUE_TEXT, 0, false},
        {"n", NULL, VALUE_COUNT, 0, false},
        {"n_employers", NULL, VALUE_COUNT, 0, false},
        {"why", "why not, and what it would take", VALUE_TEXT, 0, false},
    };
    const struct figures *f = m->f;
    table_begin(m, "too_few", columns, sizeof columns / sizeof *columns,
                f->n_roles * ROWS_OF_ROLE);
    m->table.title = STR("What was too few to say");
    m->table.is_list = true;
    for (m->role = 0; m->role < f->n_roles; m->role++) {
        const struct role_figure *role = &f->roles[m->role];
        add_role(m, role);
        add_comparison(m, role);
        if (role->counts.few) /* so is all that follows */
            continue;
        add_tests(m, role);
        add_months(m, role);
        add_pay(m, role);
    }
    m->role = TABLES_ALL_ROLES;
    if (m->n)
        m->table.note =
            arena_printf(m->a,
                         "A longer period (--from, --to), more sources or "
                         "other roles (--role) have more postings; below %d by "
                         "%d employers a share is not given.",
                         FIGURES_FLOOR_POSTINGS, FIGURES_FLOOR_EMPLOYERS);
    table_end(m, SIZE_MAX);
}
