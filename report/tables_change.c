/* SPDX-License-Identifier: MIT */
#include "report/headline.h"
#include "report/tables_make.h"
#include "report/words.h"
#include <math.h>
#include <stdlib.h>

#define OTHERS_SHOWN 3 /* of what did not change detectably */
#define LEAST_SHOWN  .005

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
    {"verdict", NULL, VALUE_TEXT, 0, false},
    {"what", "what it did", VALUE_TEXT, 0, false},
    {"same_sources", "same sources", VALUE_POINTS, 0, false},
    {"mix_role", NULL, VALUE_NUMBER, 6, false},
    {"mix_seniority", NULL, VALUE_NUMBER, 6, false},
    {"mix_source", NULL, VALUE_NUMBER, 6, false},
    {"mix_country", NULL, VALUE_NUMBER, 6, false},
    {"rank_from", NULL, VALUE_COUNT, 0, false},
    {"rank_to", NULL, VALUE_COUNT, 0, false},
    {"rank", "rank", VALUE_TEXT, 0, false},
    {"detectable", NULL, VALUE_NUMBER, 6, false},
};

/* What rose, what fell, what changed with the sources, the rest; each by size.
 */
static int by_verdict(const void *pa, const void *pb)
{
    static const int order[] = {[CHANGE_MORE] = 0,
                                [CHANGE_LESS] = 1,
                                [CHANGE_SOURCES] = 2,
                                [CHANGE_NONE] = 3};
    const struct change *a = *(const struct change *const *)pa;
    const struct change *b = *(const struct change *const *)pb;
    if (a->verdict != b->verdict)
        return order[a->verdict] - order[b->verdict];
    double x = fabs(a->difference), y = fabs(b->difference);
    if (x != y)
        return x > y ? -1 : 1;
    return str_cmp(a->id, b->id);
}

static const struct change **sorted(const struct change_set *set,
                                    struct arena *a)
{
    const struct change **v = arena_calloc(a, set->n, sizeof *v);
    for (size_t i = 0; i < set->n; i++)
        v[i] = &set->v[i];
    if (set->n)
        qsort(v, set->n, sizeof *v, by_verdict);
    return v;
}

static struct value rank_value(unsigned rank)
{
    return rank ? value_count(rank) : value_number(NAN);
}

static struct str rank_words(const struct change *c, struct arena *a)
{
    if (c->rank_from == 0)
        return arena_printf(a, "new at %u", c->rank_to);
    if (c->rank_to == 0)
        return arena_printf(a, "%u, gone", c->rank_from);
    return c->rank_from == c->rank_to
               ? arena_printf(a, "%u", c->rank_to)
               : arena_printf(a, "%u to %u", c->rank_from, c->rank_to);
}

static void add_set(struct table_maker *m, const struct change_set *set)
{
    static const char *const kinds[] = {"month", "year", "quarter",
                                        "quarter-year"};
    struct str from = words_window_of(set->from_first, set->from_last, m->a);
    struct str to = words_window_of(set->to_first, set->to_last, m->a);
    const struct change **v = sorted(set, m->a);
    for (size_t i = 0; i < set->n; i++) {
        const struct change *c = v[i];
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
        table_add(m, value_text(words_movement(c->verdict)));
        table_add(m,
                  value_points(c->same_difference, c->same_low, c->same_high));
        table_add(m, value_number(c->mix_role));
        table_add(m, value_number(c->mix_seniority));
        table_add(m, value_number(c->mix_source));
        table_add(m, value_number(c->mix_country));
        table_add(m, rank_value(c->rank_from));
        table_add(m, rank_value(c->rank_to));
        table_add(m, value_text(rank_words(c, m->a)));
        table_add(m, value_number(c->detectable));
    }
}

static size_t n_changed(const struct change_set *set)
{
    size_t n = 0;
    for (size_t i = 0; i < set->n; i++)
        n += set->v[i].verdict != CHANGE_NONE;
    return n;
}

/* How many of the others are worth a line: those that moved at all. */
static size_t n_largest_others(const struct change_set *set)
{
    size_t n = 0;
    for (size_t i = 0; i < set->n && n < OTHERS_SHOWN; i++)
        n += set->v[i].verdict == CHANGE_NONE &&
             fabs(set->v[i].difference) >= LEAST_SHOWN;
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

/* What a reader could take for a change of demand: postings that say less, or
 * more, of everything. */
static struct str lengths(const struct change_set *set, struct arena *a)
{
    double ratio = set->skills_to / set->skills_from;
    const char *so = "";
    if (ratio < 1 - HEADLINE_LENGTH)
        so = ": they say less of everything, so that shares fall together";
    else if (ratio > 1 + HEADLINE_LENGTH)
        so = ": they say more of everything, so that shares rise together";
    return arena_printf(a, " A posting names %.1f skills now, %.1f before%s.",
                        set->skills_to, set->skills_from, so);
}

static struct str note_of(const struct table_maker *m,
                          const struct change_set *set, size_t changed,
                          size_t others)
{
    struct arena *a = m->a;
    struct str what = changed == 0
                          ? STR("no detectable change")
                          : arena_printf(a, "%zu changed detectably", changed);
    struct str rest = STR("");
    if (others)
        rest = arena_printf(a,
                            " The last %zu are the largest of those that "
                            "chance alone may have made.",
                            others);
    return arena_printf(
        a,
        "%.*s (%.*s usable postings) beside %.*s (%.*s): %zu skills tested, "
        "%.*s, at a false discovery rate of %.0f %%. Changes are in points of "
        "per cent with 95 %% intervals; a typical skill would have to change "
        "by %.0f to be seen. \"Same sources\" is the change over the %u "
        "source%s that both have; where it does not show there, the verdict "
        "is \"other sources\".%.*s%.*s",
        STR_FMT(words_window_of(set->to_first, set->to_last, a)),
        STR_FMT(words_number(set->to.usable, a)),
        STR_FMT(words_window_of(set->from_first, set->from_last, a)),
        STR_FMT(words_number(set->from.usable, a)), set->n, STR_FMT(what),
        100 * FIGURES_DISCOVERY,
        isnan(set->detectable) ? 100 : 100 * set->detectable,
        set->n_same_sources, set->n_same_sources == 1 ? "" : "s",
        STR_FMT(lengths(set, a)), STR_FMT(rest));
}

/* The comparisons of a role, or of all together, the headline's first. */
static void add_changes(struct table_maker *m, const char *key,
                        const struct change_set *sets,
                        enum change_kind headline, bool any)
{
    size_t rows = 0;
    for (int i = 0; i < CHANGE_KINDS; i++)
        rows += sets[i].n;
    table_begin(m, key, columns, sizeof columns / sizeof *columns, rows);
    m->table.title = m->role == TABLES_ALL_ROLES
                         ? STR("Risers and fallers, all roles together")
                         : STR("Risers and fallers");
    if (headline == CHANGE_KINDS) {
        if (any)
            m->table.note = no_comparison(m);
        table_end(m, 0);
        return;
    }
    size_t changed = n_changed(&sets[headline]);
    size_t others = n_largest_others(&sets[headline]);
    m->table.note = note_of(m, &sets[headline], changed, others);
    add_set(m, &sets[headline]);
    for (int i = 0; i < CHANGE_KINDS; i++)
        if (i != (int)headline)
            add_set(m, &sets[i]);
    table_end(m, changed + others);
    m->out[m->n_out - 1].n_more = sets[headline].n - changed - others;
}

void table_changes(struct table_maker *m)
{
    const struct role_figure *role = &m->f->roles[m->role];
    add_changes(m, "changes", role->changes, role->headline,
                role->counts.raw > 0);
}

void table_changes_together(struct table_maker *m)
{
    const struct figures *f = m->f;
    bool several = f->n_roles > 1;
    add_changes(m, "changes_together", f->changes,
                several ? f->headline : CHANGE_KINDS,
                several && f->selected.raw > 0);
}
