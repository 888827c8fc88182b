/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "cli/cli.h"
#include "cli/version.h"
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_overview(FILE *to)
{
    fputs("skilltally - a census of public job postings: which skills each "
          "role names\n\n"
          "  skilltally demo                          try it, without network\n"
          "  skilltally crawl --contact you@example.org   fetch the boards\n"
          "  skilltally report --format html -o report.html\n\n"
          "Verbs:\n",
          to);
    for (size_t i = 0; cli_verbs[i]; i++)
        fprintf(to, "  %-10s %s\n", cli_verbs[i]->name, cli_verbs[i]->summary);
    fputs("\nskilltally VERB --help tells the options of a verb.\n", to);
}

static void print_verb_help(const struct verb *v)
{
    struct buf out;
    buf_init(&out, 1u << 16);
    buf_printf(&out, "usage: skilltally %s %s\n\n%s.\n", v->name, v->usage,
               v->summary);
    if (v->details)
        buf_printf(&out, "\n%s\n", v->details);
    buf_add_cstr(&out, "\nOptions:\n");
    opts_help(v->options, &out);
    if (v->has_screen)
        opts_help(screen_options, &out);
    opts_help(cli_common_options, &out);
    fputs(buf_cstr(&out), stdout);
    buf_done(&out);
}

static const struct verb *find_verb(const char *name)
{
    for (size_t i = 0; cli_verbs[i]; i++)
        if (strcmp(cli_verbs[i]->name, name) == 0)
            return cli_verbs[i];
    return NULL;
}

static int unknown_verb(struct cli *cli, const char *name)
{
    const char *names[64] = {NULL};
    for (size_t i = 0; cli_verbs[i] && i + 1 < 64; i++)
        names[i] = cli_verbs[i]->name;
    const char *near = opts_nearest(name, names);
    if (near)
        return cli_usage(cli, NULL, "unknown verb \"%s\"; did you mean \"%s\"?",
                         name, near);
    return cli_usage(cli, NULL, "unknown verb \"%s\"", name);
}

static int run_verb(struct cli *cli, const struct verb *v, int argc,
                    char **argv)
{
    struct err err = {0};
    int rest = 0;
    void *values = xalloc(v->values_bytes);
    const struct opt_group groups[] = {{v->options, values},
                                       {cli_common_options, &cli->common},
                                       {screen_options, &cli->screen}};
    enum st st =
        opts_parse(groups, v->has_screen ? 3 : 2, argc, argv, &rest, &err);
    if (!st)
        st = screen_check(&cli->screen, &err);
    int code;
    if (cli->common.help) {
        print_verb_help(v);
        code = EXIT_DONE;
    } else if (st) {
        code = cli_usage(cli, v->name, "%s", err.msg);
    } else if ((st = cli_setup(cli, &err))) {
        code = cli_fail(cli, &err);
    } else {
        code = v->run(cli, values, argc - rest, argv + rest);
    }
    free(values);
    return code;
}

static int dispatch(struct cli *cli, int argc, char **argv)
{
    if (argc < 2) {
        print_overview(stderr);
        return EXIT_BADUSE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        (strcmp(argv[1], "help") == 0 && argc == 2)) {
        print_overview(stdout);
        return EXIT_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        cli_print_version();
        return EXIT_DONE;
    }
    const struct verb *v = find_verb(argv[1]);
    return v ? run_verb(cli, v, argc - 1, argv + 1)
             : unknown_verb(cli, argv[1]);
}

int main(int argc, char **argv)
{
    /* curl's host names and nothing else want a UTF-8 locale; numbers keep the
     * C locale's point. */
    setlocale(LC_CTYPE, "C.UTF-8");
    struct cli cli = {0};
    /* A file over its size limit is an error of the write, not a death. */
    signal(SIGXFSZ, SIG_IGN);
    int code = dispatch(&cli, argc, argv);
    if (fflush(stdout) != 0 && code == EXIT_DONE) {
        fputs("skilltally: cannot write to standard output\n", stderr);
        code = st_exit_code(ST_IO);
    }
    cli_teardown(&cli);
    return code;
}
