/* SPDX-License-Identifier: MIT */
#include "cli/reporting.h"
#include "cli/rules.h"
#include "cli/version.h"
#include "store/postings.h"
#include <unistd.h>

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

static enum st write_report(struct cli *cli, const struct reporting *what,
                            const struct figures *f, struct err *err)
{
    struct err charts = {0};
    const struct report_style style = {
        .text = {.columns = cli_columns(STDOUT_FILENO)},
        .no_charts = what->no_charts};
    enum st st = report_write(f, what->format, &style,
                              what->output ? what->output : "-", &charts, err);
    if (!st && charts.code)
        cli_note(cli, "skilltally: %s", charts.msg);
    return st;
}

int report_home(struct cli *cli, const struct reporting *what)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(auto_postings_free) struct postings *store = NULL;
    struct taxonomy *taxonomy = NULL;
    struct figures f;
    struct err err = {0};
    struct figures_options o = {.from_month = what->from_month,
                                .to_month = what->to_month,
                                .roles = what->roles,
                                .n_roles = what->n_roles,
                                .top = what->top,
                                .program_version = str_from(cli_version)};
    enum st st = postings_open_read(cli->store, &store, &err);
    if (!st)
        st = rules_load_taxonomy(cli->common.taxonomy, &taxonomy, &err);
    if (!st)
        st = read_stamp(store, a, &o, &err);
    if (!st)
        st = report_compute(store, taxonomy, &o, a, &f, &err);
    if (!st)
        st = write_report(cli, what, &f, &err);
    taxonomy_free(taxonomy);
    return st ? cli_fail(cli, &err) : EXIT_DONE;
}
