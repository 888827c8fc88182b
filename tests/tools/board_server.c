/* SPDX-License-Identifier: MIT */
/* board_server.c - serve files on loopback as a table of paths says.
 *
 * usage: board_server TABLE
 * TABLE: one line a page, "PATH<TAB>STATUS<TAB>TYPE<TAB>FILE" (path with its
 * query; FILE may be "-" for an empty body), and perhaps "<TAB>Name: value", a
 * header. Prints the port on stdout, serves
 * until standard input ends, then prints "HITS<TAB>PATH" for each page. */
#include "base/alloc.h"
#include "base/file.h"
#include "base/lines.h"
#include "demo/httpd.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PAGES_MAX      4096
#define BODY_MAX_BYTES (64u << 20)

struct table {
    struct httpd_page pages[PAGES_MAX];
    struct buf bodies[PAGES_MAX];
    size_t n;
};

static char *copy(struct str s)
{
    struct buf b;
    buf_init(&b, 65536);
    buf_add_str(&b, s);
    char *p = xstrdup(buf_cstr(&b));
    buf_done(&b);
    return p;
}

static enum st add_page(struct table *t, struct str line, struct err *err)
{
    struct str path, status, type, file;
    uint64_t code;
    if (!str_split(&line, '\t', &path) || !str_split(&line, '\t', &status) ||
        !str_split(&line, '\t', &type) || !str_split(&line, '\t', &file) ||
        !str_to_u64(status, 999, &code) || t->n == PAGES_MAX)
        return err_set(err, ST_BAD_INPUT, "bad line");
    struct buf *body = &t->bodies[t->n];
    struct httpd_page *page = &t->pages[t->n++];
    buf_init(body, BODY_MAX_BYTES);
    page->path = copy(path);
    page->status = (int)code;
    page->type = copy(type);
    page->headers = copy(line);
    if (str_eq(file, STR("-")))
        return ST_OK;
    char *name = copy(file);
    enum st st = file_read(name, body, err);
    free(name);
    page->body = buf_str(body);
    return st;
}

static enum st read_table(const char *path, struct table *t, struct err *err)
{
    AUTO(auto_lines_free) struct lines *lines = NULL;
    struct str line;
    enum st st = lines_open(path, &lines, err);
    while (!st && lines_next(lines, &line, err) == LINES_LINE)
        if (line.n)
            st = add_page(t, line, err);
    return st;
}

static void free_table(struct table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        free((void *)(uintptr_t)t->pages[i].path);
        free((void *)(uintptr_t)t->pages[i].type);
        free((void *)(uintptr_t)t->pages[i].headers);
        buf_done(&t->bodies[i]);
    }
    free(t);
}

int main(int argc, char **argv)
{
    struct table *t = xalloc(sizeof *t);
    struct httpd *server = NULL;
    struct err err = {0};
    char byte;
    if (argc != 2)
        return 64;
    if (read_table(argv[1], t, &err) ||
        httpd_start(t->pages, t->n, NULL, NULL, &server, &err)) {
        fprintf(stderr, "board_server: %s\n", err.msg);
        return 1;
    }
    printf("%u\n", httpd_port(server));
    fflush(stdout);
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
    for (size_t i = 0; i < t->n; i++)
        printf("%zu\t%s\n", httpd_hits(server, t->pages[i].path),
               t->pages[i].path);
    httpd_stop(server);
    free_table(t);
    return 0;
}
