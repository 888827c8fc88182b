/* SPDX-License-Identifier: MIT */
#include "cli/show_cell.h"
#include "base/utf8.h"
#include "report/redact.h"
#include "report/text_table.h"
#include <stdio.h>
#include <string.h>

#define CONTEXT_BYTES   70 /* of a quote on each side of the mention */
#define INDENT          4
#define QUOTES_MAX      3 /* of one posting */
#define QUOTE_MAX_BYTES 4096
#define MONTH_BYTES     DATE_TEXT_BYTES

/* Called for each posting that is shown. */
struct each {
    void (*show)(void *ctx, const struct posting *p,
                 const struct posting_skill *skill);
    void *ctx;
};

static const struct posting_skill *skill_of(const struct posting *p,
                                            struct str id)
{
    for (size_t i = 0; i < p->n_skills; i++)
        if (str_eq(p->skills[i].id, id))
            return &p->skills[i];
    return NULL;
}

static enum st walk(struct postings *store, const struct shown_cell *cell,
                    struct each each, struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < cell->found->n && i < cell->limit; i++) {
        struct posting p;
        struct str number =
            arena_printf(a, "#%lld", (long long)cell->found->postings[i]);
        st = postings_get(store, number, a, &p, NULL, err);
        const struct posting_skill *skill =
            st ? NULL : skill_of(&p, cell->question->skill);
        if (skill)
            each.show(each.ctx, &p, skill);
        arena_reset(a);
    }
    return st;
}

static size_t quotes_of(const struct posting_skill *skill)
{
    return skill->n_mentions < QUOTES_MAX ? skill->n_mentions : QUOTES_MAX;
}

/* Where a quote begins or ends: at a space, not within a word. */
static size_t to_space(struct str text, size_t at, int step)
{
    size_t i = at;
    for (int k = 0; k < 24; k++) {
        if (i == 0 || i >= text.n || text.p[i] == ' ' || text.p[i] == '\n')
            return i;
        i = step < 0 ? i + 1 : i - 1;
    }
    return utf8_floor(text, at);
}

/* The mention in its words, between REDACT_OPEN and REDACT_CLOSE, on one
 * line, without addresses. */
static void quote(struct str text, struct mention m, struct buf *out)
{
    struct buf raw;
    size_t from = m.start > CONTEXT_BYTES ? m.start - CONTEXT_BYTES : 0;
    size_t to = m.end + CONTEXT_BYTES;
    buf_init(&raw, QUOTE_MAX_BYTES);
    from = from ? to_space(text, from, -1) : 0;
    to = to < text.n ? to_space(text, to, 1) : text.n;
    struct str before =
        str_slice(text, from < m.start ? from : m.start, m.start);
    struct str behind = str_slice(text, m.end, to);
    buf_add_str(&raw, str_trim(before).n ? before : STR(""));
    buf_add_char(&raw, REDACT_OPEN);
    buf_add_str(&raw, str_slice(text, m.start, m.end));
    buf_add_char(&raw, REDACT_CLOSE);
    buf_add_str(&raw, behind);
    struct str line, rest = str_trim(buf_str(&raw));
    for (bool first = true; str_split(&rest, '\n', &line); first = false) {
        buf_add_cstr(out, first ? "" : " | ");
        redact(line, out);
    }
    buf_done(&raw);
}

/* --- for people ---------------------------------------------------------- */

struct page {
    struct buf *out;
    unsigned columns;
    bool color;
};

static void add_wrapped(struct page *page, struct buf *line)
{
    text_wrap_key(page->out, "", buf_str(line), page->columns, INDENT);
    buf_clear(line);
}

/* The signs become brackets, or colours where they are shown; those are put in
 * when the line is broken, as they take no columns. */
static void add_quote(struct page *page, struct str text, struct mention m,
                      struct buf *line)
{
    size_t from = page->out->n;
    quote(text, m, line);
    add_wrapped(page, line);
    struct buf quoted;
    buf_init(&quoted, 2 * QUOTE_MAX_BYTES);
    buf_add_str(&quoted, str_slice(buf_str(page->out), from, SIZE_MAX));
    buf_truncate(page->out, from);
    for (size_t i = 0; i < quoted.n; i++)
        if (quoted.p[i] == REDACT_OPEN)
            buf_add_cstr(page->out, page->color ? "\x1b[1;32m" : "[");
        else if (quoted.p[i] == REDACT_CLOSE)
            buf_add_cstr(page->out, page->color ? "\x1b[0m" : "]");
        else
            buf_add_char(page->out, quoted.p[i]);
    buf_done(&quoted);
}

static void show_text(void *ctx, const struct posting *p,
                      const struct posting_skill *skill)
{
    struct page *page = ctx;
    struct buf line;
    char day[DATE_TEXT_BYTES];
    date_format(p->date_posted, day);
    buf_init(&line, QUOTE_MAX_BYTES);
    buf_printf(&line, "%.*s", STR_FMT(p->title));
    if (p->company.n)
        buf_printf(&line, ", %.*s", STR_FMT(p->company));
    buf_printf(&line, " (%.*s:%.*s)", STR_FMT(p->source), STR_FMT(p->id));
    buf_add_char(page->out, '\n');
    text_wrap_key(page->out, *day ? day : "undated", buf_str(&line),
                  page->columns, INDENT);
    buf_clear(&line);
    if (p->url.n) {
        buf_printf(&line, "%.*s", STR_FMT(p->url));
        add_wrapped(page, &line);
    }
    buf_printf(&line, "%s, %s", label_name(skill->label),
               section_name(skill->section));
    add_wrapped(page, &line);
    for (size_t i = 0; i < quotes_of(skill); i++)
        add_quote(page, p->text, skill->mentions[i], &line);
    if (skill->n_mentions > QUOTES_MAX) {
        buf_printf(&line, "and %zu more places",
                   skill->n_mentions - QUOTES_MAX);
        add_wrapped(page, &line);
    }
    buf_done(&line);
}

static void month_text(int month, char out[MONTH_BYTES])
{
    *out = '\0';
    if (month >= 0)
        date_format(date_from_month_index(month), out);
}

static void add_question(const struct cell_question *q, struct buf *out)
{
    char from[MONTH_BYTES], to[MONTH_BYTES];
    month_text(q->from_month, from);
    month_text(q->to_month, to);
    buf_printf(out, "%.*s in %.*s", STR_FMT(q->skill), STR_FMT(q->role));
    if (*from && strcmp(from, to) == 0)
        buf_printf(out, ", %s", from);
    else if (*from || *to)
        buf_printf(out, ", %s to %s", *from ? from : "the first",
                   *to ? to : "the last");
}

enum st show_cell_text(struct postings *store, const struct shown_cell *cell,
                       unsigned columns, bool color, struct buf *out,
                       struct err *err)
{
    struct page page = {out, columns, color};
    struct buf line;
    size_t n = cell->found->n;
    buf_init(&line, QUOTE_MAX_BYTES);
    add_question(cell->question, &line);
    buf_printf(&line,
               ": named by %zu of %llu distinct postings with usable text", n,
               (unsigned long long)cell->found->n_usable);
    if (n > cell->limit)
        buf_printf(&line, "; the newest %zu:", cell->limit);
    text_wrap(out, buf_str(&line), columns, INDENT);
    buf_done(&line);
    return walk(store, cell, (struct each){show_text, &page}, err);
}

/* --- for programs -------------------------------------------------------- */

static void put(struct json_writer *w, const char *key, struct str value)
{
    json_key(w, key);
    json_str(w, value);
}

static void put_json_quote(struct json_writer *w, struct str text,
                           struct mention m)
{
    struct buf line, clean;
    buf_init(&line, QUOTE_MAX_BYTES);
    buf_init(&clean, QUOTE_MAX_BYTES);
    quote(text, m, &line);
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] != REDACT_OPEN && line.p[i] != REDACT_CLOSE)
            buf_add_char(&clean, line.p[i]);
    json_begin_object(w);
    json_key(w, "start");
    json_i64(w, m.start);
    json_key(w, "end");
    json_i64(w, m.end);
    put(w, "text", str_slice(text, m.start, m.end));
    put(w, "quote", buf_str(&clean));
    json_end_object(w);
    buf_done(&line);
    buf_done(&clean);
}

static void show_json(void *ctx, const struct posting *p,
                      const struct posting_skill *skill)
{
    struct json_writer *w = ctx;
    char day[DATE_TEXT_BYTES];
    json_begin_object(w);
    put(w, "id", p->id);
    put(w, "source", p->source);
    put(w, "title", p->title);
    put(w, "company", p->company);
    put(w, "url", p->url);
    date_format(p->date_posted, day);
    put(w, "date_posted", *day ? str_from(day) : STR_NONE);
    put(w, "label", str_from(label_name(skill->label)));
    put(w, "section", str_from(section_name(skill->section)));
    json_key(w, "n_mentions");
    json_i64(w, (int64_t)skill->n_mentions);
    json_key(w, "quotes");
    json_begin_array(w);
    for (size_t i = 0; i < quotes_of(skill); i++)
        put_json_quote(w, p->text, skill->mentions[i]);
    json_end_array(w);
    json_end_object(w);
}

enum st show_cell_json(struct postings *store, const struct shown_cell *cell,
                       struct buf *out, struct err *err)
{
    const struct cell_question *q = cell->question;
    struct json_writer w;
    char from[MONTH_BYTES], to[MONTH_BYTES];
    month_text(q->from_month, from);
    month_text(q->to_month, to);
    json_init(&w, out);
    json_begin_object(&w);
    json_key(&w, "schema_version");
    json_i64(&w, 1);
    put(&w, "skill", q->skill);
    put(&w, "role", q->role);
    put(&w, "from", *from ? str_from(from) : STR_NONE);
    put(&w, "to", *to ? str_from(to) : STR_NONE);
    json_key(&w, "n_usable");
    json_i64(&w, (int64_t)cell->found->n_usable);
    json_key(&w, "n_named");
    json_i64(&w, (int64_t)cell->found->n);
    json_key(&w, "postings");
    json_begin_array(&w);
    enum st st = walk(store, cell, (struct each){show_json, &w}, err);
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(out, '\n');
    return st;
}
