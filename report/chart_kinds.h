/* SPDX-License-Identifier: MIT */
/* chart_kinds.h - the charts that there are, one function each.
 *
 * Each fills a sheet, and returns false where there is nothing to draw: no
 * chart shows a share, rank or median without its interval, so what is under
 * the floor has no chart. Not for others than charts.c. */
#ifndef REPORT_CHART_KINDS_H
#define REPORT_CHART_KINDS_H

#include "report/chart_sheet.h"
#include "report/study.h"

#define CHART_BARS 15 /* skills in a bar chart at most */

/* The skills of a role. */
bool chart_bars(struct sheet *s, const struct role_figure *role);
/* The first skills over months, in small panels. */
bool chart_months(struct sheet *s, const struct role_figure *role);
/* The ranks of its skills in the two windows of its headline comparison. */
bool chart_ranks(struct sheet *s, const struct role_figure *role);
/* Its first skills beside each other. */
bool chart_beside(struct sheet *s, const struct role_figure *role);
/* Its pay: of all, by seniority and by skill. */
bool chart_pay(struct sheet *s, const struct role_figure *role);
/* Roles x skills, of s->f. */
bool chart_matrix(struct sheet *s);
/* Where the path of study leads, of a view of the role of s->f. */
bool chart_path(struct sheet *s, const struct study_view *v, bool required);

#endif
