/* SPDX-License-Identifier: MIT */
/* preset.h - kinds of source that are a table: where each field stands in the
 * answer of a board. One engine reads them all, JSON and XML.
 *
 * The fields are specs of preset_spec.h, from the top of the answer (top,
 * items, total, next) or from one item of it (all others; place_name, city,
 * region and country from one of `places`). NULL: the source does not say it.
 * An answer that is not the kind's own fails as a whole ("no Remotive answer:
 * ..."); a field of a wrong type is counted and passed over. */
#ifndef EXTRACT_PRESET_H
#define EXTRACT_PRESET_H

#include "extract/readers.h"

#define PRESET_MAX_PARTS 12

struct json_object;

struct preset {
    const char *kind;  /* begins the ids: "remotive-123" */
    const char *label; /* its name for people */
    bool xml;
    const struct preset *markup; /* reads answers that begin with "<" */
    const struct preset *const *variants; /* of the same kind; the first whose
                                             `when` has a value; NULL ends */
    const char *when;
    const char *top;    /* paths; an answer has at least one of them. Those of
                           items when NULL */
    const char *items;  /* paths to the entries; of the alternatives the first
                           that is there; "." is an answer that is one entry */
    const char *skip;   /* an entry that has a value here is no posting */
    const char *schema; /* path to a schema.org JobPosting within the entry,
                           for what the other specs do not find */
    const char *id, *title, *url, *company, *language;
    const char *employment_type, *seniority;
    const char *remote; /* a word of reader_remote_word() */
    const char *date_posted, *date_updated, *valid_through;
    const char *places; /* paths to places, of which it takes all; objects
                           with the four parts, or texts */
    const char *place_name, *city, *region, *country;
    const char *place; /* without any of those: text that may name several */
    const char *salary_min, *salary_max, *currency;
    const char *period; /* a word of reader_period_word() */
    const char *salary_text;
    /* In this order, one text. "Heading = path" puts a heading over it; an
     * object is a section with a heading of its own (title, name) over its
     * text (text, value, content, description); a list is sections, or items.
     * HTML, escaped HTML, Markdown and plain text are told apart. */
    const char *description[PRESET_MAX_PARTS];
    const char *truncated;  /* a value: the text is known to be cut */
    const char *detail_url; /* where to ask for what the entry lacks */
    const char *page_id;    /* details are HTML pages with a JobPosting, whose
                               id is this ($url) */
    const char *total, *next;
    /* Without next: the parameter of the request's URL that counts the pages
     * (from 1 where the request has none), or the postings (from 0). Names, no
     * specs; at most one of the two. */
    const char *page_parameter, *offset_parameter;
    /* Reads of the whole answer what no spec can say; may be NULL. */
    void (*also)(struct json_object *root, struct arena *a,
                 struct raw_list *out);
};

/* Read an answer by p, as reader_read() says. in->body is clean UTF-8. */
MUST_CHECK enum st preset_read(const struct preset *p,
                               const struct reader_input *in, struct arena *a,
                               struct raw_list *out, struct err *err);

#endif
