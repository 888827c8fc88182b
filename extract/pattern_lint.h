/* SPDX-License-Identifier: MIT */
/* pattern_lint.h - is a pattern of a taxonomy slow on some text?
 *
 * Time is counted in steps of the matcher, not by the clock, on texts made to
 * be hard for this very pattern: its own words over and over, alone and in
 * rows, with other words between and behind, as long as a sentence can be. */
#ifndef EXTRACT_PATTERN_LINT_H
#define EXTRACT_PATTERN_LINT_H

#include "base/err.h"
#include "base/str.h"
#include <stdint.h>

#define PATTERN_LINT_TEXT_BYTES 4096u
#define PATTERN_LINT_MAX_WORDS  64u

/* ST_CONFIG: on one of the texts the pattern takes more than limit steps; err
 * has the words for it, without file and line. A pattern that does not compile
 * is ST_OK: that is said elsewhere. */
MUST_CHECK enum st pattern_lint(struct str pattern, uint32_t limit,
                                struct err *err);

#endif
