/* SPDX-License-Identifier: MIT */
/* evidence_pick.h - which postings a cell is quoted from.
 *
 * The period is cut into EVIDENCE_QUOTES equal parts; from each a posting is
 * taken that its content draws (a hash of it and the skill), so that neither
 * the order of postings nor anybody's wish chooses; no employer twice for one
 * skill. Where a part has none, the others give more. Those that name the skill
 * outside boilerplate come before those that do not, dated ones before undated
 * ones. */
#ifndef REPORT_EVIDENCE_PICK_H
#define REPORT_EVIDENCE_PICK_H

#include "report/figures.h"

#define EVIDENCE_QUOTES     3
#define EVIDENCE_MAX_SKILLS 20 /* of a role: the first ones */

struct evidence_pick {
    uint32_t skill; /* index into role_figure.skills */
    uint32_t row;   /* the one that the report counts */
    /* The rows that equal it to the letter, itself included, of the earliest
     * day among them: which of those the report counts says nothing. */
    const uint32_t *alike;
    size_t n_alike;
};

/* The picks of a role, by skill; of each the newest first. */
struct evidence_picks {
    struct evidence_pick v[EVIDENCE_MAX_SKILLS * EVIDENCE_QUOTES];
    size_t n;
};

/* Choose for each role of f among r, whose slots they are and which was
 * marked. out has room for f->n_roles; what it points to lives in a. */
void evidence_pick(const struct rows *r, const struct figures *f,
                   struct arena *a, struct evidence_picks *out);

#endif
