/* SPDX-License-Identifier: MIT */
#include "report/html_escape.h"

static const char *text_entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    default:
        return NULL;
    }
}

/* Old browsers took ` for a quote around attribute values. */
static const char *attr_entity(char c)
{
    switch (c) {
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '`':
        return "&#96;";
    default:
        return (unsigned char)c < 0x20 || c == 0x7f ? " " : text_entity(c);
    }
}

static void escape(struct buf *out, struct str s, const char *(*entity)(char))
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char *e = entity(s.p[i]);
        if (!e)
            continue;
        buf_add(out, s.p + from, i - from);
        buf_add_cstr(out, e);
        from = i + 1;
    }
    if (s.n > from)
        buf_add(out, s.p + from, s.n - from);
}

void html_escape_text(struct buf *out, struct str s)
{
    escape(out, s, text_entity);
}

void html_escape_attr(struct buf *out, struct str s)
{
    escape(out, s, attr_entity);
}

void html_escape_id(struct buf *out, struct str s)
{
    if (s.n == 0)
        buf_add_char(out, '_');
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (ascii_is_alnum(c) || c == '-')
            buf_add_char(out, c);
        else
            buf_printf(out, "_%02X", (unsigned char)c);
    }
}

bool html_escape_href(struct buf *out, struct str s)
{
    static const struct str schemes[] = {
        {"https://", 8},
        {"http://", 7},
    };
    struct str rest = STR_NONE;
    for (size_t i = 0; i < 2 && !rest.p; i++)
        if (s.n > schemes[i].n &&
            str_eq_ascii_nocase(str_slice(s, 0, schemes[i].n), schemes[i]))
            rest = str_slice(s, schemes[i].n, s.n);
    if (!rest.p)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= 0x20 || s.p[i] == 0x7f)
            return false;
    html_escape_attr(out, s);
    return true;
}

void html_element(struct buf *out, const char *tag, const char *attributes,
                  struct str text)
{
    buf_printf(out, "<%s%s>", tag, attributes);
    html_escape_text(out, text);
    buf_printf(out, "</%s>\n", tag);
}
