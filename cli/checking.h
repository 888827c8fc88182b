/* SPDX-License-Identifier: MIT */
/* checking.h - ask each source once, and say what comes of it. */
#ifndef CLI_CHECKING_H
#define CLI_CHECKING_H

#include "cli/cli.h"
#include "crawler/crawl.h"

/* Ask each source's first request, read the answer, print a table of verdicts
 * on stdout. Nothing is archived or stored. Returns the exit code: 1 when any
 * verdict is neither ok nor empty, 75 when stopped. Of how, the agent, the
 * certificates and the time of a request count. */
int check_sources(struct cli *cli, const struct sources *sources,
                  const struct crawl_options *how);

#endif
