/* SPDX-License-Identifier: MIT */
/* reader_xml.h - an XML answer as a tree like that of JSON, for the presets.
 *
 * An element with text only is a string. One with attributes or elements is an
 * object: members are named after the elements, "@name" holds an attribute,
 * "#text" the text; elements of one name side by side are a list. The top is
 * an object with the root element as its member. Names have the prefix that is
 * written, except that namespaces of feeds have one that is theirs: joblisting,
 * g, tt, content, dc, media, atom; elements in the default namespace have none.
 * Content that is marked as XHTML is a string of HTML. */
#ifndef EXTRACT_READER_XML_H
#define EXTRACT_READER_XML_H

#include "base/err.h"
#include "base/str.h"
#include <json-c/json.h>

#define XML_MAX_DEPTH 64
#define XML_MAX_NODES 2000000u

/* Parse a whole document of clean UTF-8, whatever encoding it declares. Nothing
 * is fetched, no entity is expanded but the five of XML. *out is the caller's,
 * to json_object_put(). ST_BAD_INPUT: empty, HTML, malformed or cut off with
 * its line, a DOCTYPE with declarations in it; ST_TOO_BIG: over a limit. */
MUST_CHECK enum st reader_xml_parse(struct str text, struct json_object **out,
                                    struct err *err);

#endif
