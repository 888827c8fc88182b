/* SPDX-License-Identifier: MIT */
/* cmd_sources.c - what a crawl would visit, whether it would answer, and one
 * more of it. */
#include "cli/adding.h"
#include "cli/agent.h"
#include "cli/asking.h"
#include "cli/checking.h"
#include "cli/sources_file.h"
#include "cli/sources_table.h"
#include "cli/verbs.h"
#include <string.h>

struct values {
    const char *sources, *contact, *ca_file;
    struct opt_list only;
    uint64_t timeout, max_answer;
    bool json;
    const char *kind, *name, *company;
    bool allow_private, no_check;
};

static const struct opt options[] = {
    {"sources", 0, OPT_STRING, offsetof(struct values, sources), "FILE",
     "the boards to list or check, or where to add (default: as crawl)"},
    {"only", 0, OPT_LIST, offsetof(struct values, only), "NAME",
     "only the source of this name; may be repeated"},
    {"json", 0, OPT_FLAG, offsetof(struct values, json), NULL,
     "for list and check: write JSON instead of text"},
    {"contact", 0, OPT_STRING, offsetof(struct values, contact), "ADDRESS",
     "for check and add: as of crawl"},
    {"timeout", 0, OPT_UINT, offsetof(struct values, timeout), "SECONDS",
     "for check and add: how long one request may take (default 60)"},
    {"max-answer", 0, OPT_UINT, offsetof(struct values, max_answer), "BYTES",
     "for check and add: as of crawl"},
    {"ca-file", 0, OPT_STRING, offsetof(struct values, ca_file), "FILE",
     "for check and add: as of crawl"},
    {"kind", 0, OPT_STRING, offsetof(struct values, kind), "KIND",
     "for add: what the address is, such as page, rss or sitemap"},
    {"name", 0, OPT_STRING, offsetof(struct values, name), "NAME",
     "for add: what the source is to be called"},
    {"company", 0, OPT_STRING, offsetof(struct values, company), "NAME",
     "for add: the employer"},
    {"allow-private", 0, OPT_FLAG, offsetof(struct values, allow_private), NULL,
     "for add: the address may be a private one"},
    {"no-check", 0, OPT_FLAG, offsetof(struct values, no_check), NULL,
     "for add: do not ask whether the source answers"},
    {0}};

static enum st prepare(const struct values *v, const struct sources *sources,
                       struct buf *agent, struct crawl_options *out,
                       struct err *err)
{
    enum st st = agent_name(v->contact, sources, agent, err);
    if (!st && v->ca_file)
        st = asking_check_ca_file(v->ca_file, err);
    *out = (struct crawl_options){.user_agent = buf_cstr(agent),
                                  .timeout_s = asking_seconds(v->timeout),
                                  .max_body_bytes = v->max_answer,
                                  .ca_file = v->ca_file};
    return st;
}

/* Each source is asked once; nothing is kept. */
static int check(struct cli *cli, const struct values *v,
                 const struct sources *sources)
{
    struct err err = {0};
    struct crawl_options o;
    struct crawl_summary sum = {0};
    struct check_row *rows;
    AUTO(buf_done) struct buf agent;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    buf_init(&agent, 1024);
    cli_catch_signals();
    enum st st = prepare(v, sources, &agent, &o, &err);
    if (!st)
        st = check_sources(cli, sources, &o, a, &rows, &sum, &err);
    if (!st)
        st = sources_table_checked(rows, sources->n, v->json, &err);
    if (st)
        return cli_fail(cli, &err);
    cli_note(cli, "%zu sources asked: %zu answered, %zu failed",
             sum.n_sources - sum.n_left, sum.n_ok, sum.n_failed);
    return sum.n_left     ? st_exit_code(ST_BUSY)
           : sum.n_failed ? EXIT_PARTLY
                          : EXIT_DONE;
}

static int list_or_check(struct cli *cli, const struct values *v, bool checks)
{
    AUTO(auto_sources_free) struct sources *sources = NULL;
    struct err err = {0};
    enum st st = sources_file_load(v->sources, &sources, &err);
    if (!st)
        st = sources_keep(sources, v->only.v, v->only.n, &err);
    if (!st && checks)
        return check(cli, v, sources);
    if (!st)
        st = sources_table_listed(cli, sources, v->json, &err);
    return st ? cli_fail(cli, &err) : EXIT_DONE;
}

static int add(struct cli *cli, const struct values *v, const char *address)
{
    struct err err = {0};
    AUTO(buf_done) struct buf agent;
    struct source private = {.allow_private = v->allow_private};
    const struct sources one = {.v = &private, .n = 1};
    struct add_how how = {.address = address,
                          .file = v->sources,
                          .kind = v->kind,
                          .name = v->name,
                          .company = v->company,
                          .allow_private = v->allow_private,
                          .no_check = v->no_check};
    buf_init(&agent, 1024);
    if (prepare(v, &one, &agent, &how.crawl, &err))
        how.cannot_ask = &err;
    return add_source(cli, &how);
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    const char *word = argc > 0 ? argv[0] : "list";
    if (strcmp(word, "add") == 0)
        return argc == 2 ? add(cli, v, argv[1])
                         : cli_usage(cli, "sources", "add needs one URL");
    bool checks = strcmp(word, "check") == 0;
    if (argc > 1 || (!checks && strcmp(word, "list") != 0))
        return cli_usage(cli, "sources", "unknown word \"%s\"", argv[argc - 1]);
    return list_or_check(cli, v, checks);
}

const struct verb verb_sources = {
    .name = "sources",
    .usage = "[list|check|add URL] [--sources FILE] [options]",
    .summary =
        "list the boards that a crawl would visit, ask each once, add one",
    .details =
        "list shows the verdict of each one's last crawl. check asks every "
        "source once\nand prints its verdict; nothing is archived. Exit 1 "
        "when any does not answer as\nit should. add takes the address of any "
        "page of a board (a job, the board, a\ncareers page that embeds it, "
        "the API), asks it once and writes its entry into\nsources.yaml.",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
