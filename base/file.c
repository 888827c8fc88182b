/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/alloc.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_BYTES    (64u << 10)
#define TEMP_ATTEMPTS 100

struct file_out {
    FILE *stream;
    char *target; /* what is replaced; NULL when written to directly */
    char *temp;   /* where it is written; NULL when written to directly */
    char *name;   /* as the caller gave it, for messages */
    int eno;      /* of the first file_out_add() that failed; 0 */
};

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static void free_text(char **p)
{
    free(*p);
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void path_join(struct buf *out, const char *dir, const char *name)
{
    buf_add_cstr(out, dir);
    size_t n = strlen(dir);
    if (n > 0 && dir[n - 1] != '/')
        buf_add_char(out, '/');
    while (n > 0 && *name == '/')
        name++;
    buf_add_cstr(out, name);
}

static enum st make_dir(const char *path, struct err *err)
{
    if (mkdir(path, 0755) == 0)
        return ST_OK;
    int eno = errno;
    struct stat sb;
    if (stat(path, &sb) == 0) {
        if (S_ISDIR(sb.st_mode))
            return ST_OK;
        eno = ENOTDIR;
    }
    enum st st =
        st_from_errno(eno) == ST_PERMISSION ? ST_PERMISSION : ST_CREATE;
    return err_errno(err, st, eno, "%s: cannot make the directory", path);
}

enum st file_mkdirs(const char *path, struct err *err)
{
    if (!*path)
        return err_set(err, ST_CREATE, "cannot make a directory without name");
    AUTO(free_text) char *part = xstrdup(path);
    for (char *p = part + 1; *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        enum st st = make_dir(part, err);
        if (st != ST_OK)
            return st;
        *p = '/';
    }
    return make_dir(part, err);
}

/* The descriptor of path if it is a file or a pipe. */
static enum st open_input(const char *path, int *fd, struct err *err)
{
    struct stat sb;
    int opened = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (opened < 0)
        return err_errno(err, st_from_errno(errno), errno, "%s: cannot open",
                         path);
    if (fstat(opened, &sb) == 0 &&
        (S_ISREG(sb.st_mode) || S_ISFIFO(sb.st_mode))) {
        *fd = opened;
        return ST_OK;
    }
    close(opened);
    return err_set(err, ST_BAD_INPUT, "%s: is a %s, not a file", path,
                   S_ISDIR(sb.st_mode) ? "directory" : "device");
}

enum st file_read(const char *path, struct buf *out, struct err *err)
{
    AUTO(close_fd) int fd = -1;
    enum st st = open_input(path, &fd, err);
    if (st != ST_OK)
        return st;
    char chunk[READ_BYTES];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(err, ST_IO, errno, "%s: cannot read", path);
        if (n == 0)
            return ST_OK;
        if (!buf_add(out, chunk, (size_t)n))
            return err_set(err, ST_TOO_BIG,
                           "%s: is over the limit of %zu bytes", path,
                           out->max);
    }
}

enum st file_write(const char *path, struct str data, struct err *err)
{
    struct file_out *f = NULL;
    enum st st = file_out_open(path, &f, err);
    if (st != ST_OK)
        return st;
    file_out_add(f, data);
    return file_out_commit(f, err);
}

static void out_free(struct file_out *f)
{
    free(f->target);
    free(f->temp);
    free(f->name);
    free(f);
}

/* A new file beside the target. The name carries our process id; a number
 * follows where a thread, or a crash of an equal id, left one of that name. */
static int open_temp(const char *target, char **temp)
{
    int fd = -1;
    for (int i = 0; fd < 0 && i < TEMP_ATTEMPTS; i++) {
        char tail[32] = "";
        if (i > 0)
            snprintf(tail, sizeof tail, ".%d", i);
        free(*temp);
        if (asprintf(temp, "%s.tmp.%ld%s", target, (long)getpid(), tail) < 0) {
            *temp = NULL;
            return -1;
        }
        fd = open(*temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST)
            break;
    }
    return fd;
}

/* Descriptor to write f to. A device or pipe is written to as it is: there is
 * nothing to replace. Of a symbolic link, the file behind it is replaced. */
static int open_output(struct file_out *f)
{
    struct stat sb;
    bool there = stat(f->name, &sb) == 0;
    if (there && S_ISDIR(sb.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    if (there && !S_ISREG(sb.st_mode))
        return open(f->name, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    char *real = there ? realpath(f->name, NULL) : NULL;
    f->target = real ? real : xstrdup(f->name);
    int fd = open_temp(f->target, &f->temp);
    if (fd >= 0 && there)
        (void)!fchmod(fd, sb.st_mode & 0777); /* best effort: keep the mode */
    return fd;
}

enum st file_out_open(const char *path, struct file_out **out, struct err *err)
{
    struct file_out *f = xalloc(sizeof *f);
    f->name = xstrdup(path);
    if (strcmp(path, "-") == 0) {
        f->stream = stdout;
    } else {
        int fd = open_output(f);
        if (fd < 0) {
            int eno = errno;
            enum st st =
                st_from_errno(eno) == ST_PERMISSION ? ST_PERMISSION : ST_CREATE;
            out_free(f);
            return err_errno(err, st, eno, "%s: cannot create", path);
        }
        f->stream = fdopen(fd, "wb");
        if (!f->stream) {
            int eno = errno;
            close(fd);
            if (f->temp)
                unlink(f->temp);
            out_free(f);
            return err_errno(err, ST_CREATE, eno, "%s: cannot create", path);
        }
    }
    *out = f;
    return ST_OK;
}

FILE *file_out_stream(struct file_out *f)
{
    return f->stream;
}

void file_out_add(struct file_out *f, struct str data)
{
    errno = 0;
    if (data.n && fwrite(data.p, 1, data.n, f->stream) < data.n && !f->eno)
        f->eno = errno;
}

/* Make a rename in the directory of path survive a power cut. */
static int sync_dir_of(const char *path)
{
    AUTO(free_text) char *dir = xstrdup(path);
    char *slash = strrchr(dir, '/');
    const char *name = ".";
    if (slash) {
        slash[slash == dir] = '\0';
        name = dir;
    }
    AUTO(close_fd) int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return 0; /* a directory may be writable and not readable */
    return fsync(fd) != 0 && errno != EINVAL && errno != EROFS ? -1 : 0;
}

/* Everything to the disk; -1 and errno when that failed. Pipes and some file
 * systems have nothing to sync, which is no failure. */
static int flush_all(struct file_out *f)
{
    bool failed_before = ferror(f->stream) != 0;
    errno = 0;
    if (fflush(f->stream) != 0 || failed_before) {
        if (f->eno)
            errno = f->eno;
        else if (errno == 0)
            errno = EIO;
        return -1;
    }
    if (f->temp && fsync(fileno(f->stream)) != 0 && errno != EINVAL)
        return -1;
    return 0;
}

enum st file_out_commit(struct file_out *f, struct err *err)
{
    int failed = flush_all(f), eno = errno;
    if (f->stream != stdout && fclose(f->stream) != 0 && !failed) {
        failed = -1;
        eno = errno;
    }
    if (!failed && f->temp) {
        failed = rename(f->temp, f->target);
        if (!failed)
            failed = sync_dir_of(f->target);
        eno = errno;
    }
    enum st st = ST_OK;
    if (failed) {
        st = err_errno(err, ST_IO, eno, "%s: cannot write",
                       strcmp(f->name, "-") == 0 ? "standard output" : f->name);
        if (f->temp)
            unlink(f->temp);
    }
    out_free(f);
    return st;
}

void file_out_abort(struct file_out *f)
{
    if (!f)
        return;
    if (f->stream != stdout)
        fclose(f->stream);
    if (f->temp)
        unlink(f->temp);
    out_free(f);
}
