/* SPDX-License-Identifier: MIT */
#include "base/yaml_error.h"
#include "base/opts.h"
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#define PATH_BYTES   160
#define MAX_KEYS     64
#define MAX_DEPTH    64
#define NEAR_WORDS   80
#define UNKNOWN_KEY  "Unexpected key: "
#define REPEATED_KEY "Mapping field already seen: "
#define MISSING_KEY  "Missing required mapping field: "
#define WRONG_TYPE   "Expecting "
#define WRONG_VALUE  "Invalid "

static const char *behind(const char *line, const char *prefix)
{
    size_t n = strlen(prefix);
    return strncmp(line, prefix, n) == 0 ? line + n : NULL;
}

static void take_words(struct yaml_report *r, const char *line)
{
    const char *words = behind(line, "Load: ");
    if (!words || r->words[0] || behind(words, "Backtrace"))
        return;
    snprintf(r->words, sizeof r->words, "%s", words);
}

/* "  in mapping field 'x' (line: 2, column: 6)", innermost first. */
static void take_place(struct yaml_report *r, const char *line)
{
    struct yaml_place place = {0};
    unsigned number = 0, column = 0;
    place.is_key = behind(line, "  in mapping field '") != NULL;
    const char *quote = strchr(line, '\'');
    const char *at = strstr(line, "(line: ");
    if (!at || sscanf(at, "(line: %u, column: %u", &number, &column) != 2)
        return;
    if (r->line == 0) {
        r->line = number;
        r->column = column;
    }
    if (!quote || r->n_places == YAML_MAX_PLACES)
        return; /* "in mapping": no key is read yet */
    snprintf(place.name, sizeof place.name, "%.*s",
             (int)strcspn(quote + 1, "'"), quote + 1);
    r->places[r->n_places++] = place;
}

void yaml_error_log(cyaml_log_t level, void *ctx, const char *fmt, va_list args)
{
    struct yaml_report *r = ctx;
    char line[YAML_WORDS_BYTES];
    vsnprintf(line, sizeof line, fmt, args);
    line[strcspn(line, "\n")] = '\0';
    if (level == CYAML_LOG_WARNING)
        r->documents = r->documents || strstr(line, "documents") != NULL;
    else if (behind(line, "  in "))
        take_place(r, line);
    else
        take_words(r, line);
}

/* A walk over the events of a text that knows which scalars are keys. */
struct walk {
    yaml_parser_t parser;
    yaml_event_t event;
    unsigned depth;
    bool in_mapping[MAX_DEPTH], key_next[MAX_DEPTH];
};

static void walk_start(struct walk *w, struct str text)
{
    *w = (struct walk){0};
    yaml_parser_initialize(&w->parser);
    yaml_parser_set_input_string(&w->parser, (const unsigned char *)text.p,
                                 text.n);
}

static void walk_end(struct walk *w)
{
    yaml_event_delete(&w->event);
    yaml_parser_delete(&w->parser);
}

static void push(struct walk *w, bool mapping)
{
    if (w->depth < MAX_DEPTH) {
        w->in_mapping[w->depth] = mapping;
        w->key_next[w->depth] = mapping;
    }
    w->depth++;
}

/* The next event; *is_key tells whether it is a key. False at the end and on
 * broken syntax, which parser.error tells apart. */
static bool walk_next(struct walk *w, bool *is_key)
{
    yaml_event_delete(&w->event);
    if (!yaml_parser_parse(&w->parser, &w->event))
        return false;
    *is_key = false;
    yaml_event_type_t type = w->event.type;
    if (type == YAML_SEQUENCE_END_EVENT || type == YAML_MAPPING_END_EVENT)
        w->depth -= w->depth > 0;
    bool node = type == YAML_SCALAR_EVENT || type == YAML_ALIAS_EVENT ||
                type == YAML_SEQUENCE_START_EVENT ||
                type == YAML_MAPPING_START_EVENT;
    unsigned level = w->depth - 1;
    if (node && w->depth > 0 && level < MAX_DEPTH && w->in_mapping[level]) {
        *is_key = w->key_next[level];
        w->key_next[level] = !*is_key;
    }
    if (type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT)
        push(w, type == YAML_MAPPING_START_EVENT);
    return type != YAML_STREAM_END_EVENT;
}

static unsigned event_line(const struct walk *w)
{
    return (unsigned)w->event.start_mark.line + 1;
}

/* Line of the first key called name at or behind the place told; else that. */
static unsigned line_of_key(const struct yaml_report *r, struct str text,
                            const char *name)
{
    struct walk w;
    unsigned found = 0;
    bool is_key;
    walk_start(&w, text);
    while (!found && walk_next(&w, &is_key)) {
        unsigned line = event_line(&w);
        unsigned column = (unsigned)w.event.start_mark.column + 1;
        bool before = line < r->line || (line == r->line && column < r->column);
        if (is_key && !before && w.event.type == YAML_SCALAR_EVENT &&
            strcmp((const char *)w.event.data.scalar.value, name) == 0)
            found = line;
    }
    walk_end(&w);
    return found ? found : r->line;
}

/* Line of the first value in the text; of the top when that is wrong. */
static unsigned line_of_top(struct str text)
{
    struct walk w;
    unsigned found = 1;
    bool is_key, more = true;
    walk_start(&w, text);
    while ((more = walk_next(&w, &is_key)))
        if (w.event.type == YAML_SCALAR_EVENT || w.depth > 0)
            break;
    if (more)
        found = event_line(&w);
    walk_end(&w);
    return found;
}

/* When the text is no YAML: where and why, in libyaml's words. */
static bool find_syntax_error(struct str text, char *words, size_t size,
                              unsigned *line)
{
    struct walk w;
    bool is_key;
    walk_start(&w, text);
    while (walk_next(&w, &is_key))
        ;
    bool broken = w.parser.error != YAML_NO_ERROR;
    if (broken) {
        *line = (unsigned)w.parser.problem_mark.line + 1;
        if (w.parser.error == YAML_READER_ERROR) {
            *line = 1;
            for (size_t i = 0; i < w.parser.problem_offset && i < text.n; i++)
                *line += text.p[i] == '\n';
        }
        snprintf(words, size, "%s%s%s",
                 w.parser.problem ? w.parser.problem : "is not YAML",
                 w.parser.context ? " " : "",
                 w.parser.context ? w.parser.context : "");
    }
    walk_end(&w);
    return broken;
}

/* The part of the schema that the places lead to, or NULL. */
static const cyaml_schema_value_t *schema_at(const struct yaml_report *r,
                                             const cyaml_schema_value_t *schema)
{
    for (size_t i = r->n_places; schema && i-- > 0;) {
        const struct yaml_place *place = &r->places[i];
        if (!place->is_key) {
            schema = schema->type == CYAML_SEQUENCE ||
                             schema->type == CYAML_SEQUENCE_FIXED
                         ? schema->sequence.entry
                         : NULL;
            continue;
        }
        if (schema->type != CYAML_MAPPING)
            return NULL;
        const cyaml_schema_field_t *f = schema->mapping.fields;
        while (f->key && strcmp(f->key, place->name) != 0)
            f++;
        schema = f->key ? &f->value : NULL;
    }
    return schema;
}

/* "; did you mean name?" or nothing. */
static void near_key(const cyaml_schema_value_t *schema, const char *key,
                     char out[NEAR_WORDS])
{
    const char *names[MAX_KEYS + 1];
    size_t n = 0;
    out[0] = '\0';
    if (!schema || schema->type != CYAML_MAPPING)
        return;
    for (const cyaml_schema_field_t *f = schema->mapping.fields; f->key; f++)
        if (n < MAX_KEYS)
            names[n++] = f->key;
    names[n] = NULL;
    const char *near = opts_nearest(key, names);
    if (near)
        snprintf(out, NEAR_WORDS, "; did you mean \"%s\"?", near);
}

/* libcyaml's names of types and of libyaml's events, for a person. */
static const char *kind_words(const char *name)
{
    static const struct {
        const char *name, *words;
    } kinds[] = {
        {"STRING", "a text"},
        {"INT", "a whole number"},
        {"UINT", "a whole number"},
        {"BOOL", "true or false"},
        {"FLOAT", "a number"},
        {"ENUM", "a known word"},
        {"FLAGS", "a list of words"},
        {"MAPPING", "a mapping (key: value)"},
        {"SEQUENCE", "a list"},
        {"SEQUENCE_FIXED", "a list"},
        {"SCALAR", "a single value"},
        {"MAPPING_START", "a mapping (key: value)"},
        {"SEQUENCE_START", "a list"},
        {"ALIAS", "an alias"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(name, kinds[i].name) == 0)
            return kinds[i].words;
    return name;
}

static void say_wrong_type(struct yaml_report *r)
{
    char want[32] = "", got[32] = "";
    if (sscanf(r->words, WRONG_TYPE "%31[A-Z_], got event: %31[A-Z_]", want,
               got) == 2)
        snprintf(r->words, sizeof r->words, "%s is expected here, not %s",
                 kind_words(want), kind_words(got));
}

/* "one of: small, large" for an enumeration; else the words of its kind. */
static void want_words(const cyaml_schema_value_t *schema, const char *kind,
                       char *out, size_t size)
{
    if (!schema || schema->type != CYAML_ENUM) {
        snprintf(out, size, "%s", kind_words(kind));
        return;
    }
    size_t used = 0;
    for (uint32_t i = 0; i < schema->enumeration.count && used < size; i++) {
        int n =
            snprintf(out + used, size - used, "%s%s",
                     i ? ", " : "one of: ", schema->enumeration.strings[i].str);
        used += n > 0 ? (size_t)n : 0;
    }
}

/* "Invalid INT value: 'x'", with or without the quotes. */
static void say_wrong_value(struct yaml_report *r,
                            const cyaml_schema_value_t *schema)
{
    char kind[32] = "", value[64] = "", want[NEAR_WORDS] = "";
    if (sscanf(r->words, WRONG_VALUE "%31s value: %63[^\n]", kind, value) != 2)
        return;
    size_t n = strlen(value);
    bool quoted = n >= 2 && value[0] == '\'' && value[n - 1] == '\'';
    want_words(schema_at(r, schema), kind, want, sizeof want);
    snprintf(r->words, sizeof r->words, "\"%.*s\" is not %s",
             (int)(quoted ? n - 2 : n), value + quoted, want);
}

/* A text or list that passes a limit of the schema, which is the first number
 * behind prefix, or behind " of " where libcyaml counts first. */
static void say_limit(struct yaml_report *r)
{
    static const struct {
        const char *prefix, *what;
    } limits[] = {
        {"STRING length < ", "the text is too short, the least is"},
        {"STRING length > ", "the text is too long, the most is"},
        {"Excessive entries (", "the list is too long, the most is"},
        {"Insufficient entries (", "the list is too short, the least is"},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const char *at = behind(r->words, limits[i].prefix);
        unsigned limit;
        if (at && strstr(at, " of "))
            at = strstr(at, " of ") + 4;
        if (!at || sscanf(at, "%u", &limit) != 1)
            continue;
        snprintf(r->words, sizeof r->words, "%s %u", limits[i].what, limit);
        return;
    }
}

/* Drop the innermost place where it names a neighbour of what is wrong. */
static void drop_key(struct yaml_report *r)
{
    if (r->n_places == 0 || !r->places[0].is_key)
        return;
    r->n_places--;
    memmove(r->places, r->places + 1, r->n_places * sizeof *r->places);
}

/* libcyaml's words and place made better where that is possible. */
static void improve(struct yaml_report *r, struct str text,
                    const cyaml_schema_value_t *schema)
{
    char words[YAML_WORDS_BYTES], near[NEAR_WORDS];
    memcpy(words, r->words, sizeof words);
    const char *key;
    if ((key = behind(words, UNKNOWN_KEY))) {
        r->line = line_of_key(r, text, key);
        near_key(schema_at(r, schema), key, near);
        snprintf(r->words, sizeof r->words, "unknown key \"%.60s\"%s", key,
                 near);
    } else if ((key = behind(words, REPEATED_KEY))) {
        r->column++; /* the first one stands at the place told */
        r->line = line_of_key(r, text, key);
        snprintf(r->words, sizeof r->words, "is given twice");
    } else if ((key = behind(words, MISSING_KEY))) {
        drop_key(r);
        snprintf(r->words, sizeof r->words, "the key \"%.60s\" is missing",
                 key);
    } else if (behind(words, WRONG_TYPE)) {
        say_wrong_type(r);
    } else if (behind(words, WRONG_VALUE)) {
        say_wrong_value(r, schema);
    } else {
        say_limit(r);
    }
    if (r->line == 0)
        r->line = line_of_top(text);
}

/* "entry 1, key x": outermost first. */
static void format_path(const struct yaml_report *r, char out[PATH_BYTES])
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = r->n_places; i-- > 0 && used < PATH_BYTES;) {
        int n =
            snprintf(out + used, PATH_BYTES - used, "%s%s %s", used ? ", " : "",
                     r->places[i].is_key ? "key" : "entry", r->places[i].name);
        used += n > 0 ? (size_t)n : 0;
    }
}

/* The words there are, or what stands for an error without any. */
static const char *words_for(const struct yaml_report *r, cyaml_err_t code)
{
    if (r->words[0])
        return r->words;
    if (code == CYAML_ERR_ALIAS)
        return "aliases (*name) are not allowed";
    if (code == CYAML_ERR_INTERNAL_ERROR)
        return "a key must be a plain word";
    return cyaml_strerror(code);
}

enum st yaml_error_say(struct yaml_report *r, struct str text, const char *name,
                       const cyaml_schema_value_t *schema, cyaml_err_t code,
                       struct err *err)
{
    char path[PATH_BYTES];
    unsigned line = 0;
    if (code == CYAML_ERR_LIBYAML_PARSER &&
        find_syntax_error(text, r->words, sizeof r->words, &line))
        r->line = line;
    else
        improve(r, text, schema);
    format_path(r, path);
    const char *words = words_for(r, code);
    if (path[0])
        return err_set(err, ST_CONFIG, "%s:%u: %s (%s)", name, r->line, words,
                       path);
    return err_set(err, ST_CONFIG, "%s:%u: %s", name, r->line, words);
}
