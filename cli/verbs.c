/* SPDX-License-Identifier: MIT */
#include "cli/verbs.h"

const struct verb *const cli_verbs[] = {
    &verb_demo,     &verb_crawl, &verb_import, &verb_extract, &verb_report,
    &verb_compare,  &verb_study, &verb_show,   &verb_status,  &verb_sources,
    &verb_taxonomy, &verb_parse, &verb_map,    &verb_robots,  &verb_schedule,
    &verb_index,    NULL,
};
