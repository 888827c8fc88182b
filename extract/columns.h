/* SPDX-License-Identifier: MIT */
/* columns.h - rows and records of other people's files to our field names.
 *
 * `--map COLUMN=FIELD` renames; for CSV, columns with usual names are found
 * without it ("Job Title", "company_name"). Columns without a field are kept
 * under their own names. */
#ifndef EXTRACT_COLUMNS_H
#define EXTRACT_COLUMNS_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>

struct columns;

/* Take n mappings "COLUMN=FIELD", which must outlive *out. *out is the
 * caller's, to free with columns_free(). ST_BAD_INPUT: no '=', or FIELD is none
 * of the input record's (err lists them). */
MUST_CHECK enum st columns_new(const struct str *maps, size_t n,
                               struct columns **out, struct err *err);
void columns_free(struct columns *c); /* NULL is a no-op */

/* True when at least one mapping was given. */
bool columns_any(const struct columns *c);

/* Find a field for each of n header names (copied). ST_BAD_INPUT: a mapped
 * column is missing, or neither title nor description was found; err lists the
 * columns there are. */
MUST_CHECK enum st columns_bind(struct columns *c, const struct str *header,
                                size_t n, struct err *err);

/* Append one row as a JSON object with the names bound; absent and empty
 * fields are left out. */
void columns_write_row(const struct columns *c, const struct str *fields,
                       struct buf *out);

/* Write the JSON object in line with its keys renamed to out (cleared first).
 * Without mappings nothing is done. ST_BAD_INPUT: no JSON object; out then
 * holds the line as it was. */
MUST_CHECK enum st columns_rename_line(const struct columns *c, struct str line,
                                       struct buf *out, struct err *err);

#endif
