/* SPDX-License-Identifier: MIT */
#include "sample.h"
#include "base/alloc.h"
#include "report/figures_lives.h"
#include "report/quote.h"
#include "sample_concepts.h"
#include <stdlib.h>
#include <string.h>

#define NO_ROLE 4 /* scan role "office-manager", which no report shows */

#define N_ENTRIES (sizeof entries / sizeof *entries)

static const struct role roles[] = {
    {.id = {"ml-engineer", 11}, .name = {"ML engineer", 11}},
    {.id = {"data-engineer", 13}, .name = {"Data engineer", 13}},
    {.id = {"data-scientist", 14}, .name = {"Data scientist", 14}},
    {.id = {"cloud-engineer", 14}, .name = {"Cloud engineer", 14}},
};

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state * 0x2545f4914f6cdd1dULL;
}

static unsigned below(uint64_t *state, unsigned n)
{
    return (unsigned)((next(state) >> 33) % n);
}

/* A cloud is any of three; a language any of two. */
static void make_groups(struct sample *s)
{
    static const char *const members[2][3] = {{"aws", "azure", "gcp"},
                                              {"python", "sql", NULL}};
    struct any_of *groups = arena_calloc(s->arena, 2, sizeof *groups);
    groups[0] = (struct any_of){.id = STR("a-cloud"), .name = STR("A cloud")};
    groups[1] =
        (struct any_of){.id = STR("a-language"), .name = STR("A language")};
    for (size_t i = 0; i < 2; i++) {
        groups[i].members =
            arena_calloc(s->arena, 3, sizeof *groups[i].members);
        for (size_t k = 0; k < 3 && members[i][k]; k++)
            for (uint32_t c = 0; c < s->taxonomy.n_concepts; c++)
                if (str_eq(s->taxonomy.concepts[c].id, str_from(members[i][k])))
                    groups[i].members[groups[i].n_members++] = c;
    }
    s->taxonomy.groups = groups;
    s->taxonomy.n_groups = 2;
}

static void make_taxonomy(struct sample *s)
{
    struct concept *v = arena_calloc(s->arena, N_ENTRIES, sizeof *v);
    struct str *ids = arena_calloc(s->arena, N_ENTRIES, sizeof *ids);
    for (size_t i = 0; i < N_ENTRIES; i++) {
        v[i] = (struct concept){
            .id = str_from(entries[i].id),
            .name = str_from(entries[i].name),
            .kind = entries[i].kind,
            .parent = TAXONOMY_NO_PARENT,
        };
        for (size_t k = 0; entries[i].parent && k < N_ENTRIES; k++)
            if (strcmp(entries[k].id, entries[i].parent) == 0)
                v[i].parent = (uint32_t)k;
        /* The store numbers concepts in an order of its own. */
        ids[N_ENTRIES - 1 - i] = v[i].id;
    }
    struct role *own = arena_calloc(s->arena, 4, sizeof *own);
    memcpy(own, roles, sizeof roles);
    s->taxonomy = (struct taxonomy){
        .concepts = v, .n_concepts = N_ENTRIES, .roles = own, .n_roles = 4};
    make_groups(s);
    struct str *role_ids = arena_calloc(s->arena, 5, sizeof *role_ids);
    for (size_t i = 0; i < 4; i++)
        role_ids[i] = roles[i].id;
    role_ids[NO_ROLE] = STR("office-manager");
    s->names = (struct scan_names){.concepts = ids,
                                   .n_concepts = N_ENTRIES,
                                   .roles = role_ids,
                                   .n_roles = 5,
                                   .n_employers = 90,
                                   .n_sources = 7};
}

static uint8_t draw_label(uint64_t *state)
{
    unsigned x = below(state, 100);
    return x < 45   ? LABEL_REQUIRED
           : x < 62 ? LABEL_PREFERRED
           : x < 97 ? LABEL_UNSPECIFIED
                    : LABEL_NEGATED;
}

static void draw_skills(struct sample *s, struct scan_row *row, uint64_t *state)
{
    struct scan_skill *v = arena_calloc(s->arena, N_ENTRIES, sizeof *v);
    int month = row->month < 0 ? 0 : row->month - SAMPLE_FIRST_MONTH;
    bool orchestrated = false;
    for (uint32_t k = 0; row->role < NO_ROLE && k < N_ENTRIES; k++) {
        const struct entry *e = &entries[N_ENTRIES - 1 - k];
        int percent =
            e->percent[row->role] + e->trend[row->role] * (2 * month - 11) / 22;
        /* The flooding employer's template names its own few skills. */
        if (row->employer == 3)
            percent = percent > 40 ? 95 : 0;
        /* The one pair that goes together; kubernetes is drawn first. */
        if (strcmp(e->id, "docker") == 0)
            percent = orchestrated ? 85 : percent / 3;
        bool named = (int)below(state, 100) < percent;
        orchestrated |= named && strcmp(e->id, "kubernetes") == 0;
        if (named)
            v[row->n_skills++] = (struct scan_skill){
                .concept = k,
                .label = draw_label(state),
                .section = SECTION_REQUIREMENTS,
            };
    }
    row->skills = v;
}

static unsigned draw_employer(uint64_t *state)
{
    unsigned x = below(state, 100);
    if (x < 9)
        return 3; /* floods */
    unsigned a = below(state, 90), b = below(state, 90);
    return a < b ? a : b;
}

static int draw_month(uint64_t *state, uint32_t role)
{
    unsigned a = below(state, 12), b = below(state, 16);
    int month = SAMPLE_FIRST_MONTH + (int)(b < 12 && b > a ? b : a);
    if (month == SAMPLE_OUTAGE && role == 2)
        month++;
    if (month == SAMPLE_THIN && role == 3 && below(state, 6))
        month++;
    return month;
}

/* What a posting says of itself, drawn from its cluster, so that copies say the
 * same; pay where a third of them name one. */
static void draw_attributes(struct scan_row *row)
{
    static const char countries[][3] = {"US", "US", "US", "DE", "FR", ""};
    uint64_t state = row->cluster;
    row->seniority = (uint8_t)below(&state, SENIORITY_MANAGER + 1);
    row->remote = (uint8_t)below(&state, REMOTE_REMOTE + 1);
    row->degree = (uint8_t)below(&state, DEGREE_PHD + 1);
    row->years_min = (int16_t)((int)below(&state, 13) - 1);
    memcpy(row->country, countries[below(&state, 6)], sizeof row->country);
    row->pay = (struct salary){.min_cents = -1, .max_cents = -1};
    if (below(&state, 3))
        return;
    bool hourly = below(&state, 9) == 0;
    int64_t low = hourly ? 40 + below(&state, 60)
                         : 1000 * (80 + (int64_t)below(&state, 150));
    row->pay.period = hourly ? PAY_HOUR : PAY_YEAR;
    row->pay.min_cents = 100 * low;
    row->pay.max_cents = below(&state, 4) ? 130 * low : -1;
    memcpy(row->pay.currency, below(&state, 6) ? "USD" : "EUR", 4);
}

static void draw_row(struct sample *s, size_t i, uint64_t *state)
{
    static const uint32_t shares[] = {0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4};
    struct scan_row *row = &s->rows[i];
    if (i > 40 && below(state, 8) == 0) { /* a copy on another board */
        *row = s->rows[i - 1 - below(state, 40)];
        row->source = below(state, 7);
        if (below(state, 3) == 0 && row->month < SAMPLE_FIRST_MONTH + 11 &&
            row->month >= 0 && row->role != 2)
            row->month++;
        row->usable = row->usable && below(state, 10);
    } else {
        row->role = shares[below(state, 12)];
        if (row->role == NO_ROLE && below(state, 2))
            row->role = UINT32_MAX;
        row->month = draw_month(state, row->role);
        if (below(state, 200) == 0)
            row->month = -1;
        row->employer = draw_employer(state);
        row->source = below(state, 7);
        row->cluster = next(state);
        row->usable = below(state, 100) < 93;
        draw_attributes(row);
        draw_skills(s, row, state);
    }
    row->posting_id = (int64_t)i + 1;
    row->date_posted = date_from_month_index(row->month < 0 ? 0 : row->month);
    if (row->month < 0)
        row->date_posted = (struct date){.year = 2025};
    else
        row->date_posted.day = (int8_t)(1 + below(state, 28));
}

void sample_init(struct sample *s, size_t n)
{
    *s = (struct sample){.arena = arena_new()};
    make_taxonomy(s);
    s->rows = xcalloc(n, sizeof *s->rows);
    s->n_rows = n;
    uint64_t state = 0x9e3779b97f4a7c15ULL;
    for (size_t i = 0; i < n; i++)
        draw_row(s, i, &state);
}

void sample_done(struct sample *s)
{
    free(s->rows);
    arena_free(s->arena);
}

void sample_shuffle(struct sample *s, uint64_t seed)
{
    for (size_t i = s->n_rows; i > 1; i--) {
        size_t k = below(&seed, (unsigned)i);
        struct scan_row row = s->rows[i - 1];
        s->rows[i - 1] = s->rows[k];
        s->rows[k] = row;
    }
}

struct figures_options sample_options(void)
{
    return (struct figures_options){
        .from_month = -1,
        .to_month = -1,
        .program_version = STR("1.2.3"),
        .taxonomy_version = STR("0123456789abcdef"),
        .rules_version = STR("7"),
    };
}

/* What the report asks the store for. */
static bool in_scan(const struct figures_options *o, int month)
{
    return (o->from_month < 0 ||
            month >= o->from_month - FIGURES_HISTORY_MONTHS) &&
           (month >= 0 || o->from_month < 0) &&
           (o->to_month < 0 || (month >= 0 && month <= o->to_month));
}

static void add_rows(const struct sample *s, const struct figures_options *o,
                     const struct str *ids, size_t n, struct rows *rows)
{
    rows_init(rows, &s->taxonomy, ids, n);
    rows->from_month = o->from_month;
    rows->to_month = o->to_month;
    rows->dedup = o->dedup;
    struct rows_pass pass = {rows, &s->names};
    for (size_t i = 0; i < s->n_rows; i++)
        if (in_scan(o, s->rows[i].month))
            rows_add(&pass, &s->rows[i]);
}

void sample_figures_of(const struct sample *s, const struct figures_options *o,
                       struct arena *a, struct figures *out, struct rows *rows)
{
    size_t index[FIGURES_MAX_ROLES], n;
    struct err err;
    if (figures_roles(&s->taxonomy, o, index, &n, &err) != ST_OK)
        abort();
    struct str *ids = arena_calloc(a, n, sizeof *ids);
    for (size_t i = 0; i < n; i++)
        ids[i] = s->taxonomy.roles[index[i]].id;
    add_rows(s, o, ids, n, rows);
    figures_compute(rows, &s->taxonomy, o, index, n, a, out);
}

void sample_figures(const struct sample *s, const struct figures_options *o,
                    struct arena *a, struct figures *out)
{
    struct rows rows;
    sample_figures_of(s, o, a, out, &rows);
    figures_lives(&rows, NULL, 0, a, out);
    rows_done(&rows);
}

/* Text at of texts as a quote of a posting that names it. */
static void put_evidence(const struct skill_figure *skill, struct str text,
                         size_t at, struct arena *a, struct evidence *out)
{
    struct quote q;
    struct str said = arena_printf(a, "We use %.*s and", STR_FMT(text));
    if (!quote_of(said, (struct mention){3, 6}, a, &q))
        abort();
    *out = (struct evidence){
        .concept = skill->concept,
        .id = skill->id,
        .name = skill->name,
        .posting = figures_clean(text, a),
        .employer = figures_clean(text, a),
        .day = at % 3 ? STR("2025-03-04") : STR(""),
        .url = at % 4
                   ? arena_printf(a, "https://example.org/%zu?a=\"<>|'&`", at)
                   : STR_NONE,
        .label = (enum label)(at % 3),
        .section = (enum section)(at % SECTIONS),
        .quote = q.text,
        .from = q.from,
        .to = q.to,
    };
}

void sample_evidence(struct figures *f, const struct str *texts, size_t n,
                     struct arena *a)
{
    for (size_t i = 0; n && i < f->n_roles; i++) {
        struct role_figure *role = &f->roles[i];
        struct evidence *v = arena_calloc(a, 2 * role->n_skills, sizeof *v);
        for (size_t k = 0; k < 2 * role->n_skills; k++)
            put_evidence(&role->skills[k / 2], texts[(i + k) % n], i + k, a,
                         &v[k]);
        role->evidence = v;
        role->n_evidence = 2 * role->n_skills;
    }
}
