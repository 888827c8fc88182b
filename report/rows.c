/* SPDX-License-Identifier: MIT */
#include "report/rows.h"
#include "base/alloc.h"
#include <stdlib.h>
#include <string.h>

#define UNKNOWN       UINT32_MAX
#define EMPLOYERS_MAX (1u << 30)

/* From the numbers of one scan to those of the taxonomy and the report. Filled
 * at the first row, when the scan's names are known. */
struct maps {
    const struct taxonomy *taxonomy;
    const struct str *slots;
    uint32_t *concepts;
    uint16_t *roles;
    unsigned char *source_seen;
    size_t n_sources;
    bool bound;
};

void rows_init(struct rows *r, const struct taxonomy *t,
               const struct str *slots, size_t n_slots)
{
    *r = (struct rows){.n_concepts = t->n_concepts, .n_slots = n_slots};
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
        free(m->source_seen);
        free(m);
    }
    free(r->v);
    free(r->skills);
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
    for (size_t i = 0; i < names->n_concepts; i++)
        m->concepts[i] = find_concept(t, sorted, names->concepts[i]);
    free(sorted);
}

static void bind(struct rows *r, struct maps *m, const struct scan_names *names)
{
    m->bound = true;
    bind_concepts(m, names);
    m->roles = xcalloc(names->n_roles, sizeof *m->roles);
    for (size_t i = 0; i < names->n_roles; i++) {
        m->roles[i] = ROWS_NO_SLOT;
        for (size_t k = 0; k < r->n_slots; k++)
            if (str_eq(names->roles[i], m->slots[k]))
                m->roles[i] = (uint16_t)k;
    }
    m->n_sources = names->n_sources;
    m->source_seen = xcalloc(names->n_sources, 1);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Append the row's mentions, sorted, the strongest label for each concept. */
static size_t pack_skills(struct rows *r, const struct maps *m,
                          const struct scan_names *names,
                          const struct scan_row *row)
{
    size_t first = r->n_skills;
    for (size_t i = 0; i < row->n_skills; i++) {
        const struct scan_skill *s = &row->skills[i];
        if (s->label >= LABEL_NEGATED)
            continue;
        uint32_t concept =
            s->concept < names->n_concepts ? m->concepts[s->concept] : UNKNOWN;
        if (concept == UNKNOWN) {
            r->n_unknown++;
            continue;
        }
        r->skills =
            xgrow(r->skills, r->n_skills, &r->skills_cap, sizeof *r->skills);
        r->skills[r->n_skills++] = ROWS_PACK(concept, s->label);
    }
    uint32_t *v = r->skills ? r->skills + first : NULL;
    size_t n = r->n_skills - first, kept = 0;
    if (n > 1)
        qsort(v, n, sizeof *v, by_number);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || ROWS_CONCEPT(v[kept - 1]) != ROWS_CONCEPT(v[i]))
            v[kept++] = v[i];
    r->n_skills = first + kept;
    return kept;
}

/* Numbers beyond those of the scan go to postings whose employer is unknown:
 * taking them for one employer would make one flood of many small ones. */
static uint32_t number_employer(struct rows *r, const struct scan_names *names,
                                uint32_t employer)
{
    if (employer == UNKNOWN)
        employer = (uint32_t)names->n_employers + r->n_no_employer++;
    if (employer >= r->n_employers)
        r->n_employers = employer + 1;
    return employer;
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
    if (row->source < m->n_sources && !m->source_seen[row->source]) {
        m->source_seen[row->source] = 1;
        r->n_sources++;
    }
    uint32_t employer = number_employer(r, pass->names, row->employer);
    size_t first = r->n_skills;
    size_t n = pack_skills(r, m, pass->names, row);
    r->v = xgrow(r->v, r->n, &r->cap, sizeof *r->v);
    r->v[r->n++] = (struct row){
        .cluster = row->cluster,
        .first_skill = (uint32_t)first,
        .n_skills = (uint16_t)n,
        .employer = employer,
        .day = row->date_posted.year * 10000 + row->date_posted.month * 100 +
               row->date_posted.day,
        .month = row->month,
        .slot = row->role < pass->names->n_roles ? m->roles[row->role]
                                                 : ROWS_NO_SLOT,
        .usable = row->usable,
    };
    return true;
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* By cluster, role and month; then by content, the usable copy first. */
static int by_cluster(const void *pa, const void *pb, void *ctx)
{
    const struct rows *r = ctx;
    const struct row *a = &r->v[*(const uint32_t *)pa];
    const struct row *b = &r->v[*(const uint32_t *)pb];
    int order = (a->cluster > b->cluster) - (a->cluster < b->cluster);
    if (!order)
        order = compare(a->slot, b->slot);
    if (!order)
        order = compare(a->month, b->month);
    if (!order)
        order = compare(b->usable, a->usable);
    if (!order)
        order = compare(a->day, b->day);
    if (!order)
        order = compare(a->n_skills, b->n_skills);
    if (!order && a->n_skills)
        order = memcmp(r->skills + a->first_skill, r->skills + b->first_skill,
                       a->n_skills * sizeof *r->skills);
    return order ? order : compare(a->employer, b->employer);
}

/* The better of two rows to stand for both: usable text, then the earlier in
 * the sorted order, which is the one that is already there. */
static struct row *better(struct row *best, struct row *next)
{
    return !best || (next->usable && !best->usable) ? next : best;
}

static void mark(struct row *row, enum row_mark mark)
{
    if (row)
        row->marks = (uint8_t)(row->marks | mark);
}

/* Mark the rows of one cluster, idx[0..n), which are sorted by_cluster. */
static void mark_cluster(struct rows *r, const uint32_t *idx, size_t n)
{
    struct row *all = NULL, *selected = NULL, *role = NULL;
    for (size_t i = 0; i < n; i++) {
        struct row *row = &r->v[idx[i]];
        const struct row *before = i ? &r->v[idx[i - 1]] : NULL;
        bool new_role = !before || before->slot != row->slot;
        if (new_role) {
            mark(role, ROW_FOR_ROLE);
            role = NULL;
        }
        if (new_role || before->month != row->month)
            mark(row, ROW_FOR_MONTH);
        role = better(role, row);
        all = better(all, row);
        if (row->slot != ROWS_NO_SLOT)
            selected = better(selected, row);
    }
    mark(role, ROW_FOR_ROLE);
    mark(all, ROW_FOR_ALL);
    mark(selected, ROW_FOR_SELECTED);
}

void rows_mark(struct rows *r)
{
    uint32_t *idx = xcalloc(r->n, sizeof *idx);
    for (size_t i = 0; i < r->n; i++)
        idx[i] = (uint32_t)i;
    if (r->n)
        qsort_r(idx, r->n, sizeof *idx, by_cluster, r);
    for (size_t from = 0, to; from < r->n; from = to) {
        for (to = from + 1; to < r->n; to++)
            if (r->v[idx[to]].cluster != r->v[idx[from]].cluster)
                break;
        mark_cluster(r, idx + from, to - from);
    }
    free(idx);
}
