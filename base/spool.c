/* SPDX-License-Identifier: MIT */
#include "base/spool.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define PATH_MAX_BYTES 4096

void spool_init(struct spool *s, size_t max)
{
    *s = (struct spool){.max = max, .fd = -1};
    buf_init(&s->memory, max);
}

void spool_done(struct spool *s)
{
    if (s->map)
        munmap((void *)(uintptr_t)s->map, s->n);
    if (s->fd >= 0)
        close(s->fd);
    buf_done(&s->memory);
    spool_init(s, s->max);
}

static enum st write_all(int fd, struct str bytes, struct err *err)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(err, ST_IO, errno,
                             "keep a large answer in a file until it is read");
        bytes = str_slice(bytes, (size_t)n, bytes.n);
    }
    return ST_OK;
}

enum st spool_add(struct spool *s, const void *p, size_t n, struct err *err)
{
    size_t room = s->max - s->n;
    const struct str bytes = {p, n < room ? n : room};
    enum st st = ST_OK;
    if (s->in_file)
        st = write_all(s->fd, bytes, err);
    else
        buf_add_str(&s->memory, bytes);
    if (st != ST_OK)
        return st;
    s->n += bytes.n;
    return n <= room ? ST_OK
                     : err_set(err, ST_TOO_BIG, "more than %zu bytes", s->max);
}

/* A file without a name; where the file system has none, its name goes at once.
 */
static int open_nameless(const char *dir)
{
    char path[PATH_MAX_BYTES];
    int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
        return fd;
    int n = snprintf(path, sizeof path, "%s/spool-XXXXXX", dir);
    if (n < 0 || (size_t)n >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

enum st spool_to_file(struct spool *s, const char *dir, struct err *err)
{
    if (s->in_file)
        return ST_OK;
    int fd = open_nameless(dir);
    if (fd < 0)
        return err_errno(err, ST_CREATE, errno,
                         "make a file for a large answer in %s", dir);
    enum st st = write_all(fd, buf_str(&s->memory), err);
    if (st != ST_OK) {
        close(fd);
        return st;
    }
    s->fd = fd;
    s->in_file = true;
    buf_done(&s->memory);
    return ST_OK;
}

enum st spool_read(struct spool *s, struct err *err)
{
    if (!s->in_file || s->map || s->n == 0)
        return ST_OK;
    void *map = mmap(NULL, s->n, PROT_READ, MAP_SHARED, s->fd, 0);
    if (map == MAP_FAILED)
        return err_errno(err, ST_IO, errno, "read a large answer again");
    close(s->fd);
    s->fd = -1;
    s->map = map;
    return ST_OK;
}

struct str spool_str(const struct spool *s)
{
    return s->map ? (struct str){s->map, s->n} : buf_str(&s->memory);
}

void spool_forget(struct str read)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t from = ((uintptr_t)read.p + page - 1) / page * page;
    uintptr_t to = ((uintptr_t)read.p + read.n) / page * page;
    if (from < to)
        (void)madvise((void *)from, to - from, MADV_DONTNEED);
}
