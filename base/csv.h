/* SPDX-License-Identifier: MIT */
/* csv.h - comma-separated values as RFC 4180 has them, in and out.
 *
 * Reading is tolerant: LF or CRLF, a BOM, a quote inside an unquoted field is
 * itself. The separator is told from the header line: ',', ';' or tab. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define CSV_ROW_MAX_BYTES (16u << 20)
#define CSV_MAX_FIELDS    1024u

struct csv_reader;

/* Read from path ("-" stdin; gzip is undone). The first row is the header.
 * *out is the caller's, to free with csv_reader_free(). ST_BAD_INPUT: empty
 * file or no header; other codes as lines_open(). */
MUST_CHECK enum st csv_reader_open(const char *path, struct csv_reader **out,
                                   struct err *err);
void csv_reader_free(struct csv_reader *r); /* NULL is a no-op */

/* Header names; valid as long as r. */
const struct str *csv_header(const struct csv_reader *r, size_t *n);

enum csv_what {
    CSV_ROW, /* *fields has as many items as the header; short rows are padded
                with absent, surplus fields dropped; *ragged tells both */
    CSV_BAD, /* a row was skipped (unclosed quote, too big); err says why */
    CSV_END,
    CSV_ERROR /* cannot go on; err is set */
};

/* The next row that is not blank; fields are valid until the next call. */
enum csv_what csv_next(struct csv_reader *r, const struct str **fields,
                       bool *ragged, struct err *err);

/* Line on which the row last given begins, from 1. */
uint64_t csv_line(const struct csv_reader *r);
void csv_position(const struct csv_reader *r, uint64_t *consumed_bytes,
                  uint64_t *size_bytes);

/* Append one field: quoted when it must be. With formula_safe a text that a
 * spreadsheet would run (it begins with = + - @ TAB CR or LF) gets a ' in
 * front; numbers are written with csv_add_number() and are not touched. */
void csv_add_text(struct buf *out, struct str s, bool formula_safe);
/* Append a number as buf_add_f64() writes it; nothing when it is not finite. */
void csv_add_number(struct buf *out, double x, int decimals);
/* Separator before every field but the first of a row; *first is updated. */
void csv_sep(struct buf *out, bool *first);
void csv_end_row(struct buf *out, bool *first); /* CRLF */

DEFINE_AUTO(struct csv_reader *, csv_reader_free);

#endif
