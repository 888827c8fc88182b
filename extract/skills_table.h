/* SPDX-License-Identifier: MIT */
/* skills_table.h - all names of a taxonomy in one hash table.
 *
 * A name is found by the hash of its folded letters, whatever gaps a text puts
 * between them; two bits per hash (a name ends here, a name goes on behind
 * here) turn away nearly all rows of words before the table is asked. So the
 * cost of a text does not grow with the number of names. Read-only once made.
 */
#ifndef EXTRACT_SKILLS_TABLE_H
#define EXTRACT_SKILLS_TABLE_H

#include "base/err.h"
#include "extract/skills_why.h"
#include "taxonomy/taxonomy.h"
#include "taxonomy/taxonomy_words.h"
#include <stddef.h>
#include <stdint.h>

struct skills_table;

/* Enter the names of t with their plurals, to be freed with
 * skills_table_free(). ST_CONFIG: a name cannot be matched. */
MUST_CHECK enum st skills_table_new(const struct taxonomy *t,
                                    struct skills_table **out, struct err *err);
void skills_table_free(struct skills_table *t); /* NULL is a no-op */

/* A name found in a text. */
struct found {
    uint32_t concept;
    uint32_t start, end; /* bytes of the text */
    uint8_t type;        /* enum name_type */
    uint8_t torn;        /* one word of the name is two in the text */
    uint16_t rule;       /* as in struct skill_reason */
};

struct found_list {
    struct found *v; /* the caller's, grown with xgrow() */
    size_t n, cap;
};

/* Append to out every name that begins at the first of the n words, the row's
 * words having no GAP_HARD between them; text is what they point into. */
void skills_table_match(const struct skills_table *t, struct str text,
                        const struct word *row, size_t n,
                        struct found_list *out);

#endif
