/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/figures_work.h"
#include "report/sums.h"
#include <math.h>
#include <stdlib.h>

#define NO_VENDOR UINT32_MAX
#define ANY       0u /* the value of a posting that names one of any vendor */

/* Who awards what: a vendor's value is its index in name plus 1. */
struct vendors {
    struct str *name;
    uint32_t n;
    uint32_t *of; /* by concept: a vendor's value, or NO_VENDOR */
};

/* A vendor's postings, or those of any, while they are counted. */
struct counting {
    struct sums *sums;
    uint32_t *required; /* by value */
    bool *has;          /* of the posting at hand, by value */
    bool *is_required;
};

/* Of the concept, or of the nearest one above that says it. */
static struct str vendor_of(const struct taxonomy *t, size_t i)
{
    const struct concept *c = &t->concepts[i];
    while (c->vendor.n == 0 && c->parent < t->n_concepts)
        c = &t->concepts[c->parent];
    return c->vendor;
}

static uint32_t value_of(struct vendors *v, struct str name)
{
    uint32_t i = 0;
    while (i < v->n && !str_eq(v->name[i], name))
        i++;
    if (i == v->n)
        v->name[v->n++] = name;
    return i + 1;
}

/* A certification without a vendor is one of "others". */
static struct vendors find_vendors(const struct figures_work *w)
{
    const struct taxonomy *t = w->taxonomy;
    struct vendors v = {
        .name = arena_calloc(w->scratch, t->n_concepts, sizeof *v.name),
        .of = arena_calloc(w->scratch, t->n_concepts, sizeof *v.of),
    };
    for (size_t i = 0; i < t->n_concepts; i++) {
        struct str name = vendor_of(t, i);
        bool is_one = t->concepts[i].kind == CONCEPT_CERTIFICATION;
        v.of[i] = !is_one && name.n == 0
                      ? NO_VENDOR
                      : value_of(&v, name.n ? name : STR("others"));
    }
    return v;
}

static void count_posting(const struct figures_work *w, const struct vendors *v,
                          const struct row *row, struct counting *c)
{
    const uint32_t *skills = w->rows->skills + row->first_skill;
    sums_posting(c->sums, row->employer);
    for (size_t i = 0; i < row->n_skills; i++) {
        uint32_t value = v->of[ROWS_CONCEPT(skills[i])];
        if (value == NO_VENDOR)
            continue;
        bool required = ROWS_LABEL(skills[i]) == LABEL_REQUIRED;
        c->has[ANY] = c->has[value] = true;
        c->is_required[ANY] |= required;
        c->is_required[value] |= required;
    }
    for (size_t i = 0; c->has[ANY] && i <= v->n; i++) {
        if (!c->has[i])
            continue;
        sums_value(c->sums, i);
        c->required[i] += c->is_required[i];
    }
    for (size_t i = 0; i <= v->n; i++)
        c->has[i] = c->is_required[i] = false;
}

static struct cert_figure of_vendor(const struct counting *c, size_t value,
                                    struct str name)
{
    struct cluster_sums s = sums_of(c->sums, value);
    struct part_share part = figures_share(&s);
    return (struct cert_figure){
        .vendor = name,
        .named = (uint32_t)s.x,
        .required = c->required[value],
        .employers = sums_employers_of(c->sums, value),
        .share = part.share,
        .low = part.low,
        .high = part.high,
    };
}

static int by_named(const void *pa, const void *pb)
{
    const struct cert_figure *a = pa, *b = pb;
    if (a->named != b->named)
        return a->named > b->named ? -1 : 1;
    int d = str_cmp(a->vendor, b->vendor);
    return d ? d : str_cmp(a->id, b->id);
}

/* The certifications of one vendor that the role names, behind v[n]. */
static size_t add_certs(const struct figures_work *w, const struct tally *t,
                        const struct vendors *vendors, uint32_t value,
                        struct cert_figure *v)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n_concepts; i++) {
        if (vendors->of[i] != value || t->by_name[i].named == 0)
            continue;
        const struct concept *k = &w->taxonomy->concepts[i];
        struct cell cell = figures_cell(t, &t->by_name[i]);
        v[n++] = (struct cert_figure){
            .vendor = figures_clean(vendors->name[value - 1], w->a),
            .id = figures_clean(k->id, w->a),
            .name = figures_name(k->name, k->id, w->a),
            .named = cell.named,
            .required = cell.required,
            .employers = cell.employers,
            .share = cell.share,
            .low = cell.low,
            .high = cell.high,
        };
    }
    if (n)
        qsort(v, n, sizeof *v, by_named);
    return n;
}

static void fill(const struct figures_work *w, size_t slot,
                 const struct vendors *vendors, const struct counting *c,
                 struct role_figure *role)
{
    struct cert_figure any = of_vendor(c, ANY, STR(""));
    if (any.named == 0)
        return;
    struct cert_figure *sorted =
        arena_calloc(w->scratch, vendors->n, sizeof *sorted);
    for (uint32_t i = 0; i < vendors->n; i++)
        sorted[i] = of_vendor(c, i + 1, vendors->name[i]);
    qsort(sorted, vendors->n, sizeof *sorted, by_named);
    size_t room = 1 + vendors->n + w->taxonomy->n_concepts;
    struct cert_figure *v = arena_calloc(w->scratch, room, sizeof *v);
    size_t n = 0;
    v[n++] = any;
    for (uint32_t i = 0; i < vendors->n && sorted[i].named; i++) {
        uint32_t value = 1;
        while (!str_eq(vendors->name[value - 1], sorted[i].vendor))
            value++;
        v[n] = sorted[i];
        v[n++].vendor = figures_clean(sorted[i].vendor, w->a);
        n += add_certs(w, &w->tallies[slot], vendors, value, v + n);
    }
    struct cert_figure *kept = arena_calloc(w->a, n, sizeof *kept);
    for (size_t i = 0; i < n; i++)
        kept[i] = v[i];
    role->certs = kept;
    role->n_certs = n;
}

void figures_certs(const struct figures_work *w, size_t slot, size_t n,
                   struct role_figure *role)
{
    struct vendors vendors = find_vendors(w);
    AUTO(auto_sums_free) struct sums *sums = sums_new(vendors.n + 1);
    size_t values = vendors.n + 1;
    struct counting c = {
        .sums = sums,
        .required = arena_calloc(w->scratch, values, sizeof *c.required),
        .has = arena_calloc(w->scratch, values, sizeof *c.has),
        .is_required = arena_calloc(w->scratch, values, sizeof *c.is_required),
    };
    for (size_t i = 0; i < n; i++) {
        const struct row *row = &w->rows->v[w->idx[i]];
        if (row->usable)
            count_posting(w, &vendors, row, &c);
    }
    sums_end(sums);
    if (vendors.n)
        fill(w, slot, &vendors, &c, role);
}
