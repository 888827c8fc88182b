/* SPDX-License-Identifier: MIT */
/* study.h - what the next skill is worth to someone who knows some already.
 *
 * Of a role's distinct postings with usable text, each names a set of skills
 * (concepts, languages, tools; not themes, degrees or certifications, nor broad
 * concepts, which nobody can set out to learn, unless they are asked for). What
 * one does not know of it is its gap. Postings that name no skill are left out;
 * in the view "required" the sets are of the skills that a posting's own words
 * require, so that postings which require none are left out too.
 *
 * The worth of a skill is the sum, over the postings whose gap it is in, of 1 /
 * (size of the gap): 1 where it is all that is missing, 1/2 where one other
 * is. It is the Shapley value of the game "how many postings are covered".
 * docs/method.md has an example. */
#ifndef REPORT_STUDY_H
#define REPORT_STUDY_H

#include "report/figures.h"
#include "store/postings.h"

#define STUDY_SKILLS 20 /* next skills that are told of */
#define STUDY_PATH   10

struct study_options {
    struct figures_options figures; /* its one role and its period */
    const struct str *known;        /* concept ids */
    size_t n_known;
    bool tools_only; /* languages and tools, no concepts */
    bool broad;      /* broad concepts too */
};

/* So many of the view's postings, as a share with its 95 % interval. */
struct study_count {
    uint32_t n;
    double share, low, high; /* NAN where the postings are few */
};

struct study_skill {
    uint32_t concept;
    struct str id, name;
    enum concept_kind kind;
    double worth;                /* postings */
    struct study_count touched;  /* postings that name it */
    struct study_count exactly;  /* whose gap is this skill alone */
    struct study_count covered;  /* without a gap once it is known */
    const struct change *change; /* of the role, headline; NULL: not tested */
};

/* How far one is, knowing what one knows. */
struct study_state {
    struct study_count touched; /* postings that name a skill that is known */
    struct study_count almost;  /* with a gap of one skill */
    struct study_count covered; /* without a gap */
    double coverage; /* mean part of a posting's skills that is known */
};

/* One step of the path: this skill after those before it. */
struct study_step {
    struct str id, name;
    double worth; /* at that point */
    struct study_state now;
};

struct study_view {
    uint64_t n, employers; /* postings that name (or require) a skill */
    bool few;
    struct study_state start;   /* by what is known already */
    struct study_skill *skills; /* by worth, the largest first */
    size_t n_skills;
    const struct study_step *path; /* greedy: the worthiest next, each time */
    size_t n_path;
};

struct study {
    struct str role_id, role;
    struct str *known_names;
    size_t n_known;
    struct figures figures; /* of the role */
    struct study_view all, required;
};

/* ST_BAD_INPUT: an unknown role or skill (err says which, and what is like
 * it); else as report_compute(). Everything lives in a. */
MUST_CHECK enum st study_compute(struct postings *store,
                                 const struct taxonomy *t,
                                 const struct study_options *o, struct arena *a,
                                 struct study *out, struct err *err);

/* What a view looks at. */
struct study_scope {
    const struct taxonomy *taxonomy;
    const bool *known; /* by concept */
    bool tools_only, required, broad;
};

/* The view of rows that were marked, of slot 0. */
void study_view(const struct rows *r, const struct study_scope *scope,
                struct arena *a, struct study_view *out);

#endif
