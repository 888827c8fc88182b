/* SPDX-License-Identifier: MIT */
/* charts_files.h - the charts of a report as files that a person can restyle.
 *
 * Of each chart NAME: NAME.svg, NAME-dark.svg, NAME.png and NAME-dark.png (two
 * pixels for each unit), the table NAME.tsv with a header line, and NAME.gp:
 * `gnuplot NAME.gp` beside them draws the four pictures again, the same bytes.
 * Names: skills-ROLE, series-ROLE, matrix, ... (charts.h). */
#ifndef REPORT_CHARTS_FILES_H
#define REPORT_CHARTS_FILES_H

#include "report/charts.h"

/* Write the files of every chart of f into dir, which is made where it is not
 * there. *problem (may be NULL) is ST_OK when all pictures are drawn, else it
 * says in one line why some are not; scripts and tables are written all the
 * same. ST_CREATE, ST_PERMISSION, ST_IO: dir could not be written. */
MUST_CHECK enum st charts_write(const struct figures *f,
                                const struct gnuplot *g, const char *dir,
                                struct err *problem, struct err *err);

/* The same of a study. */
MUST_CHECK enum st charts_write_study(const struct study *s,
                                      const struct gnuplot *g, const char *dir,
                                      struct err *problem, struct err *err);

#endif
