/* SPDX-License-Identifier: MIT */
/* posting.h - the posting record that every stage after the readers uses.
 *
 * Plain values and borrowed slices: whoever makes a posting says where its
 * bytes live (an arena, mostly). Absent text is STR_NONE, absent numbers -1,
 * absent enums their *_NONE value; all are written as JSON null. */
#ifndef STORE_POSTING_H
#define STORE_POSTING_H

#include "base/date.h"
#include "base/json.h"
#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define POSTING_MAX_LOCATIONS 64

enum remote { REMOTE_NONE, REMOTE_ONSITE, REMOTE_HYBRID, REMOTE_REMOTE };
enum seniority {
    SENIORITY_NONE,
    SENIORITY_INTERN,
    SENIORITY_JUNIOR,
    SENIORITY_MID,
    SENIORITY_SENIOR,
    SENIORITY_LEAD,
    SENIORITY_MANAGER
};
enum degree { DEGREE_NONE, DEGREE_BACHELOR, DEGREE_MASTER, DEGREE_PHD };
enum pay_period { PAY_NONE, PAY_HOUR, PAY_DAY, PAY_WEEK, PAY_MONTH, PAY_YEAR };
/* Where a salary was read: an API's own field, the page's markup, the text. */
enum provenance { FROM_NONE, FROM_FIELD, FROM_MARKUP, FROM_PROSE };
/* By strength: the label of a skill is the smallest among its mentions. */
enum label {
    LABEL_REQUIRED,
    LABEL_PREFERRED,
    LABEL_UNSPECIFIED,
    LABEL_NEGATED
};
enum section {
    SECTION_REQUIREMENTS,
    SECTION_DUTIES,
    SECTION_ABOUT,
    SECTION_BENEFITS,
    SECTION_LEGAL,
    SECTION_OTHER
};

struct place {
    struct str raw, city, region;
    struct str country; /* ISO 3166-1 alpha-2 */
};

struct salary {
    int64_t min_cents, max_cents; /* -1: absent */
    char currency[4];             /* ISO 4217, "" absent */
    enum pay_period period;
    enum provenance provenance; /* FROM_NONE: no salary at all */
};

struct mention {
    uint32_t start, end; /* bytes [start, end) of the normalised text */
};

struct posting_skill {
    struct str id;        /* concept id of the taxonomy; borrowed from it */
    uint32_t concept;     /* its index in the taxonomy that was used */
    enum label label;     /* the strongest over its mentions */
    enum section section; /* of the mention that gave the label */
    const struct mention *mentions; /* by start */
    size_t n_mentions;
};

struct posting {
    struct str id;     /* unique within its source */
    struct str source; /* source name: "greenhouse/gitlab", "ashby_2025" */
    struct str url, title, company;
    const struct place *locations;
    size_t n_locations;
    enum remote remote;
    struct str employment_type; /* full-time part-time contract temporary
                                   internship, or absent */
    struct date date_posted, date_updated, valid_through;
    struct str language; /* ISO 639-1 */
    struct str role;     /* role id of roles.yaml; absent: none of them */
    struct str role_rule;
    enum seniority seniority;
    struct salary salary;
    int years_min; /* -1: absent */
    enum degree degree;
    struct str text; /* normalised plain text; never absent after extract */
    bool truncated;  /* the source cut the text, or gave none */
    bool partial;    /* what a list says of a posting whose detail is asked for
                        apart: never stored in place of anything */
    uint64_t fingerprint;               /* of employer and normalised text */
    const struct posting_skill *skills; /* by id */
    size_t n_skills;
    const struct mention *sentences; /* of the text, by start; no part of the
                                        record, and not read from the store */
    size_t n_sentences;
};

/* What p names of the concept; NULL: nothing. */
const struct posting_skill *posting_find_skill(const struct posting *p,
                                               struct str id);

/* The words used in records and in the store; NULL for *_NONE. */
const char *remote_name(enum remote v);
const char *seniority_name(enum seniority v);
const char *degree_name(enum degree v);
const char *pay_period_name(enum pay_period v);
const char *provenance_name(enum provenance v);
const char *label_name(enum label v);
const char *section_name(enum section v);

enum posting_words {
    WORDS_REMOTE,
    WORDS_SENIORITY,
    WORDS_DEGREE,
    WORDS_PAY_PERIOD,
    WORDS_PROVENANCE,
    WORDS_LABEL,
    WORDS_SECTION
};

/* The other way: the enum value that a word stands for in its list; -1 when it
 * is none of them, or absent. */
int posting_word_value(enum posting_words list, struct str word);

/* Append the record as one JSON object (no newline), keys in the order that
 * DESIGN fixes; the text only where with_text is set. */
void posting_write_json(const struct posting *p, bool with_text,
                        struct buf *out);

/* A text is usable for skill shares when it is whole and has at least this many
 * bytes (shorter ones are teasers). */
#define POSTING_USABLE_TEXT_MIN_BYTES 200
bool posting_text_is_usable(const struct posting *p);

#endif
