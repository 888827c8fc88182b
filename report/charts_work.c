/* SPDX-License-Identifier: MIT */
#include "report/charts_work.h"
#include "report/chart_kinds.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

/* The charts of a role, in the order of the page. */
static const struct {
    const char *key;
    bool (*fill)(struct sheet *s, const struct role_figure *role);
} of_roles[] = {
    {"skills", chart_bars}, {"changes", chart_ranks}, {"pairs", chart_beside},
    {"pay", chart_pay},     {"series", chart_months},
};

#define OF_ROLES (sizeof of_roles / sizeof *of_roles)

/* A part of a file name; ids that are none ("C++/../x") give way to a number
 * that no id is, since it begins with a dash. */
static struct str file_part(struct str id, size_t role, struct arena *a)
{
    bool fits = id.n > 0 && id.n <= 64;
    for (size_t i = 0; fits && i < id.n; i++)
        fits = (id.p[i] >= 'a' && id.p[i] <= 'z') || ascii_is_digit(id.p[i]) ||
               (id.p[i] == '-' && i > 0);
    return fits ? id : arena_printf(a, "-role%zu", role + 1);
}

/* The next place; what fill() left there is kept where it says so. */
static struct sheet *next(struct chart_works *w, const struct figures *f,
                          struct arena *a)
{
    sheet_init(&w->v[w->n].sheet, f, a);
    return &w->v[w->n].sheet;
}

static void keep(struct chart_works *w, bool is_filled, const char *key,
                 size_t role)
{
    struct chart_work *x = &w->v[w->n];
    struct sheet *s = &x->sheet;
    if (!is_filled) {
        sheet_done(s);
        return;
    }
    struct str name = str_from(key);
    if (role != CHARTS_ALL_ROLES)
        name =
            arena_printf(s->a, "%s-%.*s", key,
                         STR_FMT(file_part(s->f->roles[role].id, role, s->a)));
    x->chart = (struct chart){.key = key,
                              .role = role,
                              .name = name,
                              .title = s->title,
                              .what = s->what,
                              .note = s->note,
                              .key_of_marks = s->key,
                              .summary = s->summary};
    buf_init(&x->script, SHEET_MAX_BYTES);
    for (size_t i = 0; i < CHARTS_PICTURES; i++)
        buf_init(&x->pictures[i], GNUPLOT_OUTPUT_MAX_BYTES);
    w->n++;
}

struct chart_works chart_works_of(const struct figures *f, struct arena *a)
{
    struct chart_works w = {
        .v = arena_calloc(a, 1 + OF_ROLES * f->n_roles, sizeof *w.v)};
    keep(&w, chart_matrix(next(&w, f, a)), "matrix", CHARTS_ALL_ROLES);
    for (size_t role = 0; role < f->n_roles; role++)
        for (size_t i = 0; i < OF_ROLES; i++)
            keep(&w, of_roles[i].fill(next(&w, f, a), &f->roles[role]),
                 of_roles[i].key, role);
    return w;
}

struct chart_works chart_works_of_study(const struct study *s, struct arena *a)
{
    struct chart_works w = {.v = arena_calloc(a, 2, sizeof *w.v)};
    const struct figures *f = &s->figures;
    keep(&w, chart_path(next(&w, f, a), &s->all, false), "path", 0);
    keep(&w, chart_path(next(&w, f, a), &s->required, true), "path_required",
         0);
    return w;
}

void chart_works_done(struct chart_works *w)
{
    for (size_t i = 0; i < w->n; i++) {
        sheet_done(&w->v[i].sheet);
        buf_done(&w->v[i].script);
        for (size_t k = 0; k < CHARTS_PICTURES; k++)
            buf_done(&w->v[i].pictures[k]);
    }
}

/* ---- Drawing ---- */

struct drawing {
    const struct gnuplot *g;
    chart_draw *draw;
    atomic_bool stop; /* something failed */
    pthread_mutex_t lock;
    pthread_cond_t one_done;
    size_t n_done; /* guarded by lock */
};

static void work(void *ctx, struct pool_item *item)
{
    struct drawing *d = ctx;
    struct chart_work *w = (struct chart_work *)item;
    if (atomic_load(&d->stop))
        return;
    w->st = d->draw(d->g, w, &w->err);
    w->is_drawn = w->st == ST_OK;
    if (!w->is_drawn)
        atomic_store(&d->stop, true);
}

static void one_is_done(void *ctx)
{
    struct drawing *d = ctx;
    pthread_mutex_lock(&d->lock);
    d->n_done++;
    pthread_cond_signal(&d->one_done);
    pthread_mutex_unlock(&d->lock);
}

static void nothing_to_free(void *ctx, struct pool_item *item)
{
    (void)ctx;
    (void)item;
}

static void draw_rest(struct drawing *d, struct chart_works *w)
{
    const struct pool_how how = {
        .work = work, .done = one_is_done, .drop = nothing_to_free, .ctx = d};
    pthread_mutex_init(&d->lock, NULL);
    pthread_cond_init(&d->one_done, NULL);
    struct pool *pool = pool_new(&how);
    for (size_t i = 1; i < w->n; i++)
        pool_put(pool, &w->v[i].item);
    pthread_mutex_lock(&d->lock);
    while (d->n_done < w->n - 1)
        pthread_cond_wait(&d->one_done, &d->lock);
    pthread_mutex_unlock(&d->lock);
    pool_free(pool);
    pthread_cond_destroy(&d->one_done);
    pthread_mutex_destroy(&d->lock);
}

void chart_works_draw(struct chart_works *w, const struct gnuplot *g,
                      chart_draw *draw, struct err *problem)
{
    struct drawing d = {.g = g, .draw = draw};
    *problem = (struct err){0};
    if (w->n > 0)
        work(&d, &w->v[0].item);
    if (w->n > 1 && !d.stop)
        draw_rest(&d, w);
    bool any = false;
    for (size_t i = 0; i < w->n; i++) {
        any = any || w->v[i].is_drawn;
        if (w->v[i].st != ST_OK && problem->code == ST_OK)
            *problem = w->v[i].err;
    }
    if (problem->code != ST_OK)
        err_prefix(problem, any ? "not all charts" : "no charts");
}
