/* SPDX-License-Identifier: MIT */
/* metrics.h - figures of a crawl for whoever watches it. */
#ifndef CLI_METRICS_H
#define CLI_METRICS_H

#include "cli/ingest.h"
#include "crawler/crawl.h"

struct crawl_metrics {
    int64_t started_utc, ended_utc;
    struct crawl_summary summary;
    struct ingest_counts counts;
    size_t n_closed, n_unchanged;
};

/* Write them, and the state of every source of the store, to path: as
 * Prometheus' text format, whole or not at all. The statuses are those of
 * file_write() and the store. */
MUST_CHECK enum st metrics_write(const char *path,
                                 const struct crawl_metrics *m,
                                 struct postings *store, struct err *err);

#endif
