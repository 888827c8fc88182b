/* SPDX-License-Identifier: MIT */
#include "report/evidence_pick.h"
#include "base/alloc.h"
#include <stdlib.h>
#include <string.h>

#define PARTS EVIDENCE_QUOTES

struct candidate {
    uint64_t key; /* the smallest is taken */
    uint32_t row, employer;
};

/* The best of a part of the period: as many as can be asked of it, each of
 * another employer, by key. */
struct part_best {
    struct candidate v[EVIDENCE_QUOTES];
    size_t n;
};

struct cell_best {
    struct part_best parts[PARTS];
};

struct picking {
    const struct rows *rows;
    struct cell_best *cells; /* n_slots * EVIDENCE_MAX_SKILLS */
    uint8_t *place;      /* by slot, concept: 1 + index of the skill; or 0 */
    int64_t first, last; /* days of the postings that count */
};

/* Days on a line, near enough to cut a period into parts. */
static int64_t day_of(const struct row *row)
{
    int day = row->day % 100;
    return row->month < 0 ? 0 : (int64_t)row->month * 31 + (day ? day : 15);
}

static size_t part_of(const struct picking *p, const struct row *row)
{
    int64_t at = day_of(row) - p->first;
    return at <= 0 ? 0 : (size_t)(at * PARTS / (p->last - p->first + 1));
}

static bool counts(const struct row *row)
{
    return (row->marks & ROW_FOR_ROLE) && row->usable &&
           row->slot != ROWS_NO_SLOT;
}

/* Spreads the bits (the finalizer of MurmurHash3): a draw, not a digest. */
static uint64_t draw(const struct row *row, uint32_t skill)
{
    uint64_t x =
        row->exact ^ ROWS_CONCEPT(skill) * UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 33) * UINT64_C(0xff51afd7ed558ccd);
    x = (x ^ x >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    x ^= x >> 33;
    return x >> 2 | (uint64_t)ROWS_REPEATED(skill) << 63 |
           (uint64_t)(row->month < 0) << 62;
}

static void drop(struct part_best *best, size_t at)
{
    best->n--;
    memmove(&best->v[at], &best->v[at + 1], (best->n - at) * sizeof *best->v);
}

static void offer(struct part_best *best, struct candidate c)
{
    size_t at = 0;
    while (at < best->n && best->v[at].employer != c.employer)
        at++;
    if (at < best->n) {
        if (best->v[at].key <= c.key)
            return;
        drop(best, at);
    }
    if (best->n == EVIDENCE_QUOTES) {
        if (best->v[best->n - 1].key <= c.key)
            return;
        best->n--;
    }
    for (at = best->n; at > 0 && best->v[at - 1].key > c.key; at--)
        best->v[at] = best->v[at - 1];
    best->v[at] = c;
    best->n++;
}

static void offer_row(struct picking *p, uint32_t number)
{
    const struct rows *r = p->rows;
    const struct row *row = &r->v[number];
    const uint8_t *place = p->place + row->slot * r->n_concepts;
    struct cell_best *cells = p->cells + row->slot * EVIDENCE_MAX_SKILLS;
    size_t part = part_of(p, row);
    for (size_t i = 0; i < row->n_skills; i++) {
        uint32_t skill = r->skills[row->first_skill + i];
        uint8_t at = place[ROWS_CONCEPT(skill)];
        if (at)
            offer(&cells[at - 1].parts[part],
                  (struct candidate){draw(row, skill), number, row->employer});
    }
}

static bool is_taken(const struct candidate *taken, size_t n,
                     const struct candidate *c)
{
    for (size_t i = 0; i < n; i++)
        if (taken[i].employer == c->employer)
            return true;
    return false;
}

/* The best of a part whose employer is not taken yet; NULL: none. */
static const struct candidate *best_of(const struct part_best *part,
                                       const struct candidate *taken, size_t n)
{
    for (size_t i = 0; i < part->n; i++)
        if (!is_taken(taken, n, &part->v[i]))
            return &part->v[i];
    return NULL;
}

static int newest_first(const void *pa, const void *pb, void *ctx)
{
    const struct rows *r = ctx;
    const struct candidate *a = pa, *b = pb;
    int da = r->v[a->row].day, db = r->v[b->row].day;
    if (da != db)
        return da > db ? -1 : 1;
    return (a->key > b->key) - (a->key < b->key);
}

/* One of each part, the latest first, then what the best of all parts are. */
static size_t choose(const struct cell_best *cell,
                     struct candidate taken[EVIDENCE_QUOTES])
{
    size_t n = 0;
    for (size_t part = PARTS; part-- > 0;) {
        const struct candidate *c = best_of(&cell->parts[part], taken, n);
        if (c)
            taken[n++] = *c;
    }
    while (n < EVIDENCE_QUOTES) {
        const struct candidate *best = NULL;
        for (size_t part = 0; part < PARTS; part++) {
            const struct candidate *c = best_of(&cell->parts[part], taken, n);
            if (c && (!best || c->key < best->key))
                best = c;
        }
        if (!best)
            break;
        taken[n++] = *best;
    }
    return n;
}

static void put_role(const struct picking *p, size_t slot, size_t n_skills,
                     struct evidence_picks *out)
{
    out->n = 0;
    for (size_t i = 0; i < n_skills && i < EVIDENCE_MAX_SKILLS; i++) {
        struct candidate taken[EVIDENCE_QUOTES];
        size_t n = choose(&p->cells[slot * EVIDENCE_MAX_SKILLS + i], taken);
        qsort_r(taken, n, sizeof *taken, newest_first,
                (void *)(uintptr_t)p->rows);
        for (size_t k = 0; k < n; k++)
            out->v[out->n++] = (struct evidence_pick){.skill = (uint32_t)i,
                                                      .row = taken[k].row};
    }
}

static void span(struct picking *p)
{
    bool any = false;
    for (size_t i = 0; i < p->rows->n; i++) {
        const struct row *row = &p->rows->v[i];
        if (!counts(row) || row->month < 0)
            continue;
        int64_t day = day_of(row);
        p->first = any && p->first < day ? p->first : day;
        p->last = any && p->last > day ? p->last : day;
        any = true;
    }
}

/* ---- Equal copies ---- */

/* A posting as its copies to the letter have it. */
struct copy {
    uint64_t exact;
    uint32_t row;
    int32_t day;
    uint16_t slot;
};

struct copies {
    struct copy *v;
    size_t n, cap;
};

static struct copy copy_of(const struct rows *r, uint32_t at)
{
    const struct row *row = &r->v[at];
    return (struct copy){row->exact, at, row->day, row->slot};
}

static int by_text(const void *pa, const void *pb)
{
    const struct copy *a = pa, *b = pb;
    if (a->exact != b->exact)
        return a->exact < b->exact ? -1 : 1;
    return (a->slot > b->slot) - (a->slot < b->slot);
}

static int by_text_and_day(const void *pa, const void *pb)
{
    const struct copy *a = pa, *b = pb;
    int order = by_text(a, b);
    if (!order)
        order = (a->day > b->day) - (a->day < b->day);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static void add_copy(struct copies *c, struct copy copy)
{
    if (c->n == c->cap)
        c->v = xgrow(c->v, c->n, &c->cap, sizeof *c->v);
    c->v[c->n++] = copy;
}

/* Every row that equals one of asked, by text and day. Most rows are passed
 * over at the first look, a bit for each possible end of a fingerprint. */
static struct copies copies_of(const struct rows *r, struct copies *asked)
{
    uint64_t ends[64] = {0};
    struct copies found = {NULL, 0, 0};
    for (size_t i = 0; i < asked->n; i++)
        ends[asked->v[i].exact >> 6 & 63] |= UINT64_C(1)
                                             << (asked->v[i].exact & 63);
    if (asked->n)
        qsort(asked->v, asked->n, sizeof *asked->v, by_text);
    for (size_t i = 0; i < r->n; i++) {
        const struct row *row = &r->v[i];
        if (!(ends[row->exact >> 6 & 63] >> (row->exact & 63) & 1) ||
            !row->inside || !row->usable)
            continue;
        struct copy copy = copy_of(r, (uint32_t)i);
        if (bsearch(&copy, asked->v, asked->n, sizeof copy, by_text))
            add_copy(&found, copy);
    }
    if (found.n)
        qsort(found.v, found.n, sizeof *found.v, by_text_and_day);
    return found;
}

/* Those of c that equal the pick's row and are of the earliest day. */
static void put_alike(const struct rows *r, const struct copies *c,
                      struct arena *a, struct evidence_pick *pick)
{
    struct copy like = copy_of(r, pick->row);
    const struct copy *first = bsearch(&like, c->v, c->n, sizeof like, by_text);
    size_t n = 0;
    while (first > c->v && by_text(first - 1, &like) == 0)
        first--;
    const struct copy *end = c->v + c->n;
    for (const struct copy *at = first; at < end; at++)
        if (by_text(at, &like) != 0 || at->day != first->day)
            end = at;
        else
            n++;
    uint32_t *v = arena_calloc(a, n, sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i] = first[i].row;
    pick->alike = v;
    pick->n_alike = n;
}

static void find_alike(const struct rows *r, size_t n_roles, struct arena *a,
                       struct evidence_picks *picks)
{
    struct copies asked = {NULL, 0, 0};
    for (size_t i = 0; i < n_roles; i++)
        for (size_t k = 0; k < picks[i].n; k++)
            add_copy(&asked, copy_of(r, picks[i].v[k].row));
    struct copies found = copies_of(r, &asked);
    for (size_t i = 0; i < n_roles; i++)
        for (size_t k = 0; k < picks[i].n; k++)
            put_alike(r, &found, a, &picks[i].v[k]);
    free(asked.v);
    free(found.v);
}

void evidence_pick(const struct rows *r, const struct figures *f,
                   struct arena *a, struct evidence_picks *out)
{
    struct picking p = {
        .rows = r,
        .cells = xcalloc(f->n_roles * EVIDENCE_MAX_SKILLS, sizeof *p.cells),
        .place = xcalloc(f->n_roles * r->n_concepts + 1, sizeof *p.place),
    };
    for (size_t slot = 0; slot < f->n_roles; slot++)
        for (size_t i = 0;
             i < f->roles[slot].n_skills && i < EVIDENCE_MAX_SKILLS; i++)
            p.place[slot * r->n_concepts + f->roles[slot].skills[i].concept] =
                (uint8_t)(i + 1);
    span(&p);
    for (size_t i = 0; i < r->n; i++)
        if (counts(&r->v[i]))
            offer_row(&p, (uint32_t)i);
    for (size_t slot = 0; slot < f->n_roles; slot++)
        put_role(&p, slot, f->roles[slot].n_skills, &out[slot]);
    free(p.cells);
    free(p.place);
    find_alike(r, f->n_roles, a, out);
}
