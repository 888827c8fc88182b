/* SPDX-License-Identifier: MIT */
/* sample_data.h - the tables that sample.c draws from. */
#ifndef DEMO_SAMPLE_DATA_H
#define DEMO_SAMPLE_DATA_H

#include <stddef.h>

/* One line that a posting of a role may have. Chances are in percent: in the
 * first and in the last month; between them they move evenly. */
struct sample_line {
    const char *text;
    unsigned char first, last;
};

struct sample_role {
    const char *titles[8]; /* NULL-terminated */
    const struct sample_line *duties, *requirements, *extras;
    size_t n_duties, n_requirements, n_extras;
    unsigned share; /* of all postings, in percent */
    unsigned pay_low_k, pay_high_k;
};

extern const struct sample_role sample_roles[];
extern const size_t sample_n_roles;
extern const char *const sample_cities[];
extern const size_t sample_n_cities;
extern const char *const sample_about[]; /* "%s" stands for the company */
extern const size_t sample_n_about;
extern const char *const sample_benefits[];
extern const size_t sample_n_benefits;

#endif
