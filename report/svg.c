/* SPDX-License-Identifier: MIT */
#include "report/svg.h"
#include "report/html_escape.h"
#include <string.h>

#define MAX_DEPTH 32

struct open_tag {
    struct str name;
    size_t start, end; /* of its start tag in out */
};

struct svg {
    struct str in;
    size_t at;
    const struct svg_texts *texts;
    struct str label;
    struct buf *out;
    struct open_tag stack[MAX_DEPTH];
    size_t depth;
    size_t skipping; /* depth inside an element that is left out; 0: none */
    bool saw_svg;
};

static bool in_list(struct str s, const char *const *list)
{
    for (; *list; list++)
        if (str_eq(s, str_from(*list)))
            return true;
    return false;
}

static bool is_kept_element(struct str name)
{
    static const char *const kept[] = {
        "svg",  "g",      "path", "polygon", "polyline", "rect",
        "line", "circle", "text", "tspan",   "ellipse",  NULL};
    return in_list(name, kept);
}

static bool is_kept_attribute(struct str name)
{
    static const char *const kept[] = {"d",
                                       "points",
                                       "x",
                                       "y",
                                       "x1",
                                       "x2",
                                       "y1",
                                       "y2",
                                       "width",
                                       "height",
                                       "cx",
                                       "cy",
                                       "r",
                                       "rx",
                                       "ry",
                                       "transform",
                                       "fill",
                                       "stroke",
                                       "viewBox",
                                       "stroke-width",
                                       "stroke-dasharray",
                                       "text-anchor",
                                       "stroke-linecap",
                                       "stroke-linejoin",
                                       "font-size",
                                       "fill-opacity",
                                       "stroke-opacity",
                                       "font-weight",
                                       "shape-rendering",
                                       NULL};
    return in_list(name, kept);
}

/* Numbers, keywords, path data and rgb(); nothing that refers elsewhere. */
static bool is_harmless_value(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_alnum(s.p[i]) && !strchr(" \t\r\n.,#()+-", s.p[i]))
            return false;
    return str_find_ascii_nocase(s, STR("url")) == SIZE_MAX;
}

/* The three numbers of "rgb( r, g, b)"; false when s is something else. */
static bool parse_rgb(struct str s, uint64_t rgb[3])
{
    if (!str_starts(s, STR("rgb(")) || !str_ends(s, STR(")")))
        return false;
    struct str rest = str_slice(s, 4, s.n - 1), part;
    for (int i = 0; i < 3; i++)
        if (!str_split(&rest, ',', &part) ||
            !str_to_u64(str_trim(part), 255, &rgb[i]))
            return false;
    return !rest.p;
}

static void add_value(struct buf *out, struct str value)
{
    static const char letters[] = {
        [SVG_INK] = 'i', [SVG_HEAT] = 'h', [SVG_ON] = 'k'};
    uint64_t rgb[3];
    if (parse_rgb(value, rgb) && rgb[0] == 1 && rgb[1] >= SVG_INK &&
        rgb[1] <= SVG_ON)
        buf_printf(out, "var(--%c%u)", letters[rgb[1]], (unsigned)rgb[2]);
    else
        html_escape_attr(out, value);
}

static void skip_space(struct svg *s)
{
    while (s->at < s->in.n && ascii_is_space(s->in.p[s->at]))
        s->at++;
}

static struct str take_name(struct svg *s)
{
    size_t from = s->at;
    while (s->at < s->in.n &&
           (ascii_is_alnum(s->in.p[s->at]) || strchr("-_:", s->in.p[s->at])))
        s->at++;
    return str_slice(s->in, from, s->at);
}

/* The next name="value" of a tag; false at its end. bad is set when there is
 * neither. */
static bool take_attribute(struct svg *s, struct str *name, struct str *value,
                           bool *bad)
{
    skip_space(s);
    *bad = s->at >= s->in.n;
    if (*bad || s->in.p[s->at] == '>' || s->in.p[s->at] == '/' ||
        s->in.p[s->at] == '?')
        return false;
    *name = take_name(s);
    skip_space(s);
    *bad = true;
    if (name->n == 0 || s->at >= s->in.n || s->in.p[s->at++] != '=')
        return false;
    skip_space(s);
    if (s->at >= s->in.n || (s->in.p[s->at] != '"' && s->in.p[s->at] != '\''))
        return false;
    struct str quote = str_slice(s->in, s->at, s->at + 1);
    size_t from = ++s->at;
    size_t n = str_find(str_slice(s->in, from, s->in.n), quote);
    if (n == SIZE_MAX)
        return false;
    *value = str_slice(s->in, from, from + n);
    s->at = from + n + 1;
    *bad = false;
    return true;
}

static void begin_svg(struct svg *s)
{
    s->saw_svg = true;
    buf_add_cstr(s->out, " xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
                         "aria-label=\"");
    html_escape_attr(s->out, s->label);
    buf_add_char(s->out, '"');
}

/* A point symbol is <use> of a shape in <defs>: we use the filled circle only
 * (gpPt6), and write it in place. */
static void add_attribute(struct svg *s, struct str tag, struct str name,
                          struct str value)
{
    bool is_use = str_eq(tag, STR("use"));
    bool is_svg = str_eq(tag, STR("svg"));
    if (is_use && str_eq(name, STR("color")))
        name = STR("fill");
    bool is_size = str_eq(name, STR("width")) || str_eq(name, STR("height"));
    if (!is_kept_attribute(name) || !is_harmless_value(value) ||
        (is_svg && is_size))
        return;
    buf_add_char(s->out, ' ');
    buf_add_str(s->out, name);
    buf_add_cstr(s->out, "=\"");
    add_value(s->out, value);
    buf_add_char(s->out, '"');
}

static void write_start(struct svg *s, struct str name)
{
    bool is_use = str_eq(name, STR("use"));
    buf_add_char(s->out, '<');
    buf_add_str(s->out, is_use ? STR("circle") : name);
    if (is_use)
        buf_add_cstr(s->out, " r=\"1\" stroke=\"none\"");
    if (str_eq(name, STR("svg")))
        begin_svg(s);
}

static bool push(struct svg *s, struct str name, size_t start)
{
    if (s->depth == MAX_DEPTH)
        return false;
    s->stack[s->depth++] = (struct open_tag){name, start, s->out->n};
    return true;
}

/* Reads on behind "<NAME". Returns false when the tag is broken. */
static bool start_tag(struct svg *s, struct str name)
{
    bool is_use = str_eq(name, STR("use"));
    bool kept = !s->skipping && (is_use || is_kept_element(name));
    size_t start = s->out->n;
    if (kept)
        write_start(s, name);
    struct str key, value;
    bool bad;
    while (take_attribute(s, &key, &value, &bad))
        if (kept)
            add_attribute(s, name, key, value);
    if (bad)
        return false;
    bool empty = s->in.p[s->at] == '/';
    s->at += empty;
    if (s->at >= s->in.n || s->in.p[s->at++] != '>')
        return false;
    if (kept)
        buf_add_cstr(s->out, empty ? "/>" : ">");
    else
        s->skipping += !empty;
    if (empty || !kept)
        return true;
    return !is_use && push(s, name, start);
}

static bool end_tag(struct svg *s, struct str name)
{
    skip_space(s);
    if (s->at >= s->in.n || s->in.p[s->at++] != '>')
        return false;
    if (s->skipping) {
        s->skipping--;
        return true;
    }
    if (s->depth == 0)
        return false;
    struct open_tag open = s->stack[--s->depth];
    if (!str_eq(open.name, name))
        return false;
    if (s->out->n == open.end && s->depth > 0) {
        buf_truncate(s->out, open.start); /* nothing in it: leave it out */
        return true;
    }
    buf_add_cstr(s->out, "</");
    buf_add_str(s->out, name);
    buf_add_char(s->out, '>');
    return true;
}

static bool text(struct svg *s, struct str words)
{
    words = str_trim(words);
    if (words.n == 0 || s->skipping)
        return true;
    uint64_t at;
    if (!str_starts(words, STR("@t"))) {
        if (str_find(words, STR("&")) != SIZE_MAX)
            return false; /* our scripts write no such label */
        html_escape_text(s->out, words);
        return true;
    }
    if (!str_to_u64(str_slice(words, 2, words.n), s->texts->n, &at) ||
        at >= s->texts->n)
        return false;
    html_escape_text(s->out, s->texts->v[at]);
    return true;
}

/* One tag, instruction or run of text. */
static bool step(struct svg *s)
{
    struct str rest = str_slice(s->in, s->at, s->in.n);
    if (rest.p[0] != '<') {
        size_t n = str_find(rest, STR("<"));
        n = n == SIZE_MAX ? rest.n : n;
        s->at += n;
        return text(s, str_slice(rest, 0, n));
    }
    const struct str closing = str_starts(rest, STR("<!--")) ? STR("-->")
                               : str_starts(rest, STR("<?")) ? STR("?>")
                                                             : STR_NONE;
    if (closing.p) {
        size_t n = str_find(rest, closing);
        s->at += n == SIZE_MAX ? rest.n : n + closing.n;
        return n != SIZE_MAX;
    }
    bool ends = str_starts(rest, STR("</"));
    s->at += ends ? 2 : 1;
    struct str name = take_name(s);
    if (name.n == 0)
        return false;
    return ends ? end_tag(s, name) : start_tag(s, name);
}

enum st svg_clean(struct str in, const struct svg_texts *texts,
                  struct str label, struct buf *out, struct err *err)
{
    struct svg s = {.in = in, .texts = texts, .label = label, .out = out};
    size_t before = out->n;
    bool ok = true;
    while (ok && s.at < in.n)
        ok = step(&s);
    if (ok && s.saw_svg && s.depth == 0 && !s.skipping && !out->overflowed)
        return ST_OK;
    buf_truncate(out, before);
    return err_set(err, ST_BAD_INPUT,
                   "gnuplot wrote an SVG that is not understood "
                   "(byte %zu)",
                   s.at);
}
