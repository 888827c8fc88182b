/* SPDX-License-Identifier: MIT */
/* salary_amount.h - sums of money as they are written: "$50 - 60k".
 *
 * What a sum is paid for, and whether it is pay at all, is told by the words
 * around it: salary.c asks them. Private to it. */
#ifndef EXTRACT_SALARY_AMOUNT_H
#define EXTRACT_SALARY_AMOUNT_H

#include "extract/pattern.h"
#include "store/posting.h"

/* An amount or a range. */
struct sum {
    struct salary pay; /* limits and currency */
    bool range, lakh;
    bool sign;         /* written as money */
    bool thousands;    /* written with a k or a mark before three digits */
    bool too_big;      /* millions and more: no pay */
    size_t start, end; /* in the text searched, without "/hour" */
};

/* The pattern that sum_next() wants; the caller's, to free. */
struct pattern *sum_pattern(void);

/* The next sum in text from byte `from` on. country (ISO code, may be absent)
 * tells what "$" is. False: no more. */
bool sum_next(const struct pattern *p, struct pattern_scratch *s,
              struct str text, struct str country, size_t from,
              struct sum *out);

#endif
