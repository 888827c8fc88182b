/* SPDX-License-Identifier: MIT */
#include "taxonomy/gazetteer_list.h"
#include "base/alloc.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <string.h>

#define NOTE_MAX_BYTES 100u

/* "Python (Programming Language)" without its tail, which goes to *tail. */
static struct str cut_brackets(struct str name, struct str *tail)
{
    *tail = STR_NONE;
    if (!str_ends(name, STR(")")))
        return name;
    for (size_t i = name.n; i-- > 1;)
        if (name.p[i] == '(') {
            *tail = str_slice(name, i + 1, name.n - 1);
            return str_trim(str_slice(name, 0, i));
        }
    return name;
}

static bool holds(struct str s, const char *word)
{
    return str_find_ascii_nocase(s, str_from(word)) != SIZE_MAX;
}

static enum concept_kind kind_by_brackets(struct str tail,
                                          enum concept_kind kind)
{
    if (holds(tail, "programming") || holds(tail, "language"))
        return CONCEPT_LANGUAGE;
    if (holds(tail, "software") || holds(tail, "tool") ||
        holds(tail, "operating system"))
        return CONCEPT_TOOL;
    return kind;
}

/* A character that may stand in a line of YAML as it is. */
static bool is_plain(int32_t c)
{
    return (c >= ' ' && c < 0x7f) || (c > 0x9f && c != 0x2028 && c != 0x2029 &&
                                      c != 0xfeff && (c & 0xfffe) != 0xfffe);
}

/* Clean UTF-8 on one line, at most max bytes, in the arena. */
static struct str keep(struct gazetteer_list *list, struct str s, size_t max)
{
    if (!s.p)
        return s;
    AUTO(buf_done) struct buf clean, plain;
    buf_init(&clean, GAZETTEER_MAX_BYTES);
    buf_init(&plain, GAZETTEER_MAX_BYTES);
    utf8_clean(s, &clean);
    for (size_t at = 0; at < clean.n;) {
        int32_t c = utf8_next(buf_str(&clean), &at);
        utf8_put(&plain, is_plain(c) ? c : ' ');
    }
    struct str out = str_trim(buf_str(&plain));
    if (out.n > max)
        out = str_trim(str_slice(out, 0, utf8_floor(out, max)));
    return out.n ? arena_str(list->arena, out) : STR_NONE;
}

/* The next name of a list with one a line or between '|'. */
static bool next_name(struct str *rest, struct str *name)
{
    if (!rest->p)
        return false;
    size_t n = 0;
    while (n < rest->n && rest->p[n] != '|' && rest->p[n] != '\n')
        n++;
    *name = str_trim(str_slice(*rest, 0, n));
    *rest = n < rest->n ? str_slice(*rest, n + 1, rest->n) : STR_NONE;
    return true;
}

static struct str_list split_names(struct gazetteer_list *list,
                                   struct str others)
{
    struct str rest = others, name, tail;
    size_t n = 0;
    while (n < TAXONOMY_LIST_MAX && next_name(&rest, &name))
        n++;
    struct str_list out = {arena_calloc(list->arena, n, sizeof(struct str)), 0};
    rest = others;
    while (out.n < n && next_name(&rest, &name)) {
        name = keep(list, cut_brackets(name, &tail), GAZETTEER_MAX_BYTES);
        if (name.p)
            out.v[out.n++] = name;
        else
            n--;
    }
    return out;
}

void gazetteer_list_add(struct gazetteer_list *list,
                        const struct gazetteer_entry *e, struct str others)
{
    struct str tail, name = cut_brackets(str_trim(e->name), &tail);
    name = keep(list, name, GAZETTEER_MAX_BYTES);
    if (!name.p) {
        list->n_skipped++;
        return;
    }
    if (list->n == GAZETTEER_MAX_ENTRIES) {
        list->full = true;
        return;
    }
    list->v = xgrow(list->v, list->n, &list->cap, sizeof *list->v);
    list->v[list->n++] = (struct gazetteer_entry){
        .name = name,
        .others = split_names(list, others),
        .kind = kind_by_brackets(tail, e->kind),
        .id = keep(list, e->id, TAXONOMY_ID_MAX_BYTES),
        .parent = keep(list, e->parent, TAXONOMY_ID_MAX_BYTES),
        .esco = keep(list, e->esco, TAXONOMY_NAME_MAX_BYTES),
        .onet = keep(list, e->onet, TAXONOMY_NAME_MAX_BYTES),
        .wikidata = keep(list, e->wikidata, TAXONOMY_ID_MAX_BYTES),
        .note = keep(list, e->note, NOTE_MAX_BYTES)};
}

enum st gazetteer_list_end(const struct gazetteer_list *list, const char *path,
                           struct err *err)
{
    if (list->full)
        return err_set(err, ST_TOO_BIG, "%s: more than %u skills", path,
                       GAZETTEER_MAX_ENTRIES);
    if (list->n == 0)
        return err_set(err, ST_BAD_INPUT, "%s: holds no skill", path);
    return ST_OK;
}

const struct gazetteer_entry *
gazetteer_list_take(const struct gazetteer_list *list)
{
    struct gazetteer_entry *v =
        arena_calloc(list->arena, list->n, sizeof *list->v);
    memcpy(v, list->v, list->n * sizeof *v);
    return v;
}

void gazetteer_list_done(struct gazetteer_list *list)
{
    free(list->v);
}
