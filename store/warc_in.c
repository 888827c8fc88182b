/* SPDX-License-Identifier: MIT */
#include "store/warc_in.h"
#include "base/alloc.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define RAW_BYTES        (64u << 10)
#define WINDOW_BYTES     (128u << 10)
#define PEEK_MAX_BYTES   (4u << 10)
#define GZIP_WINDOW_BITS 31
/* Members tried in one search for the next good one: a file made of gzip
 * starts must not cost its size squared. */
#define TRIES_MAX 4096

struct warc_in {
    int fd;
    bool gzip, seekable;
    uint64_t size;
    uint64_t read_to;   /* file offset behind the bytes read so far */
    unsigned char *raw; /* compressed bytes [raw_from, raw_to) */
    size_t raw_from, raw_to;
    char *window; /* decoded bytes [from, to) */
    size_t from, to;
    z_stream z;
    bool in_member;
    uint64_t member;     /* start of the member that window[from] is of ... */
    size_t boundary;     /* ... up to here; SIZE_MAX: to the end */
    uint64_t next;       /* start of the member from boundary on */
    uint64_t last_start; /* start of the member begun last */
    enum warc_in_what stopped; /* not WARC_IN_DATA: all that fill will say */
    char words[96];
};

static ssize_t read_some(struct warc_in *in, void *to, size_t n)
{
    ssize_t got;
    do
        got = read(in->fd, to, n);
    while (got < 0 && errno == EINTR);
    if (got > 0)
        in->read_to += (uint64_t)got;
    return got;
}

static enum warc_in_what stop(struct warc_in *in, enum warc_in_what what,
                              const char *words)
{
    in->stopped = what;
    snprintf(in->words, sizeof in->words, "%s", words);
    return what;
}

static enum warc_in_what stop_read(struct warc_in *in, ssize_t got,
                                   enum warc_in_what at_end, const char *words)
{
    char reason[80];
    if (got == 0)
        return stop(in, at_end, words);
    return stop(in, WARC_IN_BAD, strerror_r(errno, reason, sizeof reason));
}

static uint64_t raw_offset(const struct warc_in *in)
{
    return in->read_to - (in->raw_to - in->raw_from);
}

/* At least one raw byte more than there is. */
static ssize_t refill_raw(struct warc_in *in)
{
    if (in->raw_from > 0) {
        memmove(in->raw, in->raw + in->raw_from, in->raw_to - in->raw_from);
        in->raw_to -= in->raw_from;
        in->raw_from = 0;
    }
    ssize_t got = read_some(in, in->raw + in->raw_to, RAW_BYTES - in->raw_to);
    if (got > 0)
        in->raw_to += (size_t)got;
    return got;
}

/* The members that one window remembers are two; a third in the same 4 KiB
 * makes the offset of messages less exact, nothing else. */
static void note_member(struct warc_in *in)
{
    if (in->boundary <= in->from)
        in->member = in->next;
    in->last_start = in->next = raw_offset(in);
    in->boundary = in->to;
    in->in_member = true;
}

static enum warc_in_what begin_member(struct warc_in *in)
{
    while (in->raw_to - in->raw_from < 2) {
        ssize_t got = refill_raw(in);
        if (got > 0)
            continue;
        if (got == 0 && in->raw_from == in->raw_to)
            return stop(in, WARC_IN_END, "the end");
        in->last_start = raw_offset(in);
        return stop_read(in, got, WARC_IN_CUT, "the file ends too soon");
    }
    const unsigned char *p = in->raw + in->raw_from;
    if (p[0] != 0x1f || p[1] != 0x8b) {
        in->last_start = raw_offset(in);
        return stop(in, WARC_IN_BAD, "no gzip member where one should begin");
    }
    if (inflateReset(&in->z) != Z_OK)
        return stop(in, WARC_IN_BAD, "zlib does not start");
    note_member(in);
    return WARC_IN_DATA;
}

/* Inflate what fits; the window may not have grown (an empty member, or input
 * that gave nothing yet). */
static enum warc_in_what inflate_some(struct warc_in *in)
{
    if (in->raw_from == in->raw_to) {
        ssize_t got = refill_raw(in);
        if (got <= 0)
            return stop_read(in, got, WARC_IN_CUT, "the file ends too soon");
    }
    in->z.next_in = in->raw + in->raw_from;
    in->z.avail_in = (uInt)(in->raw_to - in->raw_from);
    in->z.next_out = (unsigned char *)in->window + in->to;
    in->z.avail_out = (uInt)(WINDOW_BYTES - in->to);
    int rc = inflate(&in->z, Z_NO_FLUSH);
    in->raw_from = in->raw_to - in->z.avail_in;
    in->to = WINDOW_BYTES - in->z.avail_out;
    if (rc == Z_STREAM_END)
        in->in_member = false;
    else if (rc != Z_OK && rc != Z_BUF_ERROR)
        return stop(in, WARC_IN_BAD,
                    in->z.msg ? in->z.msg : "corrupt gzip data");
    return WARC_IN_DATA;
}

static void make_room(struct warc_in *in)
{
    if (in->from == 0)
        return;
    memmove(in->window, in->window + in->from, in->to - in->from);
    in->to -= in->from;
    if (in->boundary != SIZE_MAX && in->boundary >= in->from)
        in->boundary -= in->from;
    else if (in->boundary != SIZE_MAX) {
        in->member = in->next;
        in->boundary = SIZE_MAX;
    }
    in->from = 0;
}

/* More bytes at the end of the window, which must not be full. */
static enum warc_in_what fill(struct warc_in *in)
{
    if (in->stopped != WARC_IN_DATA)
        return in->stopped;
    make_room(in);
    if (!in->gzip) {
        ssize_t got = read_some(in, in->window + in->to, WINDOW_BYTES - in->to);
        if (got <= 0)
            return stop_read(in, got, WARC_IN_END, "the end");
        in->to += (size_t)got;
        return WARC_IN_DATA;
    }
    enum warc_in_what what = WARC_IN_DATA;
    for (size_t before = in->to; what == WARC_IN_DATA && in->to == before;)
        what = in->in_member ? inflate_some(in) : begin_member(in);
    return what;
}

enum warc_in_what warc_in_peek(struct warc_in *in, size_t want, struct str *out)
{
    assert(want <= PEEK_MAX_BYTES);
    while (in->to - in->from < want) {
        enum warc_in_what what = fill(in);
        if (what != WARC_IN_DATA && in->from == in->to)
            return what;
        if (what != WARC_IN_DATA)
            break;
    }
    *out = (struct str){in->window + in->from, in->to - in->from};
    return WARC_IN_DATA;
}

enum warc_in_what warc_in_chunk(struct warc_in *in, struct str *out)
{
    enum warc_in_what what = warc_in_peek(in, 1, out);
    if (what == WARC_IN_DATA && in->boundary > in->from &&
        in->boundary < in->to)
        out->n = in->boundary - in->from;
    return what;
}

void warc_in_skip(struct warc_in *in, size_t n)
{
    assert(n <= in->to - in->from);
    in->from += n;
}

bool warc_in_at_member(const struct warc_in *in)
{
    return in->gzip && in->from == in->boundary;
}

uint64_t warc_in_offset(const struct warc_in *in)
{
    if (!in->gzip)
        return in->read_to - (in->to - in->from);
    return in->from >= in->boundary ? in->next : in->member;
}

bool warc_in_is_gzip(const struct warc_in *in)
{
    return in->gzip;
}

uint64_t warc_in_stop_offset(const struct warc_in *in)
{
    return in->last_start;
}

const char *warc_in_words(const struct warc_in *in)
{
    return in->words;
}

bool warc_in_look_ahead(struct warc_in *in, uint64_t skip, size_t want,
                        char bytes[16], size_t *n)
{
    uint64_t at = warc_in_offset(in);
    if (in->gzip || !in->seekable || want > 16 || skip > INT64_MAX - at)
        return false;
    ssize_t got = pread(in->fd, bytes, want, (off_t)(at + skip));
    if (got < 0)
        return false;
    *n = (size_t)got;
    return true;
}

/* Forget what was read and go on at offset, the start of a member. */
static bool restart(struct warc_in *in, uint64_t offset)
{
    if (lseek(in->fd, (off_t)offset, SEEK_SET) < 0)
        return false;
    in->read_to = offset;
    in->raw_from = in->raw_to = in->from = in->to = 0;
    in->boundary = SIZE_MAX;
    in->member = in->last_start = in->next = offset;
    in->in_member = false;
    in->stopped = WARC_IN_DATA;
    return true;
}

static bool begins_record(struct warc_in *in)
{
    struct str head;
    if (warc_in_peek(in, 32, &head) != WARC_IN_DATA)
        return false;
    while (head.n && (head.p[0] == '\r' || head.p[0] == '\n'))
        head = str_slice(head, 1, head.n);
    return warc_in_is_record(head);
}

/* Offset of the first gzip magic at or behind at; UINT64_MAX: none. */
static uint64_t find_magic(struct warc_in *in, uint64_t at)
{
    static const char magic[] = {0x1f, (char)0x8b, 8};
    char bytes[16u << 10];
    for (;;) {
        ssize_t got = pread(in->fd, bytes, sizeof bytes, (off_t)at);
        if (got < (ssize_t)sizeof magic)
            return UINT64_MAX;
        size_t found = str_find((struct str){bytes, (size_t)got},
                                (struct str){magic, sizeof magic});
        if (found != SIZE_MAX)
            return at + found;
        at += (uint64_t)got - (sizeof magic - 1);
    }
}

bool warc_in_next_member(struct warc_in *in)
{
    if (!in->gzip || !in->seekable)
        return false;
    uint64_t at = in->last_start;
    for (unsigned tries = 0; tries < TRIES_MAX; tries++) {
        at = find_magic(in, at + 1);
        if (at == UINT64_MAX || !restart(in, at))
            break;
        if (begins_record(in))
            return true;
    }
    in->from = in->to = 0;
    stop(in, WARC_IN_END, "the end");
    return false;
}

void warc_in_position(const struct warc_in *in, uint64_t *consumed_bytes,
                      uint64_t *size_bytes)
{
    *consumed_bytes = in->gzip ? raw_offset(in) : warc_in_offset(in);
    *size_bytes = in->size;
}

bool warc_in_is_record(struct str s)
{
    if (!str_starts(s, STR("WARC/")))
        return false;
    size_t i = 5;
    while (i < s.n && i < 12 && (ascii_is_digit(s.p[i]) || s.p[i] == '.'))
        i++;
    return i > 5 && i < s.n && (s.p[i] == '\r' || s.p[i] == '\n');
}

static enum st open_file(struct warc_in *in, const char *path, uint64_t offset,
                         struct err *err)
{
    struct stat info;
    in->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (in->fd < 0)
        return err_errno(err, st_from_errno(errno), errno, "open %s", path);
    if (fstat(in->fd, &info) != 0)
        return err_errno(err, ST_IO, errno, "look at %s", path);
    if (S_ISDIR(info.st_mode))
        return err_set(err, ST_BAD_INPUT, "%s is a directory", path);
    in->seekable = S_ISREG(info.st_mode);
    in->size = in->seekable ? (uint64_t)info.st_size : 0;
    if (offset == 0)
        return ST_OK;
    if (offset >= in->size)
        return err_set(err, ST_BAD_INPUT,
                       "%s has no byte %llu: it is shorter than its index",
                       path, (unsigned long long)offset);
    if (!restart(in, offset))
        return err_errno(err, ST_IO, errno, "seek in %s", path);
    return ST_OK;
}

/* The first two bytes tell; in a pipe they cannot be read again. */
static enum st sniff(struct warc_in *in, const char *path, struct err *err)
{
    ssize_t got = 1;
    while (got > 0 && in->raw_to < 2)
        got = refill_raw(in);
    if (got < 0)
        return err_errno(err, ST_IO, errno, "read %s", path);
    in->gzip = in->raw_to >= 2 && in->raw[0] == 0x1f && in->raw[1] == 0x8b;
    if (in->gzip && inflateInit2(&in->z, GZIP_WINDOW_BITS) != Z_OK)
        return err_set(err, ST_BUG, "zlib does not start");
    if (!in->gzip) {
        memcpy(in->window, in->raw, in->raw_to);
        in->to = in->raw_to;
        in->raw_to = 0;
    }
    return ST_OK;
}

enum st warc_in_open(const char *path, uint64_t offset, struct warc_in **out,
                     struct err *err)
{
    AUTO(auto_warc_in_free) struct warc_in *in = xalloc(sizeof *in);
    in->boundary = SIZE_MAX;
    in->raw = xalloc(RAW_BYTES);
    in->window = xalloc(WINDOW_BYTES);
    enum st st = open_file(in, path, offset, err);
    if (st == ST_OK)
        st = sniff(in, path, err);
    if (st != ST_OK)
        return st;
    *out = in;
    in = NULL;
    return ST_OK;
}

void warc_in_free(struct warc_in *in)
{
    if (!in)
        return;
    if (in->gzip)
        inflateEnd(&in->z);
    if (in->fd >= 0)
        close(in->fd);
    free(in->raw);
    free(in->window);
    free(in);
}
