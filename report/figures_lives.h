/* SPDX-License-Identifier: MIT */
/* figures_lives.h - new, reposted and open postings by month. */
#ifndef REPORT_FIGURES_LIVES_H
#define REPORT_FIGURES_LIVES_H

#include "report/figures.h"

/* Fill lives of each role of f, whose months are computed, from rows, which are
 * marked and whose slots are the roles, and from the n rows of
 * postings_lives(). The months are those of the series, and those from the
 * first to the last sight of a crawled posting of the report's roles within the
 * period; at most FIGURES_MAX_MONTHS, the last ones. */
void figures_lives(const struct rows *rows, const struct life_row *v, size_t n,
                   struct arena *a, struct figures *f);

#endif
