/* SPDX-License-Identifier: MIT */
/* gnuplot.h - run gnuplot as a child that can do no harm.
 *
 * A script is constant text of this program; what came from outside is data to
 * it (chart_sheet.h says how). The child gets a private directory, an empty
 * environment, no standard input, limits on time, files and memory, and is
 * killed with its process group at its deadline. It may be called from several
 * threads at once. */
#ifndef REPORT_GNUPLOT_H
#define REPORT_GNUPLOT_H

#include "base/err.h"
#include "base/str.h"

#define GNUPLOT_TIMEOUT_MS       10000
#define GNUPLOT_OUTPUT_MAX_BYTES (4u << 20)
#define GNUPLOT_MAX_FILES        8 /* in a job, of each kind */

struct gnuplot {
    const char *path;    /* a file to run; NULL: `gnuplot` in $PATH */
    unsigned timeout_ms; /* 0: GNUPLOT_TIMEOUT_MS */
};

struct gnuplot_file {
    const char *name; /* without '/' */
    struct str data;
};

struct gnuplot_picture {
    const char *name; /* that the script writes */
    struct buf *data; /* it is appended to this */
};

struct gnuplot_job {
    const struct gnuplot_file *files; /* the first one is the script */
    size_t n_files;
    const struct gnuplot_picture *pictures;
    size_t n_pictures;
    /* pngcairo's text library starts a thread, and ends the process where it
     * may not: such a job alone may start threads, and so processes. */
    bool has_png;
};

/* Run the job's script in a new directory that holds its files, and append what
 * it wrote to the pictures: all of them or none. The directory is removed
 * whatever happens. ST_NO_INPUT: there is no gnuplot (err says how to get it);
 * ST_BAD_INPUT: it failed, was killed or wrote nothing (err has its words);
 * ST_BUSY: it did not end in time; ST_IO, ST_CREATE: the directory could not be
 * used. */
MUST_CHECK enum st gnuplot_run(const struct gnuplot *g,
                               const struct gnuplot_job *job, struct err *err);

#endif
