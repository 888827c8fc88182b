/* SPDX-License-Identifier: MIT */
#include "report/redact_work.h"
#include <stdlib.h>
#include <string.h>

#define MIN_DIGITS        9u
#define MIN_DIGITS_CALLED 7u /* behind "call", "tel." */
#define MAX_DIGITS        15u
#define LONE_MIN_DIGITS   10u /* of a number without groups */
#define LONE_MAX_DIGITS   11u
#define MAX_GAP           3 /* signs between two groups */
#define CALLED_BYTES      14u

/* What a run of digits and the signs between them looks like. */
struct run {
    unsigned digits, groups;
    unsigned long group; /* the value of the last group */
    unsigned length;     /* its digits */
    bool zeros;          /* a group is "000": thousands */
    unsigned years;      /* groups like 1999, 2024 */
    unsigned longer;     /* groups of three digits or more, years apart */
    unsigned octets;     /* groups up to 255 */
    unsigned dots;       /* groups that a lone '.' leads to */
    size_t end;          /* behind its last digit */
};

static void end_group(struct run *r)
{
    bool year = r->length == 4 && r->group >= 1900 && r->group < 2100;
    if (!r->length)
        return;
    r->zeros |= r->length == 3 && r->group == 0;
    r->years += year;
    r->longer += !year && r->length > 2;
    r->octets += r->group <= 255;
    r->length = 0;
}

static void add_digit(struct run *r, char c)
{
    if (!r->length) {
        r->groups++;
        r->group = 0;
    }
    if (r->length < MAX_DIGITS)
        r->group = r->group * 10 + (unsigned long)(c - '0');
    r->length++;
    r->digits++;
}

static struct run run_at(struct str s, size_t i)
{
    struct run r = {.end = i};
    int gap = 0;
    if (i < s.n && s.p[i] == '+')
        i++;
    for (; i < s.n && gap <= MAX_GAP; i++) {
        if (redact_is_sign(s.p[i]))
            continue;
        if (ascii_is_digit(s.p[i])) {
            r.dots += gap == 1 && s.p[i - 1] == '.';
            add_digit(&r, s.p[i]);
            r.end = i + 1;
            gap = 0;
        } else if (redact_is_one_of(s.p[i], " -./()")) {
            end_group(&r);
            gap++;
        } else {
            break;
        }
    }
    end_group(&r);
    return r;
}

/* Dates, addresses of machines and sums of money have groups as phone numbers
 * have; these they do not have. */
static bool is_other(const struct run *r)
{
    bool dates = r->years && !r->longer;
    bool address = r->groups == 4 && r->dots == 3 && r->octets == 4;
    return dates || address || r->zeros;
}

/* True when a currency stands in front. */
static bool is_money(struct str before)
{
    static const char *const signs[] = {"$", "\xe2\x82\xac", "\xc2\xa3",
                                        "\xe2\x82\xb9", "\xc2\xa5"};
    while (before.n && before.p[before.n - 1] == ' ')
        before.n--;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_ends(before, str_from(signs[i])))
            return true;
    return false;
}

static bool is_called(struct str before)
{
    static const char *const words[] = {"tel",    "phone",    "call", "cell",
                                        "mobile", "whatsapp", "fax",  "text"};
    size_t from = before.n > CALLED_BYTES ? before.n - CALLED_BYTES : 0;
    struct str near = str_slice(before, from, before.n);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find_ascii_nocase(near, str_from(words[i])) != SIZE_MAX)
            return true;
    return false;
}

static bool looks_called(struct str before, char first, const struct run *r)
{
    if (r->digits > MAX_DIGITS || r->digits < MIN_DIGITS_CALLED ||
        is_money(before))
        return false;
    if (first == '+')
        return true;
    if (is_other(r))
        return false;
    if (is_called(before))
        return true;
    bool lone = r->groups == 1 && r->digits >= LONE_MIN_DIGITS &&
                r->digits <= LONE_MAX_DIGITS;
    return r->digits >= MIN_DIGITS &&
           (redact_is_one_of(first, "0(") || lone || r->groups >= 3);
}

size_t redact_number(struct str s, size_t i, bool *is_phone)
{
    struct run r = run_at(s, i);
    *is_phone = looks_called(str_slice(s, 0, i), s.p[i], &r);
    if (*is_phone)
        return r.end;
    return r.end > i ? r.end : i + 1;
}
