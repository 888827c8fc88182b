/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "taxonomy/taxonomy_import.h"
#include "tests/test.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char skills_text[] =
    "- {id: python, name: Python, kind: language, names: [python]}\n"
    "- {id: power-bi, name: Power BI, kind: tool, names: [power bi]}\n"
    "- {id: rust, name: Rust, kind: language, weak: [Rust]}\n"
    "- {id: graph-db, name: Graph databases, kind: concept,\n"
    "   names: [graph databases]}\n";

static struct taxonomy *parse(const char *more)
{
    struct taxonomy *t = NULL;
    struct err err = {0};
    AUTO(buf_done) struct buf text;
    buf_init(&text, 1u << 20);
    buf_add_cstr(&text, skills_text);
    buf_add_cstr(&text, more);
    const struct taxonomy_texts texts = {
        .skills = {"skills.yaml", buf_str(&text)},
        .roles = {"roles.yaml", STR("- {id: cook, name: Cook}\n")}};
    assert_ok(taxonomy_parse(&texts, &t, &err), err);
    return t;
}

/* A file that is gone when the scope ends. */
struct scratch_file {
    char path[64];
};

static void scratch_done(struct scratch_file *f)
{
    unlink(f->path);
}

static void write_scratch(struct scratch_file *f, const char *text)
{
    struct err err = {0};
    snprintf(f->path, sizeof f->path, "/tmp/skilltally-import-XXXXXX");
    int fd = mkstemp(f->path);
    assert_true(fd >= 0);
    close(fd);
    assert_ok(file_write(f->path, str_from(text), &err), err);
}

static enum st read_text(const char *text, struct arena *a, struct gazetteer *g,
                         struct err *err)
{
    AUTO(scratch_done) struct scratch_file f;
    write_scratch(&f, text);
    return gazetteer_read(f.path, a, g, err);
}

static const char esco[] =
    "conceptType,conceptUri,preferredLabel,altLabels,broaderConceptPT\n"
    "S,http://data.europa.eu/esco/skill/1,Haskell,Haskell techniques,"
    "computer programming\n"
    "S,http://data.europa.eu/esco/skill/2,Python (computer programming),,x\n"
    "S,http://data.europa.eu/esco/skill/3,use spreadsheets,"
    "\"PowerBI | Excel 365\nsheets (office tool)\",x\n"
    "S,http://data.europa.eu/esco/skill/4,,x,x\n";
static const char onet[] =
    "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot\n"
    "11-1\tRuby\t1\tDevelopment software\tY\n"
    "11-2\tRuby\t1\tDevelopment software\tY\n"
    "11-2\tACME, Inc.\t1\tMade-up software\tN\n";
static const char lightcast[] =
    "{\"attributions\": [], \"data\": [\n"
    "{\"id\": \"KS1\", \"name\": \"Julia (Programming Language)\",\n"
    " \"type\": {\"id\": \"ST1\", \"name\": \"Specialized Skill\"}},\n"
    "{\"id\": \"KS2\", \"name\": \"Certified Acme Engineer\",\n"
    " \"type\": {\"id\": \"ST3\", \"name\": \"Certification\"},\n"
    " \"subcategory\": {\"name\": \"Acme\"}},\n"
    "{\"id\": \"KS3\"}, 7]}";
static const char plain[] = "name;kind;parent;names;wikidata\n"
                            "Zig;language;python;ziglang|zig compiler;Q2\n";

static void each_list_is_told_and_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *kind, *first;
        size_t n, n_skipped, others;
        enum concept_kind concept;
    } cases[] = {
        {esco, "ESCO", "Haskell", 3, 1, 1, CONCEPT_CONCEPT},
        {onet, "O*NET", "Ruby", 3, 0, 0, CONCEPT_TOOL},
        {lightcast, "Lightcast", "Julia", 2, 2, 0, CONCEPT_LANGUAGE},
        {plain, "CSV", "Zig", 1, 0, 2, CONCEPT_LANGUAGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(auto_arena_free) struct arena *a = arena_new();
        struct gazetteer g;
        struct err err = {0};
        assert_ok(read_text(cases[i].text, a, &g, &err), err);
        assert_string_equal(gazetteer_kind_name(g.kind), cases[i].kind);
        assert_int_equal(g.n, cases[i].n);
        assert_int_equal(g.n_skipped, cases[i].n_skipped);
        assert_str(g.v[0].name, cases[i].first);
        assert_int_equal(g.v[0].others.n, cases[i].others);
        assert_int_equal(g.v[0].kind, cases[i].concept);
    }
}

static void what_is_no_list_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"a,b\n1,2\n", "no list of skills that is known"},
        {"name\n", "holds no skill"},
        {"", "empty"},
        {"{\"data\": [", "the JSON is cut short"},
        {"{\"data\": 7}", "no list of skills"},
        {"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "at byte"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(auto_arena_free) struct arena *a = arena_new();
        struct gazetteer g;
        struct err err = {0};
        assert_int_equal(read_text(cases[i].text, a, &g, &err), ST_BAD_INPUT);
        if (!strstr(err.msg, cases[i].want))
            fail_msg("\"%s\" lacks \"%s\"", err.msg, cases[i].want);
    }
}

static void import_text(const char *text, struct buf *out,
                        struct import_counts *n)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(auto_taxonomy_free) struct taxonomy *t = parse("");
    struct gazetteer g;
    struct err err = {0};
    buf_init(out, 1u << 20);
    assert_ok(read_text(text, a, &g, &err), err);
    taxonomy_import(t, &g, out, n);
    /* Whatever comes out can be added to the file as it stands. */
    taxonomy_free(parse(buf_cstr(out)));
}

static void fragments_hold_what_is_new_and_say_what_clashes(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf out;
    struct import_counts n;
    import_text(esco, &out, &n);
    assert_string_equal(buf_cstr(&out),
                        "\n# computer programming\n"
                        "- id: haskell\n"
                        "  name: Haskell\n"
                        "  kind: concept\n"
                        "  names: [Haskell techniques]\n"
                        "  weak: [Haskell]\n"
                        "  esco: ['http://data.europa.eu/esco/skill/1']\n"
                        "\n# x\n"
                        "# clashes: \"PowerBI\" is a name of power-bi\n"
                        "- id: use-spreadsheets\n"
                        "  name: use spreadsheets\n"
                        "  kind: concept\n"
                        "  names: [use spreadsheets, Excel 365]\n"
                        "  weak: [sheets]\n"
                        "  esco: ['http://data.europa.eu/esco/skill/3']\n");
    assert_int_equal(n.n_written, 2);
    assert_int_equal(n.n_known, 1);
    assert_int_equal(n.n_clashes, 1);
}

static void a_skill_that_comes_often_is_written_once(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf out;
    struct import_counts n;
    import_text(onet, &out, &n);
    assert_string_equal(buf_cstr(&out), "\n# Development software\n"
                                        "- id: ruby\n"
                                        "  name: Ruby\n"
                                        "  kind: tool\n"
                                        "  weak: [Ruby]\n"
                                        "  onet: [Ruby]\n");
    assert_int_equal(n.n_unfit, 1);
}

static void references_and_parents_of_plain_lists_are_kept(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf out;
    struct import_counts n;
    import_text(plain, &out, &n);
    assert_string_equal(buf_cstr(&out), "\n- id: zig\n"
                                        "  name: Zig\n"
                                        "  kind: language\n"
                                        "  parent: python\n"
                                        "  names: [zig compiler]\n"
                                        "  weak: [Zig, ziglang]\n"
                                        "  wikidata: Q2\n");
}

static void names_that_yaml_would_misread_are_quoted(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf out;
    struct import_counts n;
    import_text("name\n\".NET: Core\"\nNo\n3ds Max\nC# tools\nit's fun\n"
                "- dash\n\"a\x01\x02\xff z\"\n",
                &out, &n);
    assert_int_equal(n.n_written + n.n_unfit, 7);
    assert_non_null(strstr(buf_cstr(&out), "name: 'No'\n"));
    assert_non_null(strstr(buf_cstr(&out), "name: '3ds Max'\n"));
    assert_non_null(strstr(buf_cstr(&out), "name: 'C# tools'\n"));
}

static void plurals_and_ids_do_not_clash(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf out;
    struct import_counts n;
    import_text("id,name\nrust,Iron oxide lab\n,graph database\n"
                "cook,Cook book\n,pastry library\n,Pastry Libraries\n",
                &out, &n);
    assert_int_equal(n.n_written, 3);
    assert_int_equal(n.n_known, 2);
    assert_non_null(strstr(buf_cstr(&out), "- id: rust-2\n"));
    assert_non_null(strstr(buf_cstr(&out), "- id: cook-2\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_list_is_told_and_read),
        cmocka_unit_test(what_is_no_list_is_refused),
        cmocka_unit_test(fragments_hold_what_is_new_and_say_what_clashes),
        cmocka_unit_test(a_skill_that_comes_often_is_written_once),
        cmocka_unit_test(references_and_parents_of_plain_lists_are_kept),
        cmocka_unit_test(names_that_yaml_would_misread_are_quoted),
        cmocka_unit_test(plurals_and_ids_do_not_clash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
