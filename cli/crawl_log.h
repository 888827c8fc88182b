/* SPDX-License-Identifier: MIT */
/* crawl_log.h - what a crawl does, as a line of JSON an event on stderr.
 *
 * Every line has "time" (UTC) and "event": log, resumed, source, end or error.
 * For those who collect logs; people read the other form. */
#ifndef CLI_CRAWL_LOG_H
#define CLI_CRAWL_LOG_H

#include "cli/cli.h"
#include "cli/ingest.h"
#include "crawler/crawl.h"

#define CRAWL_LOG_SCHEMA 1 /* "schema_version" of the event end */

/* From now on messages of cli->log are events, and there is no progress. */
void crawl_log_begin(struct cli *cli);

void crawl_log_resumed(size_t n_done, size_t n_left);
void crawl_log_source(const struct crawl_end *e);

struct crawl_log_sums {
    struct crawl_summary summary;
    struct ingest_counts counts;
    uint64_t n_postings;
    size_t n_closed, n_unchanged;
};
void crawl_log_end(const struct crawl_log_sums *sums);

/* The crawl failed; returns the exit code of err. */
int crawl_log_fail(const struct err *err);

#endif
