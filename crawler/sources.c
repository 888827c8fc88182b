/* SPDX-License-Identifier: MIT */
#include "crawler/sources.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "base/yaml.h"
#include "base/yaml_place.h"
#include "crawler/boards.h"
#include "crawler/names.h"
#include "crawler/net.h"
#include "crawler/own_kinds.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One entry as libcyaml reads it. */
struct entry {
    char *kind, *board, *url, *name, *company, *base, *match, *except;
    enum answer { NO, YES } allow_private;
    unsigned max_pages, max_postings;
};

/* libcyaml's own boolean takes every word but a few as true. */
static const cyaml_strval_t answers[] = {
    {"false", NO}, {"true", YES}, {"no", NO}, {"yes", YES}};

#define OPTIONAL_TEXT(key, max)                                                \
    CYAML_FIELD_STRING_PTR(#key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,     \
                           struct entry, key, 1, max)

static const cyaml_schema_field_t entry_fields[] = {
    CYAML_FIELD_STRING_PTR("kind", CYAML_FLAG_POINTER, struct entry, kind, 1,
                           64),
    OPTIONAL_TEXT(board, SOURCES_BOARD_MAX_BYTES),
    OPTIONAL_TEXT(url, URL_MAX_BYTES),
    OPTIONAL_TEXT(name, SOURCES_NAME_MAX_BYTES),
    OPTIONAL_TEXT(company, SOURCES_COMPANY_MAX_BYTES),
    OPTIONAL_TEXT(base, URL_MAX_BYTES),
    OPTIONAL_TEXT(match, SOURCES_MATCH_MAX_BYTES),
    OPTIONAL_TEXT(except, SOURCES_MATCH_MAX_BYTES),
    CYAML_FIELD_ENUM("allow_private", CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT,
                     struct entry, allow_private, answers,
                     CYAML_ARRAY_LEN(answers)),
    CYAML_FIELD_UINT("max_pages", CYAML_FLAG_OPTIONAL, struct entry, max_pages),
    CYAML_FIELD_UINT("max_postings", CYAML_FLAG_OPTIONAL, struct entry,
                     max_postings),
    /* Taken as it is written: own_kinds.h. */
    CYAML_FIELD_IGNORE("preset", CYAML_FLAG_OPTIONAL), CYAML_FIELD_END};

static const cyaml_schema_value_t entry_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct entry, entry_fields)};

static const cyaml_schema_value_t list_schema = {CYAML_VALUE_SEQUENCE(
    CYAML_FLAG_POINTER, struct entry, &entry_schema, 0, SOURCES_MAX)};

/* The reading of one file. */
struct reading {
    struct str text;
    const char *file;
    const struct entry *entries;
    struct arena *arena; /* becomes the sources' */
    struct names names;
    struct own_kinds own;
    unsigned at; /* the entry being read */
};

/* Put "FILE:LINE: key KEY: " in front of the error that there is. */
static enum st at_key(const struct reading *r, const char *key, struct err *err)
{
    err_prefix(err, "%s:%u: key %s", r->file, yaml_line(r->text, r->at, key),
               key);
    return ST_CONFIG;
}

static enum st wrong(const struct reading *r, const char *key, const char *why,
                     struct err *err)
{
    err_set(err, ST_CONFIG, "%s", why);
    return at_key(r, key, err);
}

/* The kinds that the file makes, wherever in it they are used. */
static enum st name_own_kinds(struct reading *r, unsigned n, struct err *err)
{
    for (size_t i = 0; i < r->own.n; i++) {
        r->at = r->own.presets[i].entry;
        if (r->at >= n)
            continue;
        struct str kind = str_from(r->entries[r->at].kind);
        if (own_kinds_name(&r->own, i, kind, err) != ST_OK)
            return at_key(r, "kind", err);
    }
    r->at = 0;
    return ST_OK;
}

static enum st check_kind(const struct reading *r, struct err *err)
{
    struct str given = str_from(r->entries[r->at].kind);
    if (board_kind(given) || own_kinds_preset(&r->own, given))
        return ST_OK;
    AUTO(buf_done) struct buf known;
    buf_init(&known, 1024);
    size_t n;
    const struct board_kind *kinds = board_kinds(&n);
    for (size_t i = 0; i < n; i++)
        buf_printf(&known, "%s%s", i ? ", " : "", kinds[i].name);
    err_set(err, ST_CONFIG, "no kind \"%.*s\"; give it a preset, or one of %s",
            STR_FMT(given), buf_cstr(&known));
    return at_key(r, "kind", err);
}

static bool slug_is_sound(const char *slug)
{
    if (!ascii_is_alnum(slug[0]) && slug[0] != '_')
        return false;
    for (const char *p = slug; *p; p++)
        if (!ascii_is_alnum(*p) && !strchr("-_. ", *p))
            return false;
    return slug[strlen(slug) - 1] != ' ' && !strstr(slug, "..");
}

static enum st check_slug(const struct reading *r, struct err *err)
{
    const struct entry *e = &r->entries[r->at];
    char host[SOURCES_BOARD_MAX_BYTES + 1];
    const char *site = strchr(e->board, '/');
    const struct board_kind *kind = board_kind(str_from(e->kind));
    if (!kind || !kind->has_site)
        return slug_is_sound(e->board)
                   ? ST_OK
                   : wrong(r, "board",
                           "a slug has letters, digits, '-', '_', '.' and "
                           "blanks between words, as in the board's address",
                           err);
    snprintf(host, sizeof host, "%.*s", site ? (int)(site - e->board) : 0,
             e->board);
    if (site && slug_is_sound(host) && slug_is_sound(site + 1))
        return ST_OK;
    return wrong(
        r, "board",
        "is HOST/SITE, as in the board's address: \"acme.wd5/Careers\" "
        "for https://acme.wd5.myworkdayjobs.com/Careers",
        err);
}

/* A kind whose sources have an address of their own. */
static enum st check_page(const struct reading *r,
                          const struct board_kind *kind, struct err *err)
{
    const struct entry *e = &r->entries[r->at];
    if (kind && e->board)
        return wrong(r, "board", "a page has none; give its url", err);
    if (e->base)
        return wrong(r, "base", "a page has none; its url says all", err);
    if ((e->match || e->except) && !(kind && kind->lists_pages))
        return wrong(r, e->match ? "match" : "except",
                     "is for sources of kind sitemap only", err);
    if (!e->url && !(kind && kind->url))
        return wrong(r, "url", "is missing: the address of the page", err);
    return ST_OK;
}

static enum st check_board(const struct reading *r, struct err *err)
{
    const struct entry *e = &r->entries[r->at];
    const struct board_kind *kind = board_kind(str_from(e->kind));
    bool is_page = !kind || !kind->base;
    enum st st = is_page ? check_page(r, kind, err) : ST_OK;
    if (st != ST_OK)
        return st;
    if (!is_page && (e->match || e->except))
        return wrong(r, e->match ? "match" : "except",
                     "is for sources of kind sitemap only", err);
    if (!is_page && e->url)
        return wrong(r, "url", "only a page has one; give the board's slug",
                     err);
    if (!is_page && !e->board)
        return wrong(r, "board",
                     "is missing: the employer's slug in the board's address",
                     err);
    if (e->max_pages > SOURCES_PAGES_MAX)
        return wrong(r, "max_pages", "is at most 10000", err);
    return e->board ? check_slug(r, err) : ST_OK;
}

/* base or url: fetchable, and private only where that is allowed. */
static enum st check_address(const struct reading *r, const char *key,
                             const char *text, struct err *err)
{
    const struct entry *e = &r->entries[r->at];
    struct url url = {0};
    struct err why;
    if (url_parse(str_from(text), &url, &why) != ST_OK)
        return wrong(r, key, why.msg, err);
    bool private = net_host_is_private(url.host);
    bool has_path = strcmp(key, "base") == 0 && !str_eq(url.target, STR("/"));
    url_done(&url);
    if (has_path)
        return wrong(r, key, "has scheme, host and port only", err);
    if (private && !e->allow_private)
        return wrong(r, key,
                     "is on a private address; say allow_private: true if "
                     "that is meant",
                     err);
    return ST_OK;
}

static bool name_is_sound(struct str name)
{
    if (!utf8_is_clean(name) || name.p[0] == '-' ||
        !str_eq(name, str_trim(name)))
        return false;
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7f)
            return false;
    return true;
}

static struct str default_name(struct reading *r)
{
    const struct entry *e = &r->entries[r->at];
    if (e->board)
        return arena_printf(r->arena, "%s/%s", e->kind, e->board);
    struct url url = {0};
    struct err unused;
    if (!e->url || url_parse(str_from(e->url), &url, &unused) != ST_OK)
        return arena_str(r->arena, str_from(e->kind));
    struct str path = url.target;
    size_t query = str_find(path, STR("?"));
    path = str_slice(path, 0, query);
    if (str_ends(path, STR("/")))
        path.n--;
    struct str name = arena_printf(r->arena, "%s/%.*s%.*s", e->kind,
                                   STR_FMT(url.host), STR_FMT(path));
    url_done(&url);
    return str_slice(name, 0, SOURCES_NAME_MAX_BYTES);
}

static enum st set_name(struct reading *r, struct source *s, struct err *err)
{
    const struct entry *e = &r->entries[r->at];
    bool is_new;
    s->name =
        e->name ? arena_str(r->arena, str_from(e->name)) : default_name(r);
    if (!name_is_sound(s->name))
        return wrong(r, "name",
                     "has control bytes, blanks at an end, or begins with '-'",
                     err);
    size_t first = names_put(&r->names, s->name, &is_new);
    if (is_new)
        return ST_OK;
    err_set(err, ST_CONFIG,
            "\"%.*s\" is already the source of line %u; give it another name",
            STR_FMT(s->name), yaml_line(r->text, (unsigned)first, NULL));
    return at_key(r, "name", err);
}

static enum st read_entry(struct reading *r, struct source *s, struct err *err)
{
    const struct entry *e = &r->entries[r->at];
    enum st st = check_kind(r, err);
    if (st == ST_OK)
        st = check_board(r, err);
    if (st == ST_OK && e->base)
        st = check_address(r, "base", e->base, err);
    if (st == ST_OK && e->url)
        st = check_address(r, "url", e->url, err);
    if (st != ST_OK)
        return st;
    *s = (struct source){
        .kind = arena_str(r->arena, str_from(e->kind)),
        .board = arena_str(r->arena, str_from(e->board)),
        .url = arena_str(r->arena, str_from(e->url)),
        .company = arena_str(r->arena, str_from(e->company)),
        .base = arena_str(r->arena, str_from(e->base)),
        .match = arena_str(r->arena, str_from(e->match)),
        .except = arena_str(r->arena, str_from(e->except)),
        .allow_private = e->allow_private == YES,
        .max_pages = e->max_pages,
        .max_postings = e->max_postings,
    };
    const struct yaml_written *own = own_kinds_preset(&r->own, s->kind);
    if (own) {
        s->preset = own->text;
        s->preset_line = own->line;
    }
    return set_name(r, s, err);
}

static enum st read_entries(struct reading *r, unsigned n, struct sources *s,
                            struct err *err)
{
    s->v = arena_calloc(r->arena, n ? n : 1, sizeof *s->v);
    enum st st = name_own_kinds(r, n, err);
    for (; st == ST_OK && r->at < n; r->at++)
        st = read_entry(r, &s->v[r->at], err);
    s->n = n;
    return st;
}

enum st sources_parse(struct str text, const char *file, struct sources **out,
                      struct err *err)
{
    void *data = NULL;
    unsigned n = 0;
    enum st st = yaml_load(text, file, &list_schema, &data, &n, err);
    if (st != ST_OK)
        return st;
    struct sources *s = xalloc(sizeof *s);
    struct reading r = {
        .text = text, .file = file, .entries = data, .arena = arena_new()};
    s->impl = r.arena;
    s->file = arena_str(r.arena, str_from(file));
    own_kinds_find(text, r.arena, &r.own);
    names_init(&r.names);
    st = read_entries(&r, n, s, err);
    names_done(&r.names);
    yaml_free(&list_schema, data, n);
    if (st == ST_OK)
        *out = s;
    else
        sources_free(s);
    return st;
}

enum st sources_load(const char *path, struct sources **out, struct err *err)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, YAML_FILE_MAX_BYTES);
    enum st st = file_read(path, &text, err);
    if (st != ST_OK)
        return st;
    return sources_parse(buf_str(&text), path, out, err);
}

struct str sources_text(struct sources *s, struct str text)
{
    return arena_str(s->impl, text);
}

void sources_free(struct sources *s)
{
    if (!s)
        return;
    arena_free(s->impl);
    free(s);
}
