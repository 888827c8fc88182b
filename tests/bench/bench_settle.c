/* SPDX-License-Identifier: MIT */
/* bench_settle STORE N - how long a store of N made-up postings takes to find
 * its copies and boilerplate: all at once, then after one posting more, then
 * after a hundred more. The same N gives the same postings: adverts of 40,000
 * employers with sentences of their own, posted up to eight times with a few
 * words changed. What STORE has already is not put again. */
#include "store/postings.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define EMPLOYERS  40000
#define SOURCES    200
#define MONTHS     24
#define WORDS      220u /* of an advert */
#define HOUSE      80u  /* of its employer's own, in every one */
#define SENTENCE   12u
#define VOCABULARY 20000u
#define BATCH      10000
#define SEEN       1767225600

static uint64_t mix(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdULL;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ULL;
    return x ^ x >> 33;
}

/* One of n, a function of the two. */
static unsigned pick(uint64_t a, uint64_t b, unsigned n)
{
    return (unsigned)(mix(mix(a) + b) % n);
}

/* Posting i of an advert; few words are its own. */
static struct posting make(size_t i, struct buf *text,
                           struct mention *sentences, char names[4][32])
{
    uint64_t advert = i;
    for (unsigned k = 0; k < 8 && advert && pick(advert, 1, 3) == 0; k++)
        advert = pick(advert, 2, (unsigned)advert); /* a copy of an older one */
    unsigned employer = pick(advert, 3, 1 + pick(advert, 4, EMPLOYERS));
    size_t n = 0;
    buf_clear(text);
    for (unsigned w = 0; w < WORDS; w++) {
        bool own = pick(i, 5 + w, 40) == 0 && i != advert;
        uint64_t from = w < HOUSE ? employer + 1000000007ULL : advert;
        if (w % SENTENCE == 0)
            sentences[n].start = (uint32_t)text->n;
        buf_printf(text, "w%u%s",
                   pick(own ? i + 77 : from, 300 + w, VOCABULARY),
                   w % SENTENCE == SENTENCE - 1 || w + 1 == WORDS ? ". " : " ");
        if (w % SENTENCE == SENTENCE - 1 || w + 1 == WORDS)
            sentences[n++].end = (uint32_t)text->n - 1;
    }
    snprintf(names[0], sizeof names[0], "%zu", i);
    snprintf(names[1], sizeof names[1], "board/%u", pick(i, 6, SOURCES));
    snprintf(names[2], sizeof names[2], "Engineer of field %u",
             pick(advert, 7, 50));
    snprintf(names[3], sizeof names[3], "Employer %u", employer);
    struct date day =
        date_from_month_index(2024 * 12 + (int)pick(i, 8, MONTHS));
    day.day = 1;
    return (struct posting){.id = str_from(names[0]),
                            .source = str_from(names[1]),
                            .title = str_from(names[2]),
                            .company = str_from(names[3]),
                            .date_posted = day,
                            .years_min = -1,
                            .salary = {.min_cents = -1, .max_cents = -1},
                            .text = buf_str(text),
                            .sentences = sentences,
                            .n_sentences = n,
                            .fingerprint = mix(i == advert ? i : ~i)};
}

static enum st fill(struct postings *s, size_t from, size_t to, struct err *err)
{
    struct mention sentences[WORDS / SENTENCE + 1];
    char names[4][32];
    struct buf text;
    enum st st = ST_OK;
    buf_init(&text, 1u << 16);
    for (size_t i = from; st == ST_OK && i < to; i++) {
        enum put_result result;
        if ((i - from) % BATCH == 0)
            st = postings_begin(s, err);
        struct posting p = make(i, &text, sentences, names);
        if (st == ST_OK)
            st = postings_put(s, &p, 0, SEEN, &result, err);
        if (st == ST_OK && ((i - from) % BATCH == BATCH - 1 || i + 1 == to))
            st = postings_commit(s, err);
    }
    buf_done(&text);
    return st;
}

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum st settle(struct postings *s, const char *what, struct err *err)
{
    struct rusage use;
    double wall = seconds(CLOCK_MONOTONIC);
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    enum st st = postings_settle(s, err);
    wall = seconds(CLOCK_MONOTONIC) - wall;
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    getrusage(RUSAGE_SELF, &use);
    printf("%-20s %8.2f s, %8.2f s of processor, peak %5ld MB\n", what, wall,
           cpu, use.ru_maxrss / 1024);
    fflush(stdout);
    return st;
}

int main(int argc, char **argv)
{
    AUTO(auto_postings_free) struct postings *s = NULL;
    struct err err = {0};
    if (argc != 3) {
        fputs("usage: bench_settle STORE N\n", stderr);
        return 64;
    }
    size_t n = (size_t)strtoull(argv[2], NULL, 10);
    struct store_totals there;
    enum st st = postings_open(argv[1], &s, &err);
    if (st == ST_OK)
        st = postings_count(s, &there, &err);
    if (st == ST_OK)
        st = fill(s, (size_t)there.postings, n, &err);
    if (st == ST_OK)
        st = settle(s, "all", &err);
    if (st == ST_OK)
        st = fill(s, n, n + 1, &err);
    if (st == ST_OK)
        st = settle(s, "one more", &err);
    if (st == ST_OK)
        st = fill(s, n + 1, n + 101, &err);
    if (st == ST_OK)
        st = settle(s, "a hundred more", &err);
    if (st != ST_OK)
        fprintf(stderr, "bench_settle: %s\n", err.msg);
    return st == ST_OK ? 0 : 1;
}
