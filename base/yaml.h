/* SPDX-License-Identifier: MIT */
/* yaml.h - load a file that a person edits, with errors that name the place.
 *
 * A thin layer over libcyaml: the schema describes C structs, and a wrong key,
 * type or value comes back as "FILE:LINE: words (entry 2, key name)". An empty
 * text, several documents and aliases are refused. */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/err.h"
#include "base/str.h"
#include <cyaml/cyaml.h>

#define YAML_FILE_MAX_BYTES (32u << 20)

/* The words of a truth value. CYAML_FIELD_BOOL takes any word that is not
 * "false", "no" or "0" for true, "flase" too: use this for a bool instead. */
#define YAML_FIELD_BOOL(key, flags, structure, member)                         \
    CYAML_FIELD_ENUM(key, (flags) | CYAML_FLAG_STRICT, structure, member,      \
                     yaml_bools, YAML_BOOLS)
#define YAML_BOOLS 4
extern const cyaml_strval_t yaml_bools[YAML_BOOLS];

/* Load text (the content of a file called name in messages). *out is to be
 * freed with yaml_free() and the same schema and count. count may be NULL
 * when the top is no sequence. ST_CONFIG: err says name, line, key and problem.
 */
MUST_CHECK enum st yaml_load(struct str text, const char *name,
                             const cyaml_schema_value_t *schema, void **out,
                             unsigned *count, struct err *err);

/* Read the file, then yaml_load(). ST_NO_INPUT when it is not there. */
MUST_CHECK enum st yaml_load_file(const char *path,
                                  const cyaml_schema_value_t *schema,
                                  void **out, unsigned *count, struct err *err);

/* Free what yaml_load() gave. NULL data is a no-op. Hidden, because libyaml has
 * a yaml_free of its own, whose place a visible one would take. */
__attribute__((visibility("hidden"))) void
yaml_free(const cyaml_schema_value_t *schema, void *data, unsigned count);

#endif
