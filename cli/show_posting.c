/* SPDX-License-Identifier: MIT */
#include "cli/show_posting.h"
#include "base/alloc.h"
#include "base/utf8.h"
#include "report/marked.h"
#include "report/text_table.h"
#include "store/likeness.h"
#include <stdio.h>
#include <stdlib.h>

#define KEY_COLUMNS    12
#define NUMBER_COLUMNS 6
#define LINE_MAX_BYTES (64u << 10)

/* A mention as it is shown: from the trace or, without one, from the store,
 * which knows label and section of the skill only. */
struct shown {
    uint32_t start, end;
    struct str skill;
    enum label label;
    enum section section;
    const struct concept *concept; /* NULL: the rule is not known */
    struct skill_reason reason;
    bool counts;
    bool repeated; /* in a sentence that the employer repeats */
};

struct shown_list {
    struct shown *v;
    size_t n;
};

/* --- what the employer repeats ------------------------------------------- */

static bool is_repeated(const struct shown_posting *s, struct mention sentence)
{
    uint32_t hash =
        sentence_hash(str_slice(s->trace->text, sentence.start, sentence.end));
    for (size_t i = 0; hash && i < s->n_repeated; i++)
        if (s->repeated[i] == hash)
            return true;
    return false;
}

/* True when a repeated sentence holds byte at. */
static bool is_in_repeated(const struct shown_posting *s, uint32_t at)
{
    for (size_t i = 0; i < s->trace->n_sentences; i++) {
        struct mention sentence = s->trace->sentences[i];
        if (sentence.start <= at && at < sentence.end)
            return is_repeated(s, sentence);
    }
    return false;
}

/* --- mentions ------------------------------------------------------------ */

static bool is_hidden(const struct shown_posting *s, struct skill_reason r)
{
    return r.why == WHY_COVERED || (!s->all && !skill_counts(r));
}

static void from_trace(const struct shown_posting *s, struct shown_list *out)
{
    const struct trace *t = s->trace;
    *out = (struct shown_list){xcalloc(t->n, sizeof *out->v), 0};
    for (size_t i = 0; i < t->n; i++) {
        const struct trace_mention *m = &t->v[i];
        const struct concept *c = &s->taxonomy->concepts[m->hit.concept];
        if (is_hidden(s, m->hit.reason))
            continue;
        out->v[out->n++] =
            (struct shown){.start = m->hit.start,
                           .end = m->hit.end,
                           .skill = c->id,
                           .label = m->label,
                           .section = m->section,
                           .concept = c,
                           .reason = m->hit.reason,
                           .counts = skill_counts(m->hit.reason),
                           .repeated = is_in_repeated(s, m->hit.start)};
    }
}

static int by_place(const void *pa, const void *pb)
{
    const struct shown *a = pa, *b = pb;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return str_cmp(a->skill, b->skill);
}

static void from_store(const struct posting *p, struct shown_list *out)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n_skills; i++)
        n += p->skills[i].n_mentions;
    *out = (struct shown_list){xcalloc(n, sizeof *out->v), 0};
    for (size_t i = 0; i < p->n_skills; i++) {
        const struct posting_skill *k = &p->skills[i];
        for (size_t j = 0; j < k->n_mentions; j++)
            out->v[out->n++] = (struct shown){.start = k->mentions[j].start,
                                              .end = k->mentions[j].end,
                                              .skill = k->id,
                                              .label = k->label,
                                              .section = k->section,
                                              .counts = true};
    }
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_place);
}

static void gather(const struct shown_posting *s, struct shown_list *out)
{
    if (s->trace)
        from_trace(s, out);
    else
        from_store(s->posting, out);
}

bool show_agrees(const struct posting *p, const struct trace *trace,
                 const struct taxonomy *t)
{
    struct shown_posting s = {.posting = p, .taxonomy = t, .trace = trace};
    struct shown_list now, then;
    bool same = str_eq(p->text, trace->text);
    gather(&s, &now);
    from_store(p, &then);
    /* Equal spans of two concepts come in the trace's own order. */
    if (now.n)
        qsort(now.v, now.n, sizeof *now.v, by_place);
    same = same && now.n == then.n;
    for (size_t i = 0; same && i < now.n; i++)
        same = by_place(&now.v[i], &then.v[i]) == 0;
    free(now.v);
    free(then.v);
    return same;
}

/* --- for people ---------------------------------------------------------- */

static void add_line(struct buf *out, unsigned columns, const char *key,
                     struct str value)
{
    struct buf line;
    buf_init(&line, LINE_MAX_BYTES);
    utf8_add_shown(value, &line);
    if (line.n)
        text_wrap_key(out, key, buf_str(&line), columns, KEY_COLUMNS);
    buf_done(&line);
}

static void add_copies(const struct shown_posting *s, unsigned columns,
                       struct buf *out)
{
    const struct copy_of *c = &s->copy;
    struct buf line;
    if (c->n < 2)
        return;
    buf_init(&line, LINE_MAX_BYTES);
    buf_printf(&line, "%llu postings are this advertisement; ",
               (unsigned long long)c->n);
    if (str_eq(c->how, STR("first")))
        buf_add_cstr(&line, "this is the first");
    else
        buf_printf(&line, "%.*s copy (%.*s) of %.*s", STR_FMT(c->how),
                   STR_FMT(c->why), STR_FMT(c->first));
    add_line(out, columns, "copies", buf_str(&line));
    buf_done(&line);
}

static const char *day_of(int64_t utc, char out[DATE_TEXT_BYTES])
{
    return date_format(date_from_utc(utc), out);
}

/* When we saw it, which is not when it was posted. */
static void add_life(const struct shown_posting *s, unsigned columns,
                     struct buf *out)
{
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES], end[DATE_TEXT_BYTES];
    const struct posting_life *l = &s->life;
    struct buf line;
    buf_init(&line, LINE_MAX_BYTES);
    buf_printf(&line, "first %s, last %s", day_of(l->first_seen_utc, first),
               day_of(l->last_seen_utc, last));
    if (l->closed_utc)
        buf_printf(&line, "; closed %s", day_of(l->closed_utc, end));
    add_line(out, columns, "seen", buf_str(&line));
    buf_done(&line);
}

static void add_head(const struct shown_posting *s, unsigned columns,
                     struct buf *out)
{
    const struct posting *p = s->posting;
    char day[DATE_TEXT_BYTES];
    char record[sizeof s->record->file + 32] = "";
    if (s->record->file[0])
        snprintf(record, sizeof record, "%s at byte %llu", s->record->file,
                 (unsigned long long)s->record->offset);
    add_line(out, columns, "id", p->id);
    add_line(out, columns, "source", p->source);
    add_line(out, columns, "title", p->title);
    add_line(out, columns, "company", p->company);
    for (size_t i = 0; i < p->n_locations; i++)
        add_line(out, columns, i ? "" : "location", p->locations[i].raw);
    bool dated = p->date_posted.year != 0;
    if (dated)
        add_line(out, columns, "posted",
                 str_from(date_format(p->date_posted, day)));
    else
        add_line(out, columns, "posted", STR("the source gives no date"));
    add_life(s, columns, out);
    add_line(out, columns, "url", p->url);
    add_line(out, columns, "role", p->role);
    add_line(out, columns, "rule", p->role_rule);
    add_line(out, columns, "archive", str_from(record));
    add_copies(s, columns, out);
}

static int mark_order(const void *pa, const void *pb)
{
    const struct mark *a = pa, *b = pb;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

static struct mark mark_of(const struct shown *m, size_t number)
{
    enum mark_kind kind = !m->counts                  ? MARK_NOT_COUNTED
                          : m->label == LABEL_NEGATED ? MARK_NEGATED
                                                      : MARK_COUNTS;
    return (struct mark){m->start, m->end, kind, (unsigned)number};
}

static void add_text(const struct shown_posting *s,
                     const struct shown_list *list, const struct screen *screen,
                     struct buf *out)
{
    const struct marked_style style = {screen->color, screen->columns};
    size_t n_sentences = s->trace ? s->trace->n_sentences : 0, n = 0;
    struct mark *marks = xcalloc(list->n + n_sentences, sizeof *marks);
    for (size_t i = 0; i < n_sentences; i++) {
        struct mention m = s->trace->sentences[i];
        if (is_repeated(s, m))
            marks[n++] = (struct mark){m.start, m.end, MARK_REPEATED, 0};
    }
    for (size_t i = 0; i < list->n; i++)
        marks[n++] = mark_of(&list->v[i], i + 1);
    if (n)
        qsort(marks, n, sizeof *marks, mark_order);
    struct str text = s->trace ? s->trace->text : s->posting->text;
    marked_write(text, marks, n, &style, out);
    free(marks);
}

static void add_rule(const struct shown *m, struct buf *line)
{
    const struct concept *c = m->concept;
    struct str evidence = skill_evidence_text(c, m->reason);
    enum skill_why why = (enum skill_why)m->reason.why;
    buf_printf(line, "%s \"%.*s\" (skills.yaml:%u) %s",
               skill_rule_kind(m->reason),
               STR_FMT(skill_rule_text(c, m->reason)), c->line,
               !m->counts          ? "does not count"
               : why == WHY_STRONG ? "counts anywhere"
                                   : "counts");
    if (why != WHY_STRONG)
        buf_printf(line, ": %s", skill_why_words(why));
    if (evidence.p)
        buf_printf(line, ", \"%.*s\"", STR_FMT(evidence));
    if (m->counts && m->label == LABEL_NEGATED)
        buf_add_cstr(line, ", but is negated");
}

static void add_mention(const struct shown *m, size_t number, unsigned columns,
                        struct buf *out)
{
    struct buf line;
    char sign[32];
    buf_init(&line, LINE_MAX_BYTES);
    snprintf(sign, sizeof sign, "(%zu)", number);
    buf_printf(&line, "%.*s: %s, %s%s", STR_FMT(m->skill), label_name(m->label),
               section_name(m->section), m->repeated ? ", repeated" : "");
    text_wrap_key(out, sign, buf_str(&line), columns, NUMBER_COLUMNS);
    if (m->concept) {
        buf_clear(&line);
        add_rule(m, &line);
        text_wrap_key(out, "", buf_str(&line), columns, NUMBER_COLUMNS);
    }
    buf_done(&line);
}

void show_posting_text(const struct shown_posting *s,
                       const struct screen *screen, struct buf *out)
{
    unsigned columns = screen->columns;
    struct shown_list list;
    gather(s, &list);
    add_head(s, columns, out);
    buf_add_char(out, '\n');
    add_text(s, &list, screen, out);
    buf_printf(out, "\n%zu skills, %zu places in the text\n",
               s->posting->n_skills, list.n);
    if (s->n_repeated)
        text_wrap(out,
                  STR("Between ~~ stand sentences that at least half of the "
                      "employer's advertisements repeat."),
                  columns, 0);
    if (!s->trace)
        buf_printf(out, "The rules cannot be told: %s.\n", s->why_not);
    if (s->differs)
        text_wrap(out,
                  STR("The store was filled by other rules; \"skilltally "
                      "extract --all\" renews it."),
                  columns, 0);
    for (size_t i = 0; i < list.n; i++)
        add_mention(&list.v[i], i + 1, columns, out);
    free(list.v);
}

/* --- for programs -------------------------------------------------------- */

static void put(struct json_writer *w, const char *key, struct str value)
{
    json_key(w, key);
    json_str(w, value);
}

static void put_instant(struct json_writer *w, const char *key, int64_t utc)
{
    char text[INSTANT_TEXT_BYTES];
    put(w, key, utc ? str_from(instant_format(utc, text)) : STR_NONE);
}

static void add_json_rule(struct json_writer *w, const struct shown *m)
{
    const struct concept *c = m->concept;
    put(w, "kind", str_from(skill_rule_kind(m->reason)));
    put(w, "rule", skill_rule_text(c, m->reason));
    json_key(w, "line");
    json_i64(w, c->line);
    put(w, "why", str_from(skill_why_name((enum skill_why)m->reason.why)));
    put(w, "evidence", skill_evidence_text(c, m->reason));
}

static void add_json_mention(struct json_writer *w, struct str text,
                             const struct shown *m)
{
    json_begin_object(w);
    json_key(w, "start");
    json_i64(w, m->start);
    json_key(w, "end");
    json_i64(w, m->end);
    put(w, "text", str_slice(text, m->start, m->end));
    put(w, "skill", m->skill);
    put(w, "label", str_from(label_name(m->label)));
    put(w, "section", str_from(section_name(m->section)));
    json_key(w, "counts");
    json_boolean(w, m->counts && m->label != LABEL_NEGATED);
    json_key(w, "repeated");
    json_boolean(w, m->repeated);
    if (m->concept)
        add_json_rule(w, m);
    json_end_object(w);
}

void show_posting_json(const struct shown_posting *s, struct buf *out)
{
    struct json_writer w;
    struct shown_list list;
    gather(s, &list);
    json_init(&w, out);
    json_begin_object(&w);
    json_key(&w, "schema_version");
    json_i64(&w, 1);
    put(&w, "taxonomy_version", str_from(s->taxonomy->version));
    json_key(&w, "rules_known");
    json_boolean(&w, s->trace != NULL);
    json_key(&w, "store_agrees");
    json_boolean(&w, s->trace && !s->differs);
    put(&w, "archive_file",
        s->record->file[0] ? str_from(s->record->file) : STR_NONE);
    json_key(&w, "archive_offset_bytes");
    json_i64(&w, (int64_t)s->record->offset);
    put_instant(&w, "first_seen", s->life.first_seen_utc);
    put_instant(&w, "last_seen", s->life.last_seen_utc);
    put_instant(&w, "closed", s->life.closed_utc);
    json_key(&w, "n_copies");
    json_i64(&w, (int64_t)s->copy.n);
    put(&w, "copy_first", s->copy.first);
    put(&w, "copy_how", s->copy.how);
    put(&w, "copy_why", s->copy.why);
    json_key(&w, "mentions");
    json_begin_array(&w);
    for (size_t i = 0; i < list.n; i++)
        add_json_mention(&w, s->trace ? s->trace->text : s->posting->text,
                         &list.v[i]);
    json_end_array(&w);
    json_key(&w, "posting");
    posting_write_json(s->posting, true, out);
    json_end_object(&w);
    buf_add_char(out, '\n');
    free(list.v);
}
