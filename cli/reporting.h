/* SPDX-License-Identifier: MIT */
/* reporting.h - a report of the home's store. */
#ifndef CLI_REPORTING_H
#define CLI_REPORTING_H

#include "cli/cli.h"
#include "report/report.h"

struct reporting {
    enum report_format format;
    const char *output;       /* NULL: stdout */
    int from_month, to_month; /* -1: open */
    const struct str *roles;  /* n_roles 0: the default ones */
    size_t n_roles;
    unsigned top; /* 0: the default */
    bool no_charts;
};

/* Compute and write the report; words about charts that are missing go to
 * stderr. Returns the exit code. */
int report_home(struct cli *cli, const struct reporting *what);

#endif
