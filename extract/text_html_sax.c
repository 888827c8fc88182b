/* SPDX-License-Identifier: MIT */
#include "extract/text_html.h"
#include <libxml/HTMLparser.h>
#include <string.h>

/* ---- A fence: libxml2 is quadratic in the attributes of a tag and in
 * elements that are never closed, so neither reaches it. ---- */

struct fence {
    struct str s;
    size_t at;
    struct buf *out;
    unsigned depth;
};

/* True for elements that end by themselves where the next one begins. */
static bool ends_itself(uint64_t key)
{
    static const char *const names[] = {"p",  "li", "td", "th",
                                        "tr", "dt", "dd", "option"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (html_key(str_from(names[i])) == key)
            return true;
    return false;
}

/* The position behind the '>' that ends the tag whose name ends at i; quotes
 * hide a '>'. */
static size_t tag_end(struct str s, size_t i)
{
    char quote = '\0';
    for (; i < s.n; i++) {
        char c = s.p[i];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '>')
            return i + 1;
        else if ((c == '"' || c == '\'') && s.p[i - 1] == '=')
            quote = c;
    }
    return s.n;
}

/* The position behind the first mark at or after from, or the end. */
static size_t behind(struct str s, size_t from, struct str mark)
{
    size_t at = str_find(str_slice(s, from, s.n), mark);
    return at == SIZE_MAX ? s.n : from + at + mark.n;
}

/* Elements whose content is not HTML and not text to be read. */
static bool is_raw(uint64_t key)
{
    return key == html_key(STR("script")) || key == html_key(STR("style")) ||
           key == html_key(STR("textarea")) || key == html_key(STR("title")) ||
           key == html_key(STR("iframe"));
}

/* The position of "</name" at or after from, or the end. */
static size_t raw_end(struct str s, size_t from, struct str name)
{
    for (;;) {
        from = behind(s, from, STR("</"));
        if (from == s.n)
            return from;
        if (str_eq_ascii_nocase(str_slice(s, from, from + name.n), name))
            return from - 2;
    }
}

/* fence_off() has opened these once and for all. */
static bool is_frame(uint64_t key)
{
    return key == html_key(STR("html")) || key == html_key(STR("body")) ||
           key == html_key(STR("head"));
}

static bool is_nest(uint64_t key, enum html_class class)
{
    return class != HTML_LINE && class != HTML_EMPTY && !ends_itself(key);
}

static bool is_inline(enum html_class class)
{
    return class == HTML_INLINE || class == HTML_BOLD || class == HTML_SPAN;
}

/* Count an element that opens or closes. False when it would be one too many
 * within another. */
static bool count_depth(struct fence *f, bool end)
{
    if (end && f->depth > 0)
        f->depth--;
    else if (!end && f->depth < HTML_MAX_DEPTH)
        f->depth++;
    else
        return end;
    return true;
}

/* Write a tag with its name alone, but for a style that makes bold. Tags that
 * would open one element too many within another are left out; those of blocks
 * still end the line. */
static void write_tag(struct fence *f, struct str name, struct str attributes,
                      bool end)
{
    uint8_t level;
    uint64_t key = html_key(name);
    enum html_class class = html_class_of(key, &level);
    if (is_nest(key, class) && !count_depth(f, end)) {
        buf_add_cstr(f->out, is_inline(class) ? "" : "<br>");
        return;
    }
    buf_add_cstr(f->out, end ? "</" : "<");
    buf_add_str(f->out, name);
    if (!end && class == HTML_SPAN && html_style_is_bold(attributes))
        buf_add_cstr(f->out, " style=\"font-weight:bold\"");
    buf_add_char(f->out, '>');
}

static void fence_element(struct fence *f, bool end)
{
    size_t from = f->at + 1 + end, to = from;
    while (to < f->s.n &&
           (ascii_is_alnum(f->s.p[to]) || memchr(":-_", f->s.p[to], 3)))
        to++;
    struct str name = str_slice(f->s, from, to);
    uint64_t key = html_key(name);
    f->at = tag_end(f->s, to);
    if (is_frame(key))
        return;
    if (!end && is_raw(key))
        f->at = raw_end(f->s, f->at, name);
    else
        write_tag(f, name, str_slice(f->s, to, f->at), end);
}

/* What begins with '<' at f->at. */
static void fence_tag(struct fence *f)
{
    struct str rest = str_slice(f->s, f->at, f->s.n);
    char next = rest.n > 1 ? rest.p[1] : '\0';
    if (ascii_is_alpha(next)) {
        fence_element(f, false);
    } else if (next == '/' && rest.n > 2 && ascii_is_alpha(rest.p[2])) {
        fence_element(f, true);
    } else if (str_starts(rest, STR("<!--"))) {
        f->at = behind(f->s, f->at + 4, STR("-->"));
    } else if (str_starts(rest, STR("<![CDATA["))) {
        f->at += 9; /* what it guards is text all the same */
    } else if (next == '!' || next == '?' || next == '/') {
        f->at = behind(f->s, f->at, STR(">"));
    } else {
        buf_add_cstr(f->out, "&lt;");
        f->at++;
    }
}

static void fence_off(struct str s, struct buf *out)
{
    struct fence f = {.s = s, .out = out};
    /* libxml2 stops reading where the last open element ends, so there is one
     * that never does. */
    buf_add_cstr(out, "<html><body>");
    while (f.at < s.n) {
        const char *next = memchr(s.p + f.at, '<', s.n - f.at);
        size_t end = next ? (size_t)(next - s.p) : s.n;
        buf_add_str(out, str_slice(s, f.at, end));
        f.at = end;
        if (next)
            fence_tag(&f);
    }
}

/* ---- SAX ---- */

static enum html_class class_of(const xmlChar *name, uint8_t *level)
{
    return html_class_of(html_key(str_from((const char *)name)), level);
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar **attributes)
{
    uint8_t level;
    enum html_class class = class_of(name, &level);
    if (class == HTML_SPAN && attributes && attributes[0])
        level = HTML_SPAN_IS_BOLD; /* the fence lets no other style through */
    html_open(ctx, class, level);
}

static void on_end(void *ctx, const xmlChar *name)
{
    uint8_t level;
    html_close(ctx, class_of(name, &level));
}

static void on_text(void *ctx, const xmlChar *text, int n)
{
    html_state_text(ctx,
                    (struct str){(const char *)text, n > 0 ? (size_t)n : 0});
}

void html_sax_read(struct str s, struct text_out *out)
{
    struct buf fenced;
    buf_init(&fenced, 4 * TEXT_INPUT_MAX_BYTES); /* "<" becomes "&lt;" */
    fence_off(s, &fenced);
    struct html_state st;
    html_state_init(&st, out);
    htmlSAXHandler sax = {.startElement = on_start,
                          .endElement = on_end,
                          .characters = on_text,
                          .ignorableWhitespace = on_text};
    htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(
        &sax, &st, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (parser) {
        htmlCtxtUseOptions(parser, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_NONET);
        htmlParseChunk(parser, buf_cstr(&fenced), (int)fenced.n, 1);
        htmlFreeParserCtxt(parser);
    }
    html_state_done(&st);
    buf_done(&fenced);
}
