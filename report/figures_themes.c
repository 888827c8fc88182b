/* SPDX-License-Identifier: MIT */
#include "report/figures_work.h"
#include <stdlib.h>

/* The taxonomy as lists of children, in file order. */
struct tree {
    const struct figures_work *w;
    uint32_t *first_child, *next; /* by concept; TAXONOMY_NO_PARENT: none */
    struct theme_figure *v;
    size_t n;
};

#define NONE TAXONOMY_NO_PARENT

static void build(struct tree *t)
{
    const struct taxonomy *x = t->w->taxonomy;
    size_t n = x->n_concepts;
    t->first_child = arena_calloc(t->w->scratch, n, sizeof *t->first_child);
    t->next = arena_calloc(t->w->scratch, n, sizeof *t->next);
    for (size_t i = 0; i < n; i++)
        t->first_child[i] = t->next[i] = NONE;
    for (size_t i = n; i-- > 0;) {
        uint32_t parent = x->concepts[i].parent;
        if (parent >= n)
            continue;
        t->next[i] = t->first_child[parent];
        t->first_child[parent] = (uint32_t)i;
    }
}

/* How often the selected roles together name concept i. */
static uint32_t weight(const struct tree *t, uint32_t i, bool is_union)
{
    const struct tally *all = &t->w->tallies[t->w->n_roles];
    return (is_union ? all->as_union : all->by_name)[i].named;
}

static void add(struct tree *t, uint32_t i, unsigned depth, bool is_union)
{
    const struct concept *c = &t->w->taxonomy->concepts[i];
    t->v[t->n++] = (struct theme_figure){
        .concept = i,
        .id = figures_clean(c->id, t->w->a),
        .name = figures_name(c->name, c->id, t->w->a),
        .kind = c->kind,
        .depth = depth,
        .is_union = is_union,
        .cells = figures_cells(t->w, i, is_union),
    };
}

struct item {
    uint32_t concept, weight;
    bool is_union;
};

static int by_weight(const void *pa, const void *pb, void *ctx)
{
    const struct taxonomy *x = ctx;
    const struct item *a = pa, *b = pb;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return str_cmp(x->concepts[a->concept].id, x->concepts[b->concept].id);
}

static void sort(const struct tree *t, struct item *v, size_t n)
{
    const struct taxonomy *x = t->w->taxonomy;
    if (n) /* qsort_r wants a context that it may write: it is not written */
        qsort_r(v, n, sizeof *v, by_weight, (void *)(uintptr_t)x);
}

/* Everything below root that is named, each by its own name. */
static size_t collect_below(const struct tree *t, uint32_t root,
                            struct item *out)
{
    size_t n = 0;
    for (uint32_t at = t->first_child[root]; at != NONE;) {
        uint32_t named = weight(t, at, false);
        if (named)
            out[n++] = (struct item){at, named, false};
        if (t->first_child[at] != NONE) {
            at = t->first_child[at];
            continue;
        }
        while (at != root && t->next[at] == NONE)
            at = t->w->taxonomy->concepts[at].parent;
        at = at == root ? NONE : t->next[at];
    }
    return n;
}

static void add_group(struct tree *t, uint32_t group, struct item *themes,
                      struct item *tools)
{
    if (!weight(t, group, true))
        return;
    add(t, group, 0, true);
    size_t n = 0;
    for (uint32_t i = t->first_child[group]; i != NONE; i = t->next[i]) {
        bool is_union = t->first_child[i] != NONE;
        uint32_t named = weight(t, i, is_union);
        if (named)
            themes[n++] = (struct item){i, named, is_union};
    }
    sort(t, themes, n);
    for (size_t i = 0; i < n; i++) {
        size_t below = collect_below(t, themes[i].concept, tools);
        add(t, themes[i].concept, 1, below > 0);
        sort(t, tools, below);
        for (size_t k = 0; k < below; k++)
            add(t, tools[k].concept, 2, false);
    }
}

void figures_themes(const struct figures_work *w, struct figures *out)
{
    size_t n = w->taxonomy->n_concepts;
    struct tree t = {.w = w};
    build(&t);
    t.v = arena_calloc(w->a, n, sizeof *t.v);
    struct item *themes = arena_calloc(w->scratch, n, sizeof *themes);
    struct item *tools = arena_calloc(w->scratch, n, sizeof *tools);
    for (size_t i = 0; i < n; i++) {
        bool is_root = w->taxonomy->concepts[i].parent >= n;
        if (is_root && t.first_child[i] != NONE)
            add_group(&t, (uint32_t)i, themes, tools);
    }
    out->themes = t.v;
    out->n_themes = t.n;
}
