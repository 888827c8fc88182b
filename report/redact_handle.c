/* SPDX-License-Identifier: MIT */
#include "report/redact_work.h"
#include <string.h>

#define HANDLE_MIN 3u
#define HANDLE_MAX 40u

static bool is_handle(char c)
{
    return redact_is_sign(c) || ascii_is_alnum(c) || redact_is_one_of(c, "_.-");
}

static size_t handle_end(struct str s, size_t i)
{
    size_t end = i;
    while (end < s.n && end - i <= HANDLE_MAX && is_handle(s.p[end]))
        end++;
    while (end > i && redact_is_one_of(s.p[end - 1], ".-"))
        end--;
    bool fits = end - i >= HANDLE_MIN && end - i <= HANDLE_MAX;
    return fits ? end : i;
}

/* What leads to a name of a person and to nothing else. */
static size_t behind_lead(struct str s, size_t i)
{
    static const char *const leads[] = {
        "linkedin.com/in/", "twitter.com/", "t.me/",     "calendly.com/",
        "facebook.com/",    "keybase.io/",  "user?id=",  "skype:",
        "telegram:",        "twitter:",     "discord:",  "whatsapp:",
        "linkedin:",        "hn username:", "hn handle:"};
    for (size_t k = 0; k < sizeof leads / sizeof *leads; k++) {
        struct str lead = str_from(leads[k]);
        if (i < lead.n ||
            !str_eq_ascii_nocase(str_slice(s, i - lead.n, i), lead))
            continue;
        while (i < s.n && s.p[i] == ' ')
            i++;
        return i;
    }
    return SIZE_MAX;
}

size_t redact_handle(struct str s, size_t i)
{
    size_t from = i, end;
    if (i < s.n && s.p[i] == '@')
        from = i + 1;
    else if ((from = behind_lead(s, i)) == SIZE_MAX)
        return i;
    if (from < s.n && from > i && s.p[from] == '@')
        from++;
    end = handle_end(s, from);
    /* "@angular/core" is a package. */
    bool package = s.p[i] == '@' && end < s.n && s.p[end] == '/';
    return end > from && !package ? end : i;
}
