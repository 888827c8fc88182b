/* SPDX-License-Identifier: MIT */
#include "extract/reader_microdata.h"
#include "extract/text.h"
#include "extract/text_entities.h"
#include <string.h>

#define MAX_DEPTH       256u
#define MAX_PROPERTIES  20000u
#define PLAIN_MAX_BYTES 4096u /* of a value that is no text */

/* An element that is open. */
struct element {
    struct str name;
    struct json_object *item;  /* its own, when it has itemscope */
    struct json_object *owner; /* whose property its text is; or NULL */
    struct str prop;
    size_t from; /* where its content begins */
};

struct scan {
    struct str html;
    struct arena *a;
    struct json_object *into;
    struct element stack[MAX_DEPTH];
    size_t depth, properties;
    size_t budget; /* bytes of text: properties within properties repeat them */
    struct json_object *orphan; /* a posting closed without properties */
};

/* What is of use in a start tag; absent where it has none. */
struct tag {
    struct str name, prop, type, content, href, src, datetime;
    bool scope;
};

static struct json_object *string_of(struct str s)
{
    return json_object_new_string_len(s.p ? s.p : "", (int)s.n);
}

/* A value of an attribute with its references undone. */
static struct str attribute(struct scan *c, struct str s)
{
    return s.p ? text_unescape(s, c->a) : s;
}

static void put_attribute(struct tag *t, struct str name, struct str value)
{
    const struct {
        const char *name;
        struct str *to;
    } known[] = {{"itemprop", &t->prop},     {"itemtype", &t->type},
                 {"content", &t->content},   {"href", &t->href},
                 {"datetime", &t->datetime}, {"src", &t->src}};
    if (str_eq_ascii_nocase(name, STR("itemscope")))
        t->scope = true;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq_ascii_nocase(name, str_from(known[i].name)) &&
            !known[i].to->p)
            *known[i].to = value.p ? value : STR("");
}

static size_t skip_space(struct str s, size_t i)
{
    while (i < s.n && (ascii_is_space(s.p[i]) || s.p[i] == '/'))
        i++;
    return i;
}

static size_t name_end(struct str s, size_t i)
{
    while (i < s.n && !ascii_is_space(s.p[i]) && !strchr("=>/", s.p[i]))
        i++;
    return i;
}

/* The value behind a '=' at i; *end is behind it. */
static struct str take_value(struct str s, size_t i, size_t *end)
{
    i = skip_space(s, i);
    char quote = i < s.n ? s.p[i] : '\0';
    size_t from = i;
    if (quote == '"' || quote == '\'') {
        const char *close = memchr(s.p + i + 1, quote, s.n - i - 1);
        size_t to = close ? (size_t)(close - s.p) : s.n;
        *end = to < s.n ? to + 1 : s.n;
        return str_slice(s, i + 1, to);
    }
    while (i < s.n && !ascii_is_space(s.p[i]) && s.p[i] != '>')
        i++;
    *end = i;
    return str_slice(s, from, i);
}

/* Read the start tag whose name begins at i. Returns the place behind it. */
static size_t read_tag(struct str s, size_t i, struct tag *t)
{
    size_t end = name_end(s, i);
    *t = (struct tag){.name = str_slice(s, i, end)};
    for (i = skip_space(s, end); i < s.n && s.p[i] != '>';
         i = skip_space(s, i)) {
        end = name_end(s, i);
        struct str name = str_slice(s, i, end), value = STR_NONE;
        if (end == i) { /* a '=' without a name */
            i++;
            continue;
        }
        i = skip_space(s, end);
        if (i < s.n && s.p[i] == '=')
            value = take_value(s, i + 1, &i);
        put_attribute(t, name, value);
    }
    return i < s.n ? i + 1 : s.n;
}

static bool is_one_of(struct str name, const char *const *names)
{
    for (; *names; names++)
        if (str_eq_ascii_nocase(name, str_from(*names)))
            return true;
    return false;
}

static bool is_void(struct str name)
{
    static const char *const names[] = {"meta",  "link",  "br",     "img",
                                        "input", "hr",    "source", "wbr",
                                        "area",  "embed", "col",    NULL};
    return is_one_of(name, names);
}

/* ---- Items and their properties ---- */

static struct str last_piece(struct str s)
{
    for (size_t i = s.n; i > 0; i--)
        if (s.p[i - 1] == '/' || s.p[i - 1] == '#')
            return str_slice(s, i, s.n);
    return s;
}

static struct json_object *owner_of(struct scan *c)
{
    for (size_t i = c->depth; i > 0; i--)
        if (c->stack[i - 1].item)
            return c->stack[i - 1].item;
    return c->orphan;
}

/* Add value under prop; further ones make a list, but of a title or text the
 * first counts: pages repeat them for small screens. False: it was not taken,
 * and is the caller's still. */
static bool put(struct scan *c, struct json_object *item, struct str prop,
                struct json_object *value)
{
    static const char *const single[] = {"title", "description", "datePosted",
                                         "url", NULL};
    char key[64];
    prop = last_piece(prop);
    struct json_object *old = NULL;
    if (prop.n == 0 || prop.n >= sizeof key ||
        c->properties++ >= MAX_PROPERTIES)
        return false;
    memcpy(key, prop.p, prop.n);
    key[prop.n] = '\0';
    if (!json_object_object_get_ex(item, key, &old)) {
        json_object_object_add(item, key, value);
        return true;
    }
    if (is_one_of(prop, single))
        return false;
    if (!json_object_is_type(old, json_type_array)) {
        struct json_object *list = json_object_new_array();
        json_object_array_add(list, json_object_get(old));
        json_object_object_add(item, key, list);
        old = list;
    }
    json_object_array_add(old, value);
    return true;
}

static void put_text(struct scan *c, struct json_object *item, struct str prop,
                     struct str text)
{
    struct json_object *value = string_of(text);
    if (!put(c, item, prop, value))
        json_object_put(value);
}

static bool keeps_html(struct str prop)
{
    static const char *const names[] = {"description",
                                        "responsibilities",
                                        "qualifications",
                                        "skills",
                                        "experienceRequirements",
                                        "jobBenefits",
                                        "educationRequirements",
                                        "benefits",
                                        NULL};
    return is_one_of(last_piece(prop), names);
}

/* Whether an address of the element is what its property says. */
static bool is_address(struct str prop)
{
    static const char *const names[] = {"url",   "sameAs", "logo",
                                        "image", "@id",    NULL};
    return is_one_of(last_piece(prop), names);
}

/* What the tag itself says of its property; absent: its content does. */
static struct str own_value(struct scan *c, const struct tag *t)
{
    if (t->content.p)
        return attribute(c, t->content);
    if (t->datetime.p)
        return attribute(c, t->datetime);
    if (t->href.p && (is_address(t->prop) || is_void(t->name)))
        return attribute(c, t->href);
    return t->src.p ? attribute(c, t->src) : STR_NONE;
}

/* A new item: a posting, or the value of a property of the one around it. It
 * lives as long as the scan, whoever wants it: elements within point to it. */
static struct json_object *new_item(struct scan *c, const struct tag *t,
                                    struct json_object *owner)
{
    struct json_object *item = json_object_new_object();
    struct str type = last_piece(str_trim(t->type));
    bool posting = str_eq(type, STR("JobPosting"));
    json_object_object_add(item, "@type", string_of(type));
    bool is_value = owner && t->prop.n && !posting;
    /* What is no posting is passed over by whoever looks for them. */
    if (!is_value || !put(c, owner, t->prop, item))
        json_object_array_add(c->into, item);
    return item;
}

static void open_element(struct scan *c, const struct tag *t, size_t behind)
{
    struct json_object *owner = owner_of(c);
    struct element e = {.name = t->name, .from = behind};
    if (c->properties >= MAX_PROPERTIES || c->depth == MAX_DEPTH)
        return;
    if (t->scope) {
        c->properties++;
        e.item = new_item(c, t, owner);
    } else if (t->prop.n && owner) {
        struct str value = own_value(c, t);
        if (value.p && value.n)
            put_text(c, owner, t->prop, value);
        else if (!is_void(t->name))
            e.owner = owner, e.prop = t->prop;
    }
    if (!is_void(t->name))
        c->stack[c->depth++] = e;
}

static void close_top(struct scan *c, size_t at)
{
    struct element *e = &c->stack[--c->depth];
    struct str inner = str_slice(c->html, e->from, at);
    if (e->item && json_object_object_length(e->item) == 1) {
        struct json_object *type = NULL;
        json_object_object_get_ex(e->item, "@type", &type);
        if (strcmp(json_object_get_string(type), "JobPosting") == 0)
            c->orphan = e->item;
    }
    if (!e->owner)
        return;
    if (keeps_html(e->prop)) {
        if (inner.n > c->budget)
            return;
        c->budget -= inner.n;
    } else {
        struct doc d;
        text_normalise(str_slice(inner, 0, PLAIN_MAX_BYTES), TEXT_HTML, c->a,
                       &d);
        inner = d.text;
    }
    inner = str_trim(inner);
    if (inner.n)
        put_text(c, e->owner, e->prop, inner);
}

/* The end tag named name begins at `at`: what is open within it ends too. One
 * that nothing opened is passed over. */
static void close_element(struct scan *c, struct str name, size_t at)
{
    size_t i = c->depth;
    while (i > 0 && !str_eq_ascii_nocase(c->stack[i - 1].name, name))
        i--;
    if (i == 0)
        return;
    while (c->depth >= i)
        close_top(c, at);
}

/* The place behind mark at or after i, or the end. */
static size_t behind(struct str s, size_t i, struct str mark)
{
    size_t at = str_find(str_slice(s, i, s.n), mark);
    return at == SIZE_MAX ? s.n : i + at + mark.n;
}

static size_t read_markup(struct scan *c, size_t lt)
{
    struct str s = c->html;
    struct str rest = str_slice(s, lt, s.n);
    if (str_starts(rest, STR("<!--")))
        return behind(s, lt + 4, STR("-->"));
    if (str_starts(rest, STR("</"))) {
        size_t end = name_end(s, lt + 2);
        close_element(c, str_slice(s, lt + 2, end), lt);
        return behind(s, end, STR(">"));
    }
    if (rest.n < 2 || !ascii_is_alpha(rest.p[1]))
        return lt + 1;
    struct tag t;
    size_t next = read_tag(s, lt + 1, &t);
    if (str_eq_ascii_nocase(t.name, STR("script")))
        return behind(s, next, STR("</script"));
    if (str_eq_ascii_nocase(t.name, STR("style")))
        return behind(s, next, STR("</style"));
    open_element(c, &t, next);
    return next;
}

void microdata_parse(struct str html, struct arena *a, struct json_object *into)
{
    if (str_find(html, STR("JobPosting")) == SIZE_MAX ||
        str_find_ascii_nocase(html, STR("itemscope")) == SIZE_MAX)
        return;
    struct scan *c = arena_alloc(a, sizeof *c);
    *c =
        (struct scan){.html = html, .a = a, .into = into, .budget = 2 * html.n};
    for (size_t i = 0; i < html.n;) {
        const char *lt = memchr(html.p + i, '<', html.n - i);
        if (!lt)
            break;
        i = read_markup(c, (size_t)(lt - html.p));
    }
    while (c->depth > 0)
        close_top(c, html.n);
}
