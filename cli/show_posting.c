/* SPDX-License-Identifier: MIT */
#include "cli/show_posting.h"
#include "base/alloc.h"
#include "report/marked.h"
#include "report/text_table.h"
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
};

struct shown_list {
    struct shown *v;
    size_t n;
};

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
        if (!is_hidden(s, m->hit.reason))
            out->v[out->n++] =
                (struct shown){m->hit.start,  m->hit.end,
                               c->id,         m->label,
                               m->section,    c,
                               m->hit.reason, skill_counts(m->hit.reason)};
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
    if (value.n)
        text_wrap_key(out, key, value, columns, KEY_COLUMNS);
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
    add_line(out, columns, "posted",
             str_from(date_format(p->date_posted, day)));
    add_line(out, columns, "url", p->url);
    add_line(out, columns, "role", p->role);
    add_line(out, columns, "rule", p->role_rule);
    add_line(out, columns, "archive", str_from(record));
}

static void add_text(const struct shown_posting *s,
                     const struct shown_list *list, unsigned columns,
                     bool color, struct buf *out)
{
    struct mark *marks = xcalloc(list->n, sizeof *marks);
    const struct marked_style style = {color, columns};
    for (size_t i = 0; i < list->n; i++) {
        const struct shown *m = &list->v[i];
        enum mark_kind kind =
            m->label == LABEL_NEGATED ? MARK_NEGATED : MARK_COUNTS;
        marks[i] =
            (struct mark){m->start, m->end, m->counts ? kind : MARK_NOT_COUNTED,
                          (unsigned)i + 1};
    }
    struct str text = s->trace ? s->trace->text : s->posting->text;
    marked_write(text, marks, list->n, &style, out);
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
    buf_printf(&line, "%.*s: %s, %s", STR_FMT(m->skill), label_name(m->label),
               section_name(m->section));
    text_wrap_key(out, sign, buf_str(&line), columns, NUMBER_COLUMNS);
    if (m->concept) {
        buf_clear(&line);
        add_rule(m, &line);
        text_wrap_key(out, "", buf_str(&line), columns, NUMBER_COLUMNS);
    }
    buf_done(&line);
}

void show_posting_text(const struct shown_posting *s, unsigned columns,
                       bool color, struct buf *out)
{
    struct shown_list list;
    gather(s, &list);
    add_head(s, columns, out);
    buf_add_char(out, '\n');
    add_text(s, &list, columns, color, out);
    buf_printf(out, "\n%zu skills, %zu places in the text\n",
               s->posting->n_skills, list.n);
    if (!s->trace)
        buf_printf(out, "The rules cannot be told: %s.\n", s->why_not);
    if (s->differs)
        buf_add_cstr(out, "The store was filled by other rules; \"skilltally "
                          "extract --all\" renews it.\n");
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
