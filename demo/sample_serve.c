/* SPDX-License-Identifier: MIT */
#include "base/str.h"
#include "demo/sample.h"
#include <string.h>

static const struct {
    const char *name, *path_before, *path_after, *type;
} kinds[] = {
    [SAMPLE_GREENHOUSE] = {"greenhouse", "/v1/boards/", "/jobs",
                           "application/json; charset=utf-8"},
    [SAMPLE_LEVER] = {"lever", "/v0/postings/", "", "application/json"},
    [SAMPLE_ASHBY] = {"ashby", "/posting-api/job-board/", "",
                      "application/json; charset=utf-8"},
    [SAMPLE_PAGE] = {"page", "/careers/", "", "text/html; charset=utf-8"},
};

void sample_sources_yaml(unsigned port, struct buf *out)
{
    size_t n;
    const struct sample_board *boards = sample_boards(&n);
    for (size_t i = 0; i < n; i++) {
        const struct sample_board *b = &boards[i];
        buf_printf(out, "- kind: %s\n  allow_private: true\n",
                   kinds[b->kind].name);
        if (b->kind == SAMPLE_PAGE)
            buf_printf(out, "  url: http://127.0.0.1:%u/careers/%s\n", port,
                       b->slug);
        else
            buf_printf(out, "  board: %s\n  base: http://127.0.0.1:%u\n",
                       b->slug, port);
        buf_printf(out, "  name: %s\n  company: \"%s\"\n", b->slug, b->company);
    }
}

static bool is_path_of(const struct sample_board *b, struct str path)
{
    struct str before = str_from(kinds[b->kind].path_before);
    struct str after = str_from(kinds[b->kind].path_after);
    struct str slug = str_from(b->slug);
    return path.n == before.n + slug.n + after.n && str_starts(path, before) &&
           str_ends(path, after) &&
           str_eq(str_slice(path, before.n, before.n + slug.n), slug);
}

void sample_serve(void *ctx, const struct httpd_request *r,
                  struct httpd_answer *answer)
{
    (void)ctx;
    struct str path = str_from(r->path);
    size_t n;
    const struct sample_board *boards = sample_boards(&n);
    if (str_eq(path, STR("/robots.txt"))) {
        answer->status = 200;
        answer->type = "text/plain";
        buf_add_cstr(&answer->body, "User-agent: *\nDisallow: /apply/\n");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (!is_path_of(&boards[i], path))
            continue;
        answer->status = 200;
        answer->type = kinds[boards[i].kind].type;
        sample_board_body(i, &answer->body);
        return;
    }
}
