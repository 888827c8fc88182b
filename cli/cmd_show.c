/* SPDX-License-Identifier: MIT */
/* cmd_show.c - one posting, or the postings of a cell, with the evidence. */
#include "cli/reread.h"
#include "cli/show_cell.h"
#include "cli/show_posting.h"
#include "cli/verbs.h"

#define OUT_MAX_BYTES (64u << 20)
#define COLUMNS_MAX   100u /* longer lines are hard to read */
#define LIMIT_DEFAULT 10u

struct values {
    bool json, all;
    const char *skill, *role;
    int month, from, to; /* month indexes; 0: not given */
    uint64_t limit;
};

static const struct opt options[] = {
    {"skill", 0, OPT_STRING, offsetof(struct values, skill), "ID",
     "with --role: what the report's cell of this skill counts"},
    {"role", 0, OPT_STRING, offsetof(struct values, role), "ID",
     "the role of that cell"},
    {"month", 0, OPT_MONTH, offsetof(struct values, month), "YYYY-MM",
     "of the cell: only this month"},
    {"from", 0, OPT_MONTH, offsetof(struct values, from), "YYYY-MM",
     "of the cell: from this month on"},
    {"to", 0, OPT_MONTH, offsetof(struct values, to), "YYYY-MM",
     "of the cell: up to this month"},
    {"limit", 0, OPT_UINT, offsetof(struct values, limit), "N",
     "of the cell: so many postings (default 10)"},
    {"all", 0, OPT_FLAG, offsetof(struct values, all), NULL,
     "of a posting: also what looks like a skill and does not count"},
    {"json", 0, OPT_FLAG, offsetof(struct values, json), NULL,
     "write JSON instead of text"},
    {0}};

/* The screen, no wider than is good to read unless somebody asks for it. */
static struct screen screen_for(const struct cli *cli)
{
    struct screen screen = screen_of(&cli->screen, true);
    if (!cli->screen.columns && screen.columns > COLUMNS_MAX)
        screen.columns = COLUMNS_MAX;
    return screen;
}

static enum st show_posting(struct cli *cli, const struct values *v,
                            struct postings *store, struct str which,
                            struct buf *out, struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    const struct screen screen = screen_for(cli);
    struct rules rules = {0};
    struct archive_ref record = {.file = ""};
    struct posting p;
    struct trace trace;
    struct err why = {0};
    enum st st = postings_get(store, which, a, &p, &record, err);
    struct copy_of copy = {0};
    struct posting_life life = {0};
    const uint32_t *repeated = NULL;
    size_t n_repeated = 0;
    if (!st)
        st = postings_life(store, p.source, p.id, &life, err);
    if (!st)
        st = postings_copy_of(store, p.source, p.id, a, &copy, err);
    if (!st)
        st = postings_boilerplate(store, p.company, a, &repeated, &n_repeated,
                                  err);
    if (!st)
        st = rules_open(&rules, cli->common.taxonomy, err);
    if (!st) {
        bool known =
            reread_posting(cli, &rules, &p, &record, a, &trace, &why) == ST_OK;
        struct shown_posting s = {
            .posting = &p,
            .record = &record,
            .taxonomy = rules.taxonomy,
            .trace = known ? &trace : NULL,
            .why_not = why.msg,
            .life = life,
            .copy = copy,
            .repeated = repeated,
            .n_repeated = n_repeated,
            .all = v->all,
            .differs = known && !show_agrees(&p, &trace, rules.taxonomy)};
        if (v->json)
            show_posting_json(&s, out);
        else
            show_posting_text(&s, &screen, out);
    }
    rules_done(&rules);
    return st;
}

/* 0, the year 0, is no month that postings have. */
static int open_if_unset(int month)
{
    return month ? month : -1;
}

static enum st show_cell(struct cli *cli, const struct values *v,
                         struct postings *store, struct buf *out,
                         struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(auto_taxonomy_free) struct taxonomy *taxonomy = NULL;
    const struct cell_question question = {
        .skill = str_from(v->skill),
        .role = str_from(v->role),
        .from_month = open_if_unset(v->month ? v->month : v->from),
        .to_month = open_if_unset(v->month ? v->month : v->to)};
    const struct screen screen = screen_for(cli);
    struct cell_postings found;
    struct shown_cell cell = {&question, &found,
                              v->limit ? v->limit : LIMIT_DEFAULT};
    enum st st = rules_load_taxonomy(cli->common.taxonomy, &taxonomy, err);
    if (!st)
        st = cell_postings(store, taxonomy, &question, a, &found, err);
    if (st)
        return st;
    return v->json ? show_cell_json(store, &cell, out, err)
                   : show_cell_text(store, &cell, &screen, out, err);
}

/* NULL, or what is wrong with the months. */
static const char *month_misuse(const struct values *v)
{
    if (v->month && (v->from || v->to))
        return "--month goes without --from and --to";
    if (v->from && v->to && v->from > v->to)
        return "--from is after --to";
    return NULL;
}

/* NULL, or what is wrong with the command line. */
static const char *misuse(const struct values *v, int argc)
{
    bool period = v->month || v->from || v->to;
    if (!v->skill && !v->role) {
        if (argc != 1)
            return "show needs one POSTING, or --skill ID --role ID";
        return period || v->limit ? "--month, --from, --to and --limit go "
                                    "with --skill and --role"
                                  : NULL;
    }
    if (argc > 0 || !v->skill || !v->role)
        return "a cell is --skill ID --role ID, without a POSTING";
    return month_misuse(v);
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    AUTO(auto_postings_free) struct postings *store = NULL;
    struct err err = {0};
    struct buf out;
    if (misuse(v, argc))
        return cli_usage(cli, "show", "%s", misuse(v, argc));
    buf_init(&out, OUT_MAX_BYTES);
    enum st st = postings_open_read(cli->store, &store, &err);
    if (!st)
        st = v->skill
                 ? show_cell(cli, v, store, &out, &err)
                 : show_posting(cli, v, store, str_from(argv[0]), &out, &err);
    if (!st && out.overflowed)
        st = err_set(&err, ST_TOO_BIG, "more than %u bytes: use --limit",
                     OUT_MAX_BYTES);
    if (!st)
        st = cli_print(buf_str(&out), &err);
    buf_done(&out);
    return st ? cli_fail(cli, &err) : EXIT_DONE;
}

const struct verb verb_show = {
    .name = "show",
    .usage = "POSTING | --skill ID --role ID [options]",
    .summary = "a posting or a cell of a report, with the words it rests on",
    .details =
        "POSTING is an id, SOURCE:ID, or #N, the row number in the store. Its\n"
        "text is shown with every mention marked, then the rule of the "
        "taxonomy\nthat made it count. A cell's postings are shown with the "
        "words that name\nthe skill; e-mail addresses and phone numbers are "
        "cut out.",
    .options = options,
    .has_screen = true,
    .values_bytes = sizeof(struct values),
    .run = run,
};
