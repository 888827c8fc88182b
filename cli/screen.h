/* SPDX-License-Identifier: MIT */
/* screen.h - how text is laid out: how wide, with colour or not, in ASCII.
 *
 * The options --color, --columns and --ascii of the verbs that show tables and
 * texts to people. What goes into a pipe or a file has no escape sequence and
 * 80 columns unless somebody asks for more. */
#ifndef CLI_SCREEN_H
#define CLI_SCREEN_H

#include "base/opts.h"

#define SCREEN_COLUMNS_MIN     60u
#define SCREEN_COLUMNS_MAX     200u
#define SCREEN_COLUMNS_DEFAULT 80u

/* Values of screen_options. */
struct screen_values {
    const char *color;
    uint64_t columns;
    bool ascii;
};

extern const struct opt screen_options[];

struct screen {
    unsigned columns; /* SCREEN_COLUMNS_MIN to _MAX */
    bool color, ascii;
};

/* ST_BAD_INPUT: another word for --color, or columns out of range. */
MUST_CHECK enum st screen_check(const struct screen_values *v, struct err *err);

/* What checked values come to. to_stdout: else it goes to a file. Columns are
 * those that were asked for, else of $COLUMNS, else of the terminal, else the
 * default; of a file only those that were asked for. Colour "auto" is of a
 * terminal alone, unless $NO_COLOR, $CLICOLOR_FORCE or TERM=dumb say
 * otherwise. */
struct screen screen_of(const struct screen_values *v, bool to_stdout);

#endif
