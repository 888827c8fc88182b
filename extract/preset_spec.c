/* SPDX-License-Identifier: MIT */
#include "extract/preset_spec.h"
#include "extract/text.h"
#include <string.h>

#define NAME_MAX_BYTES  64u
#define VALUE_MAX_BYTES (10u << 20)
#define DATE_PARTS      3

bool spec_split(struct str *rest, char sep, struct str *piece)
{
    bool quoted = false;
    size_t i = 0;
    if (!rest->p)
        return false;
    for (; i < rest->n && (quoted || rest->p[i] != sep); i++)
        quoted ^= rest->p[i] == '\'';
    *piece = str_trim(str_slice(*rest, 0, i));
    *rest = i < rest->n ? str_slice(*rest, i + 1, rest->n) : STR_NONE;
    return true;
}

static struct str unquote(struct str s)
{
    bool quoted = s.n >= 2 && s.p[0] == '\'' && s.p[s.n - 1] == '\'';
    return quoted ? str_slice(s, 1, s.n - 1) : s;
}

/* ---- Paths ---- */

static void push(const struct spec_at *at, struct spec_nodes *out,
                 struct json_object *o)
{
    if (out->n == SPEC_MAX_NODES)
        return;
    if (out->n == out->cap) {
        size_t cap = out->cap ? 2 * out->cap : 4;
        struct json_object **v = arena_calloc(at->r->a, cap, sizeof *v);
        if (out->n)
            memcpy(v, out->v, out->n * sizeof *v);
        out->v = v;
        out->cap = cap;
    }
    out->v[out->n++] = o;
}

static struct json_object *member(struct json_object *o, struct str name)
{
    char key[NAME_MAX_BYTES + 1];
    if (name.n == 0 || name.n > NAME_MAX_BYTES)
        return name.n == 0 ? o : NULL;
    memcpy(key, name.p, name.n);
    key[name.n] = '\0';
    return reader_get(o, key);
}

static void walk(const struct spec_at *at, struct json_object *o,
                 struct str path, struct spec_nodes *out)
{
    struct str name;
    if (!o)
        return;
    if (!str_split(&path, '.', &name)) {
        push(at, out, o);
        return;
    }
    if (str_eq(name, STR("*"))) {
        if (!json_object_is_type(o, json_type_object))
            return;
        json_object_object_foreach(o, key, value)
        {
            (void)key;
            walk(at, value, path, out);
        }
        return;
    }
    bool each = str_ends(name, STR("[]"));
    o = member(o, each ? str_slice(name, 0, name.n - 2) : name);
    if (!each || !json_object_is_type(o, json_type_array)) {
        walk(at, o, path, out);
        return;
    }
    for (size_t i = 0; i < json_object_array_length(o); i++)
        walk(at, json_object_array_get_idx(o, i), path, out);
}

static void walk_one(const struct spec_at *at, struct str path,
                     struct spec_nodes *out)
{
    bool top = str_starts(path, STR("/"));
    if (top)
        path = str_slice(path, 1, path.n);
    if (str_eq(path, STR(".")))
        path = STR_NONE;
    walk(at, top ? at->root : at->item, path.n ? path : STR_NONE, out);
}

void spec_walk(const struct spec_at *at, struct str path,
               struct spec_nodes *out)
{
    struct str one;
    while (spec_split(&path, '+', &one))
        walk_one(at, one, out);
}

/* ---- Values ---- */

static bool is_scalar(struct json_object *o)
{
    return !json_object_is_type(o, json_type_object) &&
           !json_object_is_type(o, json_type_array);
}

static struct str join(const struct spec_at *at, struct json_object *const *v,
                       size_t n)
{
    AUTO(buf_done) struct buf out;
    buf_init(&out, VALUE_MAX_BYTES);
    for (size_t i = 0; i < n; i++) {
        struct str s = spec_value(at, v[i]);
        if (s.n && out.n)
            buf_add_cstr(&out, ", ");
        buf_add_str(&out, s);
    }
    return out.n ? arena_str(at->r->a, buf_str(&out)) : STR_NONE;
}

static struct str list_value(const struct spec_at *at, struct json_object *list)
{
    struct spec_nodes nodes = {0};
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        struct json_object *one = json_object_array_get_idx(list, i);
        if (!is_scalar(one))
            return reader_value_text(at->r, list); /* which counts it */
        push(at, &nodes, one);
    }
    return join(at, nodes.v, nodes.n);
}

struct str spec_value(const struct spec_at *at, struct json_object *value)
{
    struct json_object *text = reader_get(value, "#text");
    if (text)
        return reader_value_text(at->r, text);
    if (json_object_is_type(value, json_type_array))
        return list_value(at, value);
    /* An object without members is how some say that there is nothing. */
    if (json_object_is_type(value, json_type_object) &&
        json_object_object_length(value) == 0)
        return STR_NONE;
    return reader_value_text(at->r, value);
}

/* ---- The request's own ---- */

static struct str url_piece(struct str path, uint64_t number)
{
    struct str piece = STR_NONE, end;
    path = str_slice(path, 0, str_find(path, STR("?")));
    for (uint64_t i = 0; i <= number; i++)
        if (!str_split(&path, '/', &piece))
            return STR_NONE;
    end = piece;
    return end.n ? end : STR_NONE;
}

static struct str variable(const struct spec_at *at, struct str name)
{
    const struct reader_input *in = at->r->in;
    size_t scheme = str_find(in->url, STR("://"));
    uint64_t number;
    if (str_eq(name, STR("$board")))
        return in->board.n ? in->board : STR_NONE;
    if (!in->url.p || scheme == SIZE_MAX)
        return STR_NONE;
    if (str_eq(name, STR("$url")))
        return in->url;
    struct str rest = str_slice(in->url, scheme + 3, in->url.n), host;
    str_split(&rest, '/', &host);
    if (str_eq(name, STR("$host")))
        return host;
    if (str_eq(name, STR("$origin")))
        return str_slice(in->url, 0, scheme + 3 + host.n);
    if (str_starts(name, STR("$path")) &&
        str_to_u64(str_slice(name, 5, name.n), 100, &number))
        return url_piece(rest, number);
    return STR_NONE;
}

static struct str expand(const struct spec_at *at, struct str text)
{
    AUTO(buf_done) struct buf out;
    buf_init(&out, VALUE_MAX_BYTES);
    while (text.n) {
        size_t from = str_find(text, STR("{"));
        buf_add_str(&out, str_slice(text, 0, from));
        if (from == SIZE_MAX)
            break;
        text = str_slice(text, from + 1, text.n);
        size_t to = str_find(text, STR("}"));
        struct str name = str_slice(text, 0, to), value;
        struct spec_nodes nodes = {0};
        if (str_starts(name, STR("$"))) {
            value = variable(at, name);
        } else {
            spec_walk(at, name, &nodes);
            value = join(at, nodes.v, nodes.n);
        }
        if (value.n == 0)
            return STR_NONE;
        buf_add_str(&out, value);
        text = to == SIZE_MAX ? STR_NONE : str_slice(text, to + 1, text.n);
    }
    return out.n ? arena_str(at->r->a, buf_str(&out)) : STR_NONE;
}

/* ---- Transforms ---- */

static struct str do_is(struct str s, struct str arg, struct arena *a)
{
    (void)a;
    bool yes = str_eq_ascii_nocase(s, STR("true")) || str_eq(s, STR("1")) ||
               str_eq_ascii_nocase(s, STR("yes"));
    return yes ? arg : STR_NONE;
}

static struct str do_match(struct str s, struct str arg, struct arena *a)
{
    (void)a;
    return str_eq_ascii_nocase(s, arg) ? s : STR_NONE;
}

static struct str do_not(struct str s, struct str arg, struct arena *a)
{
    (void)a;
    return str_eq_ascii_nocase(s, arg) ? STR_NONE : s;
}

static struct str do_has(struct str s, struct str arg, struct arena *a)
{
    (void)a;
    return str_find_ascii_nocase(s, arg) != SIZE_MAX ? s : STR_NONE;
}

static struct str do_lacks(struct str s, struct str arg, struct arena *a)
{
    return do_has(s, arg, a).p ? STR_NONE : s;
}

static struct str do_as(struct str s, struct str arg, struct arena *a)
{
    (void)s;
    (void)a;
    return arg;
}

static struct str do_before(struct str s, struct str arg, struct arena *a)
{
    size_t at = str_find(s, arg);
    (void)a;
    return at == SIZE_MAX ? STR_NONE : str_trim(str_slice(s, 0, at));
}

static struct str do_after(struct str s, struct str arg, struct arena *a)
{
    size_t at = str_find(s, arg);
    (void)a;
    return at == SIZE_MAX ? STR_NONE : str_trim(str_slice(s, at + arg.n, s.n));
}

static struct str do_last(struct str s, struct str arg, struct arena *a)
{
    struct str found = STR_NONE;
    for (struct str rest = s; (rest = do_after(rest, arg, a)).p;)
        found = rest;
    return found;
}

static struct str replace(struct str s, struct str from, struct str to,
                          struct arena *a)
{
    AUTO(buf_done) struct buf out;
    buf_init(&out, VALUE_MAX_BYTES);
    for (size_t at; (at = str_find(s, from)) != SIZE_MAX && from.n > 0;) {
        buf_add_str(&out, str_slice(s, 0, at));
        buf_add_str(&out, to);
        s = str_slice(s, at + from.n, s.n);
    }
    buf_add_str(&out, s);
    return arena_str(a, buf_str(&out));
}

static struct str do_drop(struct str s, struct str arg, struct arena *a)
{
    return replace(s, arg, STR(""), a);
}

static struct str do_split(struct str s, struct str arg, struct arena *a)
{
    return replace(s, arg, STR("; "), a);
}

static struct str do_start(struct str s, struct str arg, struct arena *a)
{
    uint64_t n;
    (void)a;
    return str_to_u64(arg, SPEC_MAX_BYTES, &n) ? str_slice(s, 0, (size_t)n) : s;
}

static struct str do_tail(struct str s, struct str arg, struct arena *a)
{
    (void)arg;
    s = str_slice(s, 0, str_find(s, STR("#")));
    s = str_slice(s, 0, str_find(s, STR("?")));
    while (str_ends(s, STR("/")))
        s.n--;
    struct str last = do_last(s, STR("/"), a);
    return last.n ? last : s;
}

static struct str do_unescape(struct str s, struct str arg, struct arena *a)
{
    (void)arg;
    return text_unescape(s, a);
}

static struct str do_cents(struct str s, struct str arg, struct arena *a)
{
    uint64_t cents;
    (void)arg;
    s = str_slice(s, 0, str_find(s, STR(".")));
    if (!str_to_u64(s, INT64_MAX, &cents))
        return STR_NONE;
    return arena_printf(a, "%ju.%02u", (uintmax_t)(cents / 100),
                        (unsigned)(cents % 100));
}

static struct str do_dmy(struct str s, struct str arg, struct arena *a)
{
    struct str part;
    uint64_t v[DATE_PARTS];
    (void)arg;
    for (size_t i = 0; i < DATE_PARTS; i++)
        if (!str_split(&s, '/', &part) || !str_to_u64(part, 9999, &v[i]))
            return STR_NONE;
    return arena_printf(a, "%04u-%02u-%02u", (unsigned)v[2], (unsigned)v[1],
                        (unsigned)v[0]);
}

static struct str do_first(struct str s, struct str arg, struct arena *a)
{
    (void)arg;
    (void)a;
    return s; /* known before its elements are joined */
}

static const struct transform {
    const char *name;
    bool has_arg;
    bool tells_truth; /* true and false are values to it */
    struct str (*apply)(struct str s, struct str arg, struct arena *a);
} transforms[] = {
    {"after", true, false, do_after},
    {"as", true, false, do_as},
    {"before", true, false, do_before},
    {"cents", false, false, do_cents},
    {"dmy", false, false, do_dmy},
    {"drop", true, false, do_drop},
    {"first", false, false, do_first},
    {"has", true, false, do_has},
    {"is", true, true, do_is},
    {"lacks", true, false, do_lacks},
    {"last", true, false, do_last},
    {"match", true, true, do_match},
    {"not", true, false, do_not},
    {"split", true, false, do_split},
    {"start", true, false, do_start},
    {"tail", false, false, do_tail},
    {"unescape", false, false, do_unescape},
};

/* The transform that text names, with what stands behind its colon. */
static const struct transform *find_transform(struct str text, struct str *arg)
{
    size_t colon = str_find(text, STR(":"));
    struct str name = str_trim(str_slice(text, 0, colon));
    *arg = colon == SIZE_MAX
               ? STR_NONE
               : unquote(str_trim(str_slice(text, colon + 1, text.n)));
    for (size_t i = 0; i < sizeof transforms / sizeof *transforms; i++)
        if (str_eq(name, str_from(transforms[i].name)))
            return &transforms[i];
    return NULL;
}

static bool tells_truth(struct str rest)
{
    struct str text, arg;
    if (!spec_split(&rest, '|', &text))
        return false;
    const struct transform *t = find_transform(text, &arg);
    return t && t->tells_truth;
}

static bool takes_first(struct str rest)
{
    struct str text;
    while (spec_split(&rest, '|', &text))
        if (str_eq(text, STR("first")))
            return true;
    return false;
}

static struct str path_text(const struct spec_at *at, struct str path,
                            struct str rest)
{
    struct spec_nodes nodes = {0};
    spec_walk(at, path, &nodes);
    if (nodes.n > 0 && json_object_is_type(nodes.v[0], json_type_boolean))
        return !tells_truth(rest)                    ? STR_NONE
               : json_object_get_boolean(nodes.v[0]) ? STR("true")
                                                     : STR("false");
    if (nodes.n > 1 && takes_first(rest))
        nodes.n = 1;
    return nodes.n == 1 ? spec_value(at, nodes.v[0])
                        : join(at, nodes.v, nodes.n);
}

static struct str alternative(const struct spec_at *at, struct str rest)
{
    struct str source, text, arg, s;
    spec_split(&rest, '|', &source);
    if (str_starts(source, STR("'")))
        s = expand(at, unquote(source));
    else if (str_starts(source, STR("$")))
        s = variable(at, source);
    else
        s = path_text(at, source, rest);
    while (s.n && spec_split(&rest, '|', &text)) {
        const struct transform *t = find_transform(text, &arg);
        s = t ? t->apply(s, arg, at->r->a) : STR_NONE;
    }
    return s;
}

struct str spec_text(const struct spec_at *at, const char *spec)
{
    struct str rest = str_from(spec), one;
    while (spec_split(&rest, ',', &one)) {
        struct str s = alternative(at, one);
        if (s.n)
            return s;
    }
    return STR_NONE;
}

/* ---- Checking what a person wrote ---- */

static enum st check_alternative(struct str rest, struct err *err)
{
    struct str source, text, arg;
    spec_split(&rest, '|', &source);
    if (source.n == 0)
        return err_set(err, ST_CONFIG, "a path is missing");
    while (spec_split(&rest, '|', &text)) {
        const struct transform *t = find_transform(text, &arg);
        if (!t)
            return err_set(err, ST_CONFIG, "there is no transform \"%.*s\"",
                           STR_FMT(text));
        if (t->has_arg != (arg.n > 0))
            return err_set(err, ST_CONFIG, "the transform \"%s\" %s", t->name,
                           t->has_arg ? "needs a value behind a colon"
                                      : "takes no value");
    }
    return ST_OK;
}

enum st spec_check(const char *spec, struct err *err)
{
    struct str rest = str_from(spec), one;
    size_t quotes = 0;
    if (rest.n > SPEC_MAX_BYTES)
        return err_set(err, ST_CONFIG, "is longer than %u bytes",
                       SPEC_MAX_BYTES);
    for (size_t i = 0; i < rest.n; i++)
        quotes += rest.p[i] == '\'';
    if (quotes % 2)
        return err_set(err, ST_CONFIG, "a quote is not closed");
    while (spec_split(&rest, ',', &one)) {
        enum st st = check_alternative(one, err);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}
