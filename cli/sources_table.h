/* SPDX-License-Identifier: MIT */
/* sources_table.h - sources on stdout: a line each with tabs, or JSON. */
#ifndef CLI_SOURCES_TABLE_H
#define CLI_SOURCES_TABLE_H

#include "cli/checking.h"

/* Name, kind, company, first address, and how the last crawl of each went, as
 * the home's store has it. Fails as the store, or when stdout does. */
MUST_CHECK enum st sources_table_listed(struct cli *cli,
                                        const struct sources *sources,
                                        bool json, struct err *err);

/* What a check found. */
MUST_CHECK enum st sources_table_checked(const struct check_row *rows, size_t n,
                                         bool json, struct err *err);

#endif
