/* SPDX-License-Identifier: MIT */
/* site.h - a site with a report of each month, to be published as it is.
 *
 *     DIR/index.html           the months, the latest first
 *     DIR/YYYY-MM/index.html   the month's page; report.json, report.csv
 *     DIR/latest/index.html    leads to the latest month
 *     DIR/feed.xml             Atom
 *
 * Only files whose bytes change are written, and charts are drawn only for
 * pages that change: a page ends with a hash of what it was made from. */
#ifndef REPORT_SITE_H
#define REPORT_SITE_H

#include "report/report.h"
#include "report/site_page.h"

#define SITE_MAX_MONTHS 600

struct site_options {
    const char *dir;
    struct str url; /* of site_url(); "": links of the feed are relative */
    struct report_style style;
    /* Told before each month; may be NULL. */
    void (*progress)(void *ctx, size_t done, size_t n);
    void *ctx;
};

struct site_result {
    size_t n_months, n_written; /* pages of months, of which so many changed */
    struct err charts;          /* why some charts are missing; ST_OK: none */
};

/* Write the site of o's period (open: from the first month with some postings
 * to the last) and roles.
 * ST_TOO_BIG: more than SITE_MAX_MONTHS; else as report_compute() and
 * report_write(). What was written before a failure stays. */
MUST_CHECK enum st site_write(struct postings *store, const struct taxonomy *t,
                              const struct figures_options *o,
                              const struct site_options *site,
                              struct site_result *out, struct err *err);

#endif
