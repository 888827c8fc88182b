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
    const uint32_t *order; /* all rows, by employer: rows.of_all */
    uint32_t *idx;         /* room for a selection of the rows */
    size_t n_roles;
    const struct tally *tallies; /* one per role, then all together */
    unsigned top;
};

/* The rows with this mark and slot (ROWS_NO_SLOT: any), by employer, into
 * w->idx. Returns how many. */
size_t figures_select(const struct figures_work *w, enum row_mark mark,
                      uint16_t slot);

/* What ranks as a skill: themes are unions, degrees and certifications have
 * their own place under the themes. */
bool figures_is_skill(const struct concept *c);

/* The skills that t counted at all, most named first, then by id; in
 * w->scratch. Returns how many. */
size_t figures_rank(const struct figures_work *w, const struct tally *t,
                    uint32_t **out);

/* The rank of every concept in t, equal counts sharing one, into rank[0..
 * t->n_concepts); 0: not named, or no skill. */
void figures_ranks(const struct figures_work *w, const struct tally *t,
                   unsigned *rank);

/* Set the ranges of ranks of v[0..n), the first of all n_ranked of t. */
void figures_rank_ranges(const struct tally *t, const uint32_t *ranked,
                         size_t n_ranked, struct skill_figure *v, size_t n);

/* The name made display-clean, or the id where nothing is left of it. */
struct str figures_name(struct str name, struct str id, struct arena *a);

/* True when so few postings or employers stand behind a share that it is not
 * given. */
bool figures_few(uint64_t usable, uint64_t employers);

/* The share that s sums up, with its interval; all NAN where so few stand
 * behind it that it is not given. */
struct part_share {
    double share, low, high;
};
struct part_share figures_share(const struct cluster_sums *s);

/* What t counted of a concept as c, as the formulas take it. */
struct cluster_sums figures_sums(const struct tally *t,
                                 const struct tally_cell *c);

/* How many postings t stands for; raw of them as found. */
struct counts figures_counts(const struct tally *t, uint64_t raw);

/* The cell of a concept that t counted as c. */
struct cell figures_cell(const struct tally *t, const struct tally_cell *c);

/* Take the shares away and leave the counts. */
void figures_no_share(struct cell *c);

/* The any-of groups that any posting names (figures_groups.c). */
void figures_groups(const struct figures_work *w, struct figures *out);

/* One cell per tally of w, by name or as a union; lives in w->a. */
const struct cell *figures_cells(const struct figures_work *w, size_t concept,
                                 bool is_union);

/* The theme tables (figures_themes.c). */
void figures_themes(const struct figures_work *w, struct figures *out);

/* The months, and each role's series, of roles whose skills are there
 * (figures_months.c). */
void figures_months(const struct figures_work *w, struct role_figure *roles,
                    struct figures *out);

/* The comparisons of each role (figures_change.c); the months are there. */
void figures_changes(const struct figures_work *w, struct role_figure *roles,
                     struct figures *out);

/* A comparison's rows: of the usable ones, idx[0..n) are in the window. */
struct window {
    const uint32_t *idx;
    size_t n;
};

/* What of each change's difference the mix of postings explains
 * (figures_mix.c): v[0..n) are of the windows from and to. */
void figures_mix(const struct figures_work *w, const struct window *from,
                 const struct window *to, struct change *v, size_t n);

/* What sets the roles apart, and which skills stand together
 * (figures_together.c). */
void figures_together(const struct figures_work *w, struct role_figure *roles);

/* The first skills beside each other, of a role whose skills are there
 * (figures_beside.c). */
void figures_beside(const struct figures_work *w, size_t slot,
                    struct role_figure *role);

/* Seniority, places and the like, employers, pay (figures_profile.c,
 * figures_pay.c) of a role, whose distinct rows are idx[0..n) of w. */
void figures_profile(const struct figures_work *w, size_t n,
                     struct role_figure *role);
void figures_pay(const struct figures_work *w, size_t n,
                 struct role_figure *role);

/* Certifications by vendor of a role, whose distinct rows are idx[0..n) of w
 * (figures_certs.c). */
void figures_certs(const struct figures_work *w, size_t slot, size_t n,
                   struct role_figure *role);

/* Shares of each role's skills by each rule of what counts as one posting
 * (figures_rules.c). */
void figures_rules(struct figures_work *w, struct role_figure *roles);

#endif
