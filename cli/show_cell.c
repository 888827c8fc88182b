/* SPDX-License-Identifier: MIT */
#include "cli/show_cell.h"
#include "report/evidence.h"
#include "report/evidence_place.h"
#include "report/quote.h"
#include "report/redact.h"
#include "report/text_table.h"
#include <stdio.h>
#include <string.h>

#define INDENT          4
#define QUOTES_MAX      3 /* of one posting */
#define QUOTE_MAX_BYTES 4096
#define MONTH_BYTES     DATE_TEXT_BYTES

/* Called for each posting that is shown. */
struct each {
    void (*show)(void *ctx, const struct posting *p,
                 const struct posting_skill *skill, struct arena *a);
    void *ctx;
};

/* The skill with the mention that gave its label in front of the others. */
static struct posting_skill strongest_first(const struct evidence_place *place,
                                            const struct posting *p,
                                            const struct posting_skill *skill,
                                            struct arena *a)
{
    struct posting_skill out = *skill;
    struct mention *v = arena_calloc(a, skill->n_mentions, sizeof *v);
    size_t first = evidence_place_find(place, p, skill, a), n = 1;
    for (size_t i = 0; i < skill->n_mentions; i++)
        v[i == first ? 0 : n++] = skill->mentions[i];
    out.mentions = v;
    return out;
}

static enum st walk(struct postings *store, const struct shown_cell *cell,
                    struct each each, struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct evidence_place *place = evidence_place_new();
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < cell->found->n && i < cell->limit; i++) {
        struct posting p;
        struct str number =
            arena_printf(a, "#%lld", (long long)cell->found->postings[i]);
        st = postings_get(store, number, a, &p, NULL, err);
        const struct posting_skill *skill =
            st ? NULL : posting_find_skill(&p, cell->question->skill);
        if (skill) {
            struct posting_skill told = strongest_first(place, &p, skill, a);
            each.show(each.ctx, &p, &told, a);
        }
        arena_reset(a);
    }
    evidence_place_free(place);
    return st;
}

static size_t quotes_of(const struct posting_skill *skill)
{
    return skill->n_mentions < QUOTES_MAX ? skill->n_mentions : QUOTES_MAX;
}

/* --- for people ---------------------------------------------------------- */

struct page {
    struct buf *out;
    const struct screen *screen;
};

static void add_wrapped(struct page *page, struct buf *line)
{
    text_wrap_key(page->out, "", buf_str(line), page->screen->columns, INDENT);
    buf_clear(line);
}

/* The mention stands in brackets, or in colour: then between signs, which take
 * no columns, until the lines are broken. */
static void add_quote(struct page *page, const struct quote *q,
                      struct buf *line)
{
    bool color = page->screen->color;
    size_t from = page->out->n;
    buf_add_str(line, str_slice(q->text, 0, q->from));
    buf_add_char(line, color ? REDACT_OPEN : '[');
    buf_add_str(line, str_slice(q->text, q->from, q->to));
    buf_add_char(line, color ? REDACT_CLOSE : ']');
    buf_add_str(line, str_slice(q->text, q->to, q->text.n));
    add_wrapped(page, line);
    struct buf quoted;
    buf_init(&quoted, 2 * QUOTE_MAX_BYTES);
    buf_add_str(&quoted, str_slice(buf_str(page->out), from, SIZE_MAX));
    buf_truncate(page->out, from);
    for (size_t i = 0; i < quoted.n; i++) {
        struct str rest = str_slice(buf_str(&quoted), i, quoted.n);
        if (page->screen->ascii && str_starts(rest, STR(QUOTE_ELLIPSIS))) {
            buf_add_char(page->out, '~');
            i += strlen(QUOTE_ELLIPSIS) - 1;
        } else if (quoted.p[i] == REDACT_OPEN) {
            buf_add_cstr(page->out, "\x1b[1;32m");
        } else if (quoted.p[i] == REDACT_CLOSE) {
            buf_add_cstr(page->out, TONE_OFF);
        } else {
            buf_add_char(page->out, quoted.p[i]);
        }
    }
    buf_done(&quoted);
}

/* Who posted what, when and where, in words that a terminal can take. */
static void add_head(struct page *page, const struct posting *p,
                     struct arena *a, struct buf *line)
{
    char day[DATE_TEXT_BYTES];
    struct str company = figures_clean(p->company, a);
    date_format(p->date_posted, day);
    buf_add_str(line, figures_clean(p->title, a));
    if (company.n)
        buf_printf(line, ", %.*s", STR_FMT(company));
    buf_printf(line, " (%.*s:%.*s)", STR_FMT(figures_clean(p->source, a)),
               STR_FMT(figures_clean(p->id, a)));
    buf_add_char(page->out, '\n');
    text_wrap_key(page->out, *day ? day : "undated", buf_str(line),
                  page->screen->columns, INDENT);
    buf_clear(line);
    if (evidence_is_link(p->url)) {
        buf_add_str(line, p->url);
        add_wrapped(page, line);
    }
}

static void show_text(void *ctx, const struct posting *p,
                      const struct posting_skill *skill, struct arena *a)
{
    struct page *page = ctx;
    struct buf line;
    buf_init(&line, QUOTE_MAX_BYTES);
    add_head(page, p, a, &line);
    buf_printf(&line, "%s, %s", label_name(skill->label),
               section_name(skill->section));
    add_wrapped(page, &line);
    for (size_t i = 0; i < quotes_of(skill); i++) {
        struct quote q;
        if (quote_of(p->text, skill->mentions[i], a, &q))
            add_quote(page, &q, &line);
    }
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
                       const struct screen *screen, struct buf *out,
                       struct err *err)
{
    struct page page = {out, screen};
    struct buf line;
    size_t n = cell->found->n;
    buf_init(&line, QUOTE_MAX_BYTES);
    add_question(cell->question, &line);
    buf_printf(&line,
               ": named by %zu of %llu distinct postings with usable text", n,
               (unsigned long long)cell->found->n_usable);
    if (n > cell->limit)
        buf_printf(&line, "; the newest %zu:", cell->limit);
    text_wrap(out, buf_str(&line), screen->columns, INDENT);
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
                           struct mention m, struct arena *a)
{
    struct quote q = {.text = STR_NONE};
    bool shown = quote_of(text, m, a, &q);
    json_begin_object(w);
    json_key(w, "start");
    json_i64(w, m.start);
    json_key(w, "end");
    json_i64(w, m.end);
    put(w, "text", shown ? str_slice(text, m.start, m.end) : STR_NONE);
    put(w, "quote", q.text);
    json_end_object(w);
}

static void show_json(void *ctx, const struct posting *p,
                      const struct posting_skill *skill, struct arena *a)
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
        put_json_quote(w, p->text, skill->mentions[i], a);
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
