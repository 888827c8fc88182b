/* SPDX-License-Identifier: MIT */
#include "report/tables_make.h"
#include "report/words.h"
#include <math.h>

#define COLUMNS(v)      (v), sizeof(v) / sizeof *(v)
#define PAIRS_SHOWN     10
#define COUNTRIES_SHOWN 8

static const struct role_figure *role_of(const struct table_maker *m)
{
    return &m->f->roles[m->role];
}

void table_distinctive(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "Skill", VALUE_TEXT, 0, false},
        {"share", "% here", VALUE_SHARE, 1, true},
        {"share_others", "% in the others", VALUE_SHARE, 1, true},
        {"log_odds", NULL, VALUE_NUMBER, 4, false},
        {"z", "z", VALUE_NUMBER, 1, false},
    };
    const struct role_figure *role = role_of(m);
    table_begin(m, "distinctive", COLUMNS(columns), role->n_distinctive);
    m->table.title = STR("What sets it apart");
    m->table.note =
        role->n_distinctive
            ? STR("Named here more often than in the other roles of this "
                  "report, by more than chance; the surest first (z: log-odds "
                  "ratio over its standard error).")
            : STR("");
    for (size_t i = 0; i < role->n_distinctive; i++) {
        const struct distinctive *d = &role->distinctive[i];
        table_add(m, value_text(d->id));
        table_add(m, value_text(d->name));
        table_add(m, value_share(d->share, NAN, NAN));
        table_add(m, value_share(d->others, NAN, NAN));
        table_add(m, value_number(d->odds.ratio));
        table_add(m, value_number(d->odds.z));
    }
    table_end(m, role->n_distinctive);
}

static void add_sensitivity(struct table_maker *m, const struct skill_figure *s)
{
    const struct cell *c = &s->cell;
    double in =
        c->named ? c->in_section[SECTION_REQUIREMENTS] / (double)c->named : NAN;
    table_add(m, value_text(s->id));
    table_add(m, value_text(s->name));
    table_add(m, value_share(c->share, NAN, NAN));
    table_add(m, value_share(c->employer_share, NAN, NAN));
    table_add(m, value_share(c->without_low, NAN, NAN));
    table_add(m, value_share(c->without_high, NAN, NAN));
    table_add(m, value_share(in, NAN, NAN));
    table_add(m, value_count(s->rank_low));
    table_add(m, value_count(s->rank_high));
    table_add(
        m, value_text(arena_printf(m->a, "%u-%u", s->rank_low, s->rank_high)));
    for (int i = 0; i < SECTIONS; i++)
        table_add(m, value_count(c->in_section[i]));
}

void table_sensitivity(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "Skill", VALUE_TEXT, 0, false},
        {"share", "%", VALUE_SHARE, 1, true},
        {"employer_share", "by employer", VALUE_SHARE, 1, true},
        {"without_one_low", "without one", VALUE_SHARE, 1, true},
        {"without_one_high", "to", VALUE_SHARE, 1, true},
        {"share_in_requirements", "among req.", VALUE_SHARE, 0, true},
        {"rank_low", NULL, VALUE_COUNT, 0, false},
        {"rank_high", NULL, VALUE_COUNT, 0, false},
        {"ranks", "ranks", VALUE_TEXT, 0, false},
        {"n_in_requirements", NULL, VALUE_COUNT, 0, false},
        {"n_in_duties", NULL, VALUE_COUNT, 0, false},
        {"n_in_about", NULL, VALUE_COUNT, 0, false},
        {"n_in_benefits", NULL, VALUE_COUNT, 0, false},
        {"n_in_legal", NULL, VALUE_COUNT, 0, false},
        {"n_in_other", NULL, VALUE_COUNT, 0, false},
    };
    const struct role_figure *role = role_of(m);
    size_t n = role->counts.few ? 0 : role->n_skills;
    table_begin(m, "sensitivity", COLUMNS(columns), n);
    m->table.title = STR("How the shares hold");
    if (n)
        m->table.note = STR(
            "The share; the mean over employers of each one's own; the range "
            "when any one employer is left out; in how many of the postings "
            "that name it the strongest mention stands among the "
            "requirements; and the ranks that it may have, since only skills "
            "whose intervals lie apart are surely in their order.");
    for (size_t i = 0; i < n; i++)
        add_sensitivity(m, &role->skills[i]);
    table_end(m, PAIRS_SHOWN);
}

/* What the shares depend on: which postings are one, and whose words count. */
void table_counting(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "Skill", VALUE_TEXT, 0, false},
        {"share_of_all", "all found", VALUE_SHARE, 1, true},
        {"share_without_exact", "no exact", VALUE_SHARE, 1, true},
        {"share_without_near", "nor near copies", VALUE_SHARE, 1, true},
        {"share_outside_boilerplate", "not repeated", VALUE_SHARE, 1, true},
    };
    const struct role_figure *role = role_of(m);
    size_t n = role->counts.few ? 0 : role->n_skills;
    table_begin(m, "counting", COLUMNS(columns), n);
    m->table.title = STR("What counts as one posting");
    if (n)
        m->table.note = arena_printf(
            m->a,
            "The share of all %llu postings with usable text; of %llu without "
            "exact copies; of %llu without near copies either (reposts, other "
            "places and boards, agencies); and, as this report counts, of "
            "those that name it outside the sentences that their employer "
            "repeats.",
            (unsigned long long)role->usable_by_rule[ROWS_RAW],
            (unsigned long long)role->usable_by_rule[ROWS_EXACT],
            (unsigned long long)role->usable_by_rule[ROWS_NEAR]);
    for (size_t i = 0; i < n; i++) {
        const struct rule_figure *f = &role->by_rule[i];
        table_add(m, value_text(role->skills[i].id));
        table_add(m, value_text(role->skills[i].name));
        table_add(m, value_share(f->share[ROWS_RAW], NAN, NAN));
        table_add(m, value_share(f->share[ROWS_EXACT], NAN, NAN));
        table_add(m, value_share(f->share[ROWS_NEAR], NAN, NAN));
        table_add(m, value_share(f->outside, NAN, NAN));
    }
    table_end(m, PAIRS_SHOWN);
}

/* For machines: people see it drawn. */
void table_beside(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"a_id", NULL, VALUE_TEXT, 0, false},
        {"a_name", NULL, VALUE_TEXT, 0, false},
        {"b_id", NULL, VALUE_TEXT, 0, false},
        {"b_name", NULL, VALUE_TEXT, 0, false},
        {"n_a", NULL, VALUE_COUNT, 0, false},
        {"n_both", NULL, VALUE_COUNT, 0, false},
        {"share_of_a", NULL, VALUE_SHARE, 1, false},
        {"share_of_all", NULL, VALUE_SHARE, 1, true},
    };
    const struct role_figure *role = role_of(m);
    size_t n = role->n_beside;
    table_begin(m, "beside", COLUMNS(columns), n * n);
    m->table.title = STR("Skills beside each other");
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            const struct beside_figure *b = &role->beside[i * n + k];
            if (i == k)
                continue;
            table_add(m, value_text(role->skills[i].id));
            table_add(m, value_text(role->skills[i].name));
            table_add(m, value_text(role->skills[k].id));
            table_add(m, value_text(role->skills[k].name));
            table_add(m, value_count(b->n));
            table_add(m, value_count(b->both));
            table_add(m, value_share(b->share, b->low, b->high));
            table_add(m, value_share(role->skills[k].cell.share, NAN, NAN));
        }
    table_end(m, 0);
}

void table_pairs(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"a_id", NULL, VALUE_TEXT, 0, false},
        {"a_name", "Skill", VALUE_TEXT, 0, false},
        {"b_id", NULL, VALUE_TEXT, 0, false},
        {"b_name", "and", VALUE_TEXT, 0, false},
        {"n_both", "both", VALUE_COUNT, 0, false},
        {"n_employers", NULL, VALUE_COUNT, 0, false},
        {"share_both", "%", VALUE_SHARE, 1, true},
        {"lift", "lift", VALUE_NUMBER, 1, false},
        {"npmi", NULL, VALUE_NUMBER, 4, false},
        {"share_of_a_naming_b", "2nd if 1st", VALUE_SHARE, 0, true},
        {"share_of_b_naming_a", "1st if 2nd", VALUE_SHARE, 0, true},
    };
    const struct role_figure *role = role_of(m);
    table_begin(m, "pairs", COLUMNS(columns), role->n_pairs);
    m->table.title = STR("Skills that go together");
    m->table.note =
        role->n_pairs
            ? arena_printf(m->a,
                           "Pairs that %d postings or more by %d employers "
                           "name; the closest first (normalised mutual "
                           "information). Lift is how many times more often "
                           "than by chance; the last columns are the per cent "
                           "of those that name the one and the other too.",
                           FIGURES_PAIR_POSTINGS, FIGURES_FLOOR_EMPLOYERS)
            : STR("");
    for (size_t i = 0; i < role->n_pairs; i++) {
        const struct pair *p = &role->pairs[i];
        table_add(m, value_text(p->a_id));
        table_add(m, value_text(p->a_name));
        table_add(m, value_text(p->b_id));
        table_add(m, value_text(p->b_name));
        table_add(m, value_count(p->both));
        table_add(m, value_count(p->employers));
        table_add(m, value_share(p->together.support, NAN, NAN));
        table_add(m, value_number(p->together.lift));
        table_add(m, value_number(p->together.npmi));
        table_add(m, value_share(p->together.b_given_a, NAN, NAN));
        table_add(m, value_share(p->together.a_given_b, NAN, NAN));
    }
    table_end(m, PAIRS_SHOWN);
}

static void add_pay(struct table_maker *m, const char *of,
                    const struct pay_figure *p, struct str name)
{
    const struct pay_table *pay = &role_of(m)->pay;
    table_add(m, value_text(str_from(of)));
    table_add(m, value_text(p->seniority.n ? p->seniority : STR_NONE));
    table_add(m, value_text(p->id));
    table_add(m, value_text(name));
    table_add(m, value_count(p->n));
    table_add(m, value_count(p->employers));
    table_add(m, value_number(p->low));
    table_add(m, value_number(p->middle));
    table_add(m, value_number(p->high));
    table_add(m, value_number(p->middle_low));
    table_add(m, value_number(p->middle_high));
    table_add(m, value_text(pay->currency));
    table_add(m, value_text(pay->period));
}

static struct str pay_note(const struct table_maker *m)
{
    const struct role_figure *role = role_of(m);
    const struct pay_table *pay = &role->pay;
    struct str other =
        pay->n_other
            ? arena_printf(m->a, " %u name another currency or period.",
                           pay->n_other)
            : STR("");
    if (isnan(pay->all.middle))
        return arena_printf(m->a,
                            "%u postings name their pay in %.*s per %.*s: too "
                            "few for a median.%.*s",
                            pay->all.n, STR_FMT(pay->currency),
                            STR_FMT(pay->period), STR_FMT(other));
    return arena_printf(
        m->a,
        "%.*s per %.*s, of the %u postings by %u employers that name it (%.0f "
        "%% of %.*s); of a range its middle.%.*s A skill's median is that of "
        "the postings that name it: it says nothing of what the skill adds.",
        STR_FMT(pay->currency), STR_FMT(pay->period), pay->all.n,
        pay->all.employers, 100 * pay->all.n / (double)role->counts.distinct,
        STR_FMT(words_number(role->counts.distinct, m->a)), STR_FMT(other));
}

void table_pay(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"of", NULL, VALUE_TEXT, 0, false},
        {"seniority", NULL, VALUE_TEXT, 0, false},
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "Postings", VALUE_TEXT, 0, false},
        {"n", "n", VALUE_COUNT, 0, false},
        {"n_employers", "employers", VALUE_COUNT, 0, false},
        {"quartile_1", "lower quarter", VALUE_NUMBER, 0, false},
        {"median", "median", VALUE_NUMBER, 0, false},
        {"quartile_3", "upper quarter", VALUE_NUMBER, 0, false},
        {"median_low95", NULL, VALUE_NUMBER, 0, false},
        {"median_high95", NULL, VALUE_NUMBER, 0, false},
        {"currency", NULL, VALUE_TEXT, 0, false},
        {"period", NULL, VALUE_TEXT, 0, false},
    };
    const struct pay_table *pay = &role_of(m)->pay;
    table_begin(m, "pay", COLUMNS(columns),
                1 + pay->n_by_seniority + pay->n_by_skill + pay->n_by_both);
    m->table.title = STR("Pay");
    if (pay->currency.n) {
        m->table.note = pay_note(m);
        add_pay(m, "all", &pay->all, STR("all that name it"));
    }
    for (size_t i = 0; i < pay->n_by_seniority; i++)
        add_pay(m, "seniority", &pay->by_seniority[i], pay->by_seniority[i].id);
    for (size_t i = 0; i < pay->n_by_skill; i++)
        add_pay(m, "skill", &pay->by_skill[i], pay->by_skill[i].name);
    size_t shown =
        isnan(pay->all.middle) ? 0 : 1 + pay->n_by_seniority + pay->n_by_skill;
    for (size_t i = 0; i < pay->n_by_both; i++)
        add_pay(m, "skill within seniority", &pay->by_both[i],
                pay->by_both[i].name);
    table_end(m, shown);
}

/* The countries come last, the largest first. */
static size_t rows_shown(const struct role_figure *role)
{
    size_t n = 0;
    for (int i = 0; i < PROFILES; i++)
        n += i == PROFILE_COUNTRY && role->profiles[i].n_parts > COUNTRIES_SHOWN
                 ? COUNTRIES_SHOWN
                 : role->profiles[i].n_parts;
    return n;
}

void table_profile(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"dimension", "What", VALUE_TEXT, 0, false},
        {"id", "is", VALUE_TEXT, 0, false},
        {"n", "postings", VALUE_COUNT, 0, false},
        {"share", "%", VALUE_SHARE, 1, false},
    };
    static const char *const dimensions[PROFILES] = {
        "seniority", "place of work", "lowest degree", "years asked",
        "country"};
    const struct role_figure *role = role_of(m);
    size_t rows = 0;
    for (int i = 0; i < PROFILES; i++)
        rows += role->profiles[i].n_parts;
    table_begin(m, "profile", COLUMNS(columns), rows);
    m->table.title = STR("Seniority, place, degrees and years");
    if (!role->counts.few)
        m->table.note = STR("Of all distinct postings; degrees and years of "
                            "those with usable text.");
    for (int i = 0; i < PROFILES; i++)
        for (size_t k = 0; k < role->profiles[i].n_parts; k++) {
            const struct part *p = &role->profiles[i].parts[k];
            table_add(m, value_text(str_from(dimensions[i])));
            table_add(m, value_text(p->id.n ? p->id : STR("not said")));
            table_add(m, value_count(p->n));
            table_add(m, value_share(p->share, p->low, p->high));
        }
    table_end(m, role->counts.few ? 0 : rows_shown(role));
}

void table_employers(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"name", "Employer", VALUE_TEXT, 0, false},
        {"n", "postings", VALUE_COUNT, 0, false},
        {"share", "%", VALUE_SHARE, 1, true},
    };
    const struct role_figure *role = role_of(m);
    table_begin(m, "employers", COLUMNS(columns), role->n_employers);
    m->table.title = STR("Who posts");
    bool unnamed = m->f->n_no_employer && m->f->n_no_employer == m->f->all.raw;
    if (unnamed)
        m->table.note = STR("No posting names its employer: each counts as an "
                            "employer of its own, and who posts most cannot be "
                            "told.");
    else if (!role->counts.few)
        m->table.note = arena_printf(m->a,
                                     "The largest employer has %.1f %% of the "
                                     "distinct postings. They are "
                                     "spread as if %.1f employers had equally "
                                     "many (Herfindahl index %.3f).",
                                     100 * role->concentration.largest,
                                     role->concentration.effective,
                                     role->concentration.hhi);
    for (size_t i = 0; i < role->n_employers; i++) {
        const struct employer_part *e = &role->employers[i];
        table_add(m, value_text(e->name.n ? e->name : STR("(not named)")));
        table_add(m, value_count(e->n));
        table_add(m, value_share(e->share, NAN, NAN));
    }
    table_end(m, role->counts.few || unnamed ? 0 : role->n_employers);
}

static struct str list(const struct group_figure *g, struct arena *a)
{
    struct str all = STR("");
    for (size_t i = 0; i < g->n_members; i++)
        all = arena_printf(a, "%.*s%s%.*s", STR_FMT(all), i ? ", " : "",
                           STR_FMT(g->members[i]));
    return all;
}

void table_any_of(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "At least one of", VALUE_TEXT, 0, false},
        {"role_id", NULL, VALUE_TEXT, 0, false},
        {"role", "in", VALUE_TEXT, 0, false},
        {"n_named", "named", VALUE_COUNT, 0, false},
        {"share", "%", VALUE_SHARE, 1, false},
        {"members", NULL, VALUE_TEXT, 0, false},
    };
    const struct figures *f = m->f;
    table_begin(m, "any_of", COLUMNS(columns), f->n_groups * f->n_roles);
    m->table.title = STR("One of several");
    m->table.note = f->n_groups ? STR("Postings that name at least one of a "
                                      "group; one that names three counts "
                                      "once.")
                                : STR("");
    for (size_t i = 0; i < f->n_groups; i++) {
        const struct group_figure *g = &f->groups[i];
        struct str members = list(g, m->a);
        for (size_t r = 0; r < f->n_roles; r++) {
            const struct cell *c = &g->cells[r];
            table_add(m, value_text(g->id));
            table_add(m, value_text(g->name));
            table_add(m, value_text(f->roles[r].id));
            table_add(m, value_text(f->roles[r].name));
            table_add(m, value_count(c->named));
            table_add(m, value_share(c->share, c->low, c->high));
            table_add(m, value_text(members));
        }
    }
    table_end(m, SIZE_MAX);
}
