/* SPDX-License-Identifier: MIT */
/* headline.h - what a report says first: a few sentences made of its figures,
 * the same in every format.
 *
 * Plain text, not escaped, without characters beyond ASCII but those of names.
 * A posting "names" a skill; where too few postings stand behind a sentence, or
 * nothing changed detectably, the sentence says that and how much it would have
 * taken. */
#ifndef REPORT_HEADLINE_H
#define REPORT_HEADLINE_H

#include "report/figures.h"

#define HEADLINE_SKILLS  3 /* most named, of a role */
#define HEADLINE_CHANGES 3 /* of what rose, and of what fell */
#define HEADLINE_LENGTH                                                        \
    .15 /* of the skills that a posting names: what is worth a word */

enum headline_kind {
    HEADLINE_SCOPE,  /* how many postings there are to speak of */
    HEADLINE_NAMED,  /* what a role's postings name most */
    HEADLINE_FEW,    /* a role without shares */
    HEADLINE_CHANGE, /* what changed, or that nothing did detectably */
    HEADLINE_UNKNOWN /* roles that cannot be compared with before */
};

struct headline_line {
    enum headline_kind kind;
    struct str role_id; /* absent: of all roles */
    struct str text;
};

struct headline {
    const struct headline_line *v;
    size_t n; /* at least 1 */
};

/* The sentences, those of all roles first; they live in a. */
struct headline headline_of(const struct figures *f, struct arena *a);

/* "scope", "skills", "few", "change", "no-comparison". Static. */
struct str headline_kind_name(enum headline_kind kind);

#endif
