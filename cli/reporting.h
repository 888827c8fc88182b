/* SPDX-License-Identifier: MIT */
/* reporting.h - a report of the home's store. */
#ifndef CLI_REPORTING_H
#define CLI_REPORTING_H

#include "cli/cli.h"
#include "report/report.h"
#include "report/tables.h"

struct reporting {
    enum report_format format;
    const char *output;       /* NULL: stdout */
    int from_month, to_month; /* -1: open */
    const struct str *roles;  /* n_roles 0: the default ones */
    size_t n_roles;
    enum rows_dedup dedup; /* what counts as one posting */
    unsigned top;          /* 0: the default */
    bool no_charts, no_evidence;
};

/* Months as options have them (0: not given) into what. Returns 0, or the exit
 * code after words on stderr. */
int reporting_period(struct cli *cli, const char *verb, int month, int from,
                     int to, struct reporting *what);
/* The format of that name into what, where output is set already; NULL: all
 * where the output is a directory, else text. Returns as above. */
int reporting_format(struct cli *cli, const char *verb, const char *name,
                     struct reporting *what);

/* An answer to one question about the store's postings. */
struct question {
    /* Fill *page, about figures *f; both live in a. */
    enum st (*answer)(const struct question *q, struct postings *store,
                      const struct taxonomy *t, const struct figures_options *o,
                      struct arena *a, struct page *page,
                      const struct figures **f, struct err *err);
    const void *ctx;
};

/* Ask it and write the answer as what says. Returns the exit code. */
int reporting_answer(struct cli *cli, const struct reporting *what,
                     const struct question *q);

/* Compute and write the report; words about charts that are missing go to
 * stderr. Returns the exit code. */
int report_home(struct cli *cli, const struct reporting *what);

/* Write the site of the home's months into dir; url NULL: its address is not
 * known. How many pages changed goes to stderr. Returns the exit code. */
int report_site(struct cli *cli, const struct reporting *what, const char *dir,
                const char *url);

#endif
