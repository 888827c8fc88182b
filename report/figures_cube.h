/* SPDX-License-Identifier: MIT */
/* figures_cube.h - the skills of each role in every month, by every rule of
 * what counts as one posting and by how a skill is named, for a reader who
 * chooses among them.
 *
 * The same shares and intervals as elsewhere in figures.h, of the same distinct
 * postings: a cell of the cube for a month equals the month's own report. */
#ifndef REPORT_FIGURES_CUBE_H
#define REPORT_FIGURES_CUBE_H

#include "report/figures.h"

#define CUBE_MAX_SKILLS 80 /* the first of each role, in turn */

/* Of the postings that name a skill, which count. */
enum cube_label {
    CUBE_ANY,
    CUBE_REQUIRED, /* by the strongest label of its mentions */
    CUBE_PREFERRED,
    CUBE_LABELS
};

struct cube_skill {
    uint32_t concept;
    struct str id, name;
};

/* What is counted together: the report's period, a month of the axis of
 * figures.h, or a month with those before it (as series have it). */
struct cube_scope {
    int month; /* -1: the period */
    unsigned window_months;
};

struct cube_share {
    uint32_t named, employers;
    double share, low, high; /* NAN where counts are few */
    double effective;        /* what n is worth: over the design effect */
};

struct cube_role {
    struct counts counts;
    const struct cube_share *shares; /* [skill * CUBE_LABELS + label] */
};

struct cube {
    const struct cube_skill *skills; /* by id */
    size_t n_skills;
    const struct cube_scope *scopes; /* the period; the months of the axis; the
                                        windows, if a role's series has them */
    size_t n_scopes, n_roles;
    const struct cube_role *roles; /* see cube_role_of() */
};

/* A skill in two roles: second less first. NAN where one of them is few. */
struct cube_difference {
    double difference, low, high;
    bool is_told; /* more than chance, at a false discovery rate of
                     FIGURES_DISCOVERY over the skills of the list */
};

struct figures_work;

/* The cube of f, whose roles and months are there; lives in w->a. */
const struct cube *figures_cube(const struct figures_work *w,
                                const struct figures *f);

const struct cube_role *cube_role_of(const struct cube *c, size_t scope,
                                     enum rows_dedup rule, size_t role);

/* Every skill of two roles of one scope and rule, into out[0..n_skills). A test
 * is made where both together name the skill in FIGURES_CHANGE_POSTINGS or
 * more. */
void cube_differences(const struct cube *c, const struct cube_role *from,
                      const struct cube_role *to, enum cube_label label,
                      struct cube_difference *out);

#endif
