/* SPDX-License-Identifier: MIT */
/* cli.h - what the verbs share: options, places, words on stderr.
 *
 * A verb is a table entry and a function. It prints data on stdout and
 * everything else through these functions, and returns the exit code; nothing
 * below cli/ prints or exits. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/err.h"
#include "base/log.h"
#include "base/opts.h"
#include "base/progress.h"
#include "cli/screen.h"
#include <signal.h>
#include <stdbool.h>

#define EXIT_DONE   0
#define EXIT_PARTLY 1 /* done, but some sources or records failed */
#define EXIT_BADUSE 64

/* Values of the options that every verb takes. */
struct common {
    const char *home;
    const char *taxonomy;
    bool quiet, verbose, help;
};

struct cli {
    struct common common;
    struct screen_values screen; /* of the verbs that have its options */
    char *home;                  /* resolved home directory */
    char *archive;               /* HOME/archive */
    char *store;                 /* HOME/skilltally.db */
    struct log log;
    struct progress progress; /* sink set only when stderr is a terminal */
    bool progress_shown;
};

struct verb {
    const char *name;
    const char *usage;   /* "FILE... [options]": what follows the name */
    const char *summary; /* one line */
    const char *details; /* paragraphs for --help; may be NULL */
    const struct opt *options;
    bool has_screen;     /* screen_options are its options too */
    size_t values_bytes; /* size of the struct that options fill */
    int (*run)(struct cli *cli, const void *values, int argc, char **argv);
};

extern const struct verb *const cli_verbs[]; /* NULL-terminated */
extern const struct opt cli_common_options[];

/* Resolve the places and streams from cli->common. */
MUST_CHECK enum st cli_setup(struct cli *cli, struct err *err);
/* Use home (copied) and the places below it. */
void cli_set_home(struct cli *cli, const char *home);
void cli_teardown(struct cli *cli);

/* "skilltally: words" on stderr; returns the exit code of err. */
int cli_fail(struct cli *cli, const struct err *err);

/* "skilltally: words" and a hint to --help; returns 64. */
int cli_usage(struct cli *cli, const char *verb, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* A line of result or notice on stderr; nothing with --quiet. */
void cli_note(struct cli *cli, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Write data to stdout; ST_IO when it cannot take it. A closed pipe ends the
 * process quietly by SIGPIPE, as other filters do. */
MUST_CHECK enum st cli_print(struct str data, struct err *err);

/* Columns of the terminal behind fd, else 80. */
unsigned cli_columns(int fd);

/* Set to 1 by SIGINT and SIGTERM after cli_catch_signals(). A second signal
 * ends the process at once. */
extern volatile sig_atomic_t cli_stop;
void cli_catch_signals(void);

/* Seconds since 1970; $SOURCE_DATE_EPOCH where it is set, so that runs can be
 * repeated to the byte. */
int64_t cli_now_utc(void);

/* One writer per home: an exclusive lock on HOME/lock, held until the process
 * ends. ST_BUSY: err says which process holds it. Makes HOME. */
MUST_CHECK enum st cli_lock_home(struct cli *cli, struct err *err);

#endif
