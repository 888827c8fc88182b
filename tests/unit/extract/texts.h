/* SPDX-License-Identifier: MIT */
/* texts.h - what the tests of rules over texts share: a text made from lines
 * and its structure, and tables of cases that all run before one fails. */
#ifndef TESTS_TEXTS_H
#define TESTS_TEXTS_H

#include "extract/pattern.h"
#include "extract/structure.h"
#include "lines_doc.h"
#include "tests/test.h"

struct texts {
    struct cues *cues;
    struct arena *arena;
    struct pattern_scratch *patterns;
    size_t n_wrong; /* cases of the table that runs */
};

static inline struct texts texts_new(void)
{
    return (struct texts){cues_new(), arena_new(), pattern_scratch_new(), 0};
}

static inline void texts_done(struct texts *t)
{
    cues_free(t->cues);
    arena_free(t->arena);
    pattern_scratch_free(t->patterns);
}

static inline struct structure texts_split(const struct texts *t,
                                           const char *lines, struct doc *doc)
{
    struct structure s;
    *doc = lines_doc(t->arena, lines);
    structure_of(t->cues, doc, t->arena, &s);
    return s;
}

/* Count and show a wrong case, and go on to the next. */
static inline void texts_check(struct texts *t, const char *label,
                               const char *got, const char *want)
{
    if (strcmp(got, want) != 0) {
        print_error("%s: got \"%s\", want \"%s\"\n", label, got, want);
        t->n_wrong++;
    }
    arena_reset(t->arena);
}

/* Behind the table: fail if a case was wrong. */
static inline void texts_check_end(struct texts *t)
{
    size_t n = t->n_wrong;
    t->n_wrong = 0;
    assert_int_equal(n, 0);
}

#endif
