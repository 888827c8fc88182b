/* SPDX-License-Identifier: MIT */
#include "cli/reporting.h"
#include "cli/rules.h"
#include "cli/version.h"
#include "report/site.h"
#include "store/postings.h"
#include <string.h>

/* The versions that made the store's postings: they, and not those of the
 * taxonomy at hand, made the figures. */
static enum st read_stamp(struct postings *store, struct arena *a,
                          struct figures_options *o, struct err *err)
{
    enum st st =
        postings_get_meta(store, "taxonomy", a, &o->taxonomy_version, err);
    if (!st)
        st = postings_get_meta(store, "rules", a, &o->rules_version, err);
    return st;
}

static struct render_style style_of(const struct cli *cli,
                                    const struct reporting *what)
{
    bool to_stdout = !what->output || strcmp(what->output, "-") == 0;
    struct screen screen = screen_of(&cli->screen, to_stdout);
    return (struct render_style){.columns = screen.columns,
                                 .ascii = screen.ascii,
                                 .color = screen.color};
}

static enum st write_report(struct cli *cli, const struct reporting *what,
                            const struct figures *f, struct err *err)
{
    struct err charts = {0};
    const struct report_style style = {.text = style_of(cli, what),
                                       .no_charts = what->no_charts};
    enum st st = report_write(f, what->format, &style,
                              what->output ? what->output : "-", &charts, err);
    if (!st && charts.code)
        cli_note(cli, "skilltally: %s", charts.msg);
    return st;
}

/* 0, the year 0, is no month that postings have. */
static int open_if_unset(int month)
{
    return month ? month : -1;
}

int reporting_period(struct cli *cli, const char *verb, int month, int from,
                     int to, struct reporting *what)
{
    if (month && (from || to))
        return cli_usage(cli, verb, "--month goes without --from and --to");
    if (from && to && from > to)
        return cli_usage(cli, verb, "--from is after --to");
    what->from_month = open_if_unset(month ? month : from);
    what->to_month = open_if_unset(month ? month : to);
    return 0;
}

/* Not everything is for every place. */
static int check_place(struct cli *cli, const char *verb,
                       const struct reporting *what)
{
    bool files = what->format == REPORT_ALL || what->format == REPORT_CHARTS;
    if (files && !what->output)
        return cli_usage(cli, verb,
                         "these are several files: name a directory with "
                         "-o DIR/");
    if (what->format == REPORT_XLSX && !what->output && isatty(STDOUT_FILENO))
        return cli_usage(cli, verb,
                         "a workbook is nothing for a terminal: give it a "
                         "file with -o FILE.xlsx");
    return 0;
}

int reporting_format(struct cli *cli, const char *verb, const char *name,
                     struct reporting *what)
{
    if (!name && what->output && report_is_directory(what->output))
        what->format = REPORT_ALL;
    if (!name || report_format_parse(str_from(name), &what->format))
        return check_place(cli, verb, what);
    struct buf names;
    buf_init(&names, 256);
    for (const char *const *f = report_format_names(); *f; f++)
        buf_printf(&names, " %s", *f);
    int code = cli_usage(cli, verb, "unknown format \"%s\"; there are:%s", name,
                         buf_cstr(&names));
    buf_done(&names);
    return code;
}

/* What both a report and an answer are computed from. */
struct basis {
    struct arena *a;
    struct postings *store;
    struct taxonomy *taxonomy;
    struct figures_options options;
};

static enum st open_basis(struct cli *cli, const struct reporting *what,
                          struct basis *b, struct err *err)
{
    *b = (struct basis){.a = arena_new(),
                        .options = {.from_month = what->from_month,
                                    .to_month = what->to_month,
                                    .roles = what->roles,
                                    .n_roles = what->n_roles,
                                    .top = what->top,
                                    .dedup = what->dedup,
                                    .program_version = str_from(cli_version)}};
    enum st st = postings_open_read(cli->store, &b->store, err);
    if (!st)
        st = rules_load_taxonomy(cli->common.taxonomy, &b->taxonomy, err);
    return st ? st : read_stamp(b->store, b->a, &b->options, err);
}

static void close_basis(struct basis *b)
{
    taxonomy_free(b->taxonomy);
    postings_free(b->store);
    arena_free(b->a);
}

int report_home(struct cli *cli, const struct reporting *what)
{
    struct basis b;
    struct figures f;
    struct err err = {0};
    enum st st = open_basis(cli, what, &b, &err);
    b.options.with_cube =
        what->format == REPORT_HTML || what->format == REPORT_ALL;
    /* On a terminal it is the command that shows the quotes. */
    b.options.evidence = !what->no_evidence && what->format != REPORT_TEXT;
    if (!st)
        st = report_compute(b.store, b.taxonomy, &b.options, b.a, &f, &err);
    if (!st)
        st = write_report(cli, what, &f, &err);
    close_basis(&b);
    return st ? cli_fail(cli, &err) : EXIT_DONE;
}

static void show_month(void *ctx, size_t done, size_t n)
{
    struct progress *p = ctx;
    progress_update(p, done, done, n, STR(""));
}

static enum st write_site(struct cli *cli, const struct basis *b,
                          const struct reporting *what, const char *dir,
                          struct str url, struct site_result *result,
                          struct err *err)
{
    struct site_options site = {.dir = dir,
                                .url = url,
                                .style = {.no_charts = what->no_charts},
                                .progress = show_month,
                                .ctx = &cli->progress};
    progress_start(&cli->progress, "site", "months");
    enum st st =
        site_write(b->store, b->taxonomy, &b->options, &site, result, err);
    progress_end(&cli->progress);
    return st;
}

int report_site(struct cli *cli, const struct reporting *what, const char *dir,
                const char *url)
{
    struct basis b;
    struct site_result result = {0};
    struct err err = {0};
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct str address = STR("");
    if (url && site_url(str_from(url), a, &address, &err) != ST_OK)
        return cli_usage(cli, "report", "--site-url: %s", err.msg);
    enum st st = open_basis(cli, what, &b, &err);
    b.options.with_cube = true;
    b.options.evidence = !what->no_evidence;
    if (!st)
        st = write_site(cli, &b, what, dir, address, &result, &err);
    close_basis(&b);
    if (st)
        return cli_fail(cli, &err);
    if (result.charts.code)
        cli_note(cli, "skilltally: %s", result.charts.msg);
    cli_note(cli, "%s: %zu months, %zu pages changed", dir, result.n_months,
             result.n_written);
    return EXIT_DONE;
}

int reporting_answer(struct cli *cli, const struct reporting *what,
                     const struct question *q)
{
    struct basis b;
    struct page page;
    const struct figures *f;
    struct err err = {0};
    struct err charts = {0};
    const struct report_style style = {.text = style_of(cli, what),
                                       .no_charts = what->no_charts};
    enum st st = open_basis(cli, what, &b, &err);
    if (!st)
        st =
            q->answer(q, b.store, b.taxonomy, &b.options, b.a, &page, &f, &err);
    if (!st)
        st =
            report_write_page(f, &page, what->format, &style,
                              what->output ? what->output : "-", &charts, &err);
    if (!st && charts.code)
        cli_note(cli, "skilltally: %s", charts.msg);
    close_basis(&b);
    return st ? cli_fail(cli, &err) : EXIT_DONE;
}
