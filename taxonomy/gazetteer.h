/* SPDX-License-Identifier: MIT */
/* gazetteer.h - lists of skills that others keep, read as one form.
 *
 * Which list it is tells the file itself: ESCO's CSV by its columns conceptUri
 * and preferredLabel, O*NET's technology skills by Example and Commodity Title,
 * Lightcast's by being JSON, any other CSV by a column "name". */
#ifndef TAXONOMY_GAZETTEER_H
#define TAXONOMY_GAZETTEER_H

#include "base/arena.h"
#include "taxonomy/taxonomy.h"

#define GAZETTEER_MAX_BYTES   (256u << 20)
#define GAZETTEER_MAX_ENTRIES 200000u
#define GAZETTEER_MAX_DEPTH   32

enum gazetteer_kind {
    GAZETTEER_ESCO,
    GAZETTEER_ONET,
    GAZETTEER_LIGHTCAST,
    GAZETTEER_CSV
};

struct gazetteer_entry {
    struct str name; /* never absent; "(programming language)" is cut off */
    struct str_list others;          /* further names */
    enum concept_kind kind;          /* as far as the list tells */
    struct str id, parent;           /* of a plain CSV; mostly absent */
    struct str esco, onet, wikidata; /* references; absent where none */
    struct str
        note; /* what the list says of it in a few words; may be absent */
};

struct gazetteer {
    enum gazetteer_kind kind;
    const struct gazetteer_entry *v; /* in the order of the file; one skill may
                                        come often (O*NET: per occupation) */
    size_t n;
    size_t n_skipped; /* rows without a name, or broken ones */
};

/* Read path (gzip is undone); everything lives in a. ST_BAD_INPUT: it is none
 * of the lists, or malformed JSON; err says where. ST_TOO_BIG. */
MUST_CHECK enum st gazetteer_read(const char *path, struct arena *a,
                                  struct gazetteer *out, struct err *err);

/* "ESCO", "O*NET", "Lightcast", "CSV". */
const char *gazetteer_kind_name(enum gazetteer_kind kind);

#endif
