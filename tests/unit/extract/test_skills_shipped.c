/* SPDX-License-Identifier: MIT */
/* What must hold of the taxonomy that is shipped, as the matcher sees it. */
#include "extract/skills_patterns.h"
#include "tests/test.h"

static void every_mention_pattern_waits_for_a_word(void **state)
{
    (void)state;
    struct err err = {0};
    AUTO(auto_taxonomy_free) struct taxonomy *t = NULL;
    assert_ok(taxonomy_load(TEST_SOURCE_DIR "/taxonomy", &t, &err), err);
    struct skills_patterns *p = NULL;
    assert_ok(skills_patterns_new(t, &p, &err), err);
    size_t unanchored = patterns_unanchored(p);
    skills_patterns_free(p);
    if (unanchored)
        fail_msg(
            "%zu patterns would be tried on every sentence; see \"Patterns\""
            " in docs/taxonomy.md",
            unanchored);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mention_pattern_waits_for_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
