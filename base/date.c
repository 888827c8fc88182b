/* SPDX-License-Identifier: MIT */
#include "base/date.h"
#include <stdio.h>
#include <string.h>

#define YEAR_MIN        1970
#define YEAR_MAX        2100
#define DAY_S           86400
#define OFFSET_MAX_H    15
#define TWO_DIGIT_PIVOT 70 /* 70-99 are of the last century, RFC 850 */
#define NO_CLOCK        (-1)
#define SEPARATORS      " ,-./\t"

/* A date with the time of day and the offset written beside it. */
struct moment {
    struct date date;
    int clock_s;  /* seconds since midnight, or NO_CLOCK */
    int offset_s; /* east of UTC; 0 when none is written */
};

/* What is left to read. */
struct cursor {
    const char *p, *end;
};

static bool at_end(const struct cursor *c)
{
    return c->p == c->end;
}

static char peek(const struct cursor *c)
{
    return c->p < c->end ? *c->p : '\0';
}

static bool take(struct cursor *c, char want)
{
    if (peek(c) != want || at_end(c))
        return false;
    c->p++;
    return true;
}

static size_t digit_run(const struct cursor *c)
{
    size_t n = 0;
    while (c->p + n < c->end && ascii_is_digit(c->p[n]))
        n++;
    return n;
}

/* The number of exactly n digits that comes next. */
static bool take_number(struct cursor *c, size_t n, int *out)
{
    if (digit_run(c) < n)
        return false;
    int value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (*c->p++ - '0');
    *out = value;
    return true;
}

static void skip_any(struct cursor *c, const char *set)
{
    while (!at_end(c) && peek(c) != '\0' && strchr(set, peek(c)))
        c->p++;
}

static struct str take_word(struct cursor *c)
{
    const char *from = c->p;
    while (!at_end(c) && ascii_is_alpha(*c->p))
        c->p++;
    return (struct str){from, (size_t)(c->p - from)};
}

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int64_t year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

static bool date_is_valid(int year, int month, int day)
{
    if (year < YEAR_MIN || year > YEAR_MAX || month < 0 || month > 12)
        return false;
    if (month == 0)
        return day == 0;
    return day >= 0 && day <= days_in_month(year, month);
}

/* Days since 1970-01-01. Years are counted from March, in eras of 400. */
static int64_t days_from_civil(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 -
                         year_of_era / 100 + day_of_year - 1;
    return era * 146097 + day_of_era - 719468;
}

static void civil_from_days(int64_t days, int64_t *year, int *month, int *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = yoe + era * 400 + (*month <= 2);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* "+0530", "-08:00", "+02"; east is positive. */
static bool take_offset(struct cursor *c, int *offset_s)
{
    int sign = peek(c) == '-' ? -1 : 1, hours, minutes = 0;
    c->p++;
    if (!take_number(c, 2, &hours))
        return false;
    bool colon = take(c, ':');
    if ((colon || digit_run(c) > 0) && !take_number(c, 2, &minutes))
        return false;
    if (hours > OFFSET_MAX_H || minutes > 59)
        return false;
    *offset_s = sign * (hours * 3600 + minutes * 60);
    return true;
}

/* Names of zones as RFC 822 has them, and Europe's. A name not known counts as
 * UTC, as RFC 5322 asks. */
static int zone_offset_h(struct str name)
{
    static const struct {
        const char *name;
        int hours;
    } zones[] = {
        {"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7},
        {"MDT", -6}, {"PST", -8}, {"PDT", -7}, {"CET", 1},  {"CEST", 2},
        {"BST", 1},  {"EET", 2},  {"EEST", 3},
    };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (str_eq(name, str_from(zones[i].name)))
            return zones[i].hours;
    return 0;
}

/* Nothing, "Z", " UTC", an offset, or a name; then perhaps "[Europe/Rome]". */
static bool take_zone(struct cursor *c, int *offset_s)
{
    skip_any(c, " \t");
    if (peek(c) == '+' || peek(c) == '-') {
        if (!take_offset(c, offset_s))
            return false;
    } else if (ascii_is_alpha(peek(c))) {
        struct str name = take_word(c);
        if (name.n > 5)
            return false;
        *offset_s = zone_offset_h(name) * 3600;
    }
    if (take(c, '[')) {
        const char *close = memchr(c->p, ']', (size_t)(c->end - c->p));
        if (!close)
            return false;
        c->p = close + 1;
    }
    return true;
}

static void take_meridiem(struct cursor *c, int *hour)
{
    struct cursor ahead = *c;
    skip_any(&ahead, " \t");
    struct str word = take_word(&ahead);
    bool pm = str_eq_ascii_nocase(word, STR("pm"));
    if (!pm && !str_eq_ascii_nocase(word, STR("am")))
        return;
    if (*hour >= 1 && *hour <= 12) {
        *hour = *hour % 12 + (pm ? 12 : 0);
        *c = ahead;
    }
}

/* 60 is a leap second; 24:00 is the end of the day. */
static bool clock_is_valid(int h, int m, int s)
{
    if (h == 24)
        return m == 0 && s == 0;
    return h < 24 && m <= 59 && s <= 60;
}

static bool take_fraction(struct cursor *c)
{
    if (!take(c, '.') && !take(c, ','))
        return true;
    size_t n = digit_run(c);
    c->p += n;
    return n > 0;
}

/* "15", "15:33", "1533", "15:33:54", "153354", each with a fraction. */
static bool take_clock(struct cursor *c, int *clock_s)
{
    int h, m = 0, s = 0;
    if (!take_number(c, digit_run(c) == 1 ? 1 : 2, &h))
        return false;
    bool colon = take(c, ':');
    if ((colon || digit_run(c) >= 2) && !take_number(c, 2, &m))
        return false;
    bool more = colon ? take(c, ':') : digit_run(c) >= 2;
    if (more && !take_number(c, 2, &s))
        return false;
    if (!take_fraction(c))
        return false;
    take_meridiem(c, &h);
    *clock_s = h * 3600 + m * 60 + s;
    return clock_is_valid(h, m, s);
}

/* The month and day behind a year: "-MM-DD", "/MM/DD", "MMDD", or fewer. */
static bool take_month_day(struct cursor *c, int *month, int *day)
{
    char separator = peek(c);
    if (ascii_is_digit(separator))
        return digit_run(c) == 4 && take_number(c, 2, month) &&
               take_number(c, 2, day) && *month > 0 && *day > 0;
    if (separator != '-' && separator != '/')
        return true;
    c->p++;
    if (!take_number(c, 2, month) || *month == 0)
        return false;
    if (!take(c, separator))
        return true;
    return take_number(c, 2, day) && *day > 0;
}

/* ISO 8601, and what passes for it. */
static bool parse_iso(struct cursor c, struct moment *out)
{
    int year, month = 0, day = 0;
    if (!take_number(&c, 4, &year) || !take_month_day(&c, &month, &day) ||
        !date_is_valid(year, month, day))
        return false;
    out->date = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
    if (at_end(&c))
        return true;
    if (day == 0 || !(take(&c, 'T') || take(&c, 't') || take(&c, ' ')))
        return false;
    skip_any(&c, " ");
    return take_clock(&c, &out->clock_s) && take_zone(&c, &out->offset_s) &&
           at_end(&c);
}

static bool is_name_of(struct str word, const char *full)
{
    struct str name = str_from(full);
    return word.n >= 3 && word.n <= name.n &&
           (word.n == 3 || word.n == name.n || str_eq(word, STR("Sept"))) &&
           str_eq_ascii_nocase(word, str_slice(name, 0, word.n));
}

/* 1 for January; 0 when word names no month. */
static int month_of(struct str word)
{
    static const char *const names[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    for (int i = 0; i < 12; i++)
        if (is_name_of(word, names[i]))
            return i + 1;
    return 0;
}

static bool is_filler(struct str word)
{
    static const char *const names[] = {"Monday",   "Tuesday", "Wednesday",
                                        "Thursday", "Friday",  "Saturday",
                                        "Sunday"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_name_of(word, names[i]))
            return true;
    return str_eq(word, STR("at")) || str_eq(word, STR("of")) ||
           str_eq(word, STR("Tues")) || str_eq(word, STR("Thurs")) ||
           str_eq(word, STR("UTC")) || str_eq(word, STR("GMT"));
}

static void take_ordinal(struct cursor *c)
{
    struct cursor ahead = *c;
    struct str word = take_word(&ahead);
    if (str_eq(word, STR("st")) || str_eq(word, STR("nd")) ||
        str_eq(word, STR("rd")) || str_eq(word, STR("th")))
        *c = ahead;
}

/* A written date as far as it is read; 0 is what has not come yet. */
struct written {
    int year, month, day, clock_s, offset_s;
};

/* A number: first the day, or the year. */
static bool take_day_or_year(struct cursor *c, struct written *w)
{
    size_t n = digit_run(c);
    if (n == 4)
        return w->year == 0 && take_number(c, 4, &w->year);
    if (n != 1 && n != 2)
        return false;
    if (w->day == 0) {
        bool ok = take_number(c, n, &w->day) && w->day > 0;
        take_ordinal(c);
        return ok;
    }
    if (w->year != 0 || n != 2 || !take_number(c, 2, &w->year))
        return false;
    w->year += w->year < TWO_DIGIT_PIVOT ? 2000 : 1900;
    return true;
}

static bool is_clock_next(const struct cursor *c)
{
    size_t n = digit_run(c);
    return (n == 1 || n == 2) && c->p + n < c->end && c->p[n] == ':';
}

/* asctime has the year behind the clock, and no zone. */
static bool take_clock_and_zone(struct cursor *c, struct written *w)
{
    return w->clock_s == NO_CLOCK && take_clock(c, &w->clock_s) &&
           (w->year == 0 || take_zone(c, &w->offset_s));
}

static bool take_month_or_filler(struct cursor *c, struct written *w)
{
    struct str word = take_word(c);
    int month = month_of(word);
    if (month == 0)
        return is_filler(word);
    if (w->month != 0)
        return false;
    w->month = month;
    return true;
}

static bool take_part(struct cursor *c, struct written *w)
{
    if (is_clock_next(c))
        return take_clock_and_zone(c, w);
    if (ascii_is_digit(peek(c)))
        return take_day_or_year(c, w);
    return take_month_or_filler(c, w);
}

/* A date with the month in words, in any order: RFC 822 and 850, asctime,
 * "20 Nov 2026", "Nov 20, 2026", "November 2026". */
static bool parse_words(struct cursor c, struct moment *out)
{
    struct written w = {.clock_s = NO_CLOCK};
    for (skip_any(&c, SEPARATORS); !at_end(&c); skip_any(&c, SEPARATORS))
        if (!take_part(&c, &w))
            return false;
    if (w.month == 0 || (w.day == 0 && w.clock_s != NO_CLOCK) ||
        !date_is_valid(w.year, w.month, w.day))
        return false;
    *out = (struct moment){
        .date = {(int16_t)w.year, (int8_t)w.month, (int8_t)w.day},
        .clock_s = w.clock_s,
        .offset_s = w.offset_s,
    };
    return true;
}

static bool parse(struct str s, struct moment *out)
{
    s = str_trim(s);
    *out = (struct moment){.clock_s = NO_CLOCK};
    if (s.n == 0)
        return false;
    struct cursor c = {s.p, s.p + s.n};
    return digit_run(&c) >= 4 ? parse_iso(c, out) : parse_words(c, out);
}

bool date_parse(struct str s, struct date *out)
{
    struct moment m;
    if (!parse(s, &m))
        return false;
    *out = m.date;
    return true;
}

bool instant_parse(struct str s, int64_t *out_utc)
{
    struct moment m;
    if (!parse(s, &m) || m.clock_s == NO_CLOCK)
        return false;
    *out_utc = date_to_utc(m.date) + m.clock_s - m.offset_s;
    return true;
}

struct date date_from_utc(int64_t utc)
{
    int64_t year;
    int month, day;
    civil_from_days(floor_div(utc, DAY_S), &year, &month, &day);
    if (year < 1 || year > 9999)
        return (struct date){0, 0, 0};
    return (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
}

int64_t date_to_utc(struct date d)
{
    return DAY_S *
           days_from_civil(d.year, d.month ? d.month : 1, d.day ? d.day : 1);
}

const char *date_format(struct date d, char out[DATE_TEXT_BYTES])
{
    out[0] = '\0';
    unsigned year = (unsigned)d.year % 10000, month = (unsigned)d.month % 100,
             day = (unsigned)d.day % 100;
    if (year && month && day)
        snprintf(out, DATE_TEXT_BYTES, "%04u-%02u-%02u", year, month, day);
    else if (year && month)
        snprintf(out, DATE_TEXT_BYTES, "%04u-%02u", year, month);
    else if (year)
        snprintf(out, DATE_TEXT_BYTES, "%04u", year);
    return out;
}

const char *instant_format(int64_t utc, char out[INSTANT_TEXT_BYTES])
{
    int64_t days = floor_div(utc, DAY_S), year;
    int month, day, s = (int)(utc % DAY_S);
    s += s < 0 ? DAY_S : 0;
    civil_from_days(days, &year, &month, &day);
    snprintf(out, INSTANT_TEXT_BYTES, "%04lld-%02d-%02dT%02d:%02d:%02dZ",
             (long long)year, month, day, s / 3600, s / 60 % 60, s % 60);
    return out;
}

int date_month_index(struct date d)
{
    return d.year && d.month ? d.year * 12 + d.month - 1 : -1;
}

struct date date_from_month_index(int index)
{
    if (index < 12)
        return (struct date){0, 0, 0};
    return (struct date){(int16_t)(index / 12), (int8_t)(index % 12 + 1), 0};
}

int month_index_parse(struct str s)
{
    struct date d;
    bool shaped = s.n == 7 && s.p[4] == '-';
    return shaped && date_parse(s, &d) ? date_month_index(d) : -1;
}

int date_cmp(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}
