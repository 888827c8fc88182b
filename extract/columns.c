/* SPDX-License-Identifier: MIT */
#include "extract/columns.h"
#include "base/alloc.h"
#include "base/json.h"
#include "base/utf8.h"
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MAX_BYTES  256
#define LINE_MAX_DEPTH  64
#define FIELD_MAX_BYTES (16u << 20)

/* Fields of the input record, each with names that files use for it; a header
 * is compared in lower case with everything but letters and digits left out. */
static const struct {
    const char *field, *usual; /* usual: separated by spaces */
} fields[] = {
    {"id", "id jobid postingid adid uniqid"},
    {"title", "title jobtitle position positiontitle role jobname name"},
    {"company", "company companyname employer organization organisation "
                "employername hiringorganization"},
    {"location", "location joblocation place city locations"},
    {"url", "url link joburl joblink jobpostingurl applyurl href"},
    {"date_posted", "dateposted posteddate postedat publishedat published "
                    "date postdate listedtime originallistedtime createdat "
                    "publicationdate"},
    {"description", "description jobdescription text fulltext body details "
                    "content descriptiontext postingtext"},
    {"description_format", "descriptionformat format"},
    {"employment_type", "employmenttype jobtype worktype contracttype "
                        "formattedworktype type"},
    {"salary", "salary salaryrange pay compensation salaryestimate"},
    {"remote", "remote workplacetype isremote remoteallowed workmodel"},
    {"language", "language lang"},
    {"seniority", "seniority senioritylevel experiencelevel joblevel "
                  "formattedexperiencelevel"},
    {"country", "country countrycode"},
};

struct columns {
    const struct str *maps; /* "COLUMN=FIELD", borrowed */
    size_t n_maps;
    char **names; /* per column of the bound header; owned */
    size_t n_names;
};

static bool is_field(struct str name)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (str_eq(name, str_from(fields[i].field)))
            return true;
    return false;
}

/* The table's own text for a field that is_field() knows. */
static const char *field_name(struct str name)
{
    size_t i = 0;
    while (!str_eq(name, str_from(fields[i].field)))
        i++;
    return fields[i].field;
}

static void split_map(struct str map, struct str *column, struct str *field)
{
    struct str rest = map;
    str_split(&rest, '=', column);
    *column = str_trim(*column);
    *field = str_trim(rest);
}

static enum st unknown_field(struct str map, struct err *err)
{
    struct buf names;
    buf_init(&names, ERR_MSG_BYTES);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        buf_printf(&names, "%s%s", i ? " " : "", fields[i].field);
    enum st st = err_set(err, ST_BAD_INPUT,
                         "--map \"%.*s\": the form is COLUMN=FIELD, with FIELD "
                         "one of %s",
                         STR_FMT(map), buf_cstr(&names));
    buf_done(&names);
    return st;
}

enum st columns_new(const struct str *maps, size_t n, struct columns **out,
                    struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        struct str column, field;
        split_map(maps[i], &column, &field);
        if (column.n == 0 || !is_field(field))
            return unknown_field(maps[i], err);
    }
    struct columns *c = xalloc(sizeof *c);
    c->maps = maps;
    c->n_maps = n;
    *out = c;
    return ST_OK;
}

static void unbind(struct columns *c)
{
    for (size_t i = 0; i < c->n_names; i++)
        free(c->names[i]);
    free(c->names);
    c->names = NULL;
    c->n_names = 0;
}

void columns_free(struct columns *c)
{
    if (!c)
        return;
    unbind(c);
    free(c);
}

bool columns_any(const struct columns *c)
{
    return c->n_maps > 0;
}

/* The field that --map gives column name, or absent. */
static struct str mapped(const struct columns *c, struct str name)
{
    for (size_t i = 0; i < c->n_maps; i++) {
        struct str column, field;
        split_map(c->maps[i], &column, &field);
        if (str_eq_ascii_nocase(column, str_trim(name)))
            return field;
    }
    return STR_NONE;
}

static void fold_name(struct str name, char out[NAME_MAX_BYTES])
{
    size_t n = 0;
    for (size_t i = 0; i < name.n && n + 1 < NAME_MAX_BYTES; i++)
        if (ascii_is_alnum(name.p[i]))
            out[n++] = ascii_lower(name.p[i]);
    out[n] = '\0';
}

/* The place of word among the space-separated words of list; SIZE_MAX: none.
 * Earlier ones are the better names. */
static size_t word_rank(const char *list, const char *word)
{
    struct str rest = str_from(list), one;
    for (size_t rank = 0; str_split(&rest, ' ', &one); rank++)
        if (str_eq(one, str_from(word)))
            return rank;
    return SIZE_MAX;
}

/* The column that names field best among those without a name; SIZE_MAX. */
static size_t best_column(const struct columns *c, const struct str *header,
                          const char *usual)
{
    size_t best = SIZE_MAX, best_rank = SIZE_MAX;
    for (size_t i = 0; i < c->n_names; i++) {
        char folded[NAME_MAX_BYTES];
        fold_name(header[i], folded);
        size_t rank = c->names[i] ? SIZE_MAX : word_rank(usual, folded);
        if (rank < best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}

static bool bound(const struct columns *c, const char *field)
{
    for (size_t i = 0; i < c->n_names; i++)
        if (c->names[i] && strcmp(c->names[i], field) == 0)
            return true;
    return false;
}

/* The name of a column without a field; one that reads like a field was given
 * up for another column and must not be taken for it. */
static char *own_name(struct str header)
{
    struct buf b;
    buf_init(&b, NAME_MAX_BYTES);
    buf_add_cstr(&b, is_field(str_trim(header)) ? "column:" : "");
    utf8_clean(str_slice(header, 0, NAME_MAX_BYTES / 4), &b);
    char *copy = xstrdup(buf_cstr(&b));
    buf_done(&b);
    return copy;
}

static enum st no_text_column(const struct str *header, size_t n,
                              struct err *err)
{
    struct buf names;
    buf_init(&names, ERR_MSG_BYTES / 2);
    for (size_t i = 0; i < n; i++)
        buf_printf(&names, "%s%.*s", i ? ", " : "", STR_FMT(header[i]));
    enum st st = err_set(err, ST_BAD_INPUT,
                         "no column for title or description; name one with "
                         "--map COLUMN=title; the columns are: %s",
                         buf_cstr(&names));
    buf_done(&names);
    return st;
}

static enum st bind_mapped(struct columns *c, const struct str *header,
                           struct err *err)
{
    for (size_t i = 0; i < c->n_names; i++) {
        struct str field = mapped(c, header[i]);
        if (field.p)
            c->names[i] = xstrdup(field_name(field));
    }
    for (size_t m = 0; m < c->n_maps; m++) {
        struct str column, field;
        bool found = false;
        split_map(c->maps[m], &column, &field);
        for (size_t i = 0; i < c->n_names; i++)
            found |= str_eq_ascii_nocase(column, str_trim(header[i]));
        if (!found)
            return err_set(err, ST_BAD_INPUT,
                           "--map names column \"%.*s\", which is not there",
                           STR_FMT(column));
    }
    return ST_OK;
}

enum st columns_bind(struct columns *c, const struct str *header, size_t n,
                     struct err *err)
{
    unbind(c);
    c->names = xcalloc(n, sizeof *c->names);
    c->n_names = n;
    enum st st = bind_mapped(c, header, err);
    if (st)
        return st;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (bound(c, fields[i].field))
            continue;
        size_t at = best_column(c, header, fields[i].usual);
        if (at != SIZE_MAX)
            c->names[at] = xstrdup(fields[i].field);
    }
    for (size_t i = 0; i < n; i++)
        if (!c->names[i])
            c->names[i] = own_name(header[i]);
    if (!bound(c, "title") && !bound(c, "description"))
        return no_text_column(header, n, err);
    return ST_OK;
}

void columns_write_row(const struct columns *c, const struct str *row,
                       struct buf *out)
{
    struct json_writer w;
    struct buf clean;
    buf_init(&clean, FIELD_MAX_BYTES);
    json_init(&w, out);
    json_begin_object(&w);
    for (size_t i = 0; i < c->n_names; i++) {
        if (row[i].n == 0)
            continue;
        buf_clear(&clean);
        utf8_clean(row[i], &clean);
        json_key_str(&w, str_from(c->names[i]));
        json_str(&w, buf_str(&clean));
    }
    json_end_object(&w);
    buf_done(&clean);
}

static struct json_object *parse_object(struct str line, struct err *err)
{
    struct json_tokener *tok = json_tokener_new_ex(LINE_MAX_DEPTH);
    struct json_object *o = json_tokener_parse_ex(tok, line.p, (int)line.n);
    if (!o && json_tokener_get_error(tok) == json_tokener_continue)
        o = json_tokener_parse_ex(tok, "", 1); /* the NUL ends the text */
    bool whole = o && json_object_is_type(o, json_type_object);
    if (!whole)
        err_set(err, ST_BAD_INPUT, "no JSON object (byte %zu)",
                json_tokener_get_parse_end(tok));
    json_tokener_free(tok);
    if (!whole) {
        json_object_put(o);
        return NULL;
    }
    return o;
}

enum st columns_rename_line(const struct columns *c, struct str line,
                            struct buf *out, struct err *err)
{
    if (c->n_maps == 0)
        return ST_OK;
    buf_clear(out);
    struct json_object *o = parse_object(line, err);
    if (!o) {
        buf_add_str(out, line);
        return ST_BAD_INPUT;
    }
    bool first = true;
    buf_add_char(out, '{');
    json_object_object_foreach(o, key, value)
    {
        struct str name = mapped(c, str_from(key));
        if (!first)
            buf_add_char(out, ',');
        first = false;
        json_escape(out, name.p ? name : str_from(key), false);
        buf_add_char(out, ':');
        buf_add_cstr(out, json_object_to_json_string_ext(
                              value, JSON_C_TO_STRING_PLAIN |
                                         JSON_C_TO_STRING_NOSLASHESCAPE));
    }
    buf_add_char(out, '}');
    json_object_put(o);
    return ST_OK;
}
