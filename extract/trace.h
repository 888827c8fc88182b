/* SPDX-License-Identifier: MIT */
/* trace.h - the rules behind a posting's skills.
 *
 * They are not kept: extract is pure, so the same text and taxonomy give them
 * again. extract.c has the function, beside the one whose work it repeats. */
#ifndef EXTRACT_TRACE_H
#define EXTRACT_TRACE_H

#include "extract/extract.h"
#include "extract/skills.h"

/* A place that the matcher weighed, whether it counts or not. */
struct trace_mention {
    struct skill_hit hit;
    enum label label;
    enum section section;
};

struct trace {
    struct str text;               /* as in the posting */
    const struct trace_mention *v; /* by start, the longest first */
    size_t n;
    const struct mention *sentences; /* as in the posting */
    size_t n_sentences;
};

/* The rules behind a posting's skills: derive its text and mentions again and
 * tell of each place why it counts or does not. Those that count are the
 * mentions that extract_posting() gives. Everything lives in a. */
void extract_trace(const struct extractor *x, struct extract_scratch *s,
                   const struct raw *raw, struct arena *a, struct trace *out);

#endif
