/* SPDX-License-Identifier: MIT */
/* cmd_taxonomy.c - look at the concepts and check a taxonomy that one edits. */
#include "cli/rules.h"
#include "cli/verbs.h"
#include <stdio.h>
#include <string.h>

struct values {
    const char *kind;
};

static const struct opt options[] = {
    {"kind", 0, OPT_STRING, offsetof(struct values, kind), "KIND",
     "list: only theme, concept, language, tool, certification or degree"},
    {0}};

static struct str parent_id(const struct taxonomy *t, const struct concept *c)
{
    return c->parent == TAXONOMY_NO_PARENT ? STR_NONE
                                           : t->concepts[c->parent].id;
}

static int list(const struct taxonomy *t, const char *kind)
{
    puts("id\tname\tparent\tkind");
    for (size_t i = 0; i < t->n_concepts; i++) {
        const struct concept *c = &t->concepts[i];
        if (!kind || strcmp(kind, concept_kind_name(c->kind)) == 0)
            printf("%.*s\t%.*s\t%.*s\t%s\n", STR_FMT(c->id), STR_FMT(c->name),
                   STR_FMT(parent_id(t, c)), concept_kind_name(c->kind));
    }
    return EXIT_DONE;
}

static void print_names(const char *label, const struct str_list *names)
{
    for (size_t i = 0; i < names->n; i++)
        printf("%-16s%.*s\n", i ? "" : label, STR_FMT(names->v[i]));
}

static int show(struct cli *cli, const struct taxonomy *t, const char *id)
{
    size_t at = taxonomy_find(t, str_from(id));
    if (at == SIZE_MAX)
        return cli_usage(cli, "taxonomy",
                         "no concept \"%s\"; \"skilltally taxonomy list\" "
                         "shows the ids",
                         id);
    const struct concept *c = &t->concepts[at];
    printf("%-16s%.*s\n%-16s%.*s\n%-16s%s\n%-16s%.*s\n", "id", STR_FMT(c->id),
           "name", STR_FMT(c->name), "kind", concept_kind_name(c->kind),
           "parent", STR_FMT(parent_id(t, c)));
    print_names("names", &c->names);
    print_names("cased", &c->cased);
    print_names("weak", &c->weak);
    print_names("patterns", &c->patterns);
    print_names("context", &c->context);
    print_names("except", &c->except);
    print_names("except_patterns", &c->except_patterns);
    return EXIT_DONE;
}

static int check(const struct taxonomy *t)
{
    size_t names = 0, patterns = 0;
    for (size_t i = 0; i < t->n_concepts; i++) {
        const struct concept *c = &t->concepts[i];
        names += c->names.n + c->cased.n + c->weak.n;
        patterns += c->patterns.n + c->context.n + c->except_patterns.n;
    }
    printf("ok: %zu concepts, %zu names, %zu patterns, %zu roles; version %s\n",
           t->n_concepts, names, patterns, t->n_roles, t->version);
    return EXIT_DONE;
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    struct rules rules;
    struct err err = {0};
    const char *dir = cli->common.taxonomy;
    const char *what = argc > 0 ? argv[0] : "list";
    bool is_check = strcmp(what, "check") == 0;
    bool is_show = strcmp(what, "show") == 0;
    if (!is_check && !is_show && strcmp(what, "list") != 0)
        return cli_usage(cli, "taxonomy", "unknown word \"%s\"", what);
    if (is_show != (argc == 2) && !(is_check && argc == 2))
        return cli_usage(cli, "taxonomy",
                         is_show ? "show needs one ID" : "too many arguments");
    if (is_check && argc == 2)
        dir = argv[1];
    int code;
    if (rules_open(&rules, dir, &err))
        code = cli_fail(cli, &err);
    else if (is_check)
        code = check(rules.taxonomy);
    else if (is_show)
        code = show(cli, rules.taxonomy, argv[1]);
    else
        code = list(rules.taxonomy, v->kind);
    rules_done(&rules);
    return code;
}

const struct verb verb_taxonomy = {
    .name = "taxonomy",
    .usage = "[list | check [DIR] | show ID]",
    .summary = "list the concepts, show one, or check an edited taxonomy",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
