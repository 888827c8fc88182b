/* SPDX-License-Identifier: MIT */
/* packed.h - what reports count of a posting, as one blob.
 *
 * Private to store/. Little-endian: role u32 (UINT32_MAX none), employer u32,
 * source u32, cluster u64, year i16, years_min i16, month u8, day u8,
 * seniority u8, remote u8, degree u8, usable u8; then for each skill, by
 * concept, a u32: concept << 8 | label << 4 | boilerplate << 3 | section. */
#ifndef STORE_PACKED_H
#define STORE_PACKED_H

#include "base/str.h"
#include "store/postings.h"

#define PACKED_CONCEPTS_MAX (1u << 24)

/* Append the row but for posting_id and month, which are columns. */
void packed_put(struct buf *out, const struct scan_row *row);

/* Read a blob. The skills are written to *skills, regrown to *cap as needed;
 * the caller's, to free(). False when it is none of ours. */
bool packed_get(struct str blob, struct scan_row *row,
                struct scan_skill **skills, size_t *cap);

#endif
