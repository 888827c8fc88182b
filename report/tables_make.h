/* SPDX-License-Identifier: MIT */
/* tables_make.h - what the makers of tables.c share. Not for others. */
#ifndef REPORT_TABLES_MAKE_H
#define REPORT_TABLES_MAKE_H

#include "report/tables.h"

struct table_maker {
    const struct figures *f;
    struct arena *a;
    size_t role; /* the one at hand */
    struct table *out;
    size_t n_out, cap_out; /* room for so many: table_end() checks it */
    /* The table at hand: */
    struct table table;
    struct value *values;
    size_t n;
};

struct value value_text(struct str s);   /* absent: VALUE_NONE */
struct value value_link(struct str url); /* likewise */
struct value value_count(uint64_t n);
struct value value_number(double x); /* NAN: VALUE_NONE */
struct value value_share(double share, double low, double high); /* or FEW */
struct value value_points(double difference, double low, double high);

/* Begin a table of at most so many rows; its title and note are to be set. */
void table_begin(struct table_maker *m, const char *key,
                 const struct table_column *columns, size_t n_columns,
                 size_t most_rows);
/* The next cell, row by row. */
void table_add(struct table_maker *m, struct value v);
/* Keep the table; people are shown its first rows. */
void table_end(struct table_maker *m, size_t shown);

/* Each of the role at hand, or of all. */
void table_changes(struct table_maker *m);
void table_distinctive(struct table_maker *m);
void table_sensitivity(struct table_maker *m);
void table_lives(struct table_maker *m);
void table_dates(struct table_maker *m);
void table_counting(struct table_maker *m);
void table_beside(struct table_maker *m);
void table_pairs(struct table_maker *m);
void table_pay(struct table_maker *m);
void table_profile(struct table_maker *m);
void table_employers(struct table_maker *m);
void table_evidence(struct table_maker *m);
void table_certifications(struct table_maker *m);
void table_too_few(struct table_maker *m);
void table_role_counts(struct table_maker *m);
void table_sources(struct table_maker *m);
void table_places(struct table_maker *m);
void table_any_of(struct table_maker *m);
void table_changes_together(struct table_maker *m);
void table_headline(struct table_maker *m);

#endif
