/* SPDX-License-Identifier: MIT */
/* reader_json.h - what the readers of JSON share: tolerant access to fields.
 *
 * Boards change types between versions and tenants: a number may come as a
 * string, an object as false. A getter gives what it can use, counts what it
 * cannot (raw.n_bad_fields), and never fails. Slices are copied to the arena,
 * because the JSON tree is freed when a reader returns. */
#ifndef EXTRACT_READER_JSON_H
#define EXTRACT_READER_JSON_H

#include "extract/readers.h"
#include <json-c/json.h>

struct reader {
    struct arena *a;
    const struct reader_input *in;
    struct raw *raw; /* the posting being filled */
    size_t *budget;  /* objects that references may still be looked up in, so
                        that hostile pages end; NULL: no lookups at all */
};

/* Parse a whole JSON text. *out is the caller's, to json_object_put().
 * ST_BAD_INPUT: empty, HTML, truncated or malformed, with the byte offset. */
MUST_CHECK enum st reader_parse(struct str text, struct json_object **out,
                                struct err *err);

/* The member key of o, or NULL when o is no object, or has no such member, or
 * it is null. */
struct json_object *reader_get(struct json_object *o, const char *key);

/* The member at a path of keys ended by NULL: reader_path(o, "a", "b", NULL).
 * Or NULL. */
struct json_object *reader_path(struct json_object *o, ...)
    __attribute__((sentinel));

/* Text of a member: a string as it is, a number in decimal; true, false and
 * null are absent; anything else is absent and counted. Clean UTF-8, trimmed,
 * absent when empty. */
struct str reader_text(struct reader *r, struct json_object *o,
                       const char *key);

/* The same of a value itself. */
struct str reader_value_text(struct reader *r, struct json_object *value);

/* Like reader_text with character references undone once ("R&amp;D"). */
struct str reader_title(struct reader *r, struct json_object *o,
                        const char *key);

/* True for true, 1, "true", "yes"; false for their opposites; fallback for
 * anything else. */
bool reader_bool(struct json_object *o, const char *key, bool fallback);

/* A date in any form of date.h, or epoch seconds or milliseconds. */
struct date reader_date(struct reader *r, struct json_object *o,
                        const char *key);

/* The same of a text that was taken already; absent gives no date. */
struct date reader_text_date(struct reader *r, struct str s);

/* Money of a member, in hundredths: a number, "120000", "120,000.50",
 * "$100,000"; -1 when absent, not above zero, or no number. */
int64_t reader_cents(struct json_object *o, const char *key);

/* The same of a text. */
int64_t reader_text_cents(struct str s);

/* Add a place to the posting; absent and repeated ones are passed over. */
void reader_add_place(struct reader *r, struct place place);

/* Add the places of a free text that names several ("Berlin | Paris",
 * "London; Remote", "Munich or Berlin"). */
void reader_add_places(struct reader *r, struct str text);

/* The words of boards for where one works; REMOTE_NONE for any other. */
enum remote reader_remote_word(struct str word);

/* The words of boards for what pay is per ("year", "per-year-salary",
 * "1 HOUR"); PAY_NONE for any other. */
enum pay_period reader_period_word(struct str word);

/* Set the salary when at least one bound is known: bounds the right way round,
 * currency upper-cased. */
void reader_set_salary(struct reader *r, int64_t min_cents, int64_t max_cents,
                       struct str currency, enum pay_period period,
                       enum provenance provenance);

/* A list that grows with READER_MAX_POSTINGS as its limit. */
struct raw *reader_new_raw(struct arena *a, struct raw_list *list, size_t cap);

#endif
