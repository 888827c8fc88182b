/* SPDX-License-Identifier: MIT */
/* crawling.h - crawl sources into the home's archive and store. */
#ifndef CLI_CRAWLING_H
#define CLI_CRAWLING_H

#include "cli/cli.h"
#include "crawler/crawl.h"
#include "crawler/sources.h"

struct crawl_home_how {
    bool extract;        /* put every posting into the store */
    bool json;           /* say how it goes as crawl_log.h has it */
    const char *metrics; /* where to write figures; NULL: nowhere */
};

/* Lock the home, fetch, archive, extract; say how it went on stderr. Returns
 * the exit code: 0, 1 when sources or records failed, 75 when it was stopped
 * before its end. */
int crawl_home(struct cli *cli, const struct sources *sources,
               const struct crawl_options *options,
               const struct crawl_home_how *how);

#endif
