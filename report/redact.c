/* SPDX-License-Identifier: MIT */
#include "report/redact.h"
#include <string.h>

#define PHONE_MIN_DIGITS 9u
#define PHONE_MAX_DIGITS 15u
#define LONE_MIN_DIGITS  10u /* of a number without groups */
#define LONE_MAX_DIGITS  11u

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static bool is_sign(char c)
{
    return c == REDACT_OPEN || c == REDACT_CLOSE;
}

static bool is_local(char c)
{
    return is_sign(c) || ascii_is_alnum(c) || is_one_of(c, "._%+-") ||
           (c & 0x80);
}

static bool is_domain(char c)
{
    return is_sign(c) || ascii_is_alnum(c) || is_one_of(c, ".-") || (c & 0x80);
}

/* The length of what stands for '@' at byte i with the spaces round it, 0 when
 * there is none. */
static size_t at_sign(struct str s, size_t i)
{
    static const char *const signs[] = {"@", "(at)", "[at]", "{at}"};
    size_t from = i;
    while (from < s.n && s.p[from] == ' ')
        from++;
    for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++) {
        struct str sign = str_from(signs[k]);
        size_t to = from + sign.n;
        if (!str_eq_ascii_nocase(str_slice(s, from, to), sign) ||
            (k == 0 && from > i))
            continue;
        while (k > 0 && to < s.n && s.p[to] == ' ')
            to++;
        return to - i;
    }
    return 0;
}

/* The end of an address that begins at byte i, or i. */
static size_t email_end(struct str s, size_t i)
{
    size_t at = i;
    while (at < s.n && is_local(s.p[at]))
        at++;
    size_t sign = at > i ? at_sign(s, at) : 0;
    if (!sign)
        return i;
    size_t end = at + sign, from = end;
    while (end < s.n && is_domain(s.p[end]))
        end++;
    while (end > from && is_one_of(s.p[end - 1], ".-"))
        end--;
    return end > from ? end : i;
}

/* What a run of digits and the signs between them looks like. */
struct number {
    unsigned digits, groups;
    size_t end; /* behind its last digit */
};

static struct number number_at(struct str s, size_t i)
{
    struct number n = {0, 0, i};
    bool in_group = false;
    unsigned gap = 0;
    if (i < s.n && s.p[i] == '+')
        i++;
    for (; i < s.n && gap <= 3; i++) {
        if (ascii_is_digit(s.p[i])) {
            n.groups += !in_group;
            n.digits++;
            n.end = i + 1;
            in_group = true;
            gap = 0;
        } else if (is_one_of(s.p[i], " -./()")) {
            in_group = false;
            gap++;
        } else {
            break;
        }
    }
    return n;
}

static bool is_phone(char first, const struct number *n)
{
    if (n->digits < PHONE_MIN_DIGITS || n->digits > PHONE_MAX_DIGITS)
        return false;
    bool lone = n->groups == 1 && n->digits >= LONE_MIN_DIGITS &&
                n->digits <= LONE_MAX_DIGITS;
    return is_one_of(first, "+0(") || lone || n->groups >= 3;
}

/* Copy the number at byte i, or what stands for it; returns its end. */
static size_t put_number(struct str s, size_t i, struct buf *out)
{
    struct number n = number_at(s, i);
    if (is_phone(s.p[i], &n)) {
        buf_add_cstr(out, "[phone]");
        return n.end;
    }
    size_t end = n.end > i ? n.end : i + 1;
    buf_add_str(out, str_slice(s, i, end));
    return end;
}

void redact(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.n;) {
        char before = i ? s.p[i - 1] : ' ';
        size_t end = is_local(before) ? i : email_end(s, i);
        if (end > i) {
            buf_add_cstr(out, "[e-mail]");
            i = end;
        } else if ((ascii_is_digit(s.p[i]) || is_one_of(s.p[i], "+(")) &&
                   !ascii_is_alnum(before) && !is_one_of(before, "$.,")) {
            i = put_number(s, i, out);
        } else {
            buf_add_char(out, s.p[i++]);
        }
    }
}
