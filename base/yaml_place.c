/* SPDX-License-Identifier: MIT */
#include "base/yaml_place.h"
#include <string.h>
#include <yaml.h>

struct search {
    unsigned entry, seen;
    unsigned level; /* depth of the mappings that are looked at */
    const char *key;
    unsigned depth;
    bool at_key;   /* the next scalar at that level is a key */
    bool found;    /* its last key was ours */
    unsigned line; /* found so far */
    bool done;
    yaml_mark_t start; /* of the value of our key, a mapping */
    bool inside;       /* it began */
    void (*value)(void *ctx, const struct search *s, const yaml_event_t *end);
    void *ctx;
};

static unsigned line_of(const yaml_event_t *e)
{
    return (unsigned)e->start_mark.line + 1;
}

static void on_start(struct search *s, const yaml_event_t *e)
{
    if (++s->depth == s->level) {
        if (s->seen++ == s->entry)
            s->line = line_of(e);
        s->at_key = true;
    } else if (s->depth == s->level + 1 && s->found && !s->at_key &&
               e->type == YAML_MAPPING_START_EVENT) {
        s->start = e->start_mark;
        s->inside = true;
    }
}

static void on_end(struct search *s, const yaml_event_t *e)
{
    if (s->depth-- == s->level) {
        s->done = s->seen == s->entry + 1;
    } else if (s->depth == s->level) {
        s->at_key = true; /* the value of a key ended */
        if (s->inside && s->value)
            s->value(s->ctx, s, e);
        s->inside = false;
    }
}

static void on_scalar(struct search *s, const yaml_event_t *e)
{
    const char *value = (const char *)e->data.scalar.value;
    if (s->depth + 1 == s->level)
        s->seen++;
    if (s->depth != s->level)
        return;
    if (s->at_key) {
        s->found = s->key && strcmp(value, s->key) == 0;
        if (s->found && s->seen == s->entry + 1) {
            s->line = line_of(e);
            s->done = true;
        }
    }
    s->at_key = !s->at_key;
}

static void look(struct search *s, const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        on_start(s, e);
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        on_end(s, e);
        break;
    case YAML_SCALAR_EVENT:
        on_scalar(s, e);
        break;
    default:
        s->done = e->type == YAML_STREAM_END_EVENT;
    }
}

static void search(struct search *s, struct str text)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return;
    yaml_parser_set_input_string(
        &parser, (const unsigned char *)(text.p ? text.p : ""), text.n);
    yaml_event_t event;
    while (!s->done && yaml_parser_parse(&parser, &event)) {
        look(s, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

unsigned yaml_line(struct str text, unsigned entry, const char *key)
{
    bool whole = entry == YAML_WHOLE;
    struct search s = {
        .entry = whole ? 0 : entry, .key = key, .level = whole ? 1 : 2};
    search(&s, text);
    return s.line;
}

/* ---- Values as they are written ---- */

struct gathering {
    struct str text;
    size_t at, characters; /* how far marks were turned into bytes */
    struct arena *a;
    struct yaml_written *v;
    size_t n;
};

/* libyaml counts characters; a BOM is none of them. Marks come in the order of
 * the text. */
static size_t byte_of(struct gathering *g, size_t character)
{
    if (g->at == 0 && str_starts(g->text, STR("\xef\xbb\xbf")))
        g->at = 3;
    while (g->characters < character && g->at < g->text.n) {
        g->at++;
        while (g->at < g->text.n &&
               ((unsigned char)g->text.p[g->at] & 0xc0) == 0x80)
            g->at++;
        g->characters++;
    }
    return g->at;
}

static void on_value(void *ctx, const struct search *s, const yaml_event_t *end)
{
    struct gathering *g = ctx;
    if (g->n == YAML_WRITTEN_MAX)
        return;
    if (!g->v)
        g->v = arena_calloc(g->a, YAML_WRITTEN_MAX, sizeof *g->v);
    size_t from = byte_of(g, s->start.index);
    size_t to = byte_of(g, end->end_mark.index);
    struct str text = str_slice(g->text, from, to);
    /* The first line is indented as the others are. */
    g->v[g->n++] = (struct yaml_written){
        .entry = s->seen - 1,
        .line = (unsigned)s->start.line + 1,
        .text = arena_printf(g->a, "%*s%.*s", (int)s->start.column, "",
                             STR_FMT(text))};
}

size_t yaml_written(struct str text, const char *key, struct arena *a,
                    struct yaml_written **out)
{
    struct gathering g = {.text = text, .a = a};
    struct search s = {.entry = YAML_WHOLE,
                       .key = key,
                       .level = 2,
                       .value = on_value,
                       .ctx = &g};
    if (str_find(text, str_from(key)) != SIZE_MAX)
        search(&s, text);
    *out = g.v;
    return g.n;
}
