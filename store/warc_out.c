/* SPDX-License-Identifier: MIT */
#include "store/warc_out.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/spool.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include <zlib.h>

/* For what is too large for the press: at its speed, or near it. */
#define GZIP_LEVEL       1
#define GZIP_WINDOW_BITS 31
#define GZIP_MEM_LEVEL   9
#define OUT_BYTES        (256u << 10)
#define PATH_MAX_BYTES   4096
#define NAME_MAX_BYTES   128
#define NAMES_MAX        10000 /* files that one process begins in a second */

struct warc_out {
    char *dir;
    int fd; /* -1: no file */
    char name[NAME_MAX_BYTES];
    unsigned n_files; /* names tried so far */
    uint64_t at;      /* bytes of whole members in the file */
    z_stream z;
    unsigned char *out; /* compressed bytes not yet in the file ... */
    size_t out_n;
    uint64_t out_at; /* ... and where they go */
};

static void path_of(const struct warc_out *o, bool final,
                    char path[PATH_MAX_BYTES])
{
    snprintf(path, PATH_MAX_BYTES, "%s/%s%s", o->dir, o->name,
             final ? "" : ".open");
}

enum st warc_out_new(const char *dir, struct warc_out **out, struct err *err)
{
    if (strlen(dir) + NAME_MAX_BYTES + sizeof ".open" > PATH_MAX_BYTES)
        return err_set(err, ST_CREATE, "the path of the archive is too long");
    struct warc_out *o = xalloc(sizeof *o);
    o->dir = xstrdup(dir);
    o->fd = -1;
    o->out = xalloc(OUT_BYTES);
    if (deflateInit2(&o->z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW_BITS,
                     GZIP_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
        warc_out_free(o);
        return err_set(err, ST_BUG, "zlib does not start");
    }
    *out = o;
    return ST_OK;
}

static void forget_file(struct warc_out *o)
{
    if (o->fd >= 0)
        close(o->fd);
    o->fd = -1;
    o->at = o->out_at = o->out_n = 0;
}

void warc_out_free(struct warc_out *o)
{
    if (!o)
        return;
    forget_file(o);
    deflateEnd(&o->z);
    free(o->out);
    free(o->dir);
    free(o);
}

bool warc_out_is_open(const struct warc_out *o)
{
    return o->fd >= 0;
}

const char *warc_out_name(const struct warc_out *o)
{
    return o->name;
}

uint64_t warc_out_bytes(const struct warc_out *o)
{
    return o->at;
}

/* "2026-11-22T08:15:00Z" as 20261122081500. */
static void stamp_of(int64_t utc, char stamp[INSTANT_TEXT_BYTES])
{
    char text[INSTANT_TEXT_BYTES];
    size_t n = 0;
    for (const char *p = instant_format(utc, text); *p; p++)
        if (ascii_is_digit(*p))
            stamp[n++] = *p;
    stamp[n] = '\0';
}

static enum st sync_dir(const struct warc_out *o, struct err *err)
{
    int fd = open(o->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    int eno = errno;
    if (fd >= 0)
        close(fd);
    return ok ? ST_OK : err_errno(err, ST_IO, eno, "sync %s", o->dir);
}

enum st warc_out_begin(struct warc_out *o, int64_t utc, struct err *err)
{
    char stamp[INSTANT_TEXT_BYTES], path[PATH_MAX_BYTES] = "";
    stamp_of(utc, stamp);
    for (unsigned tries = 0; tries < NAMES_MAX; tries++) {
        snprintf(o->name, sizeof o->name, "skilltally-%s-%ld-%u.warc.gz", stamp,
                 (long)getpid(), o->n_files++);
        path_of(o, true, path);
        if (access(path, F_OK) == 0)
            continue;
        path_of(o, false, path);
        o->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (o->fd >= 0 || errno != EEXIST)
            break;
    }
    if (o->fd < 0) {
        enum st st = st_from_errno(errno);
        return err_errno(err, st == ST_PERMISSION ? st : ST_CREATE, errno,
                         "create %s", path);
    }
    (void)flock(o->fd, LOCK_EX | LOCK_NB); /* some file systems have none */
    enum st st = sync_dir(o, err);
    if (st != ST_OK)
        warc_out_discard(o);
    return st;
}

static enum st write_out(struct warc_out *o, struct str bytes, struct err *err)
{
    size_t done = 0;
    while (done < bytes.n) {
        ssize_t n = pwrite(o->fd, bytes.p + done, bytes.n - done,
                           (off_t)(o->out_at + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(err, ST_IO, errno,
                             "write %s/%s.open (make room and run again; what "
                             "was archived before is whole)",
                             o->dir, o->name);
        done += (size_t)n;
    }
    o->out_at += done;
    return ST_OK;
}

static enum st flush_out(struct warc_out *o, struct err *err)
{
    const struct str bytes = {(const char *)o->out, o->out_n};
    o->out_n = 0;
    return write_out(o, bytes, err);
}

static enum st compress_part(struct warc_out *o, struct str part, int flush,
                             struct err *err)
{
    if (part.n == 0 && flush == Z_NO_FLUSH)
        return ST_OK;
    o->z.next_in = (unsigned char *)(uintptr_t)part.p;
    o->z.avail_in = (uInt)part.n;
    for (;;) {
        o->z.next_out = o->out + o->out_n;
        o->z.avail_out = (uInt)(OUT_BYTES - o->out_n);
        int rc = deflate(&o->z, flush);
        o->out_n = OUT_BYTES - o->z.avail_out;
        if (rc == Z_STREAM_END)
            return ST_OK;
        if (rc != Z_OK && rc != Z_BUF_ERROR)
            return err_set(err, ST_BUG, "zlib does not compress");
        if (o->z.avail_out > 0)
            return ST_OK;
        enum st st = flush_out(o, err);
        if (st != ST_OK)
            return st;
    }
}

/* A stride at a time. */
static enum st compress_payload(struct warc_out *o,
                                const struct warc_parts *parts, struct err *err)
{
    enum st st = ST_OK;
    for (size_t at = 0; st == ST_OK && at < parts->payload.n;
         at += SPOOL_STRIDE_BYTES) {
        struct str s = str_slice(parts->payload, at, at + SPOOL_STRIDE_BYTES);
        st = compress_part(o, s, Z_NO_FLUSH, err);
        if (parts->payload_is_spooled)
            spool_forget(s);
    }
    return st;
}

enum st warc_out_member(struct warc_out *o, const struct warc_parts *parts,
                        uint64_t *offset, uint64_t *bytes, struct err *err)
{
    uint64_t from = o->out_at + o->out_n;
    if (deflateReset(&o->z) != Z_OK)
        return err_set(err, ST_BUG, "zlib does not start");
    enum st st = compress_part(o, parts->head, Z_NO_FLUSH, err);
    if (st == ST_OK)
        st = compress_part(o, parts->http, Z_NO_FLUSH, err);
    if (st == ST_OK)
        st = compress_payload(o, parts, err);
    if (st == ST_OK)
        st = compress_part(o, parts->end, Z_FINISH, err);
    if (st != ST_OK)
        return st;
    *offset = from;
    *bytes = o->out_at + o->out_n - from;
    return ST_OK;
}

enum st warc_out_pressed(struct warc_out *o, struct str members,
                         uint64_t *offset, struct err *err)
{
    enum st st = flush_out(o, err);
    *offset = o->out_at;
    return st == ST_OK ? write_out(o, members, err) : st;
}

enum st warc_out_settle(struct warc_out *o, enum st st, struct err *err)
{
    if (st == ST_OK)
        st = flush_out(o, err);
    if (st == ST_OK) {
        o->at = o->out_at;
        return ST_OK;
    }
    o->out_n = 0;
    o->out_at = o->at;
    if (ftruncate(o->fd, (off_t)o->at) != 0)
        err_prefix(err, "the archive file could not be cut back after this");
    return st;
}

static enum st sync_file(const struct warc_out *o, struct err *err)
{
    if (fsync(o->fd) == 0)
        return ST_OK;
    return err_errno(err, ST_IO, errno, "sync %s/%s.open", o->dir, o->name);
}

enum st warc_out_handle(const struct warc_out *o, int *fd, struct err *err)
{
    *fd = fcntl(o->fd, F_DUPFD_CLOEXEC, 0);
    return *fd >= 0 ? ST_OK
                    : err_errno(err, ST_IO, errno, "sync %s/%s.open", o->dir,
                                o->name);
}

enum st warc_out_finish(struct warc_out *o, struct err *err)
{
    char path[PATH_MAX_BYTES], final[PATH_MAX_BYTES];
    path_of(o, false, path);
    path_of(o, true, final);
    enum st st = sync_file(o, err);
    if (st == ST_OK && rename(path, final) != 0)
        st = err_errno(err, ST_IO, errno, "rename %s", path);
    if (st == ST_OK)
        st = sync_dir(o, err);
    forget_file(o);
    return st;
}

void warc_out_discard(struct warc_out *o)
{
    char path[PATH_MAX_BYTES];
    path_of(o, false, path);
    unlink(path);
    forget_file(o);
}
