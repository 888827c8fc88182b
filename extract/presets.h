/* SPDX-License-Identifier: MIT */
/* presets.h - the kinds that are read by a table. */
#ifndef EXTRACT_PRESETS_H
#define EXTRACT_PRESETS_H

#include "extract/preset.h"

/* The preset of kind, or NULL. Static. */
const struct preset *preset_find(struct str kind);

/* Those of XML, for the table in presets.c. */
extern const struct preset preset_personio, preset_rss, preset_teamtailor_rss,
    preset_usajobs_xml;

/* The facets of a Workday list. */
void read_workday_facets(struct json_object *root, struct arena *a,
                         struct raw_list *out);

#endif
