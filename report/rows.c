/* SPDX-License-Identifier: MIT */
#include "report/rows.h"
#include "base/alloc.h"
#include <stdlib.h>
#include <string.h>

#define UNKNOWN       UINT32_MAX
#define EMPLOYERS_MAX (1u << 30)
#define FEW_SKILLS    64 /* are sorted by insertion */

/* From the numbers of one scan to those of the taxonomy and the report. Filled
 * at the first row, when the scan's names are known. */
struct maps {
    const struct taxonomy *taxonomy;
    const struct str *slots;
    uint32_t *concepts;
    uint16_t *roles;
    uint32_t *role_of; /* the taxonomy's; UNKNOWN: it has none of that id */
    uint32_t *sources; /* places among the names, so that the order in which a
                          store met its sources does not matter */
    unsigned char *source_seen;
    size_t n_sources;
    bool lacks_concepts; /* the taxonomy, of those that the scan names */
    bool bound;
};

void rows_init(struct rows *r, const struct taxonomy *t,
               const struct str *slots, size_t n_slots)
{
    *r = (struct rows){.n_concepts = t->n_concepts,
                       .n_slots = n_slots,
                       .from_month = -1,
                       .to_month = -1};
    struct maps *m = xalloc(sizeof *m);
    m->taxonomy = t;
    m->slots = slots;
    r->impl = m;
}

void rows_done(struct rows *r)
{
    struct maps *m = r->impl;
    if (m) {
        free(m->concepts);
        free(m->roles);
        free(m->role_of);
        free(m->sources);
        free(m->source_seen);
        free(m);
    }
    free(r->v);
    free(r->skills);
    free(r->units);
    free(r->slot_at);
    free(r->by_employer);
    free(r->of_all);
    free(r->n_of_role);
    *r = (struct rows){0};
}

static int by_id(const void *pa, const void *pb, void *ctx)
{
    const struct taxonomy *t = ctx;
    return str_cmp(t->concepts[*(const uint32_t *)pa].id,
                   t->concepts[*(const uint32_t *)pb].id);
}

/* The concept with this id, by halving: sorted holds all of t's, by id. */
static uint32_t find_concept(const struct taxonomy *t, const uint32_t *sorted,
                             struct str id)
{
    size_t low = 0, high = t->n_concepts;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(t->concepts[sorted[middle]].id, id);
        if (order == 0)
            return sorted[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return UNKNOWN;
}

static void bind_concepts(struct maps *m, const struct scan_names *names)
{
    const struct taxonomy *t = m->taxonomy;
    uint32_t *sorted = xcalloc(t->n_concepts, sizeof *sorted);
    for (size_t i = 0; i < t->n_concepts; i++)
        sorted[i] = (uint32_t)i;
    if (t->n_concepts) /* the context is only read, whatever its type says */
        qsort_r(sorted, t->n_concepts, sizeof *sorted, by_id,
                (void *)(uintptr_t)t);
    m->concepts = xcalloc(names->n_concepts, sizeof *m->concepts);
    for (size_t i = 0; i < names->n_concepts; i++) {
        m->concepts[i] = find_concept(t, sorted, names->concepts[i]);
        m->lacks_concepts = m->lacks_concepts || m->concepts[i] == UNKNOWN;
    }
    free(sorted);
}

static int by_name(const void *pa, const void *pb, void *ctx)
{
    const struct str *names = ctx;
    uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
    int order = str_cmp(names[a], names[b]);
    return order ? order : (a > b) - (a < b);
}

static void bind_sources(struct maps *m, const struct scan_names *names)
{
    size_t n = names->n_sources;
    uint32_t *order = xcalloc(n, sizeof *order);
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    if (n && names->sources) /* the context is only read */
        qsort_r(order, n, sizeof *order, by_name,
                (void *)(uintptr_t)names->sources);
    m->n_sources = n;
    m->source_seen = xcalloc(n, 1);
    m->sources = xcalloc(n, sizeof *m->sources);
    for (uint32_t i = 0; i < n; i++)
        m->sources[order[i]] = i;
    free(order);
}

static void bind(struct rows *r, struct maps *m, const struct scan_names *names)
{
    m->bound = true;
    r->first_nameless = (uint32_t)names->n_employers;
    bind_concepts(m, names);
    const struct taxonomy *t = m->taxonomy;
    m->roles = xcalloc(names->n_roles, sizeof *m->roles);
    m->role_of = xcalloc(names->n_roles, sizeof *m->role_of);
    r->n_of_role = xcalloc(t->n_roles, sizeof *r->n_of_role);
    for (size_t i = 0; i < names->n_roles; i++) {
        m->role_of[i] = UNKNOWN;
        for (uint32_t k = 0; k < t->n_roles; k++)
            if (str_eq(names->roles[i], t->roles[k].id))
                m->role_of[i] = k;
        m->roles[i] = ROWS_NO_SLOT;
        for (size_t k = 0; k < r->n_slots; k++)
            if (str_eq(names->roles[i], m->slots[k]))
                m->roles[i] = (uint16_t)k;
    }
    bind_sources(m, names);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sort_skills(uint32_t *v, size_t n)
{
    if (n > FEW_SKILLS) {
        qsort(v, n, sizeof *v, by_number);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        uint32_t skill = v[i];
        size_t at = i;
        for (; at > 0 && v[at - 1] > skill; at--)
            v[at] = v[at - 1];
        v[at] = skill;
    }
}

static bool is_known(const struct maps *m, const struct scan_names *names,
                     const struct scan_skill *s)
{
    return s->concept < names->n_concepts && m->concepts[s->concept] != UNKNOWN;
}

static uint64_t count_unknown(const struct maps *m,
                              const struct scan_names *names,
                              const struct scan_row *row)
{
    uint64_t n = 0;
    for (size_t i = 0; m->lacks_concepts && i < row->n_skills; i++)
        n += row->skills[i].label < LABEL_NEGATED &&
             !is_known(m, names, &row->skills[i]);
    return n;
}

/* Append the row's mentions, sorted, the strongest label for each concept. */
static size_t pack_skills(struct rows *r, const struct maps *m,
                          const struct scan_names *names,
                          const struct scan_row *row)
{
    while (r->skills_cap - r->n_skills < row->n_skills)
        r->skills =
            xgrow(r->skills, r->skills_cap, &r->skills_cap, sizeof *r->skills);
    uint32_t *v = r->skills ? r->skills + r->n_skills : NULL;
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < row->n_skills; i++) {
        const struct scan_skill *s = &row->skills[i];
        if (s->label < LABEL_NEGATED && is_known(m, names, s))
            v[n++] = ROWS_PACK(m->concepts[s->concept], s->label, s->section) |
                     (uint32_t)s->boilerplate << 5;
    }
    sort_skills(v, n);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || ROWS_CONCEPT(v[kept - 1]) != ROWS_CONCEPT(v[i]))
            v[kept++] = v[i];
    r->n_skills += kept;
    return kept;
}

/* Numbers beyond those of the scan go to postings whose employer is unknown:
 * taking them for one employer would make one flood of many small ones. */
static uint32_t number_employer(struct rows *r, const struct scan_names *names,
                                uint32_t employer)
{
    if (employer == UNKNOWN)
        employer = (uint32_t)names->n_employers + r->n_nameless++;
    if (employer >= r->n_employers)
        r->n_employers = employer + 1;
    return employer;
}

static uint16_t number_unit(struct rows *r, const struct salary *pay)
{
    size_t i = 0;
    for (; i < r->n_units; i++)
        if (r->units[i].period == pay->period &&
            strcmp(r->units[i].currency, pay->currency) == 0)
            return (uint16_t)i;
    if (i == ROWS_MAX_UNITS)
        return ROWS_NO_UNIT;
    r->units = xgrow(r->units, i, &r->units_cap, sizeof *r->units);
    r->units[i].period = pay->period;
    memcpy(r->units[i].currency, pay->currency, sizeof pay->currency);
    r->n_units++;
    return (uint16_t)i;
}

/* The middle of the range, or the one end that is there; 0: none. */
static uint32_t middle_of(const struct salary *pay)
{
    int64_t low = pay->min_cents, high = pay->max_cents;
    if (pay->period == PAY_NONE || (low <= 0 && high <= 0))
        return 0;
    int64_t cents = low <= 0    ? high
                    : high <= 0 ? low
                                : low / 2 + high / 2 + (low % 2 + high % 2) / 2;
    return cents / 100 > UINT32_MAX ? 0 : (uint32_t)(cents / 100);
}

static void read_pay(struct rows *r, const struct salary *pay, struct row *out)
{
    uint32_t middle = middle_of(pay);
    out->pay_unit = middle ? number_unit(r, pay) : ROWS_NO_UNIT;
    out->pay = out->pay_unit == ROWS_NO_UNIT ? 0 : middle;
}

static bool is_inside(const struct rows *r, int month)
{
    bool open = r->from_month < 0 && r->to_month < 0;
    return open || (month >= 0 && month >= r->from_month &&
                    (r->to_month < 0 || month <= r->to_month));
}

/* The report's number of the scan's source. */
static uint32_t number_source(struct rows *r, struct maps *m,
                              const struct scan_row *row, bool inside)
{
    if (row->source >= m->n_sources)
        return 0;
    uint32_t source = m->sources[row->source];
    if (source >= r->source_end)
        r->source_end = source + 1;
    if (inside && !m->source_seen[source]) {
        r->n_sources++;
        m->source_seen[source] = 1;
    }
    return source;
}

static uint64_t cluster_of(const struct row *row, enum rows_dedup rule)
{
    return rule == ROWS_NEAR    ? row->near
           : rule == ROWS_EXACT ? row->exact
                                : (uint64_t)row->posting;
}

void rows_cluster(struct rows *r, enum rows_dedup rule)
{
    for (size_t i = 0; i < r->n; i++)
        r->v[i].cluster = cluster_of(&r->v[i], rule);
}

static void count_role(struct rows *r, const struct maps *m, size_t n_roles,
                       uint32_t role)
{
    uint32_t own = role < n_roles ? m->role_of[role] : UNKNOWN;
    if (own == UNKNOWN)
        r->n_roleless++;
    else
        r->n_of_role[own]++;
}

bool rows_add(void *ctx, const struct scan_row *row)
{
    const struct rows_pass *pass = ctx;
    struct rows *r = pass->rows;
    struct maps *m = r->impl;
    if (!m->bound)
        bind(r, m, pass->names);
    if (r->n >= ROWS_MAX || row->n_skills > UINT16_MAX ||
        pass->names->n_employers > EMPLOYERS_MAX ||
        r->n_skills + row->n_skills > ROWS_MAX_SKILLS) {
        r->too_big = true;
        return false;
    }
    bool inside = is_inside(r, row->month);
    uint32_t source = number_source(r, m, row, inside);
    if (inside)
        count_role(r, m, pass->names->n_roles, row->role);
    uint32_t employer = number_employer(r, pass->names, row->employer);
    uint16_t slot =
        row->role < pass->names->n_roles ? m->roles[row->role] : ROWS_NO_SLOT;
    size_t first = r->n_skills;
    size_t n = slot == ROWS_NO_SLOT ? 0 : pack_skills(r, m, pass->names, row);
    r->n_unknown += inside ? count_unknown(m, pass->names, row) : 0;
    r->n_no_employer += inside && row->employer == UNKNOWN;
    r->v = xgrow(r->v, r->n, &r->cap, sizeof *r->v);
    struct row *out = &r->v[r->n++];
    *out = (struct row){
        .exact = row->cluster,
        .near = row->near ? row->near : row->cluster,
        .posting = row->posting_id,
        .first_skill = (uint32_t)first,
        .n_skills = (uint16_t)n,
        .employer = employer,
        .source = source,
        .day = row->date_posted.year * 10000 + row->date_posted.month * 100 +
               row->date_posted.day,
        .month = row->month,
        .slot = slot,
        .country = (uint16_t)(*row->country ? ROWS_COUNTRY(row->country[0],
                                                           row->country[1])
                                            : 0),
        .years = row->years_min,
        .seniority = row->seniority,
        .remote = row->remote,
        .degree = row->degree,
        .usable = row->usable,
        .inside = inside,
    };
    out->cluster = cluster_of(out, r->dedup);
    read_pay(r, &row->pay, out);
    return true;
}
