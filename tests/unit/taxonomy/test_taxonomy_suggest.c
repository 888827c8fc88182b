/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_suggest.h"
#include "tests/test.h"

static struct str postgres_names[] = {{"postgres", 8}, {"psql", 4}};

static struct taxonomy sample(void)
{
    static struct concept concepts[] = {
        {.id = {"python", 6}, .name = {"Python", 6}},
        {.id = {"spark", 5}, .name = {"Apache Spark", 12}},
        {.id = {"postgresql", 10},
         .name = {"PostgreSQL", 10},
         .names = {postgres_names, 2}},
        {.id = {"ci-cd", 5}, .name = {"CI/CD", 5}},
    };
    static struct role roles[] = {
        {.id = {"data-engineer", 13}, .name = {"Data engineer", 13}},
        {.id = {"ml-engineer", 11}, .name = {"Machine learning engineer", 25}},
    };
    return (struct taxonomy){
        .concepts = concepts, .n_concepts = 4, .roles = roles, .n_roles = 2};
}

static void what_was_meant_is_suggested(void **state)
{
    static const struct {
        const char *word, *concept, *role;
    } cases[] = {
        {"pyhton", "python", ""},
        {"Python", "python", ""},
        {"apache-spark", "spark", ""},
        {"Apache Spark", "spark", ""},
        {"sparkk", "spark", ""},
        {"postgres", "postgresql", ""},
        {"cicd", "ci-cd", ""},
        {"Data Engineer", "", "data-engineer"},
        {"data_engineer", "", "data-engineer"},
        {"dataengineer", "", "data-engineer"},
        {"machine-learning-engineer", "", "ml-engineer"},
        {"quite something else", "", ""},
        {"", "", ""},
        {"--", "", ""},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "a",
         "", ""},
    };
    struct taxonomy t = sample();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str word = str_from(cases[i].word);
        struct str concept = taxonomy_suggest_concept(&t, word);
        struct str role = taxonomy_suggest_role(&t, word);
        if (!str_eq(concept, str_from(cases[i].concept)) ||
            !str_eq(role, str_from(cases[i].role)))
            fail_msg("\"%s\": \"%.*s\", \"%.*s\"", cases[i].word,
                     STR_FMT(concept), STR_FMT(role));
    }
}

static void errors_say_what_may_be_meant(void **state)
{
    struct taxonomy t = sample();
    struct err err = {0};
    (void)state;
    assert_int_equal(taxonomy_no_concept(&t, STR("pyhton"), &err),
                     ST_BAD_INPUT);
    assert_string_equal(err.msg,
                        "no skill 'pyhton'; did you mean 'python'? `skilltally "
                        "taxonomy list` has the ids");
    assert_int_equal(taxonomy_no_role(&t, STR("astronaut"), &err),
                     ST_BAD_INPUT);
    assert_non_null(strstr(err.msg, "data-engineer, ml-engineer"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_meant_is_suggested),
        cmocka_unit_test(errors_say_what_may_be_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
