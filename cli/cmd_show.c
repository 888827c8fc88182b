/* SPDX-License-Identifier: MIT */
/* cmd_show.c - one posting with the evidence of each of its skills. */
#include "base/json.h"
#include "base/utf8.h"
#include "cli/verbs.h"
#include "store/postings.h"

#define OUT_MAX_BYTES (16u << 20)
#define CONTEXT_BYTES 60

struct values {
    bool json, text;
};

static const struct opt options[] = {
    {"json", 0, OPT_FLAG, offsetof(struct values, json), NULL,
     "the record as map writes it, with its text"},
    {"text", 0, OPT_FLAG, offsetof(struct values, text), NULL,
     "the whole normalised text too"},
    {0}};

/* The mention with some words around it, on one line. */
static void add_quote(struct buf *out, struct str text, struct mention m)
{
    size_t from = m.start > CONTEXT_BYTES ? m.start - CONTEXT_BYTES : 0;
    size_t to = m.end + CONTEXT_BYTES < text.n ? m.end + CONTEXT_BYTES : text.n;
    from = from ? utf8_floor(text, from) : 0;
    to = utf8_floor(text, to);
    for (size_t i = from; i < to; i++) {
        if (i == m.start)
            buf_add_char(out, '[');
        if (i == m.end)
            buf_add_char(out, ']');
        buf_add_char(out, text.p[i] == '\n' ? '|' : text.p[i]);
    }
    if (m.end == to)
        buf_add_char(out, ']');
}

static void add_line(struct buf *out, const char *label, struct str value)
{
    if (value.n)
        buf_printf(out, "%-12s%.*s\n", label, STR_FMT(value));
}

static void add_skills(struct buf *out, const struct posting *p)
{
    buf_printf(out, "\n%zu skills\n", p->n_skills);
    for (size_t i = 0; i < p->n_skills; i++) {
        const struct posting_skill *s = &p->skills[i];
        buf_printf(out, "%.*s  (%s, %s)\n", STR_FMT(s->id),
                   label_name(s->label), section_name(s->section));
        for (size_t k = 0; k < s->n_mentions; k++) {
            buf_add_cstr(out, "    ");
            add_quote(out, p->text, s->mentions[k]);
            buf_add_char(out, '\n');
        }
    }
}

static void write_text(const struct posting *p,
                       const struct archive_ref *record, bool whole,
                       struct buf *out)
{
    char day[DATE_TEXT_BYTES];
    add_line(out, "id", p->id);
    add_line(out, "source", p->source);
    add_line(out, "title", p->title);
    add_line(out, "company", p->company);
    for (size_t i = 0; i < p->n_locations; i++)
        add_line(out, i ? "" : "location", p->locations[i].raw);
    add_line(out, "posted", str_from(date_format(p->date_posted, day)));
    add_line(out, "url", p->url);
    add_line(out, "role", p->role);
    add_line(out, "rule", p->role_rule);
    if (record->file[0])
        buf_printf(out, "%-12s%s at byte %llu\n", "archive", record->file,
                   (unsigned long long)record->offset);
    add_skills(out, p);
    if (whole)
        buf_printf(out, "\n%.*s\n", STR_FMT(p->text));
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(auto_postings_free) struct postings *store = NULL;
    struct archive_ref record = {0};
    struct posting p;
    struct err err = {0};
    struct buf out;
    if (argc != 1)
        return cli_usage(cli, "show", "show needs one POSTING");
    buf_init(&out, OUT_MAX_BYTES);
    enum st st = postings_open_read(cli->store, &store, &err);
    if (!st)
        st = postings_get(store, str_from(argv[0]), a, &p, &record, &err);
    if (!st) {
        if (v->json)
            posting_write_json(&p, true, &out);
        else
            write_text(&p, &record, v->text, &out);
        if (v->json)
            buf_add_char(&out, '\n');
        st = cli_print(buf_str(&out), &err);
    }
    buf_done(&out);
    return st ? cli_fail(cli, &err) : EXIT_DONE;
}

const struct verb verb_show = {
    .name = "show",
    .usage = "POSTING [--text] [--json]",
    .summary = "one posting and the words that each of its skills rests on",
    .details = "POSTING is an id, SOURCE:ID, or the row number in the store.",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
