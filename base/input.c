/* SPDX-License-Identifier: MIT */
#include "base/input.h"
#include "base/alloc.h"
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define RAW_BYTES    (256u << 10)
#define GZIP_WINDOW  (15 + 16) /* largest window, gzip header expected */
#define GZIP_MAGIC_0 0x1f
#define GZIP_MAGIC_1 0x8b

struct input {
    int fd;
    bool sniffed, gzip, in_member, at_end;
    z_stream z;
    unsigned char *raw; /* bytes [from, to) are read and not yet used */
    size_t from, to;
    uint64_t read_bytes, size_bytes;
    char *name;
    enum st failed;
    struct err err; /* the words of failed */
};

static int open_fd(const char *path)
{
    if (strcmp(path, "-") == 0)
        return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
}

enum st input_open(const char *path, struct input **out, struct err *err)
{
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    int fd = open_fd(path);
    if (fd < 0)
        return err_errno(err, st_from_errno(errno), errno, "%s: cannot open",
                         name);
    struct stat sb;
    if (fstat(fd, &sb) == 0 && S_ISDIR(sb.st_mode)) {
        close(fd);
        return err_set(err, ST_BAD_INPUT, "%s: is a directory, not a file",
                       name);
    }
    struct input *in = xalloc(sizeof *in);
    in->fd = fd;
    in->name = xstrdup(name);
    in->raw = xrealloc(NULL, RAW_BYTES, 1);
    if (S_ISREG(sb.st_mode))
        in->size_bytes = (uint64_t)sb.st_size;
    *out = in;
    return ST_OK;
}

void input_free(struct input *in)
{
    if (!in)
        return;
    if (in->gzip)
        inflateEnd(&in->z);
    close(in->fd);
    free(in->raw);
    free(in->name);
    free(in);
}

/* Read more raw bytes behind those there are. */
static enum st fill(struct input *in)
{
    if (in->from == in->to)
        in->from = in->to = 0;
    while (!in->at_end && in->to < RAW_BYTES) {
        ssize_t n = read(in->fd, in->raw + in->to, RAW_BYTES - in->to);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(&in->err, ST_IO, errno, "%s: cannot read",
                             in->name);
        in->at_end = n == 0;
        in->to += (size_t)n;
        in->read_bytes += (uint64_t)n;
        break;
    }
    return ST_OK;
}

static enum st sniff(struct input *in)
{
    while (in->to < 2 && !in->at_end) {
        enum st st = fill(in);
        if (st != ST_OK)
            return st;
    }
    in->sniffed = true;
    if (in->to < 2 || in->raw[0] != GZIP_MAGIC_0 || in->raw[1] != GZIP_MAGIC_1)
        return ST_OK;
    if (inflateInit2(&in->z, GZIP_WINDOW) != Z_OK)
        return err_set(&in->err, ST_IO, "%s: cannot start to unpack", in->name);
    in->gzip = in->in_member = true;
    return ST_OK;
}

static enum st read_plain(struct input *in, char *p, size_t cap, size_t *n)
{
    size_t have = in->to - in->from;
    *n = have < cap ? have : cap;
    memcpy(p, in->raw + in->from, *n);
    in->from += *n;
    return ST_OK;
}

/* Behind a member comes another, or zeros that pad, or the end. */
static enum st between_members(struct input *in)
{
    while (in->from < in->to && in->raw[in->from] == 0)
        in->from++;
    if (in->from == in->to)
        return ST_OK;
    if (in->raw[in->from] != GZIP_MAGIC_0)
        return err_set(&in->err, ST_BAD_INPUT,
                       "%s: other data follows the gzip data", in->name);
    inflateReset(&in->z);
    in->in_member = true;
    return ST_OK;
}

static enum st inflate_some(struct input *in, char *p, size_t cap, size_t *n)
{
    in->z.next_in = in->raw + in->from;
    in->z.avail_in = (uInt)(in->to - in->from);
    in->z.next_out = (unsigned char *)p;
    in->z.avail_out = cap > UINT32_MAX ? UINT32_MAX : (uInt)cap;
    size_t room = in->z.avail_out;
    int result = inflate(&in->z, Z_NO_FLUSH);
    in->from = in->to - in->z.avail_in;
    *n = room - in->z.avail_out;
    if (result == Z_STREAM_END)
        in->in_member = false;
    else if (result != Z_OK && result != Z_BUF_ERROR)
        return err_set(&in->err, ST_BAD_INPUT, "%s: corrupt gzip data (%s)",
                       in->name, in->z.msg ? in->z.msg : "not readable");
    return ST_OK;
}

static enum st read_gzip(struct input *in, char *p, size_t cap, size_t *n)
{
    if (in->in_member)
        return inflate_some(in, p, cap, n);
    return between_members(in);
}

static enum st read_some(struct input *in, char *p, size_t cap, size_t *n)
{
    enum st st = in->sniffed ? ST_OK : sniff(in);
    while (st == ST_OK && *n == 0) {
        if (in->from == in->to) {
            st = fill(in);
            if (st != ST_OK || (in->from == in->to && !in->gzip))
                break;
        }
        bool starved = in->from == in->to && in->at_end;
        st = in->gzip ? read_gzip(in, p, cap, n) : read_plain(in, p, cap, n);
        if (st != ST_OK || *n > 0 || !starved)
            continue;
        if (in->in_member)
            st = err_set(&in->err, ST_BAD_INPUT,
                         "%s: gzip data ends early: the file is truncated",
                         in->name);
        break;
    }
    return st;
}

enum st input_read(struct input *in, char *p, size_t cap, size_t *n,
                   struct err *err)
{
    *n = 0;
    if (in->failed == ST_OK && cap > 0)
        in->failed = read_some(in, p, cap, n);
    if (in->failed != ST_OK && *n == 0) /* what came before it is given */
        return err_set(err, in->failed, "%s", in->err.msg);
    return ST_OK;
}

const char *input_name(const struct input *in)
{
    return in->name;
}

void input_position(const struct input *in, uint64_t *consumed_bytes,
                    uint64_t *size_bytes)
{
    *consumed_bytes = in->read_bytes - (in->to - in->from);
    *size_bytes = in->size_bytes;
}
