/* SPDX-License-Identifier: MIT */
/* sample.h - six months of made-up job boards, the same on every machine.
 *
 * Some 600 postings by two dozen invented employers for the four roles, in the
 * shape of real ones: sections, lists, nice-to-haves, reposts in other cities,
 * teasers without a text, a "no Java required" here and a "go to market" there.
 * Which skills a posting names is drawn with the shares of sample_data.c, some
 * of which rise or fall over the months. */
#ifndef DEMO_SAMPLE_H
#define DEMO_SAMPLE_H

#include "base/str.h"
#include "demo/httpd.h"
#include <stddef.h>

#define SAMPLE_FIRST_MONTH "2026-05"
#define SAMPLE_MONTHS      6

enum sample_kind { SAMPLE_GREENHOUSE, SAMPLE_LEVER, SAMPLE_ASHBY, SAMPLE_PAGE };

struct sample_board {
    enum sample_kind kind;
    const char *slug, *company;
};

/* The boards of the sample; *n of them, static. */
const struct sample_board *sample_boards(size_t *n);

/* Postings of board index, over all months. */
size_t sample_count(size_t index);

/* Append what the board answers: the kind's own JSON, or an HTML page. */
void sample_board_body(size_t index, struct buf *out);

/* Append a sources.yaml that names every board at 127.0.0.1:port. */
void sample_sources_yaml(unsigned port, struct buf *out);

/* An httpd_handler that serves the boards, and a robots.txt; ctx is unused. */
void sample_serve(void *ctx, const struct httpd_request *r,
                  struct httpd_answer *answer);

#endif
