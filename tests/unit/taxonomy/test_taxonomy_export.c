/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_export.h"
#include "tests/test.h"

static struct taxonomy *parse(void)
{
    struct taxonomy *t = NULL;
    struct err err = {0};
    const struct taxonomy_texts texts = {
        .skills = {"skills.yaml",
                   STR("- {id: base, name: 'Base, all', kind: theme}\n"
                       "- {id: go, name: Go, kind: language, parent: base,\n"
                       "   names: [golang, go lang x], cased: [GOL],\n"
                       "   weak: [Go], context: ['\\bgo\\w'],\n"
                       "   esco: ['http://data.europa.eu/esco/skill/1'],\n"
                       "   onet: [Go], wikidata: Q37227}\n")},
        .roles = {"roles.yaml", STR("- {id: cook, name: Cook}\n")},
        .groups = {"groups.yaml",
                   STR("- {id: any, name: Any, any_of: [go, base]}\n")}};
    assert_ok(taxonomy_parse(&texts, &t, &err), err);
    return t;
}

static void csv_has_a_row_a_concept_with_names_joined(void **state)
{
    (void)state;
    AUTO(auto_taxonomy_free) struct taxonomy *t = parse();
    AUTO(buf_done) struct buf out;
    buf_init(&out, 1u << 20);
    taxonomy_export_csv(t, &out);
    assert_string_equal(
        buf_cstr(&out),
        "id,name,kind,parent,names,weak_names,esco,onet,wikidata\r\n"
        "base,\"Base, all\",theme,,,,,,\r\n"
        "go,Go,language,base,golang|go lang x|GOL,Go,"
        "http://data.europa.eu/esco/skill/1,Go,Q37227\r\n");
}

static void json_has_all_that_the_files_say(void **state)
{
    (void)state;
    static const char *const want[] = {
        "{\"schema_version\":1,\"version\":\"",
        "\"id\":\"go\",\"name\":\"Go\",\"kind\":\"language\",\"broad\":false,"
        "\"parent\":"
        "\"base\"",
        "\"cased\":[\"GOL\"],\"weak\":[\"Go\"],\"context\":[\"\\\\bgo\\\\w\"]",
        "\"wikidata\":\"Q37227\"",
        "\"groups\":[{\"id\":\"any\",\"name\":\"Any\",\"any_of\":[\"go\","
        "\"base\"]}]",
        "\"roles\":[{\"id\":\"cook\",\"name\":\"Cook\",\"titles\":[]",
    };
    AUTO(auto_taxonomy_free) struct taxonomy *t = parse();
    AUTO(buf_done) struct buf out;
    buf_init(&out, 1u << 20);
    taxonomy_export_json(t, &out);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++)
        if (!strstr(buf_cstr(&out), want[i]))
            fail_msg("%s lacks %s", buf_cstr(&out), want[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_has_a_row_a_concept_with_names_joined),
        cmocka_unit_test(json_has_all_that_the_files_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
