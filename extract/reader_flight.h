/* SPDX-License-Identifier: MIT */
/* reader_flight.h - JSON-LD that a page holds only as Next.js flight data. */
#ifndef EXTRACT_READER_FLIGHT_H
#define EXTRACT_READER_FLIGHT_H

#include "extract/reader_json.h"

/* Put the strings of all `self.__next_f.push([1,"..."])` of html together and
 * add the JSON-LD objects in them, as they are or as a string within, to the
 * array into. What cannot be parsed is passed over. */
void flight_parse(struct str html, struct arena *a, struct json_object *into);

#endif
