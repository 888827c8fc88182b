/* SPDX-License-Identifier: MIT */
#include "crawler/wall.h"
#include <stdio.h>

#define PAGE_OF_LITTLE_BYTES (6u << 10)

static bool has_field(struct str head, const char *name, const char *value)
{
    struct str line, field;
    while (str_split(&head, '\n', &line))
        if (str_split(&line, ':', &field) && line.p &&
            str_eq_ascii_nocase(field, str_from(name)) &&
            str_eq_ascii_nocase(str_trim(line), str_from(value)))
            return true;
    return false;
}

static bool starts_nocase(struct str s, const char *prefix)
{
    struct str p = str_from(prefix);
    return str_eq_ascii_nocase(str_slice(s, 0, p.n), p);
}

/* The text of the title element; absent: there is none. */
static struct str title_of(struct str html)
{
    size_t at = str_find_ascii_nocase(html, STR("<title"));
    if (at == SIZE_MAX)
        return STR_NONE;
    html = str_slice(html, at, html.n);
    struct str tag;
    if (!str_split(&html, '>', &tag) || !html.p)
        return STR_NONE;
    return str_trim(str_slice(html, 0, str_find(html, STR("<"))));
}

/* Whole titles, but for what varies behind them. */
static bool is_title(struct str title)
{
    static const char *const titles[] = {
        "Just a moment...",
        "Attention Required! | Cloudflare",
        "Please Wait... | Cloudflare",
        "Access to this page has been denied",
        "Pardon Our Interruption",
        "Human Verification",
        "Vercel Security Checkpoint",
        "DDoS-Guard",
        "Robot Check",
        "Are you a robot?",
        "Are you human?",
        "Verify you are human",
        "You have been blocked",
        "Request Rejected",
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (starts_nocase(title, titles[i]))
            return true;
    return str_eq_ascii_nocase(title, STR("Access Denied")) ||
           str_eq_ascii_nocase(title, STR("Forbidden")) ||
           str_eq_ascii_nocase(title, STR("One moment, please..."));
}

static const char *script_of(struct str html)
{
    static const char *const scripts[] = {
        "_Incapsula_Resource", "captcha-delivery.com",
        "challenge.js?compute=", "token.awswaf.com", "px-captcha"};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (str_find(html, str_from(scripts[i])) != SIZE_MAX)
            return scripts[i];
    return NULL;
}

bool wall_find(struct str head, struct str body, char *out, size_t out_bytes)
{
    if (has_field(head, "cf-mitigated", "challenge") ||
        has_field(head, "x-amzn-waf-action", "challenge") ||
        has_field(head, "x-amzn-waf-action", "captcha")) {
        snprintf(out, out_bytes, "a wall: its header says so");
        return true;
    }
    struct str start = str_trim(str_slice(body, 0, WALL_LOOK_BYTES));
    if (str_starts(start, STR("\xef\xbb\xbf")))
        start = str_trim(str_slice(start, 3, start.n));
    if (!str_starts(start, STR("<")) ||
        str_find(body, STR("JobPosting")) != SIZE_MAX)
        return false;
    struct str title = title_of(start);
    if (title.p && is_title(title)) {
        snprintf(out, out_bytes, "a wall: \"%.*s\"",
                 title.n < 80 ? (int)title.n : 80, title.p);
        return true;
    }
    const char *script =
        body.n <= PAGE_OF_LITTLE_BYTES ? script_of(start) : NULL;
    if (script)
        snprintf(out, out_bytes, "a wall: it loads %s", script);
    return script != NULL;
}
