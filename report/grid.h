/* SPDX-License-Identifier: MIT */
/* grid.h - all tables of a report for machines: rows of values, each complete
 * in itself, with the versions behind it. CSV and XLSX lay them out.
 *
 * An interval is two columns of its own (share_low95, share_high95). The first
 * GRID_ALIKE grids are about the report's own figures and have the same
 * columns; the others are the tables of tables.h, those of all roles in one.
 * docs/method.md lists the columns. */
#ifndef REPORT_GRID_H
#define REPORT_GRID_H

#include "report/tables.h"

#define GRID_ALIKE 7 /* scope roles skills matrix themes months series */
#define GRID_STAMP 5 /* last columns: period and versions */

struct grid {
    const char *key; /* "scope", "changes": the file, the sheet */
    /* Every column has a key; its kind is that of its values, but for
     * VALUE_NONE, and of shares and differences one number. */
    const struct table_column *columns;
    size_t n_columns;
    const struct value *values; /* n_rows * n_columns */
    size_t n_rows;
};

struct grids {
    const struct grid *v;
    size_t n;
};

/* All grids of f; one that holds nothing has its columns and no rows. They live
 * in a and borrow from f. */
struct grids grids_of(const struct figures *f, struct arena *a);

/* The grid of one table about f. */
struct grid grid_of_table(const struct figures *f, const struct table *t,
                          struct arena *a);

#endif
