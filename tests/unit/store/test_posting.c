/* SPDX-License-Identifier: MIT */
#include "store/posting.h"
#include "tests/test.h"

#define RECORD_MAX_BYTES (1u << 20)

static struct posting empty_posting(void)
{
    return (struct posting){.years_min = -1,
                            .salary = {.min_cents = -1, .max_cents = -1}};
}

static void check(const struct posting *p, bool with_text, const char *want)
{
    struct buf out;
    buf_init(&out, RECORD_MAX_BYTES);
    posting_write_json(p, with_text, &out);
    assert_false(out.overflowed);
    assert_str(buf_str(&out), want);
    buf_done(&out);
}

static void an_empty_posting_has_every_key_in_order(void **state)
{
    (void)state;
    struct posting p = empty_posting();
    check(&p, true,
          "{\"id\":null,\"source\":null,\"url\":null,\"title\":null,"
          "\"company\":null,\"locations\":[],\"remote\":null,"
          "\"employment_type\":null,\"date_posted\":null,"
          "\"date_updated\":null,\"valid_through\":null,\"language\":null,"
          "\"role\":null,\"role_rule\":null,\"seniority\":null,"
          "\"salary\":null,\"years_min\":null,\"degree\":null,"
          "\"text_bytes\":0,\"truncated\":false,"
          "\"fingerprint\":\"0000000000000000\",\"skills\":[],"
          "\"text\":null}");
}

static void a_full_posting_is_written_whole(void **state)
{
    (void)state;
    const struct mention sql[] = {{4, 7}, {15, 18}}, go[] = {{9, 11}};
    const struct posting_skill skills[] = {
        {STR("go"), 1, LABEL_NEGATED, SECTION_OTHER, go, 1},
        {STR("sql"), 2, LABEL_REQUIRED, SECTION_REQUIREMENTS, sql, 2}};
    const struct place places[] = {
        {STR("Berlin, DE"), STR("Berlin"), STR_NONE, STR("DE")},
        {STR("\"Remote\""), STR_NONE, STR_NONE, STR_NONE}};
    struct posting p = {
        .id = STR("7"),
        .source = STR("lever/acme"),
        .url = STR("https://jobs.example/7?a=1&b=2"),
        .title = STR("Data\nEngineer"),
        .company = STR("Acm\xc3\xa9"),
        .locations = places,
        .n_locations = 2,
        .remote = REMOTE_HYBRID,
        .employment_type = STR("full-time"),
        .date_posted = {2026, 11, 2},
        .date_updated = {2026, 11, 0},
        .valid_through = {2027, 0, 0},
        .language = STR("en"),
        .role = STR("data-engineer"),
        .role_rule = STR("title:data engineer"),
        .seniority = SENIORITY_SENIOR,
        .salary = {8000000, 9550050, "EUR", PAY_YEAR, FROM_FIELD},
        .years_min = 3,
        .degree = DEGREE_MASTER,
        .text = STR("Use SQL, Go or SQL."),
        .truncated = true,
        .fingerprint = 0xab0000000000cd01,
        .skills = skills,
        .n_skills = 2};
    check(&p, true,
          "{\"id\":\"7\",\"source\":\"lever/acme\","
          "\"url\":\"https://jobs.example/7?a=1&b=2\","
          "\"title\":\"Data\\nEngineer\",\"company\":\"Acm\xc3\xa9\","
          "\"locations\":[{\"raw\":\"Berlin, DE\",\"city\":\"Berlin\","
          "\"region\":null,\"country\":\"DE\"},{\"raw\":\"\\\"Remote\\\"\","
          "\"city\":null,\"region\":null,\"country\":null}],"
          "\"remote\":\"hybrid\",\"employment_type\":\"full-time\","
          "\"date_posted\":\"2026-11-02\",\"date_updated\":\"2026-11\","
          "\"valid_through\":\"2027\",\"language\":\"en\","
          "\"role\":\"data-engineer\",\"role_rule\":\"title:data engineer\","
          "\"seniority\":\"senior\",\"salary\":{\"min\":80000,"
          "\"max\":95500.5,\"currency\":\"EUR\",\"period\":\"year\","
          "\"provenance\":\"field\"},\"years_min\":3,\"degree\":\"master\","
          "\"text_bytes\":19,\"truncated\":true,"
          "\"fingerprint\":\"ab0000000000cd01\",\"skills\":["
          "{\"id\":\"go\",\"label\":\"negated\",\"section\":\"other\","
          "\"mentions\":[{\"start\":9,\"end\":11,\"text\":\"Go\"}]},"
          "{\"id\":\"sql\",\"label\":\"required\","
          "\"section\":\"requirements\",\"mentions\":["
          "{\"start\":4,\"end\":7,\"text\":\"SQL\"},"
          "{\"start\":15,\"end\":18,\"text\":\"SQL\"}]}],"
          "\"text\":\"Use SQL, Go or SQL.\"}");
}

static void money_is_written_in_main_units(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        int64_t min_cents, max_cents;
        const char *currency, *want;
    } cases[] = {
        {"whole", 1800, 250000, "USD",
         "{\"min\":18,\"max\":2500,\"currency\":\"USD\",\"period\":\"hour\","
         "\"provenance\":\"prose\"}"},
        {"tens of cents", 1850, -1, "USD",
         "{\"min\":18.5,\"max\":null,\"currency\":\"USD\",\"period\":\"hour\","
         "\"provenance\":\"prose\"}"},
        {"single cents", 1805, 99, "",
         "{\"min\":18.05,\"max\":0.99,\"currency\":null,\"period\":\"hour\","
         "\"provenance\":\"prose\"}"},
        {"the largest", 0, INT64_MAX, "USD",
         "{\"min\":0,\"max\":92233720368547758.07,\"currency\":\"USD\","
         "\"period\":\"hour\",\"provenance\":\"prose\"}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct posting p = empty_posting();
        p.salary = (struct salary){.min_cents = cases[i].min_cents,
                                   .max_cents = cases[i].max_cents,
                                   .period = PAY_HOUR,
                                   .provenance = FROM_PROSE};
        memcpy(p.salary.currency, cases[i].currency,
               strlen(cases[i].currency) + 1);
        struct buf out;
        buf_init(&out, RECORD_MAX_BYTES);
        posting_write_json(&p, false, &out);
        struct str all = buf_str(&out);
        size_t from = str_find(all, STR("\"salary\":")) + 9;
        struct str got = str_slice(all, from, from + strlen(cases[i].want));
        if (!str_eq(got, str_from(cases[i].want)))
            fail_msg("%s: %.*s", cases[i].label, STR_FMT(got));
        buf_done(&out);
    }
}

static void the_text_is_left_out_unless_asked_for(void **state)
{
    (void)state;
    struct posting p = empty_posting();
    struct buf out;
    buf_init(&out, RECORD_MAX_BYTES);
    p.text = STR("words");
    posting_write_json(&p, false, &out);
    assert_int_equal(str_find(buf_str(&out), STR("\"text\":")), SIZE_MAX);
    assert_int_not_equal(str_find(buf_str(&out), STR("\"text_bytes\":5,")),
                         SIZE_MAX);
    buf_done(&out);
}

static void a_mention_beyond_the_text_is_clamped(void **state)
{
    (void)state;
    const struct mention far[] = {{2, 90}};
    const struct posting_skill skill = {STR("x"),      0,   LABEL_UNSPECIFIED,
                                        SECTION_ABOUT, far, 1};
    struct posting p = empty_posting();
    struct buf out;
    buf_init(&out, RECORD_MAX_BYTES);
    p.text = STR("abcd");
    p.skills = &skill;
    p.n_skills = 1;
    posting_write_json(&p, false, &out);
    assert_int_not_equal(str_find(buf_str(&out), STR("\"text\":\"cd\"")),
                         SIZE_MAX);
    buf_done(&out);
}

static void names_are_the_words_of_the_record(void **state)
{
    (void)state;
    assert_null(remote_name(REMOTE_NONE));
    assert_null(seniority_name(SENIORITY_NONE));
    assert_null(degree_name(DEGREE_NONE));
    assert_null(pay_period_name(PAY_NONE));
    assert_null(provenance_name(FROM_NONE));
    assert_string_equal(remote_name(REMOTE_ONSITE), "onsite");
    assert_string_equal(seniority_name(SENIORITY_INTERN), "intern");
    assert_string_equal(seniority_name(SENIORITY_MANAGER), "manager");
    assert_string_equal(degree_name(DEGREE_PHD), "phd");
    assert_string_equal(pay_period_name(PAY_WEEK), "week");
    assert_string_equal(provenance_name(FROM_MARKUP), "markup");
    assert_string_equal(label_name(LABEL_UNSPECIFIED), "unspecified");
    assert_string_equal(section_name(SECTION_LEGAL), "legal");
    assert_null(section_name((enum section)77));
}

static void a_text_is_usable_when_whole_and_long_enough(void **state)
{
    (void)state;
    char text[POSTING_USABLE_TEXT_MIN_BYTES];
    memset(text, 'a', sizeof text);
    struct posting p = empty_posting();
    p.text = (struct str){text, sizeof text};
    assert_true(posting_text_is_usable(&p));
    p.truncated = true;
    assert_false(posting_text_is_usable(&p));
    p.truncated = false;
    p.text.n--;
    assert_false(posting_text_is_usable(&p));
    p.text = STR_NONE;
    assert_false(posting_text_is_usable(&p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_posting_has_every_key_in_order),
        cmocka_unit_test(a_full_posting_is_written_whole),
        cmocka_unit_test(money_is_written_in_main_units),
        cmocka_unit_test(the_text_is_left_out_unless_asked_for),
        cmocka_unit_test(a_mention_beyond_the_text_is_clamped),
        cmocka_unit_test(names_are_the_words_of_the_record),
        cmocka_unit_test(a_text_is_usable_when_whole_and_long_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
