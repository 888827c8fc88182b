/* SPDX-License-Identifier: MIT */
/* own_presets.h - the kinds that a user made: from sources.yaml to the archive,
 * and from the archive back to whoever reads old answers.
 *
 * A crawl writes the presets that it uses into the archive, as metadata records
 * in front of the answers, so that those are read as they were meant whatever
 * becomes of sources.yaml. A later preset of a kind holds from there on. */
#ifndef CLI_OWN_PRESETS_H
#define CLI_OWN_PRESETS_H

#include "base/arena.h"
#include "crawler/sources.h"
#include "extract/preset.h"
#include "store/archive.h"

struct own_preset {
    struct str kind, text;
    struct preset preset;
};

struct own_presets {
    struct arena *a;
    struct own_preset *v;
    size_t n, cap;
    bool fixed; /* those of the archive are passed over */
};

void own_presets_init(struct own_presets *own);
void own_presets_done(struct own_presets *own); /* zeroed is fine */

/* The preset of kind, or NULL; valid until own changes. */
const struct preset *own_presets_find(const struct own_presets *own,
                                      struct str kind);

/* Read those of sources. ST_CONFIG: err says file, line and key. */
MUST_CHECK enum st own_presets_add(struct own_presets *own,
                                   const struct sources *sources,
                                   struct err *err);

/* Write all of own into the archive. Fails as the archive does. */
MUST_CHECK enum st own_presets_archive(const struct own_presets *own,
                                       struct archive_writer *w, int64_t utc,
                                       struct err *err);

/* True when r is a record that own_presets_archive() wrote. */
bool own_presets_is_record(const struct archive_record *r);

/* Take the preset that such a record holds. ST_CONFIG: it cannot be read. */
MUST_CHECK enum st own_presets_take(struct own_presets *own,
                                    const struct archive_record *r,
                                    struct err *err);

#endif
