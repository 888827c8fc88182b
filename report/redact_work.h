/* SPDX-License-Identifier: MIT */
/* redact_work.h - the parts of redact.c. Not for others.
 *
 * Each looks at byte i of s and returns the end of what begins there, or i when
 * it is nothing of its kind. REDACT_OPEN and REDACT_CLOSE part nothing. */
#ifndef REPORT_REDACT_WORK_H
#define REPORT_REDACT_WORK_H

#include "report/redact.h"

/* An e-mail address, in any of the ways in which people write one. */
size_t redact_email(struct str s, size_t i);

/* The name of a person on a service: "@name", or what follows
 * "linkedin.com/in/", "skype:" and their like. */
size_t redact_handle(struct str s, size_t i);

/* The number or run of numbers at i; *is_phone says what it is. */
size_t redact_number(struct str s, size_t i, bool *is_phone);

/* True when c is one of set, which has no NUL. */
bool redact_is_one_of(char c, const char *set);

/* True for the two signs. */
bool redact_is_sign(char c);

#endif
