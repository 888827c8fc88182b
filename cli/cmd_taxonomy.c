/* SPDX-License-Identifier: MIT */
/* cmd_taxonomy.c - look at the concepts, check and compare taxonomies, and
 * exchange them with other lists of skills. */
#include "cli/rules.h"
#include "cli/taxonomy_print.h"
#include "cli/verbs.h"
#include "extract/taxonomy_lint.h"
#include "taxonomy/gazetteer.h"
#include "taxonomy/taxonomy_export.h"
#include "taxonomy/taxonomy_import.h"
#include <string.h>

#define OUT_MAX_BYTES (256u << 20)

struct values {
    const char *kind, *format;
    bool json;
};

static const struct opt options[] = {
    {"kind", 0, OPT_STRING, offsetof(struct values, kind), "KIND",
     "list: only theme, concept, language, tool, certification or degree"},
    {"format", 0, OPT_STRING, offsetof(struct values, format), "FORMAT",
     "export: csv (the default) or json"},
    {"json", 0, OPT_FLAG, offsetof(struct values, json), NULL,
     "list, check, show, diff: as JSON"},
    {0}};

/* What a word of the verb works with. */
struct job {
    struct cli *cli;
    const struct values *values;
    struct taxonomy *taxonomy; /* of DIR, or the one in use */
    const char *arg[2];        /* behind the word; NULL where there is none */
    struct buf *out;
    struct err *err;
};

static struct str parent_id(const struct taxonomy *t, const struct concept *c)
{
    return c->parent == TAXONOMY_NO_PARENT ? STR_NONE
                                           : t->concepts[c->parent].id;
}

static void list_json(const struct job *j)
{
    struct json_writer w;
    json_init(&w, j->out);
    json_begin_object(&w);
    json_key(&w, "schema_version");
    json_i64(&w, TAXONOMY_EXPORT_VERSION);
    json_key(&w, "concepts");
    json_begin_array(&w);
    for (size_t i = 0; i < j->taxonomy->n_concepts; i++) {
        enum concept_kind kind = j->taxonomy->concepts[i].kind;
        if (!j->values->kind ||
            strcmp(j->values->kind, concept_kind_name(kind)) == 0)
            taxonomy_write_concept(j->taxonomy, i, &w);
    }
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(j->out, '\n');
}

static int list(const struct job *j)
{
    const struct taxonomy *t = j->taxonomy;
    const char *kind = j->values->kind;
    enum concept_kind known;
    if (kind && !concept_kind_of(str_from(kind), &known))
        return cli_usage(j->cli, "taxonomy", "no kind \"%s\"", kind);
    if (j->values->json) {
        list_json(j);
        return EXIT_DONE;
    }
    buf_add_cstr(j->out, "id\tname\tparent\tkind\n");
    for (size_t i = 0; i < t->n_concepts; i++) {
        const struct concept *c = &t->concepts[i];
        if (!kind || strcmp(kind, concept_kind_name(c->kind)) == 0)
            buf_printf(j->out, "%.*s\t%.*s\t%.*s\t%s\n", STR_FMT(c->id),
                       STR_FMT(c->name), STR_FMT(parent_id(t, c)),
                       concept_kind_name(c->kind));
    }
    return EXIT_DONE;
}

static int show(const struct job *j)
{
    const struct taxonomy *t = j->taxonomy;
    size_t at = taxonomy_find(t, str_from(j->arg[0]));
    size_t group = taxonomy_find_group(t, str_from(j->arg[0]));
    AUTO(auto_skills_free) struct skills *m = NULL;
    if (at == SIZE_MAX && group == SIZE_MAX)
        return cli_usage(j->cli, "taxonomy",
                         "no concept or group \"%s\"; \"skilltally taxonomy "
                         "list\" shows the ids",
                         j->arg[0]);
    if (at != SIZE_MAX && skills_new(t, &m, j->err))
        return cli_fail(j->cli, j->err);
    if (at == SIZE_MAX && j->values->json)
        taxonomy_json_group(t, group, j->out);
    else if (at == SIZE_MAX)
        taxonomy_print_group(t, group, j->out);
    else if (j->values->json)
        taxonomy_json_concept(t, m, at, j->out);
    else
        taxonomy_print_concept(t, m, at, j->out);
    return EXIT_DONE;
}

struct counts {
    size_t names, patterns, references;
};

static struct counts count(const struct taxonomy *t)
{
    struct counts n = {0};
    for (size_t i = 0; i < t->n_concepts; i++) {
        const struct concept *c = &t->concepts[i];
        n.names += c->names.n + c->cased.n + c->weak.n;
        n.patterns += c->patterns.n + c->context.n + c->except_patterns.n;
        n.references += c->esco.n || c->onet.n || c->wikidata.p;
    }
    return n;
}

static void check_json(const struct job *j, const struct lint_faults *faults)
{
    const struct taxonomy *t = j->taxonomy;
    struct counts n = count(t);
    const struct {
        const char *key;
        size_t n;
    } numbers[] = {{"concepts", t->n_concepts},
                   {"names", n.names},
                   {"patterns", n.patterns},
                   {"roles", t->n_roles},
                   {"groups", t->n_groups},
                   {"concepts_with_references", n.references}};
    struct json_writer w;
    json_init(&w, j->out);
    json_begin_object(&w);
    json_key(&w, "schema_version");
    json_i64(&w, TAXONOMY_PRINT_VERSION);
    json_key(&w, "version");
    json_cstr(&w, t->version);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        json_key(&w, numbers[i].key);
        json_i64(&w, (int64_t)numbers[i].n);
    }
    json_key(&w, "faults");
    json_begin_array(&w);
    for (size_t i = 0; i < faults->n; i++) {
        json_begin_object(&w);
        json_key(&w, "file");
        json_cstr(&w, taxonomy_file(t));
        json_key(&w, "line");
        json_i64(&w, faults->v[i].line);
        json_key(&w, "fault");
        json_str(&w, faults->v[i].words);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(j->out, '\n');
}

static int check(const struct job *j)
{
    const struct taxonomy *t = j->taxonomy;
    AUTO(auto_skills_free) struct skills *m = NULL;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct lint_faults faults;
    if (skills_new(t, &m, j->err))
        return cli_fail(j->cli, j->err);
    taxonomy_lint(t, m, a, &faults);
    struct counts n = count(t);
    if (j->values->json)
        check_json(j, &faults);
    else if (faults.n == 0)
        buf_printf(j->out,
                   "ok: %zu concepts, %zu names, %zu patterns, %zu roles, %zu "
                   "groups; version %s\n",
                   t->n_concepts, n.names, n.patterns, t->n_roles, t->n_groups,
                   t->version);
    for (size_t i = 0; i < faults.n; i++) {
        err_set(j->err, ST_CONFIG, "%s:%u: %.*s", taxonomy_file(t),
                faults.v[i].line, STR_FMT(faults.v[i].words));
        cli_fail(j->cli, j->err);
    }
    return faults.n ? st_exit_code(ST_CONFIG) : EXIT_DONE;
}

static int diff(const struct job *j)
{
    AUTO(auto_taxonomy_free) struct taxonomy *before = NULL, *after = NULL;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct taxonomy_changes changes;
    if (taxonomy_load(j->arg[0], &before, j->err) ||
        taxonomy_load(j->arg[1], &after, j->err))
        return cli_fail(j->cli, j->err);
    taxonomy_diff(before, after, a, &changes);
    if (j->values->json) {
        taxonomy_json_changes(before, after, &changes, j->out);
    } else {
        taxonomy_print_changes(&changes, j->out);
        cli_note(j->cli, "%zu changes, version %s to %s", changes.n,
                 before->version, after->version);
    }
    return EXIT_DONE;
}

static int import(const struct job *j)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct gazetteer g;
    struct import_counts n;
    if (gazetteer_read(j->arg[0], a, &g, j->err))
        return cli_fail(j->cli, j->err);
    taxonomy_import(j->taxonomy, &g, j->out, &n);
    cli_note(j->cli,
             "%s: %zu concepts written, %zu known already, %zu whose name no "
             "text can match; %zu further names clash, %zu rows skipped",
             gazetteer_kind_name(g.kind), n.n_written, n.n_known, n.n_unfit,
             n.n_clashes, g.n_skipped);
    return EXIT_DONE;
}

static int export(const struct job *j)
{
    const char *format = j->values->format ? j->values->format : "csv";
    if (strcmp(format, "csv") == 0)
        taxonomy_export_csv(j->taxonomy, j->out);
    else if (strcmp(format, "json") == 0)
        taxonomy_export_json(j->taxonomy, j->out);
    else
        return cli_usage(j->cli, "taxonomy", "no format \"%s\": csv or json",
                         format);
    return EXIT_DONE;
}

static const struct word {
    const char *name;
    int min_args, max_args;
    const char *wants; /* for a wrong number of arguments */
    bool arg_is_dir;   /* the one argument is the taxonomy to load */
    bool own_loading;  /* it loads what it needs */
    int (*run)(const struct job *j);
} words[] = {
    {"list", 0, 0, "list takes no argument", false, false, list},
    {"check", 0, 1, "check takes one DIR", true, false, check},
    {"show", 1, 1, "show needs one ID", false, false, show},
    {"diff", 2, 2, "diff needs an OLD and a NEW directory", false, true, diff},
    {"import", 1, 1, "import needs one FILE", false, false, import},
    {"export", 0, 1, "export takes one DIR", true, false, export},
};

static const struct word *word_of(const char *name)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].name, name) == 0)
            return &words[i];
    return NULL;
}

static int run_word(const struct word *word, const struct job *given)
{
    AUTO(auto_taxonomy_free) struct taxonomy *t = NULL;
    struct job j = *given;
    const char *dir = j.cli->common.taxonomy;
    if (word->arg_is_dir && j.arg[0])
        dir = j.arg[0];
    if (!word->own_loading && rules_load_taxonomy(dir, &t, j.err))
        return cli_fail(j.cli, j.err);
    j.taxonomy = t;
    int code = word->run(&j);
    if (j.out->overflowed && code == EXIT_DONE) {
        err_set(j.err, ST_TOO_BIG, "the output is over %u MiB",
                OUT_MAX_BYTES >> 20);
        return cli_fail(j.cli, j.err);
    }
    if (cli_print(buf_str(j.out), j.err))
        return cli_fail(j.cli, j.err);
    return code;
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const char *name = argc > 0 ? argv[0] : "list";
    const struct word *word = word_of(name);
    if (!word)
        return cli_usage(cli, "taxonomy", "unknown word \"%s\"", name);
    int n_args = argc > 0 ? argc - 1 : 0;
    if (n_args > word->max_args || n_args < word->min_args)
        return cli_usage(cli, "taxonomy", "%s", word->wants);
    AUTO(buf_done) struct buf out;
    buf_init(&out, OUT_MAX_BYTES);
    struct err err = {0};
    return run_word(word, &(struct job){.cli = cli,
                                        .values = values,
                                        .arg = {argc > 1 ? argv[1] : NULL,
                                                argc > 2 ? argv[2] : NULL},
                                        .out = &out,
                                        .err = &err});
}

const struct verb verb_taxonomy = {
    .name = "taxonomy",
    .usage = "[list|check|show|diff|import|export] [ARG]...",
    .summary = "look at the concepts; check, compare, import, export them",
    .details =
        "  check [DIR]   says faults with file and line; exit code 78\n"
        "  show ID       all about one concept or group\n"
        "  diff OLD NEW  compares two directories\n"
        "  import FILE   reads ESCO's CSV, O*NET's technology skills,\n"
        "                Lightcast's JSON or a CSV with a column \"name\" and\n"
        "                writes what the taxonomy lacks as YAML\n"
        "  export [DIR]  writes the concepts for other programs",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
