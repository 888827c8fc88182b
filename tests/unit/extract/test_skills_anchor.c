/* SPDX-License-Identifier: MIT */
#include "extract/skills_anchor.h"
#include "tests/test.h"
#include <stdio.h>

/* "LEAD a b* / c": sets parted by " / ", '*' where the word may go on. */
static void describe(struct str pattern, struct buf *out)
{
    struct anchors a;
    if (!anchors_of(pattern, &a)) {
        buf_add_cstr(out, "none");
        return;
    }
    if (a.leads)
        buf_add_cstr(out, "LEAD ");
    for (size_t i = 0; i < a.n; i++)
        buf_printf(out, "%s%.*s%s",
                   i == 0                         ? ""
                   : a.v[i].set != a.v[i - 1].set ? " / "
                                                  : " ",
                   (int)a.v[i].n, a.v[i].p, a.v[i].whole ? "" : "*");
}

static void anchors_are_what_every_match_needs(void **state)
{
    (void)state;
    static const struct {
        const char *label, *pattern, *want;
    } cases[] = {
        {"a word", "\\bdata\\b", "LEAD data"},
        {"the start of a word", "\\bmodel", "LEAD model*"},
        {"an optional end", "\\bmodels?\\b", "LEAD model*"},
        {"letters that may repeat", "\\bfoo+bar", "LEAD foo*"},
        {"no boundary before it", "model\\b", "none"},
        {"a boundary by a space", "x model\\b", "model"},
        {"after a class of signs", "\\w[- ]model", "model*"},
        {"after an optional sign", "\\w[- ]?model", "none"},
        {"too short to be a start", "\\bml\\w", "none"},
        {"short but whole", "\\bML\\b", "LEAD ml"},
        {"one letter", "\\bR\\b", "none"},
        {"alternatives", "\\b(?:unit|system) tests?\\b",
         "LEAD unit system / test*"},
        {"an alternative without letters", "\\b(?:unit|\\d+) tests?\\b",
         "test*"},
        {"an empty alternative", "\\b(?:unit|) ?tests?\\b", "none"},
        {"nested groups", "\\b((?:design|(?:run|start)s) tests)\\b",
         "LEAD design run* start* / tests"},
        {"a group that may lack", "\\b(?:big )?tests\\b", "tests"},
        {"a group that may repeat", "\\b(?:big )+tests\\b", "LEAD big / tests"},
        {"short branches before a space", "\\b(?:ML|AI) tests\\b",
         "LEAD ml ai / tests"},
        {"short branches before a letter", "\\b(?:ML|AI)tests\\b", "none"},
        {"classes inside a word", "\\banaly[sz]e\\b", "LEAD analy*"},
        {"a flag", "(?i)\\bdata\\b", "LEAD data"},
        {"capitals", "\\bData\\b", "LEAD data"},
        {"lookbehind", "(?<!big )\\bdata\\b", "LEAD data"},
        {"lookahead", "\\b(?=x)tests(?! y)", "LEAD tests*"},
        {"what is looked at is not needed", "\\btests(?= run)", "LEAD tests*"},
        {"start of the sentence", "^tests", "LEAD tests*"},
        {"frequent words do not count", "\\btests and data\\b", "LEAD tests"},
        {"but as a lead", "\\bdata tests\\b", "LEAD data / tests"},
        {"the most frequent ones do not lead", "\\b(?:the|our) tests\\b",
         "tests"},
        {"unless there is nothing else", "\\b(?:the|our) data\\b",
         "LEAD the our"},
        {"a letter beyond ASCII cuts", "\\bexp\xc3\xa9rience\\b", "LEAD exp*"},
        {"a named group", "\\b(?<x>tests)\\b", "LEAD tests"},
        {"a comment", "\\b(?#words)tests\\b", "LEAD tests"},
        {"extended syntax is not read", "(?x)\\b tests", "none"},
        {"a back reference is not read", "\\b(tests) \\1", "none"},
        {"a quoted run is not read", "\\b\\Qtests\\E", "none"},
        {"recursion is not read", "\\btests(?R)?", "none"},
        {"a verb is not read", "(*UCP)\\btests", "none"},
        {"words that may lack", "\\b(?:\\w+ ){0,3}tests\\b", "tests"},
        {"bounded repeats that must be", "\\b(?:\\w+ ){1,3}tests\\b", "tests"},
        {"a property", "\\b\\p{Lu}\\w* tests\\b", "tests"},
        {"a POSIX class", "[[:alpha:]]tests", "none"},
        {"a brace that is no repeat", "\\btests{x}", "LEAD tests"},
        {"a long word is cut", "\\binternationalization\\b",
         "LEAD internationaliza*"},
        {"at most four sets",
         "\\bdesigns \\w+ building \\w+ deploying \\w+ of runs \\w+ servers",
         "LEAD designs / building / deploying / servers*"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(buf_done) struct buf out;
        buf_init(&out, 4096);
        describe(str_from(cases[i].pattern), &out);
        if (strcmp(buf_cstr(&out), cases[i].want) != 0)
            fail_msg("%s: %s: got \"%s\", want \"%s\"", cases[i].label,
                     cases[i].pattern, buf_cstr(&out), cases[i].want);
    }
}

static void a_malformed_pattern_is_read_to_its_end(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "(",  "[",   "\\", "(?",    "(?<",  "(?#",
        "a{", "[[:", ")",  "(?P<x", "(a|b", "\\p{"};
    struct anchors a;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_false(anchors_of(str_from(cases[i]), &a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anchors_are_what_every_match_needs),
        cmocka_unit_test(a_malformed_pattern_is_read_to_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
