/* SPDX-License-Identifier: MIT */
#include "cli/adding.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/yaml.h"
#include "base/yaml_place.h"
#include "cli/checking.h"
#include "cli/sources_file.h"
#include "crawler/recognize.h"
#include <string.h>

#define PATH_MAX_BYTES 4096

struct add {
    struct cli *cli;
    const struct add_how *how;
    struct arena *a;
    struct buf path, text; /* of the file; text empty when it is not there */
    struct recognized found;
    struct buf entry; /* as it is to be written, at the margin */
};

/* ---- What it is ---- */

/* The page that was fetched. */
struct page {
    struct add *add;
    struct crawl_fetch got; /* its texts live in the arena */
};

static enum st on_page(void *ctx, struct crawl_fetch *f, struct err *err)
{
    struct page *p = ctx;
    (void)err;
    p->got = *f;
    p->got.body = arena_str(p->add->a, f->body);
    p->got.final_url = arena_str(p->add->a, f->final_url);
    p->got.detail = arena_str(p->add->a, f->detail);
    return ST_OK;
}

static enum st fetch_page(struct add *add, const struct url *url,
                          struct page *page, struct err *err)
{
    struct source source = {.name = str_from(url->text),
                            .kind = STR("page"),
                            .url = str_from(url->text),
                            .allow_private = add->how->allow_private};
    const struct sources one = {.v = &source, .n = 1};
    const struct crawl_hooks hooks = {.fetched = on_page, .ctx = page};
    struct crawl_summary sum;
    if (add->how->cannot_ask) {
        *err = *add->how->cannot_ask;
        return err->code;
    }
    struct crawl_options o = add->how->crawl;
    o.agent_token = "skilltally";
    o.now_utc = cli_now_utc;
    o.stop = &cli_stop;
    enum st st = crawl_run(&one, &o, NULL, &hooks, &sum, err);
    if (st)
        return st;
    if (sum.n_left)
        return err_set(err, ST_BUSY, "stopped");
    if (page->got.verdict != VERDICT_OK)
        return err_set(err, ST_BAD_INPUT, "%s: %s: %.*s", url->text,
                       verdict_name(page->got.verdict),
                       STR_FMT(page->got.detail));
    return ST_OK;
}

static void name_board(struct buf *out, const struct recognized *r)
{
    buf_printf(out, "%.*s %.*s", STR_FMT(r->kind),
               STR_FMT(r->board.n ? r->board : r->url));
}

/* One board that a page embeds, unless others are named about as often. */
static enum st choose(struct add *add, const struct recognized *v, size_t n,
                      struct err *err)
{
    AUTO(buf_done) struct buf names;
    buf_init(&names, 150);
    if (n == 0)
        return err_set(err, ST_BAD_INPUT,
                       "found no board, posting or feed there; give the "
                       "address of a job, or --kind sitemap for a site that "
                       "lists its jobs in a sitemap");
    add->found = v[0];
    if (n == 1 || v[0].votes == 0 || v[0].votes >= 2 * v[1].votes)
        return ST_OK;
    for (size_t i = 0; i < n && v[i].votes > 0 && !names.overflowed; i++) {
        buf_add_cstr(&names, i ? ", " : "");
        name_board(&names, &v[i]);
    }
    return err_set(err, ST_BAD_INPUT,
                   "several boards are named there (%s); give the address of "
                   "one",
                   buf_cstr(&names));
}

/* Look at the page behind the address. */
static enum st look_at_page(struct add *add, const struct url *url,
                            struct err *err)
{
    struct page page = {.add = add};
    struct url at = {0};
    struct recognized *v;
    enum st st = fetch_page(add, url, &page, err);
    if (!st)
        st = url_parse(page.got.final_url, &at, err);
    if (!st && !recognize_url(&at, add->a, &add->found)) {
        size_t n = recognize_page(page.got.body, &at, add->a, &v);
        st = choose(add, v, n, err);
    }
    url_done(&at);
    return st;
}

static enum st find(struct add *add, struct err *err)
{
    struct url url = {0};
    struct str given = str_from(add->how->address);
    bool bare = str_find(given, STR("://")) == SIZE_MAX;
    if (bare)
        given = arena_printf(add->a, "https://%.*s", STR_FMT(given));
    enum st st = url_parse(given, &url, err);
    if (st)
        return st;
    if (add->how->kind)
        add->found =
            (struct recognized){.kind = str_from(add->how->kind),
                                .url = arena_str(add->a, str_from(url.text))};
    else if (!recognize_url(&url, add->a, &add->found))
        st = look_at_page(add, &url, err);
    url_done(&url);
    return st;
}

/* ---- The entry ---- */

/* A plain scalar where it can be one, else in single quotes. */
static void add_scalar(struct buf *out, const char *before, struct str s)
{
    bool plain = s.n > 0 && ascii_is_alnum(s.p[0]);
    for (size_t i = 0; i < s.n; i++)
        plain &= ascii_is_alnum(s.p[i]) || strchr("-_./:?=&%+", s.p[i]);
    plain &= !str_ends(s, STR(":"));
    buf_printf(out, "%s", before);
    if (plain) {
        buf_add_str(out, s);
    } else {
        buf_add_char(out, '\'');
        for (size_t i = 0; i < s.n; i++)
            buf_printf(out, s.p[i] == '\'' ? "''" : "%c", s.p[i]);
        buf_add_char(out, '\'');
    }
    buf_add_char(out, '\n');
}

static void write_entry(struct add *add)
{
    const struct add_how *how = add->how;
    const struct {
        const char *before;
        struct str value;
    } keys[] = {{"- kind: ", add->found.kind},
                {"  board: ", add->found.board},
                {"  url: ", add->found.url},
                {"  base: ", add->found.base},
                {"  name: ", str_from(how->name)},
                {"  company: ", str_from(how->company)}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].value.n)
            add_scalar(&add->entry, keys[i].before, keys[i].value);
    if (how->allow_private)
        buf_add_cstr(&add->entry, "  allow_private: true\n");
}

/* ---- The file ---- */

static enum st read_file(struct add *add, struct err *err)
{
    sources_file_own(add->how->file, &add->path);
    enum st st = file_read(buf_cstr(&add->path), &add->text, err);
    return st == ST_NO_INPUT ? ST_OK : st;
}

static struct recognized as_recognized(const struct source *s)
{
    return (struct recognized){
        .kind = s->kind, .board = s->board, .base = s->base, .url = s->url};
}

static enum st refuse_twice(struct add *add, const struct source *new,
                            struct err *err)
{
    AUTO(auto_sources_free) struct sources *old = NULL;
    const char *path = buf_cstr(&add->path);
    if (str_trim(buf_str(&add->text)).n == 0)
        return ST_OK;
    enum st st = sources_parse(buf_str(&add->text), path, &old, err);
    const struct recognized want = as_recognized(new);
    for (size_t i = 0; !st && i < old->n; i++) {
        const struct recognized have = as_recognized(&old->v[i]);
        if (recognized_eq(&have, &want))
            st = err_set(err, ST_BAD_INPUT,
                         "%s:%u: the board is there already, as \"%.*s\"", path,
                         yaml_line(buf_str(&add->text), (unsigned)i, NULL),
                         STR_FMT(old->v[i].name));
    }
    return st;
}

/* Blanks in front of the list's entries in text. */
static size_t indent_of(struct str text)
{
    struct str line;
    while (str_split(&text, '\n', &line)) {
        size_t n = 0;
        while (n < line.n && line.p[n] == ' ')
            n++;
        if (n < line.n && line.p[n] == '-' &&
            (n + 1 == line.n || line.p[n + 1] == ' '))
            return n;
    }
    return 0;
}

/* The entry behind what is there; nothing of that is touched. */
static enum st append(struct add *add, struct err *err)
{
    AUTO(auto_sources_free) struct sources *all = NULL;
    AUTO(buf_done) struct buf whole;
    struct str rest = buf_str(&add->entry), line;
    size_t indent = indent_of(buf_str(&add->text));
    const char *path = buf_cstr(&add->path);
    buf_init(&whole, YAML_FILE_MAX_BYTES);
    buf_add_str(&whole, buf_str(&add->text));
    if (whole.n && whole.p[whole.n - 1] != '\n')
        buf_add_char(&whole, '\n');
    while (str_split(&rest, '\n', &line))
        if (line.n)
            buf_printf(&whole, "%*s%.*s\n", (int)indent, "", STR_FMT(line));
    enum st st = sources_parse(buf_str(&whole), path, &all, err);
    if (st)
        return err_prefix(err, "the new entry does not fit; the file is as it "
                               "was");
    AUTO(buf_done) struct buf dir;
    buf_init(&dir, PATH_MAX_BYTES);
    buf_add(&dir, path, (size_t)(path_base(path) - path));
    if (dir.n > 1)
        st = file_mkdirs(buf_cstr(&dir), err);
    return st ? st : file_write(path, buf_str(&whole), err);
}

/* ---- All of it ---- */

/* Ask the new source once. */
static enum st check(struct add *add, const struct sources *one,
                     struct err *err)
{
    struct check_row *row;
    struct crawl_summary sum;
    if (add->how->cannot_ask) {
        *err = *add->how->cannot_ask;
        return err->code;
    }
    enum st st =
        check_sources(add->cli, one, &add->how->crawl, add->a, &row, &sum, err);
    if (st)
        return st;
    if (!row->asked)
        return err_set(err, ST_BUSY, "stopped; nothing was added");
    if (!verdict_is_success(row->verdict))
        return err_set(err, ST_BAD_INPUT,
                       "%.*s: %s: %.*s (%.*s); not added. With --no-check it "
                       "would be",
                       STR_FMT(row->source->name), verdict_name(row->verdict),
                       STR_FMT(row->detail), STR_FMT(row->url));
    if (row->n_postings == 0 && str_eq(row->source->kind, STR("page")))
        return err_set(err, ST_BAD_INPUT,
                       "%.*s: the page holds no posting; not added",
                       STR_FMT(row->url));
    cli_note(add->cli, "%.*s: %s%s%.*s, %llu postings",
             STR_FMT(row->source->name), verdict_name(row->verdict),
             row->detail.n ? ": " : "", STR_FMT(row->detail),
             (unsigned long long)row->n_postings);
    return ST_OK;
}

static enum st add_it(struct add *add, struct err *err)
{
    AUTO(auto_sources_free) struct sources *one = NULL;
    AUTO(buf_done) struct buf name = {0};
    enum st st = read_file(add, err);
    if (!st)
        st = find(add, err);
    if (st)
        return st;
    buf_init(&name, 2 * URL_MAX_BYTES);
    name_board(&name, &add->found);
    cli_note(add->cli, "found: %s", buf_cstr(&name));
    write_entry(add);
    st = sources_parse(buf_str(&add->entry), "the new entry", &one, err);
    if (!st)
        st = refuse_twice(add, &one->v[0], err);
    if (!st && !add->how->no_check)
        st = check(add, one, err);
    bool is_new = add->text.n == 0;
    if (!st)
        st = append(add, err);
    if (!st)
        st = cli_print(buf_str(&add->entry), err);
    if (!st)
        cli_note(add->cli, "%s %s%s", is_new ? "written to" : "added to",
                 buf_cstr(&add->path),
                 is_new && !add->how->file
                     ? ", which crawls now use in place of the starter list"
                     : "");
    return st;
}

int add_source(struct cli *cli, const struct add_how *how)
{
    struct add add = {.cli = cli, .how = how, .a = arena_new()};
    struct err err = {0};
    buf_init(&add.path, PATH_MAX_BYTES);
    buf_init(&add.text, YAML_FILE_MAX_BYTES);
    buf_init(&add.entry, 8 * URL_MAX_BYTES);
    cli_catch_signals();
    int code = add_it(&add, &err) ? cli_fail(cli, &err) : EXIT_DONE;
    buf_done(&add.path);
    buf_done(&add.text);
    buf_done(&add.entry);
    arena_free(add.a);
    return code;
}
