/* SPDX-License-Identifier: MIT */
/* date.h - calendar dates of known precision, and instants.
 *
 * Postings give a day, a month or only a year; struct date keeps which. An
 * instant is int64_t seconds since 1970-01-01T00:00:00Z (`_utc`). The calendar
 * is the proleptic Gregorian one. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

#define DATE_TEXT_BYTES    16 /* "2026-11-22" and NUL */
#define INSTANT_TEXT_BYTES 32 /* "2026-11-22T08:15:00Z" and NUL */

struct date {
    int16_t year; /* 0: unknown date */
    int8_t month; /* 1-12; 0: only the year is known */
    int8_t day;   /* 1-31; 0: only the month is known */
};

/* Read a date from any form that boards use: ISO 8601 days, months, years and
 * date-times (offset with or without colon, zoneless, any number of fraction
 * digits, space instead of T, " UTC"), RFC 822 and 850, "20 Nov 2026". The day
 * is the one written, not moved to UTC. False when it is no date in 1970-2100;
 * *out is then untouched. */
bool date_parse(struct str s, struct date *out);

/* The day (in UTC) of an instant. */
struct date date_from_utc(int64_t utc);

/* Midnight UTC of the date; a missing month or day counts as the first. */
int64_t date_to_utc(struct date d);

/* Read an instant: ISO 8601 date-time, or RFC 822. A zoneless one counts as
 * UTC. False when it is none; *out is then untouched. */
bool instant_parse(struct str s, int64_t *out_utc);

/* "2026-11-22", "2026-11", "2026" or "" as precision allows. Returns out. */
const char *date_format(struct date d, char out[DATE_TEXT_BYTES]);

/* "2026-11-22T08:15:00Z". Returns out. */
const char *instant_format(int64_t utc, char out[INSTANT_TEXT_BYTES]);

/* Months since year 0 (year * 12 + month - 1), or -1 when the month is not
 * known: a dense axis for monthly series. */
int date_month_index(struct date d);
struct date date_from_month_index(int index);

/* "2026-11" to a month index; -1 when s is anything else. */
int month_index_parse(struct str s);

/* Order by year, month, day; an unknown part sorts first. */
int date_cmp(struct date a, struct date b);

#endif
