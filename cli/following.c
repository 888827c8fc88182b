/* SPDX-License-Identifier: MIT */
#include "cli/following.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "cli/sitemaps.h"
#include "crawler/board_next.h"
#include "crawler/boards.h"
#include "crawler/names.h"
#include <stdlib.h>
#include <string.h>

#define MARK_MAX_BYTES (64u << 10)

struct following {
    const struct sources *sources;
    struct names **seen; /* by source: ids of its lists; NULL before any */
    struct arena *a;     /* of one answer */
};

struct following *following_new(const struct sources *sources)
{
    struct following *fl = xalloc(sizeof *fl);
    fl->sources = sources;
    fl->seen = xcalloc(sources->n ? sources->n : 1, sizeof(struct names *));
    fl->a = arena_new();
    return fl;
}

static struct names **seen_of(struct following *fl, const struct source *source)
{
    return &fl->seen[source - fl->sources->v];
}

void following_end(struct following *fl, const struct source *source)
{
    struct names **seen = seen_of(fl, source);
    if (*seen)
        names_done(*seen);
    free(*seen);
    *seen = NULL;
}

void following_free(struct following *fl)
{
    if (!fl)
        return;
    for (size_t i = 0; i < fl->sources->n; i++)
        following_end(fl, &fl->sources->v[i]);
    free(fl->seen);
    arena_free(fl->a);
    free(fl);
}

/* ---- What is new ---- */

static struct str identity(const struct raw *raw)
{
    return raw->id.n ? raw->id : raw->url.n ? raw->url : raw->title;
}

static bool put_seen(struct names *seen, struct str id, uint64_t seed)
{
    bool is_new;
    uint64_t key = hash64_seed(id, seed);
    names_put(seen, (struct str){(const char *)&key, sizeof key}, &is_new);
    return is_new;
}

/* Postings of the list that its source did not list before, and those that the
 * part of it did not that the request was for: parts of a board overlap. */
static void count_new(struct following *fl, struct crawl_fetch *f,
                      const struct raw_list *list, size_t *n_new)
{
    struct names **seen = seen_of(fl, f->source);
    struct str part = board_part(f->ask);
    size_t n = 0, n_part = 0;
    if (!*seen) {
        *seen = xalloc(sizeof **seen);
        names_init(*seen);
    }
    for (size_t i = 0; i < list->n; i++) {
        struct str id = identity(&list->v[i]);
        n += put_seen(*seen, id, 0);
        n_part += part.n && put_seen(*seen, id, hash64(part));
    }
    f->n_postings = n;
    *n_new = part.n ? n_part : n;
    if (list->n == 0) /* entries of no use are progress all the same */
        *n_new = list->n_items;
}

/* ---- Details ---- */

static void add_date(struct buf *out, struct date d)
{
    buf_printf(out, "%d-%d-%d\n", d.year, d.month, d.day);
}

/* What the list says of a posting, in one number. */
static uint64_t mark_of(const struct raw *raw)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, MARK_MAX_BYTES);
    buf_printf(&text, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%d\n", STR_FMT(raw->title),
               STR_FMT(raw->url), STR_FMT(raw->company),
               STR_FMT(raw->employment_type), STR_FMT(raw->seniority),
               (int)raw->remote);
    add_date(&text, raw->date_posted);
    add_date(&text, raw->date_updated);
    add_date(&text, raw->valid_through);
    for (size_t i = 0; i < raw->n_locations; i++)
        buf_printf(&text, "%.*s\n", STR_FMT(raw->locations[i].raw));
    return hash64(buf_str(&text));
}

/* True when the store has it as the list still has it. */
static enum st is_known(struct following *fl, const struct crawl_fetch *f,
                        const struct board_detail *d, struct postings *store,
                        bool *known, struct err *err)
{
    struct known_record record;
    struct url base = {0}, url = {0};
    struct err unused;
    bool there = false;
    *known = false;
    if (url_parse(f->final_url, &base, &unused) != ST_OK ||
        url_resolve(&base, d->url, &url, &unused) != ST_OK) {
        url_done(&base);
        return ST_OK; /* crawl_follow() will say so */
    }
    enum st st = postings_known(store, f->source->name, str_from(url.text),
                                fl->a, &record, &there, err);
    url_done(&base);
    url_done(&url);
    if (st || !there)
        return st;
    int64_t age_s = f->fetched_utc - record.seen_utc;
    int64_t most_s =
        FOLLOWING_DETAIL_MIN_S + (int64_t)(d->mark % FOLLOWING_DETAIL_MIN_S);
    *known = age_s < most_s &&
             str_eq(record.note, board_detail_note(fl->a, d->mark));
    return ST_OK;
}

/* The details that are to be asked for; *n_all of them with those that are not.
 */
static enum st find_details(struct following *fl, const struct crawl_fetch *f,
                            const struct raw_list *list, struct postings *store,
                            struct board_facts *facts, uint64_t *n_all,
                            struct err *err)
{
    struct board_detail *v = arena_calloc(fl->a, list->n + 1, sizeof *v);
    enum st st = ST_OK;
    *n_all = 0;
    for (size_t i = 0; !st && i < list->n; i++) {
        bool known = false;
        const struct raw *raw = &list->v[i];
        if (!raw->detail_url.n)
            continue;
        const struct board_detail d = {raw->detail_url, mark_of(raw)};
        ++*n_all;
        if (store)
            st = is_known(fl, f, &d, store, &known, err);
        if (!known)
            v[facts->n_details++] = d;
    }
    facts->details = v;
    return st;
}

/* ---- The whole ---- */

bool following_is_counted(const struct ask *ask)
{
    struct str note = ask->note, first;
    return str_split(&note, ' ', &first) &&
           str_eq(first, STR(BOARD_NOTE_DETAIL));
}

static void name_facets(struct following *fl, const struct raw_list *list,
                        struct board_facts *facts)
{
    struct board_facet *v = arena_calloc(fl->a, list->n_facets + 1, sizeof *v);
    for (size_t i = 0; i < list->n_facets; i++)
        v[i] = (struct board_facet){list->facets[i].name, list->facets[i].id,
                                    list->facets[i].n};
    facts->facets = v;
    facts->n_facets = list->n_facets;
}

/* Ask. What cannot be asked leaves the source incomplete. */
static void ask_all(struct crawl_fetch *f, const struct board_plan *plan,
                    struct arena *a)
{
    for (size_t i = 0; i < plan->n; i++) {
        struct err why = {0};
        if (crawl_follow(f, &plan->v[i], &why) != ST_OK)
            crawl_truncated(
                f, arena_printf(a, "cannot ask for more: %s", why.msg).p,
                false);
    }
    if (plan->cut)
        crawl_truncated(f, plan->cut, plan->as_asked);
}

/* What a list of pages leads to. */
static enum st take_pages(struct following *fl, struct crawl_fetch *f,
                          const struct raw_list *list, struct postings *store,
                          uint64_t *n, struct err *err)
{
    arena_reset(fl->a);
    f->n_postings = list->n;
    return sitemaps_take(f, store, fl->a, n, err);
}

enum st following_failed(struct following *fl, struct crawl_fetch *f,
                         struct err *err)
{
    uint64_t n;
    arena_reset(fl->a);
    return board_kind_of(f->source)->lists_pages
               ? sitemaps_take(f, NULL, fl->a, &n, err)
               : ST_OK;
}

enum st following_take(struct following *fl, struct crawl_fetch *f,
                       const struct raw_list *list, struct postings *store,
                       uint64_t *n, struct err *err)
{
    if (board_kind_of(f->source)->lists_pages)
        return take_pages(fl, f, list, store, n, err);
    struct board_facts facts = {.url = f->final_url,
                                .ask = f->ask,
                                .n_items = list->n_items,
                                .n_new = list->n,
                                .total = list->total,
                                .next = list->next,
                                .lists = list->lists,
                                .entries = list->entries,
                                .n_lists = list->n_lists,
                                .n_entries = list->n_entries,
                                .list_group = list->list_group};
    struct board_plan plan;
    uint64_t n_details = 0;
    arena_reset(fl->a);
    f->n_postings = list->n;
    *n = 0;
    if (following_is_counted(f->ask)) {
        f->n_postings = 0;
        return ST_OK;
    }
    if (board_leads_on(board_kind_of(f->source)))
        count_new(fl, f, list, &facts.n_new);
    facts.n_postings = f->n_before + f->n_postings;
    name_facets(fl, list, &facts);
    enum st st = find_details(fl, f, list, store, &facts, &n_details, err);
    if (st)
        return st;
    board_next(f->source, &facts, fl->a, &plan);
    ask_all(f, &plan, fl->a);
    *n = plan.n + n_details + (plan.cut != NULL);
    return ST_OK;
}
