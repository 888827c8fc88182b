/* SPDX-License-Identifier: MIT */
/* preset_next.h - the address of the page that follows an answer, for APIs that
 * leave it to the asker to count. */
#ifndef EXTRACT_PRESET_NEXT_H
#define EXTRACT_PRESET_NEXT_H

#include "extract/preset.h"

#define PRESET_NEXT_MAX_BYTES 8192u

/* url with one of p's parameters counted on by what list has; it lives in a.
 * Absent when p has none, url is absent or too long, the list has no entries,
 * or the postings so far are as many as list->total. */
struct str preset_next(const struct preset *p, struct str url,
                       const struct raw_list *list, struct arena *a);

#endif
