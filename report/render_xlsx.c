/* SPDX-License-Identifier: MIT */
#include "report/render_xlsx.h"
#include "base/file.h"
#include "base/utf8.h"
#include "report/grid.h"
#include "report/words.h"
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define LABEL_WIDTH       24
#define WORDS_WIDTH       90
#define TEXT_WIDTH_MAX    40
#define NUMBER_WIDTH_MIN  9
#define ESCAPE_BYTES      7 /* _x0041_ */
#define TEMP_PATH_BYTES   4096
#define FILTER_MARK_WIDTH 3 /* the mark that opens a filter */

enum form {
    FORM_PLAIN,
    FORM_HEAD,
    FORM_TITLE,
    FORM_WRAP,
    FORM_COUNT,
    FORM_SHARE,
    FORM_POINTS,
    FORM_WHOLE,
    FORM_DECIMALS,
    FORMS
};

struct book {
    lxw_workbook *book;
    lxw_format *forms[FORMS]; /* FORM_PLAIN: NULL */
    struct arena *a;
    lxw_error problem; /* the first; LXW_NO_ERROR */
};

static void note(struct book *b, lxw_error problem)
{
    if (b->problem == LXW_NO_ERROR)
        b->problem = problem;
}

static void make_forms(struct book *b)
{
    static const char *const numbers[FORMS] = {
        [FORM_COUNT] = "#,##0",
        [FORM_SHARE] = "0.0%",
        [FORM_POINTS] = "+0.0%;-0.0%;0.0%",
        [FORM_WHOLE] = "#,##0",
        [FORM_DECIMALS] = "0.0###",
    };
    for (int i = FORM_HEAD; i < FORMS; i++) {
        b->forms[i] = workbook_add_format(b->book);
        if (numbers[i])
            format_set_num_format(b->forms[i], numbers[i]);
    }
    format_set_bold(b->forms[FORM_HEAD]);
    format_set_bottom(b->forms[FORM_HEAD], LXW_BORDER_THIN);
    format_set_bold(b->forms[FORM_TITLE]);
    format_set_font_size(b->forms[FORM_TITLE], 14);
    format_set_text_wrap(b->forms[FORM_WRAP]);
    format_set_align(b->forms[FORM_WRAP], LXW_ALIGN_VERTICAL_TOP);
}

static enum form form_of(const struct table_column *c)
{
    switch (c->kind) {
    case VALUE_COUNT:
        return FORM_COUNT;
    case VALUE_SHARE:
        return FORM_SHARE;
    case VALUE_POINTS:
        return FORM_POINTS;
    case VALUE_NUMBER:
        return c->decimals ? FORM_DECIMALS : FORM_WHOLE;
    case VALUE_NONE:
    case VALUE_TEXT:
    case VALUE_LINK:
    case VALUE_FEW:
        break;
    }
    return FORM_PLAIN;
}

/* A workbook reads "_x0041_" as the character of that number. */
static bool is_escape(struct str s)
{
    if (s.n < ESCAPE_BYTES || s.p[0] != '_' || s.p[1] != 'x')
        return false;
    for (size_t i = 2; i < ESCAPE_BYTES - 1; i++)
        if (!isxdigit((unsigned char)s.p[i]))
            return false;
    return s.p[ESCAPE_BYTES - 1] == '_';
}

/* s for the library: ended by NUL, cut at a limit, with what looks like an
 * escape made one of its '_', which the library leaves to us. */
static char *c_text(struct book *b, struct str s)
{
    static const char underscore[] = "_x005F_";
    size_t n = utf8_floor(s, XLSX_TEXT_MAX_BYTES), to = 0;
    char *text = arena_calloc(b->a, n * ESCAPE_BYTES + 1, 1);
    for (size_t i = 0; i < n; i++) {
        if (is_escape(str_slice(s, i, n))) {
            memcpy(text + to, underscore, ESCAPE_BYTES);
            to += ESCAPE_BYTES;
        } else {
            text[to++] = s.p[i];
        }
    }
    return text;
}

static void put_text(struct book *b, lxw_worksheet *sheet, size_t row,
                     size_t column, struct str s, enum form form)
{
    if (s.n)
        note(b, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                       c_text(b, s), b->forms[form]));
}

static lxw_worksheet *add_sheet(struct book *b, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(b->book, name);
    if (!sheet)
        note(b, LXW_ERROR_SHEETNAME_ALREADY_USED);
    return sheet;
}

/* ---- Words ---- */

struct words {
    struct str title;
    const struct fact *facts;
    size_t n_facts;
    const struct str *lines; /* under the facts */
    size_t n_lines;
};

static void about_sheet(struct book *b, const struct words *w)
{
    lxw_worksheet *sheet = add_sheet(b, "about");
    if (!sheet)
        return;
    size_t row = 0;
    worksheet_set_column(sheet, 0, 0, LABEL_WIDTH, NULL);
    worksheet_set_column(sheet, 1, 1, WORDS_WIDTH, NULL);
    put_text(b, sheet, row++, 0, w->title, FORM_TITLE);
    for (size_t i = 0; i < w->n_facts; i++, row++) {
        put_text(b, sheet, row, 0, w->facts[i].label, FORM_WRAP);
        put_text(b, sheet, row, 1, w->facts[i].value, FORM_WRAP);
    }
    for (size_t i = 0; i < w->n_lines; i++)
        put_text(b, sheet, row++, 1, w->lines[i], FORM_WRAP);
}

/* ---- Grids ---- */

/* Columns of g that the sheet has; they come in g's order. */
static size_t choose_columns(const struct grid *g, size_t n_columns,
                             bool *chosen)
{
    size_t n = 0;
    for (size_t c = 0; c < n_columns; c++) {
        for (size_t row = 0; row < g->n_rows && !chosen[c]; row++)
            chosen[c] = g->values[row * g->n_columns + c].kind != VALUE_NONE;
        if (strcmp(g->columns[c].key, "table") == 0)
            chosen[c] = false; /* the sheet's own name */
        n += chosen[c];
    }
    return n;
}

static size_t width_of(const struct grid *g, size_t column)
{
    size_t width = strlen(g->columns[column].key) + FILTER_MARK_WIDTH;
    if (width < NUMBER_WIDTH_MIN)
        width = NUMBER_WIDTH_MIN;
    for (size_t row = 0; row < g->n_rows; row++) {
        const struct value *v = &g->values[row * g->n_columns + column];
        bool text = v->kind == VALUE_TEXT || v->kind == VALUE_LINK;
        size_t n = text ? utf8_columns(v->text) : 0;
        if (n > width)
            width = n;
    }
    return width < TEXT_WIDTH_MAX ? width : TEXT_WIDTH_MAX;
}

static void put_value(struct book *b, lxw_worksheet *sheet, size_t row,
                      size_t column, const struct value *v, enum form form)
{
    if (v->kind == VALUE_TEXT || v->kind == VALUE_LINK)
        put_text(b, sheet, row, column, v->text, FORM_PLAIN);
    else if (v->kind != VALUE_NONE && isfinite(v->number))
        note(b, worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                       v->number, b->forms[form]));
}

static void put_column(struct book *b, lxw_worksheet *sheet,
                       const struct grid *g, size_t from, size_t to)
{
    const struct table_column *c = &g->columns[from];
    lxw_col_t at = (lxw_col_t)to;
    worksheet_set_column(sheet, at, at, (double)width_of(g, from), NULL);
    put_text(b, sheet, 0, to, str_from(c->key), FORM_HEAD);
    for (size_t row = 0; row < g->n_rows; row++)
        put_value(b, sheet, row + 1, to, &g->values[row * g->n_columns + from],
                  form_of(c));
}

static void grid_sheet(struct book *b, const struct grid *g, bool with_stamp)
{
    lxw_worksheet *sheet = add_sheet(b, g->key);
    if (!sheet)
        return;
    size_t n_columns = g->n_columns - (with_stamp ? 0 : GRID_STAMP);
    bool *chosen = arena_calloc(b->a, g->n_columns, sizeof *chosen);
    size_t n = choose_columns(g, n_columns, chosen);
    if (n == 0) {
        put_text(b, sheet, 0, 0, STR("Nothing to tell."), FORM_PLAIN);
        return;
    }
    size_t to = 0;
    for (size_t c = 0; c < n_columns; c++)
        if (chosen[c])
            put_column(b, sheet, g, c, to++);
    worksheet_freeze_panes(sheet, 1, 0);
    note(b, worksheet_autofilter(sheet, 0, 0, (lxw_row_t)g->n_rows,
                                 (lxw_col_t)(n - 1)));
}

/* ---- Books ---- */

static void set_properties(struct book *b, const struct figures *f,
                           struct str title)
{
    static const struct date oldest = {1980, 1, 1};
    struct date day = f->last.year ? f->last : oldest;
    day.month = day.month ? day.month : 1;
    day.day = day.day ? day.day : 1;
    lxw_doc_properties properties = {
        .title = c_text(b, title),
        .created = (time_t)date_to_utc(day),
    };
    note(b, workbook_set_properties(b->book, &properties));
}

/* A file for the library, which can only write to one of some name. */
static enum st temp_file(char path[TEMP_PATH_BYTES], struct err *err)
{
    const char *dir = getenv("TMPDIR");
    snprintf(path, TEMP_PATH_BYTES, "%s/skilltally-XXXXXX",
             dir && *dir ? dir : "/tmp");
    int fd = mkstemp(path);
    if (fd < 0)
        return err_errno(err, ST_CREATE, errno, "%s: cannot create", path);
    close(fd);
    return ST_OK;
}

static enum st make_book(const struct figures *f, const struct words *words,
                         const struct grids *grids, struct arena *a,
                         struct buf *out, struct err *err)
{
    char path[TEMP_PATH_BYTES];
    enum st st = temp_file(path, err);
    if (st)
        return st;
    lxw_workbook_options options = {.constant_memory = LXW_FALSE};
    struct book b = {.book = workbook_new_opt(path, &options), .a = a};
    if (b.book) {
        make_forms(&b);
        set_properties(&b, f, words->title);
        about_sheet(&b, words);
        for (size_t i = 0; i < grids->n; i++)
            grid_sheet(&b, &grids->v[i], i == 0);
        note(&b, workbook_close(b.book));
    }
    if (!b.book || b.problem)
        st = err_set(err, ST_IO, "%s: cannot write: %s", path,
                     lxw_strerror(b.problem));
    if (!st)
        st = file_read(path, out, err);
    unlink(path);
    return st;
}

enum st render_xlsx(const struct figures *f, struct buf *out, struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct fact facts[WORDS_MAX_FACTS];
    const char *const *method = words_method();
    struct str empty = words_empty(f, a);
    size_t n = 0;
    while (method[n])
        n++;
    struct str *lines = arena_calloc(a, n + 1, sizeof *lines);
    lines[0] = empty.p ? empty : STR("");
    for (size_t i = 0; i < n; i++)
        lines[1 + i] = str_from(method[i]);
    struct words words = {.title = words_title(f, a),
                          .facts = facts,
                          .n_facts = words_scope(f, a, facts),
                          .lines = lines,
                          .n_lines = 1 + n};
    struct grids grids = grids_of(f, a);
    return make_book(f, &words, &grids, a, out, err);
}

enum st render_xlsx_page(const struct figures *f, const struct page *p,
                         struct buf *out, struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct fact made_by = {STR("Made by"), words_versions(f, a)};
    struct words words = {.title = p->title,
                          .facts = &made_by,
                          .n_facts = 1,
                          .lines = p->lines,
                          .n_lines = p->n_lines};
    struct grid *v = arena_calloc(a, p->tables.n, sizeof *v);
    for (size_t i = 0; i < p->tables.n; i++)
        v[i] = grid_of_table(f, &p->tables.v[i], a);
    struct grids grids = {v, p->tables.n};
    return make_book(f, &words, &grids, a, out, err);
}
