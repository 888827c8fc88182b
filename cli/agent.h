/* SPDX-License-Identifier: MIT */
/* agent.h - who asks: the User-Agent of a crawl. */
#ifndef CLI_AGENT_H
#define CLI_AGENT_H

#include "base/err.h"
#include "base/str.h"
#include "crawler/sources.h"

/* Append "skilltally/VERSION (+CONTACT)" to agent; contact may be NULL, and is
 * then $SKILLTALLY_CONTACT. ST_CONFIG: nobody to write to, though the servers
 * are other people's; or a contact that cannot stand there. */
MUST_CHECK enum st agent_name(const char *contact,
                              const struct sources *sources, struct buf *agent,
                              struct err *err);

#endif
