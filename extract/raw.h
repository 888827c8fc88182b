/* SPDX-License-Identifier: MIT */
/* raw.h - what a source says of one posting, before anything is derived.
 *
 * Readers fill it from a board's answer; extract.h turns it into a posting.
 * Slices live in the reader's arena, are clean UTF-8 and have entities undone
 * in all fields but description when that is HTML. */
#ifndef EXTRACT_RAW_H
#define EXTRACT_RAW_H

#include "store/posting.h"

enum text_format { TEXT_HTML, TEXT_PLAIN, TEXT_MARKDOWN };

struct raw {
    struct str id;     /* absent: extract makes one of url or content */
    struct str source; /* absent: the caller's name is used */
    struct str url, title, company;
    struct place *locations; /* at most POSTING_MAX_LOCATIONS; raw set, the
                                parts only where the source has them apart,
                                country as it is written: a name or a code */
    size_t n_locations;
    enum remote remote;         /* as the source's own field says */
    struct str employment_type; /* the source's word, not yet mapped */
    struct date date_posted, date_updated, valid_through;
    struct str language;
    struct str seniority; /* the source's own word for the level, if any */
    struct salary
        salary; /* FROM_FIELD or FROM_MARKUP where the source has it */
    struct str salary_text; /* free text of a salary field, read like prose */
    struct str description;
    enum text_format format;
    struct str detail_url; /* where the rest of it is to be asked for; absent
                              when this is all there is, and in an answer that
                              is such a rest (reader_input.note) */
    bool truncated;        /* the source says or is known to cut texts */
    unsigned n_bad_fields; /* fields of a wrong type that were passed over */
};

#endif
