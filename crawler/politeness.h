/* SPDX-License-Identifier: MIT */
/* politeness.h - when a backend may be asked again.
 *
 * A backend is what carries the load of a request: an applicant tracking
 * system that serves thousands of employers under one name or many, or one
 * host. Pure scheduling: the time is passed in (monotonic milliseconds), and
 * nothing waits here.
 *
 * Usage: number a host's backend with politeness_backend(); before a request
 * ask politeness_wait_ms(); tell politeness_begin() and politeness_end(). */
#ifndef CRAWLER_POLITENESS_H
#define CRAWLER_POLITENESS_H

#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A host that we know nothing about: one connection, a second between requests.
 * Loopback, where a source allows it: a test, a demo or a mirror of one's own.
 */
#define POLITE_HOST_GAP_MS      1000
#define POLITE_LOOPBACK_AT_ONCE 4u
/* A robots.txt may ask for more; its source is then slower than it wants to be,
 * but the crawl ends. */
#define POLITE_CRAWL_DELAY_MAX_MS (60 * 1000)
#define POLITE_GAP_MAX_MS         (10 * 1000)

struct pacing {
    unsigned at_once; /* requests on their way */
    int64_t gap_ms;   /* between the starts of two; with one at a time, from
                         the end of one to the start of the next */
};

/* The pacing for a host (lower case), and the name of its backend: one for all
 * hosts of a known service, else the host's own (a slice of host, or static).
 * own_loopback: host is on loopback and the source allows it. */
struct pacing pacing_for_host(struct str host, bool own_loopback,
                              struct str *backend);

struct politeness;

/* seed: of the jitter; the same seed gives the same waits. */
struct politeness *politeness_new(uint64_t seed);
void politeness_free(struct politeness *p); /* NULL is a no-op */

/* The number of the backend called name, dense from 0; made with pacing when it
 * is new. */
size_t politeness_backend(struct politeness *p, struct str name,
                          struct pacing pacing);

/* Obey a Crawl-delay: one request at a time, and at least this gap (clamped to
 * POLITE_CRAWL_DELAY_MAX_MS). It never makes a backend faster; 0 and less
 * change nothing. */
void politeness_crawl_delay(struct politeness *p, size_t backend, int64_t ms);

#define POLITE_FULL (-1)

/* 0: a request may begin; more: it may in so many milliseconds; POLITE_FULL:
 * when one of those on their way has ended. */
int64_t politeness_wait_ms(const struct politeness *p, size_t backend,
                           int64_t now_ms);

void politeness_begin(struct politeness *p, size_t backend, int64_t now_ms);

/* How a request ended, beside being asked to pause. */
#define POLITE_ANSWERED (-1)
#define POLITE_FAILED   (-2) /* no answer, or a server error */
#define POLITE_SLOW     (-3) /* answered after so long that it is busy */
/* The first byte of an answer is waited for so long. */
#define POLITE_SLOW_MS 3000

/* A request ended that took elapsed_ms. pause_ms: one of the above; 0 and more:
 * the server asked to be left alone (429, or 503 with Retry-After). Nothing
 * then begins for so long, and afterwards the backend is asked half as often,
 * as it is at once after a slow answer, until it has answered well for a
 * while. */
void politeness_end(struct politeness *p, size_t backend, int64_t now_ms,
                    int64_t elapsed_ms, int64_t pause_ms);

/* The backend wants to be left alone for longer than a crawl waits: whoever
 * asks is told so. Requests on their way may end. */
void politeness_close(struct politeness *p, size_t backend);
bool politeness_is_closed(const struct politeness *p, size_t backend);

/* How long to wait before the next try of a request that failed tries times (1
 * or more): base_ms doubled with each, up to a minute, plus up to half as
 * much again by chance. */
int64_t politeness_backoff_ms(struct politeness *p, unsigned tries,
                              int64_t base_ms);

#endif
