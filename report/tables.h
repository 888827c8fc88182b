/* SPDX-License-Identifier: MIT */
/* tables.h - what a report says beside skills, themes and months, as plain
 * tables, so that each renderer lays all of them out with one piece of code.
 *
 * A table belongs to a role, or to all of them. Its columns have a name for
 * machines (CSV, JSON) and one for people; a share is one column to people and
 * three to machines. Everything lives in the arena given; texts are
 * display-clean, as in figures.h. */
#ifndef REPORT_TABLES_H
#define REPORT_TABLES_H

#include "report/figures.h"

struct study;

#define TABLES_MAX_COLUMNS 24
#define TABLES_ALL_ROLES   SIZE_MAX

enum value_kind {
    VALUE_NONE, /* nothing is known: an empty cell, null */
    VALUE_TEXT,
    VALUE_LINK, /* text is an http or https URL of printable ASCII */
    VALUE_COUNT,
    VALUE_NUMBER, /* to the decimals of the column */
    VALUE_SHARE,  /* of 1, with its interval; per cent to people */
    VALUE_POINTS, /* a difference of shares, likewise; with its sign */
    VALUE_FEW     /* a share that is not given, since too few stand behind it */
};

struct value {
    enum value_kind kind;
    struct str text;
    double number, low, high; /* NAN low: without an interval */
};

struct table_column {
    const char *key;  /* "n_named", "share": then also share_low95, ... */
    const char *head; /* NULL: for machines only */
    enum value_kind kind;
    int decimals;
    bool is_plain; /* a share without an interval */
};

struct table {
    const char *key;        /* "changes", "pay", ...: CSV file, JSON member */
    size_t role;            /* index, or TABLES_ALL_ROLES */
    struct str title, note; /* for people; note is sentences */
    const struct table_column *columns;
    size_t n_columns;
    const struct value *values; /* n_rows * n_columns */
    size_t n_rows;
    size_t n_shown; /* rows that people are shown; the others are for
                       machines */
    bool is_list;   /* its texts are long: on a terminal a paragraph a row */
    size_t n_more;  /* of the others, those that people are told of */
    bool for_pages; /* on a terminal its title and note only */
};

struct tables {
    const struct table *v; /* those of each role, in the order to be shown; then
                              those of all */
    size_t n;
};

/* An answer to one question: some lines, then tables. */
struct page {
    const char *kind; /* "study", "compare": JSON's "report" */
    struct str title;
    const struct str *lines; /* a paragraph each */
    size_t n_lines;
    struct tables tables;
    bool brief; /* people on a terminal are shown the lines only */
    const struct study *study; /* whose curves stand beside the tables of a
                                  page; NULL: none */
};

/* All tables of f; those that hold nothing have no rows. */
struct tables tables_of(const struct figures *f, struct arena *a);

/* True when machines get an interval beside the column: shares and differences
 * that have one. */
bool tables_has_range(const struct table_column *c);

/* True for a table of all roles together. */
bool tables_is_of_all(const char *key);

/* The keys of all there can be, NULL-terminated: each is one CSV file. */
const char *const *tables_keys(void);

#endif
