/* SPDX-License-Identifier: MIT */
#include "store/warc_press.h"
#include "base/alloc.h"
#include <libdeflate.h>
#include <stdlib.h>

/* Recorded boards (217 answers, 6.8 MB), each by itself: libdeflate 1 gave
 * ratio 5.08 at 317 MB/s, 4 gave 5.40 at 176; zlib 1 gave 4.68 at 165, 4 gave
 * 5.27 at 108. */
#define LEVEL 1

struct warc_press {
    struct libdeflate_compressor *deflate;
    struct buf in;
    char *out; /* members, one behind the other */
    size_t n, cap;
};

struct warc_press *warc_press_new(void)
{
    struct warc_press *p = xalloc(sizeof *p);
    p->deflate = libdeflate_alloc_compressor(LEVEL);
    buf_init(&p->in, WARC_PRESS_MAX_BYTES);
    return p;
}

void warc_press_free(struct warc_press *p)
{
    if (!p)
        return;
    libdeflate_free_compressor(p->deflate);
    buf_done(&p->in);
    free(p->out);
    free(p);
}

void warc_press_clear(struct warc_press *p)
{
    p->n = 0;
}

/* Room for so many more bytes. */
static void make_room(struct warc_press *p, size_t bytes)
{
    if (p->cap - p->n >= bytes)
        return;
    p->cap = p->n + bytes;
    p->out = xrealloc(p->out, p->cap, 1);
}

enum st warc_press_member(struct warc_press *p, const struct str *parts,
                          size_t n, size_t *at, size_t *bytes, struct err *err)
{
    if (!p->deflate)
        return err_set(err, ST_BUG, "libdeflate does not start");
    buf_clear(&p->in);
    for (size_t i = 0; i < n; i++)
        buf_add_str(&p->in, parts[i]);
    size_t room = libdeflate_gzip_compress_bound(p->deflate, p->in.n);
    make_room(p, room);
    size_t made = libdeflate_gzip_compress(p->deflate, p->in.p, p->in.n,
                                           p->out + p->n, room);
    if (p->in.overflowed || made == 0)
        return err_set(err, ST_BUG, "libdeflate does not compress");
    *at = p->n;
    *bytes = made;
    p->n += made;
    return ST_OK;
}

struct str warc_press_bytes(const struct warc_press *p)
{
    return (struct str){p->out ? p->out : "", p->n};
}
