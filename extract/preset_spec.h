/* SPDX-License-Identifier: MIT */
/* preset_spec.h - the small language in which a preset says where a field is.
 *
 *   spec        = alternative { "," alternative }    the first that has a value
 *   alternative = ( path | 'template' | $variable ) { "|" transform }
 *   path        = [ "/" ] name { "." name }, from the item, or with "/" from
 *                 the top of the answer; "." is the item itself; "name[]" goes
 *                 over all elements of a list (or takes what is no list as the
 *                 one element); "*" goes over all members of an object;
 *                 "a + b" is all of both
 *   'template'  = text, in which {path} and {$variable} stand for their value;
 *                 without one of them the whole has none
 *   $variable   = $url, $origin, $host, $board, $path0, $path1, ...: of the
 *                 request; $pathN is a piece of the path of its URL
 *
 * Values of several elements are joined by ", ". Transforms:
 *   first        of several elements the first
 *   is:WORD      WORD where the value is true (or 1, "yes"), else no value
 *   match:X      the value where it is X (in any case), else none
 *   not:X        the value unless it is X
 *   has:X        the value where X is in it (in any case), else none
 *   lacks:X      the value unless X is in it
 *   as:WORD      WORD where there is a value
 *   before:X     what is in front of the first X; none without X
 *   after:X      what is behind the first X; none without X
 *   last:X       what is behind the last X; none without X
 *   drop:X       the value without X
 *   split:X      X between places becomes "; ", which parts them
 *   start:N      its first N bytes
 *   tail         the last piece of a path or URL
 *   unescape     character references undone once
 *   cents        hundredths of a currency's unit to units
 *   dmy          a date of the form 31/12/2026
 * X may stand in single quotes, and must when it has a blank at an end, "," or
 * "|" in it. */
#ifndef EXTRACT_PRESET_SPEC_H
#define EXTRACT_PRESET_SPEC_H

#include "extract/reader_json.h"

#define SPEC_MAX_BYTES 512u
#define SPEC_MAX_NODES 100000u

/* Where a spec is looked up. */
struct spec_at {
    struct reader *r;
    struct json_object *item, *root;
};

/* Nodes of the answer, in the reader's arena. */
struct spec_nodes {
    struct json_object **v;
    size_t n, cap;
};

/* The text of the spec's first alternative that has one; absent without. A NULL
 * spec has none. Values of a wrong type are counted as bad fields. */
struct str spec_text(const struct spec_at *at, const char *spec);

/* The nodes of one path (no alternatives, no transforms), added to out. */
void spec_walk(const struct spec_at *at, struct str path,
               struct spec_nodes *out);

/* A value as text: what reader_value_text() says, lists of such values joined
 * by ", ", the text of an XML element with attributes. */
struct str spec_value(const struct spec_at *at, struct json_object *value);

/* Cut the next piece off *rest at sep outside quotes, trimmed. False when
 * *rest is absent. */
bool spec_split(struct str *rest, char sep, struct str *piece);

/* Whether spec can be read. ST_CONFIG: err says what is wrong in it. */
MUST_CHECK enum st spec_check(const char *spec, struct err *err);

#endif
