/* SPDX-License-Identifier: MIT */
#include "base/lines.h"
#include "base/alloc.h"
#include "base/input.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BYTES (256u << 10)
#define BOM         "\xef\xbb\xbf"

struct lines {
    struct input *in;
    char *window; /* text [from, to) is read and not yet given */
    size_t from, to, cap;
    size_t seen; /* no newline before this one, from <= seen <= to */
    bool at_end;
    uint64_t number;
};

enum st lines_open(const char *path, struct lines **out, struct err *err)
{
    struct input *in;
    enum st st = input_open(path, &in, err);
    if (st != ST_OK)
        return st;
    struct lines *l = xalloc(sizeof *l);
    l->in = in;
    l->cap = FIRST_BYTES;
    l->window = xrealloc(NULL, l->cap, 1);
    *out = l;
    return ST_OK;
}

void lines_free(struct lines *l)
{
    if (!l)
        return;
    input_free(l->in);
    free(l->window);
    free(l);
}

/* More text behind what there is; grows the window when a line fills it. */
static enum st fill(struct lines *l, struct err *err)
{
    if (l->from > 0) {
        memmove(l->window, l->window + l->from, l->to - l->from);
        l->to -= l->from;
        l->seen -= l->from;
        l->from = 0;
    }
    if (l->to == l->cap) {
        l->cap *= 2;
        l->window = xrealloc(l->window, l->cap, 1);
    }
    size_t n;
    enum st st = input_read(l->in, l->window + l->to, l->cap - l->to, &n, err);
    l->to += n;
    l->at_end = st == ST_OK && n == 0;
    return st;
}

/* Where the line that begins at from ends: its newline, or to at the end. */
static enum st find_end(struct lines *l, bool *too_long, struct err *err)
{
    for (;;) {
        char *at = l->seen < l->to
                       ? memchr(l->window + l->seen, '\n', l->to - l->seen)
                       : NULL;
        l->seen = at ? (size_t)(at - l->window) : l->to;
        /* One more for the CR, which is not of the line. */
        if (l->seen - l->from > LINES_LINE_MAX_BYTES + 1) {
            *too_long = true;
            l->from = l->seen;
        }
        if (at || l->at_end)
            return ST_OK;
        enum st st = fill(l, err);
        if (st != ST_OK)
            return st;
    }
}

enum lines_what lines_next(struct lines *l, struct str *line, struct err *err)
{
    bool too_long = false;
    if (find_end(l, &too_long, err) != ST_OK)
        return LINES_ERROR;
    if (l->from == l->to && !too_long)
        return LINES_END;
    l->number++;
    struct str s = {l->window + l->from, l->seen - l->from};
    l->from = l->seen += l->seen < l->to;
    if (s.n > 0 && s.p[s.n - 1] == '\r')
        s.n--;
    if (l->number == 1 && str_starts(s, STR(BOM)))
        s = str_slice(s, strlen(BOM), s.n);
    if (too_long || s.n > LINES_LINE_MAX_BYTES)
        return LINES_TOO_LONG;
    *line = s;
    return LINES_LINE;
}

uint64_t lines_number(const struct lines *l)
{
    return l->number;
}

void lines_position(const struct lines *l, uint64_t *consumed_bytes,
                    uint64_t *size_bytes)
{
    input_position(l->in, consumed_bytes, size_bytes);
}
