/* SPDX-License-Identifier: MIT */
#include "base/yaml.h"
#include "tests/scratch.h"
#include "tests/test.h"

enum size { SMALL, LARGE };

struct item {
    char *name;
    int32_t rank;
    bool on;
    enum size size;
    char **also;
    unsigned also_count;
};

static const cyaml_strval_t sizes[] = {{"small", SMALL}, {"large", LARGE}};

static const cyaml_schema_value_t word = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 20),
};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, struct item, name, 1,
                           20),
    CYAML_FIELD_INT("rank", CYAML_FLAG_OPTIONAL, struct item, rank),
    YAML_FIELD_BOOL("on", CYAML_FLAG_OPTIONAL, struct item, on),
    CYAML_FIELD_ENUM("size", CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT,
                     struct item, size, sizes, 2),
    CYAML_FIELD_SEQUENCE("also", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                         struct item, also, &word, 0, 3),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t item_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct item, fields),
};

static const cyaml_schema_value_t items = {
    CYAML_VALUE_SEQUENCE(CYAML_FLAG_POINTER, struct item, &item_value, 0,
                         CYAML_UNLIMITED),
};

static const cyaml_schema_value_t one_item = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct item, fields),
};

static void a_good_file_is_loaded(void **state)
{
    (void)state;
    struct err err;
    void *data = NULL;
    unsigned n = 0;
    assert_ok(yaml_load(STR("# things\n"
                            "- name: no\n"
                            "  rank: -3\n"
                            "- name: 'C#: a language'\n"
                            "  size: large\n"
                            "  also: [c sharp, .net]\n"),
                        "a.yaml", &items, &data, &n, &err),
              err);
    assert_int_equal(n, 2);
    const struct item *v = data;
    assert_string_equal(v[0].name, "no");
    assert_int_equal(v[0].rank, -3);
    assert_string_equal(v[1].name, "C#: a language");
    assert_int_equal(v[1].size, LARGE);
    assert_int_equal(v[1].also_count, 2);
    assert_string_equal(v[1].also[1], ".net");
    yaml_free(&items, data, n);
    yaml_free(&items, NULL, 0);
}

static void a_mapping_at_the_top_needs_no_count(void **state)
{
    (void)state;
    struct err err;
    void *data = NULL;
    assert_ok(
        yaml_load(STR("name: x\n"), "a.yaml", &one_item, &data, NULL, &err),
        err);
    assert_string_equal(((struct item *)data)->name, "x");
    yaml_free(&one_item, data, 0);
}

static const struct {
    const char *text, *want;
} mistakes[] = {
    {"", "a.yaml:1: is empty"},
    {"# nothing\n", "a.yaml:1: is empty"},
    {"- name: a\n  rnak: 1\n",
     "a.yaml:2: unknown key \"rnak\"; did you mean \"rank\"? (entry 1)"},
    {"- name: a\n- name: b\n  rank: 1\n  on: yes\n  xyzzy: 1\n",
     "a.yaml:5: unknown key \"xyzzy\" (entry 2)"},
    {"- name: a\n  rank: 1\n  name: b\n",
     "a.yaml:3: is given twice (entry 1, key name)"},
    {"- rank: 1\n", "a.yaml:1: the key \"name\" is missing (entry 1)"},
    {"- name: a\n  rank: one\n",
     "a.yaml:2: \"one\" is not a whole number (entry 1, key rank)"},
    {"- name: a\n  rank: 99999999999\n",
     "a.yaml:2: \"99999999999\" is not a whole number (entry 1, key rank)"},
    {"- name: a\n  size: huge\n",
     "a.yaml:2: \"huge\" is not one of: small, large (entry 1, key size)"},
    {"- name: a\n  on: ture\n",
     "a.yaml:2: \"ture\" is not one of: true, false, yes, no "
     "(entry 1, key on)"},
    {"- name: a\n- name: [b]\n",
     "a.yaml:2: a text is expected here, not a list (entry 2, key name)"},
    {"- name: a\n  also: b\n",
     "a.yaml:2: a list is expected here, not a single value "
     "(entry 1, key also)"},
    {"- name: a\n  also:\n  - b\n  - c: d\n",
     "a.yaml:4: a text is expected here, not a mapping (key: value) "
     "(entry 1, key also, entry 2)"},
    {"# words\nname: a\n",
     "a.yaml:2: a list is expected here, not a mapping (key: value)"},
    {"just words\n", "a.yaml:1: a list is expected here, not a single "
                     "value"},
    {"- just words\n", "a.yaml:1: a mapping (key: value) is expected here, "
                       "not a single value "
                       "(entry 1)"},
    {"- name: a\n   rank: 1\n",
     "a.yaml:2: mapping values are not allowed in this context "
     "(entry 1, key name)"},
    {"- name: a\n\trank: 1\n",
     "a.yaml:2: found a tab character that violates indentation while "
     "scanning a plain scalar (entry 1, key name)"},
    {"- name: a\n  also: [b\n- name: c\n",
     "a.yaml:3: did not find expected ',' or ']' while parsing a flow "
     "sequence (entry 1, key also, entry 1)"},
    {"- name: \"a\n", "a.yaml:2: found unexpected end of stream while "
                      "scanning a quoted scalar (entry 1, key name)"},
    {"- name: a\n  also: [b, c, d, e]\n",
     "a.yaml:2: the list is too long, the most is 3 "
     "(entry 1, key also, entry 3)"},
    {"- name: &x a\n- name: &x b\n- name: *x\n",
     "a.yaml:3: aliases (*name) are not allowed (entry 3, key name)"},
    {"- name: a\n---\n- name: b\n",
     "a.yaml:1: holds several documents (---), not one"},
    {"- ? {a: b}\n  : c\n", "a.yaml:1: a key must be a plain word "
                            "(entry 1, key name)"},
    {"- name: a\n- name: \xff\xfe\n", "a.yaml:2: invalid leading UTF-8 octet"},
    {"\x01\x02", "a.yaml:1: control characters are not allowed"},
    {"- name: a-name-that-is-longer-than-twenty\n",
     "a.yaml:1: the text is too long, the most is 20 "
     "(entry 1, key name)"},
    {"- name: ''\n", "a.yaml:1: the text is too short, the least is 1 "
                     "(entry 1, key name)"},
};

static void a_mistake_names_line_and_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct err err = {0};
        void *data = NULL;
        unsigned n = 99;
        enum st st = yaml_load(str_from(mistakes[i].text), "a.yaml", &items,
                               &data, &n, &err);
        if (st != ST_CONFIG || strcmp(err.msg, mistakes[i].want) != 0)
            fail_msg("\"%s\": got %s, want %s", mistakes[i].text, err.msg,
                     mistakes[i].want);
        assert_null(data);
        assert_int_equal(n, 99);
    }
}

static void a_file_is_loaded_by_name(void **state)
{
    (void)state;
    struct scratch s;
    struct err err;
    void *data = NULL;
    unsigned n;
    scratch_start(&s);
    const char *path = scratch_put(&s, "x.yaml", STR("- name: a\n"));
    assert_ok(yaml_load_file(path, &items, &data, &n, &err), err);
    yaml_free(&items, data, n);
    path = scratch_put(&s, "x.yaml", STR("- name: a\n  b: c\n"));
    data = NULL;
    assert_int_equal(yaml_load_file(path, &items, &data, &n, &err), ST_CONFIG);
    assert_non_null(strstr(err.msg, "x.yaml:2: unknown key \"b\""));
    assert_int_equal(
        yaml_load_file(scratch_path(&s, "none.yaml"), &items, &data, &n, &err),
        ST_NO_INPUT);
    assert_non_null(strstr(err.msg, "none.yaml"));
    scratch_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_is_loaded),
        cmocka_unit_test(a_mapping_at_the_top_needs_no_count),
        cmocka_unit_test(a_mistake_names_line_and_key),
        cmocka_unit_test(a_file_is_loaded_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
