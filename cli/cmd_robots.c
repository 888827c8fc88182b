/* SPDX-License-Identifier: MIT */
/* cmd_robots.c - what a robots.txt says to an agent, one URL a line. */
#include "base/file.h"
#include "cli/verbs.h"
#include "crawler/robots.h"

#define FILE_MAX_BYTES (16u << 20)
#define OUT_MAX_BYTES  (64u << 20)

struct values {
    const char *agent, *robots;
};

static const struct opt options[] = {
    {"agent", 0, OPT_STRING, offsetof(struct values, agent), "TOKEN",
     "the crawler's product token (default: skilltally)"},
    {"robots", 0, OPT_STRING, offsetof(struct values, robots), "FILE",
     "the robots.txt, \"-\" for standard input"},
    {0}};

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    struct err err = {0};
    struct buf text, out;
    if (!v->robots || argc == 0)
        return cli_usage(cli, "robots", "robots needs --robots FILE and a URL");
    buf_init(&text, FILE_MAX_BYTES);
    buf_init(&out, OUT_MAX_BYTES);
    enum st st = file_read(v->robots, &text, &err);
    if (!st) {
        struct str agent = str_from(v->agent ? v->agent : "skilltally");
        struct robots *rules = robots_parse(buf_str(&text), agent);
        for (int i = 0; i < argc; i++)
            buf_printf(&out, "%s\t%s\n",
                       robots_allows(rules, str_from(argv[i])) ? "allow"
                                                               : "disallow",
                       argv[i]);
        robots_free(rules);
        st = cli_print(buf_str(&out), &err);
    }
    buf_done(&text);
    buf_done(&out);
    return st ? cli_fail(cli, &err) : EXIT_DONE;
}

const struct verb verb_robots = {
    .name = "robots",
    .usage = "--agent TOKEN --robots FILE URL...",
    .summary = "what a robots.txt allows an agent: allow or disallow, tab, URL",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
