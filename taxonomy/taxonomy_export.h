/* SPDX-License-Identifier: MIT */
/* taxonomy_export.h - a taxonomy as CSV or JSON, for other programs. */
#ifndef TAXONOMY_TAXONOMY_EXPORT_H
#define TAXONOMY_TAXONOMY_EXPORT_H

#include "base/json.h"
#include "taxonomy/taxonomy.h"

#define TAXONOMY_EXPORT_VERSION 1

/* Append a row per concept under a header: id, name, kind, parent, names,
 * weak_names, esco, onet, wikidata. Several in one field are joined by "|";
 * names are strong, weak ones need evidence beside them. */
void taxonomy_export_csv(const struct taxonomy *t, struct buf *out);

/* Append one object: schema_version, version, concepts with all their lists,
 * groups and roles, and a line end. */
void taxonomy_export_json(const struct taxonomy *t, struct buf *out);

/* Write concept index as an object, as in taxonomy_export_json(). */
void taxonomy_write_concept(const struct taxonomy *t, size_t index,
                            struct json_writer *w);

/* Write a member key that is the list of these texts. */
void taxonomy_write_list(struct json_writer *w, const char *key,
                         const struct str_list *items);

#endif
