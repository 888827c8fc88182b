/* SPDX-License-Identifier: MIT */
#include "taxonomy/gazetteer.h"
#include "base/alloc.h"
#include "base/csv.h"
#include "base/input.h"
#include "base/utf8.h"
#include "taxonomy/gazetteer_list.h"
#include <stdlib.h>

#define COLUMN_NONE SIZE_MAX

enum column {
    COLUMN_NAME,
    COLUMN_OTHERS,
    COLUMN_URI,
    COLUMN_NOTE,
    COLUMN_ID,
    COLUMN_PARENT,
    COLUMN_KIND,
    COLUMN_ESCO,
    COLUMN_ONET,
    COLUMN_WIKIDATA,
    COLUMNS
};

static const char *const esco_columns[COLUMNS] = {
    [COLUMN_NAME] = "preferredLabel",
    [COLUMN_OTHERS] = "altLabels",
    [COLUMN_URI] = "conceptUri",
    [COLUMN_NOTE] = "broaderConceptPT",
};
static const char *const onet_columns[COLUMNS] = {
    [COLUMN_NAME] = "Example",
    [COLUMN_NOTE] = "Commodity Title",
};
static const char *const plain_columns[COLUMNS] = {
    [COLUMN_NAME] = "name",         [COLUMN_OTHERS] = "names",
    [COLUMN_NOTE] = "note",         [COLUMN_ID] = "id",
    [COLUMN_PARENT] = "parent",     [COLUMN_KIND] = "kind",
    [COLUMN_ESCO] = "esco",         [COLUMN_ONET] = "onet",
    [COLUMN_WIKIDATA] = "wikidata",
};

static size_t column_of(const struct str *header, size_t n, const char *name)
{
    for (size_t i = 0; name && i < n; i++)
        if (str_eq_ascii_nocase(str_trim(header[i]), str_from(name)))
            return i;
    return COLUMN_NONE;
}

struct table {
    enum gazetteer_kind kind;
    size_t at[COLUMNS];
};

static bool tell_table(const struct str *header, size_t n, struct table *out)
{
    static const struct {
        enum gazetteer_kind kind;
        const char *const *columns;
        enum column needed;
    } known[] = {{GAZETTEER_ESCO, esco_columns, COLUMN_URI},
                 {GAZETTEER_ONET, onet_columns, COLUMN_NOTE},
                 {GAZETTEER_CSV, plain_columns, COLUMN_NAME}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        out->kind = known[i].kind;
        for (size_t c = 0; c < COLUMNS; c++)
            out->at[c] = column_of(header, n, known[i].columns[c]);
        if (out->at[COLUMN_NAME] != COLUMN_NONE &&
            out->at[known[i].needed] != COLUMN_NONE)
            return true;
    }
    return false;
}

static struct str field(const struct table *t, const struct str *fields,
                        enum column column)
{
    if (t->at[column] == COLUMN_NONE)
        return STR_NONE;
    struct str s = str_trim(fields[t->at[column]]);
    return s.n ? s : STR_NONE;
}

static void take_row(const struct table *t, const struct str *fields,
                     struct gazetteer_list *list)
{
    struct gazetteer_entry e = {
        .name = field(t, fields, COLUMN_NAME),
        .kind = t->kind == GAZETTEER_ONET ? CONCEPT_TOOL : CONCEPT_CONCEPT,
        .id = field(t, fields, COLUMN_ID),
        .parent = field(t, fields, COLUMN_PARENT),
        .esco = field(t, fields,
                      t->kind == GAZETTEER_ESCO ? COLUMN_URI : COLUMN_ESCO),
        .onet = field(t, fields,
                      t->kind == GAZETTEER_ONET ? COLUMN_NAME : COLUMN_ONET),
        .wikidata = field(t, fields, COLUMN_WIKIDATA),
        .note = field(t, fields, COLUMN_NOTE)};
    struct str kind = field(t, fields, COLUMN_KIND);
    if (kind.p && !concept_kind_of(kind, &e.kind))
        e.kind = CONCEPT_CONCEPT;
    gazetteer_list_add(list, &e, field(t, fields, COLUMN_OTHERS));
}

static enum st read_table(const char *path, struct gazetteer_list *list,
                          enum gazetteer_kind *kind, struct err *err)
{
    AUTO(auto_csv_reader_free) struct csv_reader *r = NULL;
    enum st st = csv_reader_open(path, &r, err);
    if (st != ST_OK)
        return st;
    size_t n;
    const struct str *header = csv_header(r, &n), *fields;
    struct table table;
    if (!tell_table(header, n, &table))
        return err_set(err, ST_BAD_INPUT,
                       "%s: no list of skills that is known: wanted is ESCO's "
                       "CSV, O*NET's technology skills, Lightcast's JSON, or a "
                       "CSV with a column \"name\"",
                       path);
    *kind = table.kind;
    for (;;) {
        bool ragged;
        switch (csv_next(r, &fields, &ragged, err)) {
        case CSV_ROW:
            take_row(&table, fields, list);
            break;
        case CSV_BAD:
            list->n_skipped++;
            break;
        case CSV_END:
            return gazetteer_list_end(list, path, err);
        default:
            return err->code;
        }
    }
}

/* The whole file, without gzip. */
static enum st read_all(const char *path, struct buf *out, struct err *err)
{
    AUTO(auto_input_free) struct input *in = NULL;
    enum st st = input_open(path, &in, err);
    char piece[8192];
    size_t n = 1;
    while (st == ST_OK && n > 0) {
        st = input_read(in, piece, sizeof piece, &n, err);
        if (st == ST_OK && !buf_add(out, piece, n))
            st = err_set(err, ST_TOO_BIG, "%s: over %u MiB", path,
                         GAZETTEER_MAX_BYTES >> 20);
    }
    return st;
}

static bool is_json(struct str text)
{
    text = str_trim(text);
    if (str_starts(text, STR("\xef\xbb\xbf")))
        text = str_trim(str_slice(text, 3, text.n));
    return text.n && (text.p[0] == '{' || text.p[0] == '[');
}

enum st gazetteer_read(const char *path, struct arena *a, struct gazetteer *out,
                       struct err *err)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, GAZETTEER_MAX_BYTES);
    struct gazetteer_list list = {.arena = a};
    enum gazetteer_kind kind = GAZETTEER_LIGHTCAST;
    enum st st = read_all(path, &text, err);
    if (st == ST_OK) {
        if (is_json(buf_str(&text)))
            st = gazetteer_read_json(buf_str(&text), path, &list, err);
        else
            st = read_table(path, &list, &kind, err);
    }
    if (st == ST_OK)
        *out = (struct gazetteer){.kind = kind,
                                  .v = gazetteer_list_take(&list),
                                  .n = list.n,
                                  .n_skipped = list.n_skipped};
    gazetteer_list_done(&list);
    return st;
}

const char *gazetteer_kind_name(enum gazetteer_kind kind)
{
    static const char *const names[] = {"ESCO", "O*NET", "Lightcast", "CSV"};
    return names[kind];
}
