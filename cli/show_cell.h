/* SPDX-License-Identifier: MIT */
/* show_cell.h - the quotes behind a cell of a report. */
#ifndef CLI_SHOW_CELL_H
#define CLI_SHOW_CELL_H

#include "cli/screen.h"
#include "report/cell_postings.h"

struct shown_cell {
    const struct cell_question *question;
    const struct cell_postings *found;
    size_t limit; /* postings to show */
};

/* Append the cell's postings, each with its quotes of the skill, for people or
 * as one JSON object. E-mail addresses and phone numbers are cut out of the
 * quotes. The statuses are those of postings_get(). */
MUST_CHECK enum st show_cell_text(struct postings *store,
                                  const struct shown_cell *cell,
                                  const struct screen *screen, struct buf *out,
                                  struct err *err);
MUST_CHECK enum st show_cell_json(struct postings *store,
                                  const struct shown_cell *cell,
                                  struct buf *out, struct err *err);

#endif
