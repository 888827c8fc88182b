/* SPDX-License-Identifier: MIT */
/* show_posting.h - one posting with the rule behind each of its mentions. */
#ifndef CLI_SHOW_POSTING_H
#define CLI_SHOW_POSTING_H

#include "cli/rules.h"
#include "cli/screen.h"
#include "extract/trace.h"
#include "store/archive.h"
#include "store/postings.h"

struct shown_posting {
    const struct posting *posting;
    const struct archive_ref *record; /* file "": none */
    const struct taxonomy *taxonomy;
    const struct trace *trace; /* NULL: the rules cannot be told, see why */
    const char *why_not;
    struct posting_life life;
    struct copy_of copy;
    const uint32_t *repeated; /* of postings_boilerplate() */
    size_t n_repeated;
    bool all;     /* what does not count too */
    bool differs; /* the rules of today find other mentions than the store's */
};

/* True when the trace finds the mentions that the store has of p. */
bool show_agrees(const struct posting *p, const struct trace *trace,
                 const struct taxonomy *t);

/* Append the posting for people, or as one JSON object with a line break. */
void show_posting_text(const struct shown_posting *s,
                       const struct screen *screen, struct buf *out);
void show_posting_json(const struct shown_posting *s, struct buf *out);

#endif
