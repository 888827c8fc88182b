/* SPDX-License-Identifier: MIT */
/* place.h - places as boards write them, taken apart.
 *
 * "Austin, TX", "Remote, Italy", "SF / NY": what is written is kept; city,
 * region and country are filled where a table of countries, states and main
 * cities knows them. */
#ifndef EXTRACT_PLACE_H
#define EXTRACT_PLACE_H

#include "base/arena.h"
#include "store/posting.h"

/* A text of places longer than this is cut. */
#define PLACES_MAX_BYTES 4096u

struct places;

/* Index the tables; the caller's, to free with places_free(). Read-only
 * afterwards: threads may share it. */
struct places *places_new(void);
void places_free(struct places *p); /* NULL is a no-op */

/* Take one place apart; parts that the source gave already stay, but for their
 * spelling. Slices are borrowed from in and p. */
struct place place_parse(const struct places *p, const struct place *in);

/* The country of the place that a text says the work is in ("based in
 * Sandton", "Location: Berlin"); absent where it names none that is known. */
struct str place_country_of_text(const struct places *p, struct str text);

/* Take the next place off the front of a text that may name several ("Berlin |
 * Paris", "London; Remote", "Munich or Berlin", but "Birmingham; AL" is one).
 * False: there are no more. */
bool place_split(struct str *rest, struct str *one);

/* Split each of the n places where it holds several, and take all apart. At
 * most POSTING_MAX_LOCATIONS; the result lives in a. */
const struct place *places_parse(const struct places *p, const struct place *in,
                                 size_t n, struct arena *a, size_t *n_out);

#endif
