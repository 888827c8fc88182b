/* SPDX-License-Identifier: MIT */
#include "report/redact.h"
#include "report/redact_work.h"
#include <string.h>

bool redact_is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

bool redact_is_sign(char c)
{
    return c == REDACT_OPEN || c == REDACT_CLOSE;
}

/* A name that an address could begin with goes on here. */
static bool is_within_word(char before)
{
    return redact_is_sign(before) || ascii_is_alnum(before) ||
           redact_is_one_of(before, "._%+-") || (before & 0x80);
}

static bool begins_number(char before, char c)
{
    return (ascii_is_digit(c) || redact_is_one_of(c, "+(")) &&
           !ascii_is_alnum(before) && !redact_is_one_of(before, ".,");
}

/* Copy the number at byte i, or what stands for it; returns its end. */
static size_t put_number(struct str s, size_t i, struct buf *out)
{
    bool is_phone;
    size_t end = redact_number(s, i, &is_phone);
    if (is_phone)
        buf_add_cstr(out, "[phone]");
    else
        buf_add_str(out, str_slice(s, i, end));
    return end;
}

void redact(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.n;) {
        char before = i ? s.p[i - 1] : ' ';
        size_t email = is_within_word(before) ? i : redact_email(s, i);
        size_t handle = ascii_is_alnum(before) ? i : redact_handle(s, i);
        if (email > i) {
            buf_add_cstr(out, "[e-mail]");
            i = email;
        } else if (handle > i) {
            buf_add_cstr(out, "[handle]");
            i = handle;
        } else if (begins_number(before, s.p[i])) {
            i = put_number(s, i, out);
        } else {
            buf_add_char(out, s.p[i++]);
        }
    }
}
