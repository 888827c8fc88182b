/* SPDX-License-Identifier: MIT */
/* preset_yaml.h - a preset that a person wrote, for a board-like API that has
 * no kind of its own.
 *
 * A mapping with the names of struct preset's fields: label, format (json or
 * xml), top, items, skip, schema, id, title, url, company, language,
 * employment_type, seniority, remote, date_posted, date_updated, valid_through,
 * places, place_name, city, region, country, place, salary_min, salary_max,
 * currency, period, salary_text, description (a list), truncated, detail_url,
 * page_id, total, next, page_parameter, offset_parameter. items and title must
 * be there; every value but the two parameters is a spec of preset_spec.h. */
#ifndef EXTRACT_PRESET_YAML_H
#define EXTRACT_PRESET_YAML_H

#include "extract/preset.h"

/* Read text, which makes kind and is called file in messages. *out and its
 * texts live in a. ST_CONFIG: err says file, line and key, and what is wrong;
 * the line is that of the text, so that blank lines in front of one that stands
 * within a file give the line of the file. */
MUST_CHECK enum st preset_parse(struct str text, struct str kind,
                                const char *file, struct arena *a,
                                struct preset *out, struct err *err);

#endif
