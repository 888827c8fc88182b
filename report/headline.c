/* SPDX-License-Identifier: MIT */
#include "report/headline.h"
#include "report/words.h"
#include <math.h>

struct writer {
    const struct figures *f;
    struct arena *a;
    struct headline_line *v;
    size_t n;
};

static void add(struct writer *w, enum headline_kind kind, struct str role_id,
                struct str text)
{
    w->v[w->n++] = (struct headline_line){kind, role_id, text};
}

static void add_scope(struct writer *w)
{
    const struct figures *f = w->f;
    struct arena *a = w->a;
    const char *role = f->n_roles == 1 ? "role" : "roles";
    struct str these =
        f->selected.usable == 0
            ? arena_printf(
                  a, "None with usable text is in the %s of this report.", role)
            : arena_printf(
                  a,
                  "With usable text and in the %s of this report: %.*s by "
                  "%.*s; all that follows is of these.",
                  role, STR_FMT(words_count(f->selected.usable, "posting", a)),
                  STR_FMT(words_count(f->selected.employers, "employer", a)));
    add(w, HEADLINE_SCOPE, STR_NONE,
        arena_printf(a, "%.*s: %.*s found in %.*s, %.*s of them distinct. %.*s",
                     STR_FMT(words_period(f, a)),
                     STR_FMT(words_count(f->all.raw, "posting", a)),
                     STR_FMT(words_count(f->n_sources, "source", a)),
                     STR_FMT(words_number(f->all.distinct, a)),
                     STR_FMT(these)));
}

/* ---- What is named most ---- */

static void add_few(struct writer *w, const struct role_figure *role)
{
    struct arena *a = w->a;
    const struct counts *c = &role->counts;
    struct str named = STR("");
    size_t n =
        role->n_skills < HEADLINE_SKILLS ? role->n_skills : HEADLINE_SKILLS;
    for (size_t i = 0; i < n; i++) {
        const struct skill_figure *s = &role->skills[i];
        named = words_join(
            named,
            arena_printf(a, "%.*s (%u)", STR_FMT(s->name), s->cell.named), i, n,
            a);
    }
    if (c->raw == 0) {
        add(w, HEADLINE_FEW, role->id,
            arena_printf(a, "%.*s: no posting in the period.",
                         STR_FMT(role->name)));
        return;
    }
    add(w, HEADLINE_FEW, role->id,
        arena_printf(a,
                     "%.*s: %.*s with usable text by %.*s, too few for shares "
                     "(%d by %d are needed)%s%.*s.",
                     STR_FMT(role->name),
                     STR_FMT(words_count(c->usable, "posting", a)),
                     STR_FMT(words_count(c->employers, "employer", a)),
                     FIGURES_FLOOR_POSTINGS, FIGURES_FLOOR_EMPLOYERS,
                     n ? "; counted most: " : "", STR_FMT(named)));
}

static void add_skills(struct writer *w, const struct role_figure *role)
{
    struct arena *a = w->a;
    struct str named = STR("");
    size_t n =
        role->n_skills < HEADLINE_SKILLS ? role->n_skills : HEADLINE_SKILLS;
    if (role->counts.few || n == 0) {
        add_few(w, role);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const struct skill_figure *s = &role->skills[i];
        struct str of = STR("");
        if (i == 0)
            of = arena_printf(
                a, " of its %.*s",
                STR_FMT(words_count(role->counts.usable, "posting", a)));
        struct str one = arena_printf(a, "%.*s%s in %.0f %%%.*s (%.0f to %.0f)",
                                      STR_FMT(s->name), i ? "" : " is named",
                                      100 * s->cell.share, STR_FMT(of),
                                      100 * s->cell.low, 100 * s->cell.high);
        named = words_join(named, one, i, n, a);
    }
    add(w, HEADLINE_NAMED, role->id,
        arena_printf(a, "%.*s: %.*s.", STR_FMT(role->name), STR_FMT(named)));
}

/* ---- What changed ---- */

/* "Rust by 12 points (3 to 21, q .012)"; more decimals where it is little. */
static struct str one_change(const struct change *c, struct arena *a)
{
    double sign = c->difference < 0 ? -100 : 100;
    double by = sign * c->difference;
    double low = sign * (sign < 0 ? c->high : c->low);
    double high = sign * (sign < 0 ? c->low : c->high);
    int decimals = by < 9.95;
    struct str q = c->q < .001 ? STR("under .001")
                               : str_slice(arena_printf(a, "%.3f", c->q), 1, 5);
    return arena_printf(a, "%.*s by %.*f points (%.*f to %.*f, q %.*s)",
                        STR_FMT(c->name), decimals, by, decimals, low, decimals,
                        high, STR_FMT(q));
}

/* The first few changes with this verdict; *n of them there are. */
static struct str changes(const struct change_set *set,
                          enum change_verdict verdict, size_t *n,
                          struct arena *a)
{
    struct str all = STR("");
    size_t total = 0, at = 0;
    for (size_t i = 0; i < set->n; i++)
        total += set->v[i].verdict == verdict;
    size_t shown = total < HEADLINE_CHANGES ? total : HEADLINE_CHANGES;
    size_t parts = shown + (total > shown);
    for (size_t i = 0; i < set->n && at < shown; i++)
        if (set->v[i].verdict == verdict) {
            all = words_join(all, one_change(&set->v[i], a), at, parts, a);
            at++;
        }
    if (total > shown)
        all = words_join(all, arena_printf(a, "%zu more", total - shown), shown,
                         parts, a);
    *n = total;
    return all;
}

static struct str no_change(const struct change_set *set, struct str from,
                            struct str to, struct arena *a)
{
    if (set->n == 0)
        return arena_printf(a,
                            "no skill is named often enough in %.*s and %.*s "
                            "for a change of it to be tested.",
                            STR_FMT(from), STR_FMT(to));
    struct str tested =
        set->n == 1 ? STR("the one skill tested")
                    : arena_printf(a, "of the %zu skills tested, a typical one",
                                   set->n);
    if (!(set->detectable < .995))
        return arena_printf(a,
                            "no detectable change in %.*s against %.*s; these "
                            "are so few, or by so few employers, that none "
                            "could have been seen.",
                            STR_FMT(to), STR_FMT(from));
    return arena_printf(a,
                        "no detectable change in %.*s against %.*s; %.*s would "
                        "have had to change by %.0f points or more to be seen.",
                        STR_FMT(to), STR_FMT(from), STR_FMT(tested),
                        100 * set->detectable);
}

/* "2025-07 to 2025-09 (34 postings)" */
static struct str window(int first, int last, const struct counts *c,
                         struct arena *a)
{
    return arena_printf(a, "%.*s (%.*s)",
                        STR_FMT(words_window_of(first, last, a)),
                        STR_FMT(words_count(c->usable, "posting", a)));
}

static void add_change(struct writer *w, struct str id, struct str name,
                       const struct change_set *set)
{
    struct arena *a = w->a;
    size_t n_more, n_less, n_sources;
    struct str more = changes(set, CHANGE_MORE, &n_more, a);
    struct str less = changes(set, CHANGE_LESS, &n_less, a);
    changes(set, CHANGE_SOURCES, &n_sources, a);
    struct str from = window(set->from_first, set->from_last, &set->from, a);
    struct str to = window(set->to_first, set->to_last, &set->to, a);
    struct str text = no_change(set, from, to, a);
    if (n_more + n_less)
        text =
            arena_printf(a, "in %.*s against %.*s %s%.*s%s%s%.*s.", STR_FMT(to),
                         STR_FMT(from), n_more ? "named more often: " : "",
                         STR_FMT(more), n_more && n_less ? "; " : "",
                         n_less ? "named less often: " : "", STR_FMT(less));
    if (n_sources)
        text = arena_printf(a,
                            "%.*s %zu more changed only together with the "
                            "sources that were read.",
                            STR_FMT(text), n_sources);
    double ratio = set->skills_to / set->skills_from;
    if (n_more + n_less && fabs(ratio - 1) > HEADLINE_LENGTH)
        text = arena_printf(
            a,
            "%.*s But a posting names %.1f skills now, %.1f before: all "
            "shares move together.",
            STR_FMT(text), set->skills_to, set->skills_from);
    add(w, HEADLINE_CHANGE, id,
        arena_printf(a, "%.*s, change: %.*s", STR_FMT(name), STR_FMT(text)));
}

/* The roles with postings that cannot be compared, in one sentence. */
static void add_unknown(struct writer *w)
{
    const struct figures *f = w->f;
    struct str names = STR("");
    size_t n = 0, at = 0;
    for (size_t i = 0; i < f->n_roles; i++)
        n += f->roles[i].headline == CHANGE_KINDS;
    for (size_t i = 0; i < f->n_roles; i++)
        if (f->roles[i].headline == CHANGE_KINDS)
            names = words_join(names, f->roles[i].name, at++, n, w->a);
    if (n)
        add(w, HEADLINE_UNKNOWN, STR_NONE,
            arena_printf(
                w->a,
                "Nothing can be said of change in %.*s: that takes %d "
                "postings with usable text by %d employers in a month, or "
                "in three, and as many in the ones before or a year "
                "before.",
                STR_FMT(names), FIGURES_FLOOR_POSTINGS,
                FIGURES_FLOOR_EMPLOYERS));
}

struct headline headline_of(const struct figures *f, struct arena *a)
{
    struct writer w = {.f = f, .a = a};
    w.v = arena_calloc(a, 2 * f->n_roles + 3, sizeof *w.v);
    struct str empty = words_empty(f, a);
    if (empty.p) {
        add(&w, HEADLINE_SCOPE, STR_NONE, empty);
        return (struct headline){w.v, w.n};
    }
    add_scope(&w);
    if (f->n_roles > 1 && f->headline != CHANGE_KINDS)
        add_change(&w, STR_NONE, STR("These roles together"),
                   &f->changes[f->headline]);
    for (size_t i = 0; i < f->n_roles; i++) {
        const struct role_figure *role = &f->roles[i];
        add_skills(&w, role);
        if (role->headline != CHANGE_KINDS)
            add_change(&w, role->id, role->name,
                       &role->changes[role->headline]);
    }
    add_unknown(&w);
    return (struct headline){w.v, w.n};
}

struct str headline_kind_name(enum headline_kind kind)
{
    static const char *const names[] = {
        [HEADLINE_SCOPE] = "scope",
        [HEADLINE_NAMED] = "skills",
        [HEADLINE_FEW] = "few",
        [HEADLINE_CHANGE] = "change",
        [HEADLINE_UNKNOWN] = "no-comparison",
    };
    return str_from(names[kind]);
}
