/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/file.h"
#include "taxonomy/taxonomy.h"
#include "tests/test.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char roles_text[] = "# roles\n"
                                 "- id: data-engineer\n"
                                 "  name: Data engineer\n"
                                 "  titles: ['\\bdata engineer', etl]\n"
                                 "  not_titles: [sales]\n"
                                 "- id: data-scientist\n"
                                 "  name: Data scientist\n";

static const char skills_text[] =
    "# a comment\n"
    "- id: data-science\n"
    "  name: Data science\n"
    "  kind: theme\n"
    "\n"
    "- id: spark\n"
    "  name: Apache Spark\n"
    "  kind: tool\n"
    "  parent: big-data\n"
    "  names: [Apache Spark, \"Spark SQL\"]\n"
    "  cased: [SPARK]\n"
    "  weak:\n"
    "    - Spark\n"
    "  context: ['\\bcluster']\n"
    "  except: [spark joy]\n"
    "  except_patterns: ['spark(?:ing|ed)']\n"
    "  patterns: ['\\bsparks?\\s+jobs?\\b']\n"
    "  wikidata: Q7573619\n"
    "  vendor: Apache\n"
    "  esco: ['http://data.europa.eu/esco/skill/1']\n"
    "  onet: [Apache Spark, Spark SQL]\n"
    "- name: Big data\n"
    "  id: big-data\n"
    "  kind: concept\n"
    "  parent: data-science\n"
    "- id: orphan\n"
    "  name: Orphan\n"
    "  kind: degree\n";

static enum st parse(const char *skills, const char *roles,
                     struct taxonomy **out, struct err *err)
{
    const struct taxonomy_texts texts = {
        .skills = {"skills.yaml", str_from(skills)},
        .roles = {"roles.yaml", str_from(roles)}};
    return taxonomy_parse(&texts, out, err);
}

static void a_taxonomy_keeps_what_its_files_say(void **state)
{
    (void)state;
    struct err err = {0};
    AUTO(auto_taxonomy_free) struct taxonomy *t = NULL;
    assert_ok(parse(skills_text, roles_text, &t, &err), err);
    assert_int_equal(t->n_concepts, 4);
    size_t spark = taxonomy_find(t, STR("spark"));
    assert_int_equal(spark, 1);
    const struct concept *c = &t->concepts[spark];
    assert_str(c->name, "Apache Spark");
    assert_int_equal(c->kind, CONCEPT_TOOL);
    assert_int_equal(c->line, 6);
    assert_int_equal(c->names.n, 2);
    assert_str(c->names.v[1], "Spark SQL");
    assert_str(c->cased.v[0], "SPARK");
    assert_str(c->weak.v[0], "Spark");
    assert_str(c->patterns.v[0], "\\bsparks?\\s+jobs?\\b");
    assert_str(c->context.v[0], "\\bcluster");
    assert_str(c->except.v[0], "spark joy");
    assert_str(c->except_patterns.v[0], "spark(?:ing|ed)");
    assert_str(c->wikidata, "Q7573619");
    assert_str(c->vendor, "Apache");
    assert_null(t->concepts[0].vendor.p);
    assert_str(c->esco.v[0], "http://data.europa.eu/esco/skill/1");
    assert_int_equal(c->onet.n, 2);
    assert_str(c->onet.v[1], "Spark SQL");
    assert_null(t->concepts[0].wikidata.p);
    assert_int_equal(c->parent, taxonomy_find(t, STR("big-data")));
    assert_int_equal(t->concepts[c->parent].line, 22);
    assert_int_equal(t->concepts[0].parent, TAXONOMY_NO_PARENT);
    assert_int_equal(t->n_roles, 2);
    assert_str(t->roles[0].titles.v[0], "\\bdata engineer");
    assert_str(t->roles[0].not_titles.v[0], "sales");
    assert_int_equal(t->roles[1].line, 6);
    assert_int_equal(strlen(t->version), 16);
}

static void concepts_and_roles_are_found_by_id(void **state)
{
    (void)state;
    struct err err = {0};
    AUTO(auto_taxonomy_free) struct taxonomy *t = NULL;
    assert_ok(parse(skills_text, roles_text, &t, &err), err);
    for (size_t i = 0; i < t->n_concepts; i++)
        assert_int_equal(taxonomy_find(t, t->concepts[i].id), i);
    assert_true(taxonomy_find(t, STR("spar")) == SIZE_MAX);
    assert_true(taxonomy_find(t, STR("")) == SIZE_MAX);
    assert_int_equal(taxonomy_find_role(t, STR("data-scientist")), 1);
    assert_true(taxonomy_find_role(t, STR("cook")) == SIZE_MAX);
}

static void a_theme_is_the_nearest_ancestor_of_that_kind(void **state)
{
    (void)state;
    struct err err = {0};
    AUTO(auto_taxonomy_free) struct taxonomy *t = NULL;
    assert_ok(parse(skills_text, roles_text, &t, &err), err);
    assert_int_equal(taxonomy_theme_of(t, 1), 0);
    assert_int_equal(taxonomy_theme_of(t, 0), 0);
    assert_true(taxonomy_theme_of(t, 3) == SIZE_MAX);
}

static void kinds_have_the_names_used_in_the_file(void **state)
{
    (void)state;
    assert_string_equal(concept_kind_name(CONCEPT_THEME), "theme");
    assert_string_equal(concept_kind_name(CONCEPT_CERTIFICATION),
                        "certification");
    assert_string_equal(concept_kind_name(CONCEPT_DEGREE), "degree");
}

static void the_version_follows_the_bytes_of_both_files(void **state)
{
    (void)state;
    struct err err = {0};
    AUTO(auto_taxonomy_free) struct taxonomy *a = NULL, *b = NULL, *c = NULL;
    assert_ok(parse(skills_text, roles_text, &a, &err), err);
    assert_ok(parse(skills_text, roles_text, &b, &err), err);
    assert_string_equal(a->version, b->version);
    assert_ok(parse(skills_text, "- id: r\n  name: R\n", &c, &err), err);
    assert_string_not_equal(a->version, c->version);
}

#define CONCEPT(id, rest)                                                      \
    "- id: " id "\n  name: Name\n  kind: tool\n" rest /* 3 lines and more */

struct fault {
    const char *label, *skills, *roles, *want;
};

static const struct fault faults[] = {
    {"an id used twice", CONCEPT("a", "") CONCEPT("b", "") CONCEPT("a", ""),
     roles_text, "skills.yaml:7: id \"a\" is taken already on line 1"},
    {"an id with a capital", CONCEPT("a", "") CONCEPT("B", ""), roles_text,
     "skills.yaml:4: id \"B\" may hold only small letters"},
    {"an id with a space", CONCEPT("a b", ""), roles_text,
     "skills.yaml:1: id \"a b\" may hold only small letters"},
    {"an unknown parent", CONCEPT("a", "") CONCEPT("b", "  parent: c\n"),
     roles_text, "skills.yaml:4: concept b has the parent c, which is no"},
    {"a concept that is its own parent", CONCEPT("a", "  parent: a\n"),
     roles_text, "skills.yaml:1: concept a is its own ancestor"},
    {"a circle of parents",
     CONCEPT("a", "  parent: b\n") CONCEPT("b", "  parent: c\n")
         CONCEPT("c", "  parent: a\n"),
     roles_text, "is its own ancestor"},
    {"an unknown kind", "- id: a\n  name: A\n  kind: skill\n", roles_text,
     "skills.yaml:3: "},
    {"a kind that is a number", "- id: a\n  name: A\n  kind: 1\n", roles_text,
     "skills.yaml:3: "},
    {"an unknown key", CONCEPT("a", "  nmaes: [x]\n"), roles_text,
     "skills.yaml:4: unknown key \"nmaes\""},
    {"a missing kind", "- id: a\n  name: A\n", roles_text, "skills.yaml:2: "},
    {"a key given twice", CONCEPT("a", "  names: [x]\n  names: [y]\n"),
     roles_text, "skills.yaml:5: "},
    {"an empty name", "- id: a\n  name: ''\n  kind: tool\n", roles_text,
     "skills.yaml:2: "},
    {"an empty alias", CONCEPT("a", "  names: [x, '']\n"), roles_text,
     "skills.yaml:4: "},
    {"a list that is a word", CONCEPT("a", "  names: x\n"), roles_text,
     "skills.yaml:4: "},
    {"an alias without a letter", CONCEPT("a", "  names:\n  - x\n  - '!'\n"),
     roles_text, "skills.yaml:6: name \"!\" of a: has no letter or digit"},
    {"an alias with a comma", CONCEPT("a", "  names: ['x, y']\n"), roles_text,
     "skills.yaml:4: name \"x, y\" of a: has a sign in it"},
    {"an alias with a sign at its end", CONCEPT("a", "  names: [cd ++]\n"),
     roles_text, "name \"cd ++\" of a: has a sign in it"},
    {"an alias of nine words", CONCEPT("a", "  names: [a b c d e f g h i]\n"),
     roles_text, "has more than 8 words"},
    {"an exception without a letter", CONCEPT("a", "  except: ['?']\n"),
     roles_text, "skills.yaml:4: name \"?\" of a: has no letter"},
    {"one name of two concepts",
     CONCEPT("a", "  names: [Power BI]\n") CONCEPT("b", "  names: [powerbi]\n"),
     roles_text,
     "skills.yaml:8: name \"powerbi\" of b is a name of a too (line 4)"},
    {"a cased name that another concept has in any case",
     CONCEPT("a", "  cased: [IT]\n") CONCEPT("b", "  names: [it]\n"),
     roles_text, "skills.yaml:8: name \"it\" of b is a name of a too (line 4)"},
    {"one weak name of two concepts",
     CONCEPT("a", "  weak: [Ray]\n") CONCEPT("b", "  weak: [Ray]\n"),
     roles_text, "skills.yaml:8: name \"Ray\" of b is a name of a too"},
    {"a weak name that is strong as well",
     CONCEPT("a", "  names: [hive]\n  weak: [Hive]\n"), roles_text,
     "weak name \"Hive\" of a is one of its strong names as well"},
    {"a reference to ESCO that is none",
     CONCEPT("a", "  names: [x]\n  esco: ['http://data.europa.eu/x']\n"),
     roles_text,
     "skills.yaml:5: esco \"http://data.europa.eu/x\" of a is no URI of ESCO"},
    {"a reference to Wikidata that is none", CONCEPT("a", "  wikidata: P31\n"),
     roles_text, "skills.yaml:4: wikidata \"P31\" of a is not Q and a number"},
    {"two references to Wikidata", CONCEPT("a", "  wikidata: [Q1, Q2]\n"),
     roles_text, "skills.yaml:4: "},
    {"a role id used twice", CONCEPT("a", ""),
     "- id: r\n  name: R\n- id: r\n  name: S\n",
     "roles.yaml:3: id \"r\" is taken already on line 1"},
    {"a role without a name", CONCEPT("a", ""), "- id: r\n", "roles.yaml:1: "},
    {"an empty file", "", roles_text, "skills.yaml:1: "},
    {"a file that is no YAML", "- id: [\n", roles_text, "skills.yaml:"},
    {"a file with a mapping on top", "id: a\n", roles_text, "skills.yaml:1: "},
};

static void a_fault_is_told_with_file_and_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        const struct fault *f = &faults[i];
        struct err err = {0};
        struct taxonomy *t = NULL;
        if (parse(f->skills, f->roles, &t, &err) != ST_CONFIG || t)
            fail_msg("%s: was not refused", f->label);
        if (!strstr(err.msg, f->want))
            fail_msg("%s: \"%s\" lacks \"%s\"", f->label, err.msg, f->want);
    }
}

static void names_that_no_text_confuses_are_allowed(void **state)
{
    (void)state;
    static const struct {
        const char *label, *skills;
    } cases[] = {
        {"two spellings of one concept",
         CONCEPT("a", "  names: [scikit-learn, scikit learn]\n")},
        {"the same letters in another case",
         CONCEPT("a", "  cased: [IT]\n") CONCEPT("b", "  cased: [It]\n")},
        {"with dots and without",
         CONCEPT("a", "  cased: [M.S.]\n") CONCEPT("b", "  cased: [MS]\n")},
        {"letters apart and together",
         CONCEPT("a", "  cased: [A/B]\n") CONCEPT("b", "  weak: [AB]\n")},
        {"an exception equal to a name elsewhere",
         CONCEPT("a", "  names: [x y]\n") CONCEPT("b", "  except: [x y]\n")},
        {"no names at all", CONCEPT("a", "")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct err err = {0};
        struct taxonomy *t = NULL;
        if (parse(cases[i].skills, roles_text, &t, &err) != ST_OK)
            fail_msg("%s: %s", cases[i].label, err.msg);
        taxonomy_free(t);
    }
}

static void an_overlong_name_is_refused(void **state)
{
    (void)state;
    char text[600];
    snprintf(text, sizeof text, CONCEPT("a", "  names: [%0*d]\n"), 201, 7);
    struct err err = {0};
    struct taxonomy *t = NULL;
    assert_int_equal(parse(text, roles_text, &t, &err), ST_CONFIG);
    assert_non_null(strstr(err.msg, "skills.yaml:4: "));
}

static void write_text(const char *dir, const char *name, const char *text)
{
    struct err err = {0};
    AUTO(buf_done) struct buf path;
    buf_init(&path, 4096);
    path_join(&path, dir, name);
    assert_ok(file_write(buf_cstr(&path), str_from(text), &err), err);
}

static void remove_text(const char *dir, const char *name)
{
    AUTO(buf_done) struct buf path;
    buf_init(&path, 4096);
    path_join(&path, dir, name);
    unlink(buf_cstr(&path));
}

static void a_directory_is_loaded_and_a_missing_file_told(void **state)
{
    (void)state;
    char dir[] = "/tmp/skilltally-taxonomy-XXXXXX";
    assert_non_null(mkdtemp(dir));
    struct err err = {0};
    struct taxonomy *t = NULL;
    assert_int_equal(taxonomy_load(dir, &t, &err), ST_NO_INPUT);
    assert_non_null(strstr(err.msg, "skills.yaml"));
    write_text(dir, "skills.yaml", skills_text);
    assert_int_equal(taxonomy_load(dir, &t, &err), ST_NO_INPUT);
    assert_non_null(strstr(err.msg, "roles.yaml"));
    write_text(dir, "roles.yaml", roles_text);
    assert_ok(taxonomy_load(dir, &t, &err), err);
    assert_int_equal(t->n_concepts, 4);
    taxonomy_free(t);
    remove_text(dir, "skills.yaml");
    remove_text(dir, "roles.yaml");
    rmdir(dir);
}

static void many_concepts_load_in_one_pass(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf text;
    buf_init(&text, 16u << 20);
    for (int i = 0; i < 3000; i++)
        buf_printf(&text,
                   "- id: c%d\n  name: C\n  kind: tool\n  parent: c%d\n"
                   "  names: [name %d, other %d]\n",
                   i, i ? i - 1 : 2999, i, i);
    struct err err = {0};
    struct taxonomy *t = NULL;
    assert_int_equal(parse(buf_cstr(&text), roles_text, &t, &err), ST_CONFIG);
    assert_non_null(strstr(err.msg, "its own ancestor"));
    buf_truncate(&text, 0);
    for (int i = 0; i < 3000; i++)
        buf_printf(&text,
                   "- id: c%d\n  name: C\n  kind: tool\n  parent: c%d\n"
                   "  names: [name %d, other %d]\n",
                   i, i < 2999 ? i + 1 : 0, i, i);
    buf_printf(&text, "- id: x\n  name: X\n  kind: tool\n");
    assert_int_equal(parse(buf_cstr(&text), roles_text, &t, &err), ST_CONFIG);
}

static void
the_default_directory_is_the_flag_or_one_with_the_files(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf out;
    buf_init(&out, 4096);
    taxonomy_default_dir("here", &out);
    assert_string_equal(buf_cstr(&out), "here");
    buf_clear(&out);
    setenv("SKILLTALLY_TAXONOMY", "/elsewhere", 1);
    taxonomy_default_dir(NULL, &out);
    assert_string_equal(buf_cstr(&out), "/elsewhere");
    buf_clear(&out);
    unsetenv("SKILLTALLY_TAXONOMY");
    taxonomy_default_dir(NULL, &out);
    assert_true(str_ends(buf_str(&out), STR("/taxonomy")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_taxonomy_keeps_what_its_files_say),
        cmocka_unit_test(concepts_and_roles_are_found_by_id),
        cmocka_unit_test(a_theme_is_the_nearest_ancestor_of_that_kind),
        cmocka_unit_test(kinds_have_the_names_used_in_the_file),
        cmocka_unit_test(the_version_follows_the_bytes_of_both_files),
        cmocka_unit_test(a_fault_is_told_with_file_and_line),
        cmocka_unit_test(names_that_no_text_confuses_are_allowed),
        cmocka_unit_test(an_overlong_name_is_refused),
        cmocka_unit_test(a_directory_is_loaded_and_a_missing_file_told),
        cmocka_unit_test(many_concepts_load_in_one_pass),
        cmocka_unit_test(
            the_default_directory_is_the_flag_or_one_with_the_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
