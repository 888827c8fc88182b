/* SPDX-License-Identifier: MIT */
#include "report/study_page.h"
#include "report/tables_make.h"
#include "report/words.h"
#include <math.h>

#define LINES_MAX  12
#define NAMED_NEXT 5 /* skills that have a line of their own */

struct paging {
    const struct study *s;
    struct arena *a;
    struct str *lines;
    size_t n;
};

static void add_line(struct paging *p, struct str line)
{
    p->lines[p->n++] = line;
}

/* "12 of 340 (4 %, 2-6)"; without the share where it is not given. */
static struct str part(const struct paging *p, const struct study_count *c,
                       uint64_t of)
{
    struct str n =
        arena_printf(p->a, "%.*s of %.*s", STR_FMT(words_number(c->n, p->a)),
                     STR_FMT(words_number(of, p->a)));
    if (isnan(c->share))
        return n;
    return arena_printf(
        p->a, "%.*s (%.0f %%, %.*s)", STR_FMT(n), 100 * c->share,
        STR_FMT(words_interval(c->low, c->high, 0, true, p->a)));
}

static struct str known_list(const struct paging *p)
{
    struct str all = STR("");
    for (size_t i = 0; i < p->s->n_known; i++)
        all = arena_printf(p->a, "%.*s%s%.*s", STR_FMT(all), i ? ", " : "",
                           STR_FMT(p->s->known_names[i]));
    return all.n ? all : STR("nothing yet");
}

/* ", more than before": where a change was detected. */
static const char *trend(const struct study_skill *k)
{
    if (k->change && k->change->verdict == CHANGE_MORE)
        return ", more than before";
    if (k->change && k->change->verdict == CHANGE_LESS)
        return ", less than before";
    return "";
}

/* What the view has of a step of the path; NULL: it is not among the first. */
static const struct study_skill *skill_of(const struct study_view *v, size_t at)
{
    for (size_t i = 0; i < v->n_skills; i++)
        if (str_eq(v->skills[i].id, v->path[at].id))
            return &v->skills[i];
    return NULL;
}

static void next_line(struct paging *p, const struct study_view *v, size_t at)
{
    const struct study_skill *k = skill_of(v, at);
    double gap = (double)v->n - v->start.covered.n;
    if (!k) {
        add_line(p, arena_printf(p->a, "%zu. %.*s", at + 1,
                                 STR_FMT(v->path[at].name)));
        return;
    }
    add_line(p, arena_printf(p->a, "%zu. %.*s: in %.*s, %.0f %% of the gap%s",
                             at + 1, STR_FMT(k->name),
                             STR_FMT(part(p, &k->touched, v->n)),
                             gap > 0 ? 100 * k->worth / gap : 0, trend(k)));
}

/* What comes behind the skills that have a line, and how far all lead. */
static void then_line(struct paging *p, const struct study_view *v,
                      const char *verb)
{
    struct str path = STR("");
    const struct study_step *last = &v->path[v->n_path - 1];
    for (size_t i = NAMED_NEXT; i < v->n_path; i++)
        path = arena_printf(p->a, "%.*s%s%.*s", STR_FMT(path),
                            i > NAMED_NEXT ? ", " : "Then ",
                            STR_FMT(v->path[i].name));
    add_line(p, arena_printf(p->a,
                             "%.*s%sith all %zu you know %.0f %% of what a "
                             "posting %ss.",
                             STR_FMT(path), path.n ? ": w" : "W", v->n_path,
                             100 * last->now.coverage, verb));
}

/* How many of the first skills could as well stand in the first one's place,
 * by their intervals. */
static size_t as_good(const struct study_view *v)
{
    const struct study_skill *first = skill_of(v, 0);
    size_t n = 1;
    for (; first && n < v->n_path && n < NAMED_NEXT; n++) {
        const struct study_skill *k = skill_of(v, n);
        if (!k || k->touched.high < first->touched.low)
            break;
    }
    return n;
}

static void sure_line(struct paging *p, const struct study_view *v)
{
    size_t n = v->few ? 0 : as_good(v);
    if (v->few)
        add_line(p, arena_printf(p->a,
                                 "Too few postings to be sure of anything: "
                                 "%.*s by %.*s employers. Choose a longer "
                                 "period.",
                                 STR_FMT(words_number(v->n, p->a)),
                                 STR_FMT(words_number(v->employers, p->a))));
    else if (n > 1)
        add_line(p, arena_printf(p->a,
                                 "How sure: 1 %s %zu may swap, as 95 %% ranges "
                                 "overlap; named is not needed.",
                                 n > 2 ? "to" : "and", n));
    else
        add_line(p,
                 STR("How sure: 1 comes first, by its 95 % range; named is not "
                     "needed."));
}

static void speak(struct paging *p, const struct study_view *v, bool required)
{
    const char *verb = required ? "require" : "name";
    add_line(p, arena_printf(p->a,
                             "%.*s distinct postings by %.*s employers %s "
                             "skills, %.*s.",
                             STR_FMT(words_number(v->n, p->a)),
                             STR_FMT(words_number(v->employers, p->a)), verb,
                             STR_FMT(words_period(&p->s->figures, p->a))));
    if (v->n == 0)
        return;
    add_line(
        p, arena_printf(p->a, "You know %.*s: %.0f %% of what a posting %ss.",
                        STR_FMT(known_list(p)), 100 * v->start.coverage, verb));
    if (v->n_path == 0) {
        add_line(p, STR("That is all of it: no posting names another skill."));
        return;
    }
    for (size_t i = 0; i < v->n_path && i < NAMED_NEXT; i++)
        next_line(p, v, i);
    then_line(p, v, verb);
    sure_line(p, v);
}

/* ---- Tables ---- */

static struct value share_of(const struct study_count *c)
{
    return value_share(c->share, c->low, c->high);
}

static void next_table(struct table_maker *m, const struct study_view *v,
                       const char *key, struct str title)
{
    static const struct table_column columns[] = {
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "Next skill", VALUE_TEXT, 0, false},
        {"kind", NULL, VALUE_TEXT, 0, false},
        {"worth", "worth", VALUE_NUMBER, 1, false},
        {"n_touched", "named", VALUE_COUNT, 0, false},
        {"share_touched", "%", VALUE_SHARE, 0, false},
        {"n_exactly", "only gap", VALUE_COUNT, 0, false},
        {"share_exactly", NULL, VALUE_SHARE, 1, false},
        {"n_covered", "covered", VALUE_COUNT, 0, false},
        {"share_covered", "% then", VALUE_SHARE, 0, false},
        {"verdict", "trend", VALUE_TEXT, 0, false},
    };
    table_begin(m, key, columns, sizeof columns / sizeof *columns, v->n_skills);
    m->table.title = title;
    m->table.note = arena_printf(
        m->a,
        "Of %.*s postings. Named: postings that name it. Only gap: all else "
        "that they name is known. Covered: nothing is missing once it is "
        "known. Worth: each posting that it is missing in, divided by how "
        "many skills are missing there.",
        STR_FMT(words_number(v->n, m->a)));
    for (size_t i = 0; i < v->n_skills; i++) {
        const struct study_skill *k = &v->skills[i];
        table_add(m, value_text(k->id));
        table_add(m, value_text(k->name));
        table_add(m, value_text(str_from(concept_kind_name(k->kind))));
        table_add(m, value_number(k->worth));
        table_add(m, value_count(k->touched.n));
        table_add(m, share_of(&k->touched));
        table_add(m, value_count(k->exactly.n));
        table_add(m, share_of(&k->exactly));
        table_add(m, value_count(k->covered.n));
        table_add(m, share_of(&k->covered));
        table_add(m, value_text(str_from(trend(k))));
    }
    table_end(m, SIZE_MAX);
}

static void add_state(struct table_maker *m, const struct study_state *s)
{
    const struct study_count *const counts[] = {&s->touched, &s->almost,
                                                &s->covered};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        table_add(m, value_count(counts[i]->n));
        table_add(m, share_of(counts[i]));
    }
    table_add(m, value_share(s->coverage, NAN, NAN));
}

static void path_table(struct table_maker *m, const struct study_view *v,
                       const char *key, struct str title)
{
    static const struct table_column columns[] = {
        {"step", "#", VALUE_COUNT, 0, false},
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "Skill", VALUE_TEXT, 0, false},
        {"worth", "worth then", VALUE_NUMBER, 1, false},
        {"n_touched", NULL, VALUE_COUNT, 0, false},
        {"share_touched", NULL, VALUE_SHARE, 1, false},
        {"n_almost", NULL, VALUE_COUNT, 0, false},
        {"share_almost", NULL, VALUE_SHARE, 1, false},
        {"n_covered", "covered", VALUE_COUNT, 0, false},
        {"share_covered", "%", VALUE_SHARE, 1, false},
        {"coverage", "% of a posting", VALUE_SHARE, 0, true},
    };
    table_begin(m, key, columns, sizeof columns / sizeof *columns,
                v->n_path + 1);
    m->table.title = title;
    m->table.note = STR("The worthiest next skill each time. Covered: postings "
                        "all of whose skills are then known. The last column: "
                        "the mean part of a posting's skills that is known.");
    table_add(m, value_count(0));
    table_add(m, value_text(STR_NONE));
    table_add(m, value_text(STR("(what is known)")));
    table_add(m, value_number(NAN));
    add_state(m, &v->start);
    for (size_t i = 0; i < v->n_path; i++) {
        const struct study_step *step = &v->path[i];
        table_add(m, value_count(i + 1));
        table_add(m, value_text(step->id));
        table_add(m, value_text(step->name));
        table_add(m, value_number(step->worth));
        add_state(m, &step->now);
    }
    table_end(m, SIZE_MAX);
}

struct page study_page(const struct study *s, bool required, struct arena *a)
{
    struct paging p = {
        .s = s, .a = a, .lines = arena_calloc(a, LINES_MAX, sizeof *p.lines)};
    struct table_maker m = {.f = &s->figures,
                            .a = a,
                            .cap_out = 4,
                            .out = arena_calloc(a, 4, sizeof *m.out)};
    speak(&p, required ? &s->required : &s->all, required);
    next_table(&m, &s->all, "next", STR("What is next, of all skills named"));
    path_table(&m, &s->all, "path", STR("A path, of all skills named"));
    next_table(&m, &s->required, "next_required",
               STR("What is next, of the skills required"));
    path_table(&m, &s->required, "path_required",
               STR("A path, of the skills required"));
    return (struct page){
        .kind = "study",
        .title = arena_printf(a, "What to study next: %.*s", STR_FMT(s->role)),
        .lines = p.lines,
        .n_lines = p.n,
        .tables = {m.out, m.n_out},
        .study = s,
    };
}
