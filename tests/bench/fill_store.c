/* SPDX-License-Identifier: MIT */
/* fill_store STORE TAXONOMY-DIR N - a store of N made-up postings with 20
 * skills each over 24 months and all roles of the taxonomy, for benchmarks of
 * the report. The same N gives the same postings. */
#include "store/postings.h"
#include "taxonomy/taxonomy.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SKILLS    20
#define MONTHS    24
#define FIRST     (2024 * 12)
#define EMPLOYERS 40000
#define SOURCES   200
#define BATCH     10000

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state * 0x2545f4914f6cdd1dULL;
}

static unsigned below(uint64_t *state, unsigned n)
{
    return (unsigned)((next(state) >> 33) % n);
}

/* Few concepts are named often, many seldom. */
static uint32_t draw_concept(uint64_t *state, const struct taxonomy *t)
{
    unsigned a = below(state, (unsigned)t->n_concepts);
    unsigned b = below(state, (unsigned)t->n_concepts);
    unsigned c = below(state, (unsigned)t->n_concepts);
    a = a < b ? a : b;
    return a < c ? a : c;
}

static int by_concept(const void *pa, const void *pb)
{
    const struct posting_skill *a = pa, *b = pb;
    return (a->concept > b->concept) - (a->concept < b->concept);
}

static size_t draw_skills(uint64_t *state, const struct taxonomy *t,
                          struct posting_skill *v)
{
    static const struct mention mention = {0, 4};
    size_t kept = 0;
    for (size_t i = 0; i < SKILLS; i++) {
        uint32_t concept = draw_concept(state, t);
        v[i] = (struct posting_skill){.id = t->concepts[concept].id,
                                      .concept = concept,
                                      .label = (enum label)below(state, 3),
                                      .section = (enum section)below(state, 4),
                                      .mentions = &mention,
                                      .n_mentions = 1};
    }
    qsort(v, SKILLS, sizeof *v, by_concept);
    for (size_t i = 0; i < SKILLS; i++)
        if (kept == 0 || v[kept - 1].concept != v[i].concept)
            v[kept++] = v[i];
    return kept;
}

static enum st put(struct postings *s, const struct taxonomy *t, size_t i,
                   uint64_t *state, struct err *err)
{
    static char text[256];
    static const char *const countries[] = {"US", "GB", "DE", "FR"};
    struct posting_skill skills[SKILLS];
    char id[32], company[32], source[32];
    memset(text, 'x', sizeof text);
    snprintf(id, sizeof id, "%zu", i);
    snprintf(company, sizeof company, "Employer %u",
             below(state, 1 + below(state, EMPLOYERS)));
    snprintf(source, sizeof source, "board/%u", below(state, SOURCES));
    struct place place = {.country = str_from(countries[below(state, 4)])};
    struct date day = date_from_month_index(FIRST + (int)below(state, MONTHS));
    day.day = (int8_t)(1 + i % 28); /* no two copies of one day */
    bool paid = below(state, 4) == 0;
    struct posting p = {
        .id = str_from(id),
        .source = str_from(source),
        .title = STR("A title"),
        .company = str_from(company),
        .locations = &place,
        .n_locations = 1,
        .date_posted = day,
        .role = t->roles[below(state, (unsigned)t->n_roles)].id,
        .seniority = (enum seniority)below(state, SENIORITY_MANAGER + 1),
        .remote = (enum remote)below(state, REMOTE_REMOTE + 1),
        .degree = (enum degree)below(state, DEGREE_PHD + 1),
        .years_min = (int)below(state, 12) - 1,
        .salary = {.min_cents =
                       paid ? 100000 * (int64_t)(80 + below(state, 100)) : -1,
                   .max_cents = -1,
                   .currency = "USD",
                   .period = paid ? PAY_YEAR : PAY_NONE,
                   .provenance = paid ? FROM_FIELD : FROM_NONE},
        .text = {text, sizeof text},
        .fingerprint = below(state, 10) ? next(state) : i / 20,
        .skills = skills};
    p.n_skills = draw_skills(state, t, skills);
    enum put_result result;
    return postings_put(s, &p, 0, 1767225600, &result, err);
}

static enum st fill(struct postings *s, const struct taxonomy *t, size_t n,
                    struct err *err)
{
    uint64_t state = 0x9e3779b97f4a7c15ULL;
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        if (i % BATCH == 0)
            st = postings_begin(s, err);
        if (st == ST_OK)
            st = put(s, t, i, &state, err);
        if (st == ST_OK && (i % BATCH == BATCH - 1 || i + 1 == n))
            st = postings_commit(s, err);
    }
    return st;
}

int main(int argc, char **argv)
{
    AUTO(auto_postings_free) struct postings *s = NULL;
    AUTO(auto_taxonomy_free) struct taxonomy *t = NULL;
    struct err err = {0};
    if (argc != 4) {
        fputs("usage: fill_store STORE TAXONOMY-DIR N\n", stderr);
        return 64;
    }
    enum st st = postings_open(argv[1], &s, &err);
    if (st == ST_OK)
        st = taxonomy_load(argv[2], &t, &err);
    if (st == ST_OK)
        st = fill(s, t, (size_t)strtoull(argv[3], NULL, 10), &err);
    if (st != ST_OK)
        fprintf(stderr, "fill_store: %s\n", err.msg);
    return st == ST_OK ? 0 : 1;
}
