/* SPDX-License-Identifier: MIT */
/* checking.h - ask each source once, and say what comes of it. */
#ifndef CLI_CHECKING_H
#define CLI_CHECKING_H

#include "base/arena.h"
#include "cli/cli.h"
#include "crawler/crawl.h"

struct check_row {
    const struct source *source;
    bool asked; /* false: it was stopped before */
    enum verdict verdict;
    int status;          /* HTTP; 0: no answer */
    uint64_t n_postings; /* in its first answer, or as many as that promises */
    struct str url, detail;
};

/* Ask each source's first request and read the answer, as a crawl would but for
 * what it leads to: of a site with sitemaps, the first of them is asked too.
 * Nothing is archived or stored. (*rows)[i] is of sources->v[i], in a. Of how,
 * the agent, the certificates and the limits of a request count. Fails as
 * crawl_run(). */
MUST_CHECK enum st check_sources(struct cli *cli, const struct sources *sources,
                                 const struct crawl_options *how,
                                 struct arena *a, struct check_row **rows,
                                 struct crawl_summary *sum, struct err *err);

#endif
