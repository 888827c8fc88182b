/* SPDX-License-Identifier: MIT */
#include "test_skills_cases.h"

#define N(list) (sizeof(list) / sizeof((list)[0]))

static const char names[] =
    "- {id: python, name: P, kind: language, names: [Python]}\n"
    "- {id: java, name: J, kind: language, names: [Java]}\n"
    "- {id: javascript, name: J, kind: language, names: [JavaScript],\n"
    "   cased: [Js]}\n"
    "- {id: cpp, name: C, kind: language, names: [c++]}\n"
    "- {id: csharp, name: C, kind: language, names: ['C#']}\n"
    "- {id: dotnet, name: N, kind: tool, names: [.NET, dotnet]}\n"
    "- {id: nodejs, name: N, kind: tool, names: [Node.js]}\n"
    "- {id: sql, name: S, kind: language, names: [SQL],"
    "   except: [sql server]}\n"
    "- {id: sql-server, name: S, kind: tool, names: [SQL Server, mssql]}\n"
    "- {id: spark, name: S, kind: tool, names: [Apache Spark, Spark]}\n"
    "- {id: pyspark, name: S, kind: tool, names: [PySpark]}\n"
    "- {id: aws, name: A, kind: tool, names: [AWS, Amazon Web Services]}\n"
    "- {id: aws-lambda, name: A, kind: tool, names: [AWS Lambda]}\n"
    "- {id: ci-cd, name: C, kind: concept, names: [CI/CD]}\n"
    "- {id: ab-testing, name: A, kind: concept, names: [A/B test]}\n"
    "- {id: scikit-learn, name: S, kind: tool, names: [scikit-learn]}\n"
    "- {id: tfidf, name: T, kind: concept, names: [TF-IDF]}\n"
    "- {id: power-bi, name: P, kind: tool, names: [PowerBI]}\n"
    "- {id: tensorflow, name: T, kind: tool, names: [TensorFlow]}\n"
    "- {id: machine-learning, name: M, kind: concept,"
    "   names: [machine learning, ML]}\n"
    "- {id: neural-networks, name: N, kind: concept,"
    "   names: [neural networks]}\n"
    "- {id: data-lake, name: D, kind: concept, names: [data lake, library]}\n"
    "- {id: llm, name: L, kind: concept, cased: [LLM]}\n"
    "- {id: iam, name: I, kind: concept, cased: [IAM]}\n"
    "- {id: degree, name: B, kind: degree, names: [Bachelor's degree],"
    "   cased: [M.S., Ph.D., Master]}\n"
    "- {id: wandb, name: W, kind: tool, names: [weights & biases]}\n"
    "- {id: rnd, name: R, kind: concept, cased: [R&D]}\n"
    "- {id: security, name: S, kind: concept, names: [security]}\n"
    "- {id: security-plus, name: S, kind: certification,"
    "   names: [Security+]}\n"
    "- {id: bayes, name: B, kind: concept, names: [naive bayes]}\n"
    "- {id: tableau, name: T, kind: tool, names: [Tableau, Tableau Desktop]}\n"
    "- {id: ten, name: T, kind: tool, names: [a b c d e f g h]}\n";

static void spelling_makes_no_difference(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"case", "{python:PYTHON}, {python:python}"},
        {"hyphen, space, underscore, slash, joined",
         "{scikit-learn:scikit-learn} {scikit-learn:Scikit Learn} "
         "{scikit-learn:scikit_learn} {scikit-learn:scikitlearn}"},
        {"slash",
         "{ci-cd:CI/CD}, {ci-cd:CI-CD}, {ci-cd:CI / CD}, {ci-cd:CICD}"},
        {"non-breaking hyphen", "{tfidf:TF\xe2\x80\x91IDF} {tfidf:TF/IDF}"},
        {"camel case apart", "{power-bi:Power BI} {power-bi:Power-BI} "
                             "{tensorflow:Tensor Flow}"},
        {"camel case apart needs its capitals", "tensor flow, to power bi"},
        {"joined where the name has no capital", "{machine-learning:machine"
                                                 "learning}"},
        {"dots", "{nodejs:Node.js} {nodejs:NodeJS} {nodejs:NODE.JS}"},
        {"accents", "{bayes:na\xc3\xafve Bayes}, {bayes:NAIVE BAYES}"},
        {"full width letters", "{python:\xef\xbc\xb0ython}"},
        {"trademark signs", "{tableau:Tableau\xc2\xae Desktop}, "
                            "{spark:Apache Spark}\xe2\x84\xa2"},
        {"curly apostrophe", "{degree:Bachelor\xe2\x80\x99s degree}"},
        {"soft hyphen", "{python:Py\xc2\xadthon}"},
        {"no space behind a script without spaces",
         "\xe4\xbd\xbf\xe7\x94\xa8{python:Python}\xe5\xbc\x80\xe5\x8f\x91"},
        {"eight words", "{ten:a b c d e f g h}"},
        {"and sign", "{wandb:Weights & Biases}, weights biases"},
    };
    check_cases(names, cases, N(cases));
}

static void a_name_is_whole_words(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"inside a word", "pythonic, mysql, sqlite, lawsuit"},
        {"over a comma", "machine, learning"},
        {"over a bracket", "machine (learning)"},
        {"over the end of a sentence", "the machine. Learning is fun"},
        {"over a line end", "machine\nlearning"},
        {"over a line end into an item", "apply machine\n- learning"},
        {"over a dash between clauses", "machine - learning"},
        {"over an apostrophe", "she'll use J's"},
    };
    static const struct skills_case good[] = {
        {"one word that looks like two", "MLops, {machine-learning:ML} ops"},
        {"beside quotes", "\"{python:Python}\" '{java:Java}'"},
        {"at both ends", "{python:Python} and {java:Java}"},
        {"a dotted tail", "{nodejs:Node.js}, www.python.org, e.java, in "
                          "{python:Python}.{java:Java}"},
        {"an address", "mail java@python.example.org or see "
                       "https://python.example.org/java now"},
        {"before a full stop", "{python:Python}. {java:Java}."},
    };
    check_cases(names, cases, N(cases));
    check_cases(names, good, N(good));
}

static void signs_belong_to_names(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"plus plus", "{cpp:C++}, {cpp:c++}11, {cpp:C ++}"},
        {"sharp", "{csharp:C#}/{dotnet:.NET}, {csharp:C #}."},
        {"leading dot", "{dotnet:.Net} Core, {dotnet:dotnet}, a net gain"},
        {"plus of a certificate is no mention of the base",
         "{security-plus:Security+}, {security:security}"},
        {"plus of something else", "{python:Python}+, {java:Java}+"},
        {"dots of a degree", "{degree:M.S.} or {degree:Ph.D}., {degree:M. S.}"},
        {"the same letters without them", "MS Office, {degree:PhD}"},
        {"letters tied by a sign", "{rnd:R&D}, {rnd:R & D}, RD, R D"},
        {"letters apart or not", "{ab-testing:A/B tests}, {ab-testing:a-b "
                                 "test}, AB test"},
    };
    check_cases(names, cases, N(cases));
}

static void lists_come_apart(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"slashes", "{python:Python}/{java:Java}/{sql:SQL}"},
        {"slash and plus", "{cpp:C++}/{java:Java}"},
        {"commas without spaces", "{java:Java},{python:Python}"},
        {"and sign", "{java:Java}&{python:Python}"},
        {"plus", "{python:Python}+{sql:SQL}"},
        {"semicolons and bars", "{java:Java};{python:Python}|{sql:SQL}"},
    };
    check_cases(names, cases, N(cases));
}

static void plurals_and_versions_are_the_same_name(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"plural of a concept", "{data-lake:data lakes} {data-lake:Libraries}"},
        {"plural of an abbreviation", "{llm:LLMs}, llms"},
        {"singular of a concept", "a {neural-networks:neural network}"},
        {"no plural of a tool", "sparks fly, Pythons"},
        {"plural of a longer name", "{aws-lambda:{aws:AWS} Lambdas}"},
        {"possessive", "{python:Python}'s, {python:Python}\xe2\x80\x99s"},
        {"version glued", "{python:Python3}, {python:Python27}, "
                          "{java:Java8}"},
        {"version apart", "{python:Python} 3.8, {java:Java} 8"},
        {"too short for a version", "ML2"},
        {"digits are no version when many", "python20200101"},
    };
    check_cases(names, cases, N(cases));
}

static void longer_names_win_and_others_nest(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"nested concepts", "{aws-lambda:{aws:AWS} Lambda}"},
        {"one concept once", "{spark:Apache Spark}"},
        {"two concepts side by side", "{spark:Spark} {sql:SQL}"},
        {"one word is one name", "{pyspark:PySpark}"},
        {"the longest name of a concept",
         "{tableau:Tableau Desktop} {tableau:Tableau}"},
        {"except inside a phrase", "{sql-server:SQL Server} and {sql:SQL}"},
        {"except in the phrase's own plural", "{sql-server:SQL Servers}"},
        {"a word written as two names nothing else",
         "{javascript:Java Script}, {java:Java} script"},
    };
    check_cases(names, cases, N(cases));
}

static void cased_names_need_their_case(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"right", "{iam:IAM}, {degree:Master}"},
        {"wrong", "I am, iam, to master"},
        {"over a gap", "I-am I AM"},
        {"with a possessive", "{degree:Master's} and {iam:IAM's}"},
    };
    check_cases(names, cases, N(cases));
}

static const char patterns[] =
    "- {id: experiments, name: E, kind: concept,\n"
    "   patterns: ['\\b(?:design|run)\\w* (?:\\w+ ){0,2}(experiments?)\\b']}\n"
    "- {id: sdlc, name: S, kind: concept, patterns: ['\\bsdlc\\b']}\n"
    "- {id: dom, name: D, kind: concept, patterns: ['dom\\b']}\n"
    "- {id: energy, name: E, kind: concept, names: [DOE, solar],\n"
    "   except_patterns: ['\\bDOE\\b.{0,20}\\blabs?\\b', '\\d ?solar']}\n"
    "- {id: either, name: E, kind: concept,\n"
    "   patterns: ['\\b(?:(left) hand|right hand)\\b']}\n"
    "- {id: data, name: D, kind: concept,\n"
    "   patterns: ['\\b(data \\w+ and analysis)\\b']}\n";

static void patterns_match_within_a_sentence(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"the group is the mention",
         "You design new {experiments:experiments} and run an "
         "{experiments:Experiment}"},
        {"not over sentences", "We design. Experiments are run"},
        {"not over blocks", "We design\nexperiments"},
        {"any case", "{sdlc:SDLC}"},
        {"begins inside a word, so that no word wakes it", "ran{dom:dom}"},
        {"whole match where the group is not in it",
         "{either:right hand}, {either:left} hand"},
        {"except pattern", "{energy:DOE} grants. The DOE and its labs"},
        {"except pattern that no word wakes", "{energy:solar}, 3 solar"},
        {"again behind a match", "{data:data mining and analysis}, {data:data "
                                 "cleaning and analysis}"},
        {"at a second place", "data is {data:data mining and analysis}"},
    };
    check_cases(patterns, cases, N(cases));
}

static void the_employers_name_is_no_mention_of_the_skill(void **state)
{
    (void)state;
    const enum section any = SECTION_REQUIREMENTS;
    const struct posting_case cases[] = {
        {NULL, "Tableau", any, {"as the employer", "Join Tableau and grow"}},
        {NULL, "Tableau Inc.", any, {"legal form", "Tableau is growing"}},
        {NULL,
         "Tableau",
         any,
         {"asked for", "Experience with {tableau:Tableau}"}},
        {NULL,
         "Tableau",
         any,
         {"in a list of tools", "{sql:SQL}, {tableau:Tableau}"}},
        {NULL,
         "Tableau",
         any,
         {"beside a tool only", "At Tableau we like {sql:SQL} very much"}},
        {NULL, "Tableau", any, {"other spelling", "{tableau:Tableau Desktop}"}},
        {NULL,
         "Python Farms",
         any,
         {"inside a longer name", "Python Farms hires, {python:Python} asked"}},
        {NULL, NULL, any, {"no employer", "Join {tableau:Tableau}"}},
        {"Python developer", NULL, any, {"only in the title", "We need you"}},
    };
    check_postings(names, cases, N(cases));
}

static void no_text_has_no_skills(void **state)
{
    (void)state;
    static const struct skills_case cases[] = {
        {"empty", ""},
        {"a space", " "},
        {"signs", "...!?&"},
        {"one word", "word"},
    };
    check_cases(names, cases, N(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spelling_makes_no_difference),
        cmocka_unit_test(a_name_is_whole_words),
        cmocka_unit_test(signs_belong_to_names),
        cmocka_unit_test(lists_come_apart),
        cmocka_unit_test(plurals_and_versions_are_the_same_name),
        cmocka_unit_test(longer_names_win_and_others_nest),
        cmocka_unit_test(cased_names_need_their_case),
        cmocka_unit_test(patterns_match_within_a_sentence),
        cmocka_unit_test(the_employers_name_is_no_mention_of_the_skill),
        cmocka_unit_test(no_text_has_no_skills),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
