/* SPDX-License-Identifier: MIT */
#include "crawler/ask.h"
#include "base/alloc.h"
#include <string.h>

static bool is_token_char(char c)
{
    return ascii_is_alnum(c) || (c && strchr("!#$%&'*+-.^_`|~", c));
}

/* Names that curl or the crawl decide on. */
static bool is_ours(struct str name)
{
    static const char *const ours[] = {"Host", "Content-Length", "Connection",
                                       "Transfer-Encoding"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (str_eq_ascii_nocase(name, str_from(ours[i])))
            return true;
    return false;
}

static bool line_is_clean(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if ((unsigned char)line.p[i] < 0x20 || line.p[i] == 0x7f)
            return false;
    return true;
}

static bool header_is_sound(struct str line, bool is_secret)
{
    size_t colon = str_find(line, STR(":"));
    if (colon == SIZE_MAX || colon == 0 || !line_is_clean(line))
        return false;
    for (size_t i = 0; i < colon; i++)
        if (!is_token_char(line.p[i]))
            return false;
    struct str name = str_slice(line, 0, colon);
    return !is_ours(name) &&
           (is_secret || !str_eq_ascii_nocase(name, STR("User-Agent")));
}

static bool headers_are_sound(struct str lines, bool are_secret)
{
    struct str line;
    if (lines.n > ASK_HEADERS_MAX_BYTES)
        return false;
    while (str_split(&lines, '\n', &line))
        if (line.n && !header_is_sound(line, are_secret))
            return false;
    return true;
}

bool ask_value_is_sound(struct str value)
{
    return value.n > 0 && value.n <= ASK_VALUE_MAX_BYTES &&
           line_is_clean(value);
}

bool ask_check(const struct ask *a, struct err *why)
{
    if (a->body.n > ASK_BODY_MAX_BYTES)
        err_set(why, ST_TOO_BIG, "a request body over %u bytes",
                ASK_BODY_MAX_BYTES);
    else if (!headers_are_sound(a->headers, false) ||
             !headers_are_sound(a->secret_headers, true) ||
             a->accept.n > ASK_HEADERS_MAX_BYTES || !line_is_clean(a->accept))
        err_set(why, ST_BAD_INPUT, "a request header that cannot be sent");
    else if (a->note.n > ASK_NOTE_MAX_BYTES || !line_is_clean(a->note))
        err_set(why, ST_BAD_INPUT, "a note that cannot be kept");
    else
        return true;
    return false;
}

static struct str move(char **at, struct str s)
{
    if (!s.p)
        return s;
    char *to = *at;
    if (s.n)
        memcpy(to, s.p, s.n);
    *at += s.n + 1; /* memory is zeroed: each text ends in NUL */
    return (struct str){to, s.n};
}

struct ask *ask_copy(const struct ask *a)
{
    size_t n = a->body.n + a->accept.n + a->headers.n + a->secret_headers.n +
               a->note.n + 5;
    struct ask *copy = xalloc(sizeof *copy + n);
    char *at = (char *)(copy + 1);
    *copy = *a;
    copy->url = STR_NONE;
    copy->body = move(&at, a->body);
    copy->accept = move(&at, a->accept);
    copy->headers = move(&at, a->headers);
    copy->secret_headers = move(&at, a->secret_headers);
    copy->note = move(&at, a->note);
    return copy;
}
