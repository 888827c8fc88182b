/* SPDX-License-Identifier: MIT */
/* sources_file.h - which sources.yaml to use. */
#ifndef CLI_SOURCES_FILE_H
#define CLI_SOURCES_FILE_H

#include "base/err.h"
#include "base/str.h"
#include "crawler/sources.h"

/* The path: flag when not NULL, else $XDG_CONFIG_HOME/skilltally/sources.yaml
 * where it exists, else the list that comes with the program. Appended to
 * out. */
void sources_file_path(const char *flag, struct buf *out);

/* The user's own file, whether it is there or not: flag when not NULL, else
 * skilltally/sources.yaml in $XDG_CONFIG_HOME or ~/.config. Appended to out. */
void sources_file_own(const char *flag, struct buf *out);

/* Load that file, with the keys of the environment. *out is the caller's, to
 * free with sources_free(). */
MUST_CHECK enum st sources_file_load(const char *flag, struct sources **out,
                                     struct err *err);

/* Keep only the sources with one of n names (all when n is 0).
 * ST_BAD_INPUT: a name that no source has. */
MUST_CHECK enum st sources_keep(struct sources *s, const struct str *names,
                                size_t n, struct err *err);

#endif
