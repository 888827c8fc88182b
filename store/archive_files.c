/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/file.h"
#include "store/archive.h"
#include "store/warc_in.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define FINAL_SUFFIX       STR(".warc.gz")
#define OPEN_SUFFIX        STR(".warc.gz.open")
#define PATH_MAX_BYTES     4096
#define WARCINFO_MAX_BYTES 4096

/* ---- Names ---- */

static void close_dir(DIR **d)
{
    if (*d)
        closedir(*d);
}

/* skilltally-TIME-PID-N: numbers in them count as numbers, so that N 10 comes
 * behind N 9. */
static int by_age(const void *a, const void *b)
{
    const struct str *x = a, *y = b;
    return strverscmp(x->p, y->p);
}

enum st archive_list(const char *dir, struct arena *a, struct str **names,
                     size_t *n, struct err *err)
{
    struct str *found = NULL;
    size_t count = 0, cap = 0;
    AUTO(close_dir) DIR *d = opendir(dir);
    if (!d && errno != ENOENT)
        return err_errno(err, st_from_errno(errno), errno, "open %s", dir);
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
        struct str name = str_from(e->d_name);
        if (!str_ends(name, FINAL_SUFFIX) && !str_ends(name, OPEN_SUFFIX))
            continue;
        found = xgrow(found, count, &cap, sizeof *found);
        found[count++] = arena_str(a, name);
    }
    if (count)
        qsort(found, count, sizeof *found, by_age);
    *names = arena_calloc(a, count, sizeof **names);
    if (count)
        memcpy(*names, found, count * sizeof *found);
    free(found);
    *n = count;
    return ST_OK;
}

enum st archive_reader_open_ref(const char *dir, const struct archive_ref *ref,
                                struct archive_reader **out, struct err *err)
{
    struct buf path;
    buf_init(&path, PATH_MAX_BYTES);
    path_join(&path, dir, ref->file);
    if (access(buf_cstr(&path), F_OK) != 0)
        buf_add_cstr(&path, ".open");
    enum st st = archive_reader_open(buf_cstr(&path), ref->offset, out, err);
    buf_done(&path);
    return st;
}

/* ---- After a crash ---- */

/* What there is to keep of a file. */
struct remains {
    uint64_t size_bytes, whole_bytes;
    unsigned members; /* among the whole bytes */
    bool is_gzip;
};

/* The damaged tail of a gzip file begins behind the last whole member, if
 * nothing whole follows. */
static enum st find_tail(const char *path, struct remains *out, struct err *err)
{
    AUTO(auto_warc_in_free) struct warc_in *in = NULL;
    uint64_t consumed, begun = 0; /* start of the member begun last */
    struct str s;
    enum st st = warc_in_open(path, 0, &in, err);
    if (st != ST_OK)
        return st;
    *out = (struct remains){0};
    warc_in_position(in, &consumed, &out->size_bytes);
    out->is_gzip = warc_in_is_gzip(in);
    if (!out->is_gzip)
        return ST_OK;
    for (;;) {
        enum warc_in_what what = warc_in_chunk(in, &s);
        if (what == WARC_IN_DATA) {
            if (warc_in_at_member(in)) {
                begun = warc_in_offset(in);
                out->members++;
            }
            warc_in_skip(in, s.n);
            continue;
        }
        out->whole_bytes = out->size_bytes;
        if (what == WARC_IN_END)
            return ST_OK;
        uint64_t stop = warc_in_stop_offset(in);
        if (warc_in_next_member(in))
            continue; /* damage in the middle: its reader will name it */
        if (out->members && begun == stop)
            out->members--;
        out->whole_bytes = stop;
        return ST_OK;
    }
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

/* Cut, sync, rename; or remove what has no record but warcinfo. */
static enum st settle_file(int fd, const char *path, const char *final,
                           const struct remains *r, const struct log *log,
                           struct err *err)
{
    const char *name = path_base(final);
    if (r->members < 2) {
        if (unlink(path) != 0)
            return err_errno(err, ST_IO, errno, "remove %s", path);
        log_line(log, LOG_INFO, "%s: begun but without records: removed", name);
        return ST_OK;
    }
    if (access(final, F_OK) == 0)
        return err_set(err, ST_IO, "%s stands beside %s: move one away", path,
                       final);
    if (ftruncate(fd, (off_t)r->whole_bytes) != 0 || fsync(fd) != 0 ||
        rename(path, final) != 0)
        return err_errno(err, ST_IO, errno, "close %s after a crash", path);
    log_line(log, LOG_WARN,
             "%s: left open by a crash: closed, %llu bytes of a record that "
             "was not finished cut off",
             name, (unsigned long long)(r->size_bytes - r->whole_bytes));
    return ST_OK;
}

/* A file without one whole member is a warcinfo that was being written, or
 * nothing that we understand and may remove. */
static bool is_ours(const struct remains *r)
{
    return r->members > 0 || (r->size_bytes <= WARCINFO_MAX_BYTES &&
                              (r->is_gzip || r->size_bytes < 2));
}

static enum st recover_file(const char *path, const char *final,
                            const struct log *log, struct err *err)
{
    struct remains r;
    AUTO(close_fd) int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return err_errno(err, st_from_errno(errno), errno, "open %s", path);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return ST_OK; /* somebody is writing it */
    enum st st = find_tail(path, &r, err);
    if (st != ST_OK)
        return st;
    if (is_ours(&r))
        return settle_file(fd, path, final, &r, log, err);
    log_line(log, LOG_WARN, "%s holds no whole record: left as it is", path);
    return ST_OK;
}

enum st archive_recover(const char *dir, const struct log *log, struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct str *names;
    size_t n;
    struct err unwanted;
    enum st all = archive_list(dir, a, &names, &n, err);
    if (all != ST_OK)
        return all;
    for (size_t i = 0; i < n; i++) {
        if (!str_ends(names[i], OPEN_SUFFIX) ||
            !str_starts(names[i], STR("skilltally-")))
            continue;
        size_t stem = names[i].n - strlen(".open");
        struct str path = arena_printf(a, "%s/%.*s", dir, STR_FMT(names[i]));
        struct str final = arena_printf(a, "%s/%.*s", dir,
                                        STR_FMT(str_slice(names[i], 0, stem)));
        enum st st =
            recover_file(path.p, final.p, log, all == ST_OK ? err : &unwanted);
        all = all == ST_OK ? st : all;
    }
    return all;
}
