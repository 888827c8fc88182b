/* SPDX-License-Identifier: MIT */
/* rows.h - the postings of a report, packed into arrays in one pass.
 *
 * rows_add() is the callback of postings_scan(). Some 90 bytes a posting and 4
 * a mention of the chosen roles; every figure is computed from these arrays, so
 * that a report asks the store once. Distinct postings are chosen by
 * rows_mark(): of the copies of one posting (equal cluster) one stands for all,
 * and which one depends on their content only, never on the order in which they
 * came. */
#ifndef REPORT_ROWS_H
#define REPORT_ROWS_H

#include "base/err.h"
#include "store/postings.h"
#include "taxonomy/taxonomy.h"

#define SECTIONS (SECTION_OTHER + 1)

#define ROWS_MAX        16000000u
#define ROWS_MAX_SKILLS 400000000u
#define ROWS_NO_SLOT    UINT16_MAX /* a role that the report does not show */
#define ROWS_MAX_UNITS  1000u /* of pay; postings of further ones name none */
#define ROWS_NO_UNIT    UINT16_MAX

/* Which counts a row stands for; set by rows_mark(). */
enum row_mark {
    ROW_FOR_ALL = 1,      /* its cluster, among all postings */
    ROW_FOR_SELECTED = 2, /* its cluster, among those of the chosen roles */
    ROW_FOR_ROLE = 4,     /* its cluster, within its role */
    ROW_FOR_MONTH = 8     /* its cluster, within its role and month */
};

/* What counts as one posting. */
enum rows_dedup {
    ROWS_NEAR,  /* near copies: reposts, other places and boards, agencies */
    ROWS_EXACT, /* copies to the letter, of one employer and role */
    ROWS_RAW    /* every posting found */
};
#define ROWS_DEDUPS (ROWS_RAW + 1)

struct row {
    uint64_t cluster;     /* by rows.dedup */
    uint64_t exact, near; /* by either rule */
    int64_t posting;      /* its number in the store */
    uint32_t first_skill; /* index into rows.skills */
    uint32_t employer;
    uint32_t source; /* its place among the names of all */
    int32_t day;     /* year * 10000 + month * 100 + day; parts may be 0 */
    int32_t month;
    uint32_t pay;      /* of the unit, in whole ones: the middle of a range */
    uint16_t pay_unit; /* index into rows.units, or ROWS_NO_UNIT */
    uint16_t country;  /* ROWS_COUNTRY(); 0: unknown */
    uint16_t n_skills;
    uint16_t slot; /* index of the chosen role, or ROWS_NO_SLOT */
    int16_t years; /* -1: not said */
    uint8_t seniority, remote, degree;
    bool usable;
    bool inside; /* the report's period; else it is there to compare with */
    bool alone;  /* certainly without a copy, by any rule; by rows_mark() */
    uint8_t marks;
};

/* Two letters as a number, and back. */
#define ROWS_COUNTRY(a, b)                                                     \
    ((uint16_t)((unsigned char)(a) << 8 | (unsigned char)(b)))

/* What salaries are counted in. Each is a world of its own. */
struct pay_unit {
    char currency[4]; /* "": not said */
    enum pay_period period;
};

/* A mention: concept (taxonomy index) << 6 | repeated << 5 | label << 3 |
 * section; repeated: nowhere but in boilerplate. Negated ones are left out.
 * Sorted, each concept once, with its strongest label. Rows of no slot keep
 * none. */
#define ROWS_CONCEPT(skill)  ((skill) >> 6)
#define ROWS_REPEATED(skill) ((skill) >> 5 & 1u)
#define ROWS_LABEL(skill)    ((enum label)((skill) >> 3 & 3u))
#define ROWS_SECTION(skill)  ((enum section)((skill)&7u))
#define ROWS_STRENGTH(skill)                                                   \
    ((skill)&31u) /* label and section; less is more                           \
                   */
#define ROWS_PACK(concept, label, section)                                     \
    ((uint32_t)(concept) << 6 | (uint32_t)(label) << 3 | (uint32_t)(section))

struct rows {
    struct row *v;
    size_t n, cap;
    uint32_t *skills;
    size_t n_skills, skills_cap;
    size_t n_concepts; /* of the taxonomy */
    size_t n_slots;    /* chosen roles */
    /* By rows_mark(): v[slot_at[i]..slot_at[i + 1]) are the rows of slot i, by
     * month, those of none being of slot n_slots; the numbers of the same rows
     * by employer are by_employer[slot_at[i]..slot_at[i + 1]), and those of all
     * rows, of whatever slot, of_all[0..n). */
    uint32_t *slot_at, *by_employer, *of_all;
    uint32_t n_employers; /* every row's employer is below it */
    uint32_t n_nameless;  /* rows of no known employer (UINT32_MAX in the scan):
                             each is given a number of its own */
    uint32_t first_nameless;  /* employer numbers from here on are such */
    uint32_t n_no_employer;   /* of them, those inside */
    uint32_t n_sources;       /* sources that rows inside came from */
    uint32_t source_end;      /* every row's source is below it */
    int from_month, to_month; /* the period; -1: open. Set before rows_add() */
    enum rows_dedup dedup;    /* likewise */
    struct pay_unit *units;
    size_t n_units, units_cap;
    uint64_t n_unknown;  /* mentions, inside, of concepts that the taxonomy
                                lacks */
    bool too_big;        /* a limit ended the pass */
    uint64_t *n_of_role; /* postings inside, as found, by role of the
                            taxonomy; NULL: no row was added */
    uint64_t n_roleless; /* postings inside of none of these */
    void *impl;          /* id maps; owned by rows */
};

/* An empty set for postings of t's concepts, with the role ids of slots. Both
 * must outlive it. */
void rows_init(struct rows *r, const struct taxonomy *t,
               const struct str *slots, size_t n_slots);
void rows_done(struct rows *r);

struct rows_pass {
    struct rows *rows;
    const struct scan_names *names; /* filled before the first row */
};

/* Callback for postings_scan() with a struct rows_pass as ctx. Rows outside the
 * period are kept for comparison. False, with rows->too_big set, when a limit
 * is reached. */
bool rows_add(void *ctx, const struct scan_row *row);

/* Take the clusters of every row by this rule. */
void rows_cluster(struct rows *r, enum rows_dedup rule);

/* Put the rows in order, and choose those that stand for their clusters: all
 * marks but ROW_FOR_MONTH are of rows inside. After the last rows_add(). */
void rows_mark(struct rows *r);

/* For qsort_r() of row numbers (uint32_t) with the rows as its context: by
 * cluster; within one, the copy that is to stand for the others first. Only
 * rows that are alike in all that is counted compare as equal. */
int rows_by_copy(const void *a, const void *b, void *rows);

/* Keep one row of each cluster among idx[0..n), row numbers by employer (those
 * of one employer ascending), which they stay. Returns how many are left.
 * Marked before. */
size_t rows_distinct(const struct rows *r, uint32_t *idx, size_t n);

/* Rows of a slot with the mark, by employer, into idx. Returns how many. Marked
 * before. */
size_t rows_select(const struct rows *r, size_t slot, enum row_mark mark,
                   uint32_t *idx);

/* Usable rows of a slot that stand for their cluster within it, by employer.
 * Marked before. The caller's, to free(); *n of them. */
uint32_t *rows_of_role(const struct rows *r, size_t slot, size_t *n);

#endif
