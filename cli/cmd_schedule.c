/* SPDX-License-Identifier: MIT */
/* cmd_schedule.c - a timer that crawls, for systemd or cron to run. */
#include "cli/sources_file.h"
#include "cli/verbs.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OUT_MAX_BYTES (1u << 20)

struct values {
    const char *print, *every, *at, *sources, *contact, *metrics, *ca_file;
};

static const struct opt options[] = {
    {"print", 0, OPT_STRING, offsetof(struct values, print), "WHAT",
     "systemd (a service and its timer; the default) or cron (a line)"},
    {"every", 0, OPT_STRING, offsetof(struct values, every), "TIME",
     "day (the default), week (Mondays) or month (the first)"},
    {"at", 0, OPT_STRING, offsetof(struct values, at), "HH:MM",
     "when (default 03:17)"},
    {"sources", 0, OPT_STRING, offsetof(struct values, sources), "FILE",
     "the boards to crawl (default: as crawl finds them now)"},
    {"contact", 0, OPT_STRING, offsetof(struct values, contact), "ADDRESS",
     "as of crawl (default: $SKILLTALLY_CONTACT)"},
    {"metrics", 0, OPT_STRING, offsetof(struct values, metrics), "FILE",
     "as of crawl (default: HOME/metrics.prom)"},
    {"ca-file", 0, OPT_STRING, offsetof(struct values, ca_file), "FILE",
     "as of crawl"},
    {0}};

struct plan {
    char program[PATH_MAX], home[PATH_MAX], sources[PATH_MAX];
    char metrics[PATH_MAX], ca_file[PATH_MAX]; /* the latter "": none */
    const char *taxonomy, *contact;
    const char *calendar, *cron_days; /* "*-*-*" and "* * *" */
    unsigned hour, minute;
};

/* ---- What is to be run ---- */

static enum st make_absolute(const char *path, char out[PATH_MAX],
                             struct err *err)
{
    char here[PATH_MAX] = "";
    if (*path != '/' && !getcwd(here, sizeof here))
        return err_errno(err, ST_IO, errno, "the working directory");
    int n =
        snprintf(out, PATH_MAX, "%s%s%s", here, *path == '/' ? "" : "/", path);
    for (const char *p = out; *p; p++)
        if ((unsigned char)*p < 0x20)
            return err_set(err, ST_CONFIG, "%s: control bytes in a path", path);
    return n < PATH_MAX ? ST_OK
                        : err_set(err, ST_CONFIG, "%s: too long a path", path);
}

static enum st find_program(char out[PATH_MAX], struct err *err)
{
    ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
    if (n < 0)
        return err_errno(err, ST_IO, errno, "/proc/self/exe");
    out[n] = '\0';
    return ST_OK;
}

static enum st find_paths(struct cli *cli, const struct values *v,
                          struct plan *p, struct err *err)
{
    AUTO(buf_done) struct buf path;
    buf_init(&path, PATH_MAX);
    sources_file_path(v->sources, &path);
    enum st st = find_program(p->program, err);
    if (!st)
        st = make_absolute(cli->home, p->home, err);
    if (!st)
        st = make_absolute(buf_cstr(&path), p->sources, err);
    buf_clear(&path);
    buf_printf(&path, "%s/metrics.prom", p->home);
    if (!st)
        st = make_absolute(v->metrics ? v->metrics : buf_cstr(&path),
                           p->metrics, err);
    if (!st && v->ca_file)
        st = make_absolute(v->ca_file, p->ca_file, err);
    return st;
}

static enum st read_times(const struct values *v, struct plan *p,
                          struct err *err)
{
    static const struct {
        const char *every, *calendar, *cron_days;
    } known[] = {{"day", "*-*-*", "* * *"},
                 {"week", "Mon *-*-*", "* * 1"},
                 {"month", "*-*-01", "1 * *"}};
    const char *every = v->every ? v->every : "day";
    struct str at = str_from(v->at ? v->at : "03:17"), hour;
    uint64_t h = 0, m = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(every, known[i].every) == 0) {
            p->calendar = known[i].calendar;
            p->cron_days = known[i].cron_days;
        }
    if (!p->calendar)
        return err_set(err, ST_BAD_INPUT, "--every %s: use day, week or month",
                       every);
    if (!str_split(&at, ':', &hour) || !str_to_u64(hour, 23, &h) ||
        !str_to_u64(at, 59, &m))
        return err_set(err, ST_BAD_INPUT, "--at: use HH:MM, as in 03:17");
    p->hour = (unsigned)h;
    p->minute = (unsigned)m;
    return ST_OK;
}

static enum st make_plan(struct cli *cli, const struct values *v,
                         struct plan *p, struct err *err)
{
    *p = (struct plan){.taxonomy = cli->common.taxonomy};
    p->contact = v->contact ? v->contact : getenv("SKILLTALLY_CONTACT");
    for (const char *c = p->contact; c && *c; c++)
        if ((unsigned char)*c < 0x20)
            return err_set(err, ST_CONFIG, "--contact: control characters");
    enum st st = find_paths(cli, v, p, err);
    return st ? st : read_times(v, p, err);
}

/* Add the words of the command, each by put. */
static void add_command(struct buf *out, const struct plan *p,
                        void (*put)(struct buf *out, const char *word))
{
    const char *words[] = {p->program,  "crawl",    "--home",     p->home,
                           "--sources", p->sources, "--metrics",  p->metrics,
                           "--contact", p->contact, "--taxonomy", p->taxonomy,
                           "--ca-file", p->ca_file};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        bool option = strncmp(words[i] ? words[i] : "", "--", 2) == 0;
        if (!words[i] || !*words[i] ||
            (option && (!words[i + 1] || !*words[i + 1])))
            continue;
        if (i > 0)
            buf_add_char(out, ' ');
        put(out, words[i]);
    }
}

/* ---- systemd ---- */

/* As systemd.syntax(7) has it: quotes, and % and $ doubled. */
static void put_systemd_word(struct buf *out, const char *word)
{
    buf_add_char(out, '"');
    for (; *word; word++) {
        if (strchr("\"\\", *word))
            buf_add_char(out, '\\');
        if (strchr("%$", *word))
            buf_add_char(out, *word);
        buf_add_char(out, *word);
    }
    buf_add_char(out, '"');
}

/* A path where no quotes are taken off: spaces and the like as \x20. */
static void put_systemd_path(struct buf *out, const char *path)
{
    for (; *path; path++)
        if (*path == '%')
            buf_add_cstr(out, "%%");
        else if (strchr(" \"'\\", *path))
            buf_printf(out, "\\x%02x", (unsigned char)*path);
        else
            buf_add_char(out, *path);
}

/* The figures may be for another program's directory. */
static void put_metrics_dir(struct buf *out, const struct plan *p)
{
    struct str dir = str_from(p->metrics), home = str_from(p->home);
    while (dir.n > 1 && dir.p[dir.n - 1] != '/')
        dir.n--;
    if (str_starts(dir, home) && dir.n > home.n && dir.p[home.n] == '/')
        return;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.*s", STR_FMT(dir));
    buf_add_char(out, ' ');
    put_systemd_path(out, path);
}

static void print_service(const struct plan *p, struct buf *out)
{
    buf_add_cstr(out, "# /etc/systemd/system/skilltally.service\n"
                      "[Unit]\n"
                      "Description=Crawl job boards\n"
                      "Documentation=man:skilltally(1)\n"
                      "Wants=network-online.target\n"
                      "After=network-online.target\n\n"
                      "[Service]\n"
                      "Type=oneshot\n"
                      "ExecStart=");
    add_command(out, p, put_systemd_word);
    buf_add_cstr(out, "\n"
                      "# 75: stopped or locked; the same command goes on.\n"
                      "Restart=on-failure\n"
                      "RestartPreventExitStatus=1 64 65 66 70 73 74 77 78\n"
                      "RestartSec=10min\n"
                      "TimeoutStopSec=30\n"
                      "TimeoutStartSec=12h\n"
                      "# Making the home is all that is to be done outside.\n"
                      "ExecStartPre=+/bin/mkdir -p ");
    put_systemd_word(out, p->home);
    buf_add_cstr(out, "\nReadWritePaths=");
    put_systemd_path(out, p->home);
    put_metrics_dir(out, p);
    buf_add_cstr(out, "\nProtectSystem=strict\n"
                      "ProtectHome=read-only\n"
                      "PrivateTmp=yes\nPrivateDevices=yes\n"
                      "ProtectKernelTunables=yes\nProtectKernelModules=yes\n"
                      "ProtectKernelLogs=yes\nProtectControlGroups=yes\n"
                      "ProtectClock=yes\nProtectHostname=yes\n"
                      "NoNewPrivileges=yes\nCapabilityBoundingSet=\n"
                      "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\n"
                      "RestrictNamespaces=yes\nRestrictRealtime=yes\n"
                      "RestrictSUIDSGID=yes\nLockPersonality=yes\n"
                      "SystemCallArchitectures=native\n"
                      "SystemCallFilter=@system-service\n"
                      "SystemCallErrorNumber=EPERM\n"
                      "UMask=0027\nMemoryMax=1G\nNice=10\n");
}

static void print_timer(const struct plan *p, struct buf *out)
{
    buf_printf(out,
               "\n# /etc/systemd/system/skilltally.timer\n"
               "[Unit]\n"
               "Description=Crawl job boards regularly\n\n"
               "[Timer]\n"
               "OnCalendar=%s %02u:%02u:00\n"
               "RandomizedDelaySec=15min\n"
               "Persistent=yes\n\n"
               "[Install]\n"
               "WantedBy=timers.target\n",
               p->calendar, p->hour, p->minute);
}

/* ---- cron ---- */

/* For sh, inside a crontab, where % ends the command. */
static void put_cron_word(struct buf *out, const char *word)
{
    buf_add_char(out, '\'');
    for (; *word; word++)
        if (*word == '\'')
            buf_add_cstr(out, "'\\''");
        else if (*word == '%')
            buf_add_cstr(out, "\\%");
        else
            buf_add_char(out, *word);
    buf_add_char(out, '\'');
}

static void print_cron(const struct plan *p, struct buf *out)
{
    buf_printf(out, "%u %u %s ", p->minute, p->hour, p->cron_days);
    add_command(out, p, put_cron_word);
    buf_add_char(out, '\n');
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    const char *what = v->print ? v->print : "systemd";
    bool cron = strcmp(what, "cron") == 0;
    struct plan p;
    struct err err = {0};
    AUTO(buf_done) struct buf out;
    buf_init(&out, OUT_MAX_BYTES);
    if (argc > 0)
        return cli_usage(cli, "schedule", "unexpected argument \"%s\"",
                         argv[0]);
    if (!cron && strcmp(what, "systemd") != 0)
        return cli_usage(cli, "schedule", "--print %s: use systemd or cron",
                         what);
    enum st st = make_plan(cli, v, &p, &err);
    if (st == ST_BAD_INPUT)
        return cli_usage(cli, "schedule", "%s", err.msg);
    if (!st && cron) {
        print_cron(&p, &out);
    } else if (!st) {
        print_service(&p, &out);
        print_timer(&p, &out);
    }
    if (!st)
        st = cli_print(buf_str(&out), &err);
    return st ? cli_fail(cli, &err) : EXIT_DONE;
}

const struct verb verb_schedule = {
    .name = "schedule",
    .usage = "[--print systemd|cron] [--every TIME] [--at HH:MM]",
    .summary = "write a timer that crawls, for systemd or cron",
    .details =
        "The service runs this program with this home and these sources, and\n"
        "may write nowhere else. Exit 75 (stopped, or another crawl runs) is\n"
        "tried again; 1 (some sources failed) and more are failures of the\n"
        "unit, which a monitor sees.",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
