/* SPDX-License-Identifier: MIT */
#include "report/redact_work.h"
#include <string.h>

/* How the sign stands between name and host. */
enum at_kind {
    AT_NONE,
    AT_SIGN,   /* "@", "[at]": whatever follows is a host */
    AT_SPACED, /* " @ ": the host must have a dot */
    AT_WORD    /* " at ": likewise, and the name must not be a common word */
};

static bool is_local(char c)
{
    return redact_is_sign(c) || ascii_is_alnum(c) ||
           redact_is_one_of(c, "._%+-") || (c & 0x80);
}

static bool is_host(char c)
{
    return redact_is_sign(c) || ascii_is_alnum(c) || c == '-' || (c & 0x80);
}

/* The end of "(word)", "[word]", "{word}" or "<word>" at byte i, or i. */
static size_t bracketed(struct str s, size_t i, struct str word)
{
    static const char *const pairs[] = {"()", "[]", "{}", "<>"};
    size_t end = i + word.n + 2;
    if (end > s.n || !str_eq_ascii_nocase(str_slice(s, i + 1, end - 1), word))
        return i;
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
        if (s.p[i] == pairs[k][0] && s.p[end - 1] == pairs[k][1])
            return end;
    return i;
}

static size_t skip_spaces(struct str s, size_t i)
{
    while (i < s.n && s.p[i] == ' ')
        i++;
    return i;
}

/* The end of a sign at byte i with the spaces round it. */
static size_t at_end(struct str s, size_t i, enum at_kind *kind)
{
    size_t from = skip_spaces(s, i);
    size_t end = bracketed(s, from, STR("at"));
    *kind = AT_NONE;
    if (end > from) {
        *kind = AT_SIGN;
    } else if (from < s.n && s.p[from] == '@') {
        end = from + 1;
        *kind = from == i ? AT_SIGN : AT_SPACED;
        if (*kind == AT_SIGN)
            return end; /* what "@ " leads to is no host */
    } else if (from > i &&
               str_eq_ascii_nocase(str_slice(s, from, from + 3), STR("at "))) {
        end = from + 2;
        *kind = AT_WORD;
    }
    return skip_spaces(s, end);
}

/* The end of a dot at byte i: '.', "[dot]" or " dot "; else i. */
static size_t dot_end(struct str s, size_t i)
{
    size_t from = skip_spaces(s, i);
    size_t end = bracketed(s, from, STR("dot"));
    if (end > from)
        return skip_spaces(s, end);
    if (from > i &&
        str_eq_ascii_nocase(str_slice(s, from, from + 4), STR("dot ")))
        return skip_spaces(s, from + 4);
    return i < s.n && s.p[i] == '.' ? i + 1 : i;
}

/* The end of a host name at byte i; *dots counts its dots. */
static size_t host_end(struct str s, size_t i, size_t *dots)
{
    size_t end = i;
    *dots = 0;
    for (size_t at = i;;) {
        size_t from = at;
        while (at < s.n && is_host(s.p[at]))
            at++;
        if (at == from)
            break;
        *dots += end > i;
        end = at;
        at = dot_end(s, at);
        if (at == end)
            break;
    }
    while (end > i && s.p[end - 1] == '-')
        end--;
    return end;
}

/* The end of a name at byte i, dots in words included. */
static size_t name_end(struct str s, size_t i)
{
    size_t end = i;
    while (end < s.n && is_local(s.p[end]))
        end++;
    size_t more = bracketed(s, end, STR("dot"));
    if (end > i && more > end && more < s.n && is_local(s.p[more]))
        return name_end(s, more);
    return end;
}

static bool is_word_of(struct str word, const char *const *list)
{
    for (; *list; list++)
        if (str_eq_ascii_nocase(word, str_from(*list)))
            return true;
    return false;
}

/* "More at example.com", "our blog at ..." tell of a site. */
static bool is_common(struct str word)
{
    static const char *const words[] = {
        "about",      "address",     "apply",     "approach",  "are",
        "atmosphere", "available",   "be",        "benefits",  "blog",
        "careers",    "check",       "clients",   "company",   "contact",
        "demo",       "deployed",    "details",   "developer", "developers",
        "directly",   "e-mail",      "email",     "engineer",  "engineers",
        "excellent",  "experience",  "find",      "found",     "future",
        "good",       "here",        "hiring",    "home",      "information",
        "interested", "is",          "it",        "job",       "jobs",
        "know",       "learn",       "line",      "listed",    "live",
        "look",       "mail",        "me",        "more",      "note",
        "now",        "on",          "one",       "online",    "open",
        "openings",   "opportunity", "out",       "over",      "page",
        "people",     "position",    "positions", "posted",    "questions",
        "reach",      "resume",      "role",      "roles",     "see",
        "site",       "stars",       "systems",   "team",      "them",
        "today",      "too",         "touch",     "up",        "us",
        "website",    "we",          "work",      "working",   NULL};
    return is_word_of(word, words);
}

static bool is_mail_service(struct str host)
{
    static const char *const names[] = {"gmail",      "googlemail", "hotmail",
                                        "outlook",    "yahoo",      "icloud",
                                        "protonmail", "gmx",        NULL};
    return is_word_of(host, names);
}

size_t redact_email(struct str s, size_t i)
{
    enum at_kind kind;
    size_t dots;
    size_t name = name_end(s, i);
    if (name == i)
        return i;
    size_t host = at_end(s, name, &kind);
    if (kind == AT_NONE)
        return i;
    size_t end = host_end(s, host, &dots);
    if (end == host)
        return i;
    if (end < s.n && s.p[end] == '@') /* "jane at j.doe@example.com" */
        return host_end(s, end + 1, &dots);
    if (kind == AT_SIGN || (kind == AT_SPACED && dots))
        return end;
    bool service = is_mail_service(str_slice(s, host, end));
    bool common = is_common(str_slice(s, i, name));
    return service || (kind == AT_WORD && dots && !common) ? end : i;
}
