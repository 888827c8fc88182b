/* SPDX-License-Identifier: MIT */
/* test_preset.c - the language of presets, and what a preset says of an answer
 * beside its postings. tests/pages has an answer of every kind. */
#include "extract/preset.h"
#include "extract/preset_spec.h"
#include "extract/preset_yaml.h"
#include "extract/presets.h"
#include "extract/reader_xml.h"
#include "tests/test.h"

static const char item[] =
    "{\"id\": 7, \"title\": \"R&amp;D: Lead\", \"yes\": true, \"no\": false,"
    " \"none\": null, \"pay\": 1250050, \"path\": \"/job/Bonn/Role_R12?x=1\","
    " \"tags\": [\"a\", \"b\"], \"places\": [{\"n\": \"Bonn\"}, {\"n\": "
    "\"Ulm\"}],"
    " \"deep\": {\"x\": {\"y\": \"z\"}}, \"empty\": {}, \"day\": "
    "\"31/12/2026\"}";

static const struct {
    const char *label, *spec, *want; /* want NULL: absent */
} specs[] = {
    {"a path", "title", "R&amp;D: Lead"},
    {"a number", "id", "7"},
    {"no spec", NULL, NULL},
    {"nothing there", "nowhere.at.all", NULL},
    {"null", "none", NULL},
    {"an alternative", "nowhere, deep.x.y", "z"},
    {"from the top", "/top", "up"},
    {"a list joined", "tags", "a, b"},
    {"over a list", "places[].n", "Bonn, Ulm"},
    {"the first of a list", "places[].n | first", "Bonn"},
    {"what is no list, as one", "title[]", "R&amp;D: Lead"},
    {"all members", "deep.*.y", "z"},
    {"two paths", "id + tags", "7, a, b"},
    {"an object is no text", "deep", NULL},
    {"an empty object says nothing", "empty", NULL},
    {"a truth is no text", "yes", NULL},
    {"a truth with a word", "yes | is:remote", "remote"},
    {"an untruth with a word", "no | is:remote", NULL},
    {"the first truth", "no | is:a, yes | is:b", "b"},
    {"a truth compared", "no | match:false", "false"},
    {"a literal", "'remote'", "remote"},
    {"a template", "'https://x/{id}/{deep.x.y}'", "https://x/7/z"},
    {"a template that lacks a part", "'https://x/{gone}', id", "7"},
    {"a comma in quotes", "'a, b'", "a, b"},
    {"a bar in quotes", "'a | b'", "a | b"},
    {"in front of", "title | before:': '", "R&amp;D"},
    {"behind", "title | after:': '", "Lead"},
    {"behind what is not there", "title | after:'!'", NULL},
    {"behind the last", "path | tail | last:_", "R12"},
    {"the tail", "path | tail", "Role_R12"},
    {"without", "path | drop:'/job'", "/Bonn/Role_R12?x=1"},
    {"a word in it", "title | has:lead", "R&amp;D: Lead"},
    {"a word not in it", "title | lacks:lead", NULL},
    {"another word for it", "title | as:x", "x"},
    {"the same", "id | match:7", "7"},
    {"not the same", "id | not:7, 'other'", "other"},
    {"its start", "title | start:1", "R"},
    {"parted places", "'a, b' | split:', '", "a; b"},
    {"references undone", "title | unescape", "R&D: Lead"},
    {"cents", "pay | cents", "12500.50"},
    {"a day written backwards", "day | dmy", "2026-12-31"},
    {"two in a row", "title | after:': ' | start:2", "Le"},
    {"the request", "$url", "https://h.example/a/b?q"},
    {"its origin", "$origin", "https://h.example"},
    {"its host", "$host", "h.example"},
    {"a piece of its path", "$path1", "b"},
    {"a piece that it has not", "$path2", NULL},
    {"the board", "'{$board}/{id}'", "acme/7"},
    {"an unknown variable", "$nothing", NULL},
};

static void specs_find_what_they_name(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct json_object *o = json_tokener_parse(item);
    struct json_object *top = json_tokener_parse("{\"top\": \"up\"}");
    struct raw raw = {0};
    struct reader_input in = {.url = STR("https://h.example/a/b?q"),
                              .board = STR("acme")};
    struct reader r = {.a = a, .in = &in, .raw = &raw};
    struct spec_at at = {&r, o, top};
    for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
        struct str got = spec_text(&at, specs[i].spec);
        struct str want = str_from(specs[i].want);
        if (!str_eq(got, want) || !got.p != !want.p)
            fail_msg("%s: got \"%.*s\"", specs[i].label, STR_FMT(got));
    }
    assert_int_equal(raw.n_bad_fields, 1); /* the object */
    json_object_put(o);
    json_object_put(top);
    arena_free(a);
}

static void faults_in_specs_are_named(void **state)
{
    static const struct {
        const char *spec, *words; /* NULL: it is sound */
    } cases[] = {
        {"a.b[] | first, 'x, y' | as:'|'", NULL},
        {"a | frist", "there is no transform \"frist\""},
        {"a | before", "the transform \"before\" needs a value behind a colon"},
        {"a | tail:x", "the transform \"tail\" takes no value"},
        {"a,, b", "a path is missing"},
        {"a, 'b", "a quote is not closed"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err = {0};
        enum st st = spec_check(cases[i].spec, &err);
        assert_int_equal(st, cases[i].words ? ST_CONFIG : ST_OK);
        if (cases[i].words)
            assert_string_equal(err.msg, cases[i].words);
    }
}

/* Every spec of every kind is one that can be read. */
static void check_all(const struct preset *p)
{
    const char *const specs_of[] = {p->skip,
                                    p->id,
                                    p->title,
                                    p->url,
                                    p->company,
                                    p->language,
                                    p->employment_type,
                                    p->seniority,
                                    p->remote,
                                    p->date_posted,
                                    p->date_updated,
                                    p->valid_through,
                                    p->place_name,
                                    p->city,
                                    p->region,
                                    p->country,
                                    p->place,
                                    p->salary_min,
                                    p->salary_max,
                                    p->currency,
                                    p->period,
                                    p->salary_text,
                                    p->truncated,
                                    p->detail_url,
                                    p->page_id,
                                    p->total,
                                    p->next,
                                    p->when};
    for (size_t i = 0; i < sizeof specs_of / sizeof *specs_of; i++) {
        struct err err = {0};
        if (specs_of[i] && spec_check(specs_of[i], &err) != ST_OK)
            fail_msg("%s: \"%s\": %s", p->kind, specs_of[i], err.msg);
    }
    for (size_t i = 0; p->variants && p->variants[i]; i++)
        check_all(p->variants[i]);
    if (p->markup)
        check_all(p->markup);
}

static void the_presets_are_sound(void **state)
{
    (void)state;
    size_t n = 0;
    for (const char *const *kind = reader_kinds(); *kind; kind++) {
        const struct preset *p = preset_find(str_from(*kind));
        if (!p)
            continue;
        check_all(p);
        assert_string_equal(p->kind, *kind);
        n++;
    }
    assert_true(n >= 15);
}

static void an_answer_says_what_follows_it(void **state)
{
    static const struct {
        const char *kind, *url, *body;
        uint64_t total;
        size_t items;
        const char *next, *detail;
    } cases[] = {
        {"arbeitnow", "https://a.example/api?page=1",
         "{\"data\": [{\"title\": \"x\", \"description\": \"y\"}],"
         " \"links\": {\"next\": \"https://a.example/api?page=2\"}}",
         0, 1, "https://a.example/api?page=2", NULL},
        {"himalayas", "https://h.example/jobs/api",
         "{\"totalCount\": 100371, \"jobs\": []}", 100371, 0, NULL, NULL},
        {"workday", "https://t.wd5.example/wday/cxs/t/site/jobs",
         "{\"total\": 25, \"jobPostings\": [{\"title\": \"x\","
         " \"externalPath\": \"/job/Bonn/X_R1\"}]}",
         25, 1, NULL, "https://t.wd5.example/wday/cxs/t/site/job/Bonn/X_R1"},
        {"smartrecruiters", "https://api.sr.example/v1/companies/acme/postings",
         "{\"totalFound\": 2, \"content\": [{\"id\": 5, \"name\": \"x\"}]}", 2,
         1, NULL, "https://api.sr.example/v1/companies/acme/postings/5"},
        {"workable", "https://w.example/api/v1/widget/accounts/acme",
         "{\"jobs\": [{\"shortcode\": \"S\", \"title\": \"x\"}]}", 0, 1, NULL,
         "https://w.example/api/v2/accounts/acme/jobs/S"},
        {"breezy", "https://acme.breezy.hr/json",
         "[{\"name\": \"x\", \"url\": \"https://acme.breezy.hr/p/1-x\"}]", 0, 1,
         NULL, "https://acme.breezy.hr/p/1-x"},
        {"breezy", "https://acme.breezy.hr/json",
         "[{\"name\": \"x\", \"url\": \"u\", \"description\": \"whole\"}]", 0,
         1, NULL, NULL},
        {"usajobs", "https://u.example/api/Search",
         "{\"SearchResult\": {\"SearchResultCountAll\": \"1621\","
         " \"SearchResultItems\": []}}",
         1621, 0, NULL, NULL},
    };
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct raw_list list;
        struct err err = {0};
        struct reader_input in = {.url = str_from(cases[i].url),
                                  .body = str_from(cases[i].body),
                                  .board = STR("acme")};
        assert_ok(reader_read(str_from(cases[i].kind), &in, a, &list, &err),
                  err);
        assert_int_equal(list.total, cases[i].total);
        assert_int_equal(list.n_items, cases[i].items);
        if (cases[i].next)
            assert_str(list.next, cases[i].next);
        else
            assert_null(list.next.p);
        if (cases[i].detail)
            assert_str(list.v[0].detail_url, cases[i].detail);
        else
            assert_true(list.n == 0 || !list.v[0].detail_url.p);
    }
    arena_free(a);
}

static const struct {
    const char *label, *xml, *json; /* json NULL: refused */
} documents[] = {
    {"text", "<a>x &amp; y</a>", "{\"a\":\"x & y\"}"},
    {"attributes", "<a b='1'>x</a>", "{\"a\":{\"@b\":\"1\",\"#text\":\"x\"}}"},
    {"elements side by side", "<a><b>1</b><c/><b>2</b></a>",
     "{\"a\":{\"b\":[\"1\",\"2\"],\"c\":\"\"}}"},
    {"CDATA", "<a><![CDATA[<p>]]></a>", "{\"a\":\"<p>\"}"},
    {"a known namespace under another prefix",
     "<a xmlns:q='http://base.google.com/ns/1.0'><q:id>1</q:id></a>",
     "{\"a\":{\"g:id\":\"1\"}}"},
    {"an unknown namespace", "<a xmlns:q='urn:q'><q:id>1</q:id></a>",
     "{\"a\":{\"q:id\":\"1\"}}"},
    {"a declared encoding that is not so",
     "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xc3\xbc</a>",
     "{\"a\":\"\xc3\xbc\"}"},
    {"cut off", "<a><b>", NULL},
    {"no element", "<!-- x -->", NULL},
    {"HTML", "<!DOCTYPE html><html></html>", NULL},
    {"JSON", "{}", NULL},
    {"nothing", " ", NULL},
    {"declarations",
     "<!DOCTYPE a [<!ENTITY e SYSTEM '/etc/passwd'>]><a>&e;</a>", NULL},
    {"an entity without declaration", "<a>&nbsp;</a>", NULL},
};

static void xml_is_read_as_a_tree(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        struct json_object *o = NULL;
        struct err err = {0};
        enum st st = reader_xml_parse(str_from(documents[i].xml), &o, &err);
        const char *got = o ? json_object_to_json_string_ext(
                                  o, JSON_C_TO_STRING_NOSLASHESCAPE)
                            : NULL;
        bool same = documents[i].json ? got && !strcmp(got, documents[i].json)
                                      : st == ST_BAD_INPUT && err.msg[0];
        if (!same)
            fail_msg("%s: got %s, %s", documents[i].label,
                     got ? got : "nothing", err.msg);
        json_object_put(o);
    }
}

static void deep_xml_is_too_big(void **state)
{
    (void)state;
    struct buf b;
    struct json_object *o = NULL;
    struct err err;
    buf_init(&b, 10000);
    for (int i = 0; i <= XML_MAX_DEPTH; i++)
        buf_add_cstr(&b, "<a>");
    assert_int_equal(reader_xml_parse(buf_str(&b), &o, &err), ST_TOO_BIG);
    buf_done(&b);
}

static void a_person_can_write_one(void **state)
{
    static const char yaml[] = "label: My API\n"
                               "items: result.jobs[]\n"
                               "id: number\n"
                               "title: name\n"
                               "remote: home | is:remote\n"
                               "place: town\n"
                               "salary_min: pay | cents\n"
                               "currency: \"'EUR'\"\n"
                               "period: \"'month'\"\n"
                               "description:\n"
                               "- text\n"
                               "- Skills = wants\n"
                               "next: result.more\n";
    static const char body[] =
        "{\"result\": {\"more\": \"p2\", \"jobs\": [{\"number\": 5,"
        " \"name\": \"Cook\", \"home\": true, \"town\": \"Bonn\","
        " \"pay\": 250050, \"text\": \"<p>Cook.</p>\","
        " \"wants\": [\"Salt\", \"Pepper\"]}]}}";
    (void)state;
    struct arena *a = arena_new();
    struct preset p;
    struct raw_list list;
    struct err err;
    assert_ok(
        preset_parse(str_from(yaml), STR("my-api"), "my.yaml", a, &p, &err),
        err);
    struct reader_input in = {.body = str_from(body), .preset = &p};
    assert_ok(reader_read(STR("my-api"), &in, a, &list, &err), err);
    assert_int_equal(list.n, 1);
    assert_str(list.next, "p2");
    assert_str(list.v[0].id, "my-api-5");
    assert_str(list.v[0].title, "Cook");
    assert_int_equal(list.v[0].remote, REMOTE_REMOTE);
    assert_str(list.v[0].locations[0].raw, "Bonn");
    assert_int_equal(list.v[0].salary.min_cents, 250050);
    assert_int_equal(list.v[0].salary.period, PAY_MONTH);
    assert_true(str_find(list.v[0].description, STR("Skills")) != SIZE_MAX);
    in.body = STR("{\"jobs\": []}");
    assert_int_equal(reader_read(STR("my-api"), &in, a, &list, &err),
                     ST_BAD_INPUT);
    assert_string_equal(err.msg,
                        "no My API answer: \"result.jobs\" is missing");
    arena_free(a);
}

static void what_is_wrong_in_one_is_named(void **state)
{
    static const struct {
        const char *yaml, *words;
    } cases[] = {
        {"title: a\n", "items"},
        {"items: a\ntitle: b\ncolour: red\n", "p.yaml:3: "},
        {"items: a\ntitle: b | frist\n",
         "p.yaml:2: key title: there is no transform \"frist\""},
        {"items: a[] | first\ntitle: b\n",
         "p.yaml:1: key items: has paths only, no transforms and no texts"},
        {"items: a\ntitle: b\ndescription:\n- x\n- Y = 'z'\n",
         "p.yaml:3: key description: has paths only"},
        {"items: a\ntitle: b\noffset_parameter: o\npage_parameter: p\n",
         "p.yaml:3: key offset_parameter: an API counts"},
        {"\n\nitems: a\ntitle: b\nformat: csv\n", "p.yaml:5: "},
        {"- kind: x\n", "p.yaml:1"},
    };
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct preset p;
        struct err err = {0};
        enum st st = preset_parse(str_from(cases[i].yaml), STR("x"), "p.yaml",
                                  a, &p, &err);
        assert_int_equal(st, ST_CONFIG);
        if (!strstr(err.msg, cases[i].words))
            fail_msg("%s: %s", cases[i].words, err.msg);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(specs_find_what_they_name),
        cmocka_unit_test(faults_in_specs_are_named),
        cmocka_unit_test(the_presets_are_sound),
        cmocka_unit_test(an_answer_says_what_follows_it),
        cmocka_unit_test(xml_is_read_as_a_tree),
        cmocka_unit_test(deep_xml_is_too_big),
        cmocka_unit_test(a_person_can_write_one),
        cmocka_unit_test(what_is_wrong_in_one_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
