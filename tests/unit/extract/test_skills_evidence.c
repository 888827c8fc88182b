/* SPDX-License-Identifier: MIT */
#include "test_skills_cases.h"

#define N(list) (sizeof(list) / sizeof((list)[0]))

/* Sections about the employer are where a tool in the same sentence is no
 * evidence, so that one rule at a time is seen. */
static const char weak[] =
    "- {id: r, name: R, kind: language, weak: [R],\n"
    "   context: ['\\b(?:statistical|programming|languages?)\\b'],\n"
    "   except: [series r, round r]}\n"
    "- {id: c, name: C, kind: language, weak: [C], except: [vitamin c, series "
    "c]}\n"
    "- {id: go, name: Go, kind: language, names: [golang], weak: [Go],\n"
    "   context: ['\\bgoroutines?\\b'], except: [go to market]}\n"
    "- {id: spark, name: Spark, kind: tool, names: [apache spark],\n"
    "   weak: [Spark, spark], except: [spark joy]}\n"
    "- {id: hive, name: Hive, kind: tool, weak: [Hive]}\n"
    "- {id: excel, name: Excel, kind: tool, names: [ms excel], weak: [Excel]}\n"
    "- {id: sas, name: SAS, kind: tool, weak: [SAS]}\n"
    "- {id: access, name: Access, kind: tool, weak: [Access]}\n"
    "- {id: ray, name: Ray, kind: tool, weak: [Ray]}\n"
    "- {id: react, name: React, kind: tool, weak: [React]}\n"
    "- {id: agile, name: Agile, kind: concept, weak: [Agile]}\n"
    "- {id: scrum, name: Scrum, kind: concept, names: [scrum]}\n"
    "- {id: master, name: M, kind: degree, weak: [MS], \n"
    "   context: ['\\bdegrees?\\b']}\n"
    "- {id: bachelor, name: B, kind: degree, names: [bachelor]}\n"
    "- {id: python, name: Python, kind: language, names: [python]}\n"
    "- {id: java, name: Java, kind: language, names: [java]}\n"
    "- {id: sql, name: SQL, kind: language, names: [sql]}\n"
    "- {id: statistics, name: S, kind: concept, names: [statistics]}\n"
    "- {id: big-spark, name: B, kind: tool, names: [big spark engine]}\n";

static void case_must_be_right(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"right", "{python:Python}, {go:Go}"},
        {"wrong", "{python:Python}, GO, go, EXCEL, excel"},
        {"one of several", "{python:Python}, {spark:spark}"},
        {"alone, a capital proves nothing", "We Go home"},
    };
    check_cases(weak, cases, N(cases));
}

static void neighbours_in_a_list_are_evidence(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"comma", "{python:Python}, {r:R}, {sql:SQL}"},
        {"slash", "{python:Python}/{r:R}/{sql:SQL}"},
        {"and, or", "{r:R} or {python:Python}, {java:Java} and {c:C}"},
        {"and sign", "{python:Python} & {r:R}"},
        {"brackets", "{sql:SQL} ({hive:Hive}) tools"},
        {"bars and semicolons", "{java:Java} | {go:Go}; {c:C}"},
        {"spaces alone", "{python:Python} {r:R} {sql:SQL} {excel:Excel}"},
        {"as first word", "{excel:Excel}, {sql:SQL}"},
        {"with a word between", "{python:Python}, advanced {excel:Excel}"},
        {"with a number between", "{python:Python} 3.8, {r:R}"},
        {"along the list from its end", "{go:Go}, {hive:Hive}, {spark:Spark}, "
                                        "{java:Java}"},
        {"along the list from its head", "{java:Java}, {spark:Spark}, "
                                         "{hive:Hive}, {go:Go}"},
        {"too many words between", "{sql:SQL}, some time ago we Excel"},
        {"no separator", "{sql:SQL} lets us Excel"},
        {"over a full stop", "We like {sql:SQL}. Excel"},
        {"a concept is no neighbour of a tool", "{statistics:statistics}, R"},
        {"but of a concept", "{scrum:Scrum}, {agile:Agile}"},
        {"a tool is no neighbour of a degree", "{sql:SQL}, MS"},
        {"but a degree is", "{bachelor:Bachelor} or {master:MS}"},
    };
    check_section(weak, SECTION_ABOUT, cases, N(cases));
}

static void two_weak_tools_vouch_for_each_other(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"or", "tools ({sas:SAS} or {r:R})"},
        {"slash", "on {hive:Hive}/{spark:Spark}"},
        {"comma", "Good at {excel:Excel}, {access:Access}"},
        {"words between", "We Go and then we Excel"},
        {"only a space", "the Hive Access"},
        {"two letters", "Buildings C, R"},
    };
    check_section(weak, SECTION_ABOUT, cases, N(cases));
}

static void lines_next_door_are_evidence(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"an item of its own", "# You\n- {excel:Excel}\n- Fun"},
        {"an item with more", "- Excel under pressure\n- Fun"},
        {"items beside it", "- {python:Python}\n- {r:R} skills\n- Fun"},
        {"short lines without marks", "Skills\n{r:R}\n{sql:SQL}\nLocation"},
        {"a long line beside it",
         "Our people all know a good deal of {sql:SQL}\nExcel"},
        {"a heading is no item", "# Go\n{java:Java}"},
    };
    check_section(weak, SECTION_ABOUT, cases, N(cases));
}

static void context_in_the_sentence_is_evidence(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"pattern", "{r:R} programming"},
        {"pattern elsewhere in the sentence",
         "Statistical work, mostly with the help of {r:R}"},
        {"in another sentence", "Programming. Series of R"},
        {"in another line", "programming\nthe R in it"},
        {"of another concept", "Go programming"},
        {"a degree", "an {master:MS} degree"},
        {"no degree", "MS Office"},
    };
    check_section(weak, SECTION_ABOUT, cases, N(cases));
}

static void words_that_ask_are_evidence(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"experience with", "Experience with {excel:Excel} is nice"},
        {"knowledge of", "Good knowledge of {access:Access}"},
        {"with an adjective", "Proficiency in advanced {excel:Excel}"},
        {"using", "Build things using {ray:Ray}"},
        {"written in", "Services written in {go:Go}"},
        {"years of", "5 years of {sas:SAS}"},
        {"years behind", "{sas:SAS}: 4 years, {hive:Hive} (3+ years)"},
        {"other languages", "Gute Kenntnisse in {excel:Excel}"},
        {"built of", "the next generation of Ray"},
        {"with alone", "Come with Ray"},
        {"over a stop", "Experience. In Ray we trust"},
        {"a degree is not asked for so", "experience with MS products"},
    };
    check_section(weak, SECTION_ABOUT, cases, N(cases));
}

static void a_strong_tool_in_the_sentence_is_evidence(void **state)
{
    (void)state;
    const enum section ask = SECTION_REQUIREMENTS;
    const struct posting_case cases[] = {
        {NULL, NULL, ask, {"beside", "our {sas:SAS} reports feed {sql:SQL}"}},
        {NULL, NULL, ask, {"first word", "React quickly when {sql:SQL} fails"}},
        {NULL,
         NULL,
         ask,
         {"before a capital", "the Ray Charles fans love {sql:SQL}"}},
        {NULL,
         NULL,
         ask,
         {"joined", "an x/Hive thing goes to {sql:SQL} in time"}},
        {NULL,
         NULL,
         SECTION_ABOUT,
         {"about us", "our Hive bees like {sql:SQL}"}},
        {NULL,
         NULL,
         SECTION_BENEFITS,
         {"benefits", "free Access to the gym for all {sql:SQL} fans"}},
        {NULL,
         NULL,
         ask,
         {"another sentence", "our Hive is up. {sql:SQL} too"}},
        {NULL,
         NULL,
         ask,
         {"a concept only", "our SAS {statistics:statistics}"}},
        {NULL,
         NULL,
         ask,
         {"inside a longer name", "the {big-spark:big Spark engine} "
                                  "needs {sql:SQL} now"}},
    };
    check_postings(weak, cases, N(cases));
}

static void the_title_is_evidence(void **state)
{
    (void)state;
    const enum section ask = SECTION_REQUIREMENTS;
    const struct posting_case cases[] = {
        {"Senior Go Engineer",
         NULL,
         ask,
         {"names it", "Your {go:Go} services"}},
        {"Go Engineer", NULL, ask, {"first word", "Go beyond"}},
        {"Go Bar Manager", NULL, ask, {"no technical job", "Your Go services"}},
        {"Java Engineer", NULL, ask, {"names another", "Your Go services"}},
        {"golang Engineer", NULL, ask, {"by another name", "Your Go services"}},
        {"MS Engineer", NULL, ask, {"a degree", "Your MS products"}},
    };
    check_postings(weak, cases, N(cases));
}

static void a_strong_mention_elsewhere_is_evidence(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"before", "We use {spark:Apache Spark}\nYour {spark:Spark} jobs"},
        {"behind", "Your {go:Go} jobs\nWe know {go:golang}"},
        {"first word",
         "We use {spark:Apache Spark}\nSpark the team with ideas"},
    };
    check_cases(weak, cases, N(cases));
}

static void some_places_are_never_a_mention(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"except phrase", "{java:Java}, Go to market, {sql:SQL}, Series C"},
        {"except phrase in a list", "{sql:SQL}, {java:Java}, Vitamin C"},
        {"hyphen behind", "{java:Java}, C-level, R-rated, Go-live"},
        {"hyphen before", "{java:Java}, Objective-C, Plan-R"},
        {"hyphen of a compound", "{sql:SQL}, {spark:Spark}-based, "
                                 "{excel:Excel}-like"},
        {"hyphen between skills", "{python:Python}-{r:R}"},
        {"dots of an abbreviation", "{java:Java}, U.S.C., R.N."},
        {"a lost space behind a dot", "{java:Java} or {r:R}.Then more"},
        {"registered sign in brackets", "{java:Java}, Intel(R)"},
        {"letters tied by a sign", "{java:Java}, R&D, R & D, A/R, P & C"},
        {"initial of a name", "John R. Smith knows {java:Java}"},
        {"initial at the start", "C. Robinson, {java:Java}"},
        {"end of a sentence", "{java:Java} and {r:R}. Then more"},
    };
    check_cases(weak, cases, N(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_must_be_right),
        cmocka_unit_test(neighbours_in_a_list_are_evidence),
        cmocka_unit_test(two_weak_tools_vouch_for_each_other),
        cmocka_unit_test(lines_next_door_are_evidence),
        cmocka_unit_test(context_in_the_sentence_is_evidence),
        cmocka_unit_test(words_that_ask_are_evidence),
        cmocka_unit_test(a_strong_tool_in_the_sentence_is_evidence),
        cmocka_unit_test(the_title_is_evidence),
        cmocka_unit_test(a_strong_mention_elsewhere_is_evidence),
        cmocka_unit_test(some_places_are_never_a_mention),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
