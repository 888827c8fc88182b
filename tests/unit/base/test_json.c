/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "tests/test.h"
#include <math.h>

static void write_sample(struct json_writer *w)
{
    json_begin_object(w);
    json_key(w, "a");
    json_begin_array(w);
    json_i64(w, -1);
    json_f64(w, 0.50, 3);
    json_f64(w, NAN, 3);
    json_str(w, STR_NONE);
    json_cstr(w, NULL);
    json_cstr(w, "x");
    json_end_array(w);
    json_key_str(w, STR("q\"k"));
    json_begin_object(w);
    json_end_object(w);
    json_key(w, "e");
    json_begin_array(w);
    json_end_array(w);
    json_key(w, "n");
    json_null(w);
    json_end_object(w);
}

static void keys_keep_their_order_and_commas_fit(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf b;
    buf_init(&b, 4096);
    struct json_writer w;
    json_init(&w, &b);
    write_sample(&w);
    assert_str(buf_str(&b), "{\"a\":[-1,0.5,null,null,null,\"x\"],"
                            "\"q\\\"k\":{},\"e\":[],\"n\":null}");
}

static void indented_output_has_a_line_for_each_item(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf b;
    buf_init(&b, 4096);
    struct json_writer w;
    json_init(&w, &b);
    w.indent = 2;
    write_sample(&w);
    assert_str(buf_str(&b), "{\n  \"a\": [\n    -1,\n    0.5,\n    null,\n"
                            "    null,\n    null,\n    \"x\"\n  ],\n"
                            "  \"q\\\"k\": {},\n  \"e\": [],\n"
                            "  \"n\": null\n}");
}

static void texts_are_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *label, *text;
        bool html_safe;
        const char *want;
    } cases[] = {
        {"plain", "abc", false, "\"abc\""},
        {"empty", "", false, "\"\""},
        {"short escapes", "\"\\\n\r\t", false, "\"\\\"\\\\\\n\\r\\t\""},
        {"controls", "\x01\x1f\x7f", false, "\"\\u0001\\u001f\\u007f\""},
        {"line separators", "a\xe2\x80\xa8\xe2\x80\xa9z", false,
         "\"a\\u2028\\u2029z\""},
        {"C1 controls", "a\xc2\x80\xc2\x9bz\xc2\xa0\xc2\xb5", false,
         "\"a\\u0080\\u009bz\xc2\xa0\xc2\xb5\""},
        {"a neighbour of theirs", "\xe2\x80\xa7\xe2\x80\xaa", false,
         "\"\xe2\x80\xa7\xe2\x80\xaa\""},
        {"markup", "<b>&", false, "\"<b>&\""},
        {"markup made safe", "</script>&", true,
         "\"\\u003c/script\\u003e\\u0026\""},
        {"other letters", "\xc3\xa4\xf0\x9f\x98\x80", false,
         "\"\xc3\xa4\xf0\x9f\x98\x80\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO(buf_done) struct buf b;
        buf_init(&b, 4096);
        json_escape(&b, str_from(cases[i].text), cases[i].html_safe);
        if (!str_eq(buf_str(&b), str_from(cases[i].want)))
            fail_msg("%s: %s", cases[i].label, buf_cstr(&b));
    }
}

static void a_value_that_ends_in_a_colon_is_no_key(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf b;
    buf_init(&b, 4096);
    struct json_writer w;
    json_init(&w, &b);
    json_begin_array(&w);
    json_cstr(&w, "a:");
    json_cstr(&w, ": ");
    json_end_array(&w);
    assert_str(buf_str(&b), "[\"a:\",\": \"]");
}

static void what_does_not_fit_is_noticed(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf b;
    buf_init(&b, 8);
    struct json_writer w;
    json_init(&w, &b);
    write_sample(&w);
    assert_true(b.overflowed);
    assert_true(b.n <= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_keep_their_order_and_commas_fit),
        cmocka_unit_test(indented_output_has_a_line_for_each_item),
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(a_value_that_ends_in_a_colon_is_no_key),
        cmocka_unit_test(what_does_not_fit_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
