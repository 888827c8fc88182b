/* SPDX-License-Identifier: MIT */
/* verbs.h - every verb of the command line, one cmd_<verb>.c each. */
#ifndef CLI_VERBS_H
#define CLI_VERBS_H

#include "cli/cli.h"

extern const struct verb verb_crawl, verb_import, verb_extract, verb_report,
    verb_status, verb_sources, verb_taxonomy, verb_demo, verb_parse, verb_map,
    verb_robots, verb_schedule, verb_index, verb_show, verb_study, verb_compare;

#endif
