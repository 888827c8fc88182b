/* SPDX-License-Identifier: MIT */
#include "extract/readers.h"
#include "tests/test.h"

#define OUT_MAX (1u << 20)

/* One line a posting: the fields that a table below can compare. */
static void describe(const struct raw *r, struct buf *out)
{
    static const char *const formats[] = {"html", "text", "markdown"};
    char day[DATE_TEXT_BYTES];
    buf_printf(out, "%.*s|%.*s|%.*s|", STR_FMT(r->id), STR_FMT(r->title),
               STR_FMT(r->company));
    for (size_t i = 0; i < r->n_locations; i++)
        buf_printf(out, "%s%.*s%s%.*s", i ? ";" : "",
                   STR_FMT(r->locations[i].raw),
                   r->locations[i].country.n ? "," : "",
                   STR_FMT(r->locations[i].country));
    buf_printf(out, "|%s|%.*s|%s|", r->remote ? remote_name(r->remote) : "-",
               STR_FMT(r->employment_type), date_format(r->date_posted, day));
    if (r->salary.provenance)
        buf_printf(out, "%lld-%lld %s %s", (long long)r->salary.min_cents,
                   (long long)r->salary.max_cents, r->salary.currency,
                   r->salary.period ? pay_period_name(r->salary.period) : "-");
    buf_printf(out, "|%s:%.*s|bad %u\n", formats[r->format],
               STR_FMT(r->description), r->n_bad_fields);
}

struct reader_case {
    const char *label, *kind, *body;
    const char *want;  /* lines of describe(); NULL: refused */
    const char *words; /* part of the error, or of the first bad posting */
};

static const struct reader_case cases[] = {
    {"a Greenhouse list", "greenhouse",
     "{\"jobs\":[{\"id\":7,\"title\":\"R&amp;D Engineer\",\"company_name\":"
     "\"Elm \",\"absolute_url\":\"https://e.example/7\",\"location\":{\"name\":"
     "\"Berlin, Germany | Paris\"},\"first_published\":"
     "\"2026-03-04T23:30:00-05:00\",\"updated_at\":\"2026-05-01T00:00:00Z\","
     "\"content\":\"&lt;p&gt;C &amp;amp; C++&lt;/p&gt;\"}]}",
     "greenhouse-7|R&D Engineer|Elm|Berlin, Germany;Paris|-||2026-03-04||"
     "html:<p>C &amp; C++</p>|bad 0\n",
     NULL},
    {"one Greenhouse job with pay by city", "greenhouse",
     "{\"id\":\"8\",\"title\":\"Data Engineer\",\"pay_input_ranges\":["
     "{\"min_cents\":9000000,\"max_cents\":12000000,\"currency_type\":\"USD\"},"
     "{\"min_cents\":8000000,\"max_cents\":11000000,\"currency_type\":\"USD\"},"
     "{\"min_cents\":1,\"max_cents\":2,\"currency_type\":\"EUR\"}]}",
     "greenhouse-8|Data Engineer|||-|||8000000-12000000 USD year|html:|bad 0\n",
     NULL},
    {"a work model in place of the place", "greenhouse",
     "{\"jobs\":[{\"id\":1,\"title\":\"X\",\"location\":{\"name\":\"Hybrid\"},"
     "\"offices\":[{\"name\":\"HQ\",\"location\":\"Oslo, Norway\"}],"
     "\"metadata\":[{\"name\":\"Employment Type\",\"value\":\"Regular\"}]}]}",
     "greenhouse-1|X||Oslo, Norway|hybrid|Regular|||html:|bad 0\n", NULL},
    {"metadata names the work model", "greenhouse",
     "{\"jobs\":[{\"id\":1,\"title\":\"X\",\"location\":{\"name\":\"Oslo\"},"
     "\"metadata\":[{\"name\":\"Location Type\",\"value\":\"On-Site\"},"
     "{\"name\":\"Level\",\"value\":null},{\"name\":\"n\",\"value\":[1]}]}]}",
     "greenhouse-1|X||Oslo|onsite||||html:|bad 0\n", NULL},
    {"an empty board", "greenhouse", "{\"jobs\":[],\"meta\":{\"total\":0}}", "",
     NULL},
    {"a job without title is counted", "greenhouse",
     "{\"jobs\":[{\"id\":1},{\"id\":2,\"title\":\"X\"}]}",
     "greenhouse-2|X|||-||||html:|bad 0\n", "without id or title"},
    {"wrong types are counted, not fatal", "greenhouse",
     "{\"jobs\":[{\"id\":1,\"title\":\"X\",\"company_name\":{\"a\":1},"
     "\"content\":[],\"departments\":false,\"location\":false}]}",
     "greenhouse-1|X|||-||||html:|bad 2\n", NULL},
    {"HTML where JSON was promised", "greenhouse", "  <!doctype html><p>no",
     NULL, "HTML where JSON was promised"},
    {"a cut answer says where", "greenhouse", "{\"jobs\":[{\"id\":1,\"ti", NULL,
     "cut off at byte 20"},
    {"an error object is no board", "greenhouse",
     "{\"status\":404,\"error\":\"Job not found\"}", NULL, "no Greenhouse"},
    {"an empty answer", "lever", " \n", NULL, "empty"},
    {"text behind the end", "lever", "[] []", NULL, "behind the end"},

    {"a Lever posting keeps its lists", "lever",
     "\xef\xbb\xbf[{\"id\":\"a-b\",\"text\":\"ML Engineer\",\"hostedUrl\":"
     "\"https://l.example/a\",\"categories\":{\"location\":\"Lisbon\","
     "\"commitment\":\"Full-time\",\"allLocations\":[\"Lisbon\",\"Porto\"]},"
     "\"country\":\"PT\",\"createdAt\":1767225600000,\"workplaceType\":"
     "\"on-site\",\"salaryRange\":{\"min\":50000,\"max\":70000.5,\"currency\":"
     "\"EUR\",\"interval\":\"per-year-salary\"},\"description\":\"<p>x</p>\","
     "\"lists\":[{\"text\":\"You < we\",\"content\":\"<li>Go</li>\"}],"
     "\"additional\":\"<p>z</p>\"}]",
     "lever-a-b|ML Engineer||Lisbon,PT;Porto|onsite|Full-time|2026-01-01|"
     "5000000-7000050 EUR year|html:<div><p>x</p></div><h3>You &lt; we</h3>"
     "<ul><li>Go</li></ul><div><p>z</p></div>|bad 0\n",
     NULL},
    {"one Lever posting, unspecified workplace", "lever",
     "{\"id\":\"c\",\"text\":\"X\",\"workplaceType\":\"unspecified\"}",
     "lever-c|X|||-||||html:|bad 0\n", NULL},

    {"an Ashby board", "ashby",
     "{\"jobs\":[{\"id\":\"u\",\"title\":\" Data "
     "Scientist\",\"employmentType\":"
     "\"FullTime\",\"location\":\"New York, NY (HQ)\",\"secondaryLocations\":"
     "[{\"location\":\"Remote (Canada)\",\"address\":{\"postalAddress\":"
     "{\"addressCountry\":\"Canada\"}}}],\"publishedAt\":"
     "\"2026-04-07T17:12:35.753+00:00\",\"isListed\":true,\"isRemote\":true,"
     "\"workplaceType\":\"Hybrid\",\"address\":{\"postalAddress\":"
     "{\"addressRegion\":\"NY\",\"addressCountry\":\"USA\",\"addressLocality\":"
     "\"New York City\"}},\"jobUrl\":\"https://a.example/u\","
     "\"descriptionHtml\":\"<p>R</p>\",\"compensation\":{\"compensationTiers\":"
     "[{\"components\":[{\"compensationType\":\"Salary\",\"interval\":"
     "\"1 YEAR\",\"currencyCode\":\"USD\",\"minValue\":211400,\"maxValue\":"
     "290600},{\"compensationType\":\"EquityPercentage\",\"minValue\":1}]}]}},"
     "{\"id\":\"h\",\"title\":\"Hidden\",\"isListed\":false}]}",
     "ashby-u|Data Scientist||New York, NY (HQ),USA;Remote (Canada),Canada|"
     "hybrid|FullTime|2026-04-07|21140000-29060000 USD year|html:<p>R</p>|"
     "bad 0\n",
     NULL},
    {"the older Ashby form", "ashby",
     "{\"jobs\":[{\"id\":\"o\",\"title\":\"X\",\"publishedDate\":"
     "\"2026-05-20\",\"isRemote\":true,\"descriptionPlain\":\"plain\","
     "\"compensation\":{\"compensationComponents\":[{\"compensationType\":"
     "\"Salary\",\"tiers\":[{\"tierFloor\":150000,\"tierCeiling\":190000,"
     "\"currency\":\"USD\",\"interval\":\"YEAR\"}]}]}}]}",
     "ashby-o|X|||remote||2026-05-20|15000000-19000000 USD year|text:plain|"
     "bad 0\n",
     NULL},
    {"no Ashby board", "ashby", "{\"errors\":[]}", NULL, "\"jobs\" is missing"},

    {"records a line each, bad ones counted", "ndjson",
     "{\"id\":\"n1\",\"title\":\"X\",\"location\":\"Oslo; Bergen\","
     "\"date_posted\":\"2026-02\",\"description\":\"a < b\","
     "\"remote\":\"True\"}\n\n{\"id\":\n"
     "{\"id\":2,\"html\":\"<b>y</b>\",\"salary\":{\"min\":\"40,000\","
     "\"currency\":\"gbp\",\"period\":\"year\"},\"date_posted\":2026}\n[1]\n",
     "n1|X||Oslo;Bergen|remote||2026-02||text:a < b|bad 0\n"
     "2||||-||2026|4000000--1 GBP year|html:<b>y</b>|bad 0\n",
     "cut off"},
};

static void answers_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct reader_case *c = &cases[i];
        AUTO(auto_arena_free) struct arena *a = arena_new();
        const struct reader_input in = {.body = str_from(c->body)};
        struct raw_list list = {0};
        struct err err = {0};
        struct buf got;
        buf_init(&got, OUT_MAX);
        enum st st = reader_read(str_from(c->kind), &in, a, &list, &err);
        for (size_t k = 0; k < list.n; k++)
            describe(&list.v[k], &got);
        if (c->want ? st != ST_OK || strcmp(buf_cstr(&got), c->want) != 0
                    : st == ST_OK)
            fail_msg("%s: %d \"%s\"\n%s", c->label, st, err.msg,
                     buf_cstr(&got));
        const char *words = st ? err.msg : list.first_bad.msg;
        if (c->words && !strstr(words, c->words))
            fail_msg("%s: words \"%s\"", c->label, words);
        buf_done(&got);
    }
}

static void every_kind_has_a_reader(void **state)
{
    (void)state;
    size_t n = 0;
    for (const char *const *kind = reader_kinds(); *kind; kind++, n++)
        assert_true(reader_exists(str_from(*kind)));
    assert_int_equal(n, 24);
    assert_false(reader_exists(STR("monster")));
}

/* No prefix of a good answer is taken for a whole one, and none crashes. */
static void a_cut_answer_is_refused_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct reader_case *c = &cases[i];
        if (!c->want || strcmp(c->kind, "ndjson") == 0)
            continue;
        struct str whole = str_from(c->body);
        for (size_t n = 0; n < whole.n; n++) {
            AUTO(auto_arena_free) struct arena *a = arena_new();
            const struct reader_input in = {.body = str_slice(whole, 0, n)};
            struct raw_list list = {0};
            struct err err = {0};
            if (reader_read(str_from(c->kind), &in, a, &list, &err) == ST_OK)
                fail_msg("%s: %zu bytes of it are taken", c->label, n);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_read),
        cmocka_unit_test(every_kind_has_a_reader),
        cmocka_unit_test(a_cut_answer_is_refused_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
