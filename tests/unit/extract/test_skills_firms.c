/* SPDX-License-Identifier: MIT */
#include "extract/skills_firms.h"
#include "tests/test.h"

/* The name that is judged stands between '<' and '>'. */
static bool is_listed(const char *marked, bool alone)
{
    struct str s = str_from(marked);
    size_t at = str_find(s, STR("<")), end = str_find(s, STR(">"));
    char text[256];
    assert_true(at < end && end < s.n && s.n < sizeof text);
    memcpy(text, s.p, at);
    memcpy(text + at, s.p + at + 1, end - at - 1);
    memcpy(text + end - 1, s.p + end + 1, s.n - end - 1);
    return firm_is_listed((struct str){text, s.n - 2}, 0, (uint32_t)at, alone);
}

struct firm_case {
    const char *text;
    bool alone, listed;
};

static void names_in_lists_of_firms_are_found(void **state)
{
    (void)state;
    static const struct firm_case cases[] = {
        {"We serve clients such as Acme, Initech and <Slack>.", true, true},
        {"Our customers include <Zendesk>, Acme and more.", true, true},
        {"Customers: Acme, Hooli, <Tableau>", true, true},
        {"funds (the founders of Acme, <Okta>, Hooli)", true, true},
        {"angels from the founders of Acme and <GitHub>", true, true},
        {"We come from companies like Hooli, Acme, and <Databricks>.", true,
         true},
        {"engineers who came from places such as <Stripe>", true, true},
        {"Founded by ex-Acme, Initech, and <Salesforce> people", true, true},
        {"a team of ex-<AWS> engineers", true, true},
        {"led by Hooli and <Intercom>", true, true},
        {"Initech was acquired by <SAP> last year", true, true},
        {"customers like Guru, Hooli.<AI>, Acme", false, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (is_listed(cases[i].text, cases[i].alone) != cases[i].listed)
            fail_msg("not seen: %s", cases[i].text);
}

static void other_lists_are_no_firms(void **state)
{
    (void)state;
    static const struct firm_case cases[] = {
        {"experience with tools such as Acme, <Slack> or Box", true, false},
        {"You use customer data platforms like Acme and <Segment>", true,
         false},
        {"Our stack is Python backed by Cassandra, <Elasticsearch>", true,
         false},
        {"Help customers using <AWS>", true, false},
        {"Clients want SQL. Knowledge of Python and <Spark>", true, false},
        {"Our customers run software such as <SAP>", true, false},
        {"Skills: Python, <Airflow>", true, false},
        {"a team of <AI> agents", false, false},
        {"customers like <AI>", false, false},
        {"<Spark>", true, false},
        {"companies like Acme! We use Python, <Spark>", true, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (is_listed(cases[i].text, cases[i].alone) != cases[i].listed)
            fail_msg("taken for a firm: %s", cases[i].text);
}

static void the_employer_is_known_by_a_boards_spelling(void **state)
{
    (void)state;
    static const struct {
        const char *company;
        bool is;
    } cases[] = {
        {"Acme Robotics", true},  {"acme-robotics", true},
        {"acme_robotics", true},  {"acme robotic", false},
        {"acmes-robotic", false},
    };
    struct str text = STR("At Acme Robotics, we build robots");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(firm_is_around(text, str_from(cases[i].company), 5, 8),
                         cases[i].is);
    assert_false(firm_is_around(text, STR("The Acme Robotics"), 9, 8));
    assert_true(firm_tail_is(STR(", Inc.")));
    assert_true(firm_tail_is(STR("")));
    assert_false(firm_tail_is(STR(" Robotics")));
}

static void posts_are_no_skills(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is;
    } cases[] = {
        {"Report to our Head of <", true},
        {"VP of <", true},
        {"Our Director for <", true},
        {"the head of <", false},
        {"knowledge of <", false},
        {"Head of the <", false},
        {"<", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str s = str_from(cases[i].text);
        uint32_t at = (uint32_t)str_find(s, STR("<"));
        if (firm_has_post(s, 0, at) != cases[i].is)
            fail_msg("wrong: %s", cases[i].text);
    }
}

static void teams_are_told_by_the_word_behind(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is;
    } cases[] = {
        {"forecasting> team", true},       {"forecasting> Teams.", true},
        {"security> group, and", true},    {"forecasting> teamwork", false},
        {"forecasting>, team", false},     {"forecasting>", false},
        {"forecasting> for teams", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str s = str_from(cases[i].text);
        char text[64];
        size_t end = str_find(s, STR(">"));
        assert_true(end < s.n && s.n < sizeof text);
        memcpy(text, s.p, end);
        memcpy(text + end, s.p + end + 1, s.n - end - 1);
        if (firm_has_team((struct str){text, s.n - 1}, (uint32_t)end) !=
            cases[i].is)
            fail_msg("wrong: %s", cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_in_lists_of_firms_are_found),
        cmocka_unit_test(other_lists_are_no_firms),
        cmocka_unit_test(the_employer_is_known_by_a_boards_spelling),
        cmocka_unit_test(posts_are_no_skills),
        cmocka_unit_test(teams_are_told_by_the_word_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
