/* SPDX-License-Identifier: MIT */
/* likeness.h - are two postings the same advertisement?
 *
 * Texts are compared by their shingles, the rows of three words in them: by
 * the part that two texts share (Jaccard), and by the part of the smaller one
 * that the larger one holds (containment: a text that was cut, or that a board
 * framed). A sketch finds the pairs worth comparing. What share is enough
 * depends on what else is known: titles decide first, so that two roles with
 * one template stay two. docs/quality.md has the measured precision and recall,
 * tests/quality/near.py measures again. Pure. */
#ifndef STORE_LIKENESS_H
#define STORE_LIKENESS_H

#include "base/date.h"
#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

#define LIKENESS_SHINGLE_WORDS      3u
#define LIKENESS_BINS               48u
#define LIKENESS_BAND_BINS          2u
#define LIKENESS_BANDS              (LIKENESS_BINS / LIKENESS_BAND_BINS)
#define LIKENESS_SENTENCE_MIN_BYTES 25u /* letters and digits */
/* Shorter texts are alike by chance; those of two employers even more. */
#define LIKENESS_MIN_SHINGLES        40u
#define LIKENESS_AGENCY_MIN_SHINGLES 150u
#define LIKENESS_TITLE_WORDS         64u /* of a title; more are passed over */

/* One-permutation MinHash: the part of equal bins estimates the Jaccard
 * similarity of two texts. */
struct sketch {
    uint16_t bins[LIKENESS_BINS];
};

/* The sketch of a text; of one without a word all zeros. */
void sketch_of(struct str text, struct sketch *out);

/* The part of equal bins, 0..1. */
double sketch_compare(const struct sketch *a, const struct sketch *b);

/* The shingles of a text as sorted hashes, each once. */
struct shingles {
    uint64_t *v; /* the caller's, regrown as needed; free() it */
    size_t n, cap;
};

void shingles_of(struct str text, struct shingles *out);

struct overlap {
    double jaccard, containment; /* 0..1; 0 where a side has no shingle */
    size_t least;                /* shingles of the smaller text */
};

struct overlap shingles_compare(const struct shingles *a,
                                const struct shingles *b);

/* What the same sentence is known by: its letters and digits, whatever stands
 * between them. 0: too short to be told from a common phrase. */
uint32_t sentence_hash(struct str sentence);

/* What a title says, as hashes of the words in it, in any order. Left out are
 * marks of gender, numbers of requisitions, where the work is done ("remote",
 * "EMEA"; behind the head also the words of the posting's own places), and what
 * stands in another script beside a title in Latin letters. */
struct title_key {
    bool there;
    uint64_t head;  /* up to the first comma, bracket or dash: the role without
                       team or territory */
    uint64_t whole; /* all words */
    uint64_t marks; /* words of level and side ("senior", "II", "iOS") of the
                       whole title: where they differ, the role does */
};

/* places: the words of the posting's places, in any order; may be absent. */
struct title_key title_key_of(struct str title, struct str places);

struct advert {
    struct title_key title;
    int64_t employer; /* number of the normalised name; 0 unknown */
    int64_t role;     /* 0 none */
    int month;        /* month index of date.h; -1 unknown */
    int last_month;   /* of its exact copies; month where it has none */
};

/* What a sketch's estimate may be under the real similarity: three standard
 * errors. */
#define LIKENESS_SLACK 0.2
/* No pair may be the same with less. */
#define LIKENESS_LEAST_FLOOR 0.33

/* The least Jaccard similarity at which a and b may be the same advertisement;
 * over 1: never. For passing over pairs by their sketches. */
double likeness_floor(const struct advert *a, const struct advert *b);

/* The same, whatever the months of both. */
double likeness_floor_ever(const struct advert *a, const struct advert *b);

/* True when postings with texts that overlap so are the same. */
bool likeness_same(const struct advert *a, const struct advert *b,
                   struct overlap o);

#endif
