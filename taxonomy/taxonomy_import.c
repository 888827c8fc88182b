/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_import.h"
#include "base/utf8.h"
#include "taxonomy/name_set.h"
#include "taxonomy/taxonomy_check.h"

#define LINE_MAX_COLUMNS     80u
#define ID_TRIES             1000u
#define SHORT_NAME_MAX_BYTES 3u

struct import {
    const struct taxonomy *t;
    struct name_set *names, *ids, *seen;
    struct arena *arena; /* ids of the fragments */
    struct buf *out;
    struct import_counts counts;
};

static void put_names(struct import *im, const struct str_list *names,
                      struct str owner)
{
    for (size_t i = 0; i < names->n; i++)
        name_set_put(im->names, names->v[i], owner, NULL, NULL);
}

/* A concept's own name is taken too, though the matcher may not look for it. */
static void put_taxonomy(struct import *im)
{
    for (size_t i = 0; i < im->t->n_concepts; i++) {
        const struct concept *c = &im->t->concepts[i];
        put_names(im, &c->names, c->id);
        put_names(im, &c->cased, c->id);
        put_names(im, &c->weak, c->id);
    }
    for (size_t i = 0; i < im->t->n_concepts; i++) {
        const struct concept *c = &im->t->concepts[i];
        if (c->kind != CONCEPT_THEME)
            name_set_put(im->names, c->name, c->id, NULL, NULL);
    }
}

static bool is_quoted(struct str s)
{
    static const char first[] = "!&*-?|>@%`\"'#{}[],:. ";
    for (size_t i = 0; first[i]; i++)
        if (s.p[0] == first[i])
            return true;
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case ',':
        case '[':
        case ']':
        case '{':
        case '}':
        case '#':
        case ':':
            return true;
        default:
            break;
        }
    static const char *const words[] = {"true", "false", "yes", "no", "on",
                                        "off",  "null",  "y",   "n",  "~"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_eq_ascii_nocase(s, str_from(words[i])))
            return true;
    return ascii_is_digit(s.p[0]);
}

/* s as a YAML scalar. */
static struct str scalar(struct import *im, struct str s)
{
    if (!is_quoted(s))
        return s;
    AUTO(buf_done) struct buf quoted;
    buf_init(&quoted, 2 * s.n + 2);
    buf_add_char(&quoted, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\'')
            buf_add_char(&quoted, '\'');
        buf_add_char(&quoted, s.p[i]);
    }
    buf_add_char(&quoted, '\'');
    return arena_str(im->arena, buf_str(&quoted));
}

/* "ESCO's C++" gives "escos-c": small letters and digits, hyphens between. */
static struct str slug(struct import *im, struct str name)
{
    char id[TAXONOMY_ID_MAX_BYTES - 8]; /* room for a number behind it */
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < name.n; i++) {
        char c = ascii_lower(name.p[i]);
        bool part = ascii_is_alnum(c);
        if (part && n + 1 + gap < sizeof id) {
            if (gap && n > 0)
                id[n++] = '-';
            id[n++] = c;
        }
        gap = part ? false : gap || c != '\'';
    }
    return n ? arena_str(im->arena, (struct str){id, n})
             : arena_str(im->arena, STR("skill"));
}

static bool is_taken(const struct import *im, struct str id)
{
    return taxonomy_find(im->t, id) != SIZE_MAX ||
           taxonomy_find_role(im->t, id) != SIZE_MAX ||
           taxonomy_find_group(im->t, id) != SIZE_MAX ||
           name_set_put(im->ids, id, id, NULL, NULL) != NAME_PUT;
}

/* An id that nobody has; taken for good. */
static struct str free_id(struct import *im, const struct gazetteer_entry *e)
{
    struct str base = slug(im, e->id.p ? e->id : e->name), id = base;
    for (unsigned n = 2; n < ID_TRIES && is_taken(im, id); n++)
        id = arena_printf(im->arena, "%.*s-%u", STR_FMT(base), n);
    return id;
}

/* "  KEY: [a, b]", wrapped. */
static void add_list(struct import *im, const char *key,
                     const struct str_list *items)
{
    if (items->n == 0)
        return;
    size_t start = im->out->n;
    buf_printf(im->out, "  %s: [", key);
    for (size_t i = 0; i < items->n; i++) {
        struct str item = scalar(im, items->v[i]);
        if (i > 0)
            buf_add_char(im->out, ',');
        if (i > 0 && im->out->n - start + item.n + 2 > LINE_MAX_COLUMNS) {
            buf_add_cstr(im->out, "\n   ");
            start = im->out->n - 3;
        }
        if (i > 0)
            buf_add_char(im->out, ' ');
        buf_add_str(im->out, item);
    }
    buf_add_cstr(im->out, "]\n");
}

struct sorted_names {
    struct str_list strong, weak;
};

/* A row of letters, at most the first of them a capital, may be a word. */
static bool may_be_word(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!(i == 0 ? ascii_is_alpha(name.p[i])
                     : ascii_is_alpha(name.p[i]) && !ascii_is_upper(name.p[i])))
            return name.n <= SHORT_NAME_MAX_BYTES;
    return true;
}

static void sort_name(struct sorted_names *to, struct str name)
{
    struct str_list *list = may_be_word(name) ? &to->weak : &to->strong;
    list->v[list->n++] = name;
}

/* name without its last cut bytes, with end behind it. */
static bool has_with_end(struct import *im, struct str name, size_t cut,
                         const char *end)
{
    struct str stem = str_slice(name, 0, name.n - cut);
    return name_set_has(im->names,
                        arena_printf(im->arena, "%.*s%s", STR_FMT(stem), end));
}

/* The matcher finds plurals too, so neither number may be somebody else's. */
static bool has_other_number(struct import *im, struct str name)
{
    char last = name.n > 3 ? ascii_lower(name.p[name.n - 1]) : '\0';
    bool ies =
        name.n > 4 &&
        str_eq_ascii_nocase(str_slice(name, name.n - 3, name.n), STR("ies"));
    return has_with_end(im, name, 0, "s") ||
           (last == 's' && has_with_end(im, name, 1, "")) ||
           (last == 'y' && has_with_end(im, name, 1, "ies")) ||
           (ies && has_with_end(im, name, 3, "y"));
}

static bool is_fit(struct str name)
{
    return name.n <= TAXONOMY_NAME_MAX_BYTES &&
           str_find(name, STR(". ")) == SIZE_MAX;
}

/* Take the further names that are free; those that are not become a comment. */
static void sort_others(struct import *im, const struct gazetteer_entry *e,
                        struct str id, struct sorted_names *to)
{
    for (size_t i = 0; i < e->others.n; i++) {
        struct str other = e->others.v[i], owner;
        struct err err = {0};
        if (!is_fit(other) || has_other_number(im, other)) {
            im->counts.n_clashes++;
            continue;
        }
        switch (name_set_put(im->names, other, id, &owner, &err)) {
        case NAME_PUT:
            sort_name(to, other);
            break;
        case NAME_TAKEN:
            im->counts.n_clashes++;
            buf_printf(im->out, "# clashes: \"%.*s\" is a name of %.*s\n",
                       STR_FMT(other), STR_FMT(owner));
            break;
        case NAME_UNFIT:
            buf_printf(im->out, "# left out: \"%.*s\" %s\n", STR_FMT(other),
                       err.msg);
            break;
        case NAME_OWN:
            break;
        }
    }
}

static void add_value(struct import *im, const char *key, struct str value)
{
    if (value.p)
        buf_printf(im->out, "  %s: %.*s\n", key, STR_FMT(scalar(im, value)));
}

static void add_concept(struct import *im, const struct gazetteer_entry *e,
                        struct str id)
{
    struct sorted_names names = {
        .strong = {arena_calloc(im->arena, e->others.n + 1, sizeof(struct str)),
                   0},
        .weak = {arena_calloc(im->arena, e->others.n + 1, sizeof(struct str)),
                 0}};
    buf_add_char(im->out, '\n');
    if (e->note.p)
        buf_printf(im->out, "# %.*s\n", STR_FMT(e->note));
    name_set_put(im->names, e->name, id, NULL, NULL);
    sort_name(&names, e->name);
    sort_others(im, e, id, &names);
    buf_printf(im->out, "- id: %.*s\n", STR_FMT(id));
    add_value(im, "name", e->name);
    buf_printf(im->out, "  kind: %s\n", concept_kind_name(e->kind));
    if (e->parent.p && taxonomy_find(im->t, e->parent) != SIZE_MAX)
        add_value(im, "parent", e->parent);
    add_list(im, "names", &names.strong);
    add_list(im, "weak", &names.weak);
    struct str esco = e->esco, onet = e->onet;
    add_list(im, "esco", &(struct str_list){&esco, taxonomy_is_esco(esco)});
    add_list(im, "onet", &(struct str_list){&onet, onet.p != NULL});
    if (taxonomy_is_wikidata(e->wikidata))
        add_value(im, "wikidata", e->wikidata);
    im->counts.n_written++;
}

static void take(struct import *im, const struct gazetteer_entry *e)
{
    enum name_put put = NAME_UNFIT;
    if (is_fit(e->name))
        put = name_set_put(im->seen, e->name, e->name, NULL, NULL);
    if (put == NAME_UNFIT)
        im->counts.n_unfit++;
    else if (put == NAME_PUT && (name_set_has(im->names, e->name) ||
                                 has_other_number(im, e->name)))
        im->counts.n_known++;
    else if (put == NAME_PUT)
        add_concept(im, e, free_id(im, e));
}

void taxonomy_import(const struct taxonomy *t, const struct gazetteer *g,
                     struct buf *out, struct import_counts *counts)
{
    AUTO(auto_arena_free) struct arena *arena = arena_new();
    AUTO(auto_name_set_free) struct name_set *names = name_set_new();
    AUTO(auto_name_set_free) struct name_set *ids = name_set_new();
    AUTO(auto_name_set_free) struct name_set *seen = name_set_new();
    struct import im = {.t = t,
                        .names = names,
                        .ids = ids,
                        .seen = seen,
                        .arena = arena,
                        .out = out};
    put_taxonomy(&im);
    for (size_t i = 0; i < g->n; i++)
        take(&im, &g->v[i]);
    *counts = im.counts;
}
