/* SPDX-License-Identifier: MIT */
#include "crawler/politeness.h"
#include "base/alloc.h"
#include "crawler/names.h"
#include <stdlib.h>

#define SLOWED_GAP_FIRST_MS 100
#define BACKOFF_MAX_MS      60000

struct backend {
    struct pacing polite; /* what was agreed */
    struct pacing now;    /* the same, or slower after a 429 */
    unsigned on_way, good_answers;
    bool closed;
    int64_t last_ms; /* when a request last began or ended */
    int64_t next_ms; /* no request begins before */
};

struct politeness {
    struct names names;
    struct backend *v; /* by the number of the name */
    size_t cap;
    uint64_t random;
};

struct service {
    const char *host; /* ".x.com": any host that ends so */
    const char *name;
    struct pacing pacing;
};

/* Figures of a crawler of 8,153 boards that was seldom told to slow down. */
static const struct service services[] = {
    {"boards-api.greenhouse.io", "greenhouse", {4, 25}},
    {"api.lever.co", "lever", {4, 25}},
    {"api.eu.lever.co", "lever", {4, 25}},
    {"api.ashbyhq.com", "ashby", {4, 25}},
    {"api.smartrecruiters.com", "smartrecruiters", {4, 25}},
    {"apply.workable.com", "workable", {2, 100}},
    {".recruitee.com", "recruitee", {4, 25}},
    {".jobs.personio.de", "personio", {4, 25}},
    {".jobs.personio.com", "personio", {4, 25}},
    {".teamtailor.com", "teamtailor", {4, 25}},
    {".breezy.hr", "breezy", {4, 25}},
    {".pinpointhq.com", "pinpoint", {4, 25}},
    {".bamboohr.com", "bamboohr", {4, 25}},
    {".myworkdayjobs.com", "workday", {2, 100}},
    {".myworkdaysite.com", "workday", {2, 100}},
    /* An item a request, of a service that is made for that. */
    {"hacker-news.firebaseio.com", "hacker-news", {4, 25}},
};

struct pacing pacing_for_host(struct str host, bool own_loopback,
                              struct str *backend)
{
    *backend = host;
    if (own_loopback)
        return (struct pacing){POLITE_LOOPBACK_AT_ONCE, 0};
    for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
        struct str known = str_from(services[i].host);
        if (known.p[0] == '.' ? !str_ends(host, known) : !str_eq(host, known))
            continue;
        *backend = str_from(services[i].name);
        return services[i].pacing;
    }
    return (struct pacing){1, POLITE_HOST_GAP_MS};
}

struct politeness *politeness_new(uint64_t seed)
{
    struct politeness *p = xalloc(sizeof *p);
    names_init(&p->names);
    p->random = seed;
    return p;
}

void politeness_free(struct politeness *p)
{
    if (!p)
        return;
    names_done(&p->names);
    free(p->v);
    free(p);
}

size_t politeness_backend(struct politeness *p, struct str name,
                          struct pacing pacing)
{
    bool is_new;
    size_t i = names_put(&p->names, name, &is_new);
    if (is_new) {
        p->v = xgrow(p->v, i, &p->cap, sizeof *p->v);
        p->v[i] = (struct backend){.polite = pacing,
                                   .now = pacing,
                                   .next_ms = INT64_MIN,
                                   .last_ms = INT64_MIN};
    }
    return i;
}

static void not_before(struct backend *b, int64_t ms)
{
    if (ms > b->next_ms)
        b->next_ms = ms;
}

void politeness_crawl_delay(struct politeness *p, size_t backend, int64_t ms)
{
    struct backend *b = &p->v[backend];
    if (ms > POLITE_CRAWL_DELAY_MAX_MS)
        ms = POLITE_CRAWL_DELAY_MAX_MS;
    if (ms <= b->polite.gap_ms)
        return;
    b->polite = (struct pacing){.at_once = 1, .gap_ms = ms};
    b->now.at_once = 1;
    if (b->now.gap_ms < ms)
        b->now.gap_ms = ms;
    if (b->last_ms != INT64_MIN) /* the robots.txt that said so counts */
        not_before(b, b->last_ms + ms);
}

int64_t politeness_wait_ms(const struct politeness *p, size_t backend,
                           int64_t now_ms)
{
    const struct backend *b = &p->v[backend];
    if (b->on_way >= b->now.at_once)
        return POLITE_FULL;
    return b->next_ms > now_ms ? b->next_ms - now_ms : 0;
}

void politeness_begin(struct politeness *p, size_t backend, int64_t now_ms)
{
    struct backend *b = &p->v[backend];
    b->on_way++;
    b->last_ms = now_ms;
    not_before(b, now_ms + b->now.gap_ms);
}

static void slow_down(struct backend *b)
{
    int64_t gap = b->now.gap_ms * 2;
    if (gap < SLOWED_GAP_FIRST_MS)
        gap = SLOWED_GAP_FIRST_MS;
    int64_t most = b->polite.gap_ms > POLITE_GAP_MAX_MS ? b->polite.gap_ms
                                                        : POLITE_GAP_MAX_MS;
    b->now.gap_ms = gap < most ? gap : most;
    b->now.at_once = (b->now.at_once + 1) / 2;
    b->good_answers = 0;
}

/* One step back to what was agreed after every few good answers. */
static void speed_up(struct backend *b)
{
    if (++b->good_answers % 8 != 0)
        return;
    b->now.gap_ms = b->now.gap_ms / 2;
    if (b->now.gap_ms < b->polite.gap_ms)
        b->now.gap_ms = b->polite.gap_ms;
    if (b->now.at_once < b->polite.at_once)
        b->now.at_once++;
}

void politeness_end(struct politeness *p, size_t backend, int64_t now_ms,
                    int64_t elapsed_ms, int64_t pause_ms)
{
    struct backend *b = &p->v[backend];
    b->on_way--;
    b->last_ms = now_ms;
    if (pause_ms >= 0) {
        slow_down(b);
        not_before(b, now_ms + pause_ms);
    } else if (pause_ms == POLITE_SLOW) {
        slow_down(b);
    } else if (pause_ms == POLITE_ANSWERED) {
        speed_up(b);
    }
    if (b->now.at_once > 1 || b->now.gap_ms == 0)
        return;
    /* A host that takes long to answer is busy: leave it as long again. */
    int64_t gap =
        elapsed_ms < POLITE_GAP_MAX_MS ? elapsed_ms : POLITE_GAP_MAX_MS;
    not_before(b, now_ms + (gap > b->now.gap_ms ? gap : b->now.gap_ms));
}

void politeness_close(struct politeness *p, size_t backend)
{
    p->v[backend].closed = true;
}

bool politeness_is_closed(const struct politeness *p, size_t backend)
{
    return p->v[backend].closed;
}

/* splitmix64: enough for jitter, and the same everywhere. */
static uint64_t next_random(struct politeness *p)
{
    uint64_t z = p->random += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

int64_t politeness_backoff_ms(struct politeness *p, unsigned tries,
                              int64_t base_ms)
{
    int64_t wait = base_ms;
    for (unsigned i = 1; i < tries && wait < BACKOFF_MAX_MS; i++)
        wait *= 2;
    if (wait > BACKOFF_MAX_MS)
        wait = BACKOFF_MAX_MS;
    return wait + (int64_t)(next_random(p) % (uint64_t)(wait / 2 + 1));
}
