/* SPDX-License-Identifier: MIT */
/* cmd_compare.c - roles, or skills, side by side. */
#include "cli/reporting.h"
#include "cli/verbs.h"
#include "report/compare.h"

struct values {
    int month, from, to; /* month indexes; 0: not given */
    struct opt_list role;
    const char *format, *output;
};

static const struct opt options[] = {
    {"role", 0, OPT_LIST, offsetof(struct values, role), "ID",
     "compare skills in this role; may be repeated (default: the four)"},
    {"month", 0, OPT_MONTH, offsetof(struct values, month), "YYYY-MM",
     "only this month"},
    {"from", 0, OPT_MONTH, offsetof(struct values, from), "YYYY-MM",
     "from this month on"},
    {"to", 0, OPT_MONTH, offsetof(struct values, to), "YYYY-MM",
     "up to this month"},
    {"format", 0, OPT_STRING, offsetof(struct values, format), "NAME",
     "text (default), md, csv, json, html, xlsx, or all of them"},
    {"output", 'o', OPT_STRING, offsetof(struct values, output), "PATH",
     "where to write it (default: standard output; DIR/ gets all forms, or a "
     "file per table of csv)"},
    {0}};

struct asking {
    const struct str *ids;
    size_t n;
};

static enum st answer(const struct question *q, struct postings *store,
                      const struct taxonomy *t, const struct figures_options *o,
                      struct arena *a, struct page *page,
                      const struct figures **f, struct err *err)
{
    const struct asking *ask = q->ctx;
    struct figures *figures = arena_calloc(a, 1, sizeof *figures);
    *f = figures;
    return compare(store, t, o, ask->ids, ask->n, a, figures, page, err);
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct str *ids = arena_calloc(a, (size_t)argc + 1, sizeof *ids);
    for (int i = 0; i < argc; i++)
        ids[i] = str_from(argv[i]);
    struct asking ask = {ids, (size_t)argc};
    struct question q = {answer, &ask};
    struct reporting what = {
        .output = v->output, .roles = v->role.v, .n_roles = v->role.n};
    if (argc < COMPARE_MIN || argc > COMPARE_MAX)
        return cli_usage(cli, "compare", "compare takes %d to %d ids",
                         COMPARE_MIN, COMPARE_MAX);
    int code =
        reporting_period(cli, "compare", v->month, v->from, v->to, &what);
    if (!code)
        code = reporting_format(cli, "compare", v->format, &what);
    return code ? code : reporting_answer(cli, &what, &q);
}

const struct verb verb_compare = {
    .name = "compare",
    .usage = "ID ID... [options]",
    .summary = "roles, or skills, side by side",
    .details =
        "All ids are roles (data-engineer ml-engineer), or all are skills\n"
        "(spark snowflake). The difference is between the first two.",
    .options = options,
    .has_screen = true,
    .values_bytes = sizeof(struct values),
    .run = run,
};
