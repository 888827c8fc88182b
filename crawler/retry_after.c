/* SPDX-License-Identifier: MIT */
#include "crawler/retry_after.h"
#include <string.h>
#include <time.h>

#define FIELDS_MAX 8

/* The words of s: runs of letters, runs of digits; what separates them must be
 * one of " ,:-". */
static size_t cut_words(struct str s, struct str words[FIELDS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        size_t from = i;
        while (i < s.n && ascii_is_alnum(s.p[i]))
            i++;
        if (i < s.n && !strchr(" ,:-", s.p[i]))
            return 0;
        if (i == from)
            continue;
        if (n == FIELDS_MAX)
            return 0;
        words[n++] = str_slice(s, from, i);
    }
    return n;
}

static int month_from(struct str s)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int m = 0; m < 12; m++)
        if (s.n == 3 && memcmp(names + 3 * m, s.p, 3) == 0)
            return m;
    return -1;
}

static int64_t year_from(struct str s, int64_t now_utc)
{
    uint64_t year;
    if ((s.n != 2 && s.n != 4) || !str_to_u64(s, 9999, &year))
        return -1;
    if (s.n == 4)
        return (int64_t)year;
    time_t now = (time_t)now_utc;
    struct tm tm;
    gmtime_r(&now, &tm);
    int64_t this_year = tm.tm_year + 1900;
    int64_t guess = this_year - this_year % 100 + (int64_t)year;
    return guess > this_year + 50 ? guess - 100 : guess;
}

/* Seconds since midnight; a leap second counts as the one after. */
static bool clock_from(const struct str w[3], int64_t *seconds)
{
    uint64_t hour, minute, second;
    if (!str_to_u64(w[0], 23, &hour) || !str_to_u64(w[1], 59, &minute) ||
        !str_to_u64(w[2], 60, &second))
        return false;
    *seconds = (int64_t)(hour * 3600 + minute * 60 + second);
    return true;
}

/* Midnight of a day that there is: not of 31 February. */
static bool midnight_of(int64_t year, int month, struct str day, int64_t *utc)
{
    uint64_t d;
    if (year < 0 || month < 0 || !str_to_u64(day, 31, &d))
        return false;
    struct tm tm = {
        .tm_year = (int)year - 1900, .tm_mon = month, .tm_mday = (int)d};
    *utc = (int64_t)timegm(&tm);
    return tm.tm_mon == month && tm.tm_mday == (int)d;
}

bool http_date_parse(struct str s, int64_t now_utc, int64_t *out_utc)
{
    struct str w[FIELDS_MAX];
    size_t n = cut_words(str_trim(s), w);
    int64_t midnight, seconds;
    bool found = false;
    if (n < 7 || !ascii_is_alpha(w[0].p[0])) /* the day of the week */
        return false;
    if (n == 7) /* Nov 6 8 49 37 1994 */
        found = midnight_of(year_from(w[6], now_utc), month_from(w[1]), w[2],
                            &midnight) &&
                clock_from(&w[3], &seconds);
    else if (str_eq(w[7], STR("GMT"))) /* 6 Nov 1994 8 49 37 GMT */
        found = midnight_of(year_from(w[3], now_utc), month_from(w[2]), w[1],
                            &midnight) &&
                clock_from(&w[4], &seconds);
    if (found)
        *out_utc = midnight + seconds;
    return found;
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_digit(s.p[i]))
            return false;
    return s.n > 0;
}

int64_t retry_after_ms(struct str value, int64_t now_utc)
{
    const int64_t max_s = RETRY_AFTER_MAX_MS / 1000;
    value = str_trim(value);
    uint64_t seconds;
    int64_t at;
    if (str_to_u64(value, (uint64_t)max_s, &seconds))
        return (int64_t)seconds * 1000;
    if (all_digits(value))
        return RETRY_AFTER_MAX_MS;
    if (!http_date_parse(value, now_utc, &at))
        return -1;
    if (at <= now_utc)
        return 0;
    return at - now_utc > max_s ? RETRY_AFTER_MAX_MS : (at - now_utc) * 1000;
}
