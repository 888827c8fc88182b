/* SPDX-License-Identifier: MIT */
/* Runs the collected sitemap cases of another crawler, where they are there:
 * all but those listed here with the reason. */
#include "base/date.h"
#include "base/file.h"
#include "base/lines.h"
#include "crawler/sitemap.h"
#include "tests/test.h"
#include <json-c/json.h>
#include <stdio.h>

#define DIR TEST_SOURCE_DIR "/../shared/conformance/sitemaps/"

static const struct {
    const char *name, *why;
} deviations[] = {
    {"crawler-commons/testLenientParser/1",
     "a sitemap may list what does not lie below it"},
    {"crawler-commons/testSitemapParserBrokenXml/1",
     "what can be read of it is taken, and the fault told"},
    {"crawler-commons/testSitemapXXE/1",
     "the entity is passed over, not the whole sitemap"},
    {"crawler-commons/testSitemapWithWrongNamespace/1",
     "namespaces may be wrong"},
};

static bool is_deviation(const char *name)
{
    for (size_t i = 0; i < sizeof deviations / sizeof *deviations; i++)
        if (strcmp(deviations[i].name, name) == 0)
            return true;
    return false;
}

static const char *text_of(struct json_object *o, const char *key)
{
    struct json_object *v = NULL;
    json_object_object_get_ex(o, key, &v);
    return json_object_get_string(v);
}

static int number_of(struct json_object *o, const char *key)
{
    struct json_object *v = NULL;
    json_object_object_get_ex(o, key, &v);
    return json_object_get_int(v);
}

/* As the protocol has it when the case is a strict one. */
static bool is_listed(struct json_object *o, const struct url *base,
                      const struct sitemap *s, const struct url *loc)
{
    bool strict = strstr(text_of(o, "config"), "strict=true") != NULL;
    return s->index || !strict || sitemap_may_list(base, STR_NONE, loc);
}

static bool entry_is(struct json_object *want, const struct url *loc,
                     const struct sitemap_entry *e)
{
    char when[INSTANT_TEXT_BYTES] = "";
    struct url url = {0};
    struct err err;
    const char *lastmod = text_of(want, "lastmod");
    assert_ok(url_parse(str_from(text_of(want, "loc")), &url, &err), err);
    bool same = strcmp(url.text, loc->text) == 0;
    url_done(&url);
    if (e->changed_utc)
        instant_format(e->changed_utc, when);
    /* A zoneless time is no time to the other parser. */
    return same && (!lastmod || strcmp(lastmod, when) == 0);
}

static bool entries_are(struct json_object *o, const struct sitemap *s)
{
    struct json_object *wanted = NULL;
    struct url base = {0};
    struct err err;
    size_t n = 0;
    bool same = true;
    json_object_object_get_ex(o, "entries", &wanted);
    assert_ok(url_parse(str_from(text_of(o, "base_url")), &base, &err), err);
    for (size_t i = 0; i < s->n; i++) {
        struct url loc = {0};
        if (url_resolve(&base, s->v[i].loc, &loc, &err) != ST_OK)
            continue;
        if (is_listed(o, &base, s, &loc)) {
            struct json_object *want = json_object_array_get_idx(wanted, n++);
            same &= !want || entry_is(want, &loc, &s->v[i]);
        }
        url_done(&loc);
    }
    url_done(&base);
    /* Long lists are not listed whole, but counted. */
    return same && n == (size_t)number_of(o, "count");
}

static bool case_holds(struct json_object *o, struct arena *a)
{
    char path[1024];
    AUTO(buf_done) struct buf body;
    struct sitemap s;
    struct err err;
    const char *kind = text_of(o, "kind");
    snprintf(path, sizeof path, DIR "%s", text_of(o, "file"));
    buf_init(&body, 1u << 20);
    assert_ok(file_read(path, &body, &err), err);
    arena_reset(a);
    if (sitemap_parse(buf_str(&body), a, &s, &err) != ST_OK)
        return strcmp(kind, "ERROR") == 0;
    bool may_be_cut = strstr(text_of(o, "config"), "partial=true") != NULL;
    return strcmp(kind, "ERROR") != 0 && s.broken == may_be_cut &&
           s.index == (strcmp(kind, "INDEX") == 0) && entries_are(o, &s);
}

static void every_case_holds_but_for_the_listed_deviations(void **state)
{
    (void)state;
    AUTO(auto_lines_free) struct lines *l = NULL;
    struct str line;
    struct err err;
    unsigned n = 0, failed = 0;
    if (lines_open(DIR "cases.jsonl", &l, &err) != ST_OK) {
        print_message("no %s: skipped\n", DIR "cases.jsonl");
        skip();
    }
    struct arena *a = arena_new();
    for (; lines_next(l, &line, &err) == LINES_LINE; n++) {
        char *text = strndup(line.p, line.n);
        struct json_object *o = json_tokener_parse(text);
        assert_non_null(o);
        const char *name = text_of(o, "name");
        bool holds = case_holds(o, a);
        if (holds == is_deviation(name)) {
            print_message("%s: %s\n", name,
                          holds ? "holds, though listed" : "does not hold");
            failed++;
        }
        json_object_put(o);
        free(text);
    }
    arena_free(a);
    assert_int_equal(failed, 0);
    assert_true(n >= 38);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_holds_but_for_the_listed_deviations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
