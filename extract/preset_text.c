/* SPDX-License-Identifier: MIT */
#include "extract/preset_text.h"
#include "extract/preset.h"
#include "extract/reader_sections.h"
#include "extract/text.h"

#define TEXT_MAX_BYTES  (10u << 20)
#define PARTS_MAX_DEPTH 4u

struct parts {
    const struct spec_at *at;
    struct buf html;
    struct str only; /* the text while there is one without a heading */
    size_t n;
};

static struct json_object *any_of(struct json_object *o,
                                  const char *const *keys)
{
    struct json_object *found = NULL;
    for (; *keys && !found; keys++)
        found = reader_get(o, *keys);
    return found;
}

static void add_heading(struct parts *t, struct str heading)
{
    if (!heading.n)
        return;
    buf_add_cstr(&t->html, "<h3>");
    for (size_t i = 0; i < heading.n; i++) {
        if (heading.p[i] == '<')
            buf_add_cstr(&t->html, "&lt;");
        else if (heading.p[i] == '&')
            buf_add_cstr(&t->html, "&amp;");
        else
            buf_add_char(&t->html, heading.p[i]);
    }
    buf_add_cstr(&t->html, "</h3>");
}

static void add_text(struct parts *t, struct str heading, struct str s,
                     bool is_item)
{
    if (!s.n)
        return;
    if (t->n++ == 0 && !heading.n && !is_item)
        t->only = s;
    else
        t->only = STR_NONE;
    enum text_format format = reader_sniff(t->at->r->a, &s);
    add_heading(t, heading);
    buf_add_cstr(&t->html, is_item ? "<ul><li>" : "");
    reader_add_html(&t->html, s, format);
    buf_add_cstr(&t->html, is_item ? "</li></ul>" : "");
}

static void add_node(struct parts *t, struct json_object *node,
                     struct str heading, bool is_item, unsigned depth)
{
    static const char *const names[] = {"title", "name", NULL};
    static const char *const texts[] = {"text", "value", "content",
                                        "description", NULL};
    if (depth == 0)
        return;
    if (json_object_is_type(node, json_type_array)) {
        size_t n = json_object_array_length(node);
        for (size_t i = 0; i < n; i++) {
            struct json_object *one = json_object_array_get_idx(node, i);
            add_node(t, one, i == 0 ? heading : STR_NONE, n > 1, depth - 1);
        }
        return;
    }
    struct json_object *text = any_of(node, texts);
    if (!text) {
        add_text(t, heading, spec_value(t->at, node), is_item);
        return;
    }
    struct str own = spec_value(t->at, any_of(node, names));
    if (json_object_is_type(text, json_type_array))
        add_node(t, text, own.n ? own : heading, false, depth - 1);
    else
        add_text(t, own.n ? text_unescape(own, t->at->r->a) : heading,
                 spec_value(t->at, text), false);
}

/* "Heading = paths", or only paths, of which the first that is there counts. */
static void add_part(struct parts *t, const char *part)
{
    struct str rest = str_from(part), heading = STR_NONE, path;
    size_t eq = str_find(rest, STR(" = "));
    if (eq != SIZE_MAX) {
        heading = str_trim(str_slice(rest, 0, eq));
        rest = str_slice(rest, eq + 3, rest.n);
    }
    size_t before = t->n;
    while (t->n == before && spec_split(&rest, ',', &path)) {
        struct spec_nodes nodes = {0};
        spec_walk(t->at, path, &nodes);
        for (size_t i = 0; i < nodes.n; i++)
            add_node(t, nodes.v[i], i == 0 ? heading : STR_NONE, false,
                     PARTS_MAX_DEPTH);
    }
}

void preset_text(const char *const *parts, const struct spec_at *at)
{
    struct parts t = {.at = at};
    struct raw *raw = at->r->raw;
    buf_init(&t.html, TEXT_MAX_BYTES);
    for (size_t i = 0; i < PRESET_MAX_PARTS && parts[i]; i++)
        add_part(&t, parts[i]);
    if (t.only.n) {
        raw->description = t.only;
        raw->format = reader_sniff(at->r->a, &raw->description);
    } else if (t.n > 0) {
        raw->description = arena_str(at->r->a, buf_str(&t.html));
        raw->format = TEXT_HTML;
    }
    raw->truncated = !raw->description.n || t.html.overflowed;
    buf_done(&t.html);
}
