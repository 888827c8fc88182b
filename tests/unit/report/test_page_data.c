/* SPDX-License-Identifier: MIT */
/* What the page's script is given: JSON that a script element may hold, the
 * figures rounded as the tables have them, within its limit. */
#include "report/page_data.h"
#include "sample.h"
#include "tests/test.h"
#include <json-c/json.h>
#include <math.h>
#include <stdio.h>

struct fixture {
    struct sample s;
    struct arena *a;
    struct figures f;
    struct buf text;
    struct json_object *json;
};

static void begin(struct fixture *x, size_t max_bytes)
{
    struct figures_options o = sample_options();
    o.with_cube = true;
    x->a = arena_new();
    sample_figures(&x->s, &o, x->a, &x->f);
    buf_init(&x->text, 16u << 20);
    page_data(&x->f, max_bytes, &x->text);
    assert_false(x->text.overflowed);
    x->json = json_tokener_parse(buf_cstr(&x->text));
    assert_non_null(x->json);
}

static void end(struct fixture *x)
{
    json_object_put(x->json);
    buf_done(&x->text);
    arena_free(x->a);
    sample_done(&x->s);
}

static struct json_object *get(struct json_object *o, const char *key)
{
    struct json_object *v = NULL;
    if (!json_object_object_get_ex(o, key, &v))
        fail_msg("no %s", key);
    return v;
}

static struct json_object *at(struct json_object *o, size_t i)
{
    assert_true(i < json_object_array_length(o));
    return json_object_array_get_idx(o, i);
}

/* What a rule says of a scope, by its own words or by those of another. */
static struct json_object *by_rule(struct json_object *scope, size_t rule)
{
    struct json_object *by = get(scope, "by"), *v = at(by, rule);
    if (json_object_is_type(v, json_type_int))
        v = at(by, (size_t)json_object_get_int(v));
    return v;
}

static int number(struct json_object *list, size_t i)
{
    return json_object_get_int(at(list, i));
}

/* "6.7" of 67. */
static void check_tenths(int tenths, double share)
{
    char got[32], want[32];
    snprintf(got, sizeof got, "%.1f", tenths / 10.0);
    snprintf(want, sizeof want, "%.1f", 100 * share);
    assert_string_equal(got, want);
}

static void the_period_has_the_figures_of_the_tables(void **state)
{
    (void)state;
    struct fixture x;
    sample_init(&x.s, 2400);
    begin(&x, 1000000);
    struct json_object *scope = at(get(x.json, "scopes"), 0);
    assert_null(get(scope, "month"));
    struct json_object *skills = get(x.json, "skills");
    for (size_t k = 0; k < x.f.n_roles; k++) {
        const struct role_figure *role = &x.f.roles[k];
        struct json_object *of = at(get(by_rule(scope, 0), "roles"), k);
        assert_int_equal(number(get(of, "n"), 2), role->counts.usable);
        for (size_t i = 0; i < role->n_skills; i++) {
            const struct cell *c = &role->skills[i].cell;
            size_t n = 0;
            while (strcmp(json_object_get_string(at(at(skills, n), 0)),
                          role->skills[i].id.p) != 0)
                n++;
            struct json_object *any = get(of, "any");
            assert_int_equal(number(at(any, 0), n), c->named);
            assert_int_equal(number(at(any, 1), n), c->employers);
            int share = number(at(any, 2), n);
            check_tenths(share, c->share);
            check_tenths(share - number(at(any, 3), n), c->low);
            check_tenths(share + number(at(any, 4), n), c->high);
            assert_int_equal(
                json_object_get_int(at(at(get(of, "required"), 0), n)),
                c->required);
        }
    }
    end(&x);
}

static void a_pair_is_the_second_role_less_the_first(void **state)
{
    (void)state;
    struct fixture x;
    sample_init(&x.s, 2400);
    begin(&x, 1000000);
    struct json_object *by = by_rule(at(get(x.json, "scopes"), 0), 0);
    struct json_object *pairs = get(x.json, "pairs");
    assert_int_equal(json_object_array_length(pairs), 6);
    size_t n_told = 0;
    for (size_t i = 0; i < 6; i++) {
        size_t a = (size_t)number(at(pairs, i), 0);
        size_t b = (size_t)number(at(pairs, i), 1);
        struct json_object *any = at(at(get(by, "pairs"), i), 0);
        const char *told = json_object_get_string(at(any, 3));
        assert_int_equal(strlen(told), x.f.cube->n_skills);
        for (size_t n = 0; n < x.f.cube->n_skills; n++) {
            const struct cube_share *from =
                &cube_role_of(x.f.cube, 0, ROWS_NEAR, a)
                     ->shares[n * CUBE_LABELS];
            const struct cube_share *to =
                &cube_role_of(x.f.cube, 0, ROWS_NEAR, b)
                     ->shares[n * CUBE_LABELS];
            double d = to->share - from->share;
            assert_int_equal(number(at(any, 0), n), lround(1000 * d));
            n_told += told[n] == '1';
            if (told[n] == '1' && d > 0)
                assert_true(number(at(any, 1), n) < number(at(any, 0), n));
        }
    }
    assert_true(n_told > 0 && n_told < 6 * x.f.cube->n_skills);
    end(&x);
}

/* The sample has an outage and thin months. */
static void few_postings_have_counts_and_no_shares(void **state)
{
    (void)state;
    struct fixture x;
    sample_init(&x.s, 2400);
    begin(&x, 1000000);
    struct json_object *scopes = get(x.json, "scopes");
    size_t n_few = 0, n_none = 0, n_same = 0;
    for (size_t i = 0; i < json_object_array_length(scopes); i++) {
        struct json_object *scope = at(scopes, i);
        if (json_object_is_type(at(get(scope, "by"), 1), json_type_int))
            n_same++;
        for (size_t k = 0; k < x.f.n_roles; k++) {
            struct json_object *of = at(get(by_rule(scope, 0), "roles"), k);
            struct json_object *any = NULL;
            int usable = number(get(of, "n"), 2);
            int employers = number(get(of, "n"), 3);
            bool few = usable < 30 || employers < 5;
            if (!json_object_object_get_ex(of, "any", &any)) {
                assert_int_equal(usable, 0);
                n_none++;
                continue;
            }
            n_few += few;
            assert_int_equal(json_object_array_length(any), few ? 2 : 5);
        }
    }
    assert_true(n_few > 0 && n_none > 0);
    assert_int_equal(n_same, json_object_array_length(scopes));
    end(&x);
}

static void what_does_not_fit_is_the_first_months(void **state)
{
    (void)state;
    struct fixture x;
    static const size_t limits[] = {1, 150000, 250000};
    for (size_t i = 0; i < 3; i++) {
        sample_init(&x.s, 2400);
        begin(&x, limits[i]);
        struct json_object *scopes = get(x.json, "scopes");
        size_t n = json_object_array_length(scopes);
        assert_true(json_object_get_boolean(get(x.json, "cut")));
        assert_true(i ? n > 1 && n < 25 : n == 1);
        if (i) {
            assert_true(x.text.n < limits[i] + 3000);
            assert_string_equal(
                json_object_get_string(get(at(scopes, 1), "month")), "2025-12");
        }
        end(&x);
    }
}

static void hostile_names_stay_inside_the_script_element(void **state)
{
    (void)state;
    static const struct str names[] = {
        {"</script><script>alert(1)</script>", 34},
        {"<!--<script>", 12},
        {"\"],\"x\":[\"", 9},
        {"\\u003c/script>&lt;", 17},
    };
    struct fixture x;
    sample_init(&x.s, 2400);
    for (size_t i = 0; i < 40; i++)
        sample_rename(&x.s, names, 4, i % 4);
    begin(&x, 1000000);
    assert_int_equal(str_find(buf_str(&x.text), STR("<")), SIZE_MAX);
    assert_int_equal(str_find(buf_str(&x.text), STR(">")), SIZE_MAX);
    bool found = false;
    struct json_object *skills = get(x.json, "skills");
    for (size_t i = 0; i < json_object_array_length(skills); i++)
        found = found || strcmp(json_object_get_string(at(at(skills, i), 1)),
                                names[0].p) == 0;
    assert_true(found);
    end(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_period_has_the_figures_of_the_tables),
        cmocka_unit_test(a_pair_is_the_second_role_less_the_first),
        cmocka_unit_test(few_postings_have_counts_and_no_shares),
        cmocka_unit_test(what_does_not_fit_is_the_first_months),
        cmocka_unit_test(hostile_names_stay_inside_the_script_element),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
