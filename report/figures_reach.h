/* SPDX-License-Identifier: MIT */
/* figures_reach.h - which sources could be read. Not for others than report.c
 * and its test. */
#ifndef REPORT_FIGURES_REACH_H
#define REPORT_FIGURES_REACH_H

#include "report/figures.h"

/* Set f->sources from the store's n sources; texts are cleaned into a. */
void figures_reach(const struct reach_row *v, size_t n, struct arena *a,
                   struct figures *f);

#endif
