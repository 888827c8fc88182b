/* SPDX-License-Identifier: MIT */
#include "report/sums.h"
#include "base/alloc.h"
#include <stdlib.h>

/* What an employer's postings add to one value. */
struct part {
    double x, xx, xn;
    uint32_t of_employer; /* the one at hand */
    uint32_t employers;
};

struct sums {
    struct part *parts;
    size_t *seen; /* values of the employer at hand */
    size_t n_seen;
    uint32_t employer;
    double of_employer; /* postings of the one at hand */
    double n, nn, employers;
};

struct sums *sums_new(size_t n_values)
{
    struct sums *s = xcalloc(1, sizeof *s);
    s->parts = xcalloc(n_values, sizeof *s->parts);
    s->seen = xcalloc(n_values, sizeof *s->seen);
    return s;
}

void sums_free(struct sums *s)
{
    if (!s)
        return;
    free(s->parts);
    free(s->seen);
    free(s);
}

void sums_end(struct sums *s)
{
    double n = s->of_employer;
    if (n == 0)
        return;
    s->n += n;
    s->nn += n * n;
    s->employers++;
    for (size_t i = 0; i < s->n_seen; i++) {
        struct part *part = &s->parts[s->seen[i]];
        double x = part->of_employer;
        part->x += x;
        part->xx += x * x;
        part->xn += x * n;
        part->employers++;
        part->of_employer = 0;
    }
    s->n_seen = 0;
    s->of_employer = 0;
}

void sums_posting(struct sums *s, uint32_t employer)
{
    if (employer != s->employer)
        sums_end(s);
    s->employer = employer;
    s->of_employer++;
}

void sums_value(struct sums *s, size_t value)
{
    if (s->parts[value].of_employer++ == 0)
        s->seen[s->n_seen++] = value;
}

struct cluster_sums sums_of(const struct sums *s, size_t value)
{
    const struct part *part = &s->parts[value];
    return (struct cluster_sums){.n = s->n,
                                 .x = part->x,
                                 .clusters = s->employers,
                                 .xx = part->xx,
                                 .xn = part->xn,
                                 .nn = s->nn};
}

uint64_t sums_n(const struct sums *s)
{
    return (uint64_t)s->n;
}

uint64_t sums_employers(const struct sums *s)
{
    return (uint64_t)s->employers;
}

uint32_t sums_employers_of(const struct sums *s, size_t value)
{
    return s->parts[value].employers;
}
