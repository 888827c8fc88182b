/* SPDX-License-Identifier: MIT */
/* study_page.h - the study of study.h in words and tables. */
#ifndef REPORT_STUDY_PAGE_H
#define REPORT_STUDY_PAGE_H

#include "report/study.h"
#include "report/tables.h"

/* Ten lines and the tables behind them. required: speak of the skills that
 * postings require, where there are enough of them. Lives in a. */
struct page study_page(const struct study *s, bool required, struct arena *a);

#endif
