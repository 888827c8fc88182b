/* SPDX-License-Identifier: MIT */
/* preset_yaml.h - a preset that a person wrote, for a board-like API that has
 * no kind of its own.
 *
 * A mapping with the names of struct preset's fields: kind, label, format (json
 * or xml), top, items, skip, schema, id, title, url, company, language,
 * employment_type, seniority, remote, date_posted, date_updated, valid_through,
 * places, place_name, city, region, country, place, salary_min, salary_max,
 * currency, period, salary_text, description (a list), truncated, detail_url,
 * total, next. kind, items and title must be there; every value is a spec of
 * preset_spec.h. It stands in a file of its own, so that sources.yaml names it
 * and the file can be passed on. */
#ifndef EXTRACT_PRESET_YAML_H
#define EXTRACT_PRESET_YAML_H

#include "extract/preset.h"

/* Read text, called file in messages. *out and its texts live in a.
 * ST_CONFIG: err says file, line or key, and what is wrong. */
MUST_CHECK enum st preset_parse(struct str text, const char *file,
                                struct arena *a, struct preset *out,
                                struct err *err);

#endif
