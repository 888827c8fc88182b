/* SPDX-License-Identifier: MIT */
/* cmd_sources.c - what a crawl would visit. */
#include "cli/sources_file.h"
#include "cli/verbs.h"
#include "crawler/boards.h"
#include <stdio.h>
#include <string.h>

struct values {
    const char *sources;
};

static const struct opt options[] = {{"sources", 0, OPT_STRING,
                                      offsetof(struct values, sources), "FILE",
                                      "the boards to list (default: as crawl)"},
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

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    struct sources *sources = NULL;
    struct err err = {0};
    if (argc > 1 || (argc == 1 && strcmp(argv[0], "list") != 0))
        return cli_usage(cli, "sources", "unknown word \"%s\"", argv[argc - 1]);
    enum st st = sources_file_load(v->sources, &sources, &err);
    if (!st)
        st = list(sources, &err);
    sources_free(sources);
    return st ? cli_fail(cli, &err) : EXIT_DONE;
}

const struct verb verb_sources = {
    .name = "sources",
    .usage = "[list] [--sources FILE]",
    .summary = "list the boards that a crawl would visit",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
