/* SPDX-License-Identifier: MIT */
#include "cli/sitemaps.h"
#include "crawler/sitemap_next.h"

/* Where pages are looked up. */
struct lookup {
    struct postings *store;
    struct str source;
    struct arena *a;
    enum st st; /* the first failure */
    struct err *err;
};

static bool look_up(struct lookup *l, struct str url, struct known_record *out)
{
    bool there = false;
    if (l->st == ST_OK)
        l->st =
            postings_known(l->store, l->source, url, l->a, out, &there, l->err);
    return l->st == ST_OK && there;
}

static int64_t fetched(void *ctx, struct str url)
{
    struct known_record known;
    return look_up(ctx, url, &known) ? known.seen_utc : 0;
}

/* The unchanged pages were there at seen_utc; *n postings of them. */
static enum st touch(struct lookup *l, const struct sitemap_plan *p,
                     int64_t seen_utc, uint64_t *n)
{
    *n = 0;
    for (size_t i = 0; i < p->n_unchanged; i++) {
        struct known_record known;
        uint64_t held = 0;
        if (look_up(l, p->unchanged[i], &known))
            l->st =
                postings_listed(l->store, known.id, seen_utc, &held, l->err);
        *n += held;
    }
    return l->st;
}

static void ask_all(struct crawl_fetch *f, const struct sitemap_plan *p,
                    struct arena *a)
{
    size_t n_bad = 0;
    struct err why = {0};
    for (size_t i = 0; i < p->n; i++)
        n_bad += crawl_follow(f, &p->v[i], &why) != ST_OK;
    if (n_bad)
        crawl_truncated(f,
                        arena_printf(a,
                                     "%zu addresses of the sitemap cannot "
                                     "be asked for; the last %s",
                                     n_bad, why.msg)
                            .p,
                        false);
}

/* With this page the source may have as many postings as it wants. */
static void stop_at_limit(struct crawl_fetch *f)
{
    unsigned most = f->source->max_postings;
    if (most == 0 || f->n_before + f->n_postings < most)
        return;
    crawl_enough(f);
    crawl_truncated(f, "stopped at its max_postings", true);
}

enum st sitemaps_take(struct crawl_fetch *f, struct postings *store,
                      struct arena *a, uint64_t *n, struct err *err)
{
    struct lookup l = {store, f->source->name, a, ST_OK, err};
    const struct sitemap_facts facts = {.url = f->final_url,
                                        .note = f->ask->note,
                                        .status = f->status,
                                        .good = f->verdict == VERDICT_OK,
                                        .body = f->body,
                                        .now_utc = f->fetched_utc,
                                        .fetched = store ? fetched : NULL,
                                        .ctx = &l};
    struct sitemap_plan plan;
    uint64_t n_seen = 0;
    sitemap_next(f->source, &facts, a, &plan);
    *n = plan.n + plan.n_unchanged + (plan.detail.n > 0);
    if (!plan.is_list)
        stop_at_limit(f);
    if (!plan.is_list || plan.n + plan.n_unchanged + plan.detail.n == 0)
        return l.st;
    f->verdict = plan.verdict;
    f->detail = plan.detail;
    ask_all(f, &plan, a);
    enum st st = touch(&l, &plan, f->fetched_utc, &n_seen);
    f->n_postings += n_seen;
    return st;
}

enum st sitemaps_again(const struct archive_record *r, struct postings *store,
                       struct arena *a, struct err *err)
{
    struct lookup l = {store, r->source, a, ST_OK, err};
    const struct source source = {
        .name = r->source, .kind = r->kind, .url = r->uri};
    const struct sitemap_facts facts = {.url = r->uri,
                                        .note = r->note,
                                        .status = r->status,
                                        .good = true,
                                        .body = r->body,
                                        .now_utc = r->utc,
                                        .fetched = fetched,
                                        .ctx = &l};
    struct sitemap_plan plan;
    uint64_t n;
    sitemap_next(&source, &facts, a, &plan);
    return touch(&l, &plan, r->utc, &n);
}
