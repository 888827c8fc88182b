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
 * The unit of count is the distinct posting: copies (equal cluster, by
 * options.dedup near copies, only exact ones, or none at all) count once
 * within each scope, that is within a role and the period, or within a role
 * and a month (or window of months) for a series. Shares are of the distinct
 * postings with usable text. Negated mentions are not counted. */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "report/rows.h"
#include "report/stats_skills.h"
#include "report/stats_spread.h"

#define FIGURES_FLOOR_POSTINGS  30
#define FIGURES_FLOOR_EMPLOYERS 5
#define FIGURES_TOP_DEFAULT     20
#define FIGURES_TOP_MAX         1000
#define FIGURES_MAX_ROLES       16
#define FIGURES_MAX_MONTHS      60
#define FIGURES_MATRIX_SKILLS   20
#define FIGURES_SERIES_SKILLS   8
#define FIGURES_WINDOW_MONTHS   3
#define FIGURES_HISTORY_MONTHS                                                 \
    15 /* read before the period, to compare with                              \
        */
#define FIGURES_DISTINCTIVE   10
#define FIGURES_PAIRS         20
#define FIGURES_PAIR_POSTINGS 10 /* and FLOOR_EMPLOYERS name both */
#define FIGURES_BESIDE        8  /* skills that are set beside each other */
#define FIGURES_EMPLOYERS     5
#define FIGURES_PAY_POSTINGS                                                   \
    10 /* and FLOOR_EMPLOYERS stand behind a median                            \
        */
#define FIGURES_PAY_SKILLS 20
#define FIGURES_PLACES     100
#define FIGURES_DISCOVERY  0.05 /* rate of false ones among changes */
#define FIGURES_CHANGE_POSTINGS                                                \
    10 /* by FLOOR_EMPLOYERS that name a skill, for                            \
          a test of it */
#define FIGURES_NAME_MAX_BYTES 200
#define FIGURES_NOT_TOLD       UINT64_MAX

struct figures_options {
    int from_month, to_month; /* inclusive month indexes; -1: open */
    const struct str *roles;  /* ids; n_roles 0: the default four */
    size_t n_roles;
    unsigned top;          /* skills per role; 0: FIGURES_TOP_DEFAULT */
    enum rows_dedup dedup; /* what counts as one posting */
    bool with_cube;        /* for a page on which a reader chooses */
    bool evidence;         /* report_compute() adds quotes */
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
    uint32_t required, preferred;  /* of named, by the strongest label */
    uint32_t in_section[SECTIONS]; /* of named, by where that one stands */
    uint32_t employers;            /* that name it */
    double share;
    double low, high;               /* 95 %, clustered by employer */
    double wilson_low, wilson_high; /* 95 %, as if postings were independent */
    double design_effect;
    double employer_share; /* mean over employers of their own share */
    /* The least and the largest share when one employer is left out; NAN where
     * that was not computed (all but the skills of a role). */
    double without_low, without_high;
};

/* What a share did between two windows of months. */
enum change_verdict {
    CHANGE_NONE, /* no detectable change */
    CHANGE_MORE,
    CHANGE_LESS,
    CHANGE_SOURCES /* detectable, but not in the sources that both windows
                      have: it may be the sources that changed */
};

struct change {
    uint32_t concept;
    struct str id, name;
    struct cell from, to;
    double difference, low, high; /* of the shares, to less from, with its 95 %
                                     interval */
    /* Rank by named in the one window and the other, among all skills; equal
     * counts share it. 0: nobody names it there. */
    unsigned rank_from, rank_to;
    double p, q; /* two-sided; and after Benjamini and Hochberg over the set */
    double detectable; /* the least difference that would be seen, alone and
                          four times in five */
    enum change_verdict verdict;
    /* The same over sources with postings in both windows; NAN: too few. */
    double same_difference, same_low, same_high;
    /* The part of difference that a change in the mix of postings explains, by
     * role (0 within one), seniority, source and country, each taken alone. */
    double mix_role, mix_seniority, mix_source, mix_country;
};

/* Windows that are compared. The later one ends with the last month. */
enum change_kind {
    CHANGE_MONTH,        /* a month and the one before */
    CHANGE_YEAR,         /* a month and the same one a year before */
    CHANGE_QUARTER,      /* three months and the three before */
    CHANGE_QUARTER_YEAR, /* three months and the same ones a year before */
    CHANGE_KINDS
};

struct change_set {
    enum change_kind kind;
    int from_first, from_last, to_first, to_last; /* months; -1: none */
    struct counts from, to;
    struct counts same_from, same_to; /* of the sources that both have */
    uint32_t n_same_sources;
    bool few;          /* a window is under the floor: nothing was tested */
    double detectable; /* the median of those of v; NAN: none */
    double skills_from, skills_to; /* that a posting names, the mean; where it
                                      has changed, shares move together */
    const struct change *v; /* every skill that was tested: by q, then by the
                               size of the difference, then id */
    size_t n;
};

/* A skill that sets the role apart from the report's other roles. */
struct distinctive {
    uint32_t concept;
    struct str id, name;
    enum concept_kind kind;
    struct log_odds odds;
    double share, others; /* of the role; of the other roles together */
};

/* Two skills that go together in postings by more than chance (at a false
 * discovery rate of FIGURES_DISCOVERY). Never one and what it stands under. */
struct pair {
    uint32_t a, b; /* concepts; a is named by more postings */
    struct str a_id, a_name, b_id, b_name;
    uint32_t both, employers;
    struct together together;
};

/* Of the postings that name the one skill, those that name the other. */
struct beside_figure {
    uint32_t n, both;
    double share, low, high; /* NAN where the n are few */
};

/* A part of the role's distinct postings: "senior", "not said". */
struct part {
    struct str id; /* "" for those that do not say */
    uint32_t n;
    double share, low, high; /* NAN where few */
};

enum profile_kind {
    PROFILE_SENIORITY,
    PROFILE_REMOTE,
    PROFILE_DEGREE,  /* the lowest that will do; of usable postings */
    PROFILE_YEARS,   /* the least asked for; of usable postings */
    PROFILE_COUNTRY, /* the largest first */
    PROFILES
};

struct profile {
    uint64_t n; /* postings that the parts sum to */
    const struct part *parts;
    size_t n_parts;
};

/* Pay of postings that name one, in one currency and period. */
struct pay_figure {
    uint32_t concept;     /* of postings that name it; UINT32_MAX: of all */
    struct str id, name;  /* of the concept, or of the seniority; "" all */
    struct str seniority; /* of the postings; "" any */
    uint32_t n, employers;
    double low, middle, high; /* quartiles, in whole units; the middle one is
                                 the median. NAN where few */
    double middle_low, middle_high; /* 95 % of the median */
};

struct pay_table {
    struct str currency, period; /* the most common of the role; "" none */
    uint32_t n_other;            /* postings that name another unit */
    struct pay_figure all;
    const struct pay_figure *by_seniority, *by_skill;
    size_t n_by_seniority, n_by_skill;
    const struct pay_figure *by_both; /* skill within a seniority */
    size_t n_by_both;
};

/* Postings that name a certification of a vendor, or a certification. */
struct cert_figure {
    struct str vendor;   /* "" in the first, which is of any at all */
    struct str id, name; /* "" in those of a vendor: its certifications, each
                            posting once */
    uint32_t named, required, employers;
    double share, low, high; /* of the usable postings; NAN where few */
};

/* Distinct postings in a city; one that names two is in both. */
struct place_figure {
    struct str city, region, country; /* city "": postings that name none */
    uint32_t n, employers;
    double share, low, high; /* of the role's distinct postings; NAN: few */
};

struct employer_part {
    uint32_t employer; /* the scan's number */
    struct str name;   /* "" until report_compute() has asked the store */
    uint64_t mark;     /* of its postings' content, to order equals by */
    uint32_t n;
    double share;
};

/* The share of one of role_figure.skills, by what counts as one posting, and of
 * those that name it outside boilerplate; NAN without a usable posting. */
struct rule_figure {
    double share[ROWS_DEDUPS];
    double outside;
};

/* A place in a posting that names one of role_figure.skills (evidence.h). */
struct evidence {
    uint32_t concept;
    struct str id, name; /* of the skill */
    struct str posting;  /* "source:id": what `skilltally show` takes */
    struct str employer; /* "" unknown */
    struct str day;      /* "2025-03-04", as exact as the source; "" unknown */
    struct str url;      /* http or https, printable ASCII; absent: none */
    enum label label;    /* the strongest of the posting's mentions */
    enum section section;
    struct str quote; /* without addresses of persons */
    size_t from, to;  /* the mention: bytes of quote */
};

struct skill_figure {
    uint32_t concept; /* index in the taxonomy */
    struct str id, name;
    enum concept_kind kind;
    unsigned rank; /* by named, from 1; equal counts share the rank */
    /* The ranks that it may have, since only skills whose intervals lie apart
     * are surely in this order; 0 where few. */
    unsigned rank_low, rank_high;
    struct cell cell;
};

/* A month without postings, with too few in its window, or without the sources
 * that have much of the other months' postings (figures_outage.h), is a gap,
 * never a zero. Its cells have no share. */
enum gap { GAP_NONE, GAP_NO_POSTINGS, GAP_FEW, GAP_OUTAGE };

/* counts and cells of a month are those of its window: the month and the ones
 * before it that role_figure.window_months says, as far as the period goes;
 * those of a month without postings are 0. */
struct month_figure {
    int month; /* month index of date.h */
    struct counts counts;
    enum gap gap;
    double missing; /* what sources without a posting in it have of the role's
                       postings in the other months, 0..1 */
};

/* What a month brought, and what was there. Copies are included, where it does
 * not say distinct. */
struct life_month {
    int month;
    uint64_t n_new;      /* posted in it, by the date that the source gives */
    uint64_t n_distinct; /* of them, without copies of one another */
    uint64_t n_reposted; /* of them, near copies of one of the twelve months
                            before by the same employer */
    uint64_t n_late;     /* of them, first seen by a crawl of a later month */
    bool is_crawled;     /* else nothing is known of the following */
    uint64_t n_open;     /* of crawled sources, there during it, whenever they
                            were posted */
    uint64_t n_open_distinct;
    uint64_t n_ended; /* of them, closed or seen last in it */
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
    const struct life_month *lives; /* of the series' months and the crawls' */
    size_t n_lives;
    struct rule_figure *by_rule; /* one per skill */
    uint64_t usable_by_rule[ROWS_DEDUPS];
    struct change_set changes[CHANGE_KINDS];
    enum change_kind headline; /* the set to speak of; CHANGE_KINDS: none */
    const struct distinctive *distinctive; /* by z, the largest first */
    size_t n_distinctive;
    const struct pair *pairs; /* by npmi */
    size_t n_pairs;
    /* [i * n_beside + k]: of the postings that name skills[i], those that name
     * skills[k]. */
    const struct beside_figure *beside;
    size_t n_beside;
    struct profile profiles[PROFILES];
    const struct cert_figure *certs; /* any; then vendors, the most named
                                        first, each before its certifications */
    size_t n_certs;                  /* 0: none is named */
    /* The postings without a city, then the largest cities; report_compute()
     * asks the store for them. */
    const struct place_figure *places;
    size_t n_places, n_cities; /* of all there are */
    struct pay_table pay;
    struct concentration concentration;                /* of employers */
    struct employer_part employers[FIGURES_EMPLOYERS]; /* the largest */
    size_t n_employers;
    const struct evidence *evidence; /* by skill, as they are ranked; the newest
                                        first. None unless it was added */
    size_t n_evidence;
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

/* Postings that name at least one of several. */
struct group_figure {
    struct str id, name;
    const struct str *members; /* names */
    size_t n_members;
    const struct cell *cells; /* one per role, then all roles together */
};

/* Postings of a role of roles.yaml, as found. */
struct role_count {
    struct str id, name;
    uint64_t raw;
    bool is_shown; /* the report has it */
};

/* A source of the store, whether the period has postings of it or not. */
struct source_figure {
    struct str name, kind;
    struct str verdict;  /* of the last crawl: "ok", "blocked"; "" imported */
    bool reached;        /* by the last crawl, or imported */
    struct date crawled; /* the day of the last crawl; year 0: never */
    uint64_t n_crawls, n_good,
        n_months_lost; /* as in reach_row, in the period */
};

struct figures {
    struct figures_options asked; /* roles as resolved; texts owned */
    struct counts all;       /* every posting of the period, any role or none */
    struct counts selected;  /* those of the roles below, together */
    struct date first, last; /* posting dates seen in the period */
    uint64_t n_undated;      /* of all.raw: postings without a month */
    uint64_t n_no_role;      /* of all.raw: in none of the roles below */
    uint64_t n_roleless;     /* of them: in no role of roles.yaml either */
    const struct role_count *role_counts; /* those that have postings, the most
                                             first */
    size_t n_role_counts;
    uint64_t n_no_employer; /* of all.raw: each counts as an employer */
    uint32_t n_sources;
    /* Those that were not reached or missed months first, then by name. */
    const struct source_figure *sources;
    size_t n_all_sources;
    uint64_t n_unknown_concepts; /* mentions that the taxonomy does not know */
    /* Of the whole store, whatever the date; or both FIGURES_NOT_TOLD, where a
     * report must stay the same when other months do not. */
    uint64_t n_skips; /* records that could not be read */
    uint64_t store_postings;
    struct date store_first, store_last; /* known where all.raw is 0 */
    struct date_counts store_dates;

    struct role_figure *roles;
    size_t n_roles;
    /* The postings of the roles taken together, as in role_figure. */
    struct change_set changes[CHANGE_KINDS];
    enum change_kind headline;
    const struct theme_figure *themes; /* in the order to be shown */
    size_t n_themes;
    const struct group_figure *groups;
    size_t n_groups;
    const struct matrix_row *matrix; /* most named first */
    size_t n_matrix;
    int first_month; /* of every series */
    size_t n_months;
    bool months_cut; /* earlier months than FIGURES_MAX_MONTHS were left out */
    const struct cube *cube; /* figures_cube.h; NULL: not asked for */
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
 * from r, t or o. Fields about the store are left zero (figures_reach() and
 * report_compute() fill them). */
void figures_compute(struct rows *r, const struct taxonomy *t,
                     const struct figures_options *o, const size_t *roles,
                     size_t n_roles, struct arena *a, struct figures *out);

/* What was tested of a concept in the role's headline set; NULL: nothing. */
const struct change *figures_change_of(const struct role_figure *role,
                                       uint32_t concept);

/* s made display-clean; lives in a. */
struct str figures_clean(struct str s, struct arena *a);

#endif
