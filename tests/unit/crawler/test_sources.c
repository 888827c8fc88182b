/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "crawler/boards.h"
#include "crawler/sources.h"
#include "tests/test.h"
#include <stdio.h>
#include <unistd.h>

static struct sources *parse(const char *text)
{
    struct sources *s = NULL;
    struct err err;
    assert_ok(sources_parse(str_from(text), "s.yaml", &s, &err), err);
    return s;
}

static void every_key_is_read(void **state)
{
    (void)state;
    AUTO(auto_sources_free)
    struct sources *s = parse("- kind: greenhouse\n"
                              "  board: acme\n"
                              "- kind: lever\n"
                              "  board: acme-eu\n"
                              "  name: Acme in Europe\n"
                              "  company: Acme GmbH\n"
                              "  base: https://api.eu.lever.co\n"
                              "- kind: page\n"
                              "  url: https://Acme.example/jobs/7/?ref=x\n"
                              "- kind: ashby\n"
                              "  board: Acme Robots\n"
                              "  base: http://127.0.0.1:8080\n"
                              "  allow_private: true\n"
                              "- kind: himalayas\n"
                              "  max_pages: 5\n"
                              "  max_postings: 90\n");
    assert_int_equal(s->n, 5);
    assert_str(s->v[4].name, "himalayas");
    assert_int_equal(s->v[4].max_pages, 5);
    assert_int_equal(s->v[4].max_postings, 90);
    assert_int_equal(s->v[3].max_pages, 0);
    assert_str(s->v[0].name, "greenhouse/acme");
    assert_str(s->v[0].kind, "greenhouse");
    assert_str(s->v[0].board, "acme");
    assert_null(s->v[0].company.p);
    assert_null(s->v[0].base.p);
    assert_false(s->v[0].allow_private);
    assert_str(s->v[1].name, "Acme in Europe");
    assert_str(s->v[1].company, "Acme GmbH");
    assert_str(s->v[1].base, "https://api.eu.lever.co");
    assert_str(s->v[2].name, "page/acme.example/jobs/7");
    assert_str(s->v[2].url, "https://Acme.example/jobs/7/?ref=x");
    assert_str(s->v[3].name, "ashby/Acme Robots");
    assert_true(s->v[3].allow_private);
}

static void each_kind_has_its_url(void **state)
{
    (void)state;
    static const char *const want[] = {
        "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true",
        "https://api.eu.lever.co/v0/postings/acme.io?mode=json",
        "http://127.0.0.1:8080/posting-api/job-board/Acme%20Robots"
        "?includeCompensation=true",
        "https://acme.example/jobs/7?ref=x",
        "https://apply.workable.com/api/v1/widget/accounts/acme?details=true",
        "https://acme.recruitee.com/api/offers",
        "https://jobs.acme.example/api/offers",
        "https://acme.jobs.personio.de/xml?language=en",
        "https://acme.jobs.personio.com/xml?language=en",
        "https://acme.breezy.hr/json?verbose=true",
        "https://remoteok.com/api",
        "https://acme.example/jobs.rss",
        "https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/Careers/jobs",
        "http://127.0.0.1:8080/wday/cxs/acme/Own%20Site/jobs",
        "https://api.smartrecruiters.com/v1/companies/Acme1/postings"
        "?limit=100&offset=0",
        "https://acme.teamtailor.com/jobs.json",
        "https://jobs.acme.example/jobs.json",
        "https://hn.algolia.com/api/v1/search_by_date"
        "?tags=story,author_whoishiring&hitsPerPage=100",
        "https://hn.algolia.com/api/v1/items/1",
        "https://remoteok.com/api",
        "https://remotive.com/api/remote-jobs",
        "https://jobicy.com/api/v2/remote-jobs?count=50",
        "https://www.arbeitnow.com/api/job-board-api?page=1",
        "https://himalayas.app/jobs/api?limit=20&offset=0",
        "https://himalayas.app/jobs/api?country=DE&offset=40",
        "https://www.themuse.com/api/public/jobs?category=Data%20Science"
        "&page=1",
        "https://data.usajobs.gov/api/Search?ResultsPerPage=500&Page=1",
    };
    AUTO(auto_sources_free)
    struct sources *s = parse(
        "- {kind: greenhouse, board: acme}\n"
        "- {kind: lever, board: acme.io, base: 'https://api.eu.lever.co/'}\n"
        "- {kind: ashby, board: Acme Robots, base: 'http://127.0.0.1:8080',\n"
        "   allow_private: true}\n"
        "- {kind: page, url: 'https://Acme.example/jobs/7?ref=x#top'}\n"
        "- {kind: workable, board: acme}\n"
        "- {kind: recruitee, board: acme}\n"
        "- {kind: recruitee, board: own, base: 'https://jobs.acme.example'}\n"
        "- {kind: personio, board: acme}\n"
        "- {kind: personio, board: two,\n"
        "   base: 'https://acme.jobs.personio.com/'}\n"
        "- {kind: breezy, board: acme}\n"
        "- {kind: remoteok, url: 'https://remoteok.com/api'}\n"
        "- {kind: rss, url: 'https://acme.example/jobs.rss'}\n"
        "- {kind: workday, board: acme.wd5/Careers}\n"
        "- {kind: workday, board: acme.wd1/Own Site, allow_private: true,\n"
        "   base: 'http://127.0.0.1:8080'}\n"
        "- {kind: smartrecruiters, board: Acme1}\n"
        "- {kind: teamtailor, board: acme}\n"
        "- {kind: teamtailor, board: x, base: 'https://jobs.acme.example'}\n"
        "- {kind: hn}\n"
        "- {kind: hn, url: 'https://hn.algolia.com/api/v1/items/1'}\n"
        "- {kind: remoteok, name: again}\n"
        "- {kind: remotive}\n"
        "- {kind: jobicy}\n"
        "- {kind: arbeitnow}\n"
        "- {kind: himalayas}\n"
        "- {kind: himalayas, name: some,\n"
        "   url: 'https://himalayas.app/jobs/api?country=DE&offset=40'}\n"
        "- {kind: themuse, url: 'https://www.themuse.com/api/public/jobs"
        "?category=Data%20Science'}\n"
        "- {kind: usajobs}\n");
    assert_int_equal(s->n, sizeof want / sizeof *want);
    for (size_t i = 0; i < s->n; i++) {
        struct url u = {0};
        struct err err;
        assert_ok(board_url(&s->v[i], &u, &err), err);
        assert_string_equal(u.text, want[i]);
        url_done(&u);
    }
}

static void kinds_are_known_by_name(void **state)
{
    (void)state;
    size_t n;
    const struct board_kind *kinds = board_kinds(&n);
    assert_int_equal(n, 23);
    for (size_t i = 0; i < n; i++)
        assert_ptr_equal(board_kind(str_from(kinds[i].name)), &kinds[i]);
    assert_null(board_kind(STR("Greenhouse")));
    assert_string_equal(board_kind(STR("lever"))->accept, "application/json");
}

static const struct {
    const char *label, *text;
    const char *parts[3]; /* all must be in the message */
} faults[] = {
    {"unknown kind",
     "- kind: lever\n  board: a\n- kind: monster\n  board: b\n",
     {"s.yaml:3: key kind: no kind \"monster\"",
      "greenhouse, lever, ashby, page"}},
    {"unknown key",
     "- kind: lever\n  board: a\n  colour: red\n",
     {"s.yaml:3: ", "colour"}},
    {"no kind", "- board: a\n", {"s.yaml:1: ", "kind"}},
    {"no list", "kind: lever\nboard: a\n", {"s.yaml:1: "}},
    {"empty", "", {"s.yaml:1: "}},
    {"bad type",
     "- kind: lever\n  board: a\n  allow_private: maybe\n",
     {"s.yaml:3: ", "allow_private"}},
    {"broken YAML", "- kind: lever\n  board: [a\n", {"s.yaml:"}},
    {"no board",
     "- company: x\n  kind: lever\n",
     {"s.yaml:1: key board: ", "is missing"}},
    {"bad slug",
     "- kind: lever\n  company: x\n  board: a/b\n",
     {"s.yaml:3: key board: a slug has letters"}},
    {"a site without its host",
     "- kind: workday\n  board: acme\n",
     {"s.yaml:2: key board: is HOST/SITE"}},
    {"two sites",
     "- kind: workday\n  board: acme.wd5/a/b\n",
     {"s.yaml:2: key board: is HOST/SITE"}},
    {"a path above a site",
     "- kind: workday\n  board: ../a\n",
     {"s.yaml:2: key board: is HOST/SITE"}},
    {"too many pages",
     "- kind: hn\n  max_pages: 10001\n",
     {"s.yaml:2: key max_pages: is at most"}},
    {"no number",
     "- kind: hn\n  max_postings: many\n",
     {"s.yaml:2: ", "max_postings"}},
    {"path in a slug",
     "- kind: lever\n  board: ../a\n",
     {"s.yaml:2: key board: "}},
    {"query in a slug",
     "- kind: lever\n  board: a?b\n",
     {"s.yaml:2: key board: "}},
    {"board of a page",
     "- kind: page\n  board: a\n",
     {"s.yaml:2: key board: a page has none"}},
    {"base of a page",
     "- kind: page\n  url: https://a.example/\n  base: https://b.example\n",
     {"s.yaml:3: key base: "}},
    {"no url", "- kind: page\n", {"s.yaml:1: key url: is missing"}},
    {"url of a board",
     "- kind: lever\n  board: a\n  url: https://a.example/\n",
     {"s.yaml:3: key url: only a page has one"}},
    {"no URL",
     "- kind: page\n  url: ftp://a.example/\n",
     {"s.yaml:2: key url: \"ftp://a.example/\" is "}},
    {"path in base",
     "- kind: lever\n  board: a\n  base: https://a.example/x\n",
     {"s.yaml:3: key base: has scheme, host and port only"}},
    {"private base",
     "- kind: lever\n  board: a\n  base: http://127.0.0.1:80\n",
     {"s.yaml:3: key base: ", "allow_private: true"}},
    {"private url",
     "- kind: page\n  url: http://10.1.2.3/\n  allow_private: false\n",
     {"s.yaml:2: key url: ", "allow_private: true"}},
    {"same board twice",
     "- kind: lever\n  board: a\n# again\n- kind: lever\n  board: a\n",
     {"s.yaml:4: key name: \"lever/a\" is already the source of line 1"}},
    {"same name twice",
     "- kind: lever\n  board: a\n  name: x\n"
     "- kind: ashby\n  board: b\n  name: x\n",
     {"s.yaml:6: key name: \"x\" is already"}},
    {"control byte in a name",
     "- kind: lever\n  board: a\n  name: \"a\\nb\"\n",
     {"s.yaml:3: key name: "}},
    {"name like an option",
     "- kind: lever\n  board: a\n  name: --help\n",
     {"s.yaml:3: key name: "}},
};

static void faults_are_named_with_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct sources *s = NULL;
        struct err err = {0};
        enum st st =
            sources_parse(str_from(faults[i].text), "s.yaml", &s, &err);
        if (st != ST_CONFIG)
            fail_msg("%s: status %d %s", faults[i].label, (int)st, err.msg);
        for (size_t p = 0; p < 3 && faults[i].parts[p]; p++)
            if (!strstr(err.msg, faults[i].parts[p]))
                fail_msg("%s: no \"%s\" in: %s", faults[i].label,
                         faults[i].parts[p], err.msg);
        assert_null(s);
    }
}

static void a_missing_file_is_no_input(void **state)
{
    (void)state;
    struct sources *s = NULL;
    struct err err;
    assert_int_equal(sources_load("/nowhere/sources.yaml", &s, &err),
                     ST_NO_INPUT);
    assert_non_null(strstr(err.msg, "/nowhere/sources.yaml"));
    sources_free(NULL);
}

static void thousands_of_sources_are_read(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 1u << 20);
    for (int i = 0; i < 5000; i++)
        buf_printf(&text, "- {kind: lever, board: b%d}\n", i);
    AUTO(auto_sources_free) struct sources *s = parse(buf_cstr(&text));
    buf_done(&text);
    assert_int_equal(s->n, 5000);
    assert_str(s->v[4999].name, "lever/b4999");
}

static void the_starter_list_is_sound(void **state)
{
    (void)state;
    AUTO(auto_sources_free) struct sources *s = NULL;
    struct err err;
    assert_ok(sources_load(TEST_SOURCE_DIR "/crawler/starter.yaml", &s, &err),
              err);
    assert_true(s->n >= 60);
    size_t of_kind[3] = {0};
    for (size_t i = 0; i < s->n; i++) {
        const struct source *source = &s->v[i];
        assert_true(source->company.n > 0);
        assert_false(source->allow_private);
        of_kind[0] += str_eq(source->kind, STR("greenhouse"));
        of_kind[1] += str_eq(source->kind, STR("lever"));
        of_kind[2] += str_eq(source->kind, STR("ashby"));
        struct url u = {0};
        assert_ok(board_url(source, &u, &err), err);
        assert_true(u.tls);
        url_done(&u);
        for (size_t j = 0; j < i; j++)
            assert_false(str_eq(s->v[j].company, source->company));
    }
    assert_int_equal(of_kind[0] + of_kind[1] + of_kind[2], s->n);
    for (size_t k = 0; k < 3; k++)
        assert_true(of_kind[k] >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_read),
        cmocka_unit_test(each_kind_has_its_url),
        cmocka_unit_test(kinds_are_known_by_name),
        cmocka_unit_test(faults_are_named_with_their_place),
        cmocka_unit_test(a_missing_file_is_no_input),
        cmocka_unit_test(thousands_of_sources_are_read),
        cmocka_unit_test(the_starter_list_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
