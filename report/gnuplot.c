/* SPDX-License-Identifier: MIT */
#include "report/gnuplot.h"
#include "base/file.h"
#include "base/progress.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_BYTES  4096 /* of gnuplot's own messages */
#define PATH_BYTES   4096
#define POLL_MS      20
#define CPU_SECONDS  10
#define MEMORY_BYTES (1024ul << 20)
#define MAX_OPEN     64

static bool is_runnable(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode) && access(path, X_OK) == 0;
}

/* The absolute path of the gnuplot in $PATH; false when there is none. */
static bool find_in_path(struct buf *out)
{
    const char *path = getenv("PATH");
    struct str rest = str_from(path ? path : "/usr/bin:/bin"), dir;
    while (str_split(&rest, ':', &dir)) {
        if (dir.n == 0 || dir.p[0] != '/')
            continue; /* a relative entry would run whatever lies about */
        buf_clear(out);
        buf_add_str(out, dir);
        buf_add_cstr(out, "/gnuplot");
        if (!out->overflowed && is_runnable(buf_cstr(out)))
            return true;
    }
    return false;
}

static enum st find(const struct gnuplot *g, struct buf *out, struct err *err)
{
    if (!g->path && find_in_path(out))
        return ST_OK;
    if (g->path && is_runnable(g->path)) {
        char real[PATH_MAX]; /* the child runs in another directory */
        if (realpath(g->path, real) && buf_add_cstr(out, real))
            return ST_OK;
    }
    return err_set(err, ST_NO_INPUT,
                   "%s is not there (Debian: apt-get install "
                   "gnuplot-nox)",
                   g->path ? g->path : "gnuplot");
}

static enum st write_file(const char *dir, const char *name, struct str data,
                          struct err *err)
{
    struct buf path;
    buf_init(&path, PATH_BYTES);
    path_join(&path, dir, name);
    int fd =
        open(buf_cstr(&path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    buf_done(&path);
    if (fd < 0)
        return err_errno(err, ST_CREATE, errno, "%s in %s", name, dir);
    size_t at = 0;
    while (at < data.n) {
        ssize_t n = write(fd, data.p + at, data.n - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        at += (size_t)n;
    }
    bool ok = at == data.n;
    ok = close(fd) == 0 && ok;
    return ok ? ST_OK
              : err_errno(err, ST_IO, errno, "writing %s in %s", name, dir);
}

static void remove_dir(const char *dir, const struct gnuplot_job *job)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        for (size_t i = 0; i < job->n_files; i++)
            unlinkat(fd, job->files[i].name, 0);
        for (size_t i = 0; i < job->n_pictures; i++)
            unlinkat(fd, job->pictures[i].name, 0);
        close(fd);
    }
    rmdir(dir);
}

static void limit(pid_t pid, int resource, rlim_t value)
{
    struct rlimit r = {value, value};
    /* A refusal (the child has ended already) changes nothing for us. */
    (void)prlimit(pid, (enum __rlimit_resource)resource, &r, NULL);
}

/* posix_spawn has no attribute for limits; they are set on the child as soon as
 * it is there, before it has read its script. */
static void limit_child(pid_t pid, bool threads)
{
    limit(pid, RLIMIT_CPU, CPU_SECONDS);
    limit(pid, RLIMIT_AS, MEMORY_BYTES);
    limit(pid, RLIMIT_FSIZE, GNUPLOT_OUTPUT_MAX_BYTES);
    limit(pid, RLIMIT_NOFILE, MAX_OPEN);
    limit(pid, RLIMIT_CORE, 0);
    if (!threads &&
        geteuid() != 0) /* root is not bound by it, others fork no more */
        limit(pid, RLIMIT_NPROC, 0);
}

static int spawn(const char *program, const char *dir, char *script, int words,
                 pid_t *pid)
{
    char name[] = "gnuplot", defaults[] = "-d";
    char path[] = "PATH=/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8";
    char *const argv[] = {name, defaults, script, NULL};
    char *const env[] = {path, locale, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attr);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, words, 2);
    posix_spawn_file_actions_addchdir_np(&actions, dir);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    posix_spawnattr_setpgroup(&attr, 0);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &all);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP |
                                        POSIX_SPAWN_SETSIGMASK |
                                        POSIX_SPAWN_SETSIGDEF);
    int failed = posix_spawn(pid, program, &actions, &attr, argv, env);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

/* Wait for the child until the deadline, keeping the first of its words. False:
 * it was killed at the deadline. */
static bool wait_child(pid_t pid, int words, int64_t deadline_ms,
                       struct buf *said, int *status)
{
    bool open = true;
    for (;;) {
        struct pollfd p = {.fd = open ? words : -1, .events = POLLIN};
        poll(&p, 1, open ? POLL_MS : 1);
        char part[1024];
        ssize_t n = p.revents ? read(words, part, sizeof part) : 0;
        if (n > 0)
            buf_add(said, part, (size_t)n);
        else if (p.revents && (n == 0 || errno != EINTR))
            open = false; /* it closed them, mostly because it ends */
        if (n <= 0 && waitpid(pid, status, WNOHANG) == pid)
            return true;
        if (monotonic_ms() >= deadline_ms) {
            kill(-pid, SIGKILL);
            kill(pid, SIGKILL);
            while (waitpid(pid, status, 0) < 0 && errno == EINTR)
                ;
            return false;
        }
    }
}

/* The first line of the child's words that says something. */
static struct str first_words(const struct buf *said)
{
    struct str rest = buf_str(said), line;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.n && line.p[0] != '^' && str_find(line, STR("line ")) < line.n)
            return str_slice(line, 0, 160);
    }
    return str_slice(str_trim(buf_str(said)), 0, 160);
}

static enum st judge(int status, const struct buf *said, struct err *err)
{
    struct str words = first_words(said);
    if (WIFSIGNALED(status))
        return err_set(err, ST_BAD_INPUT,
                       "gnuplot was killed by "
                       "signal %d",
                       WTERMSIG(status));
    if (WEXITSTATUS(status) != 0)
        return err_set(err, ST_BAD_INPUT,
                       "gnuplot failed (%d): "
                       "%.*s",
                       WEXITSTATUS(status), STR_FMT(words));
    return ST_OK;
}

static enum st run_in(const struct gnuplot *g, const struct gnuplot_job *job,
                      const char *program, const char *dir, struct err *err)
{
    char script[NAME_MAX + 1];
    snprintf(script, sizeof script, "%s", job->files[0].name);
    int pipes[2];
    if (pipe2(pipes, O_CLOEXEC) != 0)
        return err_errno(err, ST_IO, errno, "pipe");
    struct buf said;
    buf_init(&said, WORDS_BYTES);
    pid_t pid;
    int failed = spawn(program, dir, script, pipes[1], &pid);
    close(pipes[1]);
    enum st st;
    if (failed) {
        st = err_errno(err, ST_NO_INPUT, failed, "%s", program);
    } else {
        limit_child(pid, job->has_png);
        unsigned timeout = g->timeout_ms ? g->timeout_ms : GNUPLOT_TIMEOUT_MS;
        int status = 0;
        if (wait_child(pid, pipes[0], monotonic_ms() + timeout, &said, &status))
            st = judge(status, &said, err);
        else
            st = err_set(err, ST_BUSY, "gnuplot did not end in %u ms", timeout);
    }
    close(pipes[0]);
    buf_done(&said);
    return st;
}

static enum st read_picture(const char *dir, const struct gnuplot_picture *p,
                            struct err *err)
{
    struct buf path;
    buf_init(&path, PATH_BYTES);
    path_join(&path, dir, p->name);
    size_t before = p->data->n;
    enum st st = file_read(buf_cstr(&path), p->data, err);
    buf_done(&path);
    if (st == ST_OK && p->data->n > before)
        return ST_OK;
    return err_set(err, ST_BAD_INPUT, "gnuplot wrote nothing");
}

static enum st read_pictures(const char *dir, const struct gnuplot_job *job,
                             struct err *err)
{
    size_t before[GNUPLOT_MAX_FILES];
    enum st st = ST_OK;
    for (size_t i = 0; i < job->n_pictures; i++)
        before[i] = job->pictures[i].data->n;
    for (size_t i = 0; st == ST_OK && i < job->n_pictures; i++)
        st = read_picture(dir, &job->pictures[i], err);
    for (size_t i = 0; st != ST_OK && i < job->n_pictures; i++)
        buf_truncate(job->pictures[i].data, before[i]);
    return st;
}

static enum st run_job(const struct gnuplot *g, const struct gnuplot_job *job,
                       const char *program, const char *dir, struct err *err)
{
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < job->n_files; i++)
        st = write_file(dir, job->files[i].name, job->files[i].data, err);
    if (st == ST_OK)
        st = run_in(g, job, program, dir, err);
    return st == ST_OK ? read_pictures(dir, job, err) : st;
}

enum st gnuplot_run(const struct gnuplot *g, const struct gnuplot_job *job,
                    struct err *err)
{
    assert(job->n_files > 0 && job->n_pictures <= GNUPLOT_MAX_FILES);
    struct buf program, dir;
    buf_init(&program, PATH_BYTES);
    buf_init(&dir, PATH_BYTES);
    enum st st = find(g, &program, err);
    const char *tmp = getenv("TMPDIR");
    path_join(&dir, tmp && tmp[0] == '/' ? tmp : "/tmp", "skilltally-XXXXXX");
    if (st == ST_OK && !mkdtemp(dir.p)) {
        st = err_errno(err, ST_CREATE, errno, "a directory below %s",
                       tmp ? tmp : "/tmp");
    } else if (st == ST_OK) {
        st = run_job(g, job, buf_cstr(&program), buf_cstr(&dir), err);
        remove_dir(buf_cstr(&dir), job);
    }
    buf_done(&program);
    buf_done(&dir);
    return st;
}
