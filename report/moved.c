/* SPDX-License-Identifier: MIT */
#include "report/moved.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "report/text_table.h"
#include <stdlib.h>
#include <string.h>

#define NO_ROLE UINT32_MAX

struct item {
    uint64_t key; /* of the posting: source and id */
    int64_t posting_id;
    uint32_t role; /* of this side's names; NO_ROLE */
    uint32_t first;
    uint16_t n_skills;
};

struct moved_side {
    struct arena *a;
    struct scan_names names;
    struct item *v;
    size_t n, cap;
    uint32_t *skills; /* concepts, by number */
    size_t n_skills, cap_skills;
    size_t at; /* of the next key */
};

/* ---- Reading ---- */

static bool add_row(void *ctx, const struct scan_row *row)
{
    struct moved_side *s = ctx;
    struct item item = {.posting_id = row->posting_id,
                        .role = row->role,
                        .first = (uint32_t)s->n_skills};
    for (size_t i = 0; row->usable && i < row->n_skills; i++) {
        if (row->skills[i].label >= LABEL_NEGATED ||
            item.n_skills == UINT16_MAX)
            continue;
        s->skills =
            xgrow(s->skills, s->n_skills, &s->cap_skills, sizeof *s->skills);
        s->skills[s->n_skills++] = row->skills[i].concept;
        item.n_skills++;
    }
    s->v = xgrow(s->v, s->n, &s->cap, sizeof *s->v);
    s->v[s->n++] = item;
    return true;
}

/* Keys come in the order of the rows. */
static bool add_key(void *ctx, int64_t posting_id, uint64_t key)
{
    struct moved_side *s = ctx;
    while (s->at < s->n && s->v[s->at].posting_id < posting_id)
        s->at++;
    if (s->at < s->n && s->v[s->at].posting_id == posting_id)
        s->v[s->at].key = key;
    return true;
}

enum st moved_read(struct postings *store, struct moved_side **out,
                   struct err *err)
{
    struct moved_side *s = xcalloc(1, sizeof *s);
    struct scan_filter all = {-1, -1};
    s->a = arena_new();
    enum st st = postings_scan(store, &all, s->a, &s->names, add_row, s, err);
    if (st == ST_OK)
        st = postings_keys(store, add_key, s, err);
    if (st != ST_OK) {
        moved_free(s);
        return st;
    }
    *out = s;
    return ST_OK;
}

void moved_free(struct moved_side *s)
{
    if (!s)
        return;
    arena_free(s->a);
    free(s->v);
    free(s->skills);
    free(s);
}

/* ---- Comparing ---- */

/* Both sides' names under common numbers. */
struct names {
    struct str *v;
    size_t n, cap;
};

static uint32_t number_name(struct names *names, struct str name)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_eq(names->v[i], name))
            return (uint32_t)i;
    names->v = xgrow(names->v, names->n, &names->cap, sizeof *names->v);
    names->v[names->n] = name;
    return (uint32_t)names->n++;
}

static uint32_t *number_names(struct names *names, const struct str *v,
                              size_t n)
{
    uint32_t *map = xcalloc(n, sizeof *map);
    for (size_t i = 0; i < n; i++)
        map[i] = number_name(names, v[i]);
    return map;
}

struct comparing {
    struct names roles, skills;
    uint32_t *role_of[2], *skill_of[2]; /* from each side's numbers */
    const struct moved_side *side[2];
    struct moved_cell *cells; /* [role * n_skills + skill] */
    unsigned char *mark;      /* by skill: 1 named before, 2 after */
};

static int by_key(const void *pa, const void *pb)
{
    const struct item *a = pa, *b = pb;
    return (a->key > b->key) - (a->key < b->key);
}

static uint32_t role_of(const struct comparing *c, int side,
                        const struct item *item)
{
    return item && item->role != NO_ROLE ? c->role_of[side][item->role]
                                         : NO_ROLE;
}

static void mark_skills(struct comparing *c, int side, const struct item *item)
{
    for (size_t i = 0; item && i < item->n_skills; i++)
        c->mark[c->skill_of[side][c->side[side]->skills[item->first + i]]] |=
            (unsigned char)(1 << side);
}

static void clear_marks(struct comparing *c, int side, const struct item *item)
{
    for (size_t i = 0; item && i < item->n_skills; i++)
        c->mark[c->skill_of[side][c->side[side]->skills[item->first + i]]] = 0;
}

/* What one posting does to the cells of one side: each skill it names there. */
static void count_side(struct comparing *c, int side, const struct item *item,
                       uint32_t role, uint32_t other_role, bool both)
{
    for (size_t i = 0; role != NO_ROLE && i < item->n_skills; i++) {
        uint32_t skill =
            c->skill_of[side][c->side[side]->skills[item->first + i]];
        struct moved_cell *cell = &c->cells[role * c->skills.n + skill];
        int sign = side ? 1 : -1;
        *(side ? &cell->after : &cell->before) += 1;
        if (!both)
            cell->by_postings += sign;
        else if (role != other_role)
            cell->by_role += sign;
        else if (c->mark[skill] != 3)
            cell->by_mentions += sign;
    }
}

static void count_posting(struct comparing *c, const struct item *before,
                          const struct item *after)
{
    uint32_t from = role_of(c, 0, before), to = role_of(c, 1, after);
    bool both = before && after;
    mark_skills(c, 0, before);
    mark_skills(c, 1, after);
    if (before)
        count_side(c, 0, before, from, to, both);
    if (after)
        count_side(c, 1, after, to, from, both);
    clear_marks(c, 0, before);
    clear_marks(c, 1, after);
}

static void walk(struct comparing *c)
{
    const struct moved_side *x = c->side[0], *y = c->side[1];
    size_t i = 0, k = 0;
    while (i < x->n || k < y->n) {
        const struct item *a = i < x->n ? &x->v[i] : NULL;
        const struct item *b = k < y->n ? &y->v[k] : NULL;
        if (a && b && a->key != b->key)
            *(a->key < b->key ? &b : &a) = NULL;
        count_posting(c, a, b);
        i += a != NULL;
        k += b != NULL;
    }
}

static uint32_t size_of(const struct moved_cell *c)
{
    return c->before > c->after ? c->before - c->after : c->after - c->before;
}

static int by_size(const void *pa, const void *pb)
{
    const struct moved_cell *a = pa, *b = pb;
    uint32_t x = size_of(a), y = size_of(b);
    if (x != y)
        return x > y ? -1 : 1;
    int order = str_cmp(a->role, b->role);
    return order ? order : str_cmp(a->skill, b->skill);
}

static void keep_moved(const struct comparing *c, struct arena *a,
                       struct moved_cell **out, size_t *n)
{
    size_t all = c->roles.n * c->skills.n;
    *n = 0;
    for (size_t i = 0; i < all; i++)
        *n += c->cells[i].before != c->cells[i].after;
    *out = arena_calloc(a, *n, sizeof **out);
    *n = 0;
    for (size_t i = 0; i < all; i++) {
        struct moved_cell cell = c->cells[i];
        if (cell.before == cell.after)
            continue;
        cell.role = arena_str(a, c->roles.v[i / c->skills.n]);
        cell.skill = arena_str(a, c->skills.v[i % c->skills.n]);
        (*out)[(*n)++] = cell;
    }
    if (*n)
        qsort(*out, *n, sizeof **out, by_size);
}

void moved_compare(struct moved_side *before, struct moved_side *after,
                   struct arena *a, struct moved_cell **out, size_t *n)
{
    struct comparing c = {.side = {before, after}};
    for (int i = 0; i < 2; i++) {
        struct moved_side *s = i ? after : before;
        c.role_of[i] = number_names(&c.roles, s->names.roles, s->names.n_roles);
        c.skill_of[i] =
            number_names(&c.skills, s->names.concepts, s->names.n_concepts);
        if (s->n)
            qsort(s->v, s->n, sizeof *s->v, by_key);
    }
    c.cells = xcalloc(c.roles.n * c.skills.n, sizeof *c.cells);
    c.mark = xcalloc(c.skills.n, 1);
    walk(&c);
    keep_moved(&c, a, out, n);
    for (int i = 0; i < 2; i++) {
        free(c.role_of[i]);
        free(c.skill_of[i]);
    }
    free(c.roles.v);
    free(c.skills.v);
    free(c.cells);
    free(c.mark);
}

/* ---- Printing ---- */

void moved_print(const struct moved_cell *v, size_t n, size_t most,
                 struct str why, unsigned columns, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    static const struct str head[] = {
        {"Role", 4},     {"Skill", 5}, {"before", 6},  {"after", 5},
        {"mentions", 8}, {"role", 4},  {"postings", 8}};
    struct text_table table;
    if (n == 0)
        return;
    text_wrap(out,
              arena_printf(a,
                           "%zu cells moved (%.*s): postings of a role that "
                           "name a skill, before and after; and how many of "
                           "the difference because mentions were found or "
                           "lost, postings changed their role, came or went.",
                           n, STR_FMT(why)),
              columns, 0);
    text_table_init(&table, a, "llrrrrr");
    table.indent = 2;
    table.flex = 1;
    table.flex_2 = 0;
    text_table_row(&table, head);
    for (size_t i = 0; i < n && i < most; i++) {
        struct str row[] = {v[i].role,
                            v[i].skill,
                            arena_printf(a, "%u", v[i].before),
                            arena_printf(a, "%u", v[i].after),
                            arena_printf(a, "%+d", v[i].by_mentions),
                            arena_printf(a, "%+d", v[i].by_role),
                            arena_printf(a, "%+d", v[i].by_postings)};
        text_table_row(&table, row);
    }
    text_table_write(&table, columns, out);
    if (n > most)
        buf_printf(out, "  and %zu more\n", n - most);
}
