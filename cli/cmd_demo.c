/* SPDX-License-Identifier: MIT */
/* cmd_demo.c - the whole way on made-up boards, served on loopback. */
#include "base/alloc.h"
#include "base/file.h"
#include "cli/crawling.h"
#include "cli/reporting.h"
#include "cli/verbs.h"
#include "cli/version.h"
#include "demo/httpd.h"
#include "demo/sample.h"
#include <errno.h>
#include <stdlib.h>

#define PATH_MAX_BYTES 4096
#define YAML_MAX_BYTES (1u << 20)

struct values {
    const char *output;
};

static const struct opt options[] = {
    {"output", 'o', OPT_STRING, offsetof(struct values, output), "FILE",
     "where to write the page (default: report.html in the demo's home)"},
    {0}};

/* Without --home the demo keeps to a directory of its own, so that made-up
 * postings never mix with real ones. */
static enum st choose_home(struct cli *cli, struct err *err)
{
    if (cli->common.home)
        return file_mkdirs(cli->home, err);
    const char *tmp = getenv("TMPDIR");
    struct buf path;
    buf_init(&path, PATH_MAX_BYTES);
    path_join(&path, tmp && *tmp ? tmp : "/tmp", "skilltally-demo-XXXXXX");
    char *home = xstrdup(buf_cstr(&path));
    buf_done(&path);
    if (!mkdtemp(home)) {
        enum st st = err_errno(err, ST_CREATE, errno, "%s", home);
        free(home);
        return st;
    }
    cli_set_home(cli, home);
    free(home);
    return ST_OK;
}

/* Write the demo's sources.yaml and read it as a crawl would. */
static enum st demo_sources(struct cli *cli, unsigned port,
                            struct sources **out, struct err *err)
{
    struct buf path, yaml;
    buf_init(&path, PATH_MAX_BYTES);
    buf_init(&yaml, YAML_MAX_BYTES);
    path_join(&path, cli->home, "sources.yaml");
    sample_sources_yaml(port, &yaml);
    enum st st = file_write(buf_cstr(&path), buf_str(&yaml), err);
    if (!st)
        st = sources_load(buf_cstr(&path), out, err);
    buf_done(&path);
    buf_done(&yaml);
    return st;
}

static int crawl_demo(struct cli *cli, struct err *err)
{
    AUTO(auto_httpd_stop) struct httpd *server = NULL;
    struct sources *sources = NULL;
    enum st st = httpd_start(NULL, 0, sample_serve, NULL, &server, err);
    if (!st)
        st = demo_sources(cli, httpd_port(server), &sources, err);
    if (st)
        return cli_fail(cli, err);
    struct buf agent;
    buf_init(&agent, 256);
    buf_printf(&agent, "%s (+demo)", cli_software);
    const struct crawl_options o = {.user_agent = buf_cstr(&agent),
                                    .agent_token = "skilltally",
                                    .stop = &cli_stop};
    int code =
        crawl_home(cli, sources, &o, &(struct crawl_home_how){.extract = true});
    sources_free(sources);
    buf_done(&agent);
    return code;
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    struct err err = {0};
    struct buf page;
    if (argc > 0)
        return cli_usage(cli, "demo", "unexpected argument \"%s\"", argv[0]);
    if (choose_home(cli, &err))
        return cli_fail(cli, &err);
    cli_catch_signals();
    int code = crawl_demo(cli, &err);
    if (code != EXIT_DONE)
        return code;
    buf_init(&page, PATH_MAX_BYTES);
    if (v->output)
        buf_add_cstr(&page, v->output);
    else
        path_join(&page, cli->home, "report.html");
    struct reporting text = {
        .format = REPORT_TEXT, .from_month = -1, .to_month = -1, .top = 10};
    struct reporting html = {.format = REPORT_HTML,
                             .output = buf_cstr(&page),
                             .from_month = -1,
                             .to_month = -1};
    code = report_home(cli, &text);
    if (code == EXIT_DONE)
        code = report_home(cli, &html);
    if (code == EXIT_DONE)
        cli_note(cli, "the page with charts: %s\nthe demo's home: %s",
                 buf_cstr(&page), cli->home);
    buf_done(&page);
    return code;
}

const struct verb verb_demo = {
    .name = "demo",
    .usage = "[-o FILE] [--home DIR]",
    .summary = "crawl made-up boards on loopback and report; no network",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
