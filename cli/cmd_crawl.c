/* SPDX-License-Identifier: MIT */
/* cmd_crawl.c - fetch the boards, archive the answers, extract them. */
#include "cli/agent.h"
#include "cli/asking.h"
#include "cli/crawling.h"
#include "cli/sources_file.h"
#include "cli/verbs.h"
#include "crawler/boards.h"
#include <stdio.h>
#include <string.h>

#define TRIES_MAX 100u

struct values {
    const char *sources, *contact, *metrics, *ca_file, *log_format;
    struct opt_list only;
    bool no_extract, dry_run, fresh;
    uint64_t resume_within, timeout, tries, max_answer, max_time, max_host_time;
};

static const struct opt options[] = {
    {"sources", 0, OPT_STRING, offsetof(struct values, sources), "FILE",
     "the boards to crawl (default: sources.yaml in the configuration "
     "directory, else the list that comes with the program)"},
    {"only", 0, OPT_LIST, offsetof(struct values, only), "NAME",
     "only the source of this name; may be repeated"},
    {"contact", 0, OPT_STRING, offsetof(struct values, contact), "ADDRESS",
     "URL or e-mail address that the User-Agent names (else "
     "$SKILLTALLY_CONTACT)"},
    {"metrics", 0, OPT_STRING, offsetof(struct values, metrics), "FILE",
     "write figures of the crawl there, as Prometheus reads them"},
    {"log-format", 0, OPT_STRING, offsetof(struct values, log_format), "FORMAT",
     "text, or json: a line a source and event on standard error"},
    {"no-extract", 0, OPT_FLAG, offsetof(struct values, no_extract), NULL,
     "only fetch and archive"},
    {"fresh", 0, OPT_FLAG, offsetof(struct values, fresh), NULL,
     "begin anew, even where a crawl of the same sources was interrupted"},
    {"resume-within", 0, OPT_UINT, offsetof(struct values, resume_within),
     "HOURS",
     "go on with an interrupted crawl only when it was begun so many hours ago "
     "or less (default 24)"},
    {"timeout", 0, OPT_UINT, offsetof(struct values, timeout), "SECONDS",
     "how long one request may take (default 60)"},
    {"tries", 0, OPT_UINT, offsetof(struct values, tries), "N",
     "how often a request that fails in passing is made (default 3)"},
    {"max-answer", 0, OPT_UINT, offsetof(struct values, max_answer), "BYTES",
     "how large one answer may be when it is decoded (default 67108864)"},
    {"max-host-time", 0, OPT_UINT, offsetof(struct values, max_host_time),
     "SECONDS",
     "how long one host may keep us; its sources are then truncated (default "
     "21600)"},
    {"max-time", 0, OPT_UINT, offsetof(struct values, max_time), "SECONDS",
     "how long the crawl may last; the same command then goes on (default "
     "86400)"},
    {"ca-file", 0, OPT_STRING, offsetof(struct values, ca_file), "FILE",
     "trust the certificate authorities in this PEM file instead of the "
     "system's"},
    {"dry-run", 'n', OPT_FLAG, offsetof(struct values, dry_run), NULL,
     "name what would be fetched, fetch nothing"},
    {0}};

static enum st print_plan(const struct sources *sources, struct err *err)
{
    for (size_t i = 0; i < sources->n; i++) {
        struct url url = {0};
        enum st st = board_url(&sources->v[i], &url, err);
        if (st)
            return st;
        printf("%.*s\t%s\n", STR_FMT(sources->v[i].name), url.text);
        url_done(&url);
    }
    return ST_OK;
}

static bool wants_json(const struct values *v)
{
    return v->log_format && strcmp(v->log_format, "json") == 0;
}

static bool knows_format(const struct values *v)
{
    return !v->log_format || wants_json(v) ||
           strcmp(v->log_format, "text") == 0;
}

static int64_t resume_within_s(const struct values *v)
{
    const uint64_t most_hours = 24 * 365;
    uint64_t hours =
        v->resume_within < most_hours ? v->resume_within : most_hours;
    return v->fresh ? -1 : (int64_t)hours * 3600;
}

static struct crawl_options crawl_options_of(const struct values *v,
                                             const char *agent)
{
    return (struct crawl_options){
        .user_agent = agent,
        .agent_token = "skilltally",
        .resume_within_s = resume_within_s(v),
        .timeout_s = asking_seconds(v->timeout),
        .tries = v->tries < TRIES_MAX ? (unsigned)v->tries : TRIES_MAX,
        .max_body_bytes = v->max_answer,
        .max_run_s = asking_seconds(v->max_time),
        .max_origin_s = asking_seconds(v->max_host_time),
        .ca_file = v->ca_file,
        .now_utc = cli_now_utc,
        .stop = &cli_stop,
    };
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    struct err err = {0};
    struct sources *sources = NULL;
    struct buf agent;
    if (argc > 0)
        return cli_usage(cli, "crawl", "unexpected argument \"%s\"", argv[0]);
    if (!knows_format(v))
        return cli_usage(cli, "crawl",
                         "--log-format is text or json, not "
                         "\"%s\"",
                         v->log_format);
    buf_init(&agent, 1024);
    enum st st = sources_file_load(v->sources, &sources, &err);
    if (!st)
        st = sources_keep(sources, v->only.v, v->only.n, &err);
    if (!st && !v->dry_run)
        st = agent_name(v->contact, sources, &agent, &err);
    if (!st && v->ca_file)
        st = asking_check_ca_file(v->ca_file, &err);
    if (!st && v->dry_run)
        st = print_plan(sources, &err);
    int code = st ? cli_fail(cli, &err) : EXIT_DONE;
    if (!st && !v->dry_run) {
        cli_catch_signals();
        const struct crawl_options o = crawl_options_of(v, buf_cstr(&agent));
        const struct crawl_home_how how = {.extract = !v->no_extract,
                                           .json = wants_json(v),
                                           .metrics = v->metrics};
        code = crawl_home(cli, sources, &o, &how);
    }
    sources_free(sources);
    buf_done(&agent);
    return code;
}

const struct verb verb_crawl = {
    .name = "crawl",
    .usage = "[--sources FILE] [--only NAME]... [options]",
    .summary = "fetch the boards, archive the answers, extract the postings",
    .details =
        "robots.txt is asked first and each board's backend has its own pace.\n"
        "Every request and answer is kept under HOME/archive as WARC. Exit 1\n"
        "when some sources failed: the summary names them, and so does\n"
        "\"skilltally status\".  A crawl that was interrupted, even by kill "
        "-9,\n"
        "goes on where it was when the same command is given again.",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
