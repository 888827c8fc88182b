/* SPDX-License-Identifier: MIT */
/* gnuplot.h - run gnuplot as a child that can do no harm.
 *
 * A script is constant text of this program; everything that came from outside
 * stays out of it (charts.c puts texts in afterwards). The child gets a private
 * directory, an empty environment, no standard input, limits on time, files and
 * memory, and is killed with its process group at its deadline. */
#ifndef REPORT_GNUPLOT_H
#define REPORT_GNUPLOT_H

#include "base/err.h"
#include "base/str.h"

#define GNUPLOT_TIMEOUT_MS       10000
#define GNUPLOT_OUTPUT_MAX_BYTES (4u << 20)
#define GNUPLOT_OUTPUT_NAME      "chart.svg" /* what the script must write */

struct gnuplot {
    const char *path;    /* a file to run; NULL: `gnuplot` in $PATH */
    unsigned timeout_ms; /* 0: GNUPLOT_TIMEOUT_MS */
};

struct gnuplot_file {
    const char *name; /* without '/' */
    struct str data;
};

/* Run script in a new directory that holds files, and append what it wrote to
 * GNUPLOT_OUTPUT_NAME to out. The directory is removed whatever happens.
 * ST_NO_INPUT: there is no gnuplot (err says how to get it); ST_BAD_INPUT: it
 * failed, was killed or wrote nothing (err has its words); ST_BUSY: it did not
 * end in time; ST_IO, ST_CREATE: the directory could not be used. */
MUST_CHECK enum st gnuplot_run(const struct gnuplot *g, struct str script,
                               const struct gnuplot_file *files, size_t n_files,
                               struct buf *out, struct err *err);

#endif
