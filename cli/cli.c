/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"
#include "base/alloc.h"
#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define PATH_MAX_BYTES 4096

const struct opt cli_common_options[] = {
    {"home", 0, OPT_STRING, offsetof(struct common, home), "DIR",
     "where archive and store are kept (else $SKILLTALLY_HOME, else the XDG "
     "data directory)"},
    {"taxonomy", 0, OPT_STRING, offsetof(struct common, taxonomy), "DIR",
     "directory with skills.yaml and roles.yaml"},
    {"quiet", 'q', OPT_FLAG, offsetof(struct common, quiet), NULL,
     "only errors on standard error"},
    {"verbose", 'v', OPT_FLAG, offsetof(struct common, verbose), NULL,
     "say more on standard error"},
    {"help", 'h', OPT_FLAG, offsetof(struct common, help), NULL,
     "show this help"},
    {0}};

volatile sig_atomic_t cli_stop;

static void clear_progress(struct cli *cli)
{
    if (cli->progress_shown)
        fputs("\r\033[K", stderr);
    cli->progress_shown = false;
}

static void show_progress(void *ctx, const char *line)
{
    struct cli *cli = ctx;
    clear_progress(cli);
    if (line) {
        fputs(line, stderr);
        cli->progress_shown = true;
    }
    fflush(stderr);
}

static void show_log(void *ctx, enum log_level level, const char *line)
{
    static const char *const words[] = {"error: ", "warning: ", "", ""};
    clear_progress(ctx);
    fprintf(stderr, "skilltally: %s%s\n", words[level], line);
}

static char *joined(const char *dir, const char *name)
{
    struct buf b;
    buf_init(&b, PATH_MAX_BYTES);
    path_join(&b, dir, name);
    char *path = xstrdup(buf_cstr(&b));
    buf_done(&b);
    return path;
}

/* The home directory by flag, environment, XDG, in this order; NULL when the
 * user has no home at all. */
static char *resolve_home(const char *flag)
{
    const char *env = getenv("SKILLTALLY_HOME");
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    if (flag)
        return xstrdup(flag);
    if (env && *env)
        return xstrdup(env);
    if (data && *data == '/')
        return joined(data, "skilltally");
    if (home && *home)
        return joined(home, ".local/share/skilltally");
    return NULL;
}

void cli_set_home(struct cli *cli, const char *home)
{
    cli_teardown(cli);
    cli->home = xstrdup(home);
    cli->archive = joined(home, "archive");
    cli->store = joined(home, "skilltally.db");
}

enum st cli_setup(struct cli *cli, struct err *err)
{
    char *home = resolve_home(cli->common.home);
    if (!home)
        return err_set(err, ST_CONFIG,
                       "no home directory: set --home DIR or $HOME");
    cli_set_home(cli, home);
    free(home);
    cli->log = (struct log){show_log, cli,
                            cli->common.quiet     ? LOG_ERROR
                            : cli->common.verbose ? LOG_DEBUG
                                                  : LOG_WARN};
    cli->progress.columns = cli_columns(STDERR_FILENO);
    if (isatty(STDERR_FILENO) && !cli->common.quiet) {
        cli->progress.sink = show_progress;
        cli->progress.ctx = cli;
    }
    return ST_OK;
}

void cli_teardown(struct cli *cli)
{
    free(cli->home);
    free(cli->archive);
    free(cli->store);
}

int cli_fail(struct cli *cli, const struct err *err)
{
    clear_progress(cli);
    fprintf(stderr, "skilltally: %s\n", err->msg);
    return st_exit_code(err->code);
}

int cli_usage(struct cli *cli, const char *verb, const char *fmt, ...)
{
    clear_progress(cli);
    fputs("skilltally: ", stderr);
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fprintf(stderr, "\ntry: skilltally %s%s--help\n", verb ? verb : "",
            verb ? " " : "");
    return EXIT_BADUSE;
}

void cli_note(struct cli *cli, const char *fmt, ...)
{
    if (cli->common.quiet)
        return;
    clear_progress(cli);
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
}

enum st cli_print(struct str data, struct err *err)
{
    errno = 0;
    if (fwrite(data.p, 1, data.n, stdout) != data.n || fflush(stdout) != 0)
        return err_errno(err, ST_IO, errno, "cannot write to standard output");
    return ST_OK;
}

unsigned cli_columns(int fd)
{
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col;
    return 80;
}

static void on_signal(int signal_number)
{
    if (cli_stop)
        _exit(128 + signal_number);
    cli_stop = 1;
}

void cli_catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

int64_t cli_now_utc(void)
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    uint64_t utc;
    if (fixed && str_to_u64(str_from(fixed), INT64_MAX, &utc))
        return (int64_t)utc;
    return (int64_t)time(NULL);
}

/* Who wrote its number into the lock file; 0 when it cannot be read. */
static long lock_holder(int fd)
{
    char text[32] = "";
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    return n > 0 ? strtol(text, NULL, 10) : 0;
}

enum st cli_lock_home(struct cli *cli, struct err *err)
{
    enum st st = file_mkdirs(cli->home, err);
    if (st)
        return st;
    char *path = joined(cli->home, "lock");
    /* Kept open on purpose: the lock lives as long as the process. */
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) {
        st = err_errno(err, st_from_errno(errno), errno, "%s", path);
    } else if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        st = err_set(err, ST_BUSY,
                     "%s is in use by process %ld; try again when it is done",
                     cli->home, lock_holder(fd));
        close(fd);
    } else if (ftruncate(fd, 0) != 0 ||
               dprintf(fd, "%ld\n", (long)getpid()) < 0) {
        st = err_errno(err, ST_IO, errno, "%s", path);
        close(fd);
    }
    free(path);
    return st;
}
