/* SPDX-License-Identifier: MIT */
/* figures.h - everything a report says, as numbers and names.
 *
 * Computed once from the packed rows; renderers only lay it out. Texts are
 * display-clean: valid UTF-8 without control or direction-changing characters,
 * at most FIGURES_NAME_MAX_BYTES long; each renderer still escapes them for
 * its own format. The same postings, taxonomy and options give the same
 * figures, in whatever order the postings come. docs/method.md has the
 * formulas.
 *
 * The unit of count is the distinct posting: copies (equal cluster) count once
 * within each scope, that is within a role and the period, or within a role
 * and a month (or window of months) for a series. Shares are of the distinct
 * postings with usable text. Negated mentions are not counted. */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "report/rows.h"

#define FIGURES_FLOOR_POSTINGS  30
#define FIGURES_FLOOR_EMPLOYERS 5
#define FIGURES_TOP_DEFAULT     20
#define FIGURES_TOP_MAX         1000
#define FIGURES_MAX_ROLES       16
#define FIGURES_MAX_MONTHS      60
#define FIGURES_MATRIX_SKILLS   20
#define FIGURES_SERIES_SKILLS   8
#define FIGURES_WINDOW_MONTHS   3
#define FIGURES_NAME_MAX_BYTES  200

struct figures_options {
    int from_month, to_month; /* inclusive month indexes; -1: open */
    const struct str *roles;  /* ids; n_roles 0: the default four */
    size_t n_roles;
    unsigned top; /* skills per role; 0: FIGURES_TOP_DEFAULT */
    /* The stamp of every table; absent ones are left out. */
    struct str program_version, taxonomy_version, rules_version;
};

/* How many postings there are to speak of. */
struct counts {
    uint64_t raw;       /* postings as found, copies included */
    uint64_t distinct;  /* without copies */
    uint64_t usable;    /* distinct with usable text: the denominator */
    uint64_t employers; /* of the usable ones */
    bool few;           /* under the floor: no share is given */
};

/* How many of counts.usable postings name a concept. Shares are 0..1, and NAN
 * where the counts are few. */
struct cell {
    uint32_t named;
    uint32_t required, preferred; /* of named, by the strongest label */
    uint32_t employers;           /* that name it */
    double share;
    double low, high;               /* 95 %, clustered by employer */
    double wilson_low, wilson_high; /* 95 %, as if postings were independent */
    double design_effect;
    double employer_share; /* mean over employers of their own share */
};

struct skill_figure {
    uint32_t concept; /* index in the taxonomy */
    struct str id, name;
    enum concept_kind kind;
    unsigned rank; /* by named, from 1; equal counts share the rank */
    struct cell cell;
};

/* A month without postings, or with too few in its window, is a gap, never a
 * zero. */
enum gap { GAP_NONE, GAP_NO_POSTINGS, GAP_FEW };

/* counts and cells of a month are those of its window: the month and the ones
 * before it that role_figure.window_months says, as far as the period goes. */
struct month_figure {
    int month; /* month index of date.h */
    struct counts counts;
    enum gap gap;
};

struct series {
    struct str id, name;
    const struct cell *cells; /* one per month of figures.n_months */
};

struct role_figure {
    struct str id, name;
    struct counts counts;
    const struct skill_figure *skills; /* by rank, then id */
    size_t n_skills;
    size_t n_named_skills;  /* distinct skills named, shown or not */
    unsigned window_months; /* 1; or 3, where single months have too few */
    const struct month_figure *months; /* figures.n_months of them */
    const struct series *series;       /* of the first skills */
    size_t n_series;
};

/* A line of the theme tables. depth 0: one of the article's groups; 1: a theme
 * (or a skill that stands alone) in it; 2: a tool or concept under the theme.
 * A union counts each posting once that names the concept or anything below
 * it; the others count the concept by its own name. */
struct theme_figure {
    uint32_t concept;
    struct str id, name;
    enum concept_kind kind;
    unsigned depth;
    bool is_union;
    const struct cell *cells; /* one per role, then all roles together */
};

struct matrix_row {
    struct str id, name;
    enum concept_kind kind;
    const struct cell *cells; /* one per role, then all roles together */
};

struct figures {
    struct figures_options asked; /* roles as resolved; texts owned */
    struct counts all;       /* every posting of the period, any role or none */
    struct counts selected;  /* those of the roles below, together */
    struct date first, last; /* posting dates seen in the period */
    uint64_t n_undated;      /* of all.raw: postings without a month */
    uint64_t n_no_role;      /* of all.raw: in none of the roles below */
    uint64_t n_no_employer;  /* of all.raw: each counts as an employer */
    uint32_t n_sources;
    uint64_t n_unknown_concepts; /* mentions that the taxonomy does not know */
    uint64_t n_skips;            /* records that could not be read */
    uint64_t store_postings;     /* in the store, whatever the date */
    struct date store_first, store_last;

    const struct role_figure *roles;
    size_t n_roles;
    const struct theme_figure *themes; /* in the order to be shown */
    size_t n_themes;
    const struct matrix_row *matrix; /* most named first */
    size_t n_matrix;
    int first_month; /* of every series */
    size_t n_months;
    bool months_cut; /* earlier months than FIGURES_MAX_MONTHS were left out */
};

/* The roles to show: those asked for, or the default four, as indexes into
 * t->roles. ST_BAD_INPUT: t has no such role (err names those it has), or there
 * are more than FIGURES_MAX_ROLES. */
MUST_CHECK enum st figures_roles(const struct taxonomy *t,
                                 const struct figures_options *o,
                                 size_t index[FIGURES_MAX_ROLES], size_t *n,
                                 struct err *err);

/* Compute all figures of r, whose slots are the roles index[0..n_roles) in this
 * order; r is marked by the call. Everything lives in a, nothing is borrowed
 * from r, t or o. Fields about the store are left zero. */
void figures_compute(struct rows *r, const struct taxonomy *t,
                     const struct figures_options *o, const size_t *roles,
                     size_t n_roles, struct arena *a, struct figures *out);

/* s made display-clean; lives in a. */
struct str figures_clean(struct str s, struct arena *a);

#endif
