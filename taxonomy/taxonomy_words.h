/* SPDX-License-Identifier: MIT */
/* taxonomy_words.h - words as names are compared by them.
 *
 * A text is a row of words with gaps between them. A word is a run of letters
 * and digits of any script that writes words apart, and what belongs to it:
 * "c++" (also when torn: "C ++"), "c#", ".net", "bachelor's"; '&' is a word of
 * its own. Words compare folded: case, accents and compatibility forms make no
 * difference. Two texts name the same thing when their folded letters are equal
 * and the gaps between their words lie where the name allows one. */
#ifndef TAXONOMY_WORDS_H
#define TAXONOMY_WORDS_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

#define WORD_MAX_BYTES   200u /* folded; a longer one is in no name */
#define NAME_MAX_WORDS   8u
#define NAME_MAX_BREAKS  24u
#define WORD_HASH_FACTOR UINT64_C(0x9e3779b97f4a7c15)

enum word_gap {
    GAP_NONE,      /* no byte at all, as in "C++11" */
    GAP_SOFT,      /* a name may have it or lack it: space - / _ ' */
    GAP_DOT,       /* "." alone */
    GAP_DOT_SPACE, /* ". ", which mostly ends a sentence */
    GAP_HARD       /* no name goes over it: comma, bracket, line end */
};

struct word {
    uint64_t hash;       /* of the folded bytes, see word_hash_join() */
    uint64_t alt_hash;   /* of the shorter reading, where alt_n > 0 */
    uint32_t start, end; /* bytes [start, end) of the text */
    uint32_t alt_end;    /* end of a mention that the shorter reading ends */
    uint8_t n;           /* folded bytes; 0 when over WORD_MAX_BYTES */
    uint8_t alt_n;       /* of the shorter reading ("Python" of "Python3" and
                            "Python's"); 0 when there is none */
    uint8_t gap;         /* enum word_gap before the word */
    bool ascii;
};

/* The next word at or behind *at, which moves to its end. False when there is
 * none. Any bytes will do; bad sequences are gaps. */
bool word_next(struct str text, size_t *at, struct word *out);

/* The folded form of the bytes of one word, into out of WORD_MAX_BYTES. Returns
 * its length, 0 when it does not fit. */
size_t word_fold(struct str bytes, char *out);

/* The bytes of one word as written, without apostrophes; like word_fold(). */
size_t word_exact(struct str bytes, char *out);

/* The hash of a + b from those of both, given FACTOR to the power of b's
 * length. The empty text has hash 0. */
static inline uint64_t word_hash_join(uint64_t a, uint64_t b, uint64_t power_b)
{
    return a * power_b + b;
}

/* The hash of n folded bytes. */
uint64_t word_hash(const char *p, size_t n);

enum break_kind {
    BREAK_PLAIN,  /* a gap may be there or not */
    BREAK_DOTTED, /* a dot must be there: "M.S." is not "MS" */
    BREAK_APART,  /* some other gap must be there: "A/B" is not "AB" */
    BREAK_CAMEL   /* as plain, where the words' first letters have the case of
                     the name: "Power Point" for PowerPoint */
};

struct name_break {
    uint8_t at; /* offset in the folded form */
    uint8_t kind;
};

/* A name of the taxonomy, ready to be compared. */
struct name_key {
    char fold[WORD_MAX_BYTES];
    char exact[WORD_MAX_BYTES]; /* letters as written */
    uint8_t fold_n, exact_n;
    uint8_t n_words, n_breaks;
    uint8_t last_word_n; /* folded bytes of the last word */
    struct name_break breaks[NAME_MAX_BREAKS]; /* by at */
};

/* Take name apart. ST_CONFIG: no letter in it, more than NAME_MAX_WORDS words,
 * too long, or a comma or bracket that no text is joined over; err says which.
 * *out is then undefined. */
MUST_CHECK enum st name_key_of(struct str name, struct name_key *out,
                               struct err *err);

/* Room for what name_key_spelling() writes. */
#define NAME_SPELLING_MAX_BYTES (WORD_MAX_BYTES + NAME_MAX_BREAKS)

/* What all texts have in common that are this name in some case: its folded
 * letters with the gaps that must be there. Names with one spelling clash.
 * Returns the number of bytes. */
size_t name_key_spelling(const struct name_key *k,
                         char out[NAME_SPELLING_MAX_BYTES]);

/* The same with the letters as written. */
size_t name_key_exact_spelling(const struct name_key *k,
                               char out[NAME_SPELLING_MAX_BYTES]);

#endif
