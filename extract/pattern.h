/* SPDX-License-Identifier: MIT */
/* pattern.h - pcre2 patterns with limits, for text that is known to be clean.
 *
 * A compiled pattern is read-only and shared by threads; each thread brings its
 * own scratch. A match that runs into a limit counts as none. */
#ifndef EXTRACT_PATTERN_H
#define EXTRACT_PATTERN_H

#include "base/err.h"
#include "base/str.h"

#define PATTERN_MAX_GROUPS  16u
#define PATTERN_MATCH_LIMIT 200000u
#define PATTERN_DEPTH_LIMIT 1000u
#define PATTERN_HEAP_KIB    4096u

struct pattern;
struct pattern_scratch;

struct span {
    size_t start, end; /* both SIZE_MAX where the group took no part */
};

/* Compile a pattern, any case; in an extended one white space and #-comments
 * mean nothing. *out is the caller's, to free with pattern_free().
 * ST_CONFIG: it does not compile; err has the words and the offset. */
MUST_CHECK enum st pattern_new(struct str regex, bool extended,
                               struct pattern **out, struct err *err);
/* A pattern written in the program, extended: that it compiles is asserted.
 * The caller's, to free with pattern_free(). */
struct pattern *pattern_built_in(const char *regex);
void pattern_free(struct pattern *p); /* NULL is a no-op */

struct pattern_scratch *pattern_scratch_new(void);
void pattern_scratch_free(struct pattern_scratch *s); /* NULL is a no-op */

/* The first match in text (clean UTF-8) from byte `from` on. On success the
 * spans of the whole (groups[0]) and of the groups are set, as many as n. */
bool pattern_find(const struct pattern *p, struct pattern_scratch *s,
                  struct str text, size_t from, struct span *groups, size_t n);

DEFINE_AUTO(struct pattern *, pattern_free);
DEFINE_AUTO(struct pattern_scratch *, pattern_scratch_free);

#endif
