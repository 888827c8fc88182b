/* SPDX-License-Identifier: MIT */
/* cmd_parse.c - one recorded answer to postings on stdout. */
#include "base/file.h"
#include "base/input.h"
#include "cli/own_presets.h"
#include "cli/rules.h"
#include "cli/verbs.h"
#include "extract/readers.h"

#define LINE_MAX_BYTES (64u << 20)

struct values {
    const char *kind, *url, *board, *sources;
    bool with_text;
};

static const struct opt options[] = {
    {"kind", 0, OPT_STRING, offsetof(struct values, kind), "KIND",
     "what the file is an answer of"},
    {"url", 0, OPT_STRING, offsetof(struct values, url), "URL",
     "where it was fetched"},
    {"board", 0, OPT_STRING, offsetof(struct values, board), "SLUG",
     "the board's slug"},
    {"sources", 0, OPT_STRING, offsetof(struct values, sources), "FILE",
     "where the preset of a kind of your own stands"},
    {"with-text", 0, OPT_FLAG, offsetof(struct values, with_text), NULL,
     "add the normalised text"},
    {0}};

static enum st print_postings(struct rules *rules, const struct values *v,
                              const struct raw_list *list, struct err *err)
{
    struct buf line;
    struct arena *a = arena_new();
    enum st st = ST_OK;
    buf_init(&line, LINE_MAX_BYTES);
    for (size_t i = 0; !st && i < list->n; i++) {
        struct posting p;
        extract_posting(rules->extractor, rules->scratch, &list->v[i],
                        str_from(v->board ? v->board : v->kind), a, &p);
        posting_write_json(&p, v->with_text, &line);
        buf_add_char(&line, '\n');
        st = line.overflowed
                 ? err_set(err, ST_TOO_BIG, "posting %zu is too big", i)
                 : cli_print(buf_str(&line), err);
        buf_clear(&line);
        arena_reset(a);
    }
    arena_free(a);
    buf_done(&line);
    return st;
}

static enum st parse_body(const struct values *v, const char *path,
                          const struct reader_input *in, struct arena *page,
                          struct raw_list *list, struct err *err)
{
    enum st st = reader_read(str_from(v->kind), in, page, list, err);
    return st ? err_prefix(err, "%s", path) : ST_OK;
}

/* Gzipped or not. */
static enum st read_whole(const char *path, struct buf *out, struct err *err)
{
    AUTO(auto_input_free) struct input *in = NULL;
    char piece[64u << 10];
    size_t n = 1;
    enum st st = input_open(path, &in, err);
    while (!st && n > 0) {
        st = input_read(in, piece, sizeof piece, &n, err);
        if (!st && !buf_add(out, piece, n))
            st = err_set(err, ST_TOO_BIG, "%s: over %zu bytes", path, out->max);
    }
    return st;
}

static enum st parse_file(struct cli *cli, const struct values *v,
                          const struct preset *preset, const char *path,
                          size_t *n_bad, struct err *err)
{
    struct rules rules;
    struct buf body;
    struct raw_list list = {0};
    struct arena *page = arena_new();
    buf_init(&body, READER_BODY_MAX_BYTES);
    enum st st = rules_open(&rules, cli->common.taxonomy, err);
    if (!st)
        st = read_whole(path, &body, err);
    const struct reader_input in = {.body = buf_str(&body),
                                    .url = str_from(v->url),
                                    .board = str_from(v->board),
                                    .preset = preset};
    if (!st && body.n == 0)
        st = err_set(err, ST_BAD_INPUT, "%s: the file is empty", path);
    if (!st)
        st = parse_body(v, path, &in, page, &list, err);
    if (!st)
        st = print_postings(&rules, v, &list, err);
    *n_bad = list.n_bad;
    if (!st && list.n_bad)
        cli_note(cli,
                 "skilltally: %s: %zu postings could not be read; the "
                 "first: %s",
                 path, list.n_bad, list.first_bad.msg);
    rules_done(&rules);
    arena_free(page);
    buf_done(&body);
    return st;
}

static int unknown_kind(struct cli *cli, const char *kind)
{
    struct buf names;
    buf_init(&names, 1024);
    for (const char *const *k = reader_kinds(); *k; k++)
        buf_printf(&names, " %s", *k);
    int code = cli_usage(cli, "parse", "%s%s%s; the kinds are:%s",
                         kind ? "unknown kind \"" : "parse needs --kind",
                         kind ? kind : "", kind ? "\"" : "", buf_cstr(&names));
    buf_done(&names);
    return code;
}

static enum st load_presets(const char *path, struct own_presets *own,
                            struct err *err)
{
    AUTO(auto_sources_free) struct sources *sources = NULL;
    enum st st = path ? sources_load(path, &sources, err) : ST_OK;
    return st || !path ? st : own_presets_add(own, sources, err);
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    struct err err = {0};
    size_t n_bad = 0;
    struct own_presets own;
    own_presets_init(&own);
    int code = EXIT_DONE;
    enum st st = load_presets(v->sources, &own, &err);
    const struct preset *preset =
        st ? NULL : own_presets_find(&own, str_from(v->kind));
    if (st)
        code = cli_fail(cli, &err);
    else if (!v->kind || (!preset && !reader_exists(str_from(v->kind))))
        code = unknown_kind(cli, v->kind);
    else if (argc != 1)
        code = cli_usage(cli, "parse", "parse needs one FILE");
    else if (parse_file(cli, v, preset, argv[0], &n_bad, &err))
        code = cli_fail(cli, &err);
    else if (n_bad)
        code = EXIT_PARTLY;
    own_presets_done(&own);
    return code;
}

const struct verb verb_parse = {
    .name = "parse",
    .usage = "--kind KIND [--url URL] FILE",
    .summary = "one recorded answer of a board to postings as NDJSON",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
