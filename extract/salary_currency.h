/* SPDX-License-Identifier: MIT */
/* salary_currency.h - what the signs of money stand for. */
#ifndef EXTRACT_SALARY_CURRENCY_H
#define EXTRACT_SALARY_CURRENCY_H

#include "base/str.h"

/* ISO code of a sign as written ("C$", "kr"), of a dollar by the country of
 * the posting (ISO code, may be absent); "" when it is none that we know. */
const char *currency_of_sign(struct str sign, struct str country);

/* What is paid in where a posting is for, so that a sum without a sign can be
 * told; "" when we do not know. */
const char *currency_of_country(struct str country);

/* How many times larger than in dollars a usual sum may be: 1, 100, 10000. */
double currency_scale(const char *code);

#endif
