/* SPDX-License-Identifier: MIT */
/* readers.h - a recorded answer of a board to raw postings. Pure.
 *
 * One reader per kind: greenhouse, lever, ashby, page (one HTML document with
 * schema.org JobPosting as JSON-LD or microdata), ndjson (one posting of
 * DESIGN's input record or a schema.org JobPosting per line), and the kinds of
 * presets.h, which are tables. Readers tolerate wrong types
 * field by field and count them; only an answer that is not what the kind
 * promises fails as a whole. */
#ifndef EXTRACT_READERS_H
#define EXTRACT_READERS_H

#include "base/arena.h"
#include "base/err.h"
#include "extract/raw.h"

#define READER_BODY_MAX_BYTES (64u << 20)
#define READER_MAX_POSTINGS   100000u
#define READER_JSON_MAX_DEPTH 64
#define READER_MAX_NAMED      100000u /* addresses, facets of a list */

/* A value by which a board's list can be narrowed, and how many entries have
 * it. */
struct raw_facet {
    struct str name, id;
    uint64_t n;
};

struct raw_list {
    struct raw *v; /* in the arena */
    size_t n;
    size_t n_bad;         /* postings that could not be read */
    struct err first_bad; /* words for the first of them */
    /* What a board's answer says of the pages that follow it: */
    size_t n_items;  /* entries that it lists, those passed over included */
    uint64_t total;  /* entries of all pages; 0: it does not say */
    struct str next; /* address or token of the next page; may be absent */
    /* Addresses that it only names, of further lists (the newest first; of
     * list_group in a row one is of postings) and of single postings: */
    const struct str *lists, *entries;
    size_t n_lists, n_entries, list_group;
    const struct raw_facet *facets;
    size_t n_facets;
};

struct preset;

struct reader_input {
    struct str body;         /* decoded (not compressed) bytes */
    struct str url;          /* of the request; may be absent */
    struct str content_type; /* header value; may be absent */
    struct str board; /* slug, for ids and employer names; may be absent */
    struct str note;  /* which of a source's answers it is: what its request
                         said (a first word of crawler/board_next.h); absent for
                         a first one */
    const struct preset *preset; /* of a kind that a user made; else NULL */
};

/* True when kind names a reader. */
bool reader_exists(struct str kind);

/* NULL-terminated names of all kinds, for messages and completion. */
const char *const *reader_kinds(void);

/* Read all postings of one answer (by in->preset, where there is one, whatever
 * kind is) into out; everything lives in a.
 * No posting at all is ST_OK with n == 0 (an empty board, a page without
 * JobPosting). ST_BAD_INPUT: not what the kind promises (truncated JSON with
 * its byte offset, HTML where JSON was promised), or it has postings and none
 * can be read; out is untouched. */
MUST_CHECK enum st reader_read(struct str kind, const struct reader_input *in,
                               struct arena *a, struct raw_list *out,
                               struct err *err);

/* Read one NDJSON line (an input record of DESIGN.md or a schema.org
 * JobPosting). ST_BAD_INPUT: no JSON object; err has the byte offset. */
MUST_CHECK enum st reader_read_line(struct str line, struct arena *a,
                                    struct raw *out, struct err *err);

#endif
