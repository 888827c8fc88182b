/* SPDX-License-Identifier: MIT */
/* Replays the hostile answers of curl's own tests, where they are there: what
 * curl refuses today must not pass for a whole answer here, although the curl
 * of Debian 12 is older. */
#include "base/lines.h"
#include "cases.h"
#include "crawler/fetch.h"
#include "rawserver.h"
#include <stdio.h>

#define CASES                                                                  \
    TEST_SOURCE_DIR "/../shared/conformance/http-torture/curl_responses.jsonl"

/* Cases where a whole answer here is an error there, or the other way round. */
static const struct {
    const char *name, *why;
} deviations[] = {
    {"curl/test395", "a length past 2^63 is over every limit of ours"},
    {"curl/test770", "\"6, 6\" is not the length 6 for everybody"},
    {"curl/test1425", "about terminals"},
    {"curl/test1473", "this curl fails on a first header that is folded"},
};

static bool is_deviation(const char *name)
{
    for (size_t i = 0; i < sizeof deviations / sizeof *deviations; i++)
        if (strcmp(deviations[i].name, name) == 0)
            return true;
    return false;
}

static struct json_object *member(struct json_object *o, const char *key)
{
    struct json_object *v = NULL;
    assert_true(json_object_object_get_ex(o, key, &v));
    return v;
}

static struct fetch_answer *replay(struct str bytes)
{
    struct raw_answer answer = {bytes, RAW_CLOSE};
    struct raw_server server;
    struct fetcher *f = NULL;
    struct fetch_answer *a;
    struct err err;
    char url[64];
    raw_start(&server, &answer, 1);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/", server.port);
    struct fetch_request r = {.url = url,
                              .user_agent = "tester",
                              .accept = "*/*",
                              .allow_private = true,
                              .max_body_bytes = 1u << 20,
                              .total_ms = 5000};
    assert_ok(fetcher_new(1, &f, &err), err);
    assert_ok(fetcher_start(f, &r, &err), err);
    while (!(a = fetcher_next(f)))
        assert_ok(fetcher_wait(f, 5000, &err), err);
    fetcher_free(f);
    raw_stop(&server);
    return a;
}

/* True when the case is one answer that our settings are meant for. */
static bool is_ours(struct json_object *o)
{
    struct json_object *options = member(o, "curl_options");
    if (json_object_array_length(member(o, "responses_b64")) != 1)
        return false;
    for (size_t i = 0; i < json_object_array_length(options); i++) {
        const char *option =
            json_object_get_string(json_object_array_get_idx(options, i));
        if (strcmp(option, "--compressed") != 0)
            return false;
    }
    return true;
}

static void hostile_answers_do_not_pass_for_good_ones(void **state)
{
    (void)state;
    AUTO(auto_lines_free) struct lines *l = NULL;
    struct err err;
    if (lines_open(CASES, &l, &err) != ST_OK) {
        print_message("no collected answers: skipped\n");
        skip();
    }
    struct str line;
    unsigned n = 0, failed = 0;
    while (lines_next(l, &line, &err) == LINES_LINE) {
        struct json_object *o = parse_line(line);
        if (is_ours(o)) {
            AUTO(buf_done) struct buf bytes;
            buf_init(&bytes, 4u << 20);
            base64_add(
                &bytes,
                str_from(json_object_get_string(
                    json_object_array_get_idx(member(o, "responses_b64"), 0))));
            struct fetch_answer *a = replay(buf_str(&bytes));
            const char *name = json_object_get_string(member(o, "name"));
            bool good = json_object_get_int(member(o, "upstream_rc")) == 0;
            if ((good == (a->end == FETCH_DONE)) == is_deviation(name)) {
                print_message("%s %s: end %d: %s\n", name,
                              json_object_get_string(member(o, "title")),
                              (int)a->end, a->detail);
                failed++;
            }
            fetch_answer_free(a);
            n++;
        }
        json_object_put(o);
    }
    print_message("%u answers\n", n);
    assert_int_equal(failed, 0);
    assert_true(n >= 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_answers_do_not_pass_for_good_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
