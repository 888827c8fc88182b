/* SPDX-License-Identifier: MIT */
/* opts.h - one static table per verb gives parsing, --help and checks.
 *
 * Usage: fill a static const struct opt[] that ends in {0}, a struct with the
 * values, and call opts_parse(). Long options only, plus single letters where
 * the table names one; `--name=value` and `--name value`; `--` ends options. */
#ifndef BASE_OPTS_H
#define BASE_OPTS_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OPTS_MAX_LIST 256

enum opt_type {
    OPT_FLAG,   /* bool */
    OPT_STRING, /* const char * (borrowed from argv) */
    OPT_UINT,   /* uint64_t, 0 to 2^53 */
    OPT_MONTH,  /* int: month index of date.h */
    OPT_LIST,   /* struct opt_list: may be repeated, commas split too */
    OPT_MULTI   /* struct opt_list: may be repeated, never split */
};

struct opt_list {
    struct str v[OPTS_MAX_LIST]; /* borrowed from argv */
    size_t n;
};

struct opt {
    const char *name; /* "sources"; NULL ends the table */
    char letter;      /* 'o' or 0 */
    enum opt_type type;
    size_t offset;    /* offsetof(struct values, member) */
    const char *arg;  /* "FILE" in the help; NULL for flags */
    const char *help; /* one line */
};

/* A table and the struct that its offsets are of. */
struct opt_group {
    const struct opt *table;
    void *values;
};

/* Parse argv[1..argc) into the values of the groups; of two options of one
 * name, the earlier group's counts. On success *rest..argc are the positional
 * arguments (argv is reordered). ST_BAD_INPUT: unknown option (the nearest one
 * is named), missing or bad value; what came before it is set. */
MUST_CHECK enum st opts_parse(const struct opt_group *groups, size_t n_groups,
                              int argc, char **argv, int *rest,
                              struct err *err);

/* Append the option lines of a help text, wrapped at 80 columns. */
void opts_help(const struct opt *table, struct buf *out);

/* The entry of names (NULL-terminated) nearest to word by edit distance, or
 * NULL when none is near. */
const char *opts_nearest(const char *word, const char *const *names);

#endif
