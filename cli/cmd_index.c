/* SPDX-License-Identifier: MIT */
/* cmd_index.c - where in the archive each page is: a CDXJ index. */
#include "base/alloc.h"
#include "base/arena.h"
#include "base/file.h"
#include "cli/verbs.h"
#include "store/cdx.h"
#include <stdlib.h>

#define LINE_MAX_BYTES (1u << 20)
#define PATH_MAX_BYTES 4096

struct index {
    struct cli *cli;
    struct arena *arena;
    struct str *lines;
    size_t n, cap;
    bool damaged;
};

/* A record whose end is known when the next one begins. */
struct pending {
    bool there;
    struct archive_record record; /* texts in the index's arena */
};

static void keep(struct index *x, const struct archive_record *r,
                 struct pending *p)
{
    p->there = cdx_has(r);
    if (!p->there)
        return;
    p->record = *r;
    p->record.type = arena_str(x->arena, r->type);
    p->record.uri = arena_str(x->arena, r->uri);
    p->record.date = arena_str(x->arena, r->date);
    p->record.digest = arena_str(x->arena, r->digest);
    p->record.content_type = arena_str(x->arena, r->content_type);
    p->record.body = STR_NONE;
}

static void end_pending(struct index *x, struct pending *p, struct str file,
                        uint64_t end)
{
    AUTO(buf_done) struct buf line;
    buf_init(&line, LINE_MAX_BYTES);
    if (!p->there)
        return;
    p->there = false;
    cdx_line(&p->record, file, end - p->record.offset, &line);
    if (line.overflowed)
        return;
    buf_add_char(&line, '\n');
    x->lines = xgrow(x->lines, x->n, &x->cap, sizeof *x->lines);
    x->lines[x->n++] = arena_str(x->arena, buf_str(&line));
}

static enum st index_file(struct index *x, const char *path, struct err *err)
{
    AUTO(auto_archive_reader_free) struct archive_reader *reader = NULL;
    struct pending pending = {.there = false};
    struct archive_record r;
    struct err why = {0};
    enum archive_what what;
    uint64_t at, size;
    struct str file = str_from(path_base(path));
    enum st st = archive_reader_open(path, 0, &reader, err);
    if (st)
        return st;
    while ((what = archive_next(reader, &r, &why)) == ARCHIVE_RECORD ||
           what == ARCHIVE_BAD) {
        if (what == ARCHIVE_RECORD) {
            end_pending(x, &pending, file, r.offset);
            keep(x, &r, &pending);
            continue;
        }
        x->damaged = true;
        log_line(&x->cli->log, LOG_WARN, "%s: %s", path, why.msg);
    }
    if (what == ARCHIVE_ERROR) {
        x->damaged = true;
        log_line(&x->cli->log, LOG_WARN, "%s: %s", path, why.msg);
    }
    archive_position(reader, &at, &size);
    end_pending(x, &pending, file, size);
    return ST_OK;
}

static enum st index_archive(struct index *x, struct err *err)
{
    struct str *names;
    size_t n;
    enum st st = archive_list(x->cli->archive, x->arena, &names, &n, err);
    for (size_t i = 0; !st && i < n; i++) {
        AUTO(buf_done) struct buf path;
        buf_init(&path, PATH_MAX_BYTES);
        path_join(&path, x->cli->archive, names[i].p);
        st = index_file(x, buf_cstr(&path), err);
    }
    return st;
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static enum st print_lines(struct index *x, struct err *err)
{
    enum st st = ST_OK;
    if (x->n)
        qsort(x->lines, x->n, sizeof *x->lines, by_bytes);
    for (size_t i = 0; !st && i < x->n; i++)
        st = cli_print(x->lines[i], err);
    return st;
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    struct index x = {.cli = cli, .arena = arena_new()};
    struct err err = {0};
    enum st st = ST_OK;
    (void)values;
    for (int i = 0; !st && i < argc; i++)
        st = index_file(&x, argv[i], &err);
    if (!st && argc == 0)
        st = index_archive(&x, &err);
    if (!st)
        st = print_lines(&x, &err);
    arena_free(x.arena);
    free(x.lines);
    if (st)
        return cli_fail(cli, &err);
    return x.damaged ? EXIT_PARTLY : EXIT_DONE;
}

static const struct opt options[] = {{0}};

const struct verb verb_index = {
    .name = "index",
    .usage = "[FILE...]",
    .summary = "list where each page is in the archive, as CDXJ",
    .details =
        "One line a response, revisit or resource, sorted: key of the URL,\n"
        "time, and JSON with url, mime, status, digest, length, offset and\n"
        "filename, as replay tools (pywb, wget's and warcio's readers) take\n"
        "it. Without FILE, of HOME/archive. Exit 1 when records could not be\n"
        "read.",
    .options = options,
    .values_bytes = sizeof(char),
    .run = run,
};
