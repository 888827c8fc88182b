/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "taxonomy/taxonomy.h"
#include "tests/test.h"
#include <stdlib.h>
#include <unistd.h>

static const char skills_text[] =
    "- {id: aws, name: AWS, kind: tool, names: [aws]}\n"
    "- {id: azure, name: Azure, kind: tool, names: [azure]}\n"
    "- {id: gcp, name: GCP, kind: tool, names: [gcp]}\n";
static const char roles_text[] = "- {id: cook, name: Cook}\n";

static enum st parse(const char *groups, struct taxonomy **out, struct err *err)
{
    const struct taxonomy_texts texts = {
        .skills = {"skills.yaml", str_from(skills_text)},
        .roles = {"roles.yaml", str_from(roles_text)},
        .groups = {"groups.yaml", str_from(groups)}};
    return taxonomy_parse(&texts, out, err);
}

static void a_group_has_the_indices_of_its_members(void **state)
{
    (void)state;
    struct err err = {0};
    AUTO(auto_taxonomy_free) struct taxonomy *t = NULL;
    assert_ok(parse("# two\n"
                    "- id: big-three\n"
                    "  name: One of three\n"
                    "  any_of: [gcp, aws, azure]\n"
                    "- id: two\n"
                    "  name: One of two\n"
                    "  any_of:\n"
                    "    - azure\n"
                    "    - gcp\n",
                    &t, &err),
              err);
    assert_int_equal(t->n_groups, 2);
    assert_int_equal(taxonomy_find_group(t, STR("two")), 1);
    assert_true(taxonomy_find_group(t, STR("aws")) == SIZE_MAX);
    const struct any_of *g = &t->groups[0];
    assert_str(g->name, "One of three");
    assert_int_equal(g->line, 2);
    assert_int_equal(g->n_members, 3);
    assert_int_equal(g->members[0], taxonomy_find(t, STR("gcp")));
    assert_int_equal(g->members[2], taxonomy_find(t, STR("azure")));
    assert_int_equal(t->groups[1].line, 5);
}

static void a_taxonomy_may_have_no_groups(void **state)
{
    (void)state;
    struct err err = {0};
    AUTO(auto_taxonomy_free) struct taxonomy *none = NULL, *some = NULL;
    assert_ok(parse(NULL, &none, &err), err);
    assert_int_equal(none->n_groups, 0);
    assert_true(taxonomy_find_group(none, STR("two")) == SIZE_MAX);
    assert_ok(parse("- {id: x, name: X, any_of: [aws, gcp]}\n", &some, &err),
              err);
    assert_string_not_equal(none->version, some->version);
}

static void a_faulty_group_is_refused_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *label, *groups, *want;
    } cases[] = {
        {"an unknown member",
         "- id: x\n  name: X\n  any_of:\n    - aws\n    - asw\n",
         "groups.yaml:5: member \"asw\" of group x is no concept"},
        {"a role as member", "- {id: x, name: X, any_of: [aws, cook]}\n",
         "groups.yaml:1: member \"cook\" of group x is no concept"},
        {"a member twice", "- id: x\n  name: X\n  any_of: [aws, gcp, aws]\n",
         "groups.yaml:3: member \"aws\" stands twice in group x"},
        {"one member", "- id: x\n  name: X\n  any_of: [aws]\n",
         "groups.yaml:1: group x needs two members or more"},
        {"no member", "- {id: x, name: X, any_of: []}\n",
         "groups.yaml:1: group x needs two members or more"},
        {"no list", "- id: x\n  name: X\n", "groups.yaml:"},
        {"an id of a concept",
         "- {id: x, name: X, any_of: [aws, gcp]}\n"
         "- {id: gcp, name: X, any_of: [aws, gcp]}\n",
         "groups.yaml:2: id \"gcp\" is taken already by a concept, on line 3"},
        {"an id of a role", "- {id: cook, name: X, any_of: [aws, gcp]}\n",
         "groups.yaml:1: id \"cook\" is taken already by a role"},
        {"an id twice",
         "- {id: x, name: X, any_of: [aws, gcp]}\n"
         "- {id: x, name: X, any_of: [aws, gcp]}\n",
         "groups.yaml:2: id \"x\" is taken already by a group, on line 1"},
        {"an id with a capital", "- {id: X, name: X, any_of: [aws, gcp]}\n",
         "groups.yaml:1: id \"X\" may hold only small letters"},
        {"an unknown key", "- id: x\n  name: X\n  all_of: [aws, gcp]\n",
         "groups.yaml:3: unknown key \"all_of\""},
        {"an empty file", "", "groups.yaml:1: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct err err = {0};
        struct taxonomy *t = NULL;
        if (parse(cases[i].groups, &t, &err) != ST_CONFIG || t)
            fail_msg("%s: was not refused", cases[i].label);
        if (!strstr(err.msg, cases[i].want))
            fail_msg("%s: \"%s\" lacks \"%s\"", cases[i].label, err.msg,
                     cases[i].want);
    }
}

static void the_shipped_groups_are_sound(void **state)
{
    (void)state;
    struct err err = {0};
    AUTO(auto_taxonomy_free) struct taxonomy *t = NULL;
    assert_ok(taxonomy_load(TEST_SOURCE_DIR "/taxonomy", &t, &err), err);
    size_t cloud = taxonomy_find_group(t, STR("any-big-three-cloud"));
    assert_true(cloud != SIZE_MAX);
    assert_int_equal(t->groups[cloud].n_members, 3);
    for (size_t i = 0; i < t->n_groups; i++)
        for (size_t k = 0; k < t->groups[i].n_members; k++)
            assert_int_not_equal(t->concepts[t->groups[i].members[k]].kind,
                                 CONCEPT_THEME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_has_the_indices_of_its_members),
        cmocka_unit_test(a_taxonomy_may_have_no_groups),
        cmocka_unit_test(a_faulty_group_is_refused_with_its_line),
        cmocka_unit_test(the_shipped_groups_are_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
