/* SPDX-License-Identifier: MIT */
/* redact.h - quotes of postings without the addresses of persons.
 *
 * A quote is shown to tell why a cell counts; the e-mail addresses, phone
 * numbers and handles in it are nobody's business there. */
#ifndef REPORT_REDACT_H
#define REPORT_REDACT_H

#include "base/str.h"

#define REDACT_OPEN  '\x01'
#define REDACT_CLOSE '\x02'

/* Append s with every e-mail address as "[e-mail]", every phone number as
 * "[phone]" and every name of a person on a service as "[handle]".
 *
 * An address may be written with "(at)", "[at]", " at " and "dot"; "more at
 * example.com" is none. A phone number has 9 to 15 digits and begins with '+',
 * '0' or '(', or is grouped as phone numbers are; behind "call" or "tel." 7
 * digits are enough. Salaries, dates, versions and addresses of machines are
 * none. A handle is "@name", or what follows "linkedin.com/in/", "skype:" and
 * the like. The bytes REDACT_OPEN and REDACT_CLOSE may mark a place of s: they
 * are kept, and part no address. */
void redact(struct str s, struct buf *out);

#endif
