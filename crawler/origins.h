/* SPDX-License-Identifier: MIT */
/* origins.h - what each origin's robots.txt lets us do, for one run.
 *
 * An origin is scheme, host and port. Its robots.txt is asked once, and what
 * wants to be fetched from it meanwhile is parked here. */
#ifndef CRAWLER_ORIGINS_H
#define CRAWLER_ORIGINS_H

#include "crawler/crawl.h"
#include "crawler/fetch.h"
#include "crawler/frontier.h"
#include "crawler/names.h"
#include "crawler/robots.h"

enum origin_state { ORIGIN_UNKNOWN, ORIGIN_ASKED, ORIGIN_KNOWN };

struct origin {
    enum origin_state state;
    size_t backend;
    struct robots *robots; /* NULL: everything is allowed, unless denied */
    bool denied;           /* everything is forbidden, for this reason: */
    enum verdict verdict;
    char detail[FETCH_DETAIL_BYTES];
    int64_t begun_ms;  /* when it was first asked for anything; 0: never */
    unsigned n_silent; /* requests in a row that had no answer */
    struct job_queue parked;
};

struct origins {
    struct names names;
    struct origin *v; /* by number */
    size_t cap;
};

void origins_init(struct origins *o);
void origins_done(struct origins *o);

/* The number of the origin of url. own_private: the source allows its own
 * private address; what was learnt so is kept apart from what others may ask.
 */
size_t origins_put(struct origins *o, const struct url *url, bool own_private,
                   size_t backend);

/* The rules that a robots.txt's body, fetched with success, gives. */
void origin_allow_by(struct origin *origin, struct str body,
                     const char *agent_token);
void origin_allow_all(struct origin *origin);
/* Nothing may be asked, since robots.txt could not be had. */
void origin_deny(struct origin *origin, enum verdict verdict,
                 const char *detail);
/* Nothing more may be asked. */
void origin_close(struct origin *origin, enum verdict verdict,
                  const char *detail);

#endif
