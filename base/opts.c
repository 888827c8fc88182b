/* SPDX-License-Identifier: MIT */
#include "base/opts.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <string.h>

#define UINT_LIMIT    ((uint64_t)1 << 53) /* what JSON and doubles hold */
#define NAMES_MAX     128
#define WORD_MAX      32
#define HELP_COLUMNS  80
#define HELP_TEXT_MAX 30 /* the column where the words begin, at most */

struct parser {
    const struct opt_group *groups;
    size_t n_groups;
    char **argv;
    int argc, at; /* the argument that is read now */
    struct err *err;
};

static size_t min_size(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edit distance with swaps of neighbours (optimal string alignment). */
static size_t edit_distance(struct str a, struct str b)
{
    size_t rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= b.n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3];
        const size_t *second = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t replace = above[j - 1] + (a.p[i - 1] != b.p[j - 1]);
            row[j] = min_size(replace, min_size(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
                a.p[i - 2] == b.p[j - 1])
                row[j] = min_size(row[j], second[j - 2] + 1);
        }
    }
    return rows[a.n % 3][b.n];
}

/* How far apart the two are, where a beginning counts as one edit. */
static size_t distance(struct str word, struct str name)
{
    if (word.n > WORD_MAX || name.n > WORD_MAX)
        return SIZE_MAX;
    if (word.n >= 3 && str_starts(name, word))
        return 1;
    return edit_distance(word, name);
}

const char *opts_nearest(const char *word, const char *const *names)
{
    struct str w = str_from(word);
    size_t best = w.n <= 3 ? 2 : w.n <= 7 ? 3 : 4; /* the first too far */
    const char *nearest = NULL;
    for (; *names; names++) {
        size_t d = distance(w, str_from(*names));
        if (d < best && d < w.n) {
            best = d;
            nearest = *names;
        }
    }
    return nearest;
}

static enum st unknown_option(struct parser *p, struct str name)
{
    const char *names[NAMES_MAX + 1];
    size_t n = 0;
    for (size_t g = 0; g < p->n_groups; g++)
        for (const struct opt *o = p->groups[g].table; o && o->name; o++)
            if (n < NAMES_MAX)
                names[n++] = o->name;
    names[n] = NULL;
    char *word = xalloc(name.n + 1);
    memcpy(word, name.p, name.n);
    const char *near = opts_nearest(word, names);
    enum st st =
        near ? err_set(p->err, ST_BAD_INPUT,
                       "unknown option --%s; did you mean --%s?", word, near)
             : err_set(p->err, ST_BAD_INPUT, "unknown option --%s", word);
    free(word);
    return st;
}

static const struct opt *find_name(const struct parser *p, struct str name,
                                   void **values)
{
    for (size_t g = 0; g < p->n_groups; g++) {
        *values = p->groups[g].values;
        for (const struct opt *o = p->groups[g].table; o && o->name; o++)
            if (str_eq(name, str_from(o->name)))
                return o;
    }
    return NULL;
}

static const struct opt *find_letter(const struct parser *p, char letter,
                                     void **values)
{
    for (size_t g = 0; g < p->n_groups; g++) {
        *values = p->groups[g].values;
        for (const struct opt *o = p->groups[g].table; o && o->name; o++)
            if (o->letter == letter)
                return o;
    }
    return NULL;
}

static enum st bad_value(const struct opt *o, const char *value,
                         const char *why, struct err *err)
{
    return err_set(err, ST_BAD_INPUT, "--%s: \"%s\" %s", o->name, value, why);
}

static enum st add_item(const struct opt *o, struct opt_list *list,
                        struct str item, const char *value, struct err *err)
{
    if (item.n == 0)
        return bad_value(o, value, "has an empty item", err);
    if (list->n == OPTS_MAX_LIST)
        return err_set(err, ST_BAD_INPUT, "--%s: more than %d values", o->name,
                       OPTS_MAX_LIST);
    list->v[list->n++] = item;
    return ST_OK;
}

static enum st add_items(const struct opt *o, struct opt_list *list,
                         const char *value, struct err *err)
{
    struct str rest = str_from(value), item;
    enum st st = ST_OK;
    while (st == ST_OK && str_split(&rest, ',', &item))
        st = add_item(o, list, str_trim(item), value, err);
    return st;
}

static enum st set_value(const struct opt *o, void *values, const char *value,
                         struct err *err)
{
    void *member = (char *)values + o->offset;
    switch (o->type) {
    case OPT_FLAG:
        *(bool *)member = true;
        return ST_OK;
    case OPT_STRING:
        *(const char **)member = value;
        return ST_OK;
    case OPT_UINT:
        if (!str_to_u64(str_from(value), UINT_LIMIT, member))
            return bad_value(o, value, "is not a whole number", err);
        return ST_OK;
    case OPT_MONTH: {
        int month = month_index_parse(str_from(value));
        if (month < 0)
            return bad_value(o, value, "is not a month (YYYY-MM)", err);
        *(int *)member = month;
        return ST_OK;
    }
    case OPT_LIST:
        return add_items(o, member, value, err);
    case OPT_MULTI:
        return add_item(o, member, str_from(value), value, err);
    }
    return err_set(err, ST_BUG, "--%s: unknown type in its table", o->name);
}

/* The value that follows as an argument of its own. */
static enum st next_argument(struct parser *p, const struct opt *o,
                             const char **value)
{
    if (p->at + 1 >= p->argc)
        return err_set(p->err, ST_BAD_INPUT, "--%s needs a value (%s)", o->name,
                       o->arg ? o->arg : "VALUE");
    *value = p->argv[++p->at];
    return ST_OK;
}

static enum st parse_long(struct parser *p, const char *text)
{
    const char *equals = strchr(text, '=');
    size_t n = equals ? (size_t)(equals - text) : strlen(text);
    void *values;
    const struct opt *o = find_name(p, (struct str){text, n}, &values);
    if (!o)
        return unknown_option(p, (struct str){text, n});
    const char *value = equals ? equals + 1 : NULL;
    if (o->type == OPT_FLAG && value)
        return err_set(p->err, ST_BAD_INPUT, "--%s takes no value", o->name);
    enum st st = ST_OK;
    if (o->type != OPT_FLAG && !value)
        st = next_argument(p, o, &value);
    return st == ST_OK ? set_value(o, values, value, p->err) : st;
}

/* "-v", "-vq", "-o FILE", "-oFILE". */
static enum st parse_letters(struct parser *p, const char *text)
{
    enum st st = ST_OK;
    while (st == ST_OK && *text) {
        void *values;
        const struct opt *o = find_letter(p, *text, &values);
        if (!o)
            return err_set(p->err, ST_BAD_INPUT, "unknown option -%c", *text);
        text++;
        const char *value = NULL;
        if (o->type != OPT_FLAG) {
            value = text;
            if (!*value)
                st = next_argument(p, o, &value);
            text = "";
        }
        if (st == ST_OK)
            st = set_value(o, values, value, p->err);
    }
    return st;
}

static enum st parse_all(struct parser *p, char **positional, int *n)
{
    bool options = true;
    enum st st = ST_OK;
    for (p->at = 1; st == ST_OK && p->at < p->argc; p->at++) {
        char *arg = p->argv[p->at];
        if (!options || arg[0] != '-' || arg[1] == '\0')
            positional[(*n)++] = arg;
        else if (strcmp(arg, "--") == 0)
            options = false;
        else if (arg[1] == '-')
            st = parse_long(p, arg + 2);
        else
            st = parse_letters(p, arg + 1);
    }
    return st;
}

enum st opts_parse(const struct opt_group *groups, size_t n_groups, int argc,
                   char **argv, int *rest, struct err *err)
{
    struct parser p = {
        .groups = groups,
        .n_groups = n_groups,
        .argv = argv,
        .argc = argc,
        .err = err,
    };
    char **positional = xcalloc((size_t)argc + 1, sizeof *positional);
    int n = 0;
    enum st st = parse_all(&p, positional, &n);
    if (st == ST_OK) {
        *rest = argc - n;
        for (int i = 0; i < n; i++)
            argv[*rest + i] = positional[i];
    }
    free(positional);
    return st;
}

/* "  -o, --output FILE", as long as it is. */
static void help_head(const struct opt *o, struct buf *head)
{
    if (o->letter)
        buf_printf(head, "  -%c, --%s", o->letter, o->name);
    else
        buf_printf(head, "      --%s", o->name);
    if (o->arg)
        buf_printf(head, " %s", o->arg);
}

/* Words from column indent on, in lines that end before HELP_COLUMNS. */
static void help_words(struct buf *out, struct str rest, size_t indent)
{
    size_t column = indent;
    struct str word;
    while (str_split(&rest, ' ', &word)) {
        size_t columns = utf8_columns(word);
        if (column > indent && column + 1 + columns > HELP_COLUMNS) {
            buf_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            buf_add_char(out, ' ');
            column++;
        }
        buf_add_str(out, word);
        column += columns;
    }
    buf_add_char(out, '\n');
}

void opts_help(const struct opt *table, struct buf *out)
{
    AUTO(buf_done) struct buf head;
    buf_init(&head, HELP_COLUMNS);
    size_t indent = 0;
    for (const struct opt *o = table; o->name; o++) {
        buf_clear(&head);
        help_head(o, &head);
        if (head.n + 2 > indent && head.n + 2 <= HELP_TEXT_MAX)
            indent = head.n + 2;
    }
    for (const struct opt *o = table; o->name; o++) {
        buf_clear(&head);
        help_head(o, &head);
        buf_add_str(out, buf_str(&head));
        if (head.n + 2 > indent)
            buf_printf(out, "\n%*s", (int)indent, "");
        else
            buf_printf(out, "%*s", (int)(indent - head.n), "");
        help_words(out, str_from(o->help), indent);
    }
}
