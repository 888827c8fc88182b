/* SPDX-License-Identifier: MIT */
/* cmd_sources.c - what a crawl would visit, and whether it would answer. */
#include "cli/agent.h"
#include "cli/asking.h"
#include "cli/checking.h"
#include "cli/sources_file.h"
#include "cli/verbs.h"
#include "crawler/boards.h"
#include <stdio.h>
#include <string.h>

struct values {
    const char *sources, *contact, *ca_file;
    struct opt_list only;
    uint64_t timeout, max_answer;
};

static const struct opt options[] = {
    {"sources", 0, OPT_STRING, offsetof(struct values, sources), "FILE",
     "the boards to list or check (default: as crawl)"},
    {"only", 0, OPT_LIST, offsetof(struct values, only), "NAME",
     "only the source of this name; may be repeated"},
    {"contact", 0, OPT_STRING, offsetof(struct values, contact), "ADDRESS",
     "for check: as of crawl"},
    {"timeout", 0, OPT_UINT, offsetof(struct values, timeout), "SECONDS",
     "for check: how long one request may take (default 60)"},
    {"max-answer", 0, OPT_UINT, offsetof(struct values, max_answer), "BYTES",
     "for check: as of crawl"},
    {"ca-file", 0, OPT_STRING, offsetof(struct values, ca_file), "FILE",
     "for check: as of crawl"},
    {0}};

static enum st list(const struct sources *s, struct err *err)
{
    puts("name\tkind\tcompany\turl");
    for (size_t i = 0; i < s->n; i++) {
        const struct source *one = &s->v[i];
        struct url url = {0};
        enum st st = board_url(one, &url, err);
        if (st)
            return st;
        printf("%.*s\t%.*s\t%.*s\t%s\n", STR_FMT(one->name), STR_FMT(one->kind),
               STR_FMT(one->company), url.text);
        url_done(&url);
    }
    return ST_OK;
}

/* Each source is asked once; nothing is kept. */
static int check(struct cli *cli, const struct values *v,
                 const struct sources *sources)
{
    struct err err = {0};
    AUTO(buf_done) struct buf agent;
    buf_init(&agent, 1024);
    enum st st = agent_name(v->contact, sources, &agent, &err);
    if (!st && v->ca_file)
        st = asking_check_ca_file(v->ca_file, &err);
    const struct crawl_options o = {.user_agent = buf_cstr(&agent),
                                    .timeout_s = asking_seconds(v->timeout),
                                    .max_body_bytes = v->max_answer,
                                    .ca_file = v->ca_file};
    return st ? cli_fail(cli, &err) : check_sources(cli, sources, &o);
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    struct sources *sources = NULL;
    struct err err = {0};
    bool checks = argc == 1 && strcmp(argv[0], "check") == 0;
    if (argc > 1 || (argc == 1 && !checks && strcmp(argv[0], "list") != 0))
        return cli_usage(cli, "sources", "unknown word \"%s\"", argv[argc - 1]);
    enum st st = sources_file_load(v->sources, &sources, &err);
    if (!st)
        st = sources_keep(sources, v->only.v, v->only.n, &err);
    if (!st && !checks)
        st = list(sources, &err);
    int code = st ? cli_fail(cli, &err) : EXIT_DONE;
    if (!st && checks)
        code = check(cli, v, sources);
    sources_free(sources);
    return code;
}

const struct verb verb_sources = {
    .name = "sources",
    .usage = "[list|check] [--sources FILE] [--only NAME]...",
    .summary = "list the boards that a crawl would visit, or ask each once",
    .details = "check asks every source once and prints its verdict; nothing "
               "is archived.\nExit 1 when any does not answer as it should.",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
