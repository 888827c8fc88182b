/* SPDX-License-Identifier: MIT */
/* figures_work.h - what the parts of figures.c share while they compute. */
#ifndef REPORT_FIGURES_WORK_H
#define REPORT_FIGURES_WORK_H

#include "report/figures.h"
#include "report/tally.h"

struct figures_work {
    struct rows *rows;
    const struct taxonomy *taxonomy;
    struct arena *a;       /* what the figures keep */
    struct arena *scratch; /* for as long as the computing lasts */
    struct tally_work *work;
    uint32_t *order; /* all rows, by employer */
    uint32_t *idx;   /* room for a selection of them */
    size_t n_roles;
    const struct tally *tallies; /* one per role, then all together */
    unsigned top;
};

/* The rows with this mark and slot (ROWS_NO_SLOT: any), by employer, into
 * w->idx. Returns how many. */
size_t figures_select(const struct figures_work *w, enum row_mark mark,
                      uint16_t slot);

/* The name made display-clean, or the id where nothing is left of it. */
struct str figures_name(struct str name, struct str id, struct arena *a);

/* True when so few postings or employers stand behind a share that it is not
 * given. */
bool figures_few(uint64_t usable, uint64_t employers);

/* The cell of a concept that t counted as c. */
struct cell figures_cell(const struct tally *t, const struct tally_cell *c);

/* One cell per tally of w, by name or as a union; lives in w->a. */
const struct cell *figures_cells(const struct figures_work *w, size_t concept,
                                 bool is_union);

/* The theme tables (figures_themes.c). */
void figures_themes(const struct figures_work *w, struct figures *out);

/* The months, and each role's series, of roles whose skills are there
 * (figures_months.c). */
void figures_months(const struct figures_work *w, struct role_figure *roles,
                    struct figures *out);

#endif
