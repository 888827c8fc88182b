/* SPDX-License-Identifier: MIT */
/* JSON reports against docs/report.schema.json, and that schema against
 * reports with a fault. The pages of study and compare, and other readers of
 * the schema, are in tests/cli/formats.sh. */
#include "report/render.h"
#include "sample.h"
#include "tests/test.h"
#include "tests/tools/json_schema.h"
#include <stdio.h>
#include <stdlib.h>

struct fixture {
    struct json_object *schema;
};

static int set_up(void **state)
{
    static struct fixture x;
    x.schema =
        json_object_from_file(TEST_SOURCE_DIR "/docs/report.schema.json");
    *state = &x;
    return x.schema ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *x = *state;
    json_object_put(x->schema);
    return 0;
}

/* The report of s as an object of the caller's. */
static struct json_object *report_of(const struct sample *s,
                                     const struct figures_options *o)
{
    struct arena *a = arena_new();
    struct figures f;
    sample_figures(s, o, a, &f);
    struct buf out;
    buf_init(&out, 64u << 20);
    render_json(&f, &out);
    struct json_object *value = json_tokener_parse(buf_cstr(&out));
    assert_non_null(value);
    buf_done(&out);
    arena_free(a);
    return value;
}

static void assert_valid(const struct fixture *x, struct json_object *value,
                         const char *what)
{
    char why[JSON_SCHEMA_WHY_BYTES];
    if (!json_schema_valid(x->schema, value, why))
        fail_msg("%s: %s", what, why);
}

static void every_form_of_a_report_is_as_the_schema_says(void **state)
{
    static const struct {
        const char *what;
        size_t n;
        int from, to;
    } forms[] = {
        {"all", 3000, -1, -1},
        {"a year", 3000, SAMPLE_FIRST_MONTH, SAMPLE_FIRST_MONTH + 11},
        {"a month", 3000, SAMPLE_FIRST_MONTH + 5, SAMPLE_FIRST_MONTH + 5},
        {"few", 120, -1, -1},
        {"one posting", 1, -1, -1},
        {"no posting", 0, -1, -1},
        {"an empty month", 300, 1999 * 12, 1999 * 12},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct sample s;
        sample_init(&s, forms[i].n);
        struct figures_options o = sample_options();
        o.from_month = forms[i].from;
        o.to_month = forms[i].to;
        struct json_object *value = report_of(&s, &o);
        assert_valid(*state, value, forms[i].what);
        json_object_put(value);
        sample_done(&s);
    }
}

static void hostile_names_are_as_the_schema_says(void **state)
{
    struct sample s;
    sample_init(&s, 600);
    struct arena *a = arena_new();
    size_t n;
    struct str *names = sample_hostile(a, &n);
    for (size_t first = 0; first < n;) {
        struct figures_options o = sample_options();
        o.program_version = names[first];
        first += sample_rename(&s, names, n, first);
        struct json_object *value = report_of(&s, &o);
        assert_valid(*state, value, "hostile names");
        json_object_put(value);
    }
    arena_free(a);
    sample_done(&s);
}

/* ---- Faults ---- */

struct faults {
    const struct fixture *x;
    struct json_object *root;
    size_t n;
};

static void assert_fault(struct faults *m, const char *name, const char *what)
{
    char why[JSON_SCHEMA_WHY_BYTES];
    m->n++;
    if (json_schema_valid(m->x->schema, m->root, why))
        fail_msg("a report whose \"%s\" is %s is valid", name, what);
}

/* Put another value of no type that the schema has in this place. */
static struct json_object *wrong_for(struct json_object *value)
{
    return json_object_is_type(value, json_type_object) ||
                   json_object_is_type(value, json_type_array)
               ? json_object_new_string("x")
               : json_object_new_array();
}

static void spoil(struct faults *m, struct json_object *value);

static void spoil_member(struct faults *m, struct json_object *o,
                         const char *name)
{
    struct json_object *kept = json_object_get(json_object_object_get(o, name));
    json_object_object_del(o, name);
    assert_fault(m, name, "missing");
    json_object_object_add(o, name, wrong_for(kept));
    assert_fault(m, name, "of another type");
    json_object_object_add(o, name, json_object_get(kept));
    spoil(m, kept);
    json_object_put(kept);
}

/* Spoil every member of the object, of the first of a list, and on below, one
 * at a time. Names are taken first: members change places meanwhile. */
static void spoil(struct faults *m, struct json_object *value)
{
    if (json_object_is_type(value, json_type_array) &&
        json_object_array_length(value))
        spoil(m, json_object_array_get_idx(value, 0));
    if (!json_object_is_type(value, json_type_object))
        return;
    const char *names[64];
    size_t n = 0;
    json_object_object_foreach(value, name, member)
    {
        (void)member;
        assert_true(n < 64);
        names[n++] = strdup(name);
    }
    for (size_t i = 0; i < n; i++) {
        spoil_member(m, value, names[i]);
        free((void *)(uintptr_t)names[i]);
    }
    json_object_object_add(value, "a_new_member", NULL);
    assert_fault(m, "a_new_member", "there");
    json_object_object_del(value, "a_new_member");
}

/* Lists cut to their first element, so that there is little to check. */
static void cut_lists(struct json_object *value)
{
    if (json_object_is_type(value, json_type_array)) {
        size_t n = json_object_array_length(value);
        if (n > 1)
            json_object_array_del_idx(value, 1, n - 1);
        if (n)
            cut_lists(json_object_array_get_idx(value, 0));
    } else if (json_object_is_type(value, json_type_object)) {
        json_object_object_foreach(value, name, member)
        {
            (void)name;
            cut_lists(member);
        }
    }
}

static void a_member_that_is_missing_wrong_or_new_is_a_fault(void **state)
{
    struct sample s;
    sample_init(&s, 3000);
    struct figures_options o = sample_options();
    struct json_object *value = report_of(&s, &o);
    cut_lists(value);
    assert_valid(*state, value, "a report cut short");
    struct faults m = {.x = *state, .root = value};
    spoil(&m, value);
    assert_true(m.n > 300);
    assert_valid(*state, value, "the same again");
    json_object_put(value);
    sample_done(&s);
}

static void a_schema_with_a_word_that_is_not_known_is_a_fault(void **state)
{
    const struct fixture *x = *state;
    struct json_object *odd = json_tokener_parse("{\"maxItems\": 3}");
    struct json_object *value = json_object_new_array();
    char why[JSON_SCHEMA_WHY_BYTES];
    assert_false(json_schema_valid(odd, value, why));
    assert_non_null(strstr(why, "maxItems"));
    assert_false(json_schema_valid(x->schema, value, why));
    json_object_put(value);
    json_object_put(odd);
}

static void the_schema_is_of_the_version_that_is_written(void **state)
{
    const struct fixture *x = *state;
    char id[64];
    snprintf(id, sizeof id, "urn:skilltally:report:%d", RENDER_JSON_SCHEMA);
    struct json_object *own = json_object_object_get(x->schema, "$id");
    assert_string_equal(json_object_get_string(own), id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_of_a_report_is_as_the_schema_says),
        cmocka_unit_test(hostile_names_are_as_the_schema_says),
        cmocka_unit_test(a_member_that_is_missing_wrong_or_new_is_a_fault),
        cmocka_unit_test(a_schema_with_a_word_that_is_not_known_is_a_fault),
        cmocka_unit_test(the_schema_is_of_the_version_that_is_written),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
