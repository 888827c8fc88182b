/* SPDX-License-Identifier: MIT */
/* cmd_study.c - what the next skill is worth. */
#include "cli/reporting.h"
#include "cli/verbs.h"
#include "report/study_page.h"

struct values {
    int month, from, to; /* month indexes; 0: not given */
    const char *role, *know, *format, *output;
    bool required, tools, broad, tables;
};

static const struct opt options[] = {
    {"role", 0, OPT_STRING, offsetof(struct values, role), "ID",
     "the role to study for"},
    {"know", 0, OPT_STRING, offsetof(struct values, know), "ID,ID,...",
     "skills that you know already"},
    {"required", 0, OPT_FLAG, offsetof(struct values, required), NULL,
     "go by the skills that postings require, not by all they name"},
    {"tools", 0, OPT_FLAG, offsetof(struct values, tools), NULL,
     "languages and tools only, no concepts"},
    {"broad", 0, OPT_FLAG, offsetof(struct values, broad), NULL,
     "fields and qualities too, such as artificial intelligence"},
    {"tables", 0, OPT_FLAG, offsetof(struct values, tables), NULL,
     "text: the tables behind the answer too"},
    {"month", 0, OPT_MONTH, offsetof(struct values, month), "YYYY-MM",
     "only this month"},
    {"from", 0, OPT_MONTH, offsetof(struct values, from), "YYYY-MM",
     "from this month on"},
    {"to", 0, OPT_MONTH, offsetof(struct values, to), "YYYY-MM",
     "up to this month"},
    {"format", 0, OPT_STRING, offsetof(struct values, format), "NAME",
     "text (default), md, csv, json, html, xlsx, charts, or all of them"},
    {"output", 'o', OPT_STRING, offsetof(struct values, output), "PATH",
     "where to write it (default: standard output; DIR/ gets all forms, or a "
     "file per table of csv)"},
    {0}};

struct asking {
    const struct values *values;
    struct str *known;
    size_t n_known;
};

static enum st answer(const struct question *q, struct postings *store,
                      const struct taxonomy *t, const struct figures_options *o,
                      struct arena *a, struct page *page,
                      const struct figures **f, struct err *err)
{
    const struct asking *ask = q->ctx;
    struct study_options asked = {.figures = *o,
                                  .known = ask->known,
                                  .n_known = ask->n_known,
                                  .tools_only = ask->values->tools,
                                  .broad = ask->values->broad};
    struct study *s = arena_calloc(a, 1, sizeof *s);
    enum st st = study_compute(store, t, &asked, a, s, err);
    if (st)
        return st;
    *page = study_page(s, ask->values->required, a);
    page->brief = !ask->values->tables;
    *f = &s->figures;
    return ST_OK;
}

/* The ids between commas; they point into text. */
static struct str *split_ids(struct arena *a, const char *text, size_t *n)
{
    struct str rest = str_from(text ? text : ""), one;
    struct str *v = arena_calloc(a, rest.n + 1, sizeof *v);
    *n = 0;
    while (rest.n && str_split(&rest, ',', &one))
        if (str_trim(one).n)
            v[(*n)++] = str_trim(one);
    return v;
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct str role = str_from(v->role ? v->role : "");
    struct reporting what = {.output = v->output, .roles = &role, .n_roles = 1};
    struct asking ask = {.values = v};
    struct question q = {answer, &ask};
    if (argc > 0)
        return cli_usage(cli, "study", "unexpected argument \"%s\"", argv[0]);
    if (!v->role)
        return cli_usage(cli, "study",
                         "study needs --role ID, such as data-engineer");
    ask.known = split_ids(a, v->know, &ask.n_known);
    int code = reporting_period(cli, "study", v->month, v->from, v->to, &what);
    if (!code)
        code = reporting_format(cli, "study", v->format, &what);
    return code ? code : reporting_answer(cli, &what, &q);
}

const struct verb verb_study = {
    .name = "study",
    .usage = "--role ID [--know ID,ID,...] [options]",
    .summary = "what the next skill is worth, for someone who knows some",
    .details =
        "Ten lines: how much of what the role's postings name you know, which\n"
        "skills close most of the gap, on how many postings that rests and "
        "how\n"
        "sure it is. `skilltally taxonomy list` has the ids of skills.",
    .options = options,
    .has_screen = true,
    .values_bytes = sizeof(struct values),
    .run = run,
};
