/* SPDX-License-Identifier: MIT */
/* crawling.h - crawl sources into the home's archive and store. */
#ifndef CLI_CRAWLING_H
#define CLI_CRAWLING_H

#include "cli/cli.h"
#include "crawler/crawl.h"
#include "crawler/sources.h"

/* Lock the home, fetch, archive and (where extract is set) put every posting
 * into the store; say how it went on stderr. Returns the exit code: 0, 1 when
 * sources or records failed, 75 when it was stopped before its end. */
int crawl_home(struct cli *cli, const struct sources *sources,
               const struct crawl_options *options, bool extract);

#endif
