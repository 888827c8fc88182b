/* SPDX-License-Identifier: MIT */
/* render_xlsx.h - figures to a workbook: a sheet of words, then one for each
 * grid of grid.h, with its head frozen and filters on it.
 *
 * Texts are written as texts, whatever they look like: no cell has a formula.
 * Shares are numbers shown in per cent. A column that is empty all down a sheet
 * is left out of it, and the versions stand in the sheets `about` and `scope`
 * only. The date inside is that of the last posting: the same figures give the
 * same bytes. */
#ifndef REPORT_RENDER_XLSX_H
#define REPORT_RENDER_XLSX_H

#include "base/err.h"
#include "report/tables.h"

#define XLSX_TEXT_MAX_BYTES 8000 /* of a cell; what is over is cut */

/* Append the workbook of f. ST_CREATE, ST_IO: the temporary file that it is
 * packed in ($TMPDIR) could not be written; ST_TOO_BIG: out's limit. */
MUST_CHECK enum st render_xlsx(const struct figures *f, struct buf *out,
                               struct err *err);

/* The same of a page about f, with a sheet for each table. */
MUST_CHECK enum st render_xlsx_page(const struct figures *f,
                                    const struct page *p, struct buf *out,
                                    struct err *err);

#endif
