/* SPDX-License-Identifier: MIT */
/* cmd_report.c - skill demand by role. */
#include "cli/reporting.h"
#include "cli/verbs.h"
#include <string.h>

struct values {
    int month, from, to; /* month indexes; 0: not given */
    struct opt_list role;
    const char *format, *output, *dedup, *site, *site_url;
    uint64_t top;
    bool no_charts, no_evidence;
};

static const struct opt options[] = {
    {"month", 0, OPT_MONTH, offsetof(struct values, month), "YYYY-MM",
     "only this month"},
    {"from", 0, OPT_MONTH, offsetof(struct values, from), "YYYY-MM",
     "from this month on"},
    {"to", 0, OPT_MONTH, offsetof(struct values, to), "YYYY-MM",
     "up to this month"},
    {"role", 0, OPT_LIST, offsetof(struct values, role), "ID",
     "only this role; may be repeated"},
    {"dedup", 0, OPT_STRING, offsetof(struct values, dedup), "RULE",
     "which copies count once: near (default), exact or none"},
    {"format", 0, OPT_STRING, offsetof(struct values, format), "NAME",
     "text (default), md, csv, json, html, xlsx, charts, or all of them"},
    {"top", 0, OPT_UINT, offsetof(struct values, top), "N",
     "skills in a role's table (default 20)"},
    {"no-charts", 0, OPT_FLAG, offsetof(struct values, no_charts), NULL,
     "leave the charts out of pages"},
    {"no-evidence", 0, OPT_FLAG, offsetof(struct values, no_evidence), NULL,
     "leave the quotes of postings out"},
    {"output", 'o', OPT_STRING, offsetof(struct values, output), "PATH",
     "where to write it (default: standard output; DIR/ gets all forms, or a "
     "file per table of csv, or the charts)"},
    {"site", 0, OPT_STRING, offsetof(struct values, site), "DIR",
     "instead: a site in DIR with a page for each month, an index and a feed"},
    {"site-url", 0, OPT_STRING, offsetof(struct values, site_url), "URL",
     "the address at which the site will stand, for the feed"},
    {0}};

static bool parse_dedup(const char *name, enum rows_dedup *out)
{
    static const char *const names[ROWS_DEDUPS] = {
        [ROWS_NEAR] = "near", [ROWS_EXACT] = "exact", [ROWS_RAW] = "none"};
    for (int i = 0; name && i < ROWS_DEDUPS; i++)
        if (strcmp(name, names[i]) == 0) {
            *out = (enum rows_dedup)i;
            return true;
        }
    return !name;
}

/* A site is a place of its own, and goes by months. */
static int check_site(struct cli *cli, const struct values *v)
{
    if (v->site_url && !v->site)
        return cli_usage(cli, "report", "--site-url goes with --site DIR");
    if (v->site && (v->format || v->output))
        return cli_usage(cli, "report",
                         "--site DIR goes without --format and --output");
    if (v->site && v->month)
        return cli_usage(cli, "report",
                         "--site DIR has every month; choose some with --from "
                         "and --to");
    return 0;
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    struct reporting what = {
        .output = v->output,
        .roles = v->role.v,
        .n_roles = v->role.n,
        .top = (unsigned)(v->top < FIGURES_TOP_MAX ? v->top : FIGURES_TOP_MAX),
        .no_charts = v->no_charts,
        .no_evidence = v->no_evidence};
    if (argc > 0)
        return cli_usage(cli, "report", "unexpected argument \"%s\"", argv[0]);
    int code = reporting_period(cli, "report", v->month, v->from, v->to, &what);
    if (!code)
        code = reporting_format(cli, "report", v->format, &what);
    if (!code)
        code = check_site(cli, v);
    if (!parse_dedup(v->dedup, &what.dedup))
        return cli_usage(cli, "report",
                         "unknown rule \"%s\"; there are: near exact none",
                         v->dedup);
    if (code)
        return code;
    return v->site ? report_site(cli, &what, v->site, v->site_url)
                   : report_home(cli, &what);
}

const struct verb verb_report = {
    .name = "report",
    .usage = "[--month M | --from M --to M] [options]",
    .summary = "which skills each role names, with shares and intervals",
    .details =
        "Without months, everything in the store. The four roles of the\n"
        "article unless --role names others. docs/method.md says how each\n"
        "figure is made.",
    .options = options,
    .has_screen = true,
    .values_bytes = sizeof(struct values),
    .run = run,
};
