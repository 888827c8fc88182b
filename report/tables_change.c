/* SPDX-License-Identifier: MIT */
#include "report/tables_make.h"
#include "report/words.h"
#include <math.h>

#define CHANGES_SHOWN 12

static const struct table_column columns[] = {
    {"compared", NULL, VALUE_TEXT, 0, false},
    {"from", NULL, VALUE_TEXT, 0, false},
    {"to", NULL, VALUE_TEXT, 0, false},
    {"id", NULL, VALUE_TEXT, 0, false},
    {"name", "Skill", VALUE_TEXT, 0, false},
    {"share_from", "before", VALUE_SHARE, 0, false},
    {"share_to", "now", VALUE_SHARE, 0, false},
    {"difference", "change", VALUE_POINTS, 0, false},
    {"p", NULL, VALUE_NUMBER, 6, false},
    {"q", NULL, VALUE_NUMBER, 6, false},
    {"verdict", "verdict", VALUE_TEXT, 0, false},
    {"same_sources", "same sources", VALUE_POINTS, 0, false},
    {"mix_seniority", NULL, VALUE_NUMBER, 6, false},
    {"mix_source", NULL, VALUE_NUMBER, 6, false},
    {"mix_country", NULL, VALUE_NUMBER, 6, false},
};

static struct str window(int first, int last, struct arena *a)
{
    if (first < 0)
        return STR_NONE;
    if (first == last)
        return words_month(first, a);
    return arena_printf(a, "%.*s to %.*s", STR_FMT(words_month(first, a)),
                        STR_FMT(words_month(last, a)));
}

static void add_set(struct table_maker *m, const struct change_set *set)
{
    static const char *const kinds[] = {"month", "year", "quarter",
                                        "quarter-year"};
    struct str from = window(set->from_first, set->from_last, m->a);
    struct str to = window(set->to_first, set->to_last, m->a);
    for (size_t i = 0; i < set->n; i++) {
        const struct change *c = &set->v[i];
        table_add(m, value_text(str_from(kinds[set->kind])));
        table_add(m, value_text(from));
        table_add(m, value_text(to));
        table_add(m, value_text(c->id));
        table_add(m, value_text(c->name));
        table_add(m, value_share(c->from.share, c->from.low, c->from.high));
        table_add(m, value_share(c->to.share, c->to.low, c->to.high));
        table_add(m, value_points(c->difference, c->low, c->high));
        table_add(m, value_number(c->p));
        table_add(m, value_number(c->q));
        table_add(m, value_text(words_verdict(c->verdict)));
        table_add(m,
                  value_points(c->same_difference, c->same_low, c->same_high));
        table_add(m, value_number(c->mix_seniority));
        table_add(m, value_number(c->mix_source));
        table_add(m, value_number(c->mix_country));
    }
}

/* How many of a set's skills have changed detectably; they come first. */
static size_t n_changed(const struct change_set *set)
{
    size_t n = 0;
    while (n < set->n && set->v[n].verdict != CHANGE_NONE)
        n++;
    return n;
}

static struct str no_comparison(const struct table_maker *m)
{
    return arena_printf(
        m->a,
        "No comparison: neither a month nor three months, and the ones before "
        "or a year before, have %d usable postings by %d employers each.",
        FIGURES_FLOOR_POSTINGS, FIGURES_FLOOR_EMPLOYERS);
}

static struct str note_of(const struct table_maker *m,
                          const struct change_set *set, size_t changed)
{
    struct str what =
        changed == 0 ? STR("no detectable change")
                     : arena_printf(m->a, "%zu changed detectably", changed);
    return arena_printf(
        m->a,
        "%.*s (%.*s usable postings) beside %.*s (%.*s): %zu skills tested, "
        "%.*s, at a false discovery rate of %.0f %%. Changes are in points of "
        "per cent with 95 %% intervals. \"Same sources\" is the change over "
        "the %u sources that both have; where it does not show there, the "
        "verdict is \"other sources\".",
        STR_FMT(window(set->to_first, set->to_last, m->a)),
        STR_FMT(words_number(set->to.usable, m->a)),
        STR_FMT(window(set->from_first, set->from_last, m->a)),
        STR_FMT(words_number(set->from.usable, m->a)), set->n, STR_FMT(what),
        100 * FIGURES_DISCOVERY, set->n_same_sources);
}

void table_changes(struct table_maker *m)
{
    const struct role_figure *role = &m->f->roles[m->role];
    size_t rows = 0;
    for (int i = 0; i < CHANGE_KINDS; i++)
        rows += role->changes[i].n;
    table_begin(m, "changes", columns, sizeof columns / sizeof *columns, rows);
    m->table.title = STR("What changed");
    if (role->headline == CHANGE_KINDS) {
        if (role->counts.raw)
            m->table.note = no_comparison(m);
        table_end(m, 0);
        return;
    }
    const struct change_set *headline = &role->changes[role->headline];
    size_t changed = n_changed(headline);
    m->table.note = note_of(m, headline, changed);
    add_set(m, headline);
    for (int i = 0; i < CHANGE_KINDS; i++)
        if (&role->changes[i] != headline)
            add_set(m, &role->changes[i]);
    table_end(m, changed < CHANGES_SHOWN ? changed : CHANGES_SHOWN);
}
