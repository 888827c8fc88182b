/* SPDX-License-Identifier: MIT */
#include "crawler/yaml_place.h"
#include <string.h>
#include <yaml.h>

struct search {
    unsigned entry, seen;
    const char *key;
    unsigned depth; /* 1: in the list; 2: in a mapping of it */
    bool at_key;    /* the next scalar at depth 2 is a key */
    unsigned line;  /* found so far */
    bool done;
};

static unsigned line_of(const yaml_event_t *e)
{
    return (unsigned)e->start_mark.line + 1;
}

static void on_start(struct search *s, const yaml_event_t *e)
{
    if (++s->depth != 2)
        return;
    if (s->seen++ == s->entry)
        s->line = line_of(e);
    s->at_key = true;
}

static void on_end(struct search *s)
{
    if (s->depth-- == 2)
        s->done = s->seen == s->entry + 1;
    else if (s->depth == 2)
        s->at_key = true; /* the value of a key ended */
}

static void on_scalar(struct search *s, const yaml_event_t *e)
{
    const char *value = (const char *)e->data.scalar.value;
    if (s->depth == 1)
        s->seen++;
    if (s->depth != 2)
        return;
    if (s->at_key && s->seen == s->entry + 1 && s->key &&
        strcmp(value, s->key) == 0) {
        s->line = line_of(e);
        s->done = true;
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
        on_end(s);
        break;
    case YAML_SCALAR_EVENT:
        on_scalar(s, e);
        break;
    default:
        s->done = e->type == YAML_STREAM_END_EVENT;
    }
}

unsigned yaml_place(struct str text, unsigned entry, const char *key)
{
    struct search s = {.entry = entry, .key = key};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return 0;
    yaml_parser_set_input_string(
        &parser, (const unsigned char *)(text.p ? text.p : ""), text.n);
    yaml_event_t event;
    while (!s.done && yaml_parser_parse(&parser, &event)) {
        look(&s, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return s.line;
}
