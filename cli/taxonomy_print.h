/* SPDX-License-Identifier: MIT */
/* taxonomy_print.h - what `skilltally taxonomy` says, as text and as JSON. */
#ifndef CLI_TAXONOMY_PRINT_H
#define CLI_TAXONOMY_PRINT_H

#include "extract/skills.h"
#include "taxonomy/taxonomy_diff.h"

#define TAXONOMY_PRINT_VERSION 1 /* schema_version of its JSON */

/* Everything about concept index: lists, references, children, groups, and an
 * example that the matcher m found. */
void taxonomy_print_concept(const struct taxonomy *t, const struct skills *m,
                            size_t index, struct buf *out);
void taxonomy_json_concept(const struct taxonomy *t, const struct skills *m,
                           size_t index, struct buf *out);

/* The same of a group. */
void taxonomy_print_group(const struct taxonomy *t, size_t index,
                          struct buf *out);
void taxonomy_json_group(const struct taxonomy *t, size_t index,
                         struct buf *out);

/* One line a change, "+" for what is new and "-" for what is gone. */
void taxonomy_print_changes(const struct taxonomy_changes *changes,
                            struct buf *out);
void taxonomy_json_changes(const struct taxonomy *before,
                           const struct taxonomy *after,
                           const struct taxonomy_changes *changes,
                           struct buf *out);

#endif
